"""What a figure in digits is worth: which of its marks group thousands, which one begins the decimals.

The Moroccan press groups by dots or spaces and marks decimals by a comma, in Arabic and French; English reprints
group by comma, as some Arabic sites do. Marks that come twice, or groups of another size than three, leave one
reading. Where one dot or comma stands before three digits there are two, and what the figure is of decides, or
nothing does:

=============  =====================  =====================  =====================  ==================
figure of      fr                     ar                     en                     language not known
=============  =====================  =====================  =====================  ==================
whole things   "2.307" and "2,307" are 2307: a count has no fraction, in any language
money          the same: a fraction of money has two decimals
nothing said   "." groups             "." groups             "," groups             refused
a measure      "," marks decimals     refused                "." marks decimals     refused
scale word     "," marks decimals     refused                "." marks decimals     refused
=============  =====================  =====================  =====================  ==================

What the table does not name is refused: "738,748" in French with nothing said, "16.053 kg" in Arabic.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from dgsn_opendata.numerals.figures import NumeralError
from dgsn_opendata.phrases import phrase

Of = Literal["whole", "money", "measure", "scale", ""]

_ZEROS = frozenset("0٠۰")
_PLACES = 15  # no more digits than this before the decimals: the least number that is refused has 16
_DECIMALS = 3
_MARK = re.compile(r"(\D)")
_SPACE = dict.fromkeys("\u00a0\u2007\u2009\u202f'’٬", " ")  # what groups as a space does, and never marks decimals
_DECIMAL_MARK = {("fr", "measure"): ",", ("fr", "scale"): ",", ("en", "measure"): ".", ("en", "scale"): "."}
_GROUP_MARK = {("fr", ""): ".", ("ar", ""): ".", ("en", ""): ","}


def read_digits(text: str, language: str | None, of: Of = "") -> int | Decimal:
    """Return what digits with their separators are worth, given what the figure is of.

    Raises :class:`NumeralError` where there are two readings or none.

    >>> read_digits("4.269.781", "ar"), read_digits("194,5", "ar"), read_digits("755,541", "ar", "whole")
    (4269781, Decimal('194.5'), 755541)
    """
    if text.isdecimal():
        return _whole(text)
    parts = _MARK.split(text)
    groups, marks = parts[::2], [_SPACE.get(mark, mark) for mark in parts[1::2]]
    if marks.count(marks[0]) == len(marks) and (len(marks) > 1 or marks[0] == " "):
        return _grouped(text, groups)
    decimals = groups[-1]
    if marks[-1] in marks[:-1] or len(set(marks[:-1])) > 1 or "٫" in marks[:-1]:
        raise NumeralError(phrase("unknown-grouping", text=text))
    if len(marks) > 1:
        if len(decimals) > 2 and marks[0] != " " and marks[-1] != "٫":
            raise NumeralError(phrase("last-mark", text=text))
        return _with_decimals(_grouped(text, groups[:-1]), decimals, text)
    mark = marks[0]
    if len(decimals) != 3 or mark == "٫" or len(groups[0]) > 3 or groups[0] == "0":
        return _with_decimals(_whole(groups[0]), decimals, text)
    if of in {"whole", "money"} or _GROUP_MARK.get((language or "", of)) == mark:
        return _grouped(text, groups)
    if _DECIMAL_MARK.get((language or "", of)) == mark:
        return _with_decimals(_whole(groups[0]), decimals, text)
    name = "two-readings-language" if language is None else "two-readings-whole"
    raise NumeralError(phrase(name, text=text, whole="".join(groups), decimal=f"{groups[0]}.{decimals}"))


def _whole(text: str) -> int:
    if len(text) > _PLACES:
        raise NumeralError(phrase("too-many-digits", text=text[:20]))
    if len(text) > 2 and text[0] in _ZEROS:
        raise NumeralError(phrase("leading-zero", text=text))
    _check_script(text)
    return int(text)


def _grouped(text: str, groups: list[str]) -> int:
    whole = "".join(groups)
    if not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:]) or int(groups[0]) == 0:
        raise NumeralError(phrase("not-in-threes", text=text))
    return _whole(whole)


def _with_decimals(whole: int, decimals: str, text: str) -> Decimal:
    if len(decimals) > _DECIMALS:
        raise NumeralError(phrase("too-many-decimals", text=text))
    _check_script(text)
    return Decimal(f"{whole}.{decimals}")


def _check_script(text: str) -> None:
    """Refuse digits of two scripts in one figure."""
    if not text.isascii() and len({ord(digit) - int(digit) for digit in text if digit.isdecimal()}) > 1:
        raise NumeralError(phrase("two-scripts", text=text))
