"""The rows of a sheet of the workbook as SpreadsheetML, one after the other."""

from __future__ import annotations

import functools
import unicodedata
from typing import TYPE_CHECKING, Any

from dgsn_opendata.exports.cells import Figure, Heading, Link, Sign
from dgsn_opendata.exports.spreadsheetml import escape_text, letters, text_cell, value_cell

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from dgsn_opendata.exports.cells import Sheet
    from dgsn_opendata.exports.styles import Styles

_LOGICAL = '"TRUE";"TRUE";"FALSE"'  # for LibreOffice, which shows some of them as numbers
_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}  # the letters that give a text its direction
_MOST_KEPT = 50_000  # texts that are made once where they stand in many cells


def sheet_rows(
    sheet: Sheet, styles: Styles, heights: Mapping[int, float], linked: Container[str]
) -> Iterator[str]:
    """Yield the rows of a sheet; ``heights`` are in points by the row's number, ``linked`` the places with a link.

    Raises :class:`~dgsn_opendata.errors.UsageProblem` for a text that a cell cannot hold.
    """
    cells = _Cells(styles, linked)
    names = [letters(number) for number in range(1, len(sheet.columns) + 1)]
    first = 1
    if sheet.table:
        titles = (
            cells.header(f"{name}1", column.title) for name, column in zip(names, sheet.columns, strict=True)
        )
        yield _row(1, heights, "".join(titles))
        first = 2
    rows = zip(*(column.values for column in sheet.columns), strict=True)
    for number, values in enumerate(rows, start=first):
        edge = number - first in sheet.groups
        made = (
            cells.cell(f"{name}{number}", value, edge)
            for name, value in zip(names, values, strict=True)
            if edge or value is not None
        )
        yield _row(number, heights, "".join(made))


def _row(number: int, heights: Mapping[int, float], cells: str) -> str:
    height = f' ht="{heights[number]:g}" customHeight="1"' if number in heights else ""
    return f'<row r="{number}"{height}>{cells}</row>'


class _Cells:
    """The cells of one sheet, made of what :mod:`dgsn_opendata.exports.cells` says of them."""

    def __init__(self, styles: Styles, linked: Container[str]) -> None:
        self._style, self._linked = styles.get, linked

    def header(self, place: str, title: str) -> str:
        """Return the cell of a column's title."""
        return self._text(place, title, "header", "header", edge=False)

    def cell(self, place: str, value: Any, edge: bool) -> str:
        """Return the cell of a value; without one it has nothing but the edge that is drawn there."""
        if isinstance(value, str):
            return self._text(place, value, "plain", None, edge)
        if isinstance(value, Figure):
            style = self._style("plain", value.tone, "number", number_format=value.number_format, edge=edge)
            return value_cell(place, style, value.value)
        if isinstance(value, Link):
            return self._text(place, value.text, "link" if place in self._linked else "plain", None, edge)
        if isinstance(value, Heading):
            return self._text(place, value.text, "title" if value.is_title else "bold", None, edge)
        if isinstance(value, Sign):
            return self._sign(place, value, edge)
        number_format = _LOGICAL if isinstance(value, bool) else "General"
        style = self._style("plain", None, "number", number_format=number_format, edge=edge)
        return value_cell(place, style, value)

    def _sign(self, place: str, sign: Sign, edge: bool) -> str:
        if sign.tone == "quiet":
            return self._text(place, sign.text, "quiet", None, edge)
        style = self._style("plain", sign.tone, "middle", edge=edge)
        return text_cell(place, style, escape_text(sign.text))

    def _text(self, place: str, text: str, font: str, fill: str | None, edge: bool) -> str:
        escaped, direction = _prepared(text)
        alignment = f"{direction}_{font}" if font == "header" else direction
        return text_cell(place, self._style(font, fill, alignment, edge=edge), escaped)


@functools.lru_cache(_MOST_KEPT)
def _prepared(text: str) -> tuple[str, str]:
    """Return a text as XML, and which way it runs: without that an Arabic full stop would stand before it."""
    kinds = map(unicodedata.bidirectional, text)
    return escape_text(text), next((_STRONG[kind] for kind in kinds if kind in _STRONG), "ltr")
