"""Which indicators a figure is likely to be one of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.matching import Known, Likely, Matcher, parse_candidate
from dgsn_opendata.validation import read_tables
from tests.small import change, write_package

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dgsn_opendata.frames import Table


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Table]:
    """Give the tables of the small package as they stand."""
    return read_tables(write_package(tmp_path_factory.mktemp("matching") / "package"))[0]


def match(
    tables: Mapping[str, Table],
    text: str,
    words: str,
    value: float,
    unit: str | None = None,
    year: int = 2025,
    language: str = "fr",
) -> list[Likely]:
    start = text.index(words)
    return Matcher(tables, language, year).match(text, (start, start + len(words)), value, unit)


def test_words_around_the_figure_tell_indicators_apart(tables: Mapping[str, Table]) -> None:
    assert match(tables, "Il y eut 55 appels urgents.", "55", 55)[0].indicator_id == "urgent_calls"
    assert str(match(tables, "Les centres du sud ont reçu 510 appels.", "510", 510)[0]) == "calls centre=south"


def test_words_of_another_sentence_tell_nothing(tables: Mapping[str, Table]) -> None:
    first = match(
        tables, "Il y eut des cas urgents. Le sud a reçu 510 appels. Tout le reste est urgent.", "510", 510
    )[0]
    assert first.indicator_id == "calls"


@pytest.mark.parametrize(
    ("unit", "indicators"),
    [(None, {"calls", "urgent_calls"}), ("percent", {"calls_change_pct", "calls_share_pct"}), ("kg", set())],
)
def test_no_candidate_is_in_another_unit(
    tables: Mapping[str, Table], unit: str | None, indicators: set[str]
) -> None:
    found = match(tables, "Les appels urgents font 25 de hausse.", "25", 25, unit)
    assert {one.indicator_id for one in found} == indicators
    assert len(found) <= 3


def test_a_value_near_the_last_one_or_equal_to_it_speaks_for_an_indicator(tables: Mapping[str, Table]) -> None:
    text = "On en compte {}."
    assert match(tables, text.format("320"), "320", 320, language="en")[0].indicator_id == "urgent_calls"
    assert match(tables, text.format("1010"), "1010", 1010, language="en")[0].indicator_id == "calls"


def test_a_candidate_has_its_last_value_before_the_report_and_the_year_of_an_equal_one(
    tables: Mapping[str, Table],
) -> None:
    (total,) = [one for one in match(tables, "Les appels : 800", "800", 800, year=2025) if str(one) == "calls"]
    assert (total.last, total.equal) == (Known(2024, 1000), 2023)
    (total,) = [one for one in match(tables, "Les appels : 800", "800", 800, year=2024) if str(one) == "calls"]
    assert (total.last, total.equal) == (Known(2023, 800), 2023)


def test_the_last_value_is_one_that_is_not_marked(small: Path) -> None:
    change(
        small, "observations", "1000,exact,1.000,1,alpha-2024,,,", "1000,exact,1.000,1,alpha-2024,,misprint,See."
    )
    change(small, "observations", "1000,exact,ألف,1,beta-2024,,,", "1000,exact,ألف,1,beta-2024,,misprint,See.")
    (total,) = [one for one in match(read_tables(small)[0], "Les appels : 9", "9", 9) if str(one) == "calls"]
    assert total.last == Known(2024, 1010)


def test_a_part_that_was_never_printed_is_a_candidate_where_its_breakdown_was(small: Path) -> None:
    change(small, "categories", "centre,south,", "centre,east,East,Est,الشرق,,\ncentre,south,")
    assert (
        str(match(read_tables(small)[0], "Les centres de l’est ont reçu 70 appels.", "70", 70)[0])
        == "calls centre=east"
    )


def test_a_part_that_only_other_indicators_have_comes_after_the_whole(small: Path) -> None:
    change(small, "categories", "centre,south,", "centre,sea,Calls,Appels en mer,البحر,,\ncentre,south,")
    text = "On compte 700 appels."
    assert str(match(read_tables(small)[0], text, "700", 700)[0]) == "calls centre=sea"
    row = "urgent_calls,2024,year,report,total,total,300"
    change(
        small, "observations", row, f"urgent_calls,2024,year,report,centre,sea,5,exact,5,1,alpha-2024,,,\n{row}"
    )
    assert str(match(read_tables(small)[0], text, "700", 700)[0]) == "calls"
    text = "Les centres en mer ont reçu 700 appels."
    assert "calls centre=sea" in map(str, match(read_tables(small)[0], text, "700", 700))


def test_an_article_in_another_language_is_matched_with_english_labels(tables: Mapping[str, Table]) -> None:
    assert match(tables, "Calls urgent: 55", "55", 55, language="es")[0].indicator_id == "urgent_calls"


@pytest.mark.parametrize("candidate", [("calls", "total", "total"), ("calls", "centre", "north")])
def test_a_candidate_is_read_as_it_was_written(candidate: tuple[str, str, str]) -> None:
    assert parse_candidate(str(Likely(*candidate, last=None, equal=None))) == candidate
