"""What the tables' Pandera schemas find: constraints, primary, unique and foreign keys."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pandas as pd

from dgsn_opendata.errors import closest
from dgsn_opendata.findings import Finding
from dgsn_opendata.phrases import NOTHING, phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dgsn_opendata.frames import Table
    from dgsn_opendata.phrases import Phrase
    from dgsn_opendata.schemas import ForeignKey

# Pandera's own names of the failures that it raises without a check of ours.
_BUILT_IN = {"not_nullable": "required"}
_BOUNDS = {"minimum": "at-least", "maximum": "at-most"}
_LENGTHS = {"min-length": ("minLength", "characters-at-least"), "max-length": ("maxLength", "characters-at-most")}


def check_schema(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every cell and key of every table that breaks its schema.

    Raises :class:`~dgsn_opendata.errors.MissingExtra` where Pandera is not installed.
    """
    from dgsn_opendata.pandera_schemas import SchemaErrors, pandera_schema  # slow to import, and needed here alone

    # What refers to a table that has lost rows or columns is not judged by it.
    frames = {name: _categorical(table) for name, table in tables.items()}
    references = {name: frame for name, frame in frames.items() if tables[name].whole}
    for name, table in tables.items():
        if table.values.empty:
            continue  # no cell and no key to break, and Pandera takes its time to say so
        try:
            pandera_schema(table.schema, references, categorical=True).validate(frames[name], lazy=True)
        except SchemaErrors as errors:
            yield from _findings(table, errors.failure_cases, tables)


def _categorical(table: Table) -> pd.DataFrame:
    """Return a table's values with the texts as categoricals, so that each that is repeated is judged once."""
    columns = dict(table.values.items())
    for field in table.schema.fields:
        if field.type == "string":
            columns[field.name] = table.categoricals[field.name].mask(table.values[field.name].isna())
    return pd.DataFrame(columns, copy=False)


def _findings(table: Table, cases: pd.DataFrame, tables: Mapping[str, Table]) -> Iterator[Finding]:
    # A failed check of keys is listed once for each column of the frame: one row a check and line is enough.
    whole = cases["schema_context"] == "DataFrameSchema"
    once = cases[~whole | ~cases.duplicated(subset=["check", "index"])]
    firsts: dict[str, pd.Series] = {}
    for case in once.sort_values(["index", "check"], kind="stable").itertuples(index=False):
        code, _, names = str(case.check).partition(":")
        code = _BUILT_IN.get(code, code)
        fields = names.split(",")
        line = int(str(case.index))  # a check that raised has no index, and must not pass
        if code == "foreign-key":
            key = next(key for key in table.schema.foreign_keys if list(key.fields) == fields)
            if tables[key.table].whole:  # a table always refers to itself, whole or not
                yield _foreign_key(table, line, key, tables)
        elif names:
            if not table.absent.intersection(fields):
                if names not in firsts:
                    firsts[names] = _first_lines(table, fields)
                yield _doubled_key(table, line, code, fields, firsts[names])
        elif not _known_already(table, line, str(case.column)):
            column = str(case.column)
            known = table.schema[column].codes if code == "enum" else ()
            yield table.finding(code, line, column, expected=_expected(table, column, code), known=known)


def _known_already(table: Table, line: int, column: str) -> bool:
    return column in table.absent or (line, column) in table.wrong


def _expected(table: Table, column: str, code: str) -> Phrase:
    field = table.schema[column]
    if code == "enum":
        return phrase("one-of", codes=", ".join(field.codes))
    if code == "pattern":
        return phrase("of-the-form", pattern=field.constraints["pattern"])
    if code in _BOUNDS:
        return phrase(_BOUNDS[code], bound=field.constraints[code])
    if code in _LENGTHS:
        key, name = _LENGTHS[code]
        return phrase(name, bound=field.constraints[key])
    if code == "required":
        return phrase("a-value")
    return phrase("another-value") if code == "unique" else NOTHING


def _foreign_key(table: Table, line: int, key: ForeignKey, tables: Mapping[str, Table]) -> Finding:
    found = ", ".join(str(table.texts.at[line, field]) for field in key.fields)
    known = tables[key.table].texts[key.reference[-1]].unique()
    likely = _likely(str(table.texts.at[line, key.fields[-1]]), tuple(known))
    expected = phrase("row-of", fields=", ".join(key.reference), table=key.table)
    advice = phrase("did-you-mean", names=likely[0]) if likely else NOTHING
    return Finding("foreign-key", table.file, line, key.fields[-1], found, expected, advice)


@functools.lru_cache(maxsize=1024)
def _likely(name: str, known: tuple[str, ...]) -> list[str]:
    # Identifiers of sources share dates, so that only a near miss is likely to be meant.
    return closest(name, known, cutoff=0.8)


def _doubled_key(table: Table, line: int, code: str, key: Sequence[str], first: pd.Series) -> Finding:
    found = ", ".join(str(table.texts.at[line, name]) for name in key)
    return table.finding(code, line, key[0], found=found, expected=phrase("another-key", line=first[line]))


def _first_lines(table: Table, key: Sequence[str]) -> pd.Series:
    """Return for each line the first line with the same key."""
    lines = table.texts.index.to_series()
    return lines.groupby([table.texts[name] for name in key], sort=False).transform("first")
