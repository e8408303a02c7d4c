"""Sorted rows, so that a change of the data shows as the lines that changed."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dgsn_opendata.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dgsn_opendata.findings import Finding
    from dgsn_opendata.frames import Table
    from dgsn_opendata.schemas import TableSchema


def check_order(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield the fewest rows that must move for the others to be in order."""
    for table in tables.values():
        keys = list(table.schema.sorted_by)
        if table.absent.intersection(keys) or _is_in_order(table):
            continue
        # A row whose key cannot be read has no place yet.
        unread = table.ragged.union(line for line, name in table.wrong if name in keys)
        incomplete = table.values[list(table.schema.primary_key)].isna().any(axis="columns")
        rows = table.values[~table.values.index.isin(unread) & ~incomplete]
        ordered = sort_rows(rows, table.schema).index
        if ordered.equals(rows.index):
            continue
        order = [int(line) for line in ordered]
        place = {line: position for position, line in enumerate(order)}
        for line in _misplaced([int(line) for line in rows.index], place):
            found = ", ".join(str(table.texts.at[line, key]) for key in keys)
            before = order[place[line] - 1] if place[line] else 1
            yield table.finding(
                "sort-order", line, keys[0], found=found, expected=phrase("place-after", line=before)
            )


def _is_in_order(table: Table) -> bool:
    """Whether surely each row can be read and stands where it belongs: none comes before the one above it."""
    keys = table.schema.sorted_by
    incomplete = table.values[list(table.schema.primary_key)].isna().any(axis=None)
    if incomplete or table.ragged or any(name in keys for _, name in table.wrong):
        return False
    tied = np.arange(1, len(table.values))  # the rows that no key has told yet from those above them
    for key in keys:
        texts = table.categoricals[key].cat.codes.to_numpy()
        unlike = texts[tied] != texts[tied - 1]
        rows = tied[unlike]
        after, above = (table.values[key].array.take(some) for some in (rows, rows - 1))
        if (_are_true(after < above) | (above.isna() & ~after.isna())).any():
            return False
        told = _are_true(after > above) | (after.isna() & ~above.isna())
        tied = np.concatenate([tied[~unlike], rows[~told]])
    return True


def _are_true(answers: Any) -> np.ndarray[Any, np.dtype[np.bool_]]:
    true: np.ndarray[Any, np.dtype[np.bool_]] = pd.array(answers, dtype="boolean").to_numpy("bool", na_value=False)
    return true


def _misplaced(lines: list[int], place: Mapping[int, int]) -> list[int]:
    """Return the fewest lines that must move so that the others stand in order (outside a longest chain)."""
    ends: list[int] = []  # the least place that a chain of each length can end with
    lengths = []
    for line in lines:
        length = bisect.bisect_left(ends, place[line])
        ends[length : length + 1] = [place[line]]
        lengths.append(length)
    stay = set()
    wanted = len(ends) - 1
    for line, length in zip(reversed(lines), reversed(lengths), strict=True):
        if length == wanted:
            stay.add(line)
            wanted -= 1
    return [line for line in lines if line not in stay]


def sort_rows(frame: pd.DataFrame, schema: TableSchema) -> pd.DataFrame:
    """Return the rows of a typed frame in the table's order: text by code point, missing values last.

    >>> import pandas as pd
    >>> from dgsn_opendata.schemas import read_schema
    >>> rows = pd.DataFrame({"breakdown": ["total", "city"], "category": ["total", "rabat"]})
    >>> sort_rows(rows, read_schema("categories"))["breakdown"].tolist()
    ['city', 'total']
    """
    return frame.sort_values(list(schema.sorted_by), kind="stable", na_position="last")
