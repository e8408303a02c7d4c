"""The commands suggest, record and format, run as a user runs them."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from dgsn_opendata.exports.serialising import write_rows
from dgsn_opendata.suggesting import columns
from tests.cli.test_commands import run
from tests.small import read, rewrite, write_texts
from tests.test_recording import NAMED, URGENT

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "تم تسجيل 1010 مكالمات في السنة الماضية، مقابل ما يقرب 1200 مكالمة خلال السنة الجارية.\nوكانت 310 مكالمات مستعجلة.\n"


def test_rows_are_suggested_completed_and_recorded(small: Path, tmp_path: Path) -> None:
    text, out = tmp_path / "gamma-2025.txt", tmp_path / "rows.csv"
    text.write_text(TEXT, encoding="utf-8")
    result = run("suggest", str(text), "--package", str(small), "-o", str(out))
    assert (result.stdout, result.stderr) == ("", f"1 row in {out}: 1 with a value, 0 without\n")
    assert out.read_bytes().startswith(b"\xef\xbb\xbfindicator_id,")
    result = run("suggest", str(text), "--package", str(small), "-o", str(out), code=2)
    assert f"Error: {out} is there already, and may hold rows that somebody has completed." in result.stderr
    with out.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["likely_1"] == "urgent_calls"
    assert row["context"].endswith("وكانت [310] مكالمات مستعجلة.…")

    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*row], delimiter=";")
        writer.writeheader()
        writer.writerow(row | {"take": "1", "year": "2025", "period": "year", "year_basis": "report"})
        writer.writerow(row)
    assert run("record", str(out), "--package", str(small)).stdout.splitlines() == [
        "1 row recorded in observations.csv",
        "1 row still waits for an indicator, or for a reason to leave the number out",
        "Now run: dgsn-opendata audit ARTICLE, to see that nothing is missing; then: dgsn-opendata refresh",
    ]
    line = "urgent_calls,2025,year,report,total,total,310,exact,310 مكالمات,1,gamma-2025,,,"
    assert line in read(small, "observations").decode().splitlines()


def test_record_lists_what_is_wrong_and_exits_with_1(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("indicator_id;year\ncalls;2024\n", encoding="utf-8")
    result = run("record", str(path), "--package", str(small), code=1)
    assert result.stderr.startswith("rows.csv:1: period: a column of the table is missing [missing-column]\n    ")
    assert result.stderr.endswith(
        "Error: Nothing has been recorded from rows.csv.\nMend what is listed, and record again.\n"
    )
    assert result.stdout == ""


def test_a_misprint_is_to_be_corrected_before_the_series_are_made(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    row = URGENT | NAMED | {"caution": "misprint", "note": "The sum of the centres is 320."}
    path.write_bytes(write_rows(columns(), [[row.get(name, "") for name in columns()]]))
    said = run("record", str(path), "--package", str(small)).stdout.splitlines()
    assert said[-1] == "Now add its row to corrections.csv, then run: dgsn-opendata refresh"


def test_record_looks_into_the_texts_that_it_is_given(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(write_rows(columns(), [[(URGENT | NAMED).get(name, "") for name in columns()]]))
    texts = write_texts(small)
    said = run("record", str(path), "--package", str(small), "--texts", str(texts), code=1).stderr
    assert said.startswith("rows.csv:2: as_printed: the article does not print this here")
    (texts / "gamma-2025.txt").write_text(TEXT, encoding="utf-8")
    run("record", str(path), "--package", str(small), "--texts", str(texts))


def test_format_says_which_tables_are_out_of_form_and_which_cannot_be_read(small: Path) -> None:
    rewrite(small, "waivers", read(small, "waivers").replace(b"\n", b"\r\n"))
    rewrite(small, "gaps", b"indicator_id;reason\n")
    path = small / "data" / "waivers.csv"
    result = run("format", str(small), "--check", code=1)
    assert result.stdout == f"not in form: {path}\nRun: dgsn-opendata format\n"
    assert result.stderr.startswith("gaps.csv:1: the columns are not separated by commas")


def test_suggestions_hold_words_of_the_article_and_do_not_go_into_the_package(small: Path) -> None:
    texts = write_texts(small)
    out = small / "data" / "rows.csv"
    said = run("suggest", str(texts / "alpha-2024.txt"), "--package", str(small), "-o", str(out), code=2).stderr
    assert "is inside the package" in said
    assert not out.exists()
