"""What is known of each indicator and year."""

from __future__ import annotations

import pandas as pd

from dgsn_opendata import load
from dgsn_opendata.coverage import cover


def covered(values: list[tuple[int, str, str]], gaps: list[tuple[int | None, int | None]]) -> dict[int, str]:
    series = pd.DataFrame(values, columns=["year", "period", "status"]).assign(indicator_id="calls")
    observations = series.assign(source_id="a").astype({"year": "Int64"})
    tables = {
        "sources": pd.DataFrame({"report_year": [2019, 2024]}),
        "indicators": pd.DataFrame({"indicator_id": ["calls"]}),
        "observations": observations,
        "gaps": pd.DataFrame(gaps, columns=["first_year", "last_year"])
        .assign(indicator_id="calls")
        .astype({"first_year": "Int64", "last_year": "Int64"}),
    }
    frame = cover(series, tables)
    assert frame["figures"].sum() == len(values)
    return dict(zip(frame["year"].astype(int), frame["status"], strict=True))


def test_each_year_of_report_says_what_is_known_of_it() -> None:
    values = [
        (2021, "year", "corroborated"),
        (2022, "year", "disputed"),
        (2023, "2023-01/2023-06", "single_source"),
    ]
    assert covered(values, [(None, 2019)]) == {
        2019: "not_published",
        2020: "not_found",
        2021: "recorded",
        2022: "disputed",
        2023: "partial",
        2024: "not_found",
    }


def test_a_gap_may_be_open_at_either_end() -> None:
    assert covered([], [(2023, None)])[2024] == "not_published"
    assert covered([], [(2020, 2021)])[2019] == "not_found"


def test_the_package_covers_every_indicator_in_every_year_of_report() -> None:
    frame = load("coverage")
    assert len(frame) == len(load("indicators")) * 11
    assert (frame["year"].min(), frame["year"].max()) == (2015, 2025)
    recorded = frame[frame["status"].isin(["recorded", "disputed", "partial"])]
    assert (recorded["figures"] > 0).all()
