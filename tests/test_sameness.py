"""What tells the same build from another: run by scripts/reproduce."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from typing import TYPE_CHECKING

import pytest

from tests.sameness import ABOUT, dump, main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def places(tmp_path: Path) -> list[Path]:
    """Give three places: the second has the database of the first in other bytes, the third has another row in it."""
    found = []
    for name, page, version, value in (
        ("a", 4096, "3.40.1", 7),
        ("b", 8192, "3.51.1", 7),
        ("c", 8192, "3.51.1", 8),
    ):
        files = tmp_path / name / "files"
        files.mkdir(parents=True)
        (files.parent / ABOUT).write_text(f"Python 3.13.0, SQLite {version}, zlib 1.3", encoding="utf-8")
        with contextlib.closing(sqlite3.connect(files / "x.sqlite")) as database:
            database.executescript(
                f"PRAGMA page_size = {page}; CREATE TABLE t (value); INSERT INTO t VALUES ({value});"
                "CREATE VIRTUAL TABLE s USING fts5(words); INSERT INTO s VALUES ('سبع مكالمات');"
            )
        digest = hashlib.sha256((files / "x.sqlite").read_bytes()).hexdigest()
        (files / "list.json").write_text(f'{{"hash": "sha256:{digest}"}}', encoding="utf-8")
        digest = hashlib.sha512((files / "list.json").read_bytes()).hexdigest()
        (files / "list of lists.json").write_text(f'{{"hash": "{digest}"}}', encoding="utf-8")
        found.append(files.parent)
    return found


def test_a_build_is_the_same_as_itself(places: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([places[0], places[0]]) == 0
    assert capsys.readouterr().out.endswith("\nEverything is the same.\n")


def test_a_database_of_another_version_of_sqlite_is_compared_by_what_it_holds(
    places: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(places[:2]) == 0
    said = capsys.readouterr().out
    assert said.count("differs by the version of SQLite alone") == 3
    assert said.endswith("\nEverything is the same.\n")


def test_another_row_in_it_or_other_bytes_of_the_same_version_are_a_difference(
    places: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dump(places[0] / "files" / "x.sqlite") != dump(places[2] / "files" / "x.sqlite")
    assert main([places[0], places[2]]) == 1
    (places[1] / ABOUT).write_bytes((places[0] / ABOUT).read_bytes())
    assert main(places[:2]) == 1
    assert capsys.readouterr().out.count("3 files differ.") == 2


def test_a_file_too_many_or_with_other_text_is_a_difference(
    places: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (places[1] / "files" / "more.txt").write_text("x", encoding="utf-8")
    (places[1] / "files" / "list.json").write_text("{}", encoding="utf-8")
    assert main(places[:2]) == 1
    said = capsys.readouterr().out
    assert {line for line in said.splitlines() if line.endswith(": differs")} == {
        "1 and 2: list of lists.json: differs", "1 and 2: list.json: differs", "1 and 2: more.txt: differs"
    }  # fmt: skip
