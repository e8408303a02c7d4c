"""Where findings lie."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.findings import Finding
from dgsn_opendata.reports.places import Place, cell_spans, place_finder
from tests.reports.samples import TABLE, found, reported, written

if TYPE_CHECKING:
    from pathlib import Path


def place(folder: Path, finding: Finding, root: Path | None = None) -> Place:
    return place_finder(reported(folder, finding), root)(finding)


def test_a_finding_lies_in_its_cell(tmp_path: Path) -> None:
    folder = written(tmp_path / "package")
    here = place(folder, found("x"), tmp_path)
    assert (here.path, here.line, here.start, here.end) == ("package/data/waivers.csv", 2, 12, 25)
    assert here.text[11:24] == '"1,5 million"'


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (TABLE, found("x", line=None)),
        (TABLE, found("x", line=99)),
        (TABLE, found("x", column="no_such_column")),
        (TABLE, found("x", column=None)),
        (TABLE.replace("1,5 million", "1,5\nmillion"), found("x", column="note")),  # behind the end of its line
        ("source_id,as_printed,note\nalpha-2024\n", found("x", column="note")),
        ("\n", found("x")),
    ],
)
def test_columns_that_cannot_be_known_are_not_told(tmp_path: Path, text: str, finding: Finding) -> None:
    here = place(written(tmp_path, text), finding, tmp_path)
    assert (here.path, here.line, here.start, here.end) == ("data/waivers.csv", finding.line, None, None)


def test_marks_and_line_ends_that_are_faults_themselves_move_nothing(tmp_path: Path) -> None:
    folder = written(tmp_path)
    path = folder / "data" / "waivers.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert (place(folder, found("x"), tmp_path).start, place(folder, found("x", line=1)).start) == (12, 11)


def test_a_file_that_is_not_there_or_cannot_be_read_has_its_path_alone(tmp_path: Path) -> None:
    (tmp_path / "data" / "sources.csv").mkdir(parents=True)
    assert place(tmp_path, found("x"), tmp_path) == Place("data/waivers.csv", 2)
    assert place(tmp_path, Finding("unreadable", "sources.csv"), tmp_path) == Place("data/sources.csv")


def test_paths_are_relative_to_the_checkout_or_else_to_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = written(tmp_path / "checkout" / "package")
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.chdir(tmp_path / "checkout")
    assert place(folder, found("x")).path == "package/data/waivers.csv"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert place(folder, found("x")).path == "checkout/package/data/waivers.csv"
    assert place(folder, found("x"), tmp_path / "elsewhere").path == "data/waivers.csv"


@given(st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])), min_size=2))
def test_the_spans_of_a_line_hold_its_cells(cells: list[str]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(cells)
    line = buffer.getvalue()
    spans = cell_spans(line)
    assert [next(csv.reader([line[start - 1 : end - 1]])) or [""] for start, end in spans] == [
        [cell] for cell in cells
    ]
