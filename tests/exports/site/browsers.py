"""What tests of the pages in a browser share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsn_opendata.exports.site.pages import PAGES

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from dgsn_opendata.schemas import Language

CHART = "svg.marks"
SHOWN = (
    "[...document.querySelectorAll('.cards li')].filter(one => one.offsetParent).map(one => one.dataset.indicator)"
)


class Watched:
    """A page whose console and requests are remembered."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))

    def open(self, dist: Path, language: Language = "en", fragment: str = "") -> Page:
        self.page.goto((dist / PAGES[language]).as_uri() + (f"#{fragment}" if fragment else ""))
        return self.page
