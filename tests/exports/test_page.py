"""The page that leads to the published files, and the discovery files beside it."""

from __future__ import annotations

import dataclasses
import html
import json
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.exports.page import write_page
from dgsn_opendata.exports.schemaorg import write_schemaorg
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.schemas import LANGUAGES, read_schema
from tests.browser import browsing, find_browser
from tests.packages import BASE

if TYPE_CHECKING:
    from pathlib import Path

    from dgsn_opendata.package import Package

TWINS = {
    "datapackage.json": "application/vnd.datapackage+json",
    "csvw-metadata.json": "application/csvm+json",
    "croissant.jsonld": "application/ld+json",
    "metadata.json": "application/json",
    "schemaorg.jsonld": "application/ld+json",
    "dcat.ttl": "text/turtle",
    "dcat.jsonld": "application/ld+json",
}


class Reader(HTMLParser):
    """Collects the links, alternates and scripts of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.alternates: dict[str, str] = {}
        self.scripts: list[str] = []
        self._in_script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(attributes["href"])
        if tag == "link" and attributes["rel"] == "alternate":
            self.alternates[attributes["href"]] = attributes["type"]
        if tag == "script":
            self._in_script = True
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_script = self._in_script and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.scripts[-1] += data


def read(folder: Path) -> Reader:
    return Reader((folder / "index.html").read_text(encoding="utf-8"))


def test_the_page_names_every_twin_as_an_alternate(dist: Path, dist_based: Path) -> None:
    assert read(dist).alternates == TWINS
    assert read(dist_based).alternates == {BASE + path: kind for path, kind in TWINS.items()}


def test_every_link_to_a_file_leads_to_one_and_every_file_is_linked(dist: Path) -> None:
    links = {link for link in read(dist).links if "://" not in link and not link.startswith("#")}
    files = {path.relative_to(dist).as_posix() for path in dist.rglob("*") if path.is_file()}
    assert links == files - {"index.html", "LICENSE"}


def test_the_page_says_everything_in_three_languages(dist: Path) -> None:
    text = (dist / "index.html").read_text(encoding="utf-8")
    series = read_schema("series")
    for language in LANGUAGES:
        section = text.partition(f'<section id="{language}"')[2].partition("</section>")[0]
        assert html.escape(read_metadata().words("rights", language), quote=False) in html.unescape(section)
        assert f"<td>{series.title(language)}</td>" in section


def test_the_schema_org_twin_is_embedded_unchanged(dist: Path) -> None:
    (script,) = read(dist).scripts
    assert json.loads(script) == json.loads((dist / "schemaorg.jsonld").read_text(encoding="utf-8"))


def test_no_text_becomes_markup(package: Package) -> None:
    evil = "</script><script>alert(1)</script><!--\"'&"
    changed = dataclasses.replace(package.metadata, title=evil, description_ar=evil)
    package = dataclasses.replace(package, metadata=changed)
    text = write_page(package, [], [], write_schemaorg(package, [])).decode()
    assert text.count("<script") == 1
    assert "<!--" not in text
    assert json.loads(Reader(text).scripts[0])["name"] == evil


def test_site_map_and_robots_stand_there_with_a_base_address_only(dist: Path, dist_based: Path) -> None:
    assert not (dist / "sitemap.xml").exists()
    assert not (dist / "robots.txt").exists()
    tree = ET.parse(dist_based / "sitemap.xml").getroot()
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert [one.text for one in tree.iter(f"{space}loc")] == [BASE]
    assert [one.text for one in tree.iter(f"{space}lastmod")] == [read_metadata().released]
    assert f"Sitemap: {BASE}sitemap.xml" in (dist_based / "robots.txt").read_text(encoding="utf-8")


@pytest.mark.skipif(find_browser() is None, reason="no Chromium is installed")
def test_a_browser_shows_the_page_without_a_request_to_another_host(dist: Path, tmp_path: Path) -> None:
    program = find_browser()
    assert program
    with browsing(program, tmp_path) as page:
        page.open((dist / "index.html").as_uri())
        assert page.run("document.title") == read_metadata().title
        assert page.run("performance.getEntriesByType('resource').length") == 0
        assert page.run("getComputedStyle(document.querySelector('section[lang=ar]')).direction") == "rtl"
        assert page.run("document.documentElement.scrollWidth <= window.innerWidth")
