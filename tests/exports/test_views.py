"""The views of the database, held against the tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from dgsn_opendata import load
from dgsn_opendata.exports.views import views
from dgsn_opendata.schemas import read_schema

if TYPE_CHECKING:
    import sqlite3


def frame(database: sqlite3.Connection, query: str) -> pd.DataFrame:
    return pd.read_sql_query(query, database)


def test_a_view_says_in_its_statement_what_it_shows_and_gives_rows(database: sqlite3.Connection) -> None:
    written = dict(database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'"))
    assert list(written) == [view.name for view in views()]
    for view in views():
        assert all(title in written[view.name] for title in view.titles.values())
        assert database.execute(f"SELECT count(*) FROM {view.name}").fetchone()[0] > 0


def test_labelled_series_are_the_series_with_their_labels_and_addresses(database: sqlite3.Connection) -> None:
    rows = frame(database, "SELECT * FROM labelled_series ORDER BY series_row")
    series = load("series", "ar")
    assert rows["value"].tolist() == series["value"].tolist()
    assert rows["indicator_ar"].tolist() == series["indicator"].tolist()
    assert rows["category_ar"].tolist() == series["category_label"].tolist()
    sources, indicators = (
        load("sources").set_index("source_id"),
        load("indicators", "fr").set_index("indicator_id"),
    )
    assert rows["url"].fillna("").tolist() == sources["url"].reindex(rows["source_id"]).fillna("").tolist()
    units = read_schema("indicators")["unit"].labels("fr")
    assert rows["unit_fr"].tolist() == [units[one] for one in indicators["unit"].reindex(rows["indicator_id"])]


def test_latest_values_are_the_last_of_each_series(database: sqlite3.Connection) -> None:
    key = ["indicator_id", "breakdown", "category", "period"]
    series = load("series")
    series = series[~series["period"].str.contains("/")].sort_values("year").groupby(key).tail(1)
    expected = set(series[[*key, "year", "value"]].itertuples(index=False, name=None))
    names = ", ".join([*key, "year", "value"])
    assert set(database.execute(f"SELECT {names} FROM latest_values")) == expected


def test_disputed_values_have_every_figure_and_mark_the_one_taken(database: sqlite3.Connection) -> None:
    rows = frame(database, "SELECT * FROM disputed_values")
    key = ["indicator_id", "breakdown", "category", "period", "year"]
    series, observations = load("series"), load("observations").dropna(subset="year")
    disputed = series[series["status"] == "disputed"]
    assert len(rows) == len(observations.merge(disputed[key], on=key))
    assert rows["is_taken"].sum() == len(disputed) == len(rows[key].drop_duplicates())
    taken = rows[rows["is_taken"] == 1]
    assert (taken["value"] == taken["taken_value"]).all()


def test_figures_by_source_add_up(database: sqlite3.Connection) -> None:
    rows = frame(database, "SELECT * FROM figures_by_source")
    assert sorted(rows["source_id"]) == sorted(load("sources")["source_id"])
    assert rows["figures"].sum() == len(load("observations"))
    assert rows["taken"].sum() == len(load("series"))


def test_no_change_is_shown_across_a_break(database: sqlite3.Connection) -> None:
    rows = frame(database, "SELECT * FROM yearly_changes")
    assert (rows["change"] == (rows["value"] - rows["previous_value"]).round(6)).all()
    assert rows.loc[rows["unit"] == "percent", "change_percent"].isna().all()
    after = load("breaks")[["indicator_id", "year"]]
    crossing = rows.merge(after, on=["indicator_id", "year"])
    assert crossing.empty
    series = load("series").query("indicator_id == 'cnie_issued' and breakdown == 'total'")
    values = dict(zip(series["year"].tolist(), series["value"].tolist(), strict=True))
    cards = rows[(rows["indicator_id"] == "cnie_issued") & (rows["breakdown"] == "total") & (rows["year"] == 2023)]
    assert cards["change_percent"].tolist() == [pytest.approx(100 * (values[2023] / values[2022] - 1), abs=0.051)]


def test_a_view_says_how_it_is_searched(database: sqlite3.Connection) -> None:
    (statement,) = database.execute("SELECT sql FROM sqlite_master WHERE name = 'labelled_series'").fetchone()
    (query,) = re.findall(r"^-- search: (.+)$", statement, re.MULTILINE)
    assert "cnie_issued" in set(frame(database, query)["indicator_id"])
