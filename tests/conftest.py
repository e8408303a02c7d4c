"""What many tests need."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from dgsn_opendata import store
from tests.small import write_package

if TYPE_CHECKING:
    from pathlib import Path


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
