"""The charts of the pages in a real browser: what they draw, what they say, and what they leave behind."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.languages import FACTS
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.schemas import LANGUAGES, Language

if TYPE_CHECKING:
    from pathlib import Path


from tests.exports.site.browsers import CHART, SHOWN, Watched


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


def test_nothing_moves_after_a_link_to_an_indicator_has_been_followed(dist: Path, watched: Watched) -> None:
    page = watched.open(dist, "ar", "bri_brigades_created")
    page.wait_for_selector(f"#bri_brigades_created {CHART}")
    page.wait_for_timeout(1_000)
    assert page.evaluate(
        "Math.abs(document.getElementById('bri_brigades_created').getBoundingClientRect().top) < 50"
    )


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
