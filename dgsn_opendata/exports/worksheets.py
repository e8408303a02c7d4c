"""Write one sheet of the workbook with openpyxl: its cells, table and widths, and how it is printed."""

from __future__ import annotations

import functools
import math
import textwrap
import unicodedata
from typing import TYPE_CHECKING, Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from dgsn_opendata.errors import UsageProblem
from dgsn_opendata.exports.cells import LONGEST_CELL, MOST_LINKS, Figure, Heading, Link, Sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from dgsn_opendata.exports.cells import Column, Sheet
    from dgsn_opendata.exports.styles import Styles

_NARROWEST = 6
_PADDING, _FILTER_BUTTON = 3, 3  # digits, in which columns are measured
_LETTER = 0.9  # of a digit: how wide letters are on average
_LINE, _TITLE_LINE, _TALLEST = 13.5, 21, 409  # points
_TITLE_LETTER = 1.6
_PAGE = 310  # digits on a line of a page that can still be read
_MARGIN = 0.4  # inches
_LOGICAL = '"TRUE";"TRUE";"FALSE"'  # for LibreOffice, which shows some of them as numbers
_NOTE_WIDTH, _NOTE_LINE, _NOTE_LETTERS = 340, 19, 50  # pixels, pixels, letters in a line
_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}  # the letters that give a text its direction


def write_sheet(workbook: Workbook, sheet: Sheet, styles: Styles, author: str) -> None:
    """Write a sheet into a write-only workbook; ``author`` is who its notes are by.

    Raises :class:`~dgsn_opendata.errors.UsageProblem` for a text that a cell cannot hold.
    """
    worksheet = workbook.create_sheet(sheet.title)
    # openpyxl would try each cell as a value first, which takes a third of the time that a workbook takes.
    worksheet._values_to_row = _placed
    widths = [_width(column, bool(sheet.table)) for column in sheet.columns]
    pages = -(-sum(widths[: sheet.printed or None]) // _PAGE)
    for number, width in enumerate(widths, start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = width
    first = 2 if sheet.table else 1
    for number, height in _heights(sheet.columns, widths).items():
        worksheet.row_dimensions[number + first].height = height
    _set_up(worksheet, sheet, int(pages))
    cells = _Cells(worksheet, styles, author)
    rows: list[list[Cell | None]] = []
    if sheet.table:
        _add_table(worksheet, sheet)
        worksheet.row_dimensions[1].height = 2 * _LINE + 3
        rows.append([cells.header(column) for column in sheet.columns])
    for number, values in enumerate(zip(*(column.values for column in sheet.columns), strict=True)):
        edge = number in sheet.groups
        rows.append([cells.cell(value, edge) for value in values])
    # All cells are made before the first is written: what a cell cannot hold must not leave a file half open.
    for row in rows:
        worksheet.append(row)
    worksheet.close()


def _placed(cells: Iterable[Cell | None], row: int) -> Iterator[Cell]:
    """Yield the cells of a row, with their place."""
    for column, cell in enumerate(cells, start=1):
        if cell is not None:
            cell.row, cell.column = row, column
            if cell.hyperlink is not None:
                cell.hyperlink.ref = cell.coordinate
            yield cell


def _set_up(worksheet: WriteOnlyWorksheet, sheet: Sheet, pages: int) -> None:
    worksheet.sheet_view.rightToLeft = sheet.right_to_left
    worksheet.sheet_view.showGridLines = bool(sheet.table)
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = pages, 0
    worksheet.page_margins = PageMargins(_MARGIN, _MARGIN, _MARGIN, 2 * _MARGIN, _MARGIN, _MARGIN)
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.oddFooter.left.text, worksheet.oddFooter.right.text = "&A", "&P / &N"
    if sheet.table:
        worksheet.print_options.gridLines = True
        worksheet.print_title_rows = "1:1"
        if pages > 1:
            worksheet.print_title_cols = f"A:{get_column_letter(sheet.frozen)}"
        worksheet.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}2"
    if sheet.printed:
        worksheet.print_area = f"A1:{get_column_letter(sheet.printed)}{len(sheet.columns[0].values) + 1}"


def _add_table(worksheet: WriteOnlyWorksheet, sheet: Sheet) -> None:
    rows = max(len(sheet.columns[0].values), 1)  # a table has a row, be it an empty one
    area = f"A1:{get_column_letter(len(sheet.columns))}{rows + 1}"
    columns = [TableColumn(id=number, name=column.title) for number, column in enumerate(sheet.columns, start=1)]
    style = TableStyleInfo(name="TableStyleLight1", showRowStripes=not sheet.groups)
    worksheet.tables.add(
        Table(
            name=sheet.table,
            displayName=sheet.table,
            ref=area,
            tableColumns=columns,
            autoFilter=AutoFilter(ref=area),
            tableStyleInfo=style,
        )
    )


class _Cells:
    """The cells of one sheet, made of what :mod:`dgsn_opendata.exports.cells` says of them."""

    def __init__(self, worksheet: WriteOnlyWorksheet, styles: Styles, author: str) -> None:
        self._worksheet, self._author = worksheet, author
        self._style = functools.partial(styles.get, worksheet)
        self._directions: dict[str, str] = {}
        self._links = 0

    def header(self, column: Column) -> Cell:
        """Return the cell of a column's title."""
        cell = self._text(column.title, "header", "header", edge=False)
        if column.note:
            cell.comment = self._note(column.note)
        return cell

    def cell(self, value: Any, edge: bool) -> Cell | None:
        """Return the cell of a value; nothing where there is none, unless an edge is drawn there."""
        if isinstance(value, str):
            return self._text(value, "plain", None, edge)
        if isinstance(value, Figure):
            return self._figure(value, edge)
        if isinstance(value, Link):
            return self._link(value, edge)
        if isinstance(value, Heading):
            return self._text(value.text, "title" if value.is_title else "bold", None, edge)
        if isinstance(value, Sign):
            return self._sign(value, edge)
        return self._number(value, edge) if edge or value is not None else None

    def _number(self, value: float | bool | None, edge: bool) -> Cell:
        cell = WriteOnlyCell(self._worksheet, value)
        number_format = _LOGICAL if isinstance(value, bool) else "General"
        cell._style = self._style("plain", None, "number", number_format=number_format, edge=edge)
        return cell

    def _sign(self, sign: Sign, edge: bool) -> Cell:
        if sign.tone == "quiet":
            return self._text(sign.text, "quiet", None, edge)
        cell = self._text(sign.text, "plain", sign.tone, edge)
        cell._style = self._style("plain", sign.tone, "middle", edge=edge)
        return cell

    def _text(self, text: str, font: str, fill: str | None, edge: bool) -> Cell:
        cell = WriteOnlyCell(self._worksheet)
        # As a text also where it begins with "=": openpyxl would take it for a formula.
        cell._value, cell.data_type = text, "s"
        direction = self._directions.get(text)
        if direction is None:
            direction = self._directions[text] = _direction(text)
        alignment = f"{direction}_{font}" if font == "header" else direction
        cell._style = self._style(font, fill, alignment, edge=edge)
        return cell

    def _link(self, link: Link, edge: bool) -> Cell:
        self._links += 1
        if self._links > MOST_LINKS:
            return self._text(link.text, "plain", None, edge)
        cell = self._text(link.text, "link", None, edge)
        # As Excel writes them: what follows the "#" stands apart, be it a place in the workbook or in a page.
        address, _, place = link.target.partition("#")
        cell._hyperlink = Hyperlink(ref="", target=address or None, location=place or None)
        return cell

    def _figure(self, figure: Figure, edge: bool) -> Cell:
        cell = WriteOnlyCell(self._worksheet, figure.value)
        cell._style = self._style("plain", figure.tone, "number", number_format=figure.number_format, edge=edge)
        if figure.note:
            cell.comment = self._note(figure.note)
        return cell

    def _note(self, text: str) -> Comment:
        lines = sum(-(-len(line) // _NOTE_LETTERS) for line in text.split("\n"))
        return Comment(text, self._author, height=(lines + 1) * _NOTE_LINE, width=_NOTE_WIDTH)


def _direction(text: str) -> str:
    """Return which way a text runs: without a direction of its own, an Arabic full stop would stand before it."""
    if len(text) > LONGEST_CELL:
        raise UsageProblem(f"A spreadsheet cell cannot hold a text of {len(text):,} characters", "Shorten it.")
    if control := ILLEGAL_CHARACTERS_RE.search(text):
        raise UsageProblem(f"A spreadsheet cannot hold the character U+{ord(control[0]):04X}", "Remove it.")
    kinds = map(unicodedata.bidirectional, text)
    return next((_STRONG[kind] for kind in kinds if kind in _STRONG), "ltr")


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Link | Heading | Sign):
        return value.text
    if isinstance(value, Figure):
        return value.shown
    return "" if value is None else str(value)


def _width(column: Column, has_header: bool) -> float:
    """Return the width of a column: of its longest text, as far as it may, and of its header in two lines."""
    text, number = 0, 0
    for value in column.values:
        if isinstance(value, Figure | int):
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


def _letters(width: float, letter: float = _LETTER) -> int:
    """Return how many letters a line of a column holds."""
    return max(1, int((width - 1) / letter))


def _heights(columns: Sequence[Column], widths: Sequence[float]) -> dict[int, float]:
    """Return the heights in points of the rows, counted from 0, in which a text takes more than its line.

    A wrapped text shows only its first line in programs that do not measure rows when they open a file.
    """
    heights: dict[int, float] = {}
    for column, width in zip(columns, widths, strict=True):
        room = _letters(width)
        for row, value in enumerate(column.values):
            text = _shown(value)
            if _is_title(value):
                height: float = _TITLE_LINE * len(textwrap.wrap(text, _letters(width, _TITLE_LETTER)))
            elif len(text) <= room:
                continue
            else:
                height = _LINE * (1 if column.clipped else len(textwrap.wrap(text, room)))
            heights[row] = min(_TALLEST, max(height, heights.get(row, 0)))
    return heights


def _is_title(value: Any) -> bool:
    return isinstance(value, Heading) and value.is_title
