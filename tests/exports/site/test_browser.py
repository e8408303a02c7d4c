"""The pages in a real browser: charts, search, keyboard, small screens, paper, no script, no other host."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from dgsn_opendata import search
from dgsn_opendata.exports.site.downloads import series_files
from dgsn_opendata.exports.site.pages import PAGES, Site, write_pages
from dgsn_opendata.exports.site.parts import list_parts
from dgsn_opendata.schemas import LANGUAGES, Language
from dgsn_opendata.searching import fold
from tests.node_programs import run_node
from tests.packages import make
from tests.serving import serving
from tests.small import write_package

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

from tests.exports.site.browsers import CHART, SHOWN, Watched


@pytest.mark.parametrize(
    ("query", "name"), [("cannabis", "drug_seized"), ("الحشيش", "drug_seized"), ("chira", "drug_seized")]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_search_finds_in_three_languages_on_every_page(
    dist: Path, watched: Watched, language: Language, query: str, name: str
) -> None:
    page = watched.open(dist, language)
    page.fill("#page-search", query)
    shown = page.evaluate(SHOWN)
    assert name in shown
    assert 0 < len(shown) < 20
    assert str(len(shown)) in page.inner_text("#page-found")
    page.fill("#page-search", "")
    assert len(page.evaluate(SHOWN)) == len(search(""))


def test_the_page_folds_words_as_the_library_does(dist: Path, watched: Watched) -> None:
    page = watched.open(dist)
    data: dict[str, Any] = page.evaluate("JSON.parse(document.getElementById('page-charts').textContent)")
    for query in (
        "Évolution",
        "ÉVOLUTIONS",
        "التأشيرات",
        "تأشيرة",
        "والمخدرات",
        "بالمائة",
        "l’Aéroport",
        "ﻣﺨﺪﺭﺍﺕ",
        "ـمـ",
        "zzz",
    ):
        words = fold(query).split()
        expected = {
            name for name, text in data["words"].items() if all(f" {word}" in f" {text}" for word in words)
        }
        page.fill("#page-search", query)
        assert set(page.evaluate(SHOWN)) == expected, query


def test_a_link_to_what_the_search_hides_shows_it_again(dist: Path, watched: Watched) -> None:
    page = watched.open(dist)
    page.fill("#page-search", "cocaine")
    page.evaluate("location.hash = 'cnie_issued'")
    page.wait_for_selector(f"#cnie_issued {CHART}")
    assert page.input_value("#page-search") == ""


def test_the_first_content_is_there_at_once(dist: Path, watched: Watched) -> None:
    page = watched.open(dist)
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    first = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    assert first < 5_000  # on a machine that does other things as well; it is some 200 ms


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_fits_a_telephone(dist: Path, chromium: Browser, language: Language) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = Watched(context.new_page()).open(dist, language, "emergency_calls_line19")
    page.wait_for_selector(f"#emergency_calls_line19 {CHART}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wide = "[...document.querySelectorAll('#emergency_calls_line19 svg.marks')].every(one => one.clientWidth <= innerWidth)"
    assert page.evaluate(wide)
    context.close()


def test_without_scripts_every_table_is_there_and_nothing_that_does_nothing(dist: Path, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = Watched(context.new_page()).open(dist, "en", "cnie_issued")
    assert page.locator("#cnie_issued tbody tr").count() > 5
    assert page.locator("#cnie_issued a[href*=':~:text=']").count() > 5
    assert not page.is_visible("#page-search")
    assert page.locator(".indicator").count() == len(search(""))
    context.close()


def test_the_keyboard_reaches_the_indicators_first_and_every_chart_s_choice(dist: Path, watched: Watched) -> None:
    page = watched.open(dist)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#page-indicators"
    page.goto(f"{page.url}#drug_seized")
    page.wait_for_selector("#drug_seized select")
    page.focus("#drug_seized select")
    page.keyboard.press("ArrowDown")
    page.wait_for_selector(f"#drug_seized {CHART}[aria-label*='Cocaine']")


def test_on_paper_an_indicator_s_address_gives_that_one_alone(dist: Path, watched: Watched) -> None:
    page = watched.open(dist, "en", "cnie_issued")
    page.wait_for_selector(f"#cnie_issued {CHART}")
    page.emulate_media(media="print")
    shown = "[...document.querySelectorAll('.indicator')].filter(one => one.offsetParent).map(one => one.id)"
    assert page.evaluate(shown) == ["cnie_issued"]
    assert not page.is_visible("#page-coverage")
    assert len(page.pdf()) > 10_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_checker_of_accessibility_finds_nothing_serious(
    tiny: Path, chromium: Browser, language: Language
) -> None:
    context = chromium.new_context(bypass_csp=True, viewport={"width": 900, "height": 600})
    page = Watched(context.new_page()).open(tiny, language, "calls")
    page.wait_for_selector(f"#calls {CHART}")
    assert serious(Axe().run(page)) == []
    context.close()


def test_nor_in_the_parts_of_the_real_page(dist: Path, chromium: Browser) -> None:
    context = chromium.new_context(bypass_csp=True)
    page = Watched(context.new_page()).open(dist, "ar", "drug_seized")
    page.wait_for_selector(f"#drug_seized {CHART}")
    parts = {"include": [["header"], ["#drug_seized"], [".map"], ["#page-files"]]}
    assert serious(Axe().run(page, context=parts)) == []
    context.close()


def serious(results: Any) -> list[tuple[str, str]]:
    violations = results.response["violations"]
    assert results.response["passes"]
    return [
        (one["id"], one["nodes"][0]["html"][:200])
        for one in violations
        if one["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_validator_of_html_finds_no_error(dist: Path, language: Language) -> None:
    findings: list[Any] = json.loads(run_node("validate_html.js", str(dist / PAGES[language])))
    assert [(one["ruleId"], one["line"], one["message"]) for one in findings] == []


def test_the_site_works_from_a_web_server_as_from_a_disk(dist: Path, watched: Watched) -> None:
    with serving(dist) as address:
        watched.page.goto(f"{address}ar/#cnie_issued")
        watched.page.wait_for_selector(f"#cnie_issued {CHART}")
        watched.page.click("nav a[hreflang=fr]")
        assert watched.page.url == f"{address}fr/index.html"
        watched.asked.clear()


def test_an_address_that_names_nothing_does_no_harm(dist: Path, watched: Watched) -> None:
    page = watched.open(dist, "en", "%")
    page.fill("#page-search", "!!")
    assert page.evaluate(SHOWN) == []


def test_on_paper_the_address_of_a_value_gives_its_indicator(dist: Path, watched: Watched) -> None:
    page = watched.open(dist, "en", "cnie_issued-2023")
    page.emulate_media(media="print")
    shown = "[...document.querySelectorAll('.indicator')].filter(one => one.offsetParent).map(one => one.id)"
    assert page.evaluate(shown) == ["cnie_issued"]


def test_names_of_indicators_that_a_page_could_use_itself_do_no_harm(tmp_path: Path, watched: Watched) -> None:
    folder = write_package(tmp_path / "package")
    for name, other in {
        "urgent_calls": "index",
        "calls_change_pct": "search",
        "calls_share_pct": "charts",
    }.items():
        for path in (folder / "data").glob("*.csv"):
            path.write_text(path.read_text(encoding="utf-8").replace(f"{name},", f"{other},"), encoding="utf-8")
    package = make(folder)
    parts = list_parts(package)
    files = [*series_files(parts, package.metadata), *write_pages(Site(package, parts, [], [], {})).items()]
    assert len(files) == len(dict(files))
    for file, data in files:
        (tmp_path / "dist" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "dist" / file).write_bytes(data)
    assert json.loads((tmp_path / "dist/series/index.json").read_text(encoding="utf-8"))["data"]
    page = watched.open(tmp_path / "dist", "en", "search")
    page.wait_for_selector(f"#search {CHART}")
