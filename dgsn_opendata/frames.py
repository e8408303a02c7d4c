"""A table as validation sees it: texts and typed values, both indexed by the physical lines of the file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from dgsn_opendata.collecting import Uncollected
from dgsn_opendata.csvcolumns import as_categorical, read_columns
from dgsn_opendata.csvfile import match_header, parse_records, read_bytes
from dgsn_opendata.errors import closest
from dgsn_opendata.fieldtypes import advise, cast, field_type
from dgsn_opendata.findings import Finding, limit
from dgsn_opendata.phrases import NOTHING, phrase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pandas.api.extensions import ExtensionArray

    from dgsn_opendata.phrases import Phrase
    from dgsn_opendata.schemas import TableSchema


@dataclass(frozen=True)
class Table:
    """One table of a package as read from its file.

    ``data`` are the bytes that were read, so that what is published is what was validated. ``texts`` holds every
    cell as written, ``values`` the same cells typed (a text not of its field's type is missing there), both with
    the schema's columns and the rows' first physical lines as index. ``ragged`` are the lines whose cells cannot
    be trusted, ``absent`` the columns that the file does not have, ``wrong`` the cells, by line and column, whose
    text is not of the type; ``lost_rows`` whether rows behind a broken quote could not be read.
    """

    schema: TableSchema
    file: str
    data: bytes
    texts: pd.DataFrame
    values: pd.DataFrame
    ragged: frozenset[int] = frozenset()
    absent: frozenset[str] = frozenset()
    wrong: frozenset[tuple[int, str]] = frozenset()
    lost_rows: bool = False

    @property
    def whole(self) -> bool:
        """Whether every row and column is there, so that rules can judge the table and what refers to it."""
        return not (self.absent or self.lost_rows)

    @cached_property
    def categoricals(self) -> pd.DataFrame:
        """The texts once more, as categoricals: what a text alone decides is decided once for each of them."""
        columns = {name: as_categorical(self.texts[name]) for name in self.schema.names}
        return pd.DataFrame(columns, self.texts.index)

    def finding(
        self,
        code: str,
        line: int,
        column: str,
        *,
        expected: Phrase = NOTHING,
        found: str | None = None,
        known: Sequence[str] = (),
    ) -> Finding:
        """Return a finding about one cell; ``found`` is the cell's text unless given.

        ``known`` is what may stand there: the advice is the one of them that looks like what was found.
        """
        text = str(self.texts.at[line, column]) if found is None else found
        likely = closest(text, known) if known else []
        advice = phrase("did-you-mean", names=likely[0]) if likely else NOTHING
        return Finding(code, self.file, line, column, found=text, expected=expected, advice=advice)

    def note(self, line: int) -> str:
        """Return the row's note, empty where there is none; a source's slip that it explains is a warning only."""
        return str(self.texts.at[line, "note"]).strip() if "note" in self.texts.columns else ""


def read_table(path: Path, schema: TableSchema, folder: Path | None = None) -> tuple[Table | None, list[Finding]]:
    """Return a table and what is wrong with its file, its header and the types of its cells.

    There is no table where the file cannot be read as CSV at all, or leads out of the package ``folder``.
    """
    data, findings = read_bytes(path, path.name, folder)
    return (None, findings) if data is None else parse_table(data, schema, path.name)


def parse_table(data: bytes, schema: TableSchema, file: str) -> tuple[Table | None, list[Finding]]:
    """Return the table in the bytes of a file and what is wrong with it, as :func:`read_table` does."""
    faultless = read_columns(data, schema.names)
    if faultless is not None:
        return _make_table(schema, file, data, faultless, [])
    records, findings = parse_records(data, file)
    if records is None:
        return None, findings
    findings += match_header(records.header, schema.names, file)
    with Uncollected():
        columns = dict(zip(reversed(records.header), reversed([*zip(*records.rows, strict=True)]), strict=False))
    blank = [""] * len(records.lines)
    cells = {name: as_categorical(columns.get(name, blank)) for name in schema.names}
    lines = pd.Index(records.lines, dtype="int64")
    return _make_table(schema, file, data, pd.DataFrame(cells, lines), findings, ragged=records.ragged)


def add_rows(table: Table, rows: pd.DataFrame) -> tuple[Table, list[Finding]]:
    """Return a table with further rows behind its own, and what is wrong with the types of their cells.

    ``rows`` are texts in the schema's columns; their index are the lines by which findings name them, which no row
    of the table has. The table's bytes stay those of its file.
    """
    columns = {name: as_categorical(rows[name]) for name in table.schema.names}
    texts, values, wrong = _cast(pd.DataFrame(columns, rows.index), table.schema)
    added = replace(
        table,
        texts=pd.concat([table.texts, texts]),
        values=pd.concat([table.values, values]),
        wrong=table.wrong.union(wrong),
    )
    return added, limit(_type_finding(added, line, name) for line, name in wrong)


def _make_table(
    schema: TableSchema,
    file: str,
    data: bytes,
    categoricals: pd.DataFrame,
    findings: list[Finding],
    *,
    ragged: frozenset[int] = frozenset(),
) -> tuple[Table, list[Finding]]:
    absent = frozenset(one.column for one in findings if one.code == "missing-column" and one.column)
    lost = any(finding.code == "unclosed-quote" for finding in findings)
    texts, values, wrong = _cast(categoricals, schema)
    table = Table(schema, file, data, texts, values, ragged, absent, frozenset(wrong), lost)
    vars(table)["categoricals"] = categoricals  # as they were read, so that it need not make them of its texts
    findings += limit(_type_finding(table, line, name) for line, name in wrong if line not in ragged)
    return table, findings


def _cast(
    categoricals: pd.DataFrame, schema: TableSchema
) -> tuple[pd.DataFrame, pd.DataFrame, list[tuple[int, str]]]:
    """Return the texts, their values, and line and column of those that are not of their field's type."""
    texts: dict[str, ExtensionArray] = {}
    values: dict[str, ExtensionArray] = {}
    wrong = []
    for one in schema.fields:
        column = categoricals[one.name].cat
        distinct = pd.Series(column.categories)
        meant, bad = cast(one, distinct, schema.missing_values)
        texts[one.name] = distinct.array.take(column.codes)
        # Where every text is its own value, as in most columns, both are the same cells.
        values[one.name] = texts[one.name] if meant.equals(distinct) else meant.array.take(column.codes)
        if bad.any():
            wrong += [(int(line), one.name) for line in column.codes.index[bad.array.take(column.codes)]]
    index = categoricals.index
    return pd.DataFrame(texts, index, copy=False), pd.DataFrame(values, index, copy=False), wrong


def _type_finding(table: Table, line: int, column: str) -> Finding:
    one = table.schema[column]
    text = str(table.texts.at[line, column])
    return Finding(
        "type",
        table.file,
        line,
        column,
        found=text,
        expected=field_type(one).expects(),
        advice=advise(one, text),
    )
