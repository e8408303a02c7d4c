"""What a label may hold as data is shown as text: a page runs nothing of it, and makes no element of it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from dgsn_opendata.exports.csv import csv_files
from dgsn_opendata.publication import publish
from tests.packages import make
from tests.small import change, findings

if TYPE_CHECKING:
    from pathlib import Path

_SCRIPT, _IMAGE, _END = "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</script><!--alert(1)"
_QUOTES = "\"\" onload='alert(1)'"


class _Page(HTMLParser):
    """The elements of a page that name what must not be named, and all text that is shown."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.made: list[str] = []
        self.shown: list[str] = []
        self.feed(page.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember an element that a label has made, and an attribute that would run it."""
        self.made += [tag for name, value in attrs if (name, value) == ("src", "x")]
        self.made += [tag for name, value in attrs if name.startswith("on") and "alert" in (value or "")]

    def handle_data(self, data: str) -> None:
        """Remember a text."""
        self.shown.append(data)


def test_marks_of_html_in_labels_are_data_and_the_page_shows_them_as_text(small: Path) -> None:
    change(small, "categories", "North,Nord", f"{_SCRIPT},Nord")
    change(small, "indicators", "Urgent,Urgents,", f'"{_END}","{_QUOTES}",')
    change(small, "indicators", "Calls received.", _IMAGE)
    change(small, "sources", "Next report,Gamma", f"{_IMAGE},{_SCRIPT}")
    assert findings(small) == []
    package = make(small)
    files = publish(package, [*csv_files(package)], lambda _: None)
    for path in (path for path in files if path.endswith(".html")):
        raw, page = files[path].decode(), _Page(files[path])
        assert not [marks for marks in (_SCRIPT, _IMAGE, _END) if marks in raw], path
        assert page.made == [], path
    shown = "".join(_Page(files["index.html"]).shown)
    assert _SCRIPT in shown
    assert _IMAGE in shown
