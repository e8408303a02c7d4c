"""The pages as they are written: what stands in them, where their links lead, and that no text becomes markup."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import re
import tomllib
import xml.etree.ElementTree as ET
import zlib
from html.parser import HTMLParser
from importlib.resources import files as resources
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from dgsn_opendata import load
from dgsn_opendata.coverage import SIGNS
from dgsn_opendata.exports.site.pages import PAGES, Site, write_pages
from dgsn_opendata.exports.site.parts import list_parts
from dgsn_opendata.fieldtypes import list_records
from dgsn_opendata.languages import FACTS
from dgsn_opendata.localising import say_figure
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.provenance import list_sources
from dgsn_opendata.schemas import LANGUAGES, Language
from tests.packages import BASE, make
from tests.small import change

if TYPE_CHECKING:
    from pathlib import Path

TWINS = {
    "datapackage.json": "application/vnd.datapackage+json",
    "csvw-metadata.json": "application/csvm+json",
    "croissant.jsonld": "application/ld+json",
    "metadata.json": "application/json",
    "schemaorg.jsonld": "application/ld+json",
    "dcat.ttl": "text/turtle",
    "dcat.jsonld": "application/ld+json",
}
VOID = {"meta", "link", "br", "input", "path", "circle"}
EVIL = "</script></td><script>alert(1)</script><!--\"'&<img src=x onerror=alert(2)>"


class Reader(HTMLParser):
    """Collects what a page holds: links, alternates, identifiers, tags, scripts and the text of each indicator."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.alternates: dict[str, str] = {}
        self.languages: dict[str, str] = {}
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.scripts: dict[str, str] = {}
        self.articles: dict[str, str] = {}
        self.root: dict[str, str] = {}
        self.policy = ""
        self._article = self._script = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if tag == "html":
            self.root = attributes
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "a":
            self.links.append(attributes["href"])
        if tag == "link" and "hreflang" in attributes:
            self.languages[attributes["hreflang"]] = attributes["href"]
        elif tag == "link" and attributes["rel"] == "alternate":
            self.alternates[attributes["href"]] = attributes["type"]
        if tag == "meta" and "http-equiv" in attributes:
            self.policy = attributes["content"]
        if tag == "article":
            self._article = attributes["id"]
            self.articles[self._article] = ""
        if tag == "script":
            self._script = attributes.get("id") or attributes.get("type", "own")
            self.scripts[self._script] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._script = ""
        if tag == "article":
            self._article = ""

    def handle_data(self, data: str) -> None:
        if self._script:
            self.scripts[self._script] += data
        elif self._article:
            self.articles[self._article] += data


def read(folder: Path, language: Language = "en") -> Reader:
    return Reader((folder / PAGES[language]).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def english(dist: Path) -> Reader:
    return read(dist)


def test_the_page_names_every_twin_as_an_alternate(english: Reader, dist_based: Path) -> None:
    assert english.alternates == TWINS
    assert read(dist_based).alternates == {BASE + path: kind for path, kind in TWINS.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_names_itself_and_the_others_in_their_languages(
    dist: Path, dist_based: Path, language: Language
) -> None:
    page = read(dist, language)
    assert page.root == {"lang": language, "dir": FACTS[language].direction}
    folder = (dist / PAGES[language]).parent
    assert {one: (folder / path).resolve() for one, path in page.languages.items()} == {
        one: dist / path for one, path in PAGES.items()
    }
    assert read(dist_based, language).languages == {"en": BASE, "fr": f"{BASE}fr/", "ar": f"{BASE}ar/"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_within_the_package_leads_to_what_is_there(dist: Path, language: Language) -> None:
    page, folder = read(dist, language), (dist / PAGES[language]).parent
    files = set()
    for link in page.links:
        if link.startswith("#"):
            assert link[1:] in page.ids, link
        elif not urlsplit(link).scheme:
            assert (folder / link).is_file(), link
            files.add((folder / link).resolve().relative_to(dist).as_posix())
    there = {path.relative_to(dist).as_posix() for path in dist.rglob("*") if path.is_file()}
    charts = {path for path in there if path.endswith(".vl.json")}
    own = {path for path in charts if path.startswith("series/" if language == "en" else f"{language}/")}
    assert files == there - {"LICENSE", "indicators.json"} - (charts - own)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_identifier_stands_twice(dist: Path, language: Language) -> None:
    page = read(dist, language)
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_stands_beside_what_was_printed_and_a_link_that_lands_on_it(
    dist: Path, language: Language
) -> None:
    page, series = read(dist, language), load("series")
    units = load("indicators").set_index("indicator_id")["unit"]
    sources = {source.source_id: source for source in list_sources(load("sources"))}
    links = set(page.links)
    assert set(page.articles) == set(load("indicators")["indicator_id"])
    for row in list_records(series):
        text = page.articles[row["indicator_id"]]
        assert say_figure(row["value"], row["qualifier"], str(units[row["indicator_id"]]), language) in text
        assert row["as_printed"] in text
        link = sources[row["source_id"]].link(row["as_printed"])
        assert not link or link in links


def test_a_fall_keeps_its_sign_before_the_number_in_arabic(dist: Path) -> None:
    text = (dist / PAGES["ar"]).read_text(encoding="utf-8")
    assert re.search(r'<td class="number"><bdi dir="ltr">-3</bdi> بالمائة</td>', text)
    assert not re.search(r'<td class="number">-', text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_breaks_and_contradicting_figures_are_said_in_words(dist: Path, language: Language) -> None:
    page = read(dist, language)
    text = page.articles["emergency_calls_line19"]
    for row in list_records(load("breaks").query("indicator_id == 'emergency_calls_line19'")):
        assert row[f"label_{language}"] in text
    assert "433 kg" in page.articles["drug_seized"]
    assert "imarabic" in page.articles["drug_seized"].casefold()


def test_undated_figures_stand_below_the_indicator_that_has_no_other(english: Reader) -> None:
    text = english.articles["headquarters_cost"]
    for printed in load("observations").query("indicator_id == 'headquarters_cost'")["as_printed"]:
        assert printed in text


def test_addresses_of_values_are_stable_and_say_what_they_are_of(english: Reader) -> None:
    expected = {
        "cnie_issued",
        "cnie_issued-2023",
        "drug_seized-substance-cocaine",
        "drug_seized-substance-cocaine-2021",
    }
    assert expected | {"place-rabat", "source-halapress-2023-12", "theme-crime"} <= set(english.ids)


def test_coverage_has_a_row_an_indicator_and_its_signs(dist: Path) -> None:
    text = (dist / "index.html").read_text(encoding="utf-8")
    grid = text.partition('<table class="grid">')[2].partition("</table>")[0]
    coverage = load("coverage")
    assert grid.count("<tr>") == coverage["indicator_id"].nunique() + 1
    for status, sign in SIGNS.items():
        assert len(re.findall(f"<td[^>]*>{sign}</td>", grid)) == (coverage["status"] == status).sum()


def test_sources_have_the_number_of_figures_they_print(dist: Path) -> None:
    text = (dist / "index.html").read_text(encoding="utf-8")
    counts = load("observations")["source_id"].value_counts()
    for source in ("halapress-2023-12", "hespress-2025-12-17"):
        row = text.partition(f'<tr id="source-{source}">')[2].partition("</tr>")[0]
        assert row.endswith(f'<td class="number">{counts[source]}</td>')


def test_the_english_page_is_small(dist: Path) -> None:
    assert (dist / "index.html").stat().st_size < 2_500_000


def test_the_dataset_is_embedded_without_what_the_page_shows_itself(english: Reader, dist: Path) -> None:
    embedded = json.loads(english.scripts["application/ld+json"])
    whole = json.loads((dist / "schemaorg.jsonld").read_text(encoding="utf-8"))
    assert whole.keys() - embedded.keys() == {"variableMeasured", "isBasedOn"}
    assert embedded == {key: whole[key] for key in embedded}


def test_only_the_two_scripts_of_the_page_may_run(english: Reader) -> None:
    vega = zlib.decompress(base64.b64decode(english.scripts["page-vega"]))
    assert b"vegaEmbed" in vega
    for script in (vega, english.scripts["own"].encode()):
        assert f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'" in english.policy
    assert "default-src 'none'" in english.policy
    assert "unsafe-eval" not in english.policy


def test_every_phrase_of_the_pages_is_in_three_languages_and_used() -> None:
    here = resources("dgsn_opendata.exports.site")
    phrases = tomllib.loads(here.joinpath("words.toml").read_text(encoding="utf-8"))
    template = here.joinpath("templates", "page.html").read_text(encoding="utf-8")
    code = "".join(one.read_text(encoding="utf-8") for one in here.iterdir() if one.name.endswith(".py"))
    for name, texts in phrases.items():
        assert list(texts) == list(LANGUAGES), name
        assert all(texts.values()), name
        fields = {frozenset(re.findall(r"{\w+}", text)) for text in texts.values()}
        assert len(fields) == 1, name
        assert re.search(rf'say\.{name}\b|"{name}"', template + code), name


def test_no_text_of_the_tables_becomes_markup(small: Path) -> None:
    for table, old in {
        "indicators": "calls,emergency,Calls,",
        "categories": "centre,north,North,",
        "sources": "alpha-2024,Yearly report,Alpha,",
    }.items():
        quoted = EVIL.replace('"', '""')
        change(small, table, old, f'{old.rstrip(",").rpartition(",")[0]},"{quoted}",')
    change(small, "observations", "600,exact,600,", f'600,exact,"{EVIL.replace(chr(34), chr(34) * 2)}",')
    package = make(small)
    metadata = dataclasses.replace(package.metadata, title=EVIL, description_ar=EVIL)
    package = dataclasses.replace(package, metadata=metadata)
    clean = write_pages(Site(make(small), [], [], [], {}))
    pages = write_pages(Site(package, list_parts(package), [], [], {"name": EVIL}))
    for language, path in PAGES.items():
        page = Reader(pages[path].decode())
        assert "img" not in page.tags
        assert page.tags.count("script") == Reader(clean[path].decode()).tags.count("script")
        assert EVIL in page.articles["calls"] or language != "en"
        assert b"<!--" not in pages[path]
    assert json.loads(Reader(pages["index.html"].decode()).scripts["application/ld+json"]) == {"name": EVIL}
    charts: dict[str, Any] = json.loads(Reader(pages["index.html"].decode()).scripts["page-charts"])
    assert charts["indicators"]["calls"]["series"][0]["title"] == EVIL


def test_a_package_without_any_figure_has_pages_all_the_same(small: Path) -> None:
    path = small / "data" / "observations.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    package = make(small)
    page = Reader(write_pages(Site(package, list_parts(package), [], [], {}))["index.html"].decode())
    assert "No figure yet." in page.articles["calls"]


def test_the_site_map_names_every_page_in_its_languages_with_a_base_address_only(
    dist: Path, dist_based: Path
) -> None:
    assert not (dist / "sitemap.xml").exists()
    assert not (dist / "robots.txt").exists()
    tree = ET.parse(dist_based / "sitemap.xml").getroot()
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    pages = [BASE, f"{BASE}fr/", f"{BASE}ar/"]
    assert [one.text for one in tree.iter(f"{space}loc")] == pages
    assert {one.text for one in tree.iter(f"{space}lastmod")} == {read_metadata().released}
    for entry in tree:
        links = [one.attrib["href"] for one in entry.iter("{http://www.w3.org/1999/xhtml}link")]
        assert links == pages
    assert f"Sitemap: {BASE}sitemap.xml" in (dist_based / "robots.txt").read_text(encoding="utf-8")
