"""Links to figures in a real browser: what it goes to, and what it marks."""

from __future__ import annotations

import base64
import dataclasses
import html
import http.server
import re
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dgsn_opendata.articles import normalise
from dgsn_opendata.fragments import Fragment, fragment, link
from dgsn_opendata.loading import load
from dgsn_opendata.provenance import Source, list_sources
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

ARTICLES = Path(__file__).parent.parent.parent / "shared" / "sources"

# What a page shows, a line a block; the braces hold what is to be highlighted.
ARABIC = """\
7 قضايا في الصفحة
عالجت المصالح {و43.807} ملفات، منها {7 قضايا} و807 طلبات
عالجت المصالح 7 قضايا في الأسبوع
{ب11} بالمئة، ثم 43.807 {و43.807} أخرى
سجلت المصالح:
{7 قضايا} بالمدينة
منحت\u00a0 {130 \u00a0ألفًا\u200f وثيقة} (1)
ثم كلمة {(1)} أخرى
نقطة {19}
{بنية} أمنية"""
FRENCH = """\
En 2024, 541 visas et l’année d’avant 755\u202f541
La police a délivré {755\u00a0541} cartes, dont {541} à l’étranger
La {cote 5} et la côte 5, {l’été} 2024
Elle compte {1,5 million} d’habitants - {12 %} de plus
Une {part «\u202f77\u202f» ici} et 77 ailleurs"""
STYLE = "body{font:20px/2 serif;margin:40px}p{margin:0 0 900px}::target-text{background:#f0f;color:#f0f}"
COLOURED = """(async () => {
  const image = new Image();
  image.src = "data:image/png;base64,SHOT";
  await image.decode();
  const {width, height} = image, canvas = new OffscreenCanvas(width, height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const pixels = canvas.getImageData(0, 0, width, height).data, xs = [], ys = [];
  for (let at = 0; at < pixels.length; at += 4)
    if (pixels[at] > 200 && pixels[at + 1] < 60 && pixels[at + 2] > 200) {
      xs.push((at / 4) % width);
      ys.push(Math.floor(at / 4 / width));
    }
  const least = all => all.reduce((a, b) => Math.min(a, b)), most = all => all.reduce((a, b) => Math.max(a, b));
  return xs.length ? [least(xs), least(ys), most(xs) + 1, most(ys) + 1] : [];
})()"""
BOXES = """[...document.querySelectorAll("span")].map(span => {
  const {left, top, right, bottom} = span.getBoundingClientRect();
  return [left, top, right, bottom];
})"""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Serve the two pages."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text, attributes = (ARABIC, 'lang="ar" dir="rtl"') if "/ar" in self.path else (FRENCH, 'lang="fr"')
            lines = html.escape(text).replace("{", "<span>").replace("}", "</span>").replace("\n", "</p>\n<p>")
            body = f"<!doctype html><html {attributes}><meta charset=utf-8><style>{STYLE}</style><p>{lines}</p>"
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def highlighted(browser: Page, url: str) -> list[int] | None:
    """Return which of the page's marked words are what the browser highlights, ``None`` where it highlights none."""
    browser.goto(url)
    shot = base64.b64encode(browser.screenshot()).decode()
    boxes = browser.evaluate(BOXES)
    coloured = browser.evaluate(COLOURED.replace("SHOT", shot))
    if not coloured:
        return None
    # Marks above and below letters reach beyond a line's box; to the sides nothing does.
    return [
        number
        for number, box in enumerate(boxes)
        if all(abs(one - other) <= slack for one, other, slack in zip(box, coloured, (2, 8, 2, 8), strict=True))
    ]


@pytest.mark.parametrize(
    ("name", "printed", "occurrence", "marked"),
    [
        ("ar", "43.807", 1, 0),
        ("ar", "7 قضايا", 2, 1),
        ("ar", "11", 1, 2),
        ("ar", "43.807", 3, 3),
        ("ar", "7 قضايا", 4, 4),
        ("ar", "130 ألفا", 1, 5),
        ("ar", "(1)", 2, 6),
        ("fr", "755 541", 2, 0),
        ("fr", "541", 2, 1),
        ("fr", "cote 5", 1, 2),
        ("fr", "l'été", 1, 3),
        ("fr", "1,5 million", 1, 4),
        ("fr", "12 %", 1, 5),
        ("fr", "77", 1, 6),
    ],
)
def test_a_real_browser_highlights_the_very_words(
    browser: Page, site: str, name: str, printed: str, occurrence: int, marked: int
) -> None:
    article = normalise(re.sub("[{}]", "", ARABIC if name == "ar" else FRENCH))
    one = fragment(article, printed, occurrence)
    assert one
    assert highlighted(browser, link(f"{site}/{name}", one)) == [marked]
    assert browser.evaluate("scrollY > 0")


def test_a_real_browser_highlights_an_expression_over_two_lines(browser: Page, site: str) -> None:
    one = fragment(normalise(re.sub("[{}]", "", ARABIC)), "19 بنية")
    assert one == Fragment("19", end="بنية")
    # The lines stand so far apart that the window shows the first alone.
    assert highlighted(browser, link(f"{site}/ar", one)) == [7]


@pytest.mark.parametrize(("printed", "occurrence"), [("7 قضايا", 1), ("7 قضايا", 3), ("43.807", 2)])
def test_a_real_browser_highlights_other_words_for_another_occurrence(
    browser: Page, site: str, printed: str, occurrence: int
) -> None:
    one = fragment(normalise(re.sub("[{}]", "", ARABIC)), printed, occurrence)
    assert one
    assert highlighted(browser, link(f"{site}/ar", one)) == []


def test_a_real_browser_goes_to_the_first_match_where_no_article_is_at_hand(browser: Page, site: str) -> None:
    assert highlighted(browser, link(f"{site}/fr", "1,5 million")) == [4]
    # A glued letter makes it another word, so that only the article's own text finds it.
    assert highlighted(browser, link(f"{site}/ar", "11")) is None


def test_a_link_of_a_source_lands_on_a_figure_grown_together_with_the_word_before(
    browser: Page, site: str
) -> None:
    source = Source("a-2024", "", "", "ar", "", f"{site}/ar")
    assert highlighted(browser, source.link("11")) == [2]


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the captured articles are not here")
def test_links_land_on_every_figure_that_a_captured_article_prints_in_another_form(
    browser: Page, tmp_path: Path
) -> None:
    sources = {source.source_id: source for source in list_sources(load("sources"))}
    checked = 0
    for path in sorted(ARTICLES.glob("*.txt")):
        text = path.read_text(encoding="utf-8-sig")
        lines = html.escape(text).replace("\n", "</p><p>")
        style = "p { margin: 3em 0 } p:first-child { height: 3000px }"
        page = f'<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><style>{style}</style><p></p><p>{lines}</p>'
        (tmp_path / path.stem).mkdir()
        (tmp_path / path.stem / "index.html").write_text(page, encoding="utf-8")
    observations = load("observations")
    with serving(tmp_path) as address:
        for row in observations[
            observations["source_id"].isin([path.stem for path in ARTICLES.glob("*.txt")])
        ].to_dict("records"):
            article = normalise((ARTICLES / f"{row['source_id']}.txt").read_text(encoding="utf-8-sig"))
            if fragment(article, row["as_printed"], int(row["occurrence"])) == Fragment(row["as_printed"]):
                continue
            source = dataclasses.replace(sources[row["source_id"]], url=f"{address}{row['source_id']}/")
            browser.goto("about:blank")
            browser.goto(source.link(row["as_printed"]))
            assert browser.evaluate("scrollY") > 1000, row["as_printed"]
            checked += 1
    assert checked > 10
