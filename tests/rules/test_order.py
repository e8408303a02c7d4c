"""The order of rows."""

from __future__ import annotations

from unittest import mock

import pandas as pd
from hypothesis import example, given
from hypothesis import strategies as st

from dgsn_opendata.frames import parse_table
from dgsn_opendata.rules import order
from dgsn_opendata.rules.order import _misplaced, check_order, sort_rows
from dgsn_opendata.schemas import TableSchema

SCHEMA = TableSchema.from_declaration(
    "table",
    {
        "fields": [{"name": "key", "type": "string"}, {"name": "year", "type": "year"}],
        "primaryKey": ["key"],
        "sortedBy": ["key", "year"],
    },
)


@given(st.lists(st.tuples(st.text(max_size=3), st.none() | st.integers(1956, 2100)), max_size=8))
def test_rows_are_sorted_by_code_point_then_year_with_missing_years_last(
    rows: list[tuple[str, int | None]],
) -> None:
    frame = pd.DataFrame(rows, columns=["key", "year"]).astype({"key": "string", "year": "Int64"})
    expected = sorted(rows, key=lambda row: (row[0], row[1] is None, row[1] or 0))
    got = [(str(key), None if pd.isna(year) else int(year)) for key, year in sort_rows(frame, SCHEMA).to_numpy()]
    assert got == expected


KEYS = st.sampled_from(["", "a", "b", "é", "سنة"])
YEARS = st.sampled_from(["", "2023", "2024", "x"])


@given(st.lists(st.tuples(KEYS, YEARS), max_size=6).flatmap(lambda rows: st.sampled_from([rows, sorted(rows)])))
@example([("a", "2023"), ("a", ""), ("b", "2024"), ("b", "2024")])
@example([("a", ""), ("a", "2023")])
def test_neighbours_tell_what_sorting_tells(rows: list[tuple[str, str]]) -> None:
    data = "".join(f"{key},{year}\n" for key, year in [("key", "year"), *rows])
    table, _ = parse_table(data.encode(), SCHEMA, "table.csv")
    assert table is not None
    at_once = [*check_order({"table": table})]
    whole = not (table.wrong or (table.texts["key"] == "").any())
    assert order._is_in_order(table) == (whole and at_once == [])
    with mock.patch.object(order, "_is_in_order", return_value=False):
        assert at_once == [*check_order({"table": table})]


@given(st.permutations(range(12)))
def test_only_the_fewest_rows_are_said_to_be_out_of_place(order: list[int]) -> None:
    places = dict(enumerate(order))
    moved = _misplaced(list(places), places)
    kept = [place for line, place in places.items() if line not in moved]
    assert kept == sorted(kept)
    longest = max(sum(1 for _ in chain) for chain in _rising_chains(order))
    assert len(kept) == longest


def _rising_chains(order: list[int]) -> list[list[int]]:
    best: list[list[int]] = []
    for place in order:
        before = [chain for chain in best if chain[-1] < place]
        best.append([*max(before, key=len, default=[]), place])
    return best
