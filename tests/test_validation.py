"""Every finding, each from the fault that causes it; and the bad input that validation must survive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.errors import EnvironmentProblem
from dgsn_opendata.findings import codes
from dgsn_opendata.validation import validate
from tests.faults import CASES, CONSEQUENCES, described
from tests.small import change, findings, places

if TYPE_CHECKING:
    from pathlib import Path


def test_the_small_package_is_valid(small: Path) -> None:
    assert findings(small) == []


@pytest.mark.parametrize("name", CASES)
def test_each_fault_is_found_at_its_place(name: str, small: Path) -> None:
    case = CASES[name]
    case.fault(small)
    assert (case.code, case.file, case.line, case.column) in places(small)


@pytest.mark.parametrize("name", sorted(set(CASES) - CONSEQUENCES))
def test_a_fault_gives_no_other_finding(name: str, small: Path) -> None:
    case = CASES[name]
    case.fault(small)
    assert {code for code, *_ in places(small)} == {case.code}


def test_every_code_of_the_catalogue_has_a_fault_that_gives_it() -> None:
    unused = {"unique-key", "min-length"}  # no table of ours declares one; tests of the Pandera schemas have them
    assert {case.code for case in CASES.values()} | unused == set(codes())


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


def test_lines_are_physical_also_after_a_cell_over_several_lines(small: Path) -> None:
    change(small, "categories", "North,", '"North\nand\nwest",')
    change(small, "categories", "Void", "")
    assert ("required", "categories.csv", 7, "label_en") in places(small)


def test_a_slip_of_the_source_is_a_warning_once_its_row_has_a_note(small: Path) -> None:
    change(small, "observations", "400,exact,400", "399,exact,400")
    assert validate(small).errors
    change(small, "observations", "1.000,1,alpha-2024,", "1.000,1,alpha-2024,The source's own slip.")
    report = validate(small)
    assert report.errors == []
    assert [finding.code for finding in report.warnings] == ["parts-total"]


def test_the_series_is_checked_where_there_is_one(small: Path) -> None:
    (small / "derived").mkdir()
    (small / "derived" / "series.csv").write_text("indicator_id\ncalls\n", encoding="utf-8")
    assert ("missing-column", "series.csv", 1, "value") in places(small)


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
