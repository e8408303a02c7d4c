"""The order of rows."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.rules.order import _misplaced, sort_rows
from dgsn_opendata.schemas import TableSchema

SCHEMA = TableSchema.from_declaration(
    "table",
    {
        "fields": [{"name": "key"}, {"name": "year", "type": "year"}],
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
