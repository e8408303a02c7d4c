"""What the tables' Pandera schemas find: constraints, primary, unique and foreign keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsn_opendata.errors import closest
from dgsn_opendata.findings import Finding
from dgsn_opendata.pandera_schemas import SchemaErrors, pandera_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from dgsn_opendata.frames import Table
    from dgsn_opendata.schemas import ForeignKey

# Pandera's own names of the failures that it raises without a check of ours.
_BUILT_IN = {"not_nullable": "required"}
_BOUNDS = {"minimum": "at least", "maximum": "at most"}
_LENGTHS = {"min-length": ("minLength", "at least"), "max-length": ("maxLength", "at most")}


def check_schema(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every cell and key of every table that breaks its schema."""
    references = {name: table.values for name, table in tables.items()}
    for table in tables.values():
        try:
            pandera_schema(table.schema, references).validate(table.values, lazy=True)
        except SchemaErrors as errors:
            yield from _findings(table, errors.failure_cases, tables)


def _findings(table: Table, cases: pd.DataFrame, tables: Mapping[str, Table]) -> Iterator[Finding]:
    # A failed check of keys is listed once for each column of the frame: one row a check and line is enough.
    whole = cases["schema_context"] == "DataFrameSchema"
    once = cases[~whole | ~cases.duplicated(subset=["check", "index"])]
    for case in once.sort_values(["index", "check"], kind="stable").itertuples(index=False):
        code, _, names = str(case.check).partition(":")
        code = _BUILT_IN.get(code, code)
        fields = names.split(",")
        line = int(str(case.index))  # a check that raised has no index, and must not pass
        if code == "foreign-key":
            key = next(key for key in table.schema.foreign_keys if list(key.fields) == fields)
            yield _foreign_key(table, line, key, tables)
        elif names:
            if not table.absent.intersection(fields):
                yield _doubled_key(table, line, code, fields)
        elif not _known_already(table, line, str(case.column)):
            yield table.finding(code, line, str(case.column), expected=_expected(table, str(case.column), code))


def _known_already(table: Table, line: int, column: str) -> bool:
    return column in table.absent or (line, column) in table.wrong


def _expected(table: Table, column: str, code: str) -> str:
    field = table.schema[column]
    if code == "enum":
        return "one of " + ", ".join(field.codes)
    if code == "pattern":
        return f"text of the form {field.constraints['pattern']}"
    if code in _BOUNDS:
        return f"{_BOUNDS[code]} {field.constraints[code]}"
    if code in _LENGTHS:
        key, words = _LENGTHS[code]
        return f"{words} {field.constraints[key]} characters"
    if code == "required":
        return "a value"
    return "another value" if code == "unique" else ""


def _foreign_key(table: Table, line: int, key: ForeignKey, tables: Mapping[str, Table]) -> Finding:
    found = ", ".join(str(table.texts.at[line, field]) for field in key.fields)
    known = tables[key.table].values[key.reference[-1]].dropna().astype("str").unique()
    likely = closest(str(table.texts.at[line, key.fields[-1]]), known)
    finding = table.finding(
        "foreign-key",
        line,
        key.fields[-1],
        found=found,
        expected=f"{', '.join(key.reference)} of {key.table}",
    )
    if not likely:
        return finding
    return Finding(
        "foreign-key", table.file, line, finding.column, found, finding.expected, f"Did you mean {likely[0]}?"
    )


def _doubled_key(table: Table, line: int, code: str, key: Sequence[str]) -> Finding:
    row = table.values[list(key)]
    same = (row == row.loc[line]).fillna(value=False) | (row.isna() & row.loc[line].isna())
    first = int(row.index[same.all(axis="columns")][0])
    return table.finding(
        code,
        line,
        key[0],
        found=", ".join(str(table.texts.at[line, name]) for name in key),
        expected=f"a key other than that of line {first}",
    )
