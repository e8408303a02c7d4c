"""An article's text: brought to one spelling, searched for a printed figure, and told apart from another text.

Nothing here knows what a figure means; offsets lead back to the text as it was captured, line breaks and all.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import re
import unicodedata
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field

# Soft hyphen, zero-width characters, bidi controls: what a regular expression's class of unseen characters holds.
UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
# Also tatweel; harakat, shadda and superscript alef; and the forms of these that stand by themselves.
_SILENT = f"{UNSEEN}\u0640\u064b-\u0652\u0670\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe72\ufe74\ufe76-\ufe7f"
_SILENCED = re.compile(f"[{_SILENT}]+")
# What normalising never touches: a shortcut through most of a text, with single spaces between the words.
_PLAIN = r"!-~«»À-ɏ،؛؟ء-غف-ي٠-٬–—…"
_RUN = re.compile(rf"[{_PLAIN}]+(?: [{_PLAIN}]+)*(?=[{_PLAIN}\s]|\Z)")
_GAP = re.compile(rf"\s[\s{_SILENT}]*")
_PRESENTATION = re.compile(r"[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]")
_QUOTES = str.maketrans("‘’‚‛ʼ“”„‟", "'''''\"\"\"\"")
_LETTER = "ء-غف-يٮ-ۓ"
_DETACHED = re.compile(rf"(?<!\w)(?![وف]?(?:[بك]?ال|لل))([{_LETTER}]+(?![أإآاىة])[{_LETTER}]) (?=ا(?!\w))")
_NUMBER_BEFORE = re.compile(r"(?:(?<=\d)|(?<=\d[.,٬٫]))")
_NUMBER_AFTER = re.compile(r"\d|[.,٬٫]\d")
# Groups of three digits set apart by spaces are one number; more digits before a space are another.
_THREE_DIGITS = re.compile(r"\d{3}(?!\d)")
_GROUP_BEFORE = re.compile(r"(?<![\d.,٬٫])\d{1,3} \Z")
_GROUP_AT_END = re.compile(r"(?<![\d.,٬٫])\d{1,3}\Z")
_GROUP_AFTER = re.compile(r" \d{3}(?!\d)")
_LETTER_AFTER = re.compile(r"[^\W\d_]")
_MANY_MARKS = re.compile("[^\\w\\s\x00-\u02ff]{32,}")  # marks or signs; no script sets more than a few on a letter


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """A text in its one spelling, ``text``, with the way back to the ``original``; made by :func:`normalise`."""

    text: str
    original: str
    # Where each piece of the text begins, and where in the original that piece begins and ends; before joining.
    pieces: tuple[array[int], array[int], array[int]] = field(repr=False, compare=False)
    # Where in the text a letter was joined to the word before it, so that a space of the original is left out.
    joined: array[int] = field(repr=False, compare=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the original a span of the text stands; ``ValueError`` for an empty span or one outside.

        Vowel signs after the last letter belong to the span; a ligature is not cut.

        >>> one = normalise(" 43.807 عمليّةً")
        >>> one.text[7:], one.original[slice(*one.span(7, 12))]
        ('عملية', 'عمليّةً')
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"There is no text from {start} to {end} of {len(self.text)}")
        first = start + bisect_right(self.joined, start)
        last = end - 1 + bisect_right(self.joined, end - 1)
        places, starts, ends = self.pieces
        piece = bisect_right(places, first) - 1
        begin = starts[piece] + first - places[piece]
        piece = bisect_right(places, last) - 1
        beyond = places[piece + 1] if piece + 1 < len(places) else len(self.text) + len(self.joined)
        return begin, ends[piece] if last + 1 == beyond else starts[piece] + last + 1 - places[piece]


def normalise(text: str) -> NormalisedText:
    r"""Return a text in one spelling, so that what a reader takes for the same is the same.

    NFC; each run of spaces and line breaks is one space, and none at the ends. Left out: tatweel, vowel signs
    (harakat, shadda, superscript alef; not hamza or madda, which make another letter), bidi controls, zero-width
    characters, soft hyphens. Arabic presentation forms and Latin ligatures become plain letters, typographic
    quotation marks and apostrophes straight ones; « » and dashes stay. Digits stay in the script they are printed
    in.

    Typesetting sometimes leaves a space where a vowel sign stood. It is taken out only before a lone alef, which
    is no word of Arabic: "عضو ا" is "عضوا". Even then the word before must have two letters or more, not end in a
    letter that takes no such alef (أ إ آ ا ى ة) and not look definite (ال, بال, كال, لل, also after و or ف):
    "القسم ا" keeps its letter, at the cost of "بالغ ا"; "فيتامين ا" loses it. All other letters stand alone by
    right somewhere (و and ب, initials of names, items of lists), so that "عب ر", "يمك ن" and "المسي رات" stay.

    >>> normalise("بلغ\u00a0 عدد الـبطائق ٤٣٫٨ ألفًا").text
    'بلغ عدد البطائق ٤٣٫٨ ألفا'
    >>> normalise("دولة عضو ا في").text, normalise("ب 11 و 20").text, normalise("l’oﬃce").text
    ('دولة عضوا في', 'ب 11 و 20', "l'office")
    """
    parts: list[str] = []
    pieces = (array("L"), array("L"), array("L"))
    length = position = 0
    gap: tuple[int, int] | None = None
    while position < len(text):
        start = position
        if found := _GAP.match(text, position):
            position = found.end()
            gap = (start, position)
            continue
        if found := _RUN.match(text, position):
            position = found.end()
            plain = found.group()
        else:
            position = _cluster_end(text, position)
            plain = _plain(text[start:position])
        if not plain:
            continue
        if gap and length:
            length = _add(pieces, length, 1, gap)
            parts.append(" ")
        gap = None
        # A piece is either as long as its original or a single character: span() counts on it.
        for size in [len(plain)] if found else [1] * len(plain):
            length = _add(pieces, length, size, (start, position))
        parts.append(plain)
    spaced = "".join(parts)
    joins = [match.end() - 1 for match in _DETACHED.finditer(spaced)]
    joined = array("L", [place - before for before, place in enumerate(joins)])
    return NormalisedText(_DETACHED.sub(r"\1", spaced) if joins else spaced, text, pieces, joined)


def compose(text: str) -> str:
    r"""Return a text in NFC, in a time that grows with its length alone.

    Unicode's own way with the marks on a letter takes the square of their number, and a page may have a million.

    >>> compose("a\u0301" + "\u0323\u0301" * 20) == "\u1ea1" + "\u0323" * 19 + "\u0301" * 21
    True
    """
    return unicodedata.normalize("NFC", _MANY_MARKS.sub(_ordered, text))


def occurrences(article: NormalisedText, as_printed: str) -> list[tuple[int, int]]:
    """Return the spans of the article's normalised text where an expression, normalised alike, is printed.

    Appearances are counted from the start, and none overlaps the one before. Letters may be glued to the front, as
    Arabic writes "and" or "with", but a letter at the end is the end of its word ("سبع" is not in "سبعين"), and a
    digit at an end of the expression must not be part of a longer number: one with more digits, with a group
    or decimal separator (. , ٬ ٫) and digits beyond it, or with groups of three digits set apart by spaces.

    >>> article = normalise("و43.807 ملفا، منها 807 و3.807")
    >>> occurrences(article, "807"), occurrences(article, "43.807")
    ([(19, 22)], [(1, 7)])
    >>> occurrences(normalise("755 541 cartes, 541 visas"), "541")
    [(16, 19)]
    """
    printed = _spelling(as_printed)
    spans = []
    text = article.text
    place = text.find(printed) if printed else -1
    while place >= 0:
        end = place + len(printed)
        if _is_whole(text, place, end):
            spans.append((place, end))
            place = text.find(printed, end)
        else:
            place = text.find(printed, place + 1)
    return spans


def find(article: NormalisedText, as_printed: str, occurrence: int = 1) -> tuple[int, int] | None:
    r"""Return where in the article's original text the n-th appearance of an expression stands, if there is one.

    Appearances are those of :func:`occurrences`; the first one is 1.

    >>> find(normalise("بلغت 12\u00a0ألف،\nثم 12 ألف"), "12 ألف", 2)
    (16, 22)
    >>> find(normalise("12 ألف"), "13 ألف") is None
    True
    """
    spans = occurrences(article, as_printed)
    return article.span(*spans[occurrence - 1]) if 1 <= occurrence <= len(spans) else None


def digest(text: str) -> str:
    r"""Return the SHA-256 of a text's one spelling in UTF-8, in lower-case hexadecimal digits.

    >>> digest("19 مليون\n") == digest("19\u00a0مليونَ")
    True
    """
    return hashlib.sha256(normalise(text).text.encode()).hexdigest()


@functools.lru_cache(maxsize=1 << 16)
def _spelling(as_printed: str) -> str:
    return normalise(as_printed).text


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether what stands here begins and ends no longer number, and ends no longer word."""
    if text[start].isdecimal():
        if _NUMBER_BEFORE.match(text, start):
            return False
        if _THREE_DIGITS.match(text, start) and _GROUP_BEFORE.search(text, max(0, start - 5), start):
            return False
    if text[end - 1].isdecimal():
        group = _GROUP_AT_END.search(text, max(start, end - 5), end)
        return not (_NUMBER_AFTER.match(text, end) or (group and _GROUP_AFTER.match(text, end)))
    return not (text[end - 1].isalpha() and _LETTER_AFTER.match(text, end))


def _add(pieces: tuple[array[int], ...], length: int, size: int, original: tuple[int, int]) -> int:
    for column, number in zip(pieces, (length, *original), strict=True):
        column.append(number)
    return length + size


def _cluster_end(text: str, position: int) -> int:
    """Return the end of a character with whatever is set on it or silent after it."""
    position += 1
    while position < len(text) and _continues(text[position]):
        position += 1
    return position


@functools.cache
def _continues(character: str) -> bool:
    # Vowels and finals of Korean are letters, yet NFC composes them with the one before.
    is_korean = "\u1160" <= character <= "\u11ff"
    return is_korean or unicodedata.category(character)[0] == "M" or bool(_SILENCED.match(character))


@functools.lru_cache(maxsize=10_000)
def _plain(cluster: str) -> str:
    # Twice: compatibility would give a silent form a space to stand on, and a ligature its vowel sign.
    letters = _PRESENTATION.sub(lambda form: unicodedata.normalize("NFKC", form.group()), _silenced(cluster))
    return compose(_silenced(letters)).translate(_QUOTES)


def _ordered(marks: re.Match[str]) -> str:
    """Return marks in the order that normalising would give them."""
    single = itertools.chain.from_iterable(unicodedata.normalize("NFD", mark) for mark in marks.group())
    runs = itertools.groupby(single, lambda mark: unicodedata.combining(mark) > 0)
    return "".join("".join(sorted(run, key=unicodedata.combining) if moves else run) for moves, run in runs)


def _silenced(text: str) -> str:
    return _SILENCED.sub("", text)
