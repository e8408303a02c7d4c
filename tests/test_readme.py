"""The README says what is so: its code runs, its commands exist, its figures are those of the package."""

from __future__ import annotations

import contextlib
import doctest
import re
import shlex
import sqlite3
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from dgsn_opendata import load, store, tables
from dgsn_opendata.cli.main import COMMANDS
from dgsn_opendata.validation import read_tables, validate
from tests import mutation

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", README, re.DOTALL))
def test_its_python_runs_as_it_stands(code: str) -> None:
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    assert "year" in result.stdout


def test_its_python_session_gives_what_it_shows() -> None:
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8")
    assert (failed, tried > 0) == (0, True)


def test_the_number_of_slips_that_it_states_is_the_number_made() -> None:
    tables, _ = read_tables(store.package_folder())
    for name, column in {"value": "value", "qualifier": "qualifier", "year": "year"}.items():
        made = [
            slip for slip in mutation.mutants(tables, column, captured=True) if slip.kind not in mutation.BLIND
        ]
        (row,) = re.findall(rf"^\| {name} \|.*$", README, re.MULTILINE)
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert (cells[1], cells[3]) == (f"{mutation.SAMPLE:,}", f"{len(made):,}")


def test_its_commands_and_scripts_exist() -> None:
    assert set(re.findall(r"dgsn-opendata ([a-z]+)", README)) <= set(COMMANDS)
    for script in re.findall(r"\$ (scripts/\w+)", README):
        assert (ROOT / script).is_file()


SHOWN = re.findall(
    r"^\$ dgsn-opendata (show [^\n]*?|read [^\n]*?)(?:  +#[^\n]*)?\n(.*?)(?=^\$|^```)",
    README,
    re.DOTALL | re.MULTILINE,
)


@pytest.mark.parametrize(("command", "block"), [pair for pair in SHOWN if pair[1].strip()])
def test_what_it_shows_of_a_command_is_what_the_command_prints(command: str, block: str) -> None:
    run = [sys.executable, "-m", "dgsn_opendata", *shlex.split(command)]
    result = subprocess.run(run, capture_output=True, text=True, check=False, encoding="utf-8")
    printed = (result.stdout + result.stderr).splitlines()
    for line in filter(None, block.splitlines()):
        start = line.removesuffix("…").rstrip() if line.endswith("…") else line
        assert any(one == start if start == line else one.startswith(start) for one in printed), line


def test_its_queries_of_the_published_files_give_rows(dist: Path) -> None:
    (parquet,) = re.findall(r'\$ duckdb -c "(.*)"', README)
    found = duckdb.sql(parquet.replace("dist/", f"{dist}/"))
    assert found is not None
    assert len(found.fetchall()) >= 9
    (query,) = re.findall(r'\$ sqlite3 dist/dgsn-opendata.sqlite "(.*)"', README)
    with contextlib.closing(sqlite3.connect(dist / "dgsn-opendata.sqlite")) as connection:
        assert len(connection.execute(query).fetchall()) >= 5


def test_the_numbers_and_tables_it_states_are_those_of_the_data() -> None:
    observations = load("observations")
    series = load("series")
    stated = (
        f"Now: {len(observations):,} figures of {observations['source_id'].nunique()} pages, "
        f"{observations['indicator_id'].nunique()} indicators, {len(series):,} resolved values"
    )
    text = " ".join(README.split())
    assert stated in text
    years = series[series["period"] == "year"].groupby(["indicator_id", "breakdown", "category"])["year"].nunique()
    assert f"{(years >= 4).sum()} series have four calendar years or more, {(years >= 7).sum()} have seven" in text
    assert f"{observations['year'].isna().sum()} figures have no year" in text
    assert f"({len(validate().warnings)} such warnings stand" in text
    for name in tables()["table"]:
        assert f"`{name}`" in README
