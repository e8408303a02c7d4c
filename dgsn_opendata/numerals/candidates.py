"""The numerals of a text, one after the other, each with its kind: what is a figure, and what only looks like one.

A numeral is a date where a month, a year word or the form of a date stands with it, an ordinal behind the noun of
a series ("الدورة 92"), an identifier in a name or behind a label ("TASER-7", "ligne 19"), and unknown where it is
a range, a ratio, a fraction, or cannot be read. Everything else is a statistic, or a percent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dgsn_opendata.numerals import dates, names
from dgsn_opendata.numerals.figures import NumeralError
from dgsn_opendata.numerals.quantities import Quantity, read_quantity
from dgsn_opendata.numerals.tokens import NUMBERS
from dgsn_opendata.numerals.words import Role
from dgsn_opendata.phrases import NOTHING, phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dgsn_opendata.numerals.figures import Kind
    from dgsn_opendata.numerals.tokens import Token
    from dgsn_opendata.phrases import Phrase

_STARTS = NUMBERS | {
    Role.ARTICLE, Role.HALF, Role.FRACTION, Role.VAGUE, Role.ORDINAL, Role.DUAL_NOUN, Role.DUAL_CONSTRUCT,
    Role.DUAL_UNIT, Role.UNIT, Role.SEVERAL, Role.CONFLICT,
}  # fmt: skip
_HARMLESS = frozenset({Role.END, Role.NOUN, Role.PERCENT, Role.SCALE, Role.SCALES})
_INDEFINITE = frozenset({Role.VAGUE, Role.SCALES, Role.SCALE, Role.HUNDRED})
_FRACTIONS = frozenset({Role.HALF, Role.FRACTION})
_LINKS = frozenset({Role.RANGE, Role.TO})
_NOUNS = frozenset({Role.WORD, Role.NOUN})
_UNITS = frozenset({Role.ONES, Role.TEN})
_MARKS = frozenset(".,٫٬")
_DASHES = frozenset("-–—−")
_ONE_OR_A = frozenset({"un", "une", "one"})


class Candidate(NamedTuple):
    """A numeral: its first and last token, its kind, the quantity where it has one, and why it is refused.

    ``weak`` is one that may be an article ("un", "one"), ``period`` a time span that a figure may stand next
    to, ``year`` a bare number that may be a year.
    """

    first: int
    last: int
    kind: Kind
    quantity: Quantity | None = None
    reason: Phrase = NOTHING
    weak: bool = False
    period: bool = False
    year: bool = False


def find_candidates(
    tokens: Sequence[Token], text: str, language: str | None, whole: bool | None = None
) -> list[Candidate]:
    """Return the numerals of a text in reading order; none overlap."""
    found: list[Candidate] = []
    index = 0
    while tokens[index].role is not Role.END:
        token = tokens[index]
        candidate = None
        if token.role in _STARTS:
            candidate = _candidate(tokens, index, text, language, whole)
        elif token.role is Role.SYMBOL and token.text.isnumeric():
            candidate = Candidate(index, index, "unknown", reason=phrase("number-sign"))
        if candidate is None:
            index += 1
        else:
            if found and candidate.first <= found[-1].last:
                candidate = candidate._replace(first=found[-1].last + 1)
            found.append(candidate)
            index = candidate.last + 1
    return found


def _candidate(
    tokens: Sequence[Token], index: int, text: str, language: str | None, whole: bool | None
) -> Candidate | None:
    token = tokens[index]
    if token.role is Role.ORDINAL:
        return Candidate(index, names.end_of_ordinal(tokens, index), "ordinal", reason=phrase("an-ordinal"))
    if token.role is Role.DIGITS:
        if index and _is_cut(tokens, index):
            return Candidate(index, index, "unknown", reason=phrase("mark-before-digit"))
        last = dates.end_of_date(tokens, index)
        if last is not None:
            period = last == index and len(token.text) == 4  # "مقارنة مع سنة 2023"
            return Candidate(index, last, "date", reason=phrase("date-or-time"), period=period)
        bare = index == 0 and tokens[1].role in _HARMLESS
        last = None if bare else names.end_of_identifier(tokens, index, text)
        if last is not None:
            return Candidate(index, last, "identifier", reason=phrase("name-or-number"))
        last = None if bare else names.end_of_ordinal_number(tokens, index)
        if last is not None:
            return Candidate(index, last, "ordinal", reason=phrase("an-ordinal"))
    try:
        quantity = read_quantity(tokens, index, language, whole)
    except NumeralError as error:
        return Candidate(index, index, "unknown", reason=error.reason)
    if quantity is None:
        return _no_number(tokens, index)
    return _classified(tokens, quantity, language, whole)


def _is_cut(tokens: Sequence[Token], index: int) -> bool:
    """Whether a mark stands before digits with nothing before it: ".5"."""
    mark = tokens[index - 1]
    if mark.text not in _MARKS or mark.end != tokens[index].start:
        return False
    return index == 1 or tokens[index - 2].end != mark.start


def _no_number(tokens: Sequence[Token], index: int) -> Candidate | None:
    """Return what stands for a number without saying which: a fraction, "dozens", a word of two meanings."""
    role, after = tokens[index].role, tokens[index + 1]
    if role is Role.UNIT and after.joined and after.role in NUMBERS:
        return Candidate(index, index, "unknown", reason=phrase("one-and-more"))
    if role is Role.SEVERAL and after.role in NUMBERS:
        return Candidate(index, index, "unknown", reason=phrase("indefinite"))
    if role in _FRACTIONS:
        return Candidate(index, index, "unknown", reason=phrase("fraction"))
    if role in _INDEFINITE:
        return Candidate(index, index, "unknown", reason=phrase("indefinite"))
    if role is Role.CONFLICT:
        return Candidate(index, index, "unknown", reason=phrase("language-decides"), weak=True)
    return None


def _classified(
    tokens: Sequence[Token], quantity: Quantity, language: str | None, whole: bool | None
) -> Candidate:
    first, last = quantity.first, quantity.last
    before = tokens[first - 1] if first else None
    after = tokens[last + 1]
    if before is None and after.role is Role.END:  # nothing beside it, as with most figures that are read
        return _plain(tokens, quantity)
    if names.is_ordinal_word(tokens, first, last):
        return Candidate(first, last, "ordinal", reason=phrase("an-ordinal"))
    end = _end_of_range(tokens, first, last, language, whole)
    if end is not None:
        return Candidate(first, end, "unknown", reason=phrase("range-or-ratio"))
    if before is not None and before.role is Role.RANGE and before.value is None:
        return Candidate(first, last, "unknown", reason=phrase("end-of-range"))
    if after.role is Role.CONFLICT:
        return Candidate(first, last + 1, "unknown", reason=phrase("two-languages", word=after.text))
    if after.role is Role.REFUSED or (after.text == "/" and quantity.unit is not None):
        reason = phrase("no-figure-of-its-own", what=phrase(after.value or "a-rate"))
        return Candidate(first, last + 1, "unknown", reason=reason)
    doubt = _other_meaning(tokens, first) if first == last else None
    if doubt:
        return Candidate(first, last, "unknown", reason=doubt)
    if dates.is_spelled_year(tokens, quantity):
        return Candidate(first, last, "date", reason=phrase("a-year-alone"))
    if dates.is_period(tokens, quantity):
        return Candidate(first, last, "date", quantity, phrase("period-of-time"), period=True)
    return _plain(tokens, quantity)


def _plain(tokens: Sequence[Token], quantity: Quantity) -> Candidate:
    first, last = quantity.first, quantity.last
    if dates.is_bare_year(tokens, quantity):
        return Candidate(first, last, "date", quantity, phrase("maybe-year"), year=True)
    weak = quantity.value == 1 and quantity.unit is None and tokens[first].text.lower() in _ONE_OR_A
    return Candidate(first, last, "percent" if quantity.unit == "percent" else "statistic", quantity, weak=weak)


def _other_meaning(tokens: Sequence[Token], index: int) -> Phrase | None:
    """Return what else a single number word may mean where it stands; nothing where it can only be a number."""
    token, after = tokens[index], tokens[index + 1]
    before = tokens[index - 1] if index else None
    if token.text.lower() == "neuf" and before is not None and before.role in _NOUNS:
        return phrase("may-mean-new")
    definite = after.role in _NOUNS and after.text.startswith("ال")
    if (
        token.role in _UNITS
        and token.text[0] > "\u0600"
        and token.value > 3
        and definite
        and not token.text.endswith("ة")
    ):
        return phrase("may-be-fraction", word=token.text)
    return None


def _end_of_range(
    tokens: Sequence[Token], first: int, last: int, language: str | None, whole: bool | None
) -> int | None:
    """Return the last token of a range or ratio that begins with a quantity, ``None`` where it stands alone."""
    link = tokens[last + 1]
    opened = first > 0 and tokens[first - 1].role is Role.BETWEEN
    joined = opened and link.joined and link.role in NUMBERS
    if joined:
        second = last + 1
    elif link.role in _LINKS or link.text in _DASHES:
        second = last + 2
    else:
        return None
    if tokens[second].role not in NUMBERS or (link.value == "ratio" and tokens[second].text.lower() in _ONE_OR_A):
        return None
    try:
        other = read_quantity(tokens, second, language, whole)
    except NumeralError:
        return second
    return second if other is None else other.last
