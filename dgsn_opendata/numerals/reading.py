"""Read a printed figure: the one number of a text, with whatever says something of it, or not at all."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from dgsn_opendata.numerals.candidates import Candidate, find_candidates
from dgsn_opendata.numerals.dates import is_years
from dgsn_opendata.numerals.directions import direction
from dgsn_opendata.numerals.figures import LANGUAGES, Figure, NumeralError
from dgsn_opendata.numerals.hedges import first_with_hedges, qualifier
from dgsn_opendata.numerals.shapes import learn, recall
from dgsn_opendata.numerals.tokens import NUMBER_WORDS, tokenise
from dgsn_opendata.numerals.words import Role
from dgsn_opendata.phrases import Phrase, phrase

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dgsn_opendata.numerals.quantities import Quantity
    from dgsn_opendata.numerals.tokens import Token

_KNOWN = frozenset({None, *LANGUAGES})
DISTURBING = frozenset("<>≤≥≠≃≅=±×÷*^_#@|\\…?+/¬-–—−‐‑")
_ARABIC = re.compile("[\u0620-\u064a\ufb50-\ufdff\ufe70-\ufefc]")
# What says more of a figure than its value; most figures have none of it beside them.
_LEFTOVERS = (NUMBER_WORDS - {Role.ONES, Role.BOUND_ONE}) | {
    Role.PERCENT, Role.UNIT, Role.DUAL_UNIT, Role.REFUSED, Role.RANGE, Role.BETWEEN, Role.NOT, Role.SUFFIX,
    Role.LABEL, Role.MONTH, Role.WEEKDAY,
}  # fmt: skip
_TELLING = _LEFTOVERS | {Role.HEDGE, Role.FALL, Role.RISE, Role.SYMBOL}
_NOUNS = frozenset({Role.WORD, Role.NOUN, Role.FALL, Role.RISE, Role.FILLER})
_BETWEEN_NUMBERS = frozenset({"pour", "virgule", "point"})
_FIGURES = ("statistic", "percent")
_LONG = 500  # characters; longer texts are not remembered
_SHOWN = 60  # characters of a text that a message quotes


def read(text: str, language: str | None = None, whole: bool | None = None) -> Figure:
    """Return what a printed figure says: its exact value, qualifier, unit and place in the text.

    ``language`` is that of the text (ar, fr, en); without it Arabic is known by its script, and what French and
    English read differently is refused. ``whole`` says whether the unit counts whole things (True) or measures
    (False). Raises :class:`NumeralError` for whatever is not understood with certainty: a text without a figure or
    with two, ranges, dates, ordinals, names with digits, digits that could be read two ways.

    >>> read("19 مليون و722 ألف و41").value
    19722041
    >>> read("recul de plus de 18 %", "fr")
    Figure(value=-18, qualifier='more_than', unit='percent', span=(17, 21))
    >>> read("6 و7")
    Traceback (most recent call last):
    dgsn_opendata.numerals.figures.NumeralError: 2 figures stand here: 6, 7
    """
    language = language_of(text, language)
    known = recall(text, language, whole)
    if known is not None:
        return known
    read_once = _read if len(text) <= _LONG else _read.__wrapped__
    figure = read_once(text, language, whole)
    if isinstance(figure, Phrase):
        raise NumeralError(figure)
    return figure


@functools.lru_cache(maxsize=1 << 16)
def _read(text: str, language: str | None, whole: bool | None) -> Figure | Phrase:
    """Return the figure, or why there is none: refusals are remembered as well."""
    try:
        return _read_anew(text, language, whole)
    except NumeralError as error:
        return error.reason


def _read_anew(text: str, language: str | None, whole: bool | None) -> Figure:
    tokens = tokenise(text, language)
    candidates = find_candidates(tokens, text, language, whole)
    candidate = _only(candidates, tokens, whole)
    quantity = candidate.quantity
    assert quantity is not None
    alone = quantity.first == 0 and tokens[quantity.last + 1].role is Role.END
    sign, word = 1, "exact"
    if not alone and not _TELLING.isdisjoint(token.role for token in _beside(tokens, quantity)):
        others = {
            index
            for other in candidates
            if other is not candidate and not other.weak
            for index in range(_first_of_other(tokens, other), other.last + 1)
        }
        _refuse_leftovers(tokens, candidate, others)
        sign, word = direction(tokens, quantity, others), qualifier(tokens, quantity, others)
    figure = figure_of(tokens, quantity, sign, word, whole)
    learn(tokens, quantity, figure, text=text, language=language, whole=whole)
    return figure


def _beside(tokens: list[Token], quantity: Quantity) -> list[Token]:
    return tokens[: quantity.first] + tokens[quantity.last + 1 :]


def language_of(text: str, language: str | None) -> str | None:
    """Return the language to read a text in: Arabic where its script says so; an unknown one is a ValueError."""
    if language not in _KNOWN:
        raise ValueError(f"there is no grammar for the language {language!r}: ar, fr, en or None")
    return "ar" if language is None and _ARABIC.search(text) else language


def _only(candidates: Sequence[Candidate], tokens: Sequence[Token], whole: bool | None) -> Candidate:
    """Return the one figure of a text; refuses a text without one, with two, or with a numeral of another kind."""
    if not candidates:
        raise NumeralError(phrase("no-figure"))
    candidate = candidates[0] if len(candidates) == 1 else _among(candidates, tokens, whole)
    accepted = candidate.kind in _FIGURES or (candidate.year and whole is True)
    if not accepted or candidate.quantity is None:
        words = _words(tokens, candidate)
        reason = candidate.reason
        raise NumeralError(reason if words in reason else phrase("refused", words=words, reason=reason))
    return candidate


def _among(candidates: Sequence[Candidate], tokens: Sequence[Token], whole: bool | None) -> Candidate:
    """Return the one of several numerals that is no article, no time span and no year beside the figure."""
    strong = [one for one in candidates if not one.weak] or list(candidates)
    weak = [one for one in candidates if one.weak and strong[0] is not one]
    if any(not _is_article(tokens, one, strong[0]) for one in weak):
        raise NumeralError(phrase("maybe-figure", words=_words(tokens, weak[0])))
    figures = [one for one in strong if not one.period] or strong
    if len(figures) > 1 and whole is not True:
        figures = [one for one in figures if not one.year] or figures  # "12 % par rapport à 2023"
    if len(figures) > 1:
        words = ", ".join(_words(tokens, one) for one in figures[:4])
        raise NumeralError(phrase("several-figures", number=len(figures), words=words))
    return figures[0]


def _words(tokens: Sequence[Token], candidate: Candidate) -> str:
    words = " ".join(token.text for token in tokens[candidate.first : candidate.last + 1])
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def _is_article(tokens: Sequence[Token], weak: Candidate, figure: Candidate) -> bool:
    """Whether a "un" or "one" before a figure is its noun's article: "une baisse de 12 %", not "un pour dix"."""
    after = tokens[weak.last + 1]
    noun = after.role in _NOUNS and after.text.lower() not in _BETWEEN_NUMBERS
    return weak.last + 1 < figure.first and not tokens[weak.first].joined and noun


def _first_of_other(tokens: Sequence[Token], other: Candidate) -> int:
    """Return the first token of another numeral with its hedges, or with the word that makes it a year."""
    year_word = other.first > 0 and is_years(tokens[other.first - 1])
    return other.first - 1 if year_word else first_with_hedges(tokens, other.first)


def _refuse_leftovers(tokens: Sequence[Token], candidate: Candidate, others: Collection[int]) -> None:
    """Refuse what says something of a figure that is not in its reading: signs, units, denials, ranges."""
    first = candidate.first - (1 if candidate.quantity and candidate.quantity.sign else 0)
    for index, token in enumerate(tokens):
        disturbing = token.text in DISTURBING if token.role is Role.SYMBOL else token.role in _LEFTOVERS
        if disturbing and is_years(token) and token.prefix.endswith("ال"):
            continue  # "مقارنة بالسنة الماضية"
        if disturbing and not first <= index <= candidate.last and index not in others:
            raise NumeralError(phrase("leftover", word=token.text))


def figure_of(
    tokens: Sequence[Token], quantity: Quantity, sign: int, word: str, whole: bool | None = None
) -> Figure:
    """Return the figure that a quantity, its sign and its qualifier make; refuses what whole things cannot be."""
    value = quantity.value * sign if quantity.value else quantity.value  # there is no nought below nought
    if whole and quantity.unit is None:
        if value != int(value):
            raise NumeralError(phrase("not-whole", value=value))
        if quantity.sign or value < 0:
            raise NumeralError(phrase("signed-count"))
    start = tokens[quantity.first - (1 if quantity.sign else 0)].start
    return Figure(value, word, quantity.unit, (start, tokens[quantity.last].end))
