"""Write the tables as Parquet: types kept, and every column with its words and unit.

What pandas needs to get the dtypes of :func:`dgsn_opendata.load` is in the file, and what it puts into
``frame.attrs``. A date is the exception: pandas reads Parquet's days as Python dates unless it is asked for
``dtype_backend="pyarrow"``.
"""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pandas as pd

from dgsn_opendata.errors import MissingExtra
from dgsn_opendata.fieldtypes import TEXT, dtype_of
from dgsn_opendata.languages import in_languages, suffixed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dgsn_opendata.package import Package
    from dgsn_opendata.published import PublishedFile, PublishedTable
    from dgsn_opendata.schemas import Field

_ATTRIBUTES = b"PANDAS_ATTRS"  # where pandas keeps frame.attrs in a Parquet file


def parquet_files(package: Package) -> Iterator[PublishedFile]:
    """Yield the Parquet file of every table as it is published.

    Columns are ``int64`` (whole numbers and years), ``double``, ``bool``, ``date32``, ``string``, and dictionaries
    of strings where the schema has a code list; a column that every row fills is declared so. The metadata of a
    column are its title and description in three languages and its unit; those of the file are the table's and
    what the package says of itself. The same data gives the same bytes as long as pyarrow and pandas are the same.

    Raises :class:`~dgsn_opendata.errors.MissingExtra` where pyarrow is not installed.
    """
    for table in package.published:
        yield table.file(_write(table, package), "parquet")


def _write(table: PublishedTable, package: Package) -> bytes:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtra("publish", "pyarrow") from error
    columns = {field.name: _values(table.frame[field.name], field) for field in table.schema.fields}
    types = {
        "integer": pyarrow.int64(),
        "year": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
    }
    codes = pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
    schema = pyarrow.schema(
        pyarrow.field(
            field.name,
            codes if field.is_coded else types.get(field.type, pyarrow.string()),
            nullable=not field.required,
            metadata=_of_column(field),
        )
        for field in table.schema.fields
    )
    arrow = pyarrow.Table.from_pandas(pd.DataFrame(columns), schema=schema, preserve_index=False)
    arrow = arrow.replace_schema_metadata(arrow.schema.metadata | _of_file(table, package))
    buffer = io.BytesIO()
    parquet.write_table(arrow, buffer)
    return buffer.getvalue()


def _values(values: pd.Series, field: Field) -> pd.Series:
    """Return a column in the dtype that ``load`` gives it, numbered from 0."""
    values = values.reset_index(drop=True)
    return values.astype(TEXT if field.type == "yearmonth" else dtype_of(field))


def _of_column(field: Field) -> dict[str, str]:
    words = suffixed("title", in_languages(field.title)) | suffixed("description", in_languages(field.description))
    return words | ({"unit": field.unit} if field.unit else {})


def _of_file(table: PublishedTable, package: Package) -> dict[bytes, bytes]:
    metadata = package.metadata
    licence = table.licence or metadata.licence
    entries = {
        **suffixed("title", table.titles),
        **suffixed("description", table.descriptions),
        **suffixed("package_title", metadata.texts("title")),
        **suffixed("package_description", metadata.texts("description")),
        "table": table.name,
        "package": metadata.name,
        "id": metadata.id,
        "version": metadata.version,
        "released": metadata.released,
        "homepage": metadata.homepage,
        "license": licence["name"],
        "license_url": licence["path"],
        "rights": metadata.rights,
        "citation": metadata.citation(),
    }
    language = table.language or "en"
    if table.language is not None:
        entries["language"] = language
    attributes = {
        "title": table.schema.title(language),
        "description": table.schema.description(language),
        "citation": metadata.citation(language),
        "license": metadata.licence["name"],
        "version": metadata.version,
    }
    encoded = {key.encode("utf-8"): text.encode("utf-8") for key, text in entries.items()}
    return encoded | {_ATTRIBUTES: json.dumps(attributes, ensure_ascii=False, sort_keys=True).encode("utf-8")}
