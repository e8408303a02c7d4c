"""How wide the columns of a sheet are, and how high its rows."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING, Any

from dgsn_opendata.exports.cells import Figure, Heading, Link, Sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dgsn_opendata.exports.cells import Column

LINE = 13.5  # points
_NARROWEST = 6
_PADDING, _FILTER_BUTTON = 3, 3  # digits, in which columns are measured
_LETTER = 0.9  # of a digit: how wide letters are on average
_TITLE_LINE, _TALLEST = 21, 409  # points
_TITLE_LETTER = 1.6
_ONE_LINE = {Figure, type(None)}  # their columns are as wide as they are


def column_width(column: Column, has_header: bool) -> float:
    """Return the width in digits of a column: its longest text as far as it may, its header in two lines."""
    text, number = 0, 0
    for value in column.values:
        if value is None:
            continue
        if isinstance(value, str):
            text = max(text, len(value))
        elif isinstance(value, Figure | int):
            number = max(number, len(_shown(value)))
        elif not _is_title(value):
            text = max(text, len(_shown(value)))
    width = max(_NARROWEST, number + _PADDING, min(column.widest, math.ceil(text * _LETTER) + _PADDING))
    if has_header:
        while len(textwrap.wrap(column.title, _letters(width - _FILTER_BUTTON), break_long_words=False)) > 2:
            width += 1
        longest = max(len(word) for word in column.title.split())
        width = max(width, longest + _PADDING + _FILTER_BUTTON)
    return width


def row_heights(columns: Sequence[Column], widths: Sequence[float]) -> dict[int, float]:
    """Return the heights in points of the rows, counted from 0, in which a text takes more than its line.

    A wrapped text shows only its first line in programs that do not measure rows when they open a file.
    """
    heights: dict[int, float] = {}
    for column, width in zip(columns, widths, strict=True):
        if column.kinds <= _ONE_LINE:
            continue
        room = _letters(width)
        for row, value in enumerate(column.values):
            if value is None or (isinstance(value, str) and len(value) <= room):
                continue
            text = _shown(value)
            if _is_title(value):
                height: float = _TITLE_LINE * len(textwrap.wrap(text, _letters(width, _TITLE_LETTER)))
            elif len(text) <= room:
                continue
            else:
                height = LINE * (1 if column.clipped else len(textwrap.wrap(text, room)))
            heights[row] = min(_TALLEST, max(height, heights.get(row, 0)))
    return heights


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Link | Heading | Sign):
        return value.text
    if isinstance(value, Figure):
        return value.shown
    return "" if value is None else str(value)


def _letters(width: float, letter: float = _LETTER) -> int:
    """Return how many letters a line of a column holds."""
    return max(1, int((width - 1) / letter))


def _is_title(value: Any) -> bool:
    return isinstance(value, Heading) and value.is_title
