"""Reading faultless CSV files by columns: exactly what reading them by rows gives, or nothing."""

from __future__ import annotations

import csv
import dataclasses
import io
import sys
from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from dgsn_opendata.csvcolumns import read_columns
from dgsn_opendata.csvfile import LONGEST_CELL, parse_records
from dgsn_opendata.frames import parse_table
from dgsn_opendata.schemas import TableSchema
from tests.growth import FEW, grows_as_fast, pieces_of

if TYPE_CHECKING:
    import pytest

NAMES = ["a", "b"]
HEADER = b"a,b\n"
# Everything but what ends a line and a lone surrogate, which no UTF-8 file can hold.
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"), max_size=8)
ODDITIES = st.sampled_from(
    [b'"', b'""', b'","', b'"\n', b",", b"x,y\n", b"\n", b"\r", b"\0", b"\xef\xbb\xbf", b"\xff", b"\x1a", b"\xc2\x85",
     b"\xe2\x80\xa8", "سنة".encode(), b"a", b"NA", b" ", b"\\", b"'"]
)  # fmt: skip


@given(st.lists(st.tuples(CELLS, CELLS), max_size=6), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_cells_come_back_as_written_with_their_lines(rows: list[tuple[str, str]], quoting: int) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n", quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    columns = read_columns(HEADER + buffer.getvalue().encode(), NAMES)
    assert columns is not None
    assert [*columns.itertuples(name=None)] == [(line, *row) for line, row in enumerate(rows, start=2)]
    for name, cells in zip(NAMES, zip(*rows, strict=True), strict=False):
        assert sorted(columns[name].cat.categories) == sorted(set(cells))


@given(st.lists(ODDITIES, max_size=12).map(b"".join))
@example(b"1,2\n\n")
@example(b"1,2\n,")
@example(b'1,"x" y\n')
@example(b'1,x"y"\n')
@example(b'1,"x\ny"\n')
@example(b'1,"x"",\n",2\n')
@example(b"1," + b"x" * LONGEST_CELL + b"\n")
@example(b"1," + b"x" * (LONGEST_CELL + 1) + b"\n")
def test_what_is_read_by_columns_is_what_is_read_by_rows_without_a_finding(data: bytes) -> None:
    columns = read_columns(HEADER + data, NAMES)
    if columns is not None:
        records, findings = parse_records(HEADER + data, "table.csv")
        assert records is not None
        assert (findings, records.ragged, records.lines) == ([], frozenset(), [*columns.index])
        assert [*map(list, columns.itertuples(index=False))] == records.rows


@FEW
@given(*pieces_of(ODDITIES))
def test_a_file_is_read_in_a_time_that_grows_as_it_does(start: bytes, piece: bytes, end: bytes) -> None:
    assert grows_as_fast(lambda data: read_columns(HEADER + data, NAMES), start, piece, end)


def test_another_header_is_left_to_those_who_say_what_is_wrong_with_it() -> None:
    assert read_columns(b"a,b,c\n1,2,3\n", NAMES) is None
    assert read_columns(b"b,a\n1,2\n", NAMES) is None
    assert read_columns(b"\xef\xbb\xbfa,b\n1,2\n", NAMES) is None


SCHEMA = TableSchema.from_declaration(
    "table", {"fields": [{"name": "a", "type": "integer"}, {"name": "b", "type": "date"}, {"name": "c", "type": "string"}]}
    | {"missingValues": ["", "-"]}
)  # fmt: skip
DATA = b'a,b,c\n1,2024-01-01,"x, y"\n,2024-02-30,-\n01,,z\n'


def test_without_pyarrow_the_table_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    table, findings = parse_table(DATA, SCHEMA, "table.csv")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert read_columns(DATA, SCHEMA.names) is None
    other, same = parse_table(DATA, SCHEMA, "table.csv")
    assert table is not None
    assert other is not None
    assert [(one.code, one.line, one.column) for one in findings] == [("type", 3, "b")]
    assert (findings, table.wrong) == (same, other.wrong)
    assert table.values["a"].dropna().to_dict() == {2: 1, 4: 1}
    for frame in ("texts", "values", "categoricals"):
        assert getattr(table, frame).astype("object").equals(getattr(other, frame).astype("object")), frame


def test_a_table_with_other_texts_has_other_categoricals() -> None:
    table, _ = parse_table(DATA, SCHEMA, "table.csv")
    assert table is not None
    rest = dataclasses.replace(table, texts=table.texts[1:], values=table.values[1:])
    assert [rest.categoricals[name].tolist() for name in "abc"] == [["", "01"], ["2024-02-30", ""], ["-", "z"]]
    assert [*rest.categoricals.index] == [3, 4]
