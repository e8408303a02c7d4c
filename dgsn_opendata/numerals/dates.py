"""Dates, times, years and periods: numerals that say when, not how much."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dgsn_opendata.numerals.measures import DURATIONS
from dgsn_opendata.numerals.words import Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from dgsn_opendata.numerals.quantities import Quantity
    from dgsn_opendata.numerals.tokens import Token

_DOTTED_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_OF = frozenset({Role.LINK, Role.FROM})
_LINKS = frozenset({Role.TO, Role.RANGE, Role.AND})
_MOST_DAYS = 10
_COUNTED = frozenset({Role.NOUN, Role.ORDINAL_NOUN, Role.REFUSED})
_BETWEEN_DAYS = frozenset("-–/،,")


def end_of_date(tokens: Sequence[Token], index: int) -> int | None:
    """Return the last token of a date or time that begins with these digits, ``None`` where none does.

    "17 ماي 2024", "6 و7 دجنبر", "21/05/2025", "17 - 12 - 2025", "2024-2025", "17:29", "17h30", and the year behind
    a month or a year word.
    """
    token, after = tokens[index], tokens[index + 1]
    if _DOTTED_DATE.fullmatch(token.text):
        return index
    if not token.text.isdecimal():
        return None
    time = _end_of_time(tokens, index)
    if time is not None:
        return time
    if after.role is Role.SUFFIX and after.value == "date" and not after.prefix:
        return index + 1
    if index and tokens[index - 1].role is Role.UNIT and tokens[index - 1].value.unit == "hours":
        return index if tokens[index - 1].prefix.endswith("ال") else None  # "الساعة 17"
    parts = _parts(tokens, index)
    if parts is not None:
        return parts
    day = _end_of_days(tokens, index)
    if day is not None:
        return _with_year(tokens, day)
    if index and tokens[index - 1].role is Role.WEEKDAY and len(token.text) <= 2:
        return index
    if _is_year(token):
        before = tokens[index - 1] if index else None
        if before is not None and (before.role in {Role.YEAR, Role.MONTH} or is_years(before)):
            return index
    elif index and tokens[index - 1].role is Role.MONTH and len(token.text) <= 2 and int(token.text) <= 31:
        return _with_year(tokens, index)  # "December 17, 2025"
    return None


def is_period(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """Whether a quantity is a time span that says when: "في أقل من أربع سنوات", "pendant 12 mois"."""
    if quantity.unit not in DURATIONS:
        return False
    index = quantity.first - 1
    while index >= 0 and tokens[index].role in {Role.HEDGE, Role.TO}:
        index -= 1
    return index >= 0 and tokens[index].role in {Role.WITHIN, Role.YEAR}


def is_spelled_year(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """Whether a number is a year by the word before it: "سنة ألفين وأربعة وعشرين", "année 2.024"."""
    before = tokens[quantity.first - 1] if quantity.first else None
    year_word = before is not None and (before.role is Role.YEAR or is_years(before))
    return year_word and quantity.unit is None and may_be_year(quantity.value)


def is_bare_year(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """Whether a number may be a year: four plain digits, no measure, no sign, nothing counted, not "more than"."""
    token, after = tokens[quantity.first], tokens[quantity.last + 1]
    if not _is_year(token):
        return False
    before = tokens[quantity.first - 1] if quantity.first else None
    bounded = before is not None and before.role is Role.HEDGE and before.value[0] in {"more_than", "less_than"}
    plural = after.role is Role.WORD and after.text[0] < "\u0600" and after.text[-1:] == "s"
    counted = (after.role in _COUNTED and not after.prefix) or bounded or plural
    return quantity.first == quantity.last and quantity.unit is None and not quantity.sign and not counted


def _is_year(token: Token) -> bool:
    return (
        token.role is Role.DIGITS
        and len(token.text) == 4
        and token.text.isdecimal()
        and may_be_year(int(token.text))
    )


def may_be_year(value: int | Decimal) -> bool:
    """Whether a number is one of those that years have."""
    return _FIRST_YEAR <= value <= _LAST_YEAR


def is_years(token: Token) -> bool:
    """Whether a word is that for a year or years, which makes a year of the number behind it."""
    return token.role is Role.UNIT and bool(token.value.unit == "years")


def _parts(tokens: Sequence[Token], index: int) -> int | None:
    """Return the end of three parts of a date, or of a season of two years, joined by one kind of sign."""
    row = tokens[index : index + 5]
    if len(row) < 4 or row[1].text not in {"/", "-", "–", "."}:
        return None
    sign, spaced = row[1].text, row[1].start > row[0].end
    if len(row) == 5 and row[3].text == sign and row[2].role is row[4].role is Role.DIGITS:
        lengths = [len(part.text) for part in row[::2]]
        if lengths in ([2, 2, 4], [1, 2, 4], [2, 1, 4], [1, 1, 4], [4, 2, 2], [2, 2, 2]):
            return index + 4
    second = row[2]
    if _is_year(row[0]) and not spaced and second.text.isdecimal() and len(second.text) in {2, 4}:
        following = int(row[2].text) == (int(row[0].text) + 1) % 10 ** len(row[2].text)
        month = len(row[2].text) == 2 and 1 <= int(row[2].text) <= 12
        if following or month:
            return index + 2
    return None


def _end_of_time(tokens: Sequence[Token], index: int) -> int | None:
    """Return the last token of a time: "17:29", "12:30:45", "17h30"; hours and minutes are glued to their sign."""
    last = None
    while _is_two_digits(tokens[index]):
        sign, minutes = tokens[index + 1], tokens[index + 2]
        glued = tokens[index].end == sign.start and sign.end == minutes.start
        if sign.text not in {":", "h", "H"} or not glued or not _is_two_digits(minutes):
            break
        index = last = index + 2
    return last


def _end_of_days(tokens: Sequence[Token], index: int) -> int | None:
    """Return the token of the month behind a day, or behind several days of it: "24 و27 نونبر", "4 إلى 7 mai"."""
    for _ in range(_MOST_DAYS):
        if not _is_two_digits(tokens[index]) or not 1 <= int(tokens[index].text) <= 31:
            return None
        after = index + 1
        if tokens[after].role is Role.SUFFIX and tokens[after].value == "ordinal":
            after += 1  # "1er janvier"
        if tokens[after + 1].role is Role.MONTH and (tokens[after].role in _OF or _is_months(tokens[after])):
            return after + 1
        if tokens[after].role is Role.MONTH:
            return after
        if tokens[after].role in _LINKS or tokens[after].text in _BETWEEN_DAYS:
            after += 1
        elif not tokens[after].joined:
            return None
        index = after
    return None


def _is_two_digits(token: Token) -> bool:
    return token.role is Role.DIGITS and len(token.text) <= 2 and token.text.isdecimal()


def _is_months(token: Token) -> bool:
    return token.role is Role.UNIT and bool(token.value.unit == "months")


def _with_year(tokens: Sequence[Token], last: int) -> int:
    """Return the token of the year behind a day or month, or of the month alone."""
    after = last + 1
    if tokens[after].text == ",":
        after += 1
    return after if _is_year(tokens[after]) else last
