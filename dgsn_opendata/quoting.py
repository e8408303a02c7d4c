"""Quote a figure from an article as the tables record it: the whole expression, and which appearance of it.

The expression is the shortest that the reader reads as the figure that the article's words say: the numeral with
its scale word and unit, and the words up to a hedge ("more than") or to what gives a change its sign ("fell"). A
number that is short, may be a year or is printed elsewhere too takes the word behind it, which is what is counted.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from dgsn_opendata.articles import UNSEEN, occurrences
from dgsn_opendata.numerals import NumeralError, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dgsn_opendata.articles import NormalisedText
    from dgsn_opendata.numerals import Figure, Found

_FIGURES = ("statistic", "percent")
_LONGEST = 120  # characters, the most that as_printed takes
_WORDS_BEFORE, _WORDS_AFTER = 12, 3
_FEW_DIGITS = 4
_BREAKS = r"\s.;:؛!؟?•|,،()«»\"“”…=@"
_WORD_BEFORE = re.compile(rf"[^{_BREAKS}]+[^\S\n]*\Z")
_WORD_AFTER = re.compile(rf"[^\S\n]*[^{_BREAKS}]+")
_NOUN_AFTER = re.compile(rf"[^\S\n]+(?=[^\W\d_])[^{_BREAKS}]{{4,}}")  # shorter words are mostly prepositions
_UNSEEN = re.compile(f"[{UNSEEN}]")


class Quote(NamedTuple):
    """A numeral as a row would record it.

    ``figure`` is what it says, ``None`` where it is no figure or one in doubt; ``reading`` is the code of what
    stands elsewhere in the article (``sign``, ``hedge``, ``sign_hedge``), empty where ``as_printed`` says it all;
    ``refusal`` is why a figure cannot be read.
    """

    as_printed: str
    occurrence: int | None
    figure: Figure | None = None
    reading: str = ""
    refusal: str = ""


def quote(article: NormalisedText, found: Found, others: Sequence[Found], language: str | None) -> Quote:
    """Return a numeral of an article as a row would record it; ``others`` are all that :func:`scan` finds in it.

    >>> from dgsn_opendata.articles import normalise
    >>> from dgsn_opendata.numerals import scan
    >>> text = "Les agents ont reçu plus de 300 appels, dont 7 urgents."
    >>> quote(normalise(text), scan(text, "fr")[0], scan(text, "fr"), "fr")[:2]
    ('plus de 300 appels', 1)
    """
    text = article.original
    start, end = found.span
    alone = Quote(_printed(text[start:end]), _occurrence(article, found.span, found.span))
    firsts, lasts = _clause(text, found, others)
    if found.kind not in _FIGURES:
        words = text[start : lasts[:2][-1]]
        return alone._replace(refusal=_refusal(words, language)) if found.kind == "unknown" else alone
    figure = found.figure or _doubtful(text, found, firsts, language)
    for first, last in _stretches(firsts, lasts):
        if figure is not None and _says(_read(text[first:last], language, whole=figure.unit is None), figure):
            return _placed(article, found, (first, last), figure, language)
    said = _read(text[start:end], language, whole=figure is None or figure.unit is None)
    reading = _elsewhere(said, figure) if said is not None and figure is not None else ""
    if reading:
        return alone._replace(figure=figure, reading=reading)
    return alone._replace(refusal=_refusal(text[firsts[-1] : lasts[-1]], language))


def _placed(
    article: NormalisedText, found: Found, span: tuple[int, int], figure: Figure, language: str | None
) -> Quote:
    """Return the quote of an expression, with the word behind it where it alone could be meant otherwise."""
    text = article.original
    first, last = span
    printed = _printed(text[first:last])
    digits = sum(letter.isdecimal() for letter in printed)
    short = digits < _FEW_DIGITS or 1900 <= figure.value <= 2100
    if figure.unit is None and (short or len(occurrences(article, printed)) > 1):
        noun = _with_noun(text, last)
        longer = _read(text[first:noun], language, whole=figure.unit is None)
        if _says(longer, figure) and noun - first <= _LONGEST and _occurrence(article, (first, noun), found.span):
            span, printed = (first, noun), _printed(text[first:noun])
    return Quote(printed, _occurrence(article, span, found.span), figure)


def _clause(text: str, found: Found, others: Sequence[Found]) -> tuple[list[int], list[int]]:
    """Return where an expression of the numeral may begin and end, the nearest first, within its clause."""
    start, end = found.span
    number = bisect_left(others, start, key=lambda one: one.span[0])
    floor = max(start - _LONGEST, 0, *(one.span[1] for one in others[max(0, number - 1) : number]))
    ceiling = min(end + _LONGEST, *(one.span[0] for one in others[number + 1 : number + 2]), len(text))
    firsts, lasts = [start], [end]
    while len(firsts) <= _WORDS_BEFORE and (word := _WORD_BEFORE.search(text, floor, firsts[-1])):
        firsts.append(word.start())
    while len(lasts) <= _WORDS_AFTER and (word := _WORD_AFTER.match(text, lasts[-1], ceiling)):
        lasts.append(word.end())
    return firsts, lasts


def _stretches(firsts: Sequence[int], lasts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the beginnings and ends of expressions by the number of words that they add, the fewest first."""
    pairs = [(before, after) for before in range(len(firsts)) for after in range(len(lasts))]
    for before, after in sorted(pairs, key=sum):
        if lasts[after] - firsts[before] <= _LONGEST:
            yield firsts[before], lasts[after]


def _doubtful(text: str, found: Found, firsts: Sequence[int], language: str | None) -> Figure | None:
    """Return what a numeral says that the scanner is not sure of, read with the words before it."""
    start, end = found.span
    whole = found.kind == "statistic"
    tries = [*((first, end) for first in reversed(firsts)), (start, _with_noun(text, end))]
    read_ones = (_read(text[first:last], language, whole=whole) for first, last in tries)
    return next((figure for figure in read_ones if figure is not None), None)


def _with_noun(text: str, end: int) -> int:
    noun = _NOUN_AFTER.match(text, end)
    return noun.end() if noun else end


def _read(words: str, language: str | None, *, whole: bool) -> Figure | None:
    try:
        return read(_printed(words), language, whole)
    except NumeralError:
        return None


def _refusal(words: str, language: str | None) -> str:
    try:
        read(_printed(words), language)
    except NumeralError as error:
        return str(error)
    return "the words around it leave a doubt"


def _says(said: Figure | None, figure: Figure) -> bool:
    return said is not None and said[:3] == figure[:3]


def _elsewhere(said: Figure, figure: Figure) -> str:
    """Return the code of what an article says of a figure in other words than its expression, if that is all."""
    sign = figure.value < 0 and said.value == -figure.value
    hedge = said.qualifier == "exact" != figure.qualifier
    same = (said.value == figure.value or sign) and said.unit == figure.unit
    return "_".join(part for part, holds in (("sign", sign), ("hedge", hedge)) if holds) if same else ""


def _printed(words: str) -> str:
    """Return words as a cell holds them: on one line, in normal form C, without characters that nobody sees."""
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", _UNSEEN.sub("", words))).strip()


def _occurrence(article: NormalisedText, span: tuple[int, int], numeral: tuple[int, int]) -> int | None:
    """Return which appearance of an expression covers the numeral; ``None`` where none does."""
    for number, place in enumerate(occurrences(article, article.original[slice(*span)]), start=1):
        first, last = article.span(*place)
        if first < numeral[1] <= last:
            return number
    return None
