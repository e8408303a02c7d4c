"""Put rows into the file of a curated table, each in its place, and leave every other line as it was typed."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pandas as pd

from dgsn_opendata.csvfile import decode
from dgsn_opendata.errors import FindingsStand
from dgsn_opendata.exports.serialising import write_rows
from dgsn_opendata.frames import add_rows
from dgsn_opendata.rules.order import sort_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dgsn_opendata.frames import Table


def insert_rows(table: Table, rows: Sequence[Mapping[str, str]]) -> bytes:
    r"""Return the bytes of a table's file with further rows, each before the first row that sorts behind it.

    A row gives the texts of columns by name; what it does not name is empty. The lines that were there stay byte
    for byte, also where they are not sorted themselves or not in the form of the other tables. Raises
    :class:`~dgsn_opendata.errors.FindingsStand` where rows of the file could not be read.

    >>> from dgsn_opendata.frames import parse_table
    >>> from dgsn_opendata.schemas import TableSchema
    >>> declared = {"fields": [{"name": "key"}, {"name": "note"}], "primaryKey": ["key"]}
    >>> schema = TableSchema.from_declaration("t", {**declared, "fields": [
    ...     {"name": "key", "type": "string"}, {"name": "note", "type": "string"}]})
    >>> table, _ = parse_table(b'key,note\na,"1"\nc,3\n', schema, "t.csv")
    >>> insert_rows(table, [{"key": "b", "note": "2, or 3"}])
    b'key,note\na,"1"\nb,"2, or 3"\nc,3\n'
    """
    if table.lost_rows or table.ragged:
        raise FindingsStand(f"{table.file} has rows that cannot be read", "See why: dgsn-opendata validate")
    text = decode(table.data, table.file)[0] or ""
    lines = [*io.StringIO(text, newline="")]  # the lines that the CSV reader counts
    if not lines[-1].endswith(("\n", "\r")):
        lines[-1] += "\n"
    header = next(csv.reader(lines[:1]))
    before: dict[int, list[str]] = {}
    for number, line in _places(table, rows, end=len(lines) + 1).items():
        cells = (rows[number].get(name, "") for name in header)
        before.setdefault(line, []).append(write_rows(cells, ()).decode("utf-8"))
    parts = [table.data[: len(table.data) - len(text.encode("utf-8"))].decode("utf-8")]  # a byte order mark
    for line, written in enumerate([*lines, ""], start=1):
        parts += [*before.get(line, ()), written]
    return "".join(parts).encode("utf-8")


def _places(table: Table, rows: Sequence[Mapping[str, str]], end: int) -> dict[int, int]:
    """Return, in the table's order, the number of each row and the line before which it belongs."""
    own = table.texts.index
    names = list(table.schema.names)
    cells = [[row.get(name, "") for name in names] for row in rows]
    added = pd.DataFrame(cells, columns=names, index=range(end, end + len(rows)))
    both, _ = add_rows(table, added)
    order = sort_rows(both.values, table.schema).index
    ranks = pd.Series(range(len(order)), index=order)
    highest = ranks[own].cummax()  # where rows are out of place, the first one that sorts behind is what counts
    new = ranks[added.index].sort_values()
    firsts = highest.searchsorted(new, side="right")
    lines = [int(own[int(first)]) if first < len(own) else end for first in firsts]
    return dict(zip((int(line) - end for line in new.index), lines, strict=True))
