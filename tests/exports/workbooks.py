"""Workbooks of the tests, and what is read of them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd

from dgsn_opendata.exports.xlsx import write_xlsx
from dgsn_opendata.schemas import LANGUAGES
from tests.packages import make

if TYPE_CHECKING:
    from pathlib import Path


SHEETS = [
    "Cover",
    "Series",
    "Séries",
    "السلاسل",
    "Values",
    "Observations",
    "Indicators",
    "Breaks",
    "Coverage",
    "Dictionary",
    "Code lists",
    "Sources",
    "Changes",
]
SERIES = dict(zip(LANGUAGES, SHEETS[1:4], strict=True))


def written(folder: Path) -> Any:
    return openpyxl.load_workbook(io.BytesIO(write_xlsx(make(folder))))


def frame_of(sheet: Any) -> pd.DataFrame:
    header, *rows = sheet.iter_rows(values_only=True)
    return pd.DataFrame(rows, columns=header)


def address_of(cell: Any) -> str:
    return "#".join(filter(None, (cell.hyperlink.target, cell.hyperlink.location)))


def column_of(sheet: Any, title: str) -> list[Any]:
    number = [cell.value for cell in sheet[1]].index(title)
    return [row[number] for row in sheet.iter_rows(min_row=2)]
