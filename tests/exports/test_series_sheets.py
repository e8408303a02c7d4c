"""The sheets of the series in each language: groups, numbers, marks and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from dgsn_opendata.exports.cells import Figure
from dgsn_opendata.schemas import LANGUAGES, Language, read_schema
from tests.small import change

if TYPE_CHECKING:
    from pathlib import Path

    from dgsn_opendata.package import Package

from tests.exports.workbooks import SERIES, frame_of, written


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


def test_percentages_carry_their_sign_and_no_other_unit_does(workbook: Any) -> None:
    units = read_schema("indicators")["unit"].labels("en")
    header, *rows = workbook["Series"].iter_rows()
    unit = [cell.value for cell in header].index("Unit")
    for row in rows:
        for cell in row[unit + 1 :]:
            if isinstance(cell.value, int | float) and cell.number_format != "General":
                assert (r"\%" in cell.number_format) == (row[unit].value == units["percent"])
