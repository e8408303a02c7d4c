"""What is printed for each value of the series, and how it stands to the figure taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dgsn_opendata import load
from dgsn_opendata.resolution import CELL
from dgsn_opendata.witnesses import judge

if TYPE_CHECKING:
    import pandas as pd


@pytest.fixture(scope="module")
def judged() -> pd.DataFrame:
    return judge(load("series"), load("observations"), load("sources"), load("indicators"))


def test_every_dated_figure_is_judged_and_one_is_taken_for_each_value(judged: pd.DataFrame) -> None:
    assert len(judged) == load("observations")["year"].notna().sum()
    taken = judged[judged["verdict"] == "taken"]
    series = load("series")
    assert taken["value"].tolist() == series["value"].tolist()
    assert taken["as_printed"].tolist() == series["as_printed"].tolist()


def test_a_value_is_disputed_where_a_figure_contradicts_it(judged: pd.DataFrame) -> None:
    contradicted = judged.loc[judged["verdict"] == "contradicts", CELL].drop_duplicates()
    disputed = load("series").query("status == 'disputed'")[CELL]
    assert contradicted.to_numpy().tolist() == disputed.to_numpy().tolist()


def test_the_figure_taken_stands_first_and_those_that_contradict_it_last(judged: pd.DataFrame) -> None:
    ranks = judged["verdict"].map({"taken": 0, "agrees": 1, "contradicts": 2})
    first = judged.groupby(CELL, sort=False)["verdict"].first()
    assert set(first) == {"taken"}
    assert (
        ranks.groupby([judged[name] for name in CELL], sort=False)
        .apply(lambda one: one.is_monotonic_increasing)
        .all()
    )
