"""Write the database: every published table with its keys and checks, views, and full-text search.

Tables are not STRICT, for SQLite before 3.37, which some servers will have for years, could not open the file; a
check on each column of numbers keeps other values out all the same. Beside the published tables stand three that
make the file complete in itself: ``code_lists`` and ``dictionary`` (what the schemas say) and ``package``.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from dgsn_opendata.errors import EnvironmentProblem
from dgsn_opendata.exports.fulltext import write_indexes
from dgsn_opendata.exports.views import views
from dgsn_opendata.fieldtypes import field_type, format_value
from dgsn_opendata.schemas import LANGUAGES, Field, TableSchema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

    from dgsn_opendata.package import Package
    from dgsn_opendata.published import PublishedTable

APPLICATION_ID = int.from_bytes(b"DGSN", "big")  # what file(1) and others tell the package's databases by
_TYPES = {"integer": "INTEGER", "year": "INTEGER", "boolean": "INTEGER", "number": "REAL"}
_THREE = ", ".join(f"{{0}}_{language} TEXT NOT NULL" for language in LANGUAGES)
_ABOUT = f"""
CREATE TABLE code_lists (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, code TEXT NOT NULL, position INTEGER NOT NULL,
    {_THREE.format("label")},
    PRIMARY KEY (table_name, column_name, code)
);
CREATE TABLE dictionary (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, position INTEGER NOT NULL,
    type TEXT NOT NULL, required INTEGER NOT NULL, unit TEXT,
    {_THREE.format("title")},
    {_THREE.format("description")},
    PRIMARY KEY (table_name, column_name)
);
CREATE TABLE package (
    name TEXT NOT NULL PRIMARY KEY, version TEXT NOT NULL, id TEXT NOT NULL, released TEXT NOT NULL,
    license TEXT NOT NULL, license_url TEXT NOT NULL, homepage TEXT NOT NULL, citation TEXT NOT NULL,
    {_THREE.format("title")},
    {_THREE.format("description")},
    {_THREE.format("rights")}
);
"""


def write_sqlite(package: Package) -> bytes:
    """Return the database as bytes, the same for the same data within one version of SQLite.

    Dates are ISO text, booleans 0 and 1. Keys are enforced while the tables are filled. Raises
    :class:`~dgsn_opendata.errors.EnvironmentProblem` where Python's SQLite cannot search or hand over a database.
    """
    connection = empty_database(package)
    try:
        # Rows refer to later rows and tables: keys are enforced where the transaction ends.
        connection.execute("BEGIN")
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for table in package.published:
            _insert(connection, table.sql_name, zip(*_columns(table), strict=True))
        _insert(connection, "code_lists", _code_lists(package))
        _insert(connection, "dictionary", _dictionary(package))
        _insert(connection, "package", [_package(package)])
        write_indexes(connection, package)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        return connection.serialize()
    finally:
        connection.close()


def connect_in_memory() -> sqlite3.Connection:
    """Return a new database in memory, that commits by itself and can be handed over as bytes.

    Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` where Python's SQLite cannot do that.
    """
    if not hasattr(sqlite3.Connection, "serialize"):
        raise EnvironmentProblem(
            "Python's SQLite cannot hand over a database made in memory",
            "Use a Python whose sqlite3 can serialize, such as that of python.org.",
        )
    return sqlite3.connect(":memory:", isolation_level=None)


def empty_database(package: Package) -> sqlite3.Connection:
    """Return a database in memory that has all tables and views and no rows yet."""
    connection = connect_in_memory()
    major, minor, patch = map(int, package.metadata.version.split("."))
    connection.executescript(
        f"PRAGMA application_id = {APPLICATION_ID};"
        f"PRAGMA user_version = {major * 10_000 + minor * 100 + patch};"
        "PRAGMA foreign_keys = ON;"
    )
    for table in package.published:
        connection.execute(table_statement(table.sql_name, table.schema))
        for statement in _index_statements(table.sql_name, table.schema):
            connection.execute(statement)
    connection.executescript(_ABOUT)
    for view in views():
        connection.execute(view.sql)
    return connection


def table_statement(name: str, schema: TableSchema) -> str:
    """Return the statement that creates a table as its schema declares it.

    >>> from dgsn_opendata.schemas import read_schema
    >>> print(table_statement("gaps", read_schema("gaps")))
    CREATE TABLE "gaps" (
        "indicator_id" TEXT NOT NULL,
        "reason" TEXT NOT NULL CHECK ("reason" IN ('not_yet', 'over', 'not_published')),
        "first_year" INTEGER CHECK (typeof("first_year") IN ('integer', 'null') AND "first_year" >= 1956
            AND "first_year" <= 2100),
        "last_year" INTEGER CHECK (typeof("last_year") IN ('integer', 'null') AND "last_year" >= 1956
            AND "last_year" <= 2100),
        "note" TEXT NOT NULL,
        PRIMARY KEY ("indicator_id", "reason"),
        FOREIGN KEY ("indicator_id") REFERENCES "indicators" ("indicator_id")
    )
    """
    parts = [_definition(field) for field in schema.fields]
    if schema.primary_key:
        parts.append(f"PRIMARY KEY ({_quoted(schema.primary_key)})")
    parts += [f"UNIQUE ({_quoted(key)})" for key in schema.unique_keys]
    parts += [
        f"FOREIGN KEY ({_quoted(key.fields)}) REFERENCES {_quoted([key.table])} ({_quoted(key.reference)})"
        for key in schema.foreign_keys
    ]
    return f"CREATE TABLE {_quoted([name])} (\n    " + ",\n    ".join(parts) + "\n)"


def _definition(field: Field) -> str:
    name, kind = _quoted([field.name]), _TYPES.get(field.type, "TEXT")
    rules = []
    if field.type == "boolean":
        rules.append(f"{name} IN (0, 1)")
    elif kind != "TEXT":
        rules.append(f"typeof({name}) IN ('{kind.lower()}', 'null')")
    elif field.type == "date":
        # Without a modifier, SQLite gives the 30th of February back as it is.
        rules.append(f"{name} IS date({name}, '+0 days')")
    for key, comparison in (("minimum", ">="), ("maximum", "<=")):
        if key in field.constraints and kind != "TEXT":
            bound = field_type(field).parse(str(field.constraints[key]))
            rules.append(f"{name} {comparison} {format_value(bound)}")
    if field.codes:
        rules.append(f"{name} IN ({', '.join(map(_literal, field.codes))})")
    definition = f"{name} {kind}" + " NOT NULL" * field.required
    return definition + (f" CHECK ({' AND '.join(rules)})" if rules else "")


def _index_statements(name: str, schema: TableSchema) -> Iterator[str]:
    """Yield the statements that index the foreign keys which the primary key does not begin with."""
    for key in schema.foreign_keys:
        if schema.primary_key[: len(key.fields)] != key.fields:
            index = _quoted([f"{name}_{'_'.join(key.fields)}"])
            yield f"CREATE INDEX {index} ON {_quoted([name])} ({_quoted(key.fields)})"


def _columns(table: PublishedTable) -> list[list[Any]]:
    return [_cells(table.frame[field.name], field) for field in table.schema.fields]


def _cells(values: pd.Series, field: Field) -> list[Any]:
    if field.type == "date":
        values = values.dt.strftime("%Y-%m-%d")
    cells: list[Any] = values.astype("object").where(values.notna(), None).tolist()
    return cells


def _insert(connection: sqlite3.Connection, name: str, rows: Iterable[tuple[Any, ...]]) -> None:
    width = len(connection.execute(f"PRAGMA table_info({_quoted([name])})").fetchall())
    marks = ", ".join("?" * width)
    connection.executemany(f"INSERT INTO {_quoted([name])} VALUES ({marks})", rows)


def _code_lists(package: Package) -> Iterator[tuple[Any, ...]]:
    for table in package.published:
        for field in table.schema.fields:
            labels = [field.labels(language) for language in LANGUAGES]
            for position, code in enumerate(labels[0], start=1):
                yield table.sql_name, field.name, code, position, *(one[code] for one in labels)


def _dictionary(package: Package) -> Iterator[tuple[Any, ...]]:
    for table in package.published:
        for position, field in enumerate(table.schema.fields, start=1):
            titles = (field.title(language) for language in LANGUAGES)
            descriptions = (field.description(language) for language in LANGUAGES)
            about = (position, field.type, int(field.required), field.unit)
            yield table.sql_name, field.name, *about, *titles, *descriptions


def _package(package: Package) -> tuple[str, ...]:
    metadata = package.metadata
    licence = metadata.licence
    words = (text for key in ("title", "description", "rights") for text in metadata.texts(key).values())
    facts = (metadata.name, metadata.version, metadata.id, metadata.released)
    return *facts, licence["name"], licence["path"], metadata.homepage, metadata.citation(), *words


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
