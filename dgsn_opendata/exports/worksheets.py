"""Set up one sheet of the workbook with openpyxl: its table, widths, links and notes, and how it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from dgsn_opendata.exports.cells import Figure, Link
from dgsn_opendata.exports.sheet_layout import LINE, column_width, row_heights
from dgsn_opendata.exports.sheet_rows import sheet_rows
from dgsn_opendata.exports.spreadsheetml import MOST_LINKS, letters, refuse_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from dgsn_opendata.exports.cells import Sheet
    from dgsn_opendata.exports.styles import Styles

LEAVE_OUT = "Build without a workbook: --without xlsx"
_PAGE = 310  # digits on a line of a page that can still be read
_MARGIN = 0.4  # inches
_NOTE_WIDTH, _NOTE_LINE, _NOTE_LETTERS = 340, 19, 50  # pixels, pixels, letters in a line


def write_sheet(workbook: Workbook, sheet: Sheet, styles: Styles, author: str) -> Iterator[str]:
    """Add a sheet without rows to a write-only workbook, and return the rows, which are to be put into it.

    ``author`` is who its notes are by. Raises :class:`~dgsn_opendata.errors.UsageProblem` for more rows than a
    sheet has; the rows raise it for a text that a cell cannot hold.
    """
    count = len(sheet.columns[0].values)
    refuse_rows(count, LEAVE_OUT)
    worksheet = workbook.create_sheet(sheet.title)
    widths = [column_width(column, bool(sheet.table)) for column in sheet.columns]
    pages = -(-sum(widths[: sheet.printed or None]) // _PAGE)
    for number, width in enumerate(widths, start=1):
        worksheet.column_dimensions[letters(number)].width = width
    first = 2 if sheet.table else 1
    heights = {row + first: height for row, height in row_heights(sheet.columns, widths).items()}
    _set_up(worksheet, sheet, int(pages))
    if sheet.table:
        _add_table(worksheet, sheet)
        heights[1] = 2 * LINE + 3
    worksheet._get_writer()  # begins the file, and with it the lists of notes and links
    _add_notes(worksheet, sheet, author)
    linked = _add_links(worksheet, sheet, first)
    worksheet.close()
    return sheet_rows(sheet, styles, heights, linked)


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
            worksheet.print_title_cols = f"A:{letters(sheet.frozen)}"
        worksheet.freeze_panes = f"{letters(sheet.frozen + 1)}2"
    if sheet.printed:
        worksheet.print_area = f"A1:{letters(sheet.printed)}{len(sheet.columns[0].values) + 1}"


def _add_table(worksheet: WriteOnlyWorksheet, sheet: Sheet) -> None:
    rows = max(len(sheet.columns[0].values), 1)  # a table has a row, be it an empty one
    area = f"A1:{letters(len(sheet.columns))}{rows + 1}"
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


def _add_notes(worksheet: WriteOnlyWorksheet, sheet: Sheet, author: str) -> None:
    """Add the notes of the sheet's header and figures, row by row."""
    notes = [(1, number, column.note) for number, column in enumerate(sheet.columns, start=1) if column.note]
    notes += sorted(
        (row, number, value.note)
        for number, column in enumerate(sheet.columns, start=1)
        if Figure in column.kinds
        for row, value in enumerate(column.values, start=2)
        if isinstance(value, Figure) and value.note
    )
    for row, number, text in notes:
        lines = sum(-(-len(line) // _NOTE_LETTERS) for line in text.split("\n"))
        cell = WriteOnlyCell(worksheet)
        cell.row, cell.column = row, number
        cell.comment = Comment(text, author, height=(lines + 1) * _NOTE_LINE, width=_NOTE_WIDTH)
        worksheet._comments.append(CommentRecord.from_cell(cell))


def _add_links(worksheet: WriteOnlyWorksheet, sheet: Sheet, first: int) -> frozenset[str]:
    """Add the links of the sheet, as many as Excel opens, and return where they stand."""
    found = sorted(
        (row, number, value.target)
        for number, column in enumerate(sheet.columns, start=1)
        if Link in column.kinds
        for row, value in enumerate(column.values, start=first)
        if isinstance(value, Link)
    )
    for row, number, target in found[:MOST_LINKS]:
        # As Excel writes them: what follows the "#" stands apart, be it a place in the workbook or in a page.
        address, _, place = target.partition("#")
        link = Hyperlink(ref=f"{letters(number)}{row}", target=address or None, location=place or None)
        worksheet._hyperlinks.append(link)
    return frozenset(link.ref for link in worksheet._hyperlinks)
