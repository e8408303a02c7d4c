"""A real Chromium for tests: the machine's own, driven by Playwright."""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

_NAMES = ["chromium", "chromium-browser", "google-chrome"]
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
MISSING = "there is no Chromium on this machine (apt-get install chromium)"


def find_browser() -> str | None:
    """Return the path of a Chromium, if the machine has one."""
    return next((path for path in map(shutil.which, _NAMES) if path), None)


@contextlib.contextmanager
def browsing(program: str) -> Iterator[Browser]:
    """Run a browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield browser
        browser.close()
