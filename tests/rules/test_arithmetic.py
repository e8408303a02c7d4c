"""Arithmetic between printed figures, beyond the single faults of the corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.small import change, findings, places, read, rewrite

if TYPE_CHECKING:
    from pathlib import Path


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
