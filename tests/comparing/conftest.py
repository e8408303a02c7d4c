"""What the tests of comparing need."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.comparing.releases import Release, read_release
from tests.comparing.releases import finish
from tests.small import write_package

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the small package with its series and its descriptor; not to be changed."""
    folder: Path = tmp_path_factory.mktemp("release") / "package"
    return finish(write_package(folder))


@pytest.fixture(scope="session")
def release(released: Path) -> Release:
    """Give the same, as it is read."""
    return read_release(released)


@pytest.fixture(scope="session")
def core(release: Release) -> Release:
    """Give the tables of it that figures and values are in."""
    names = ("breaks", "categories", "indicators", "observations", "series", "sources")
    return dataclasses.replace(release, tables={name: release.tables[name] for name in names})
