"""What a chart shows of a series."""

from __future__ import annotations

from typing import Any

import altair
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata import load, series
from dgsn_opendata.charts import (
    Panel,
    chart_config,
    chart_rows,
    draw_panel,
    fill_panel,
    panel_template,
    schema_address,
)
from dgsn_opendata.schemas import LANGUAGES, Language


def rows_of(indicator: str, lang: Language = "en", category: str | None = None) -> list[dict[str, Any]]:
    frame = series(indicator, lang=lang, category=category)
    return chart_rows(frame.to_dict("records"), frame.attrs["breaks"], lang)


def test_a_gap_and_a_break_end_the_line_and_successive_years_are_joined() -> None:
    rows = rows_of("emergency_calls_line19")
    assert [(row["year"], row["segment"]) for row in rows if "year" in row] == [
        (2015, 0),
        (2016, 0),
        (2019, 1),
        (2023, 2),
    ]
    joined = rows_of("drug_seized", category="cannabis_resin")
    assert {row["segment"] for row in joined} == {0}


def test_a_break_between_successive_years_ends_the_line() -> None:
    frame = load("series", lang="en")
    frame["publisher"] = "A"
    for _, one in frame.groupby(["indicator_id", "breakdown", "category", "period"]):
        years = one.sort_values("year")
        rows = {row["year"]: row["segment"] for row in chart_rows(years.to_dict("records"), {}, "en")}
        for year, broken in zip(years["year"], years["series_break"], strict=True):
            if year - 1 in rows:
                assert (rows[year] == rows[year - 1]) is not bool(broken)


def test_breaks_are_lines_between_years_that_the_chart_shows() -> None:
    assert [row["break"] for row in rows_of("emergency_calls_line19") if "break" in row] == [
        2017.5,
        2018.5,
        2022.5,
    ]
    frame = series("emergency_calls_line19")
    late = frame[frame["year"] >= 2019]
    assert [
        row["break"] for row in chart_rows(late.to_dict("records"), frame.attrs["breaks"], "en") if "break" in row
    ] == [2022.5]


def test_a_disputed_value_has_its_range_and_no_other_has_one() -> None:
    frame = series("drug_seized", category="cocaine", lang="en")
    rows = {row["year"]: row for row in chart_rows(frame.to_dict("records"), {}, "en")}
    disputed = frame[frame["minimum"] != frame["maximum"]]
    assert {year for year, row in rows.items() if "low" in row} == set(disputed["year"])
    assert set(disputed["status"]) == {"disputed"}
    assert (rows[2016]["low"], rows[2016]["high"]) == (1500.0, 1582.0)
    assert "low" not in rows[2021]  # the 433 that one page prints is marked as a misprint


def test_approximate_and_doubtful_values_are_marked() -> None:
    frame = load("series", lang="en").assign(publisher="A")
    for value in frame.to_dict("records"):
        (row,) = chart_rows([value], {}, "en")
        expected = (
            "doubtful"
            if isinstance(value["caution"], str)
            else "approximate"
            if value["qualifier"] != "exact"
            else None
        )
        assert row.get("mark") == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_filled_chart_is_valid_vega_lite(language: Language) -> None:
    panel = Panel("T", "cards", rows_of("emergency_calls_line19", language), from_zero=True)
    spec = {"$schema": schema_address(), "config": chart_config(language), **draw_panel(panel, language, 600, 300)}
    chart = altair.Chart.from_dict(spec)
    assert chart.to_dict()["layer"]


def test_filling_leaves_the_template_as_it_was() -> None:
    before = str(panel_template("en"))
    fill_panel(Panel("T", "u", [{"year": 2020, "value": 1.0}], from_zero=False), "en")
    assert str(panel_template("en")) == before


def test_counts_begin_at_zero_and_shares_need_not() -> None:
    for zero in (True, False):
        spec = draw_panel(Panel("T", "u", [{"year": 2020, "value": 1.0}], zero), "en", 600, 300)
        assert {
            layer["encoding"]["y"]["scale"]["zero"] for layer in spec["layer"] if "y" in layer["encoding"]
        } == {zero}


def test_colours_are_of_the_palette_that_colour_blind_readers_tell_apart() -> None:
    text = str(panel_template("en"))
    colours = {word.strip("'\",}") for word in text.replace("'", " ").split() if word.startswith("#")}
    assert colours == {"#0072B2", "#D55E00", "#6b6b6b", "#ffffff", "#222222", "#e5e5e5"}


@given(st.lists(st.integers(2000, 2030), min_size=1, max_size=12, unique=True))
def test_the_axis_has_every_year_from_the_first_to_the_last(years: list[int]) -> None:
    spec = fill_panel(Panel("T", "u", [{"year": year, "value": 1.0} for year in years], True), "fr")
    for layer in spec["layer"]:
        x = layer["encoding"]["x"]
        assert x["axis"]["values"] == [*range(min(years), max(years) + 1)]
        assert x["scale"]["domain"] == [min(years) - 0.5, max(years) + 0.5]


def test_data_has_no_marks_of_direction_and_what_is_shown_in_arabic_has() -> None:
    spec = draw_panel(Panel("T", "u", rows_of("drug_seized", "ar", category="cocaine"), True), "ar", 600, 300)
    assert not {"\u2067", "\u2068", "\u2069"} & set(str(spec["data"]))
    assert spec["title"]["text"] == "\u2067T\u2069"
    shown = [one["calculate"] for one in spec["layer"][-1]["transform"] if one.get("as") == "printed"]
    assert shown == ["'\u2068' + datum.printed + '\u2069'"]
    assert "\u2067" not in str(panel_template("fr"))
