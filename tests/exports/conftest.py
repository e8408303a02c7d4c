"""The database, which several modules ask."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.exports.sqlite import write_sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dgsn_opendata.package import Package


@pytest.fixture(scope="session")
def data_of_sqlite(package: Package) -> bytes:
    """Give the database as it is published."""
    return write_sqlite(package)


@pytest.fixture
def database(data_of_sqlite: bytes) -> Iterator[sqlite3.Connection]:
    """Give a copy of the database, to be changed at will, with its keys enforced."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(data_of_sqlite)
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection
