"""Sorted rows, so that a change of the data shows as the lines that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from dgsn_opendata.findings import Finding
    from dgsn_opendata.frames import Table
    from dgsn_opendata.schemas import TableSchema


def check_order(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every row that stands after one it should precede."""
    for table in tables.values():
        keys = list(table.schema.sorted_by)
        if table.absent.intersection(keys):
            continue
        # A row whose key cannot be read has no place yet.
        unread = table.ragged.union(line for line, name in table.wrong if name in keys)
        rows = table.values[~table.values.index.isin(unread)]
        place = {line: position for position, line in enumerate(sort_rows(rows, table.schema).index)}
        highest, before = -1, 0
        for line in rows.index:
            if place[line] < highest:
                found = ", ".join(str(table.texts.at[line, key]) for key in keys)
                yield table.finding(
                    "sort-order", line, keys[0], found=found, expected=f"a place before line {before}"
                )
            else:
                highest, before = place[line], line


def sort_rows(frame: pd.DataFrame, schema: TableSchema) -> pd.DataFrame:
    """Return the rows of a typed frame in the table's order: text by code point, missing values last.

    >>> import pandas as pd
    >>> from dgsn_opendata.schemas import read_schema
    >>> rows = pd.DataFrame({"breakdown": ["total", "city"], "category": ["total", "rabat"]})
    >>> sort_rows(rows, read_schema("categories"))["breakdown"].tolist()
    ['city', 'total']
    """
    return frame.sort_values(list(schema.sorted_by), kind="stable", na_position="last")
