"""What is slow to write and several modules ask: the database and the workbook."""

from __future__ import annotations

import contextlib
import io
import sqlite3
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from dgsn_opendata.exports.sqlite import write_sqlite
from dgsn_opendata.exports.xlsx import write_xlsx

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


@pytest.fixture(scope="session")
def data_of_workbook(package: Package) -> bytes:
    """Give the workbook as it is published."""
    return write_xlsx(package)


@pytest.fixture(scope="session")
def workbook(data_of_workbook: bytes) -> Any:
    """Give the workbook as openpyxl reads it; not to be changed."""
    return openpyxl.load_workbook(io.BytesIO(data_of_workbook))
