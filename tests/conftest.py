"""What many tests need."""

from __future__ import annotations

import importlib
import os
import shutil
from typing import TYPE_CHECKING

os.environ["OPENPYXL_LXML"] = "False"  # before anybody imports openpyxl, as in a build

import pytest
from filelock import FileLock
from hypothesis import settings

from dgsn_opendata import store
from dgsn_opendata.build import build
from dgsn_opendata.reference_check import load_reference
from tests.browser import MISSING, browsing, find_browser
from tests.packages import BASE, make
from tests.small import write_package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from dgsn_opendata.package import Package


# Loaded once, and so by every copy of this process; where the program runs, its copies load them.
importlib.import_module("dgsn_opendata.pandera_schemas")
load_reference()

# How fast a machine is, is no matter of the suite's.
settings.register_profile("untimed", deadline=None)
settings.register_profile("fuzz", deadline=None, max_examples=500)  # scripts/fuzz
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
    return make(store.package_folder())


@pytest.fixture(scope="session")
def based() -> Package:
    """Give the package as it is published under a base address."""
    return make(store.package_folder(), BASE)


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a build of the real package; not to be changed."""
    return _build_once(tmp_path_factory, "dist")


@pytest.fixture(scope="session")
def dist_based(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a build of the real package under a base address; not to be changed."""
    return _build_once(tmp_path_factory, "dist_based", BASE)


def _build_once(tmp_path_factory: pytest.TempPathFactory, name: str, base_url: str | None = None) -> Path:
    """Return a folder that the first of the suite's workers to ask for it builds, and all read."""
    own = tmp_path_factory.getbasetemp()
    out = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "builds" / name
    out.parent.mkdir(exist_ok=True)
    with FileLock(out.with_suffix(".lock")):
        if not out.exists():
            build(out, base_url=base_url)
    return out


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Give a running browser; skips where the machine has none.

    No longer than for a module: while Playwright runs, nothing else in the process can run an event loop.
    """
    program = find_browser()
    if program is None:
        pytest.skip(MISSING)
    with browsing(program) as browser:
        yield browser


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Page]:
    """Give an empty page of a browser that knows nothing yet."""
    context = chromium.new_context(viewport={"width": 900, "height": 600})
    yield context.new_page()
    context.close()
