"""A table as validation sees it: texts and typed values, both indexed by the physical lines of the file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from dgsn_opendata.collecting import Uncollected
from dgsn_opendata.csvfile import match_header, parse_records, read_records
from dgsn_opendata.errors import closest
from dgsn_opendata.fieldtypes import TEXT, advise, cast, field_type
from dgsn_opendata.findings import Finding, limit
from dgsn_opendata.phrases import NOTHING, phrase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dgsn_opendata.csvfile import Records
    from dgsn_opendata.phrases import Phrase
    from dgsn_opendata.schemas import TableSchema


@dataclass(frozen=True, slots=True)
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
    return _make_table(path.name, schema, *read_records(path, path.name, folder))


def parse_table(data: bytes, schema: TableSchema, file: str) -> tuple[Table | None, list[Finding]]:
    """Return the table in the bytes of a file and what is wrong with it, as :func:`read_table` does."""
    return _make_table(file, schema, *parse_records(data, file))


def add_rows(table: Table, rows: pd.DataFrame) -> tuple[Table, list[Finding]]:
    """Return a table with further rows behind its own, and what is wrong with the types of their cells.

    ``rows`` are texts in the schema's columns; their index are the lines by which findings name them, which no row
    of the table has. The table's bytes stay those of its file.
    """
    texts = rows[list(table.schema.names)].astype(TEXT)
    values, wrong = _typed(texts, table.schema)
    added = replace(
        table,
        texts=pd.concat([table.texts, texts]),
        values=pd.concat([table.values, values]),
        wrong=table.wrong.union(wrong),
    )
    return added, limit(_type_finding(added, line, name) for line, name in wrong)


def _make_table(
    file: str, schema: TableSchema, records: Records | None, findings: list[Finding]
) -> tuple[Table | None, list[Finding]]:
    if records is None:
        return None, findings
    header = match_header(records.header, schema.names, file)
    findings += header
    with Uncollected():
        columns = dict(zip(reversed(records.header), reversed([*zip(*records.rows, strict=True)]), strict=False))
    lines = pd.Index(records.lines, dtype="int64")
    blank = [""] * len(lines)
    texts = pd.DataFrame(
        {name: pd.Series(columns.get(name, blank), index=lines, dtype=TEXT) for name in schema.names}
    )
    absent = frozenset(finding.column for finding in header if finding.code == "missing-column" and finding.column)
    values, wrong = _typed(texts, schema)
    lost = any(finding.code == "unclosed-quote" for finding in findings)
    table = Table(schema, file, records.data, texts, values, records.ragged, absent, frozenset(wrong), lost)
    findings += limit(_type_finding(table, line, name) for line, name in wrong if line not in records.ragged)
    return table, findings


def _typed(texts: pd.DataFrame, schema: TableSchema) -> tuple[pd.DataFrame, list[tuple[int, str]]]:
    columns = {}
    wrong = []
    for one in schema.fields:
        columns[one.name], bad = cast(one, texts[one.name], schema.missing_values)
        wrong += [(int(line), one.name) for line in bad.index[bad]]
    return pd.DataFrame(columns, index=texts.index), wrong


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
