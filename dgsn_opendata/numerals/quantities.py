"""A number and what it measures: percent, money, mass, area, time, with compounds in one base unit.

"12,5 %", "ثلاثة ملايير سنتيم", "MAD 331 million", "123 tonnes et 971 kg", "طن و582 كيلوغراما", "فرقتين".
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, cast

from dgsn_opendata.numerals.figures import NumeralError
from dgsn_opendata.numerals.measures import MONEY, Measure
from dgsn_opendata.numerals.spelled import AND, LIMIT, read_number
from dgsn_opendata.numerals.tokens import NUMBERS
from dgsn_opendata.numerals.words import Role
from dgsn_opendata.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dgsn_opendata.numerals.digits import Of
    from dgsn_opendata.numerals.spelled import Value
    from dgsn_opendata.numerals.tokens import Token

PERCENT = Measure("percent")
_NO_NUMBER = frozenset({Role.DUAL_NOUN, Role.DUAL_CONSTRUCT, Role.DUAL_UNIT, Role.UNIT})
_NOUNS = frozenset({Role.WORD, Role.NOUN})
_SIGNS = {"-": -1, "−": -1, "–": -1, "+": 1}
_HYPHENS = frozenset("-‐‑")


class Quantity(NamedTuple):
    """A figure as it stands in a row of tokens: the first and last of them, its value, its measure, its sign.

    ``sign`` is -1 or 1 where a sign is printed, 0 where none is.
    """

    first: int
    last: int
    value: Value
    unit: str | None
    sign: int = 0


def read_quantity(
    tokens: Sequence[Token], start: int, language: str | None, whole: bool | None
) -> Quantity | None:
    """Return the quantity that begins at a token, ``None`` where none does.

    Raises :class:`NumeralError` where a number begins that cannot be read, or where its measure cannot.
    """
    token = tokens[start]
    if token.role in _NO_NUMBER:
        return _without_number(tokens, start, language)
    before = _measure_before(tokens, start)
    number = read_number(tokens, start, language, _of(tokens, start, before, whole))
    if number is None:
        return None
    value, end = number
    first = start - 1 if before else start
    repeated = _repeated(tokens, end, value, language, whole)
    end = repeated or end
    measure, last = _measure(tokens, end)
    if measure is None:
        last = end - 1
    if measure is not None and before is not None and measure != before:
        raise NumeralError(phrase("two-measures", one=tokens[last].text, other=tokens[start - 1].text))
    if measure is None and before is None and token.role is Role.ONES and token.value == 1:
        measure = _unit_of_one(tokens, start, end)
        first = first if measure is None else start - 1
    measure = measure or before
    if measure is None:
        return Quantity(first, end - 1, value, None, _sign(tokens, first))
    total = _times(value, measure)
    if total >= LIMIT:
        raise NumeralError(phrase("beyond-measures", total=total, unit=measure.unit))
    if measure is not PERCENT:
        total, last = _with_smaller_units(tokens, last, total, measure, language)
    return Quantity(first, last, total, measure.unit, _sign(tokens, first))


def _of(tokens: Sequence[Token], start: int, before: Measure | None, whole: bool | None) -> Of:
    """Return what decides between two readings of digits: the measure beside them, or what is counted."""
    if tokens[start].role is not Role.DIGITS or tokens[start].text.isdecimal():
        return ""
    measure = before or _measure(tokens, start + 1)[0]
    if measure is not None:
        return "money" if measure.unit in MONEY else "measure"
    if whole is None:
        return ""
    return "whole" if whole else "measure"


def _measure(tokens: Sequence[Token], index: int) -> tuple[Measure | None, int]:
    """Return the measure named at a token, and the index of its last token."""
    token = tokens[index]
    after = tokens[index + 1]
    if token.text in _HYPHENS and after.role is Role.PERCENT and after.text[0].isalpha():
        return PERCENT, index + 1  # "43-percent"
    if token.role is Role.PERCENT:
        return PERCENT, index
    if token.role is Role.UNIT and not (token.prefix or token.joined):
        return token.value, index
    if token.role is Role.LINK and after.role is Role.UNIT and after.value.unit in MONEY:
        return after.value, index + 1  # "220 millions de dirhams"
    return None, index


def _measure_before(tokens: Sequence[Token], start: int) -> Measure | None:
    """Return the currency or percent sign before a number, unless it is another's: "MAD 331 million", "%12"."""
    before = tokens[start - 1] if start else None
    if before is None or tokens[start].joined or (start > 1 and tokens[start - 2].role in NUMBERS):
        return None
    if before.role is Role.PERCENT and not before.text[0].isalpha():
        return PERCENT
    if before.role is not Role.UNIT or before.value.unit not in MONEY:
        return None
    country = tokens[start - 2] if start > 1 else None
    if country is not None and country.end == before.start and country.text[-1].isalpha() and country.text != "US":
        raise NumeralError(phrase("another-currency", text=country.text + before.text))
    return cast("Measure", before.value)


def _unit_of_one(tokens: Sequence[Token], start: int, end: int) -> Measure | None:
    """Return the unit of which Arabic says that there is one behind it: "طن واحد"."""
    before = tokens[start - 1] if start else None
    arabic_one = end == start + 1 and tokens[start].text[0] > "\u0600" and not tokens[start].prefix
    is_unit = before is not None and before.role is Role.UNIT and not before.prefix
    return tokens[start - 1].value if is_unit and arabic_one else None


def _repeated(
    tokens: Sequence[Token], end: int, value: Value, language: str | None, whole: bool | None
) -> int | None:
    """Return the index behind the same number in brackets: "fourteen (14)"; another number there is refused."""
    if tokens[end].text != "(" or tokens[end + 1].role not in NUMBERS:
        return None
    try:
        inner = read_number(tokens, end + 1, language, "whole" if whole else "")
    except NumeralError:
        return None
    if inner is None or tokens[inner.end].text != ")" or inner.value != value:
        return None
    return inner.end + 1


def _without_number(tokens: Sequence[Token], start: int, language: str | None) -> Quantity | None:
    """Return a dual, which is two of its noun, or one of a unit with smaller ones: "طن و582 كيلوغراما"."""
    token, after = tokens[start], tokens[start + 1]
    if token.role is Role.DUAL_NOUN or (token.role is Role.DUAL_CONSTRUCT and after.role in _NOUNS):
        return Quantity(start, start, token.value, None)
    if token.role is Role.DUAL_CONSTRUCT:
        return None
    if token.prefix not in AND:
        return None
    count = 2 if token.role is Role.DUAL_UNIT else 1
    total = _times(count, token.value)
    if after.joined or count == 2:
        value, last = _with_smaller_units(tokens, start, total, token.value, language)
        if count == 2 or last > start:
            return Quantity(start, last, value, token.value.unit)
    return None


def _with_smaller_units(
    tokens: Sequence[Token], last: int, total: Value, measure: Measure, language: str | None
) -> tuple[Value, int]:
    """Return a quantity with the smaller units of the same kind behind it, and the index of its last token."""
    while True:
        start = last + 1
        if tokens[start].text in {",", "،"} and not tokens[start + 1].joined:
            start += 1
        dual = tokens[start].role is Role.DUAL_UNIT and tokens[start].joined
        if dual:
            value: Value = 2
            unit, end = tokens[start].value, start
        elif tokens[start].role in NUMBERS:
            decides: Of = _of(tokens, start, None, None)
            number = read_number(tokens, start, language, decides)
            if number is None:
                return total, last
            value = number.value
            unit, end = _measure(tokens, number.end)
        else:
            if (
                tokens[start].role is Role.UNIT
                and tokens[start].joined
                and tokens[start].value.unit == measure.unit
            ):
                raise NumeralError(phrase("smaller-unit-first", word=tokens[start].text))
            return total, last
        if unit is None or unit.unit != measure.unit or unit.factor >= measure.factor:
            return total, last
        if value * unit.factor >= measure.factor:
            raise NumeralError(phrase("more-than-one-unit", word=tokens[end].text))
        total, last, measure = _exact(total + _times(value, unit)), end, unit


def _times(value: Value, measure: Measure) -> Value:
    return value if measure.factor == 1 else _exact(value * Decimal(measure.factor))


def _exact(value: Value) -> Value:
    """Return a value as an int where it is whole."""
    return int(value) if value == int(value) else Decimal(value).normalize()


def _sign(tokens: Sequence[Token], first: int) -> int:
    """Return the sign that is glued to a figure's first token and to nothing before it."""
    if first == 0 or tokens[first - 1].text not in _SIGNS:
        return 0
    plus_apart = tokens[first - 1].text == "+" and (first == 1 or tokens[first - 2].role not in NUMBERS)
    if tokens[first - 1].end != tokens[first].start and not plus_apart:
        return 0
    glued = (
        first > 1 and tokens[first - 2].end == tokens[first - 1].start and tokens[first - 2].text not in {"(", "«"}
    )
    return 0 if glued else _SIGNS[tokens[first - 1].text]
