"""Write the tables as CSV: the curated ones byte for byte, the derived ones in the same form."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.fieldtypes import format_value
from dgsn_opendata.package import Package, PackageFile
from dgsn_opendata.schemas import LANGUAGES, Language, TableSchema, read_schema, table_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dgsn_opendata.schemas import Field


def csv_files(package: Package, derived: str) -> Iterator[PackageFile]:
    """Yield the CSV file of every table; the derived ones lie in the folder named ``derived``."""
    for name in table_names("curated"):
        table = package.tables[name]
        yield _csv(name, f"data/{name}.csv", table.data, table.schema)
    for name, frame in package.derived.items():
        schema = read_schema(name)
        yield _csv(name, f"{derived}/{name}.csv", write_csv(frame, schema), schema)
    for language, frame in package.wide.items():
        years = [int(column) for column in frame.columns if column.isdecimal()]
        schema = read_schema("series_wide").with_years(years)
        name = f"series_wide.{language}"
        yield _csv(name, f"{derived}/{name}.csv", write_csv(frame, schema), schema, language)


def _csv(name: str, path: str, data: bytes, schema: TableSchema, language: Language | None = None) -> PackageFile:
    titles = {one: schema.title(one) for one in LANGUAGES}
    descriptions = {one: schema.description(one) for one in LANGUAGES}
    return PackageFile(name, path, data, "csv", "text/csv", titles, descriptions, schema, language)


def write_csv(frame: pd.DataFrame, schema: TableSchema) -> bytes:
    r"""Return a typed frame as the bytes of a CSV file: UTF-8, commas, LF, a header row, empty for missing.

    >>> from dgsn_opendata.schemas import TableSchema
    >>> schema = TableSchema.from_declaration("t", {"fields": [{"name": "value", "type": "number"}]})
    >>> write_csv(pd.DataFrame({"value": [19722041.0, None, 194.5]}), schema)
    b'value\n19722041\n""\n194.5\n'
    """
    columns = [_texts(frame[field.name], field) for field in schema.fields]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(schema.names)
    writer.writerows(zip(*columns, strict=True))
    return buffer.getvalue().encode("utf-8")


def _texts(values: pd.Series, field: Field) -> list[str]:
    return ["" if pd.isna(value) else _text(value, field) for value in values.astype("object")]


def _text(value: Any, field: Field) -> str:
    if field.type == "number":
        return format_value(value)
    return str(bool(value)).lower() if field.type == "boolean" else str(value)
