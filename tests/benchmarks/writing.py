"""``python -m tests.benchmarks.writing PACKAGE OUT [KIND ...]``: read a package and write some of its formats.

Without a kind it reads and resolves alone: what the formats take is the difference.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dgsn_opendata.addresses import make_addresses
from dgsn_opendata.exports.csv import csv_files
from dgsn_opendata.exports.parquet import parquet_files
from dgsn_opendata.exports.sqlite import write_sqlite
from dgsn_opendata.exports.xlsx import write_xlsx
from dgsn_opendata.package import make_package
from dgsn_opendata.validation import read_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dgsn_opendata.package import Package


def write(folder: Path, out: Path, kinds: list[str]) -> None:
    """Write these formats of a package into a folder, one file after the other."""
    tables, _ = read_tables(folder)
    package = make_package(folder, tables, make_addresses(None, "https://example.org/"))
    for path, data in _files(package, kinds):
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(data)


def _files(package: Package, kinds: list[str]) -> Iterator[tuple[str, bytes]]:
    if "csv" in kinds:
        yield from ((file.path, file.data) for file in csv_files(package))
    if "parquet" in kinds:
        yield from ((file.path, file.data) for file in parquet_files(package))
    if "sqlite" in kinds:
        yield "dgsn-opendata.sqlite", write_sqlite(package)
    if "xlsx" in kinds:
        yield "dgsn-opendata.xlsx", write_xlsx(package)


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
