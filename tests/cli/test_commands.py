"""The commands, run as a user runs them: in a process of their own, judged by output and exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from dgsn_opendata import store
from dgsn_opendata.cli.main import COMMANDS, group
from dgsn_opendata.schemas import LANGUAGES
from tests.faults import CASES
from tests.small import change

if TYPE_CHECKING:
    from pathlib import Path


def run(
    *arguments: str, code: int = 0, cwd: Path | None = None, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command; whatever happens, no traceback may be seen."""
    result = subprocess.run(
        [sys.executable, "-W", "error", "-m", "dgsn_opendata", *arguments],
        capture_output=True, text=True, check=False, cwd=cwd, env={**os.environ, **(environment or {})}, encoding="utf-8",
    )  # fmt: skip
    assert "Traceback" not in result.stderr
    assert result.returncode == code, result.stdout + result.stderr
    return result


def test_every_command_has_a_summary_that_begins_its_help() -> None:
    for name, (_, summary) in COMMANDS.items():
        command = group.get_command(click.Context(group), name)
        assert command is not None
        assert (command.help or "").split("\n\n")[0] == summary
        assert f"{name}  " in run("--help").stdout


def test_validate_is_fine_with_the_published_package() -> None:
    assert "0 errors" in run("validate").stdout.splitlines()[-1]


def test_validate_lists_findings_and_exits_with_1(small: Path) -> None:
    CASES["a comma for a point"].fault(small)
    assert run("validate", str(small), code=1).stdout.startswith("observations.csv:2: value: ")


def test_validate_gives_json(small: Path) -> None:
    CASES["a comma for a point"].fault(small)
    report = json.loads(run("validate", str(small), "--format", "json", code=1).stdout)
    assert report["findings"][0]["line"] == 2


def test_warnings_alone_are_no_failure(small: Path) -> None:
    change(small, "observations", "400,exact,400", "399,exact,399")
    change(
        small,
        "observations",
        "1.000,1,alpha-2024,,,",
        "1.000,1,alpha-2024,,,The source prints 1000 of parts that make 999.",
    )
    assert "warning: observations.csv:5: value" in run("validate", str(small)).stdout


def test_a_folder_that_is_none_is_a_usage_error(tmp_path: Path) -> None:
    assert "does not exist" in run("validate", str(tmp_path / "nowhere"), code=2).stderr
    result = run("validate", str(tmp_path), code=3)
    assert result.stderr.startswith(f"Error: {tmp_path} has no data folder in it.")
    assert "Name the folder of a package" in result.stderr


def test_build_says_what_it_made_and_where(small: Path, tmp_path: Path) -> None:
    result = run("build", str(small), "--out", "made", cwd=tmp_path)
    files = sum(path.is_file() for path in (tmp_path / "made").rglob("*"))
    assert result.stdout.splitlines()[-1] == f"{files} files in {tmp_path / 'made'}"
    assert "small files of the pages" in result.stdout.splitlines()[-2]
    assert "dgsn-opendata.xlsx" in result.stdout
    assert result.stderr == "No --base-url: what needs an address has one under the package's homepage.\n"
    assert (tmp_path / "made" / "datapackage.json").is_file()


def test_build_takes_the_address_that_the_folder_will_have(small: Path, tmp_path: Path) -> None:
    result = run("build", str(small), "--out", "made", "--base-url", "https://example.org/dgsn", cwd=tmp_path)
    assert result.stderr == ""
    assert "https://example.org/dgsn/data/series.csv" in (tmp_path / "made" / "dcat.ttl").read_text(
        encoding="utf-8"
    )
    error = run("build", "--out", "made", "--base-url", "/srv/www", cwd=tmp_path, code=2).stderr
    assert '"/srv/www" is no base address' in error


def test_build_refuses_a_folder_of_somebody_elses(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert "something else than an earlier build" in run("build", "--out", str(tmp_path), code=2).stderr
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_refresh_checks_and_writes(real: Path) -> None:
    assert run("refresh", str(real), "--check").stdout == "All derived files are up to date.\n"
    (real / "derived" / "series.csv").write_text("indicator_id\n", encoding="utf-8")
    assert "stale: derived/series.csv" in run("refresh", str(real), "--check", code=1).stdout
    assert "written: derived/series.csv" in run("refresh", str(real)).stdout
    assert (real / "derived" / "series.csv").read_bytes() == (
        store.package_folder() / "derived" / "series.csv"
    ).read_bytes()


def test_refresh_lists_the_errors_that_stand_in_its_way(small: Path) -> None:
    CASES["a comma for a point"].fault(small)
    result = run("refresh", str(small), code=1)
    assert result.stderr.startswith("observations.csv:2: value: ")
    assert "Error: The data has errors." in result.stderr


@pytest.mark.parametrize("lang", LANGUAGES)
def test_list_shows_every_indicator_in_a_language(lang: str) -> None:
    rows = json.loads(run("list", "--lang", lang, "--format", "json").stdout)
    assert len(rows) > 250
    label = {row["indicator_id"]: row["label"] for row in rows}["cnie_issued"]
    assert ("\u0600" <= label[0] <= "\u06ff") == (lang == "ar")


def test_list_searches_in_any_language_and_says_when_it_finds_nothing() -> None:
    assert "cnie_issued" in run("list", "--search", "بطاقة وطنية").stdout
    assert "No indicator matches" in run("list", "--search", "xylophone").stdout
    assert json.loads(run("list", "--search", "xylophone", "--format", "json").stdout) == []


def test_show_gives_the_figure_with_its_witness() -> None:
    lines = run("show", "emergency_calls_line19").stdout.splitlines()
    assert lines[0] == "Emergency calls received on line 19 (calls)"
    assert lines[3].split() == [
        "Year",
        "Value",
        "Qualifier",
        "Status",
        "As",
        "printed",
        "Source",
        "taken",
        "Break",
    ]
    (line,) = [line for line in lines if line.lstrip().startswith("2023 ")]
    assert line.split()[1] == "19722041"
    assert "19 مليون و722 ألف و41" in line
    (source,) = [line for line in lines if line.startswith("halapress-2023-12: Hala Press, ")]
    assert source.endswith("2023-12, https://halapress.com/24581.html")


def test_show_names_the_other_breakdowns_and_shows_one() -> None:
    assert "dgsn-opendata show cnie_issued --breakdown channel" in run("show", "cnie_issued").stdout
    assert "Rabat" in run("show", "cnie_issued", "--breakdown", "issuing_centre").stdout


def test_show_keeps_other_periods_apart_and_names_them() -> None:
    years = run("show", "sextortion_cases").stdout
    assert "dgsn-opendata show sextortion_cases --period 2015-01/2022-05" in years
    assert "407" not in years
    partial = run("show", "sextortion_cases", "--period", "2018-01-01/2018-11-20").stdout
    (row,) = [line for line in partial.splitlines() if line.startswith("2018-01-01/")]
    assert row.split()[:3] == ["2018-01-01/2018-11-20", "2018", "407"]


def test_show_warns_of_a_break_in_the_counting() -> None:
    lines = run("show", "emergency_calls_line19").stdout.splitlines()
    assert [line[-1] == "|" for line in lines if line.lstrip().startswith(("2015 ", "2019 ", "2023 "))] == [
        False,
        True,
        True,
    ]
    assert [line for line in lines if line.startswith("| 2023: ")]


def test_show_says_who_printed_what_and_why_a_value_was_taken() -> None:
    lines = run("show", "drug_seized", "--category", "cocaine", "--sources").stdout.splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("Cocaine, 2025: 1,731.558, "))
    assert "from 1,731 to 1,731.558" in lines[place]
    witnesses = lines[place + 1 : lines.index("", place)]
    assert ": taken, " in witnesses[0]
    assert "sefrou_press" in witnesses[-1]
    assert "contradicts it" in witnesses[-1]
    assert witnesses[-1].endswith("The leading tonne is dropped: others print 1,731.558 kg.")
    assert "يناقضه" in run("show", "drug_seized", "--category", "cocaine", "--sources", "--lang", "ar").stdout


def test_show_keeps_to_the_category_also_for_figures_without_a_year() -> None:
    lines = run("show", "headquarters_area", "--category", "wilaya_agadir").stdout
    assert "Without a year" not in lines
    assert "2 مليار درهم" in run("show", "headquarters_cost", "--category", "dgsn_rabat").stdout
    assert "ثلاثة ملايير" not in run("show", "headquarters_cost", "--category", "dgsn_rabat").stdout
    assert run("show", "headquarters_cost", "--format", "json").stderr.startswith("2 figures without a year")


def test_show_gives_csv_that_reads_back() -> None:
    rows = list(csv.DictReader(io.StringIO(run("show", "cnie_issued", "--format", "csv").stdout)))
    assert ("2023", "4269781") in [(row["year"], row["value"]) for row in rows]
    assert len(rows) >= 7


def test_show_has_the_figures_that_no_series_has_and_their_sources() -> None:
    lines = run("show", "police_stations_created").stdout.splitlines()
    assert "Without a year, and so in no series:" in lines
    assert "12 مفوضية" in lines[-3]
    assert lines[-1].startswith("24saa-2025-05-21: ")
    assert lines[-1].endswith("address unknown")
    assert "33 دائرة" in run("show", "police_districts_created").stdout


def test_show_speaks_the_language_asked_for() -> None:
    french = run("show", "cnie_issued", "--lang", "fr").stdout
    assert "Année" in french
    assert "une seule origine" in french
    assert "dgsn-opendata show cnie_issued --breakdown channel --lang fr" in french


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["show", "cnie_isued"], "Did you mean cnie_issued?"),
        (["show", "cnie_issued", "--category", "rabbat"], "Did you mean rabat?"),
        (["shw"], "Did you mean show?"),
        (["show", "cnie_issued", "--period", "yaer"], "Did you mean year?"),
        (["show", "cnie_issued", "--sources", "--format", "json"], "--sources explains in words"),
        (["list", "--lang", "de"], "'de' is not one of"),
        (["show"], "Missing argument"),
        (["validate", "--formt", "json"], "--format"),
    ],
)
def test_a_wrong_word_is_a_usage_error_that_names_the_right_one(arguments: list[str], message: str) -> None:
    assert message in run(*arguments, code=2).stderr


def test_arabic_is_written_whatever_the_locale_says() -> None:
    for locale in ({"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}):
        assert "اتصالات النجدة" in run("show", "emergency_calls_line19", "--lang", "ar", environment=locale).stdout


def test_a_reader_that_goes_away_is_no_error() -> None:
    program = f"'{sys.executable}' -m dgsn_opendata list | head -1; exit ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


def test_help_names_each_command_once_and_those_for_readers_first() -> None:
    said = run("--help").stdout
    readers, maintainers = said.split("Commands:")[1].split("Commands for maintainers:")
    named = [re.findall(r"(?m)^  ([a-z]+)  ", part) for part in (readers, maintainers)]
    assert sorted([*named[0], *named[1]]) == sorted(COMMANDS)
    assert "show" in named[0]
    assert "validate" in named[1]
