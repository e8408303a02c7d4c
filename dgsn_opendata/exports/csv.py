"""Write the tables as CSV: as people wrote them, or the derived ones in the same form.

In what is published a column of decimals has a decimal point in every cell, for loaders that guess a type from the
first rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.exports.serialising import write_rows
from dgsn_opendata.fieldtypes import format_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dgsn_opendata.package import Package
    from dgsn_opendata.published import PublishedFile
    from dgsn_opendata.schemas import Field, TableSchema


def csv_files(package: Package) -> Iterator[PublishedFile]:
    """Yield the CSV file of every table as it is published."""
    for table in package.published:
        if table.schema.kind == "curated":
            texts = package.tables[table.name].texts
            decimals = {
                field.name: _texts(table.frame[field.name], field)
                for field in table.schema.fields
                if field.type == "number"
            }
            rows = texts.assign(**decimals)[list(table.schema.names)].itertuples(index=False)
            yield table.file(write_rows(table.schema.names, rows), "csv")
    yield from derived_files(package, "data")


def derived_files(package: Package, folder: str) -> Iterator[PublishedFile]:
    """Yield the CSV file of every derived table, to lie in a folder."""
    for table in package.published:
        if table.schema.kind == "derived":
            yield table.file(write_csv(table.frame, table.schema), "csv", folder)


def curated_files(package: Package) -> Iterator[PublishedFile]:
    """Yield the CSV file of every curated table, byte for byte as people wrote it."""
    for table in package.published:
        if table.schema.kind == "curated":
            yield table.file(package.tables[table.name].data, "csv")


def write_csv(frame: pd.DataFrame, schema: TableSchema) -> bytes:
    r"""Return a typed frame as the bytes of a CSV file: UTF-8, commas, LF, a header row, empty for missing.

    >>> from dgsn_opendata.schemas import TableSchema
    >>> schema = TableSchema.from_declaration("t", {"fields": [{"name": "value", "type": "number"}]})
    >>> write_csv(pd.DataFrame({"value": [19722041.0, None, 194.5]}), schema)
    b'value\n19722041.0\n""\n194.5\n'
    """
    columns = (_texts(frame[field.name], field) for field in schema.fields)
    return write_rows(schema.names, zip(*columns, strict=True))


def _texts(values: pd.Series, field: Field) -> list[str]:
    return ["" if pd.isna(value) else _text(value, field) for value in values.astype("object")]


def _text(value: Any, field: Field) -> str:
    if field.type == "number":
        number = format_value(value)
        return number if "." in number else f"{number}.0"
    return str(bool(value)).lower() if field.type == "boolean" else str(value)
