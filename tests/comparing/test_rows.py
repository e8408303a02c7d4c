"""Rows that are new, gone or changed."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from dgsn_opendata.comparing.releases import ReleasedTable
from dgsn_opendata.comparing.rows import TableDifference, compare_rows
from dgsn_opendata.schemas import TableSchema

NAMES = ["breakdown", "category", "label", "note"]
ROWS = st.dictionaries(
    st.tuples(*[st.sampled_from("abc")] * 2), st.tuples(*[st.sampled_from(["", "x", "y"])] * 2), max_size=7
)
Cells = dict[tuple[str, ...], tuple[str, ...]]


def table(rows: list[tuple[str, ...]], names: list[str], key: list[str]) -> ReleasedTable:
    schema = TableSchema.from_declaration("t", {"fields": [{"name": name} for name in names], "primaryKey": key})
    return ReleasedTable(schema, pd.DataFrame(rows, columns=names, dtype="object"))


def keyed(cells: Cells) -> ReleasedTable:
    return table([(*key, *cell) for key, cell in cells.items()], NAMES, NAMES[:2])


def plain(rows: pd.DataFrame) -> list[tuple[str, ...]]:
    return sorted(rows.itertuples(index=False, name=None))


@settings(max_examples=20)
@given(ROWS)
def test_a_table_does_not_differ_from_itself_in_whatever_order(cells: Cells) -> None:
    turned = dict(reversed(cells.items()))
    assert compare_rows("t", keyed(cells), keyed(turned)).is_empty


@settings(max_examples=20)
@given(ROWS, ROWS)
def test_what_is_added_one_way_is_removed_the_other_way(old: Cells, new: Cells) -> None:
    there, back = compare_rows("t", keyed(old), keyed(new)), compare_rows("t", keyed(new), keyed(old))
    assert (
        plain(there.added) == plain(back.removed) == sorted((*key, *new[key]) for key in new.keys() - old.keys())
    )
    assert plain(there.removed) == plain(back.added)
    turned = back.changed.rename(columns={"old": "new", "new": "old"})[there.changed.columns]
    assert plain(there.changed) == plain(turned)
    assert there.changed_rows == sum(old[key] != new[key] for key in old.keys() & new.keys())


def test_changed_cells_are_told_by_key_and_field() -> None:
    found = compare_rows("t", keyed({("a", "b"): ("x", "")}), keyed({("a", "b"): ("x", "y")}))
    assert found.changed.to_dict("records") == [
        {"breakdown": "a", "category": "b", "field": "note", "old": "", "new": "y"}
    ]


def test_a_row_with_other_printed_words_in_its_key_is_counted_as_printed_again() -> None:
    names, key = ["source_id", "as_printed", "value"], ["source_id", "as_printed"]
    old = table([("a", "12", "12"), ("a", "15", "15"), ("b", "7", "7"), ("c", "1", "1")], names, key)
    new = table([("a", "13", "13"), ("b", "7", "8"), ("d", "2", "2"), ("d", "3", "3")], names, key)
    found = compare_rows("t", old, new)
    assert (len(found.removed), len(found.added), found.printed_again, found.changed_rows) == (3, 3, 1, 1)
    assert compare_rows("t", keyed({("a", "b"): ("", "")}), keyed({("a", "c"): ("", "")})).printed_again == 0


def test_a_key_field_that_an_old_release_lacks_means_what_all_its_rows_were() -> None:
    old = table([("calls", "1")], ["id", "value"], ["id"])
    new = table(
        [("calls", "year", "1"), ("calls", "school_year", "2")], ["id", "period", "value"], ["id", "period"]
    )
    found = compare_rows("t", old, new)
    assert (plain(found.added), plain(found.removed), len(found.changed)) == (
        [("calls", "school_year", "2")],
        [],
        0,
    )


def test_rows_of_one_key_are_paired_in_their_order() -> None:
    old = table([("a", "1"), ("a", "2")], ["id", "value"], ["id", "value"])
    new = table([("a", "1"), ("a", "3"), ("a", "4")], ["id", "value"], ["id"])
    found = compare_rows("t", old, new)
    assert plain(found.changed[["old", "new"]]) == [("2", "3")]
    assert plain(found.added) == [("a", "4")]


def test_without_a_key_a_row_is_all_its_cells_and_without_a_common_field_its_place() -> None:
    found = compare_rows("t", table([("a", "1")], ["id", "value"], []), table([("a", "2")], ["id", "value"], []))
    assert (plain(found.added), plain(found.removed)) == ([("a", "2")], [("a", "1")])
    other: TableDifference = compare_rows("t", table([("a",)] * 3, ["id"], []), table([("b",)] * 2, ["name"], []))
    assert (other.old_rows, other.new_rows, len(other.removed), len(other.added)) == (3, 2, 1, 0)
