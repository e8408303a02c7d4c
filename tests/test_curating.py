"""Putting rows into a curated file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dgsn_opendata.curating import insert_rows
from dgsn_opendata.errors import FindingsStand
from dgsn_opendata.formatting import format_table
from dgsn_opendata.frames import Table, parse_table
from dgsn_opendata.schemas import TableSchema

SCHEMA = TableSchema.from_declaration(
    "t",
    {
        "fields": [
            {"name": "key", "type": "string"},
            {"name": "year", "type": "year"},
            {"name": "note", "type": "string"},
        ],
        "primaryKey": ["key", "year"],
    },
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {"key": st.sampled_from("abcé"), "year": st.sampled_from(["2023", "2024", "", "later"]), "note": st.sampled_from(["", "x, y", 'a "b"', "two\nlines"])}
    ),
    max_size=6,
)  # fmt: skip


def table(data: bytes) -> Table:
    read, _ = parse_table(data, SCHEMA, "t.csv")
    assert read is not None
    return read


def insert(text: str, *rows: dict[str, str]) -> str:
    return insert_rows(table(text.encode()), rows).decode()


@settings(max_examples=25)
@given(ROWS, ROWS)
def test_rows_land_where_sorting_all_of_them_would_put_them(
    old: list[dict[str, str]], new: list[dict[str, str]]
) -> None:
    header = b"key,year,note\n"
    start, _ = format_table(insert_rows(table(header), old), SCHEMA, "t.csv")
    assert start is not None
    grown = insert_rows(table(start), new)
    assert format_table(grown, SCHEMA, "t.csv")[0] == grown


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("key,year,note\na,2023,\nc,2023,\n", "key,year,note\na,2023,\nb,2023,\nc,2023,\n"),
        ('key,year,note\n"a",2023,"1"\n', 'key,year,note\n"a",2023,"1"\nb,2023,\n'),
        ("key,year,note\na,2023,", "key,year,note\na,2023,\nb,2023,\n"),
        ("\ufeffkey,year,note\r\nc,2023,\r\n", "\ufeffkey,year,note\r\nb,2023,\nc,2023,\r\n"),
        ("note,key,year\nc,c,2023\n", "note,key,year\n,b,2023\nc,c,2023\n"),
        ('key,year,note\na,2023,"two\nlines"\nc,2023,\n', 'key,year,note\na,2023,"two\nlines"\nb,2023,\nc,2023,\n'),
        ("key,year,note\nc,2023,\na,2023,\n", "key,year,note\nb,2023,\nc,2023,\na,2023,\n"),
        ("key,year,note", "key,year,note\nb,2023,\n"),
    ],
)  # fmt: skip
def test_every_other_line_stays_as_it_was(before: str, after: str) -> None:
    assert insert(before, {"key": "b", "year": "2023"}) == after


def test_several_rows_before_one_line_stand_in_order() -> None:
    rows = [{"key": "b", "year": year} for year in ("2024", "", "2022")]
    assert insert("key,year,note\na,2023,\nc,2023,\n", *rows).splitlines()[2:5] == ["b,2022,", "b,2024,", "b,,"]


@pytest.mark.parametrize("data", [b"key,year,note\na,2023\n", b'key,year,note\na,2023,"x\n'])
def test_a_file_with_rows_that_cannot_be_read_is_left_alone(data: bytes) -> None:
    with pytest.raises(FindingsStand, match=r"t\.csv has rows that cannot be read"):
        insert_rows(table(data), [{"key": "b", "year": "2023"}])
