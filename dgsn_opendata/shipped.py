"""Read the package's tables as they are shipped, into typed frames.

The tables come through a function from a table's name to its frame, so that what is made from them can be made
from others as well: from those of a year's report (:mod:`dgsn_opendata.vintages`), or of a package being built.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from dgsn_opendata import store
from dgsn_opendata.fieldtypes import TEXT, dtype_of, field_type
from dgsn_opendata.schemas import TableSchema, read_schema

FrameOf = Callable[[str], pd.DataFrame]


def shipped_tables(narrowed: Mapping[str, list[str]] = MappingProxyType({})) -> FrameOf:
    """Return a function that reads a table as :func:`read_table` does, and reads it once.

    Of the tables that are ``narrowed`` it reads some columns alone, for who needs no others.

    >>> frame_of = shipped_tables()
    >>> frame_of("gaps") is frame_of("gaps")
    True
    """
    return functools.cache(lambda name: read_table(name, narrowed.get(name)))


def read_table(name: str, columns: list[str] | None = None) -> pd.DataFrame:
    """Return a table as it is shipped, or some ``columns`` of it, in the dtypes of its schema.

    The name of a table with a file a language ends with that language: ``series_wide.fr``. Raises
    :class:`~dgsn_opendata.errors.UnknownName` for a table that does not exist.

    >>> read_table("series_wide.fr")["unit"].iloc[0]
    'structures'
    """
    table, _, language = name.partition(".")
    schema = read_schema(table)
    path = schema.path_in(store.package_folder())
    if language:
        path = path.with_suffix(f".{language}.csv")
        with path.open(encoding="utf-8") as file:
            schema = with_years_of(schema, file.readline().rstrip("\n").split(","))
    fields = [one for one in schema.fields if columns is None or one.name in columns]
    # Dates and months are few: pandas reads them as text, and their own dtype takes them from there.
    later: dict[str, Any] = {
        one.name: field_type(one).dtype for one in fields if one.type in {"date", "yearmonth"}
    }
    dtypes: dict[str, Any] = {one.name: dtype_of(one) for one in fields}
    dtypes |= dict.fromkeys(later, TEXT)
    flags = [one.declaration for one in fields if one.type == "boolean"]
    frame = pd.read_csv(
        path,
        usecols=columns,
        dtype=dtypes,
        keep_default_na=False,
        na_values=list(schema.missing_values),
        true_values=[text for one in flags for text in one.get("trueValues", ())],
        false_values=[text for one in flags for text in one.get("falseValues", ())],
        encoding="utf-8",
    )
    for column, dtype in later.items():
        frame[column] = frame[column].astype("object").where(frame[column].notna(), None).astype(dtype)
    return frame


def with_years_of(schema: TableSchema, columns: list[str]) -> TableSchema:
    """Return the schema of a table that has a column a year, for the years among its columns.

    >>> with_years_of(read_schema("series_wide"), ["unit", "2023"]).names[-1]
    '2023'
    """
    return schema.with_years([int(column) for column in columns if column.isdecimal()])
