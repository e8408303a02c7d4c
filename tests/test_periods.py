"""Kinds of year and intervals."""

from __future__ import annotations

import pandas as pd

from dgsn_opendata.periods import interval_ends, is_interval


def test_an_interval_is_told_from_a_kind_of_year_and_from_nothing() -> None:
    periods = pd.Series(["year", "2018-01-01/2018-11-20", "school_year", None], dtype="string")
    assert is_interval(periods).tolist() == [False, True, False, False]


def test_the_ends_of_an_interval_keep_their_precision() -> None:
    assert interval_ends("2018-01-01/2018-11-20") == ("2018-01-01", "2018-11-20")
    assert interval_ends("2019/2024") == ("2019", "2024")
