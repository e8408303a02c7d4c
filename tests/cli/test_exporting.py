"""The command export, run as a user runs it."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import sqlite3
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest

from dgsn_opendata import load, series
from dgsn_opendata.cli.exporting import _FORMATS, _span
from dgsn_opendata.errors import UsageProblem
from dgsn_opendata.exports.selection import KINDS
from tests.cli.test_commands import run

if TYPE_CHECKING:
    from pathlib import Path


def test_the_formats_it_offers_are_those_that_are_written() -> None:
    assert set(_FORMATS) == set(KINDS)


def test_csv_and_json_are_shown_where_no_file_is_named() -> None:
    rows = list(csv.DictReader(io.StringIO(run("export", "csv", "cnie_issued", "--years", "2022-2023").stdout)))
    assert [row["year"] for row in rows] == ["2022", "2023"]
    document = json.loads(run("export", "json", "cnie_issued", "--years", "2023", "--lang", "ar").stdout)
    assert document["data"][0]["value"] == 4269781
    assert "بطاق" in document["metadata"]["title"]


def test_a_spreadsheet_needs_a_file_and_says_what_it_wrote(tmp_path: Path) -> None:
    assert "-o figures.xlsx" in run("export", "xlsx", "cnie_issued", code=2).stderr
    path = tmp_path / "cards.xlsx"
    result = run("export", "xlsx", "cnie_issued", "drug_seized", "--lang", "fr", "-o", str(path))
    assert result.stdout == ""
    rows = len(series("cnie_issued")) + len(series("drug_seized"))
    assert result.stderr == f"{rows} rows in {path}\n"
    assert openpyxl.load_workbook(path).sheetnames == ["Données", "À propos"]


def test_a_table_may_be_taken_and_narrowed(tmp_path: Path) -> None:
    path = tmp_path / "printed.parquet"
    run("export", "parquet", "drug_seized", "--table", "observations", "--as-of", "2020", "-o", str(path))
    frame = pd.read_parquet(path)
    assert set(frame["indicator_id"]) == {"drug_seized"}
    assert len(frame) == load("observations", as_of=2020)["indicator_id"].eq("drug_seized").sum()
    assert frame.attrs["as_of"] == 2020
    database = tmp_path / "sources.db"
    run("export", "sqlite", "--table", "sources", "-o", str(database))
    with contextlib.closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT count(*) FROM data").fetchone() == (len(load("sources")),)


def test_show_as_of_a_report_shows_what_was_known_then() -> None:
    lines = run("show", "emergency_calls_line19", "--as-of", "2019").stdout
    assert "(after the report of 2019)" in lines
    assert not [line for line in lines.splitlines() if line.startswith(("2023 ", "| 2023"))]
    assert [
        line for line in run("show", "emergency_calls_line19").stdout.splitlines() if line.startswith("| 2023")
    ]
    assert "--as-of 2019 --breakdown channel" in lines
    witnesses = run("show", "drug_seized", "--category", "cocaine", "--as-of", "2021", "--sources").stdout
    assert "report of 2021" in witnesses
    assert "report of 2022" not in witnesses
    assert "حصيلة 2019" in run("show", "cnie_issued", "--as-of", "2019", "--lang", "ar").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["csv"], "Name an indicator (dgsn-opendata list shows them), or a table with --table."),
        (["xls", "cnie_issued"], "'xls' is not one of"),
        (["csv", "cnie_isued"], "Did you mean cnie_issued?"),
        (["csv", "--table", "serie"], "Did you mean series?"),
        (["csv", "cnie_issued", "--category", "rabbat"], "Did you mean rabat?"),
        (
            ["csv", "cnie_issued", "--years", "2024-2019"],
            "Write 2024, 2019-2024, 2019- (and later) or -2024 (and earlier).",
        ),
        (["csv", "cnie_issued", "--years", "1990"], "No figure is left to write"),
        (["csv", "headquarters_cost"], "Figures without a year are in --table observations."),
        (["csv", "cnie_issued", "--as-of", "1990"], "There is no report of 1990 here"),
        (["csv", "--table", "places", "--as-of", "2020"], "The table places quotes no report"),
        (["csv", "cnie_issued", "-o", "cards.xlsx"], "ends like a file of xlsx, not of csv"),
        (["csv", "cnie_issued", "-o", "cards.doc"], "tells no format"),
        (["csv", "cnie_issued", "-o", "."], "is a folder"),
        (["csv", "cnie_issued", "-o", "nowhere/cards.csv"], "There is no folder nowhere"),
    ],
)
def test_a_wrong_call_is_a_usage_error_that_says_what_to_do(arguments: list[str], message: str) -> None:
    assert message in run("export", *arguments, code=2).stderr


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2024", (2024, 2024)),
        ("2019-2024", (2019, 2024)),
        ("2019–2024", (2019, 2024)),
        (" 2019- ", (2019, 9999)),
        ("-2024", (0, 2024)),
    ],
)
def test_years_are_one_or_a_span_open_on_either_side(text: str, span: tuple[int, int]) -> None:
    assert _span(text) == span


@pytest.mark.parametrize(
    "text", ["", "-", "24", "2019-24", "20192024", "2024-2019", "٢٠٢٤", "last", "2019-2020-2021"]
)
def test_what_names_no_years_is_refused(text: str) -> None:
    with pytest.raises(UsageProblem, match="names no years"):
        _span(text)
