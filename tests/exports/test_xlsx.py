"""What stands in the workbook, read back by openpyxl and pandas."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from dgsn_opendata import load
from dgsn_opendata.errors import EnvironmentProblem, UsageProblem
from dgsn_opendata.exports import spreadsheetml, xlsx
from dgsn_opendata.exports.cells import Column, Figure, Heading, Link, Sheet, Sign
from dgsn_opendata.exports.sheets import sheets
from dgsn_opendata.exports.spreadsheetml import LONGEST_ADDRESS
from dgsn_opendata.exports.styles import Styles
from dgsn_opendata.exports.worksheets import write_sheet
from dgsn_opendata.exports.xlsx import save, write_xlsx
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.provenance import list_sources
from dgsn_opendata.schemas import LANGUAGES, read_schema
from dgsn_opendata.shipped import read_table
from tests.small import change

if TYPE_CHECKING:
    from pathlib import Path

    from dgsn_opendata.package import Package

from tests.exports.workbooks import SHEETS, address_of, column_of, frame_of, written


def test_the_sheets_stand_in_order_and_the_arabic_one_runs_right_to_left(workbook: Any) -> None:
    assert workbook.sheetnames == SHEETS
    assert [name for name in SHEETS if workbook[name].sheet_view.rightToLeft] == ["السلاسل"]


def test_the_cover_says_what_it_is_in_three_languages(workbook: Any) -> None:
    metadata = read_metadata()
    columns = list(workbook["Cover"].iter_cols(min_col=2, values_only=True))
    for language, column in zip(LANGUAGES, columns, strict=True):
        text = "\n".join(filter(None, column))
        assert column[0] == metadata.words("title", language)
        assert metadata.words("description", language) in text
        assert f" {metadata.version} " in text
        assert metadata.released in text
        assert metadata.citation(language) in text
        assert all(label in text for label in read_schema("coverage")["status"].labels(language).values())
    right = [
        cell.alignment.readingOrder for cell in workbook["Cover"]["D"] if cell.value and "DGSN" not in cell.value
    ]
    assert right.count(2) > len(right) - 3


def test_the_cover_leads_to_every_sheet_to_the_licence_and_to_the_home_page(
    workbook: Any, package: Package
) -> None:
    links = [cell for row in workbook["Cover"].iter_rows() for cell in row if cell.hyperlink]
    inside = {cell.value: cell.hyperlink.location for cell in links if cell.hyperlink.location}
    assert inside == {name: f"'{name}'!A1" for name in SHEETS[1:]}
    outside = {cell.value: cell.hyperlink.target for cell in links if cell.hyperlink.target}
    assert outside == {"dgsn-opendata": package.homepage, "CC-BY-4.0": package.metadata.licence["path"]}


def test_the_legend_of_the_cover_shows_every_mark_as_the_series_do(workbook: Any) -> None:
    shown = {cell.number_format for cell in workbook["Cover"]["A"] if isinstance(cell.value, int | float)}
    assert {f'"{mark} "#,##0' for mark in "≈><!?|"} < shown
    signs = {cell.value for cell in workbook["Cover"]["A"]}
    assert signs > {
        cell.value for row in workbook["Coverage"].iter_rows(min_row=2, min_col=3, max_col=13) for cell in row
    }


def test_headers_are_frozen_and_every_sheet_but_the_cover_is_a_table(workbook: Any) -> None:
    for name in SHEETS[1:]:
        sheet = workbook[name]
        (table,) = sheet.tables.values()
        assert table.ref == table.autoFilter.ref == sheet.dimensions
        assert table.column_names == [cell.value for cell in sheet[1]]
        assert sheet.freeze_panes.endswith("2")
        assert all(cell.font.bold for cell in sheet[1])
    assert not workbook["Cover"].tables


def test_sheets_print_landscape_with_their_header_name_and_page_number(workbook: Any) -> None:
    for sheet in workbook:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.left.text == "&A"
        assert sheet.oddFooter.right.text == "&P / &N"
        assert sheet.print_title_rows == (None if sheet.title == "Cover" else "$1:$1")


def test_the_properties_say_what_the_workbook_is(workbook: Any) -> None:
    properties, metadata = workbook.properties, read_metadata()
    assert properties.title == metadata.title
    assert all(metadata.words("title", language) in properties.subject for language in ("fr", "ar"))
    assert properties.creator == "dgsn-opendata maintainers"
    assert properties.description == metadata.description
    assert all(word in properties.keywords for word in ("police statistics", "criminalité", "الأمن الوطني"))
    assert (properties.language, properties.version) == ("en", metadata.version)


def test_cells_are_typed(workbook: Any) -> None:
    frame, series = frame_of(workbook["Values"]), load("series")
    assert frame["Year"].tolist() == series["year"].tolist()
    assert frame["Value"].tolist() == series["value"].tolist()
    assert frame["Revised"].tolist() == series["revised"].tolist()
    assert {type(value) for value in frame["Year"]} == {int}


def test_values_and_observations_name_what_is_counted_and_in_which_unit(workbook: Any) -> None:
    known = load("indicators", "en").set_index("indicator_id")
    units = read_schema("indicators")["unit"].labels("en")
    for name in ("Values", "Observations"):
        frame = frame_of(workbook[name])
        assert frame["Indicator label"].tolist() == known.loc[frame["Indicator"], "label"].tolist()
        assert frame["Unit"].tolist() == [units[unit] for unit in known.loc[frame["Indicator"], "unit"]]


@pytest.mark.parametrize(
    ("name", "table", "title"), [("Observations", "observations", "Source"), ("Values", "series", "Source taken")]
)
def test_the_figure_as_printed_stands_beside_a_link_that_lands_on_it(
    workbook: Any, name: str, table: str, title: str
) -> None:
    sources = {source.source_id: source for source in list_sources(load("sources"))}
    printed = column_of(workbook[name], "As printed")
    linked = column_of(workbook[name], title)
    for cell, link, row in zip(printed, linked, read_table(table).to_dict("records"), strict=True):
        source = sources[row["source_id"]]
        assert (cell.value, link.value) == (row["as_printed"], row["source_id"])
        if source.url:
            assert address_of(link) in {source.link(row["as_printed"]), source.url}
            assert len(address_of(link)) <= LONGEST_ADDRESS
        else:
            assert workbook["Sources"][link.hyperlink.location.split("!")[1]].value == row["source_id"]


def test_an_address_that_excel_cannot_open_is_shortened_to_the_page_and_then_to_the_row_of_its_source(
    small: Path,
) -> None:
    url = f"https://example.org/{'a' * (LONGEST_ADDRESS - len('https://example.org/'))}"
    change(small, "sources", "https://example.org/a", url)
    book = written(small)
    assert {
        address_of(cell) for cell in column_of(book["Observations"], "Source") if cell.value == "alpha-2024"
    } == {url}
    change(small, "sources", url, f"{url}a")
    book = written(small)
    cells = [cell for cell in column_of(book["Observations"], "Source") if cell.value == "alpha-2024"]
    assert {address_of(cell) for cell in cells} == {"'Sources'!A2"}
    assert column_of(book["Sources"], "Address")[0].hyperlink is None


def test_text_never_becomes_a_formula(small: Path) -> None:
    change(
        small, "categories", ",North,", ",=1+1,"
    )  # validation would refuse it; the writer must not rely on that
    book = written(small)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "=1+1" in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "n", "b", "d", "inlineStr"}


def test_nothing_in_the_file_comes_from_the_clock(data_of_workbook: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data_of_workbook)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r">([0-9-]{10}T[^<]*)<", core)) == {"2026-01-01T00:00:00Z"}


def test_what_lxml_would_write_otherwise_is_refused_with_advice(
    package: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dgsn_opendata.exports.xlsx.LXML", True)
    with pytest.raises(EnvironmentProblem, match="OPENPYXL_LXML=False before"):
        write_xlsx(package)


def write_one(values: list[Any]) -> io.BytesIO:
    """Return a workbook with a sheet of one column."""
    book = openpyxl.Workbook(write_only=True)
    return io.BytesIO(save(book, [Sheet("x", [Column("", values)])], "nobody"))


@pytest.mark.parametrize(("text", "said"), [("x" * 40_000, "40,000 characters"), ("a\x0bb", r"U\+000B")])
def test_a_text_that_a_cell_cannot_hold_is_refused_and_not_cut(text: str, said: str) -> None:
    for value in (text, Heading(text), Sign(text), Link(text, "https://example.org/")):
        with pytest.raises(UsageProblem, match=said):
            write_one([value])


def test_rows_beyond_a_sheet_and_a_sheet_beyond_excel_are_refused_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert write_one(["x"] * 7)
    monkeypatch.setattr(xlsx, "_LARGEST_SHEET", 600)
    with pytest.raises(UsageProblem, match=r"larger than Excel opens.*--without xlsx"):
        write_one(["x"] * 7)
    monkeypatch.setattr(spreadsheetml, "MOST_ROWS", 7)
    with pytest.raises(UsageProblem, match=r"cannot hold 7 rows.*--without xlsx"):
        write_one(["x"] * 7)


def test_more_links_than_excel_opens_are_texts() -> None:
    with zipfile.ZipFile(write_one([Link("y", "#x!A1")] * 65_600)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert sheet.count(b"<hyperlink ") == 65_530
    assert sheet.count(b">y</t>") == 65_600


def test_a_row_is_as_high_as_its_texts_and_no_higher_than_excel_allows() -> None:
    sheet = openpyxl.load_workbook(write_one(["short", "word " * 40, "word " * 3000]))["x"]
    heights = [sheet.row_dimensions[row].height for row in (1, 2, 3)]
    assert heights[0] is None
    assert heights[1] > 30
    assert heights[2] == 409


def test_columns_are_wide_enough_for_their_numbers(package: Package) -> None:
    book = openpyxl.Workbook(write_only=True)
    for sheet in sheets(package):
        write_sheet(book, sheet, Styles(book), "nobody")
        dimensions = book[sheet.title].column_dimensions
        for number, column in enumerate(sheet.columns, start=1):
            longest = max((len(one.shown) for one in column.values if isinstance(one, Figure)), default=0)
            assert dimensions[openpyxl.utils.get_column_letter(number)].width > longest
