"""Misprints and their corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dgsn_opendata import load
from tests.faults import CASES, misprinted
from tests.small import places, write_texts

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
    for text in (small / "texts").iterdir():
        text.unlink()
    (small / "texts").rmdir()
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
