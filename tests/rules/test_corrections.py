"""Misprints and their corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dgsn_opendata import load
from dgsn_opendata.articles import normalise
from dgsn_opendata.rules.corrections import check_still_printed
from dgsn_opendata.validation import read_tables
from tests.faults import CASES, added, misprinted
from tests.small import change, places, write_texts

if TYPE_CHECKING:
    from pathlib import Path


def test_a_correction_whose_witness_prints_what_is_held_right_is_sound(small: Path) -> None:
    write_texts(small)
    misprinted("wrong_digit,1000,alpha-2024,The others print 1000.,1010 مكالمات")(small)
    assert places(small) == []


@pytest.mark.parametrize(
    "cells", ["wrong_digit,,alpha-2024,Told.,1010", "wrong_digit,a lot,alpha-2024,Told.,1010"]
)
def test_a_correction_that_cannot_be_read_is_found_by_its_cell_alone(small: Path, cells: str) -> None:
    misprinted(cells)(small)
    ((_, file, line, column),) = places(small)
    assert (file, line, column) == ("corrections.csv", 2, "held_value")


def test_without_texts_no_source_counts_as_mended(small: Path) -> None:
    CASES["a misprint that the source has mended"].fault(small)
    for text in (small.parent / "texts").iterdir():
        text.unlink()
    (small.parent / "texts").rmdir()
    assert places(small) == []


def test_each_misprint_of_the_real_data_gives_way_to_what_its_correction_holds_right() -> None:
    corrections, series = load("corrections"), load("series")
    assert len(corrections) >= 17
    key = ["indicator_id", "breakdown", "category", "period"]
    figures = load("observations")[[*key, "source_id", "as_printed", "year"]]
    dated = corrections.merge(figures, on=[*key, "source_id", "as_printed"])
    assert len(dated) == len(corrections)
    taken = dated.merge(series[[*key, "year", "value"]], on=[*key, "year"])
    assert taken["value"].tolist() == taken["held_value"].tolist()


@pytest.mark.parametrize(
    ("printed", "mended"), [("433 kg", False), ("1 tonne et 433 kg", True), ("1.433 kg", True)]
)
def test_a_source_that_prints_the_rest_of_the_figure_again_has_been_mended(
    small: Path, printed: str, mended: bool
) -> None:
    added("corrections", "calls,total,total,year,alpha-2024,433 kg,dropped_scale,1433,beta-2024,Told.,433 kg")(
        small
    )
    tables, _ = read_tables(small)
    found = list(
        check_still_printed(tables, {"alpha-2024": normalise(f"La police a saisi {printed} de cocaïne.")})
    )
    assert [one.code for one in found] == ["mended-source"] * mended


@pytest.mark.parametrize(
    ("correction", "column"),
    [
        ("wrong_digit,1000,alpha-2024,Told.,x", "still_prints"),
        ("wrong_digit,1000,beta-2024,Told.,1010", "witness_id"),
        ("wrong_digit,1010,gamma-2025,Told.,1010", "held_value"),
    ],
)
def test_a_correction_is_borne_out_by_a_sound_figure_and_tied_to_its_own(
    small: Path, correction: str, column: str
) -> None:
    change(small, "observations", "1000,exact,ألف,1,beta-2024,,,", "1000,exact,ألف,1,beta-2024,,doubtful,Round.")
    misprinted(correction)(small)
    assert places(small) == [("unproved-correction", "corrections.csv", 2, column)]


def test_a_misdated_figure_is_no_witness_of_itself(small: Path) -> None:
    old = "calls,2024,year,stated,total,total,1010,exact,1010,1,gamma-2025,,,"
    change(
        small,
        "observations",
        old,
        "calls,2024,year,corrected,total,total,1010,exact,1010,1,gamma-2025,,,As of 2025.",
    )
    added("corrections", "calls,total,total,year,gamma-2025,1010,wrong_year,1010,gamma-2025,Told.,1010")(small)
    assert places(small) == [("unproved-correction", "corrections.csv", 2, "witness_id")]
