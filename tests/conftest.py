"""What many tests need."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

os.environ["OPENPYXL_LXML"] = "False"  # before anybody imports openpyxl, as in a build

import pytest
from hypothesis import settings

from dgsn_opendata import store
from dgsn_opendata.addresses import make_addresses
from dgsn_opendata.build import build
from dgsn_opendata.package import Package, make_package
from dgsn_opendata.validation import read_tables
from tests.small import write_package

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://example.org/dgsn/"


# How fast a machine is, is no matter of the suite's.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Give a small valid package."""
    return write_package(tmp_path / "package")


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """Give a copy of the package as it is published."""
    return shutil.copytree(store.package_folder(), tmp_path / "datapackage")


@pytest.fixture(scope="session")
def package() -> Package:
    """Give the package as it is published, to be found nowhere in particular."""
    folder = store.package_folder()
    tables, _ = read_tables(folder)
    return make_package(folder, tables, make_addresses(None, "https://example.com/dgsn-opendata/"))


@pytest.fixture(scope="session")
def based() -> Package:
    """Give the package as it is published under a base address."""
    folder = store.package_folder()
    tables, _ = read_tables(folder)
    return make_package(folder, tables, make_addresses(BASE, "https://example.com/dgsn-opendata/"))


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a build of the real package; not to be changed."""
    out: Path = tmp_path_factory.mktemp("build") / "dist"
    build(out)
    return out


@pytest.fixture(scope="session")
def dist_based(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a build of the real package under a base address; not to be changed."""
    out: Path = tmp_path_factory.mktemp("build") / "dist"
    build(out, base_url=BASE)
    return out
