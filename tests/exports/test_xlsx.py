"""What stands in the workbook, read back by openpyxl and pandas."""

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

from dgsn_opendata import load
from dgsn_opendata.errors import UsageProblem
from dgsn_opendata.exports.cells import LONGEST_ADDRESS, Column, Figure, Heading, Link, Sheet, Sign
from dgsn_opendata.exports.sheets import sheets
from dgsn_opendata.exports.styles import Styles
from dgsn_opendata.exports.worksheets import write_sheet
from dgsn_opendata.exports.xlsx import write_xlsx
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.provenance import list_sources
from dgsn_opendata.schemas import LANGUAGES, Language, read_schema, table_names
from dgsn_opendata.shipped import read_table
from tests.packages import make
from tests.small import change

if TYPE_CHECKING:
    from pathlib import Path

    from dgsn_opendata.package import Package

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


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_series_are_grouped_by_theme_in_the_same_order_in_each_language(
    workbook: Any, language: Language
) -> None:
    sheet = workbook[SERIES[language]]
    rows = [
        [cell.value for cell in row] for row in workbook["Series"].iter_rows(min_row=2, min_col=19, max_col=22)
    ]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, min_col=19, max_col=22)] == rows
    themes = [cell.value for cell in sheet["A"][1:]]
    begins = [number for number, theme in enumerate(themes) if number == 0 or theme != themes[number - 1]]
    assert len(begins) == len(set(themes)) == 10
    for number, row in enumerate(sheet.iter_rows(min_row=2)):
        assert {cell.border.top.style for cell in row} == ({"medium"} if number in begins else {None})
        assert bool(row[0].font.bold) == (number in begins)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_of_a_language_holds_its_wide_series(
    workbook: Any, package: Package, language: Language
) -> None:
    key = ["indicator_id", "breakdown", "category", "period"]
    schema = read_schema("series_wide")
    names = {schema[name].title(language): name for name in schema.names}
    frame = frame_of(workbook[SERIES[language]]).rename(columns=names).sort_values(key, ignore_index=True)
    wide = package.wide[language].sort_values(key, ignore_index=True)
    pd.testing.assert_frame_equal(frame[list(wide.columns)], wide, check_dtype=False)


def test_numbers_have_the_decimals_that_they_are_printed_with() -> None:
    formats = {value: Figure(value).number_format for value in (775353.0, 83.0, 8.5, 66.02, -12.25, 0.125)}
    assert formats == {
        775353.0: "#,##0",
        83.0: "#,##0",
        8.5: "#,##0.0",
        66.02: "#,##0.00",
        -12.25: "#,##0.00",
        0.125: "#,##0.000",
    }


def test_marked_values_are_numbers_with_a_sign_a_colour_and_a_note(small: Path) -> None:
    change(small, "observations", "1000,exact,ألف,1,beta", "999,exact,999,1,beta")
    change(small, "observations", "calls,2024,year,stated,total,total,1010,exact,1010,1,gamma-2025,,,\n", "")
    book = written(small)
    cells = {(cell.value, cell.number_format): cell for row in book["Series"].iter_rows(min_row=2) for cell in row}
    hedged, disputed, plain = cells[1200, '"≈ "#,##0'], cells[1000, '"! "#,##0'], cells[300, "#,##0"]
    assert hedged.comment.author == disputed.comment.author == "dgsn-opendata"
    assert plain.comment is None
    colours = {cell.fill.fgColor.rgb for cell in (hedged, disputed, plain)}
    assert len(colours) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_marked_value_has_a_note_and_no_other_one_has(workbook: Any, language: Language) -> None:
    figures = [
        cell for row in workbook[SERIES[language]].iter_rows(min_row=2, min_col=6, max_col=18) for cell in row
    ]
    noted = {cell.coordinate for cell in figures if cell.comment}
    assert noted == {cell.coordinate for cell in figures if '"' in cell.number_format}
    assert len(noted) > 100


def test_the_coverage_is_a_grid_of_signs_with_a_legend_in_its_header(workbook: Any) -> None:
    sheet = workbook["Coverage"]
    frame = frame_of(sheet).set_index("Indicator")
    signs = {"recorded": "●", "disputed": "!", "partial": "½", "not_published": "×", "not_found": "–"}
    for row in load("coverage").to_dict("records"):
        assert frame.at[row["indicator_id"], str(row["year"])] == signs[row["status"]]
    assert all(sign in sheet["C1"].comment.text for sign in signs.values())
    colours = {
        cell.value: cell.fill.fgColor.rgb
        for row in sheet.iter_rows(min_row=2, min_col=3, max_col=13)
        for cell in row
    }
    assert len(set(colours.values())) == len(signs)


def test_the_dictionary_has_every_column_of_every_table_and_leads_to_its_codes(workbook: Any) -> None:
    codes = workbook["Code lists"]
    found = set()
    for table, name, *_, link in workbook["Dictionary"].iter_rows(min_row=2, max_col=6):
        found.add((table.value, name.value))
        field = read_schema(table.value)[name.value]
        assert bool(link.hyperlink) == bool(field.categories)
        if link.hyperlink:
            row = int(link.hyperlink.location.rpartition("A")[2])
            assert f"{table.value}.{name.value}" in codes.cell(row, 1).value
            assert codes.cell(row, 3).value == field.categories[0]["value"]
    assert found == {(table, field) for table in table_names() for field in read_schema(table).names}


def test_the_code_lists_have_every_code_with_labels_in_three_languages(workbook: Any) -> None:
    frame = frame_of(workbook["Code lists"])
    assert frame[[f"Label ({language})" for language in LANGUAGES]].notna().all(axis=None)
    known = {
        (use, code) for used, code in zip(frame["Used in"], frame["Code"], strict=True) for use in used.split(", ")
    }
    for table in table_names():
        for field in read_schema(table).fields:
            assert {(f"{table}.{field.name}", str(one["value"])) for one in field.categories} <= known
    categories = load("categories")
    listed = frame[frame["Used in"] == "category"]
    assert (
        listed[["Breakdown", "Code"]].to_numpy().tolist()
        == categories[["breakdown", "category"]].to_numpy().tolist()
    )


def test_sources_say_how_many_figures_each_printed(workbook: Any) -> None:
    frame = frame_of(workbook["Sources"])
    counts = load("observations")["source_id"].value_counts()
    assert frame["Figures"].tolist() == [counts.get(source, 0) for source in frame["Source identifier"]]
    assert frame["Figures"].sum() == len(load("observations"))


def test_changes_are_the_values_that_are_others_than_those_first_reported(workbook: Any) -> None:
    frame = frame_of(workbook["Changes"])
    series = load("series").query("value != first_reported")
    assert frame["Now"].tolist() == series["value"].tolist()
    assert frame["First reported"].tolist() == series["first_reported"].tolist()
    assert frame["Revised"].tolist() == series["revised"].tolist()
    printed = load("observations").set_index(["indicator_id", "year", "source_id", "as_printed"])["value"]
    for row in frame.to_dict("records"):
        key = (row["Indicator"], row["Year"], row["First source"], row["First reported, as printed"])
        assert row["First reported"] in printed.loc[[key]].tolist()


def test_a_package_without_breaks_has_an_empty_table_of_them(small: Path) -> None:
    sheet = written(small)["Breaks"]
    assert sheet.tables["Breaks"].ref.endswith("2")
    assert [cell.value for cell in sheet[2]] == [None] * sheet.max_column


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


def test_the_bytes_do_not_hang_on_the_process(data_of_workbook: bytes) -> None:
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
    assert result.stdout == data_of_workbook


def write_one(values: list[Any]) -> io.BytesIO:
    """Return a workbook with a sheet of one column."""
    book = openpyxl.Workbook(write_only=True)
    write_sheet(book, Sheet("x", [Column("", values)]), Styles(), "nobody")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer


@pytest.mark.parametrize(("text", "said"), [("x" * 40_000, "40,000 characters"), ("a\x0bb", r"U\+000B")])
def test_a_text_that_a_cell_cannot_hold_is_refused_and_not_cut(text: str, said: str) -> None:
    for value in (text, Heading(text), Sign(text), Link(text, "https://example.org/")):
        with pytest.raises(UsageProblem, match=said):
            write_one([value])


def test_more_links_than_excel_opens_are_texts() -> None:
    with zipfile.ZipFile(write_one([Link("y", "#x!A1")] * 65_600)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert sheet.count(b"<hyperlink ") == 65_530
    assert sheet.count(b"<t>y</t>") == 65_600


def test_a_row_is_as_high_as_its_texts_and_no_higher_than_excel_allows() -> None:
    sheet = openpyxl.load_workbook(write_one(["short", "word " * 40, "word " * 3000]))["x"]
    heights = [sheet.row_dimensions[row].height for row in (1, 2, 3)]
    assert heights[0] is None
    assert heights[1] > 30
    assert heights[2] == 409


def test_columns_are_wide_enough_for_their_numbers(package: Package) -> None:
    book = openpyxl.Workbook(write_only=True)
    for sheet in sheets(package):
        write_sheet(book, sheet, Styles(), "nobody")
        dimensions = book[sheet.title].column_dimensions
        for number, column in enumerate(sheet.columns, start=1):
            longest = max((len(one.shown) for one in column.values if isinstance(one, Figure)), default=0)
            assert dimensions[openpyxl.utils.get_column_letter(number)].width > longest


def test_percentages_carry_their_sign_and_no_other_unit_does(workbook: Any) -> None:
    units = read_schema("indicators")["unit"].labels("en")
    header, *rows = workbook["Series"].iter_rows()
    unit = [cell.value for cell in header].index("Unit")
    for row in rows:
        for cell in row[unit + 1 :]:
            if isinstance(cell.value, int | float) and cell.number_format != "General":
                assert (r"\%" in cell.number_format) == (row[unit].value == units["percent"])
