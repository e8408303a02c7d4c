"""A browser that is watched, and a small site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.build import build
from tests.small import write_package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

from tests.exports.site.browsers import Watched


@pytest.fixture
def watched(browser: Page) -> Iterator[Watched]:
    """Give a watched page, and check at the end that it has said and asked nothing."""
    watched = Watched(browser)
    yield watched
    assert watched.said == []
    assert {url.partition("#")[0] for url in watched.asked if not url.startswith(("data:", "blob:"))} <= {
        browser.url.partition("#")[0]
    }


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the site of a small package."""
    folder = tmp_path_factory.mktemp("tiny")
    build(folder / "dist", write_package(folder / "package"))
    return folder / "dist"
