"""The notes of marked cells: why they are marked and who printed what, in three languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.exports.marks import marked
from dgsn_opendata.exports.notes import write_notes
from dgsn_opendata.schemas import LANGUAGES, Language
from dgsn_opendata.witnesses import judge
from tests.packages import make
from tests.small import change

if TYPE_CHECKING:
    from pathlib import Path

    from dgsn_opendata.exports.notes import Cell
    from dgsn_opendata.package import Package

CALLS: Cell = ("calls", "total", "total", "year", 2024)


def notes_of(package: Package, language: Language = "en") -> dict[Cell, str]:
    series = package.frame("series")
    values = marked(series)
    tables = (package.frame(name) for name in ("observations", "sources", "indicators"))
    return write_notes(values, series, judge(values, *tables), package.frame("breaks"), language)


def test_a_hedged_value_has_its_hedge_the_printed_figure_and_its_source(small: Path) -> None:
    assert notes_of(make(small))["calls", "total", "total", "year", 2025] == (
        "≈ Nearly 1,200\nAs printed (Gamma, 2025-12-17):\n“ما يقرب 1200”"
    )


@pytest.mark.parametrize(
    ("language", "note"),
    [
        (
            "en",
            "! Sources contradict one another, from 1,000 to 1,010, decided by: the latest report\n"
            "As printed (Gamma, 2025-12-17):\n“1010”\n"
            "Contradicts it (Alpha, 2024-12-20):\n“1.000”\nContradicts it (Beta, 2024-12):\n“ألف”",
        ),
        (
            "fr",
            "! Les sources se contredisent, de 1\u202f000 à 1\u202f010, départagé par : le bilan le plus récent\n"
            "Tel que publié (Gamma, 2025-12-17)\u00a0:\n«\u00a01010\u00a0»\n"
            "Le contredit (Alpha, 2024-12-20)\u00a0:\n«\u00a01.000\u00a0»\n"
            "Le contredit (Beta, 2024-12)\u00a0:\n«\u00a0ألف\u00a0»",
        ),
        (
            "ar",
            "! تتعارض المصادر، من 1.000 إلى 1.010، الحسم: أحدث حصيلة\n"
            "كما نُشر (Gamma، 2025-12-17):\n«1010»\n"
            "يناقضه (Alpha، 2024-12-20):\n«1.000»\nيناقضه (Beta، 2024-12):\n«ألف»",
        ),
    ],
)
def test_a_disputed_value_says_who_prints_what(small: Path, language: Language, note: str) -> None:
    assert notes_of(make(small), language)[CALLS] == note


def test_of_many_figures_that_contradict_it_some_are_told_and_the_rest_counted(small: Path) -> None:
    row = "calls,2024,year,report,total,total,1000,exact,1.000,1,alpha-2024,,,\n"
    others = [
        row.replace("1000,exact,1.000", f"{number},exact,{number} appels {'x' * 60}") for number in range(500, 520)
    ]
    change(small, "observations", row, "".join(others))
    note = notes_of(make(small))[CALLS]
    told = note.count("Contradicts it")
    assert 1 < told < 20
    assert note.endswith(f"Further figures that contradict it: {21 - told}")
    assert len(note) <= 600


def test_a_doubtful_value_says_why(small: Path) -> None:
    change(small, "observations", "800,exact,800,1,alpha-2024,,,", "800,exact,800,1,alpha-2024,,doubtful,")
    note = notes_of(make(small))["calls", "total", "total", "year", 2023]
    assert note.startswith("? Doubtful: contradicted by the same text")


def test_a_value_after_a_break_says_what_changed_since_the_one_before(small: Path) -> None:
    breaks = small / "data" / "breaks.csv"
    text = breaks.read_text(encoding="utf-8")
    rows = [
        "calls,2020,Too early.,Trop tôt.,قبل ذلك.,",
        "calls,2025,Calls of all rooms.,Toutes les salles.,كل القاعات.,",
    ]
    breaks.write_text("\n".join([text.strip(), *rows, ""]), encoding="utf-8")
    notes = notes_of(make(small), "fr")
    assert notes["calls", "total", "total", "year", 2025].startswith("| 2025\u00a0: Toutes les salles.\n")
    assert not any("Trop tôt" in note for note in notes.values())


def test_a_source_of_which_no_publisher_is_known_is_named_by_its_identifier(small: Path) -> None:
    change(small, "sources", "Next report,Gamma,", "Next report,,")
    assert "As printed (gamma-2025):" in notes_of(make(small))[CALLS]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_note_is_longer_than_is_read(package: Package, language: Language) -> None:
    notes = notes_of(package, language)
    assert len(notes) == len(marked(package.frame("series")))
    assert max(map(len, notes.values())) <= 600
    assert all(note.startswith(tuple("|!?≈<>")) for note in notes.values())
