"""The README says what is so: its code runs, its commands exist, its figures are those of the package."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dgsn_opendata import load, store, tables
from dgsn_opendata.cli.main import COMMANDS
from dgsn_opendata.validation import read_tables
from tests import mutation

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", README, re.DOTALL))
def test_its_python_runs_as_it_stands(code: str) -> None:
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    assert "as_printed" in result.stdout


def test_its_python_session_gives_what_it_shows() -> None:
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8")
    assert (failed, tried > 0) == (0, True)


def test_the_number_of_slips_that_it_states_is_the_number_made() -> None:
    tables, _ = read_tables(store.package_folder())
    for name, column in {
        "value": "value",
        "qualifier": "qualifier",
        "year": "year",
        "occurrence": "occurrence",
    }.items():
        made = [slip for slip in mutation.mutants(tables, column) if slip.kind not in mutation.BLIND]
        assert f"| {name} | {len(made):,} |" in README


def test_its_commands_and_scripts_exist() -> None:
    assert set(re.findall(r"dgsn-opendata ([a-z]+)", README)) <= set(COMMANDS)
    for script in re.findall(r"\$ (scripts/\w+)", README):
        assert (ROOT / script).is_file()


def test_the_figure_it_shows_is_the_one_that_show_prints() -> None:
    command = [sys.executable, "-m", "dgsn_opendata", "show", "emergency_calls_line19"]
    shown = subprocess.run(
        command, capture_output=True, text=True, check=True, encoding="utf-8"
    ).stdout.splitlines()
    for line in (shown[0], *shown[3:5]):
        assert line in README


def test_the_numbers_and_tables_it_states_are_those_of_the_data() -> None:
    observations = load("observations")
    assert f"Now: {len(observations)} figures of five articles" in README
    assert f"{observations['year'].isna().sum()} figures have no year" in README
    for name in tables()["table"]:
        assert f"`{name}`" in README
