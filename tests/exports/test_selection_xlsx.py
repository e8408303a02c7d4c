"""A selection as a workbook."""

from __future__ import annotations

import datetime
import io
import zipfile

import openpyxl
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from dgsn_opendata import series
from dgsn_opendata.errors import UsageProblem
from dgsn_opendata.exports import spreadsheetml
from dgsn_opendata.exports.plain import plain_columns, plain_rows
from dgsn_opendata.exports.selection import write_frame
from dgsn_opendata.schemas import LANGUAGES, Language, read_schema
from tests.exports.selections import ODD, about, sheet


def test_a_workbook_reads_back_to_the_same_values() -> None:
    frame = ODD.drop(columns="mixed")
    data = write_frame(frame, "xlsx")
    header, *rows = sheet(data)
    assert header == list(frame.columns)
    days = [[value.date() if isinstance(value, datetime.datetime) else value for value in row] for row in rows]
    assert days == [list(row) for row in plain_rows(plain_columns(frame))]
    calamine = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in calamine[1:]] == ["=1+1", "#N/A", "+212", "@x", "<b>&amp;", " a  b\n", ""]
    assert calamine[1][4] == datetime.date(2024, 1, 31)


def test_a_workbook_has_a_real_table_and_no_formula() -> None:
    frame = series("cnie_issued")
    workbook = openpyxl.load_workbook(io.BytesIO(write_frame(frame, "xlsx")))
    data = workbook.worksheets[0]
    (table,) = data.tables.values()
    assert table.ref == f"A1:{openpyxl.utils.get_column_letter(frame.shape[1])}{len(frame) + 1}"
    assert [column.name for column in table.tableColumns] == list(frame.columns)
    assert data.freeze_panes == "A2"
    cells = [cell for one in workbook.worksheets for row in one.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    linked = {cell.value: cell.hyperlink.target for cell in cells if cell.hyperlink}
    assert set(linked) == set(frame["url"])
    assert all(target.isascii() for target in linked.values())
    assert workbook.properties.title == frame.attrs["title"]
    assert (workbook.properties.created, workbook.properties.modified) == (workbook.properties.created,) * 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sheet_about_it_speaks_its_language(lang: Language) -> None:
    frame = series("emergency_calls_line19", lang=lang)
    said = about(frame)
    assert frame.attrs["definition"] in said.values()
    assert frame.attrs["citation"] in said.values()
    (change,) = [text for label, text in said.items() if "2023" in label and text == frame.attrs["breaks"][2023]]
    assert change
    assert read_schema("series")["status"].description(lang) in said["status"]
    workbook = openpyxl.load_workbook(io.BytesIO(write_frame(frame, "xlsx")))
    assert [one.sheet_view.rightToLeft for one in workbook.worksheets] == [True if lang == "ar" else None] * 2
    assert workbook.properties.language == lang


def test_rows_beyond_a_sheet_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheetml, "MOST_ROWS", 7)
    assert write_frame(ODD.head(6), "xlsx")
    with pytest.raises(UsageProblem, match="7 rows"):
        write_frame(ODD, "xlsx")


def test_numbers_and_days_that_a_sheet_would_change_stay_texts() -> None:
    frame = pd.DataFrame({"whole": [10**15 + 1], "day": pd.to_datetime(["1899-12-31"])})
    assert sheet(write_frame(frame, "xlsx"))[1] == ["1000000000000001", "1899-12-31"]


def test_the_parts_of_a_workbook_are_xml_in_a_zip_without_a_clock() -> None:
    from xml.etree import ElementTree

    with zipfile.ZipFile(io.BytesIO(write_frame(ODD.drop(columns="mixed"), "xlsx"))) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
