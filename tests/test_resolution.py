"""The rule by which one value is taken of several, step by step."""

from __future__ import annotations

from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.resolution import resolve
from dgsn_opendata.schemas import read_schema

INDICATORS = pd.DataFrame(
    {"indicator_id": ["calls"], "theme": ["emergency"], "unit": ["calls"], "label_fr": ["Appels"]}
)
BREAKS = pd.DataFrame({"indicator_id": ["calls"], "year": [2018]}).astype({"year": "Int64"})


def source(
    name: str, report_year: int = 2024, kind: str = "press_report", origin: str | None = None
) -> dict[str, Any]:
    return {"source_id": name, "report_year": report_year, "kind": kind, "syndicated_from": origin}


def printed(
    name: str,
    value: float,
    qualifier: str = "exact",
    year: int | None = 2024,
    *,
    caution: str | None = None,
    period: str = "year",
    reading: str | None = None,
) -> dict[str, Any]:
    return {
        "indicator_id": "calls", "breakdown": "total", "category": "total", "period": period, "year": year,
        "value": float(value), "qualifier": qualifier, "as_printed": str(value), "occurrence": 1, "source_id": name,
        "caution": caution, "reading": reading,
    }  # fmt: skip


def resolved(
    sources: list[dict[str, Any]], observations: list[dict[str, Any]], unit: str = "calls"
) -> pd.DataFrame:
    texts = {"source_id": "string", "kind": "string", "syndicated_from": "string"}
    return resolve(
        pd.DataFrame(observations).astype(
            {"year": "Int64", "qualifier": "string", "caution": "string", "reading": "string"}
        ),
        pd.DataFrame(sources).astype({**texts, "report_year": "Int64"}),
        INDICATORS.assign(unit=unit),
        BREAKS,
    )


def only(sources: list[dict[str, Any]], observations: list[dict[str, Any]]) -> dict[Any, Any]:
    (row,) = resolved(sources, observations).to_dict("records")
    return row


def test_the_latest_report_is_taken_and_the_first_value_kept() -> None:
    row = only(
        [source("old", 2023, "official_communique"), source("new", 2024, "opinion")],
        [printed("old", 500), printed("new", 510)],
    )
    assert (row["value"], row["first_reported"], row["revised"], row["taken_by"]) == (510, 500, True, "report")
    assert (row["status"], row["minimum"], row["maximum"]) == ("disputed", 500, 510)


def test_of_one_report_the_source_nearest_to_the_communique_is_taken() -> None:
    kinds = read_schema("sources")["kind"].codes
    names = [f"source-{9 - rank}" for rank in range(len(kinds))]
    row = only(
        [source(name, kind=kind) for name, kind in zip(names, kinds, strict=True)],
        [printed(name, 100 + rank) for rank, name in enumerate(names)],
    )
    assert (row["source_id"], row["value"], row["status"]) == (names[0], 100, "disputed")


def test_an_exact_figure_goes_before_a_hedged_one() -> None:
    row = only([source("a"), source("b")], [printed("a", 500, "about"), printed("b", 498)])
    assert (row["value"], row["qualifier"]) == (498, "exact")


def test_a_figure_with_two_readings_goes_behind_one_that_is_certain() -> None:
    figures = [printed("a", 98543, reading="ambiguous"), printed("b", 98543)]
    assert only([source("a"), source("b")], figures)["source_id"] == "b"


def test_a_hedged_figure_agrees_with_an_exact_one_that_it_allows() -> None:
    row = only([source("a"), source("b")], [printed("a", 8000, "nearly"), printed("b", 7986)])
    assert (row["status"], row["agreeing"], row["value"]) == ("corroborated", 2, 7986)


def test_two_exact_percentages_next_to_one_another_do_not_agree() -> None:
    frame = resolved([source("a"), source("b")], [printed("a", 36), printed("b", 37)], unit="percent")
    assert frame["status"].tolist() == ["disputed"]


def test_the_figure_that_more_origins_print_is_taken() -> None:
    row = only(
        [source("a"), source("b"), source("c")],
        [printed("a", 752), printed("b", 742), printed("c", 742)],
    )
    assert (row["value"], row["agreeing"], row["status"]) == (742, 2, "disputed")


def test_pages_that_carry_one_text_are_one_voice() -> None:
    row = only(
        [source("a", origin="communique-2024-fr"), source("b", origin="communique-2024-fr"), source("c")],
        [printed("a", 742), printed("b", 742), printed("c", 742)],
    )
    assert (row["sources"], row["agreeing"], row["status"]) == (3, 2, "corroborated")


def test_whatever_contradicts_the_value_makes_it_disputed_and_what_was_first_reported_stays() -> None:
    sources = [source("old", 2023), source("a"), source("b")]
    restated = only(sources, [printed("old", 1), printed("a", 2), printed("b", 2)])
    assert (restated["status"], restated["revised"], restated["first_reported"]) == ("disputed", True, 1)
    other = only(sources, [printed("old", 2), printed("a", 2), printed("b", 3)])
    assert (other["status"], other["revised"]) == ("disputed", False)


def test_a_misprint_loses_to_a_doubtful_figure_and_both_to_an_unmarked_one_but_all_are_seen() -> None:
    sources = [source("a", 2025, "official_communique"), source("b", 2025), source("c", 2024, "opinion")]
    figures = [printed("a", 433, caution="misprint"), printed("b", 1400, caution="doubtful"), printed("c", 1433)]
    row = only(sources, figures)
    assert (row["value"], row["taken_by"], row["status"]) == (1433, "soundness", "disputed")
    assert (row["minimum"], row["maximum"], row["obs_status"]) == (1433, 1433, "U")
    assert only(sources[:2], figures[:2])["caution"] == "doubtful"


def test_the_first_report_is_not_a_misprint_of_it_where_another_figure_was_printed() -> None:
    row = only(
        [source("a", 2023), source("b", 2023), source("c", 2024)],
        [printed("a", 23746, caution="misprint"), printed("b", 23764), printed("c", 23764)],
    )
    assert (row["first_reported"], row["revised"]) == (23764, False)


def test_a_rounded_restatement_does_not_replace_the_figure_that_it_rounds() -> None:
    row = only([source("own", 2020), source("next", 2021)], [printed("own", 132167), printed("next", 132000)])
    assert (row["value"], row["taken_by"], row["status"]) == (132167, "precision", "corroborated")


def test_a_precise_figure_that_few_agree_with_does_not_replace_a_rounded_one_that_many_do() -> None:
    sources = [
        source("official", 2025, "official_communique"),
        *(source(name) for name in "abcde"),
        source("z", 2021),
    ]
    figures = [printed("official", 1000, "about"), *(printed(name, 1100) for name in "abcde"), printed("z", 850)]
    row = only(sources, figures)
    assert row["value"] == 1100
    assert row["status"] == "disputed"


def test_a_marked_figure_is_no_voice() -> None:
    row = only([source("a"), source("b")], [printed("a", 5), printed("b", 5, caution="doubtful")])
    assert (row["agreeing"], row["status"]) == (1, "single_source")


def test_no_name_decides_where_one_figure_rounds_the_other() -> None:
    for names in ("ab", "ba"):
        one, other = names
        row = only([source("a"), source("b")], [printed(one, 132167), printed(other, 132000)])
        assert (row["value"], row["taken_by"]) == (132167, "precision")


def test_each_step_that_decides_is_named() -> None:
    two = [source("a"), source("b")]
    assert only(two, [printed("a", 7), printed("b", 7)])["taken_by"] == "unanimous"
    assert only(two, [printed("a", 7), printed("b", 9)])["taken_by"] == "order"
    assert only(two, [printed("a", 7, "about"), printed("b", 90)])["taken_by"] == "exactness"
    kinds = [source("a", kind="opinion"), source("b", kind="communique_reprint")]
    assert only(kinds, [printed("a", 7), printed("b", 9)])["taken_by"] == "kind"
    three = [*two, source("c")]
    assert only(three, [printed("a", 7), printed("b", 9), printed("c", 9)])["taken_by"] == "agreement"


def test_periods_of_one_year_are_values_of_their_own() -> None:
    half = "2024-01/2024-06"
    frame = resolved([source("a")], [printed("a", 1, period=half), printed("a", 2)])
    assert frame[["period", "value"]].to_numpy().tolist() == [[half, 1], ["year", 2]]


def test_a_break_marks_the_first_value_after_it_even_where_its_own_year_has_none() -> None:
    frame = resolved([source("a", 2025)], [printed("a", year, year=year) for year in (2016, 2017, 2019, 2020)])
    assert frame.loc[frame["series_break"], "year"].tolist() == [2019]
    assert frame["obs_status"].tolist() == ["A", "A", "B", "A"]


def test_the_observation_status_is_that_of_sdmx() -> None:
    assert only([source("a")], [printed("a", 500)])["obs_status"] == "A"
    assert only([source("a")], [printed("a", 500, "more_than")])["obs_status"] == "E"
    assert only([source("a"), source("b")], [printed("a", 500), printed("b", 700)])["obs_status"] == "U"


def test_an_undated_figure_is_in_no_series() -> None:
    frame = resolved([source("a")], [printed("a", 1, year=None), printed("a", 2)])
    assert frame["value"].tolist() == [2]


def test_no_observation_makes_no_series_and_no_failure() -> None:
    frame = resolved([source("a")], [printed("a", 1, year=None)])
    assert frame.empty


@given(st.permutations([("a", 752), ("b", 742), ("c", 742), ("d", 752), ("e", 700)]))
def test_the_choice_does_not_hang_on_the_order_of_rows(order: list[tuple[str, int]]) -> None:
    sources = [source(name) for name in "abcde"]
    assert only(sources, [printed(*one) for one in order])["source_id"] == "a"
