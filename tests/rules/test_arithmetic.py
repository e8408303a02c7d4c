"""Arithmetic between printed figures, beyond the single faults of the corpus."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.precision import bounds
from dgsn_opendata.rules.arithmetic import _has_whole_base
from tests.small import change, findings, places, read, rewrite

if TYPE_CHECKING:
    from pathlib import Path


@given(st.integers(1, 5000), st.integers(0, 5000))
def test_a_growth_printed_of_whole_numbers_always_has_a_base(base: int, level: int) -> None:
    # Newspapers round half up, away from nought; Python's round would hide the ties.
    exact = (Decimal(level) / base - 1) * 100
    growth = float(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))
    low, high = bounds([growth], ["exact"], ["percent"])
    assert _has_whole_base(level, level, low[0], high[0])


def test_the_printed_growth_of_the_alternative_weapons_has_none() -> None:
    assert not _has_whole_base(117, 118, 194.45, 194.55)
    assert _has_whole_base(117, 117, 192.4, 192.6)  # from 40


def test_rounding_leaves_shares_room(small: Path) -> None:
    change(small, "observations", "40,exact,40 %", "41,exact,41 %")
    assert findings(small) == []


def test_hedged_parts_leave_a_total_room(small: Path) -> None:
    change(small, "observations", "400,exact,400", "350,about,environ 350")
    assert places(small) == [("parts-total", "observations.csv", 5, "value")]
    change(small, "observations", "350,about,environ 350", "399,more_than,plus de 399")
    assert findings(small) == []


def test_a_source_that_prints_only_some_parts_is_not_held_to_the_total(small: Path) -> None:
    rewrite(
        small,
        "observations",
        read(small, "observations").replace(
            b"calls,2024,year,report,centre,south,400,exact,400,1,alpha-2024,,,\n", b""
        ),
    )
    # No other source knows a south in that year, so the north alone would have to be the whole.
    assert [code for code, *_ in places(small)] == ["parts-total"]
    change(
        small,
        "observations",
        "calls,2023,year,stated,total",
        "calls,2024,year,report,centre,south,300,exact,300,1,beta-2024,,,\ncalls,2023,year,stated,total",
    )
    assert findings(small) == []


def test_a_category_cannot_exceed_its_parent(small: Path) -> None:
    change(small, "categories", "الشمال,,", "الشمال,,south")
    assert ("part-exceeds-total", "observations.csv", 2, "value") in places(small)


def test_undated_figures_of_one_source_are_held_together(small: Path) -> None:
    change(
        small, "observations", "urgent_calls,,year,undated,total,total,7,exact,سبع,1,beta-2024,,,The text gives no year.",
        "urgent_calls,,year,undated,centre,north,9,exact,تسع,1,beta-2024,,,The text gives no year.\n"
        "urgent_calls,,year,undated,total,total,7,exact,سبع,1,beta-2024,,,The text gives no year.",
    )  # fmt: skip
    assert "part-exceeds-total" in [code for code, *_ in places(small)]


@pytest.mark.parametrize(("growth", "fits"), [("24", False), ("25", True), ("26", False)])
def test_a_growth_is_held_against_the_levels_of_its_own_source(small: Path, growth: str, fits: bool) -> None:
    # 1000 of 800 is 25 %; that the next report has 1010 makes no difference.
    change(small, "observations", "25,exact,hausse de 25 %", f"{growth},exact,hausse de {growth} %")
    assert [one.code for one in findings(small)] == ([] if fits else ["growth-mismatch"])


@pytest.mark.parametrize(("growth", "fits"), [("24", False), ("25", True), ("26", True), ("27", False)])
def test_a_growth_without_levels_of_its_own_is_held_against_all_that_are_known(
    small: Path, growth: str, fits: bool
) -> None:
    change(
        small,
        "observations",
        "25,exact,hausse de 25 %,1,alpha-2024",
        f"{growth},exact,زيادة {growth} في المائة,1,beta-2024",
    )
    change(small, "observations", "calls,2024,year,report,total,total,1000,exact,ألف,1,beta-2024,,,\n", "")
    assert [one.code for one in findings(small)] == ([] if fits else ["growth-mismatch"])


def test_a_tie_of_rounding_is_no_mismatch(small: Path) -> None:
    rewrite(
        small,
        "observations",
        read(small, "observations")
        .replace(b"800,exact,800", b"8000,exact,8000")
        .replace(b"1000,exact,1.000", b"2900,exact,2900")
        .replace(b"25,exact,hausse de 25 %", b'-63.8,exact,"baisse de 63,8 %"'),
    )
    assert "growth-mismatch" not in [one.code for one in findings(small)]  # from 8000 to 2900 is -63.75 %


def test_a_category_that_appears_in_another_year_does_not_silence_the_sum_of_this_one(small: Path) -> None:
    change(small, "observations", "400,exact,400", "399,exact,399")
    change(small, "categories", "centre,south", "centre,other,Other,Autre,آخر,,\ncentre,south")
    change(
        small,
        "observations",
        "calls,2024,year,report,centre,south",
        "calls,2025,year,report,centre,other,5,exact,5,1,gamma-2025,,,\ncalls,2024,year,report,centre,south",
    )
    assert "parts-total" in [code for code, *_ in places(small)]


@pytest.mark.parametrize(
    ("note", "severity"),
    [
        ("Printed so.", "error"),
        ("The parts make 999.", "error"),
        ("1,000 is printed, of parts that make 999.", "warning"),
    ],
)
def test_only_a_note_that_names_both_figures_explains_a_slip(small: Path, note: str, severity: str) -> None:
    change(small, "observations", "400,exact,400", "399,exact,399")
    change(small, "observations", "1.000,1,alpha-2024,,,", f'1.000,1,alpha-2024,,,"{note}"')
    (finding,) = findings(small)
    assert (finding.code, finding.severity) == ("parts-total", severity)
