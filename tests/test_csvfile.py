"""Reading CSV files strictly."""

from __future__ import annotations

import csv
import io
import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dgsn_opendata.csvfile import LONGEST_CELL, decode, match_header, parse_records, read_records
from tests.growth import FEW, grows_as_fast, pieces_of

if TYPE_CHECKING:
    from pathlib import Path

# Everything but a lone surrogate, which no UTF-8 file can hold, and CR, which is a fault of its own.
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufeff"), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=6))
def test_rows_and_their_first_lines_come_back_as_written(tmp_path: Path, rows: list[list[str]]) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["a", "b", "c"])
    starts = []
    for row in rows:
        starts.append(buffer.getvalue().count("\n") + 1)
        writer.writerow(row)
    path = tmp_path / "table.csv"
    path.write_bytes(buffer.getvalue().encode())
    records, findings = read_records(path, "table.csv")
    assert findings == []
    assert records is not None
    assert (records.header, records.rows, records.lines) == (["a", "b", "c"], rows, starts)


# What a file is made of that the form forbids, or that stands at an edge of it.
ODDITIES = st.sampled_from(
    [b'"', b'""', b",", b"\n", b"\r", b"\r\n", b";", b"\t", b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\x1a", b"\xc2\x85",
     b"\xe2\x80\xa8", "سنة".encode(), b"a", b"1", b" ", b"PK\x03\x04"]
)  # fmt: skip
BYTES = st.one_of(st.binary(max_size=200), st.lists(ODDITIES, max_size=40).map(b"".join))


@given(data=BYTES, separator=st.sampled_from([",", ";", "\t"]))
@example(data="سنة المرجع\n".encode("cp1256"), separator=",")
def test_no_bytes_at_all_make_it_fail(data: bytes, separator: str) -> None:
    records, findings = parse_records(data, "table.csv", separator)
    assert all(one.line is None or 1 <= one.line <= len(data) + 1 for one in findings)
    assert all(str(one) for one in findings)
    if records is None:
        assert findings
        return
    assert len(records.rows) == len(records.lines)
    assert {len(row) for row in records.rows} <= {len(records.header)}
    assert all(before < after for before, after in itertools.pairwise(records.lines))
    assert records.ragged <= {*records.lines}
    assert records.data == data


@FEW
@given(*pieces_of(ODDITIES))
def test_a_file_is_read_in_a_time_that_grows_as_it_does(start: bytes, piece: bytes, end: bytes) -> None:
    assert grows_as_fast(lambda data: parse_records(data, "table.csv"), start, piece, end)


def test_rows_after_a_broken_one_are_still_read(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('a,b\n1,"x"y\n2,z\n', encoding="utf-8")
    records, findings = read_records(path, "table.csv")
    assert records is not None
    assert (records.rows, records.lines) == ([["2", "z"]], [3])
    assert [(one.code, one.line) for one in findings] == [("unclosed-quote", 2)]


@pytest.mark.parametrize(
    ("cell", "said"), [('"a', "the end of the file"), ('"a" b', "text behind the closing mark")]
)
def test_what_is_wrong_with_quotation_marks_is_said_in_our_words(tmp_path: Path, cell: str, said: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f"note\n{cell}\n", encoding="utf-8")
    (finding,) = read_records(path, "table.csv")[1]
    assert (finding.code, finding.found) == ("unclosed-quote", said)


def test_no_cell_is_longer_than_that_of_a_spreadsheet_and_the_csv_module_is_left_as_it_was(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    path = tmp_path / "table.csv"
    path.write_text("a\nb\n" + "9" * LONGEST_CELL + "\n", encoding="utf-8")
    records, findings = read_records(path, "table.csv")
    assert records is not None
    assert (len(records.rows[1][0]), findings) == (LONGEST_CELL, [])
    path.write_text("a\nb\n" + "9" * (LONGEST_CELL + 1) + "\n", encoding="utf-8")
    records, findings = read_records(path, "table.csv")
    assert records is None
    assert [(one.code, one.line, one.expected) for one in findings] == [
        ("max-length", 3, "at most 32767 characters")
    ]
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("سنة\n".encode("utf-16"), "UTF-16"),
        ("سنة المرجع\n".encode("cp1256"), "bytes that read as Arabic in Windows-1256"),
        (b"a\n\xe9t\xe9\n", "byte 0xE9"),
    ],
)
def test_a_wrong_encoding_is_named(data: bytes, found: str) -> None:
    text, (finding,) = decode(data, "table.csv")
    assert text is None
    assert finding.found == found


def test_a_wrong_header_is_explained_with_the_likely_column() -> None:
    findings = match_header(["indicator", "year", "year"], ["indicator_id", "year"], "table.csv")
    assert [(one.code, one.column) for one in findings] == [
        ("extra-column", "indicator"),
        ("duplicate-column", "year"),
        ("missing-column", "indicator_id"),
    ]
    assert findings[0].advice == "Did you mean indicator_id?"
