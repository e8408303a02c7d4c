"""Rows against their own printed figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dgsn_opendata import numerals
from dgsn_opendata.findings import codes
from dgsn_opendata.rules import transcription
from dgsn_opendata.rules.transcription import check_transcription, judged
from dgsn_opendata.validation import read_tables
from tests.small import change, findings, places, rewrite

if TYPE_CHECKING:
    from pathlib import Path

PROOF = {"transcription", "unread-figure", "needless-reading", "unexplained-reading"}
URGENT = "300,exact,300,1,alpha-2024,,,"  # line 12, calls
CHANGE = "25,exact,hausse de 25 %,1,alpha-2024,,,"  # line 9, percent
NOTE = "It stands in the sentence before."


def proof(folder: Path) -> list[tuple[str, int | None, str | None]]:
    """Return code, line and column of what the rule finds."""
    assert set(codes()) >= PROOF
    return [(one.code, one.line, one.column) for one in findings(folder) if one.code in PROOF]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("301,exact,300", "value"),
        ("3000,exact,300", "value"),
        ("300,about,300", "qualifier"),
        ("300,exact,environ 300", "qualifier"),
        ("300,nearly,environ 300", "qualifier"),
        ("300,exact,300 kg", "indicator_id"),
        ("300,exact,300 %", "indicator_id"),
    ],
)
def test_value_qualifier_and_unit_are_those_of_the_printed_figure(small: Path, cells: str, column: str) -> None:
    change(small, "observations", URGENT, f"{cells},1,alpha-2024,,,")
    assert proof(small) == [("transcription", 12, column)]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("25,exact,baisse de 25 %", "value"),
        ("-25,exact,hausse de 25 %", "value"),
        ('25,exact,"hausse de 25,5 %"', "value"),
        ("25,exact,25", "indicator_id"),
        ("25,exact,hausse de 25 kg", "indicator_id"),
        ("25,exact,hausse de plus de 25 %", "qualifier"),
    ],
)
def test_a_change_has_its_printed_sign_and_unit(small: Path, cells: str, column: str) -> None:
    change(small, "observations", CHANGE, f"{cells},1,alpha-2024,,,")
    assert proof(small) == [("transcription", 9, column)]


def test_each_thing_that_differs_is_told(small: Path) -> None:
    change(small, "observations", URGENT, "301,about,300 kg,1,alpha-2024,,,")
    assert {column for _, _, column in proof(small)} == {"value", "qualifier", "indicator_id"}


def test_a_finding_says_what_the_figure_says(small: Path) -> None:
    change(small, "observations", URGENT, "301,about,300,1,alpha-2024,,,")
    told = [(one.column, one.found, one.expected) for one in findings(small) if one.code == "transcription"]
    assert told == [("value", "301", '300, as "300" says'), ("qualifier", "about", 'exact, as "300" says')]


@pytest.mark.parametrize("printed", ["300 à 400", "environ", "une dizaine", "100 et 200", "300 / 7", "Ligne 300"])
def test_a_figure_that_is_not_read_with_certainty_is_told_with_the_reason(small: Path, printed: str) -> None:
    change(small, "observations", URGENT, f"300,exact,{printed},1,alpha-2024,,,")
    assert proof(small) == [("unread-figure", 12, "as_printed")]
    (finding,) = [one for one in findings(small) if one.code == "unread-figure"]
    assert "read with certainty (" in finding.expected


@pytest.mark.parametrize(
    ("language", "value", "expected"),
    [
        ("fr", 10**12, []),
        ("en", 10**9, []),
        ("fr", 10**9, [("transcription", 12, "value")]),
        ("en", 10**12, [("transcription", 12, "value")]),
        ("es", 10**12, [("unread-figure", 12, "as_printed")]),
    ],
)
def test_a_figure_is_read_in_the_language_of_its_source(
    small: Path, language: str, value: int, expected: list[tuple[str, int, str]]
) -> None:
    change(small, "observations", URGENT, f"{value},exact,1 billion,1,alpha-2024,,,")
    change(small, "sources", ",Alpha,,fr,", f",Alpha,,{language},")
    assert [found for found in proof(small) if found[1] == 12] == expected


def test_a_source_in_a_language_without_a_grammar_is_read_only_where_all_grammars_agree(small: Path) -> None:
    change(small, "sources", ",Alpha,,fr,", ",Alpha,,es,")
    assert proof(small) == []
    change(small, "observations", "800,exact,800", "800,exact,ochocientos")
    assert proof(small) == [("unread-figure", 4, "as_printed")]


@pytest.mark.parametrize(
    "cells",
    [
        "-25,exact,25 %,1,alpha-2024,sign",
        "25,exact,25,1,alpha-2024,unit",
        "25,about,hausse de 25 %,1,alpha-2024,hedge",
        "-25,about,25,1,alpha-2024,sign_hedge_unit",
        "-25,exact,25,1,alpha-2024,sign_unit",
        "1.25,exact,1.250 %,1,alpha-2024,ambiguous",
        "1250,exact,1.250 %,1,alpha-2024,ambiguous",
        "25,exact,un quart,1,alpha-2024,unread",
        "-1.25,exact,1.250 %,1,alpha-2024,ambiguous",
    ],
)
def test_a_reading_code_excuses_what_it_says(small: Path, cells: str) -> None:
    change(small, "observations", CHANGE, f"{cells},,{NOTE}")
    assert proof(small) == []


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ("26,exact,25,1,alpha-2024,unit", "transcription", "value"),
        ("-26,exact,25,1,alpha-2024,sign_unit", "transcription", "value"),
        ("-25,about,25 %,1,alpha-2024,sign", "transcription", "qualifier"),
        ("-25,about,25 %,1,alpha-2024,hedge", "transcription", "value"),
        ("-25,exact,25,1,alpha-2024,sign", "transcription", "indicator_id"),
        ("25,exact,20 à 25 %,1,alpha-2024,hedge", "unread-figure", "as_printed"),
        ("1.26,exact,1.250 %,1,alpha-2024,ambiguous", "transcription", "value"),
        ("1.25,about,1.250 %,1,alpha-2024,ambiguous", "transcription", "qualifier"),
        ("1.25,exact,1.250 kg,1,alpha-2024,ambiguous", "transcription", "indicator_id"),
        ("25,exact,un quart,1,alpha-2024,ambiguous", "transcription", "value"),
        ("0.125,exact,1.250 %,1,alpha-2024,ambiguous", "transcription", "value"),
        ("75,exact,7 et 5,1,alpha-2024,ambiguous", "transcription", "value"),
        ("25,exact,hausse d’environ 25 %,1,alpha-2024,hedge", "transcription", "qualifier"),
        ("25,exact,25 kg,1,alpha-2024,unit", "transcription", "indicator_id"),
        ("25,exact,baisse de 25 %,1,alpha-2024,sign", "transcription", "value"),
        ("25,exact,Les centres,1,alpha-2024,unread", "unread-figure", "as_printed"),
    ],
)
def test_a_reading_code_excuses_no_more_than_it_says(small: Path, cells: str, code: str, column: str) -> None:
    change(small, "observations", CHANGE, f"{cells},,{NOTE}")
    assert proof(small) == [(code, 9, column)]


@pytest.mark.parametrize(
    "cells",
    [
        "25,exact,hausse de 25 %,1,alpha-2024,sign",
        "25,exact,hausse de 25 %,1,alpha-2024,hedge",
        "25,exact,hausse de 25 %,1,alpha-2024,unit",
        "-25,exact,25 %,1,alpha-2024,sign_hedge",
        "25,exact,hausse de 25 %,1,alpha-2024,ambiguous",
        "25,exact,hausse de 25 %,1,alpha-2024,unread",
        # The reader reads the figure, and the code is no way around what it reads.
        "26,exact,hausse de 25 %,1,alpha-2024,ambiguous",
        "26,exact,hausse de 25 %,1,alpha-2024,unread",
        "-25,about,25 %,1,alpha-2024,unread",
    ],
)
def test_a_reading_code_for_a_figure_that_is_read_is_needless(small: Path, cells: str) -> None:
    change(small, "observations", CHANGE, f"{cells},,{NOTE}")
    assert proof(small) == [("needless-reading", 9, "reading")]


@pytest.mark.parametrize("code", ["ambiguous", "unread"])
def test_an_unproved_figure_wants_a_note(small: Path, code: str) -> None:
    printed = {"ambiguous": "25.000 %", "unread": "un quart"}[code]
    change(small, "observations", CHANGE, f"25,exact,{printed},1,alpha-2024,{code},,")
    assert proof(small) == [("unexplained-reading", 9, "note")]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ('"12,5",exact,300,1,alpha-2024,,,', "type"),
        ("NaN,exact,300,1,alpha-2024,,,", "type"),
        (",exact,300,1,alpha-2024,,,", "required"),
        ("300,exactly,300,1,alpha-2024,,,", "enum"),
        ("300,,300,1,alpha-2024,,,", "required"),
        ("300,exact,,1,alpha-2024,,,", "required"),
        ("301,exact,300,1,delta-2024,,,", "foreign-key"),
        ("301,exact,300,1,,,,", "required"),
        ("300,exact,300,1,alpha-2024,sure,,Why not.", "enum"),
        ("301,exact,300,1,alpha-2024,,,,", "ragged-row"),
        ("301,exact,300,1,alpha-2024", "ragged-row"),
    ],
)
def test_a_row_whose_cells_are_broken_is_not_judged_twice(small: Path, cells: str, code: str) -> None:
    change(small, "observations", URGENT, cells)
    assert {found for found, _, line, _ in places(small) if line == 12} == {code}


def test_a_figure_of_an_unknown_indicator_is_not_judged(small: Path) -> None:
    change(
        small,
        "observations",
        f"urgent_calls,2024,year,report,total,total,{URGENT}",
        "zeal,2024,year,report,total,total,301,exact,300,1,alpha-2024,,,",
    )
    assert proof(small) == []


def test_only_rows_that_can_be_judged_are_said_to_be(small: Path) -> None:
    change(small, "observations", "600,exact,600", '"6,5",exact,600')
    change(small, "observations", "400,exact,400", "400,exactly,400")
    change(small, "observations", "800,exact,800,1,alpha-2024", "800,exact,800,1,delta-2024")
    change(small, "observations", "1000,exact,1.000,1,alpha-2024,,,", "1000,exact,1.000,1,alpha-2024,,,,")
    tables, _ = read_tables(small)
    assert list(judged(tables)) == [6, 7, 8, 9, 10, 11, 12, 13]


def test_many_rows_with_few_figures_are_read_once_each(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    header = (small / "data" / "observations.csv").read_bytes().splitlines(keepends=True)[0]
    rows = [
        f"calls,2024,year,report,total,total,{number % 97},exact,{number % 97},{number + 1},{source},,\n"
        for number in range(50_000)
        for source in ("alpha-2024", "beta-2024")
    ]
    rewrite(small, "observations", header + "".join(rows).encode())
    tables, _ = read_tables(small)
    calls: list[tuple[Any, ...]] = []

    def counted(*arguments: Any) -> numerals.Figure:
        calls.append(arguments)
        return numerals.read(*arguments)

    monkeypatch.setattr(transcription, "read", counted)
    assert list(check_transcription(tables)) == []
    assert len(calls) == len(set(calls)) == 2 * 97
