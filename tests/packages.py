"""Packages of the tests, and files of them written to a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsn_opendata.addresses import make_addresses
from dgsn_opendata.package import Package, make_package
from dgsn_opendata.validation import read_tables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from dgsn_opendata.published import PublishedFile

BASE = "https://example.org/dgsn/"
HOME = "https://example.com/dgsn-opendata/"


def make(folder: Path, base: str | None = None) -> Package:
    """Return the package of a folder that is valid, to be published under a base or nowhere in particular."""
    tables, _ = read_tables(folder)
    return make_package(folder, tables, make_addresses(base, HOME))


def write(files: Iterable[PublishedFile], twin: str, description: bytes, folder: Path) -> Path:
    """Write files and, as ``twin``, what describes them into a folder and return it."""
    for name, data in [*((file.path, file.data) for file in files), (twin, description)]:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder
