"""The database, opened as a user would: with the sqlite3 module, and by pandas, polars and DuckDB."""

from __future__ import annotations

import contextlib
import sqlite3
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars
import pytest

from dgsn_opendata import load
from dgsn_opendata.exports.sqlite import APPLICATION_ID, write_sqlite
from dgsn_opendata.schemas import read_schema, table_names
from tests.exports.test_parquet import as_texts, published_rows

if TYPE_CHECKING:
    from pathlib import Path

    from dgsn_opendata.package import Package


@pytest.fixture(scope="module")
def path(data_of_sqlite: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found: Path = tmp_path_factory.mktemp("database") / "dgsn-opendata.sqlite"
    found.write_bytes(data_of_sqlite)
    return found


def frame(database: sqlite3.Connection, query: str) -> pd.DataFrame:
    return pd.read_sql_query(query, database)


def test_sqlite3_reads_what_the_csv_files_say(package: Package, database: sqlite3.Connection) -> None:
    rows = published_rows(package)
    for table in package.published:
        cells = database.execute(f"SELECT * FROM {table.sql_name} ORDER BY rowid").fetchall()
        assert as_texts(cells, table.schema) == rows[table.name]


def test_pandas_and_polars_read_what_the_csv_files_say(package: Package, database: sqlite3.Connection) -> None:
    rows = published_rows(package)
    for name in ("sources", "places", "series"):
        schema = read_schema(name)
        cells = frame(database, f"SELECT * FROM {name}").astype("object").itertuples(index=False)
        whole = {i for i, one in enumerate(schema.fields) if one.type in {"integer", "year"}}
        texts = as_texts(
            (
                [int(x) if i in whole and x == x and x is not None else x for i, x in enumerate(row)]
                for row in cells
            ),
            schema,
        )
        assert texts == rows[name]
        read = polars.read_database(f"SELECT * FROM {name}", database, infer_schema_length=None)
        assert as_texts(read.rows(), schema) == rows[name]


def test_duckdb_queries_what_sqlite_gives_it(package: Package, database: sqlite3.Connection) -> None:
    latest = frame(database, "SELECT indicator_ar, value FROM latest_values WHERE breakdown = 'total'")
    with duckdb.connect() as connection:
        connection.register("latest", latest)
        names = connection.execute("SELECT DISTINCT indicator_ar FROM latest").fetchall()
    assert {name for (name,) in names} <= set(package.frame("indicators")["label_ar"])


def test_the_file_is_whole_and_says_what_wrote_it(package: Package, database: sqlite3.Connection) -> None:
    def pragma(name: str) -> list[Any]:
        return database.execute(f"PRAGMA {name}").fetchall()

    assert pragma("integrity_check") == [("ok",)]
    assert pragma("foreign_key_check") == []
    assert pragma("application_id") == [(APPLICATION_ID,)]
    major, minor, patch = map(int, package.metadata.version.split("."))
    assert pragma("user_version") == [(major * 10_000 + minor * 100 + patch,)]


def test_keys_are_those_of_the_schemas(package: Package, database: sqlite3.Connection) -> None:
    for table in package.published:
        name = table.sql_name
        columns = database.execute(f"PRAGMA table_info({name})").fetchall()
        key = sorted((row[5], row[1]) for row in columns if row[5])
        assert tuple(column for _, column in key) == table.schema.primary_key
        assert {row[1] for row in columns if row[3]} == {one.name for one in table.schema.fields if one.required}
        references: dict[int, list[Any]] = {}
        for row in database.execute(f"PRAGMA foreign_key_list({name})"):
            references.setdefault(row[0], []).append((row[2], row[3], row[4]))
        assert sorted(map(sorted, references.values())) == sorted(
            sorted((key.table, *pair) for pair in zip(key.fields, key.reference, strict=True))
            for key in table.schema.foreign_keys
        )


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("UPDATE series SET source_id = 'nobody'", "FOREIGN KEY"),
        ("UPDATE series SET category = 'nothing' WHERE rowid = 1", "FOREIGN KEY"),
        ("UPDATE indicators SET part_of = 'nothing'", "FOREIGN KEY"),
        ("DELETE FROM sources", "FOREIGN KEY"),
        ("UPDATE indicators SET label_ar = NULL", "NOT NULL"),
        ("UPDATE observations SET value = NULL", "NOT NULL"),
        ("UPDATE observations SET value = 'many'", "CHECK"),
        ("UPDATE observations SET year = 2024.5", "CHECK"),
        ("UPDATE observations SET year = 1900", "CHECK"),
        ("UPDATE observations SET qualifier = 'roughly'", "CHECK"),
        ("UPDATE series SET revised = 2", "CHECK"),
        ("UPDATE sources SET captured_on = '2025-02-30'", "CHECK"),
        ("INSERT INTO countries SELECT * FROM countries", "UNIQUE"),
    ],
)
def test_a_bad_row_is_refused(database: sqlite3.Connection, statement: str, refusal: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=refusal):
        database.execute(statement)


def test_a_parent_that_is_not_there_stops_the_writing(package: Package) -> None:
    series = package.derived["series"].assign(source_id="nobody")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        write_sqlite(replace(package, derived={**package.derived, "series": series}))


def test_code_lists_and_dictionary_say_what_the_schemas_say(database: sqlite3.Connection) -> None:
    labels = database.execute(
        "SELECT code, label_ar FROM code_lists WHERE table_name = 'series' AND column_name = 'status' ORDER BY position"
    )
    assert dict(labels) == read_schema("series")["status"].labels("ar")
    units = dict(database.execute("SELECT column_name, unit FROM dictionary WHERE table_name = 'places'"))
    assert units["latitude"] == "UCUM:deg"
    described = {row[0] for row in database.execute("SELECT DISTINCT table_name FROM dictionary")}
    assert set(table_names()) - {"series_wide"} <= described


def test_the_database_says_its_licence_and_version(package: Package, database: sqlite3.Connection) -> None:
    row = database.execute("SELECT name, version, license, citation, title_ar FROM package").fetchone()
    metadata = package.metadata
    assert row == (metadata.name, metadata.version, "CC-BY-4.0", metadata.citation(), metadata.title_ar)


def test_two_writes_give_the_same_bytes_and_no_path_of_the_machine(
    package: Package, data_of_sqlite: bytes
) -> None:
    assert write_sqlite(package) == data_of_sqlite
    assert not any(place in data_of_sqlite for place in (b"/work/", b"/home/", b"/tmp/", sys.prefix.encode()))


def test_the_shipped_file_can_be_read_but_not_written(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        assert connection.execute("SELECT count(*) FROM series").fetchone()[0] == len(load("series"))
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM series")
