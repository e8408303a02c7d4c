"""Write the tables as CSV: the curated ones cell for cell, the derived ones in the same form.

A column of decimals has a decimal point in every cell, for loaders that guess a type from the first rows.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.fieldtypes import format_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dgsn_opendata.package import Package, PackageFile
    from dgsn_opendata.schemas import Field, TableSchema


def csv_files(package: Package) -> Iterator[PackageFile]:
    """Yield the CSV file of every table as it is published."""
    for table in package.published:
        if table.schema.kind == "curated":
            texts = package.tables[table.name].texts
            numbers = {field.name: _texts(table.frame[field.name], field) for field in _numbers(table.schema)}
            data = _write(texts.assign(**numbers)[list(table.schema.names)].itertuples(index=False), table.schema)
            yield table.file(f"data/{table.name}.csv", data, "csv")
    yield from derived_files(package, "data")


def derived_files(package: Package, folder: str) -> Iterator[PackageFile]:
    """Yield the CSV file of every derived table, to lie in a folder."""
    for table in package.published:
        if table.schema.kind == "derived":
            yield table.file(f"{folder}/{table.name}.csv", write_csv(table.frame, table.schema), "csv")


def curated_files(package: Package) -> Iterator[PackageFile]:
    """Yield the CSV file of every curated table, byte for byte as people wrote it."""
    for table in package.published:
        if table.schema.kind == "curated":
            yield table.file(f"data/{table.name}.csv", package.tables[table.name].data, "csv")


def write_csv(frame: pd.DataFrame, schema: TableSchema) -> bytes:
    r"""Return a typed frame as the bytes of a CSV file: UTF-8, commas, LF, a header row, empty for missing.

    >>> from dgsn_opendata.schemas import TableSchema
    >>> schema = TableSchema.from_declaration("t", {"fields": [{"name": "value", "type": "number"}]})
    >>> write_csv(pd.DataFrame({"value": [19722041.0, None, 194.5]}), schema)
    b'value\n19722041.0\n""\n194.5\n'
    """
    return _write(zip(*(_texts(frame[field.name], field) for field in schema.fields), strict=True), schema)


def _write(rows: Iterable[Iterable[str]], schema: TableSchema) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(schema.names)
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8")


def _numbers(schema: TableSchema) -> list[Field]:
    return [field for field in schema.fields if field.type == "number"]


def _texts(values: pd.Series, field: Field) -> list[str]:
    return ["" if pd.isna(value) else _text(value, field) for value in values.astype("object")]


def _text(value: Any, field: Field) -> str:
    if field.type == "number":
        number = format_value(value)
        return number if "." in number else f"{number}.0"
    return str(bool(value)).lower() if field.type == "boolean" else str(value)
