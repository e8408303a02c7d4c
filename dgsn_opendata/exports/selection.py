"""Write a selection, a frame that ``load()`` or ``series()`` gave or any other, in the format asked for.

The file says of itself what the frame's ``.attrs`` say, in the place that each format has for it; CSV has none.
The same frame gives the same bytes; Parquet and SQLite files do so within one version of pyarrow and SQLite.
"""

from __future__ import annotations

import contextlib
import io
import json
import sqlite3
from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.errors import MissingExtra, UnknownName, UsageProblem
from dgsn_opendata.exports.about import describe
from dgsn_opendata.exports.plain import Column, check_names, plain_columns, plain_rows
from dgsn_opendata.exports.serialising import write_json, write_rows
from dgsn_opendata.exports.sqlite import connect_in_memory
from dgsn_opendata.fieldtypes import TEXT, format_value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


_ATTRIBUTES = b"PANDAS_ATTRS"  # where pandas keeps frame.attrs in a Parquet file
_SQL_TYPES = {"integer": "INTEGER", "boolean": "INTEGER", "number": "REAL"}


def write_frame(frame: pd.DataFrame, kind: str) -> bytes:
    r"""Return a frame as the bytes of a file: ``csv``, ``json``, ``parquet``, ``sqlite`` or ``xlsx``.

    A named index becomes columns, a row number does not.

    - CSV: as the package's own tables; a column of decimals has a point in every cell, missing is empty.
    - JSON: an object with ``metadata`` (what the frame says of itself) and ``data``, a list of rows by column.
    - Parquet: types kept; ``metadata`` is in the file's metadata, and pandas gets ``.attrs`` back.
    - SQLite: a table ``data`` and a table ``about`` with a key and a text a row.
    - XLSX: a sheet with the data as a table, and a sheet about it in the frame's language.

    Raises :class:`~dgsn_opendata.errors.UnknownName` for another kind,
    :class:`~dgsn_opendata.errors.UsageProblem` for what the format cannot hold, and
    :class:`~dgsn_opendata.errors.MissingExtra` where Parquet is asked for and pyarrow is not installed.

    >>> from dgsn_opendata import series
    >>> write_frame(series("cnie_issued")[["year", "value"]].tail(1), "csv").partition(b"\n")[0]
    b'year,value'
    """
    if kind not in KINDS:
        raise UnknownName("format", kind, KINDS, listing=f"The formats are {', '.join(KINDS)}.")
    columns, said = plain_columns(frame), describe(frame)
    return _parquet(frame, columns, said) if kind == "parquet" else write_columns(columns, said, kind)


def write_columns(columns: list[Column], said: Mapping[str, Any], kind: str) -> bytes:
    """Return columns, and what is said of them, as the bytes of a file of any kind but ``parquet``.

    Raises what :func:`write_frame` raises.
    """
    return _WRITERS[kind](columns, said)


def _csv(columns: list[Column], _: Mapping[str, Any]) -> bytes:
    texts = [Column(one.name, "string", [_text(value) for value in one.values]) for one in columns]
    return write_rows([column.name for column in columns], plain_rows(texts))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        number = format_value(value)
        return number if "." in number else f"{number}.0"
    return str(value)


def _json(columns: list[Column], said: Mapping[str, Any]) -> bytes:
    names = [column.name for column in columns]
    data = [dict(zip(names, row, strict=True)) for row in plain_rows(_days_as_texts(columns))]
    return write_json({"metadata": said, "data": data})


def _days_as_texts(columns: list[Column]) -> list[Column]:
    return [
        Column(one.name, "string", [None if day is None else day.isoformat() for day in one.values])
        if one.kind == "date"
        else one
        for one in columns
    ]


def _parquet(frame: pd.DataFrame, columns: list[Column], said: Mapping[str, Any]) -> bytes:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtra("publish", "pyarrow") from error
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index()
    types = {"integer": pyarrow.int64(), "number": pyarrow.float64(), "boolean": pyarrow.bool_()}
    types |= {"date": pyarrow.date32(), "string": pyarrow.string()}
    codes = pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
    fields, made = [], {}
    for place, column in enumerate(columns):
        values = frame.iloc[:, place].reset_index(drop=True)
        coded = isinstance(values.dtype, pd.CategoricalDtype) and column.kind == "string"
        if column.kind == "string" and not coded:
            values = pd.Series([None if one is None else str(one) for one in column.values], dtype=TEXT)
        fields.append((column.name, codes if coded else types[column.kind]))
        made[column.name] = values.cat.rename_categories(str) if coded else values
    try:
        arrow = pyarrow.Table.from_pandas(pd.DataFrame(made), schema=pyarrow.schema(fields), preserve_index=False)
    except pyarrow.ArrowInvalid as error:
        raise UsageProblem(f"Parquet cannot hold the frame ({error})", "Write CSV instead.") from error
    metadata = {key.encode(): _entry(value).encode() for key, value in said.items()}
    metadata[_ATTRIBUTES] = json.dumps(said, ensure_ascii=False).encode()
    buffer = io.BytesIO()
    parquet.write_table(arrow.replace_schema_metadata((arrow.schema.metadata or {}) | metadata), buffer)
    return buffer.getvalue()


def _sqlite(columns: list[Column], said: Mapping[str, Any]) -> bytes:
    check_names(columns, "A database")
    definitions = ", ".join(f"{_quoted(one.name)} {_SQL_TYPES.get(one.kind, 'TEXT')}" for one in columns)
    with contextlib.closing(connect_in_memory()) as connection:
        marks = ", ".join("?" * len(columns))
        try:
            connection.execute(f"CREATE TABLE data ({definitions})")
            connection.executemany(f"INSERT INTO data VALUES ({marks})", plain_rows(_days_as_texts(columns)))
        except (OverflowError, sqlite3.OperationalError) as error:
            raise UsageProblem(f"SQLite cannot hold the frame ({error})", "Write CSV instead.") from error
        connection.execute("CREATE TABLE about (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)")
        entries = [(key, _entry(value)) for key, value in said.items()]
        connection.executemany("INSERT INTO about VALUES (?, ?)", entries)
        connection.commit()
        return connection.serialize()


def _xlsx(columns: list[Column], said: Mapping[str, Any]) -> bytes:
    from dgsn_opendata.exports.selection_xlsx import write_selection

    return write_selection(columns, said)


def _entry(value: Any) -> str:
    """Return an entry as one text: as it is, or as JSON where it has parts."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


_WRITERS: Mapping[str, Callable[[list[Column], Mapping[str, Any]], bytes]] = {
    "csv": _csv,
    "json": _json,
    "sqlite": _sqlite,
    "xlsx": _xlsx,
}
KINDS = (*_WRITERS, "parquet")
