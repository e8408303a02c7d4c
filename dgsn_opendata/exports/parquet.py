"""Write the tables as Parquet: types kept, and every column with its words and unit.

What pandas needs to get the dtypes of :func:`dgsn_opendata.load` is in the file, and what it puts into
``frame.attrs``. A date is the exception: pandas reads Parquet's days as Python dates unless it is asked for
``dtype_backend="pyarrow"``.
"""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.errors import MissingExtra
from dgsn_opendata.fieldtypes import field_type
from dgsn_opendata.schemas import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dgsn_opendata.package import Package, PackageFile, PublishedTable
    from dgsn_opendata.schemas import Field

_ATTRIBUTES = b"PANDAS_ATTRS"  # where pandas keeps frame.attrs in a Parquet file


def parquet_files(package: Package) -> Iterator[PackageFile]:
    """Yield the Parquet file of every table as it is published.

    Columns are ``int64`` (whole numbers and years), ``double``, ``bool``, ``date32``, ``string``, and dictionaries
    of strings where the schema has a code list; a column that every row fills is declared so. The metadata of a
    column are its title and description in three languages and its unit; those of the file are the table's and
    what the package says of itself. The same data gives the same bytes as long as pyarrow and pandas are the same.

    Raises :class:`~dgsn_opendata.errors.MissingExtra` where pyarrow is not installed.
    """
    for table in package.published:
        yield table.file(f"data/{table.name}.parquet", _write(table, package), "parquet")


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
            codes if _is_coded(field) else types.get(field.type, pyarrow.string()),
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
    if field.type == "yearmonth":
        return values.astype("string")
    return values.astype(pd.CategoricalDtype([*field.codes]) if _is_coded(field) else field_type(field).dtype)


def _is_coded(field: Field) -> bool:
    return bool(field.codes) and field.type == "string"


def _of_column(field: Field) -> dict[str, str]:
    words = {_key("title", language): field.title(language) for language in LANGUAGES}
    words |= {_key("description", language): field.description(language) for language in LANGUAGES}
    return words | ({"unit": field.unit} if field.unit else {})


def _of_file(table: PublishedTable, package: Package) -> dict[bytes, bytes]:
    metadata = package.metadata
    entries: dict[str, str] = {}
    for language in LANGUAGES:
        entries[_key("title", language)] = table.schema.title(language)
        entries[_key("description", language)] = table.schema.description(language)
        entries[_key("package_title", language)] = metadata.words("title", language)
        entries[_key("package_description", language)] = metadata.words("description", language)
    if table.language is not None:
        entries["language"] = table.language
    entries |= {
        "table": table.name,
        "package": metadata.name,
        "id": metadata.id,
        "version": metadata.version,
        "created": package.created,
        "homepage": package.addresses.base if package.addresses.given else metadata.homepage,
        "license": metadata.licenses[0]["name"],
        "license_url": metadata.licenses[0]["path"],
        "rights": metadata.rights,
        "citation": metadata.citation(),
    }
    language = table.language or "en"
    attributes: dict[str, Any] = {key: entries[key] for key in ("citation", "license", "version")}
    attributes |= {key: entries[_key(key, language)] for key in ("title", "description")}
    encoded = {key.encode("utf-8"): text.encode("utf-8") for key, text in entries.items()}
    return encoded | {_ATTRIBUTES: json.dumps(attributes, ensure_ascii=False, sort_keys=True).encode("utf-8")}


def _key(name: str, language: str) -> str:
    return name if language == "en" else f"{name}_{language}"
