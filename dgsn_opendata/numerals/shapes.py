"""Figures by their shape: what is printed alike but for its digits reads alike but for its value.

Most printed figures are a few words and marks around digits, and what they say hangs on those words, on the marks
and on how many digits stand between them: "plus de 12.345" is read as "plus de 67.890" is. So the reading of one
teaches its :class:`Shape`, and the others of that shape are worked out from it.

Nothing is learned from a text in which a word may ask what the digits are: beside its figure stand no numeral, no
month, no year word and no unit. What is left to ask is asked of every text: whether a number in it begins with a
nought, and whether its figure may be a year. Refusals are not learned, for they quote the digits.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from dgsn_opendata.numerals.dates import may_be_year
from dgsn_opendata.numerals.figures import Figure
from dgsn_opendata.numerals.spelled import scales
from dgsn_opendata.numerals.words import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dgsn_opendata.numerals.quantities import Quantity
    from dgsn_opendata.numerals.tokens import Token

_NOUGHTS = bytes.maketrans(b"123456789", b"000000000")
_RUN = re.compile("[0-9]+")  # other digits are seldom printed, and tell shapes apart as letters do
_DIGIT = re.compile(r"\d")
_LONG = 100  # characters; a longer text teaches nothing
_MOST = 1 << 16  # shapes that are remembered
_BEFORE = frozenset({
    Role.WORD, Role.NOUN, Role.ORDINAL_NOUN, Role.SYMBOL, Role.PREFIX, Role.HEDGE, Role.FILLER, Role.LINK,
    Role.FALL, Role.RISE, Role.REACH, Role.TO, Role.FROM, Role.WITHIN, Role.AND, Role.CLAUSE,
})  # fmt: skip
_BEHIND = _BEFORE | {Role.YEAR, Role.END}  # "120 agents en civil"
_MEASURE = frozenset({Role.PERCENT, Role.UNIT, Role.LINK, Role.SYMBOL})
_LEADS = {Role.SCALE: 1, Role.DUAL_SCALE: 2}  # a scale word before all digits: "ألف و318", "ألفين و24"
_DIGITS_OF_YEARS = 4
_MOST_DECIMALS = 2  # three digits behind a mark may be a group


class Run(NamedTuple):
    """Digits without a mark in between: their place, what one of them is worth, and the least that they may be."""

    start: int
    end: int
    worth: int
    least: int


class Shape(NamedTuple):
    """What all texts of a shape say; the value of each is ``factor`` times the sum of ``lead`` and its runs.

    ``as_years`` is whether there are as many digits as in a year, and no mark.
    """

    runs: tuple[Run, ...]
    lead: int
    factor: int | Decimal
    as_years: bool
    qualifier: str
    unit: str | None
    span: tuple[int, int]

    def figure(self, text: str) -> Figure | None:
        """Return what a text of this shape says, ``None`` where its digits decide that."""
        runs, total, factor, as_years, qualifier, unit, span = self
        for start, end, worth, least in runs:
            number = int(text[start:end])
            if number < least:
                return None
            total += number * worth
        if as_years and may_be_year(total):
            return None
        return Figure(total * factor, qualifier, unit, span)


_shapes: dict[tuple[bytes, str | None, bool | None], Shape] = {}


def recall(text: str, language: str | None, whole: bool | None) -> Figure | None:
    """Return what a text says if its shape was learned, ``None`` where it must be read."""
    shape = _shapes.get((_without_digits(text), language, whole))
    return None if shape is None else shape.figure(text)


def learn(
    tokens: Sequence[Token],
    quantity: Quantity,
    figure: Figure,
    *,
    text: str,
    language: str | None,
    whole: bool | None,
) -> None:
    """Remember the shape of a text that was read, if all texts of it say the same but for their value.

    ``quantity`` is what its figure was made of.
    """
    if len(text) > _LONG or (whole and figure.unit is None and isinstance(figure.value, Decimal)):
        return  # "12,0" may be a count, "12,5" is none
    shape = _shape(text, tokens, quantity, figure)
    if shape is None or shape.figure(text) != figure:
        return
    if len(_shapes) >= _MOST:
        _shapes.clear()
    _shapes[_without_digits(text), language, whole] = shape


def _without_digits(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass").translate(_NOUGHTS)


def _shape(text: str, tokens: Sequence[Token], quantity: Quantity, figure: Figure) -> Shape | None:
    """Return the shape that a reading shows, ``None`` where something in it may ask what the digits are."""
    lead, numbers, end = _numbers(tokens, quantity.first)
    alone = not lead and len(numbers) == 1  # its scale is part of the factor then: "1,5 million"
    runs = tuple(run for token, scale in numbers for run in _runs(token, 1 if alone else scale))
    total = lead + sum(int(text[run.start : run.end]) * run.worth for run in runs)
    if (
        total == 0
        or len(_DIGIT.findall(text)) != sum(run.end - run.start for run in runs)
        or not _MEASURE.issuperset(token.role for token in tokens[end : quantity.last + 1])
        or not _BEFORE.issuperset(token.role for token in tokens[: quantity.first])
        or not _BEHIND.issuperset(token.role for token in tokens[quantity.last + 1 :])
    ):
        return None
    factor = _factor(figure.value, total, runs, scaled=tokens[end - 1].role is not Role.DIGITS)
    if not (alone or abs(factor) == 1):
        return None
    plain = len(runs) == 1 and runs[0].end - runs[0].start == _DIGITS_OF_YEARS
    return Shape(runs, lead, factor, plain, figure.qualifier, figure.unit, figure.span)


def _numbers(tokens: Sequence[Token], index: int) -> tuple[int, list[tuple[Token, int]], int]:
    """Return what a scale word at a token is worth, the digits behind it with their scales, and where they end."""
    lead = 0
    if tokens[index].role in _LEADS:
        lead = _LEADS[tokens[index].role] * tokens[index].value
        index += 1
    numbers = []
    while tokens[index].role is Role.DIGITS:
        scaled = scales(tokens[index + 1])
        numbers.append((tokens[index], tokens[index + 1].value if scaled else 1))
        index += 2 if scaled else 1
    return lead, numbers, index


def _runs(token: Token, scale: int) -> Iterator[Run]:
    """Yield the runs of a number as if its marks were not there."""
    behind = len(_DIGIT.findall(token.text))
    for run in _RUN.finditer(token.text):
        size = run.end() - run.start()
        behind -= size
        least = 0 if run.start() else 10 ** (size - 1)
        yield Run(token.start + run.start(), token.start + run.end(), scale * 10**behind, least)


def _factor(value: int | Decimal, total: int, runs: Sequence[Run], *, scaled: bool) -> int | Decimal:
    """Return what makes a value of a total: a sign, a scale, a unit or the decimals; nought where that differs."""
    if isinstance(value, int):
        return value // total
    decimals = runs[-1].end - runs[-1].start
    # Behind a scale or a smaller unit a value does not keep the noughts of its decimals.
    kept = len(runs) > 1 and decimals <= _MOST_DECIMALS and not scaled
    return Decimal((int(value < 0), (1,), -decimals)) if kept else 0
