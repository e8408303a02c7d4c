"""Cells of a worksheet as SpreadsheetML (ECMA-376), which both kinds of workbook are written with.

openpyxl takes five times as long for a cell. Texts are inline strings, never formulas, also where they begin with
``=``.
"""

from __future__ import annotations

import functools
import re
from typing import Any
from xml.sax.saxutils import escape

from dgsn_opendata.errors import UsageProblem

LONGEST_CELL = 32_767  # characters that Excel keeps
LONGEST_ADDRESS = 2_079  # characters of an address that Excel opens
MOST_LINKS = 65_530  # links of a sheet that Excel opens
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
_LARGEST = 10**15  # from here on Excel replaces digits of a number by zeros
_ILLEGAL_LETTERS = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_ILLEGAL, _SPECIAL = re.compile(f"[{_ILLEGAL_LETTERS}]"), re.compile(f"[&<>\r{_ILLEGAL_LETTERS}]")


@functools.cache
def letters(number: int) -> str:
    """Return what a spreadsheet calls a column, counted from 1.

    >>> letters(1), letters(27), letters(16_384)
    ('A', 'AA', 'XFD')
    """
    before, last = divmod(number - 1, 26)
    return (letters(before) if before else "") + chr(ord("A") + last)


def escape_text(text: str) -> str:
    """Return a text as XML; raises :class:`~dgsn_opendata.errors.UsageProblem` where no cell can hold it.

    >>> escape_text("a < b")
    'a &lt; b'
    """
    if len(text) > LONGEST_CELL:
        raise UsageProblem(f"A spreadsheet cell cannot hold a text of {len(text):,} characters", "Shorten it.")
    if not _SPECIAL.search(text):
        return text
    if illegal := _ILLEGAL.search(text):
        raise UsageProblem(
            f"A spreadsheet cannot hold the control character U+{ord(illegal[0]):04X}, as in {text[:40]!r}",
            "Remove it.",
        )
    return escape(text, {"\r": "&#13;"})


def text_cell(place: str, style: int, escaped: str) -> str:
    """Return a cell with a text that :func:`escape_text` gave; style 0 is the sheet's own.

    >>> text_cell("B2", 3, "a")
    '<c r="B2" s="3" t="inlineStr"><is><t xml:space="preserve">a</t></is></c>'
    """
    start = f'<c r="{place}" s="{style}"' if style else f'<c r="{place}"'
    return f'{start} t="inlineStr"><is><t xml:space="preserve">{escaped}</t></is></c>'


def value_cell(place: str, style: int, value: Any) -> str:
    """Return a cell with a text, a number, a logical value, or nothing but its style.

    >>> value_cell("A1", 0, 1.5), value_cell("A1", 2, True), value_cell("A1", 2, None)
    ('<c r="A1"><v>1.5</v></c>', '<c r="A1" s="2" t="b"><v>1</v></c>', '<c r="A1" s="2"/>')
    """
    start = f'<c r="{place}" s="{style}"' if style else f'<c r="{place}"'
    if value is None:
        return f"{start}/>"
    if isinstance(value, bool):
        return f'{start} t="b"><v>{value:d}</v></c>'
    if isinstance(value, int | float) and abs(value) < _LARGEST:
        return f"{start}><v>{value!r}</v></c>"
    return text_cell(place, style, escape_text(str(value)))


def refuse_rows(rows: int, advice: str = "Write CSV or Parquet instead.") -> None:
    """Raise :class:`~dgsn_opendata.errors.UsageProblem` for more rows under a header than a sheet has.

    >>> refuse_rows(1_048_576)
    Traceback (most recent call last):
    ...
    dgsn_opendata.errors.UsageProblem: A spreadsheet cannot hold 1,048,576 rows. Write CSV or Parquet instead.
    """
    if rows >= MOST_ROWS:
        raise UsageProblem(f"A spreadsheet cannot hold {rows:,} rows", advice)
