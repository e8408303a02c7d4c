"""Every finding, each from the fault that causes it; and the bad input that validation must survive."""

from __future__ import annotations

import csv
import os
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata import validation
from dgsn_opendata.errors import EnvironmentProblem, FindingsStand
from dgsn_opendata.findings import codes
from dgsn_opendata.phrases import SPOKEN
from dgsn_opendata.refreshing import refresh
from dgsn_opendata.schemas import read_schema, table_names
from dgsn_opendata.validation import validate
from tests.faults import CASES, CONSEQUENCES, EXAMPLES, described
from tests.small import change, findings, places, read, rewrite

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_the_small_package_is_valid(small: Path) -> None:
    assert findings(small) == []


@pytest.mark.parametrize("name", CASES)
def test_each_fault_is_found_at_its_place_and_as_the_catalogue_says(name: str, small: Path) -> None:
    case = CASES[name]
    case.fault(small)
    found = findings(small)
    (here, *_) = [
        one
        for one in found
        if (one.code, one.file, one.line, one.column) == (case.code, case.file, case.line, case.column)
    ]
    if name not in CONSEQUENCES:
        assert {one.code for one in found} == {case.code}
    if name in EXAMPLES:
        said = codes()[case.code].example.said
        assert [here.say(language) for language in SPOKEN] == [said.say(language) for language in SPOKEN]


def test_every_code_of_the_catalogue_has_one_fault_as_its_example() -> None:
    unused = ["unique-key", "min-length"]  # no table of ours declares one; tests of the Pandera schemas have them
    assert sorted([*(CASES[name].code for name in EXAMPLES), *unused]) == sorted(codes())


def test_all_findings_come_at_once(small: Path) -> None:
    faults = [
        "semicolons",
        "a comma for a point",
        "an empty required cell",
        "a day that is none",
        "a path to nothing",
    ]
    for fault in faults:
        CASES[fault].fault(small)
    assert {CASES[fault].code for fault in faults} <= {code for code, *_ in places(small)}


def test_a_rule_that_runs_in_a_process_beside_finds_the_same(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(small, "observations", "total,total,300,exact,300", "total,total,301,exact,300")
    alone = findings(small)
    monkeypatch.setattr(validation, "_MANY", 0)
    assert "transcription" in {one.code for one in alone}
    assert findings(small) == alone


def test_lines_are_physical_also_after_a_cell_over_several_lines(small: Path) -> None:
    change(small, "categories", "North,", '"North\nand\nwest",')
    change(small, "categories", "Void", "")
    assert ("required", "categories.csv", 7, "label_en") in places(small)


def test_a_slip_of_the_source_is_a_warning_once_its_row_has_a_note(small: Path) -> None:
    change(small, "observations", "400,exact,400", "399,exact,399")
    assert validate(small).errors
    change(
        small,
        "observations",
        "1.000,1,alpha-2024,,,",
        "1.000,1,alpha-2024,,,The source prints 1000 of parts that make 999.",
    )
    report = validate(small)
    assert report.errors == []
    assert [finding.code for finding in report.warnings] == ["parts-total"]


def test_the_series_is_checked_where_there_is_one(small: Path) -> None:
    (small / "derived").mkdir()
    (small / "derived" / "series.csv").write_text("indicator_id\ncalls\n", encoding="utf-8")
    assert ("missing-column", "series.csv", 1, "value") in places(small)


def test_a_fault_of_the_bytes_is_told_also_on_a_row_with_a_cell_too_few(small: Path) -> None:
    rewrite(small, "waivers", read(small, "waivers") + b"alpha-2024\r\n")
    assert {code for code, *_ in places(small)} == {"line-ending", "ragged-row"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_is_no_descriptor_and_no_hang(small: Path) -> None:
    os.mkfifo(small / "datapackage.json")
    assert places(small) == [("unreadable", "datapackage.json", None, None)]


def test_a_link_out_of_the_folder_is_an_unsafe_path(small: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.csv").write_text("x\n", encoding="utf-8")
    (small / "inside.csv").symlink_to(tmp_path / "outside.csv")
    described('{"resources": [{"name": "x", "path": "inside.csv"}]}')(small)
    assert [code for code, *_ in places(small)] == ["unsafe-path"]


def test_a_folder_without_data_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="no data folder"):
        validate(tmp_path)


def test_the_advice_names_the_likely_meaning(small: Path) -> None:
    change(small, "observations", "600,exact,600,1,alpha-2024", "600,exact,600,1,alpha-2042")
    (finding,) = [one for one in findings(small) if one.code == "foreign-key"]
    assert finding.advice == "Did you mean alpha-2024?"


MUTILATIONS: dict[str, Callable[[list[list[str]], int], list[list[str]]]] = {
    "dropped": lambda rows, at: [row[:at] + row[at + 1 :] for row in rows],
    "renamed": lambda rows, at: [[*rows[0][:at], rows[0][at].upper(), *rows[0][at + 1 :]], *rows[1:]],
    "doubled": lambda rows, at: [[*row[: at + 1], *row[at:]] for row in rows],
    "emptied": lambda rows, at: [rows[0], *([*row[:at], "", *row[at + 1 :]] for row in rows[1:])],
    "filled with nonsense": lambda rows, at: [
        rows[0],
        *([*row[:at], "=\u0669?? ", *row[at + 1 :]] for row in rows[1:]),
    ],
}


ROWWISE = {"emptied", "filled with nonsense"}


@pytest.mark.parametrize("how", MUTILATIONS)
@pytest.mark.parametrize("name", ["observations", "indicators", "categories", "sources", "waivers", "places"])
def test_whatever_happens_to_a_column_ends_in_findings_about_that_table(small: Path, name: str, how: str) -> None:
    path = small / "data" / f"{name}.csv"
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    # Everything to each column of the observations; to one of another table one thing, and another to the next.
    turn = [*MUTILATIONS].index(how)
    chosen = [at for at in range(len(rows[0])) if name == "observations" or at % len(MUTILATIONS) == turn]
    for at in chosen:
        column = rows[0][at]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(MUTILATIONS[how](rows, at))
        blamed = path.name in {one.file for one in findings(small)}
        schema = read_schema(name)
        may_be_empty = not schema[column].required and column not in schema.primary_key
        assert blamed or (how == "emptied" and may_be_empty) or (how in ROWWISE and len(rows) == 1), column


@pytest.mark.parametrize("name", table_names("curated"))
@pytest.mark.parametrize("kept", [1, 2])
def test_a_table_with_its_header_alone_or_one_row_is_no_failure(small: Path, name: str, kept: int) -> None:
    path = small / "data" / f"{name}.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:kept]), encoding="utf-8")
    assert all(one.file.endswith(".csv") for one in findings(small))


def test_all_tables_may_be_empty(small: Path) -> None:
    for path in (small / "data").glob("*.csv"):
        path.write_text(path.read_text(encoding="utf-8").splitlines(keepends=True)[0], encoding="utf-8")
    assert findings(small) == []
    with pytest.raises(FindingsStand, match="no source"):
        refresh(small)


def test_rows_doubled_with_empty_keys_are_no_failure(small: Path) -> None:
    rewrite(small, "waivers", read(small, "waivers") + b",,,,\n,,,,\n\n\n")
    assert {"required", "ragged-row"} == {code for code, *_ in places(small)}


def test_a_table_that_lost_rows_is_not_blamed_on_those_that_refer_to_it(small: Path) -> None:
    change(small, "sources", "beta-2024,Yearly", 'beta-2024,"Yearly')
    assert {file for _, file, *_ in places(small)} == {"sources.csv"}


@pytest.mark.parametrize("torn", ["observations", "sources"])
def test_a_row_with_a_comma_too_many_hides_no_unknown_name_in_another_row(small: Path, torn: str) -> None:
    rows = {
        "observations": (
            "calls,2024,year,report,total,total,1000,exact,ألف,1,beta-2024,,,",
            "calls,2024,year,report,total,total,1000,exact,ألف,1,beta-2024,,,,",
        ),
        "sources": ("Address unknown.", "Address unknown.,"),
    }
    change(small, torn, *rows[torn])
    change(small, "observations", "600,exact,600,1,alpha-2024", "600,exact,600,1,alpha-2042")
    assert {("ragged-row", f"{torn}.csv"), ("foreign-key", "observations.csv")} <= {
        found[:2] for found in places(small)
    }
