"""What the tests of comparing need."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.comparing.releases import Release, read_release
from tests.comparing.releases import difference, finish
from tests.small import write_package

if TYPE_CHECKING:
    from pathlib import Path

    from dgsn_opendata.comparing.difference import Difference


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


@pytest.fixture(scope="session")
def corrected(core: Release) -> Difference:
    """Give what changes when the figure that a later report restated is withdrawn."""
    later = "calls,2024,year,stated,total,total,1010,exact,1010,1,gamma-2025,,,\n"
    return difference(core, ("observations", later, ""))
