"""The Parquet files, read back by pandas, polars, DuckDB and pyarrow."""

from __future__ import annotations

import datetime
import io
import sys
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars
import pyarrow.parquet
import pytest

from dgsn_opendata import load
from dgsn_opendata.errors import MissingExtra
from dgsn_opendata.exports.csv import csv_files
from dgsn_opendata.exports.parquet import parquet_files
from dgsn_opendata.fieldtypes import format_value
from dgsn_opendata.package import Package, make_package
from dgsn_opendata.schemas import LANGUAGES, Field, TableSchema
from dgsn_opendata.validation import read_tables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from dgsn_opendata.published import PublishedFile


def as_text(value: Any, field: Field) -> str:
    """Return a value as the published CSV writes it."""
    if value is None or value is pd.NA or value != value:
        return ""
    if field.type == "number":
        number = format_value(value)
        return number if "." in number else f"{number}.0"
    if field.type == "boolean":
        assert value in {0, 1}
        return str(bool(value)).lower()
    if field.type == "date":
        assert isinstance(value, datetime.date | str)
        return str(value)
    assert isinstance(value, str if field.type == "string" else int)
    return str(value)


def as_texts(rows: Iterable[Iterable[Any]], schema: TableSchema) -> list[tuple[str, ...]]:
    """Return rows as those of the published CSV."""
    return [tuple(as_text(cell, field) for cell, field in zip(row, schema.fields, strict=True)) for row in rows]


def published_rows(package: Package) -> dict[str, list[tuple[str, ...]]]:
    """Return the rows of each published CSV file, every cell as written."""
    return {
        file.name: list(
            pd.read_csv(io.BytesIO(file.data), dtype=str, keep_default_na=False).itertuples(index=False, name=None)
        )
        for file in csv_files(package)
    }


@pytest.fixture(scope="module")
def files(package: Package) -> list[PublishedFile]:
    return list(parquet_files(package))


@pytest.fixture(scope="module")
def rows(package: Package) -> dict[str, list[tuple[str, ...]]]:
    return published_rows(package)


def table(file: PublishedFile) -> Any:
    assert file.table is not None
    return file.table


def test_every_published_table_has_a_file_beside_its_csv(package: Package, files: list[PublishedFile]) -> None:
    assert [file.path for file in files] == [f"data/{one.name}.parquet" for one in package.published]
    assert {file.format.mediatype for file in files} == {"application/vnd.apache.parquet"}


def test_pandas_reads_what_the_csv_files_say(files: list[PublishedFile], rows: dict[str, Any]) -> None:
    for file in files:
        frame = pd.read_parquet(io.BytesIO(file.data))
        assert tuple(frame.columns) == table(file).schema.names
        cells = zip(*(frame[name].astype("object") for name in frame.columns), strict=True)
        assert as_texts(cells, table(file).schema) == rows[table(file).name]


def test_polars_reads_what_the_csv_files_say(files: list[PublishedFile], rows: dict[str, Any]) -> None:
    for file in files:
        frame = polars.read_parquet(io.BytesIO(file.data))
        assert as_texts(frame.rows(), table(file).schema) == rows[table(file).name]


def test_duckdb_reads_what_the_csv_files_say(
    files: list[PublishedFile], rows: dict[str, Any], tmp_path: Path
) -> None:
    with duckdb.connect() as connection:
        for file in files:
            path = tmp_path / "table.parquet"
            path.write_bytes(file.data)
            found = connection.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
            assert as_texts(found, table(file).schema) == rows[table(file).name]


def test_pandas_gets_the_dtypes_and_attributes_of_load(files: list[PublishedFile]) -> None:
    for file in files:
        one = table(file)
        frame = pd.read_parquet(io.BytesIO(file.data))
        loaded = load(one.schema.name, one.language if one.schema.name == "series_wide" else None)
        days = [field.name for field in one.schema.fields if field.type == "date"]
        # A text is a text, in whichever storage pandas has for it.
        pd.testing.assert_series_equal(frame.dtypes.drop(days).map(str), loaded.dtypes.drop(days).map(str))
        assert frame.attrs == {key: loaded.attrs[key] for key in frame.attrs}
        assert set(frame.attrs) == {"title", "description", "citation", "license", "version"}


def test_days_are_days_and_counts_with_gaps_stay_whole(files: list[PublishedFile]) -> None:
    schemas = {table(file).name: pyarrow.parquet.read_schema(io.BytesIO(file.data)) for file in files}
    assert str(schemas["sources"].field("captured_on").type) == "date32[day]"
    assert str(schemas["observations"].field("occurrence").type) == "int64"
    assert str(schemas["observations"].field("year").type) == "int64"
    assert str(schemas["series"].field("revised").type) == "bool"


def test_columns_that_every_row_fills_are_declared_so(files: list[PublishedFile]) -> None:
    for file in files:
        schema = pyarrow.parquet.read_schema(io.BytesIO(file.data))
        for field in table(file).schema.fields:
            assert schema.field(field.name).nullable is not field.required


def test_every_column_carries_its_words_in_three_languages_and_its_unit(files: list[PublishedFile]) -> None:
    for file in files:
        schema = pyarrow.parquet.read_schema(io.BytesIO(file.data))
        for field in table(file).schema.fields:
            metadata = {key.decode(): text.decode() for key, text in schema.field(field.name).metadata.items()}
            for language in LANGUAGES:
                suffix = "" if language == "en" else f"_{language}"
                assert metadata[f"title{suffix}"] == field.title(language)
                assert metadata[f"description{suffix}"] == field.description(language)
            assert metadata.get("unit") == field.unit


def test_the_file_says_what_it_is_of_whom_and_under_which_licence(
    package: Package, files: list[PublishedFile]
) -> None:
    for file in files:
        raw = pyarrow.parquet.read_schema(io.BytesIO(file.data)).metadata
        metadata = {key.decode(): text.decode() for key, text in raw.items()}
        assert metadata["title"] == table(file).titles["en"]
        assert metadata["description_ar"] == table(file).schema.description("ar")
        assert metadata["package_title_fr"] == package.metadata.title_fr
        assert (metadata["id"], metadata["version"]) == (package.metadata.id, package.metadata.version)
        own = table(file).name == "countries"
        assert metadata["license"] == ("Unicode-3.0" if own else "CC-BY-4.0")


def test_a_table_without_rows_keeps_its_columns_and_types(small: Path, package: Package) -> None:
    tables, _ = read_tables(small)
    empty = {table(file).name: file for file in parquet_files(make_package(small, tables, package.addresses))}
    frame = pd.read_parquet(io.BytesIO(empty["projects"].data))
    assert frame.empty
    assert str(frame["occurrence"].dtype) == "Int64"
    assert polars.read_parquet(io.BytesIO(empty["projects"].data)).schema["label_ar"] == polars.String


def test_two_writes_give_the_same_bytes_and_no_path_of_the_machine(
    package: Package, files: list[PublishedFile]
) -> None:
    assert [file.sha256 for file in parquet_files(package)] == [file.sha256 for file in files]
    for file in files:
        assert not any(path in file.data for path in (b"/work/", b"/home/", b"/tmp/", sys.prefix.encode()))


def test_without_pyarrow_the_extra_to_install_is_named(package: Package, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r'pip install "dgsn-opendata\[publish\]"'):
        next(parquet_files(package))
