"""The READMEs say what is so: their code runs, their commands exist, their figures are those of the package."""

from __future__ import annotations

import contextlib
import doctest
import fnmatch
import os
import re
import shlex
import sqlite3
import subprocess
import sys
import tomllib
from pathlib import Path

import duckdb
import pytest

from dgsn_opendata import cite, load, store, tables
from dgsn_opendata.cli.main import COMMANDS
from dgsn_opendata.languages import FACTS
from dgsn_opendata.schemas import LANGUAGES, Language
from dgsn_opendata.validation import read_tables, validate
from tests import mutation

ROOT = Path(__file__).parent.parent
FILES: dict[Language, Path] = {
    "en": ROOT / "README.md",
    "fr": ROOT / "docs" / "README.fr.md",
    "ar": ROOT / "docs" / "README.ar.md",
}
READMES = {lang: path.read_text(encoding="utf-8") for lang, path in FILES.items()}
README = READMES["en"]
KINDS = {14: "fourteen"}
EXTRAS = re.findall(r'pip install (?:-e )?"(?:dgsn-opendata|\.)\[(\w+)\]"', "\n".join(READMES.values()))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_their_python_runs_as_it_stands_and_leaves_a_chart(lang: Language, tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", READMES[lang], re.DOTALL)
    run = [sys.executable, "-W", "error", "-c", code]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    result = subprocess.run(
        run, capture_output=True, text=True, check=True, cwd=tmp_path, env=environment, encoding="utf-8"
    )
    assert "criminal_cases_total" in result.stdout.splitlines()[1]
    assert cite("criminal_cases_total", 2022).sentence(lang) == result.stdout.splitlines()[-1]
    (picture,) = tmp_path.iterdir()
    assert picture.read_bytes().startswith(b"\x89PNG")


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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_their_commands_scripts_extras_and_links_exist(lang: Language) -> None:
    text = READMES[lang]
    assert set(re.findall(r"dgsn-opendata ([a-z]+)", text)) <= set(COMMANDS)
    for script in re.findall(r"\$ (scripts/\w+)", text):
        assert (ROOT / script).is_file()
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    assert {"plot", "publish"} <= set(EXTRAS) <= set(extras)
    links = [link for link in re.findall(r"\]\((.*?)\)", text) if not link.startswith("https://")]
    assert all((FILES[lang].parent / link).is_file() for link in links)
    others = {FILES[other].name for other in LANGUAGES if other != lang}
    assert others <= {Path(link).name for link in links}


SHOWN = sorted(
    {
        (command, block.strip("\n"))
        for text in READMES.values()
        for command, block in re.findall(
            r"^\$ dgsn-opendata ((?:show|read|list|cite|plot|export) [^\n]*)\n(.*?)(?=^\$|^```)",
            text,
            re.DOTALL | re.MULTILINE,
        )
        if "INDICATOR" not in command
    }
)


@pytest.mark.parametrize(("command", "block"), SHOWN)
def test_what_they_show_of_a_command_is_what_the_command_prints(command: str, block: str, tmp_path: Path) -> None:
    arguments, _, _ = command.partition(" > ")
    run = [sys.executable, "-m", "dgsn_opendata", *shlex.split(arguments, comments=True)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        run, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment, encoding="utf-8"
    )
    assert result.returncode == (1 if block.startswith("Error:") else 0), result.stderr
    assert [path.name for path in tmp_path.iterdir()] == re.findall(r" -o (\S+)", arguments)
    printed = (result.stdout + result.stderr).splitlines()
    for line in filter(None, block.splitlines()):
        start = line.removesuffix("…").rstrip() if line.endswith("…") else line
        assert any(one == start if start == line else one.startswith(start) for one in printed), line


def test_its_table_of_files_is_what_a_build_makes(dist: Path) -> None:
    (table,) = re.findall(r"^\| file \| is .*?\n\n", README, re.DOTALL | re.MULTILINE)
    rows = table.strip().splitlines()[2:]
    assert f"Its {KINDS[len(rows)]}\nkinds of files" in README
    named = {name for row in rows for name in re.findall(r"`([^`]+)`", row)}
    files = {path.relative_to(dist).as_posix() for path in dist.rglob("*") if path.is_file()}
    strangers = [file for file in files if not any(fnmatch.fnmatch(file, name) for name in named)]
    assert strangers == []
    only_with_an_address = {"sitemap.xml", "robots.txt"}
    columns = {name for row in rows for name in re.findall(r"`([^`]+)`", row.split("|")[1])}
    assert {name for name in columns if not fnmatch.filter(files, name)} == only_with_an_address


def test_its_queries_of_the_published_files_give_rows(dist: Path) -> None:
    (parquet,) = re.findall(r'\$ duckdb -c "(.*)"', README)
    found = duckdb.sql(parquet.replace("dist/", f"{dist}/"))
    assert found is not None
    assert len(found.fetchall()) >= 9
    (query,) = re.findall(r'\$ sqlite3 dist/dgsn-opendata.sqlite "(.*)"', README)
    with contextlib.closing(sqlite3.connect(dist / "dgsn-opendata.sqlite")) as connection:
        assert len(connection.execute(query).fetchall()) >= 5


FACTS_STATED: dict[Language, str] = {
    "en": "{figures} figures of {pages} pages, {indicators} indicators, {values} resolved values",
    "fr": "{figures} chiffres tirés de {pages} pages, {indicators} indicateurs, {values} valeurs retenues",
    "ar": "{figures} رقما من {pages} صفحة، و{indicators} مؤشرا، و{values} قيمة معتمدة",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_three_state_the_numbers_of_the_data(lang: Language) -> None:
    observations = load("observations")
    numbers = {
        "figures": len(observations),
        "pages": observations["source_id"].nunique(),
        "indicators": observations["indicator_id"].nunique(),
        "values": len(load("series")),
    }
    grouped = {name: f"{number:,}".replace(",", FACTS[lang].group) for name, number in numbers.items()}
    # Not split(), for which the narrow space between thousands is a space like any other.
    assert FACTS_STATED[lang].format(**grouped) in re.sub(r"[ \n]+", " ", READMES[lang])


def test_the_numbers_and_tables_it_states_are_those_of_the_data() -> None:
    observations = load("observations")
    series = load("series")
    text = " ".join(README.split())
    years = series[series["period"] == "year"].groupby(["indicator_id", "breakdown", "category"])["year"].nunique()
    assert f"{(years >= 4).sum()} series have four calendar years or more, {(years >= 7).sum()} have seven" in text
    assert f"{observations['year'].isna().sum()} figures have no year" in text
    assert f"({len(validate().warnings)} such warnings stand" in text
    for name in tables()["table"]:
        assert f"`{name}`" in README
