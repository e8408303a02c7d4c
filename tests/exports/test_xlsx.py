"""The workbook, read back by openpyxl and pandas."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest

from dgsn_opendata import load, store
from dgsn_opendata.errors import UsageProblem
from dgsn_opendata.exports.xlsx import _text_cell, write_xlsx
from dgsn_opendata.schemas import read_schema, table_names
from tests.packages import make
from tests.small import change

if TYPE_CHECKING:
    from pathlib import Path

SHEETS = [
    "Read me",
    "Series",
    "Séries",
    "السلاسل",
    "Values",
    "Observations",
    "Indicators",
    "Breaks",
    "Coverage",
    "Dictionary",
    "Sources",
]


@pytest.fixture(scope="module")
def data() -> bytes:
    return write_xlsx(make(store.package_folder()))


@pytest.fixture(scope="module")
def workbook(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_the_sheets_stand_in_order_and_the_arabic_one_runs_right_to_left(workbook: Any) -> None:
    assert workbook.sheetnames == SHEETS
    assert [name for name in SHEETS if workbook[name].sheet_view.rightToLeft] == ["السلاسل"]


def test_headers_are_frozen_and_every_table_can_be_filtered(workbook: Any) -> None:
    for name in SHEETS[1:]:
        sheet = workbook[name]
        assert sheet.freeze_panes.endswith("2")
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.font.bold for cell in sheet[1])


def test_cells_are_typed(workbook: Any) -> None:
    header, *rows = workbook["Values"].iter_rows(values_only=True)
    frame = pd.DataFrame(rows, columns=header)
    series = load("series")
    assert frame["Year"].tolist() == series["year"].tolist()
    assert frame["Value"].tolist() == series["value"].tolist()
    assert frame["Revised"].tolist() == series["revised"].tolist()
    assert {type(value) for value in frame["Year"]} == {int}


def test_the_figure_as_printed_stands_beside_a_link_to_its_source(workbook: Any) -> None:
    sheet = workbook["Observations"]
    header = [cell.value for cell in sheet[1]]
    printed, source = header.index("As printed"), header.index("Source")
    observations, sources = load("observations"), load("sources").set_index("source_id")
    for row, observation in zip(sheet.iter_rows(min_row=2), observations.to_dict("records"), strict=True):
        assert row[printed].value == observation["as_printed"]
        link = row[source].hyperlink
        url: object = sources.at[observation["source_id"], "url"]
        if url is pd.NA:
            target = workbook["Sources"][link.location.split("!")[1]]
            assert target.value == observation["source_id"]
        else:
            assert link.target == url


def test_links_between_sheets_lead_to_sheets_that_exist(workbook: Any) -> None:
    links = [cell.hyperlink for row in workbook["Read me"].iter_rows() for cell in row if cell.hyperlink]
    inside = [link.location for link in links if link.location]
    assert [location.split("'")[1] for location in inside] == SHEETS[1:]


def test_the_dictionary_has_every_column_of_every_table(workbook: Any) -> None:
    rows = {(row[0], row[1]) for row in workbook["Dictionary"].iter_rows(min_row=2, values_only=True)}
    assert rows == {(table, field) for table in table_names() for field in read_schema(table).names}


def test_hedged_and_disputed_values_are_numbers_with_a_mark(small: Path) -> None:
    change(small, "observations", "1000,exact,ألف,1,beta", "999,exact,999,1,beta")
    change(small, "observations", "calls,2024,year,stated,total,total,1010,exact,1010,1,gamma-2025,,,\n", "")
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(make(small))))
    shown = {(cell.value, cell.number_format) for row in book["Series"].iter_rows(min_row=2) for cell in row}
    assert (1200, '"≈ "#,##0') in shown
    assert (1000, '"! "#,##0') in shown
    assert (300, "#,##0") in shown


def test_text_never_becomes_a_formula(small: Path) -> None:
    change(
        small, "categories", ",North,", ",=1+1,"
    )  # validation would refuse it; the writer must not rely on that
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(make(small))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "=1+1" in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "n", "b", "d", "inlineStr"}


def test_nothing_in_the_file_comes_from_the_clock(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r">([0-9-]{10}T[^<]*)<", core)) == {"2026-01-01T00:00:00Z"}


def test_the_bytes_do_not_hang_on_the_process(data: bytes) -> None:
    program = (
        "import sys; from dgsn_opendata.exports.xlsx import write_xlsx\n"
        "from tests.packages import make; from dgsn_opendata import store\n"
        "sys.stdout.buffer.write(write_xlsx(make(store.package_folder())))"
    )
    environment = {
        "PYTHONHASHSEED": "7",
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "PYTHONPATH": ":".join(sys.path),
    }
    result = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
    assert result.stdout == data


def test_a_text_that_a_cell_cannot_hold_is_refused_and_not_cut() -> None:
    sheet = openpyxl.Workbook(write_only=True).create_sheet("x")
    with pytest.raises(UsageProblem, match="40,000 characters"):
        _text_cell(sheet, "x" * 40_000)
