"""The workbook, read back by other programs than the one that wrote it: calamine, SheetJS and LibreOffice."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import CalamineWorkbook

from dgsn_opendata import load
from tests.node_programs import run_node

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def path(data_of_workbook: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file: Path = tmp_path_factory.mktemp("workbook") / "dgsn-opendata.xlsx"
    file.write_bytes(data_of_workbook)
    return file


@pytest.fixture(scope="module")
def expected(workbook: Any) -> dict[str, list[list[Any]]]:
    """Every sheet as openpyxl reads it; a cell that holds nothing is None."""
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in workbook}


def assert_same(rows: list[list[Any]], expected: list[list[Any]], empty: Any) -> None:
    """Hold rows against what openpyxl reads, cell by cell; ``empty`` is what the reader gives for no value."""
    assert len(rows) == len(expected)
    for row, other in zip(rows, expected, strict=True):
        cells = [None if cell == empty and isinstance(cell, type(empty)) else cell for cell in row]
        cells += [None] * (len(other) - len(cells))
        for cell, one in zip(cells, other, strict=True):
            if isinstance(cell, int | float) and isinstance(one, int | float) and not isinstance(one, bool):
                assert math.isclose(cell, one, rel_tol=1e-12)
            else:
                assert (type(cell), cell) == (type(one), one)


def test_calamine_reads_the_same_values(path: Path, expected: dict[str, list[list[Any]]]) -> None:
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == list(expected)
    for name, rows in expected.items():
        assert_same(book.get_sheet_by_name(name).to_python(skip_empty_area=False), rows, empty="")


def test_sheetjs_reads_the_same_values_links_and_notes(
    path: Path, workbook: Any, expected: dict[str, list[list[Any]]]
) -> None:
    read = json.loads(run_node("read_workbook.js", str(path)))
    assert list(read) == list(expected)
    for name, rows in expected.items():
        assert_same(read[name]["rows"], rows, empty=None)
        cells = [cell for row in workbook[name].iter_rows() for cell in row]
        links = {
            cell.coordinate: "#".join((cell.hyperlink.target or "", cell.hyperlink.location or "")).rstrip("#")
            for cell in cells
            if cell.hyperlink
        }
        # SheetJS leaves an address as XML escapes it.
        assert {address: unescape(link) for address, link in read[name]["links"].items()} == links
        assert read[name]["notes"] == {cell.coordinate: cell.comment.text for cell in cells if cell.comment}


def test_libreoffice_opens_it_and_finds_the_same_values(path: Path, expected: dict[str, list[list[Any]]]) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    profile = path.parent / "profile"
    out = path.parent / "again"
    command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(out), str(path)], check=True, capture_output=True, timeout=300)
    book = CalamineWorkbook.from_path(str(out / path.name))
    assert book.sheet_names == list(expected)
    for name, rows in expected.items():
        # LibreOffice knows no truth values but as numbers that are shown by a format of their own.
        numbers = [[int(cell) if isinstance(cell, bool) else cell for cell in row] for row in rows]
        assert_same(book.get_sheet_by_name(name).to_python(skip_empty_area=False), numbers, empty="")


def test_the_values_that_are_read_are_those_of_the_data(expected: dict[str, list[list[Any]]]) -> None:
    header, *rows = expected["Observations"]
    observations = load("observations")
    assert [row[header.index("Value")] for row in rows] == observations["value"].tolist()
    assert [row[header.index("As printed")] for row in rows] == observations["as_printed"].tolist()
