"""The tables as they stood after the report of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from dgsn_opendata import load, series
from dgsn_opendata.errors import UnknownName, UsageProblem
from dgsn_opendata.explaining import explain
from dgsn_opendata.resolution import CELL
from dgsn_opendata.schemas import LANGUAGES, Language, TableName, read_schema, table_names
from dgsn_opendata.vintages import tables_as_of
from tests import small

if TYPE_CHECKING:
    from dgsn_opendata.shipped import FrameOf

FIRST, LATEST = 2015, 2025
DERIVED: list[TableName] = ["coverage", "series", "series_wide"]
QUOTING = [name for name in table_names() if "source_id" in read_schema(name).names or name in DERIVED]


@pytest.mark.parametrize("name", QUOTING)
def test_after_the_latest_report_a_table_is_what_it_is(name: TableName) -> None:
    pd.testing.assert_frame_equal(load(name, as_of=LATEST), load(name))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_wide_series_come_in_each_language_as_of_a_report(lang: Language) -> None:
    pd.testing.assert_frame_equal(load("series_wide", lang, as_of=LATEST), load("series_wide", lang))


@pytest.mark.parametrize("name", [name for name in QUOTING if name != "series_wide"])
@pytest.mark.parametrize("year", [FIRST, 2019])
def test_dtypes_are_those_of_today(name: TableName, year: int) -> None:
    pd.testing.assert_series_equal(load(name, as_of=year).dtypes, load(name).dtypes)
    assert load(name, "ar", as_of=year).columns.tolist() == load(name, "ar").columns.tolist()


def test_a_later_report_takes_no_value_away() -> None:
    before: set[Any] = set()
    for year in range(FIRST, LATEST + 1):
        frame = load("series", as_of=year)
        cells = set(frame[CELL].itertuples(index=False, name=None))
        assert before <= cells
        before = cells
    assert before == set(load("series")[CELL].itertuples(index=False, name=None))


@pytest.mark.parametrize("year", [2017, 2021])
def test_no_row_quotes_a_source_of_a_later_report(year: int) -> None:
    early = set(load("sources").query("report_year <= @year")["source_id"])
    for name in QUOTING:
        frame = load(name, as_of=year)
        if "source_id" in frame.columns:
            whole = load(name)
            kept = frame["source_id"].dropna()
            assert set(kept) <= early
            if name != "series":
                assert len(kept) == whole["source_id"].isin(early).sum()


def test_a_revised_figure_shows_its_first_value_before_it_was_revised() -> None:
    revised = load("series").query("revised")
    assert len(revised) >= 3
    reports = load("sources").set_index("source_id")["report_year"]
    printed = load("observations").assign(report=lambda rows: rows["source_id"].map(reports))
    for row in revised.to_dict("records"):
        cell = printed[(printed[CELL] == [row[name] for name in CELL]).all(axis="columns")]
        sound = cell[cell["caution"].isna()] if cell["caution"].isna().any() else cell
        early = series(
            row["indicator_id"],
            breakdown=row["breakdown"],
            category=row["category"],
            period=row["period"],
            as_of=sound["report"].min(),
        )
        (value,) = early.loc[early["year"] == row["year"], "value"]
        assert value == row["first_reported"]


def test_breaks_of_later_years_are_not_known_yet() -> None:
    frame = series("emergency_calls_line19", as_of=2020)
    assert set(frame.attrs["breaks"]) == {2018, 2019}
    assert frame.attrs["as_of"] == 2020
    assert frame["year"].max() <= 2020
    assert "as_of" not in series("emergency_calls_line19").attrs


def test_coverage_ends_with_the_report_and_counts_what_was_printed_by_then() -> None:
    early, today = load("coverage", as_of=2018), load("coverage")
    assert early["year"].max() == 2018
    both = early.merge(today, on=["indicator_id", "year"])
    assert (both["figures_x"] <= both["figures_y"]).all()
    assert early["figures"].sum() == len(load("observations", as_of=2018).query("2015 <= year <= 2018"))


@pytest.mark.parametrize("name", [name for name in table_names() if name not in QUOTING])
def test_a_table_that_quotes_no_source_has_no_state_of_a_year(name: TableName) -> None:
    with pytest.raises(UsageProblem, match=f"The table {name} quotes no report"):
        load(name, as_of=2020)


@pytest.mark.parametrize("year", [0, 1990, 2014, 2026, True])
def test_a_year_without_a_report_is_refused_and_the_first_and_last_are_named(year: int) -> None:
    with pytest.raises(UsageProblem, match=r"The first is that of 2015, the last that of 2025\."):
        load("series", as_of=year)


@pytest.mark.parametrize("year", ["2020", 2020.0, pd.NA])
def test_what_is_no_year_is_refused(year: Any) -> None:
    with pytest.raises(UsageProblem, match=r"as_of is the year of a report, not .* Write as_of=2025\."):
        series("cnie_issued", as_of=year)


def test_a_year_of_numpy_is_a_year_and_comes_back_as_a_plain_one() -> None:
    frame = series("cnie_issued", as_of=np.int64(2018))  # type: ignore[call-overload]
    assert type(frame.attrs["as_of"]) is int


def test_a_category_that_no_report_named_yet_is_not_known() -> None:
    with pytest.raises(UnknownName, match="boufa"):
        series("drug_seized", category="boufa", as_of=2018)
    assert len(series("drug_seized", category="boufa", as_of=2023)) == 1


def test_an_explanation_names_no_later_witness() -> None:
    early = [line for one in explain("drug_seized", category="cocaine", as_of=2021) for line in one.witnesses]
    later = [line for one in explain("drug_seized", category="cocaine") for line in one.witnesses]
    assert 0 < len(early) < len(later)
    assert not [line for line in early if "report of 2022" in line]


def test_any_tables_will_do_for_those_of_today(tmp_path: Any) -> None:
    from tests.packages import make

    package = make(small.write_package(tmp_path / "package"))
    frame_of: FrameOf = package.frame
    early = tables_as_of(2024, frame_of)
    assert early("sources")["source_id"].tolist() == ["alpha-2024", "beta-2024"]
    calls = early("series").query("indicator_id == 'calls' and category == 'total' and year == 2024")
    assert calls["value"].tolist() == [1000]
    today = tables_as_of(2025, frame_of)("series")
    assert today.query("indicator_id == 'calls' and category == 'total' and year == 2024")["value"].tolist() == [
        1010
    ]
