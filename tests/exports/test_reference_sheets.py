"""The sheets that explain the others: coverage, dictionary, code lists, sources, changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dgsn_opendata import load
from dgsn_opendata.schemas import LANGUAGES, read_schema, table_names

if TYPE_CHECKING:
    from pathlib import Path


from tests.exports.workbooks import frame_of, written


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
