"""Printed growths against printed levels."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.precision import bounds
from dgsn_opendata.rules.growths import _has_whole_base
from tests.small import change, findings, read, rewrite

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
