"""Write the workbook: the tables for people who open a spreadsheet rather than a program."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from dgsn_opendata.errors import UsageProblem
from dgsn_opendata.exports.archive import workbook_bytes
from dgsn_opendata.exports.sheets import Column, Figure, Heading, Link, Sheet, sheets
from dgsn_opendata.languages import direction_of

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from dgsn_opendata.package import Package

_LONGEST_CELL = 32_767  # characters that Excel keeps; openpyxl would cut the rest without a word
_NARROWEST = 8
_LINE_HEIGHT = 15  # points
_FONT = {"name": "Calibri", "size": 11}
_BOLD = Font(bold=True, **_FONT)
_TOP = Alignment(vertical="top")
_WRAPPED = Alignment(vertical="top", wrap_text=True, horizontal="left", indent=1)
_FROM_RIGHT = Alignment(vertical="top", wrap_text=True, horizontal="right", indent=1, readingOrder=2)
_HEADER_FILL = PatternFill("solid", fgColor="DDE6EE")
_LINK_FONT = Font(color="0563C1", underline="single", **_FONT)


def write_xlsx(package: Package) -> bytes:
    """Return the workbook as bytes: read-me, series in three languages, figures, dictionary and sources.

    Raises :class:`~dgsn_opendata.errors.UsageProblem` for a text longer than a cell can hold.
    """
    workbook = Workbook(write_only=True)
    workbook.properties.title = package.metadata.title
    workbook.properties.creator = package.metadata.name
    for sheet in sheets(package):
        _write_sheet(workbook.create_sheet(sheet.title), sheet)
    return workbook_bytes(workbook, package.created_day)


def _write_sheet(worksheet: WriteOnlyWorksheet, sheet: Sheet) -> None:
    worksheet.sheet_view.rightToLeft = sheet.right_to_left
    widths = [_width(column) for column in sheet.columns]
    for number, width in enumerate(widths, start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = width
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    first = 1
    if sheet.has_header:
        worksheet.print_title_rows = "1:1"
        worksheet.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}2"
        last = get_column_letter(len(sheet.columns))
        worksheet.auto_filter.ref = f"A1:{last}{len(sheet.columns[0].values) + 1}"
        worksheet.append([_header_cell(worksheet, column.title) for column in sheet.columns])
        first = 2
    for number, row in enumerate(zip(*(column.values for column in sheet.columns), strict=True), start=first):
        # A wrapped text shows only its first line in programs that do not measure rows when they open a file.
        lines = max(math.ceil(len(_shown(value)) / width) for value, width in zip(row, widths, strict=True))
        if lines > 1:
            worksheet.row_dimensions[number].height = lines * _LINE_HEIGHT
        worksheet.append([_cell(worksheet, value) for value in row])


def _header_cell(worksheet: WriteOnlyWorksheet, title: str) -> Cell:
    cell = _text_cell(worksheet, title)
    cell.font = _BOLD
    cell.fill = _HEADER_FILL
    return cell


def _cell(worksheet: WriteOnlyWorksheet, value: Any) -> Cell | None:
    if value is None:
        return None
    if isinstance(value, Link | Heading | str):
        cell = _text_cell(worksheet, _shown(value))
        if isinstance(value, Heading):
            cell.font = _BOLD
        elif isinstance(value, Link):
            key = "location" if value.target.startswith("#") else "target"
            cell.hyperlink = Hyperlink(ref="", **{key: value.target.removeprefix("#")})
            cell.font = _LINK_FONT
        return cell
    cell = WriteOnlyCell(worksheet, value.value if isinstance(value, Figure) else value)
    cell.alignment = _TOP
    if isinstance(value, Figure):
        digits = "#,##0" if float(value.value).is_integer() else "#,##0.0##"
        cell.number_format = f'"{value.mark} "{digits}' if value.mark else digits
    return cell


def _text_cell(worksheet: WriteOnlyWorksheet, text: str) -> Cell:
    if len(text) > _LONGEST_CELL:
        raise UsageProblem(f"A spreadsheet cell cannot hold a text of {len(text):,} characters", "Shorten it.")
    cell = WriteOnlyCell(worksheet, text)
    cell.data_type = "s"  # also where it begins with "=": text never becomes a formula
    cell.alignment = _WRAPPED if direction_of(text) == "ltr" else _FROM_RIGHT
    return cell


def _shown(value: Any) -> str:
    if isinstance(value, Link | Heading):
        return value.text
    if isinstance(value, Figure):
        return f"{value.mark} {value.value:,}"
    return "" if value is None else str(value)


def _width(column: Column) -> int:
    longest = max(len(text) for text in [column.title, *map(_shown, column.values)])
    return max(_NARROWEST, min(column.widest, longest + 3))
