"""The rule by which one value is taken of several, step by step."""

from __future__ import annotations

from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.resolution import resolve, widen
from dgsn_opendata.schemas import read_schema

INDICATORS = pd.DataFrame(
    {"indicator_id": ["calls"], "theme": ["emergency"], "unit": ["calls"], "label_fr": ["Appels"]}
)
CATEGORIES = pd.DataFrame({"breakdown": ["total"], "category": ["total"], "label_fr": ["Total"]})


def source(
    name: str, report_year: int = 2024, kind: str = "press_report", origin: str | None = None
) -> dict[str, Any]:
    return {"source_id": name, "report_year": report_year, "kind": kind, "syndicated_from": origin}


def printed(name: str, value: float, qualifier: str = "exact", year: int | None = 2024) -> dict[str, Any]:
    return {
        "indicator_id": "calls", "breakdown": "total", "category": "total", "year": year, "value": float(value),
        "qualifier": qualifier, "as_printed": str(value), "occurrence": 1, "source_id": name,
    }  # fmt: skip


def resolved(sources: list[dict[str, Any]], observations: list[dict[str, Any]]) -> pd.DataFrame:
    texts = {"source_id": "string", "kind": "string", "syndicated_from": "string"}
    return resolve(
        pd.DataFrame(observations).astype({"year": "Int64", "qualifier": "string"}),
        pd.DataFrame(sources).astype({**texts, "report_year": "Int64"}),
        INDICATORS,
    )


def only(sources: list[dict[str, Any]], observations: list[dict[str, Any]]) -> dict[Any, Any]:
    (row,) = resolved(sources, observations).to_dict("records")
    return row


def test_the_latest_report_is_taken_and_the_first_value_kept() -> None:
    row = only(
        [source("old", 2023, "official_communique"), source("new", 2024, "opinion")],
        [printed("old", 500), printed("new", 510)],
    )
    assert (row["value"], row["first_reported"], row["revised"]) == (510, 500, True)
    assert (row["status"], row["minimum"], row["maximum"]) == ("single_source", 500, 510)


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


def test_a_hedged_figure_agrees_with_an_exact_one_that_it_allows() -> None:
    row = only([source("a"), source("b")], [printed("a", 8000, "nearly"), printed("b", 7986)])
    assert (row["status"], row["agreeing"], row["value"]) == ("corroborated", 2, 7986)


def test_two_exact_percentages_next_to_one_another_do_not_agree() -> None:
    share = INDICATORS.assign(unit="percent")
    sources = pd.DataFrame([source("a"), source("b")]).astype(
        {"syndicated_from": "string", "report_year": "Int64"}
    )
    figures = pd.DataFrame([printed("a", 36), printed("b", 37)]).astype({"year": "Int64", "qualifier": "string"})
    assert resolve(figures, sources, share)["status"].tolist() == ["disputed"]


def test_the_figure_that_more_origins_print_is_taken() -> None:
    row = only(
        [source("a"), source("b"), source("c")],
        [printed("a", 752), printed("b", 742), printed("c", 742)],
    )
    assert (row["value"], row["agreeing"], row["status"]) == (742, 2, "disputed")


def test_reprints_of_one_text_are_one_voice() -> None:
    row = only(
        [source("a"), source("b", origin="a"), source("c", origin="b")],
        [printed("a", 742), printed("b", 742), printed("c", 742)],
    )
    assert (row["sources"], row["agreeing"], row["status"]) == (3, 1, "single_source")


def test_sources_that_reprint_one_another_in_a_circle_are_no_endless_loop() -> None:
    row = only([source("a", origin="b"), source("b", origin="a")], [printed("a", 1), printed("b", 1)])
    assert (row["value"], row["agreeing"]) == (1, 1)


def test_what_the_same_report_contradicts_is_disputed_and_what_an_older_one_said_is_not() -> None:
    sources = [source("old", 2023), source("a"), source("b")]
    same = only(sources, [printed("old", 1), printed("a", 2), printed("b", 2)])
    assert (same["status"], same["revised"]) == ("corroborated", True)
    other = only(sources, [printed("old", 2), printed("a", 2), printed("b", 3)])
    assert other["status"] == "disputed"


def test_an_undated_figure_is_in_no_series() -> None:
    frame = resolved([source("a")], [printed("a", 1, year=None), printed("a", 2)])
    assert frame["value"].tolist() == [2]


def test_no_observation_makes_no_series_and_no_failure() -> None:
    frame = resolved([source("a")], [printed("a", 1, year=None)])
    assert frame.empty
    assert widen(frame, INDICATORS, CATEGORIES, "fr").empty


@given(st.permutations([("a", 752), ("b", 742), ("c", 742), ("d", 752), ("e", 700)]))
def test_the_choice_does_not_hang_on_the_order_of_rows(order: list[tuple[str, int]]) -> None:
    sources = [source(name) for name in "abcde"]
    assert only(sources, [printed(*one) for one in order])["source_id"] == "a"


def test_wide_series_have_every_year_between_the_first_and_the_last() -> None:
    frame = resolved([source("a")], [printed("a", 1, year=2021), printed("a", 3, year=2024)])
    wide = widen(frame, INDICATORS, CATEGORIES, "fr")
    assert [name for name in wide.columns if name.isdecimal()] == ["2021", "2022", "2023", "2024"]
    labels = wide[["theme", "indicator", "category_label", "unit"]].to_numpy().tolist()
    assert labels == [["Appels d’urgence et sécurité publique", "Appels", "Total", "appels"]]
    assert wide[["2021", "2022", "2023", "2024"]].isna().to_numpy().tolist() == [[False, True, True, False]]
