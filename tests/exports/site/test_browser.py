"""The pages in a real browser: charts, search, keyboard, small screens, paper, no script, no other host."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from dgsn_opendata import search
from dgsn_opendata.build import build
from dgsn_opendata.exports.site.downloads import series_files
from dgsn_opendata.exports.site.pages import PAGES, Site, write_pages
from dgsn_opendata.exports.site.parts import list_parts
from dgsn_opendata.languages import FACTS
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.schemas import LANGUAGES, Language
from dgsn_opendata.searching import fold
from tests.node_programs import run_node
from tests.packages import make
from tests.serving import serving
from tests.small import write_package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

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


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_draws_the_chart_that_its_address_names(dist: Path, watched: Watched, language: Language) -> None:
    page = watched.open(dist, language, "drug_seized")
    page.wait_for_selector(f"#drug_seized {CHART}")
    assert page.title() == read_metadata().words("title", language)
    assert page.evaluate("getComputedStyle(document.body).direction") == FACTS[language].direction
    assert page.evaluate("Math.abs(document.getElementById('drug_seized').getBoundingClientRect().top) < 100")
    assert page.locator(f"#drug_seized {CHART}").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_chart_drawn_is_the_one_that_can_be_downloaded(dist: Path, watched: Watched) -> None:
    page = watched.open(dist, "ar", "cnie_issued")
    page.wait_for_selector(f"#cnie_issued {CHART}")
    downloaded = json.loads((dist / "ar/series/cnie_issued.vl.json").read_text(encoding="utf-8"))
    data = page.evaluate("JSON.parse(document.getElementById('page-charts').textContent)")
    assert data["template"].keys() <= downloaded.keys()
    # The file's rows, through the page's own list of them.
    (first, *_) = data["indicators"]["cnie_issued"]["series"]
    rows = [
        {key: entry for key, entry in zip(data["row"], row, strict=False) if entry is not None}
        for row in first["rows"]
    ]
    assert rows == downloaded["data"]["values"]
    texts = page.eval_on_selector_all(f"#cnie_issued {CHART} text", "all => all.map(one => one.textContent)")
    assert downloaded["title"]["text"] in texts
    years = [row["year"] for row in rows if "year" in row]
    assert {str(year) for year in range(min(years), max(years) + 1)} <= set(texts)


def test_another_series_of_the_indicator_can_be_chosen(dist: Path, watched: Watched) -> None:
    page = watched.open(dist, "fr", "drug_seized")
    page.wait_for_selector(f"#drug_seized {CHART}")
    page.select_option("#drug_seized select", label="Cocaïne")
    page.wait_for_selector(f"#drug_seized {CHART}[aria-label*='Cocaïne']")


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


def test_pointing_at_a_value_says_who_printed_it(dist: Path, watched: Watched) -> None:
    page = watched.open(dist, "en", "drug_seized")
    page.wait_for_selector(f"#drug_seized {CHART}")
    page.hover(f"#drug_seized {CHART} path[fill='#0072B2'] >> nth=0")
    page.wait_for_selector("#vg-tooltip-element.visible")
    said = page.inner_text("#vg-tooltip-element")
    for text in (
        "106,870",
        "106 طنا و870 كيلوغراما",
        "Attajdid",
        "sources contradict one another (106,800 – 106,870)",
    ):
        assert text in said


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


def test_the_axis_of_a_share_is_the_one_of_the_file(dist: Path, watched: Watched) -> None:
    page = watched.open(dist, "en", "clearance_rate_general_pct")
    page.wait_for_selector(f"#clearance_rate_general_pct {CHART}")
    spec = json.loads((dist / "series/clearance_rate_general_pct.vl.json").read_text(encoding="utf-8"))
    y = next(layer["encoding"]["y"] for layer in spec["layer"] if "y" in layer["encoding"])
    assert y["scale"]["zero"] is False
    texts = page.eval_on_selector_all(
        f"#clearance_rate_general_pct {CHART} text", "all => all.map(one => one.textContent)"
    )
    assert y["title"] in texts
    assert "90" in texts
    assert "0" not in texts
    assert any("Sources: " in text for text in texts)


@pytest.mark.parametrize("missing", ["DecompressionStream", "IntersectionObserver"])
def test_a_browser_that_cannot_draw_shows_the_tables_and_no_empty_boxes(
    dist: Path, watched: Watched, missing: str
) -> None:
    watched.page.add_init_script(f"delete window.{missing}")
    page = watched.open(dist, "en", "cnie_issued")
    page.fill("#page-search", "cannabis")
    assert "drug_seized" in page.evaluate(SHOWN)
    assert page.locator(".chart").count() == 0


def test_an_address_that_names_nothing_does_no_harm(dist: Path, watched: Watched) -> None:
    page = watched.open(dist, "en", "%")
    page.fill("#page-search", "!!")
    assert page.evaluate(SHOWN) == []


def test_nothing_moves_after_a_link_to_an_indicator_has_been_followed(dist: Path, watched: Watched) -> None:
    page = watched.open(dist, "ar", "bri_brigades_created")
    page.wait_for_selector(f"#bri_brigades_created {CHART}")
    page.wait_for_timeout(1_000)
    assert page.evaluate(
        "Math.abs(document.getElementById('bri_brigades_created').getBoundingClientRect().top) < 50"
    )


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


def test_a_chart_that_is_drawn_anew_leaves_nothing_of_the_one_before(dist: Path, watched: Watched) -> None:
    watched.page.add_init_script(
        "window.listening = 0;"
        "for (const [name, step] of [['addEventListener', 1], ['removeEventListener', -1]]) {"
        "  const own = window[name];"
        "  window[name] = function (kind, ...rest) { if (kind === 'resize') window.listening += step; return own.call(this, kind, ...rest); };"
        "}"
    )
    page = watched.open(dist, "en", "drug_seized")
    page.wait_for_selector(f"#drug_seized {CHART}")
    page.wait_for_timeout(500)
    before = page.evaluate("window.listening")
    for name in ("Cocaine", "Heroin", "Cocaine", "Heroin"):
        page.select_option("#drug_seized select", label=name)
        page.wait_for_selector(f"#drug_seized {CHART}[aria-label*='{name}']")
    assert page.evaluate("window.listening") == before
