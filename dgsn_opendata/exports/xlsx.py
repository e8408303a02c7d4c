"""Write the workbook: the tables for people who open a spreadsheet rather than a program.

openpyxl puts the clock into the file twice (a property and the times of the zip's members) and writes other bytes
where lxml is installed; all three are fixed here, so that the same data gives the same bytes.
"""

from __future__ import annotations

import datetime
import io
import os
import re
import zipfile
from typing import TYPE_CHECKING, Any

import pandas as pd

os.environ["OPENPYXL_LXML"] = "False"  # read when openpyxl is first imported

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from dgsn_opendata.errors import FindingsStand
from dgsn_opendata.exports.sheets import Column, Link, Sheet, sheets

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from dgsn_opendata.package import Package

_LONGEST_CELL = 32_767  # characters that Excel keeps; openpyxl would cut the rest without a word
_WIDEST = 60
_NARROWEST = 8
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold
_HEADER_FILL = PatternFill("solid", fgColor="DDE6EE")
_LINK_FONT = Font(color="0563C1", underline="single")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def write_xlsx(package: Package) -> bytes:
    """Return the workbook as bytes: read-me, series in three languages, figures, dictionary and sources.

    Raises :class:`~dgsn_opendata.errors.FindingsStand` for a text longer than a cell can hold.
    """
    workbook = Workbook(write_only=True)
    workbook.properties.title = package.metadata.title
    workbook.properties.creator = package.metadata.name
    workbook.properties.created = datetime.datetime.fromisoformat(package.created_day)
    for sheet in sheets(package):
        _write_sheet(workbook.create_sheet(sheet.title), sheet)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return _without_clock(buffer.getvalue(), package.created_day)


def _write_sheet(worksheet: WriteOnlyWorksheet, sheet: Sheet) -> None:
    worksheet.sheet_view.rightToLeft = sheet.right_to_left
    for number, column in enumerate(sheet.columns, start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = _width(column)
    if sheet.has_header:
        worksheet.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}2"
        last = get_column_letter(len(sheet.columns))
        worksheet.auto_filter.ref = f"A1:{last}{len(sheet.columns[0].values) + 1}"
        worksheet.append([_header_cell(worksheet, column.title) for column in sheet.columns])
    for row in zip(*(column.values for column in sheet.columns), strict=True):
        worksheet.append([_cell(worksheet, value) for value in row])


def _header_cell(worksheet: WriteOnlyWorksheet, title: str) -> Cell:
    cell = _cell(worksheet, title)
    cell.font = Font(bold=True)
    cell.fill = _HEADER_FILL
    return cell


def _cell(worksheet: WriteOnlyWorksheet, value: Any) -> Cell:
    target = None
    if isinstance(value, Link):
        value, target = value.text, value.target
    if value is None or pd.isna(value):
        return WriteOnlyCell(worksheet)
    if isinstance(value, str):
        return _text_cell(worksheet, value, target)
    cell = WriteOnlyCell(worksheet, value)
    if isinstance(value, float | int) and not isinstance(value, bool) and abs(value) >= 10_000:
        cell.number_format = "#,##0" if float(value).is_integer() else "#,##0.###"
    return cell


def _text_cell(worksheet: WriteOnlyWorksheet, text: str, target: str | None) -> Cell:
    if len(text) > _LONGEST_CELL:
        raise FindingsStand(
            f"A text of {len(text):,} characters does not fit into a spreadsheet cell", "Shorten it."
        )
    cell = WriteOnlyCell(worksheet, text)
    cell.data_type = "s"  # also where it begins with "=": text never becomes a formula
    cell.alignment = Alignment(vertical="top", wrap_text=len(text) > _WIDEST)
    if target:
        place = {"location": target[1:]} if target.startswith("#") else {"target": target}
        cell.hyperlink = Hyperlink(ref="", **place)
        cell.font = _LINK_FONT
    return cell


def _width(column: Column) -> int:
    texts = [
        column.title,
        *(value.text if isinstance(value, Link) else str(value) for value in column.values),
    ]
    longest = max(len(text) for text in texts)
    return max(_NARROWEST, min(_WIDEST, longest + 3))


def _without_clock(data: bytes, day: str) -> bytes:
    """Return the same zip with the data's day as its date of change and one fixed time for all members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + f"{day}T00:00:00Z".encode() + rb"\g<2>", content)
            member = zipfile.ZipInfo(name, _FIXED_TIME)
            member.external_attr = 0o644 << 16
            new.writestr(member, content, zipfile.ZIP_DEFLATED, 6)
    return buffer.getvalue()
