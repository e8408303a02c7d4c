"""How an audit is shown."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.audit import STATES, Audit, audit_article
from dgsn_opendata.audit_report import as_html, as_json, as_text, summary
from dgsn_opendata.validation import read_tables
from tests.small import TEXTS, change

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page as BrowserPage

HOSTILE = "<script>alert(77)</script> & \"88\" <b title='99'>&amp; 300 &#49;</b>\n\n\tfin ]]> -->\n"


class Page(HTMLParser):
    """A page taken apart: the text of each element's kind, and every tag with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.texts[tag] = self.texts.get(tag, "") + data


def audit(folder: Path, source: str = "alpha-2024", text: str | None = None) -> Audit:
    tables, _ = read_tables(folder)
    return audit_article(TEXTS[source] if text is None else text, source, tables)


def test_the_summary_counts_the_states(small: Path) -> None:
    assert summary(audit(small)) == "alpha-2024: 9 numerals: 8 recorded, 1 waived, 0 missing"


def test_the_text_has_a_line_a_numeral_and_the_summary(small: Path) -> None:
    lines = as_text(audit(small, text=TEXTS["alpha-2024"] + "Et 77 alertes.")).splitlines()
    assert len(lines) == 11
    assert lines[0].startswith("recorded statistic  observations.csv:5 calls 2024 ")
    assert re.match(r"waived   identifier identifier ", lines[1])
    assert re.match(r"missing  statistic  exact 77 {3,}.*étaient urgents\. Et \[77\] alertes\.$", lines[-2])
    assert lines[-1].endswith("8 recorded, 1 waived, 1 missing")


def test_an_article_without_numerals_is_one_line(small: Path) -> None:
    assert as_text(audit(small, text="Rien.")) == "alpha-2024: 0 numerals: 0 recorded, 0 waived, 0 missing"


def test_the_json_has_the_same_as_data(small: Path) -> None:
    data = json.loads(as_json(audit(small, "beta-2024")))
    assert {key: data[key] for key in ("source_id", *STATES)} == {
        "source_id": "beta-2024",
        "recorded": 2,
        "waived": 0,
        "missing": 0,
    }
    first = data["numerals"][0]
    assert TEXTS["beta-2024"][slice(*first.pop("span"))] == "ألف"
    assert first == {
        "text": "ألف", "kind": "statistic", "state": "recorded", "claim": "observations.csv:6 calls 2024", "reading": "exact 1000",
        "before": "استقبلت القاعات ", "after": " مكالمة، وكانت سبع مكالمات في ليلة عاصفة",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("source", "language", "direction"), [("alpha-2024", "fr", "ltr"), ("beta-2024", "ar", "rtl")]
)
def test_the_page_runs_in_the_direction_of_its_language(
    small: Path, source: str, language: str, direction: str
) -> None:
    tags = dict(Page(as_html(audit(small, source))).tags)
    assert tags["main"] == {"lang": language, "dir": direction}
    assert tags["html"] == {"lang": "en"}


@pytest.mark.parametrize("text", [*TEXTS.values(), HOSTILE, "", "300", "\n 300 \n\n"])
def test_the_page_has_the_whole_text_in_order(small: Path, text: str) -> None:
    page = Page(as_html(audit(small, text=text)))
    assert page.texts.get("main", "") == text
    assert page.open == []


def test_each_numeral_of_the_page_is_marked_with_its_state_and_claim(small: Path) -> None:
    result = audit(small, text=TEXTS["alpha-2024"] + "Et 77 alertes.")
    marks = [attributes for tag, attributes in Page(as_html(result)).tags if tag == "mark"]
    assert [mark["class"] for mark in marks[: len(STATES)]] == list(STATES)  # the legend
    assert [mark["class"] for mark in marks[len(STATES) :]] == [entry.state for entry in result.entries]
    titles = [mark["title"] for mark in marks[len(STATES) :]]
    assert titles[:2] == ["recorded, statistic: observations.csv:5 calls 2024", "waived, identifier: identifier"]
    assert titles[-1] == "missing, statistic"


def test_the_page_says_its_counts(small: Path) -> None:
    page = Page(as_html(audit(small)))
    assert page.texts["header"] == "alpha-2024 8 recorded 1 waived 0 missing"
    assert page.texts["title"] == summary(audit(small))


def test_what_an_article_or_a_row_says_is_never_markup(small: Path) -> None:
    change(small, "waivers", "alpha-2024,19,1,identifier,", 'alpha-2024,77,1,"""><script>alert(1)</script>",')
    page = as_html(audit(small, text=HOSTILE))
    assert "<script" not in page
    tags = [tag for tag, _ in Page(page).tags]
    assert set(tags) == {"html", "head", "meta", "title", "style", "body", "header", "strong", "mark", "main"}
    claims = [attributes.get("title") or "" for tag, attributes in Page(page).tags if tag == "mark"]
    assert any('"><script>alert(1)</script>' in claim for claim in claims)


def test_a_source_with_a_hostile_name_or_language_is_never_markup() -> None:
    page = as_html(Audit('a"><script>', 'x" onload="y', "300", []))
    assert "<script" not in page
    assert dict(Page(page).tags)["main"] == {"lang": 'x" onload="y', "dir": "ltr"}


def test_the_page_fetches_nothing_from_elsewhere(small: Path) -> None:
    page = as_html(audit(small))
    assert not re.search(r"https?:|//|url\(|@import", page)
    assert not {"link", "script", "img", "iframe", "object", "a"} & {tag for tag, _ in Page(page).tags}
    assert not any({"src", "href", "style"} & set(attributes) for _, attributes in Page(page).tags)


def test_a_browser_shows_the_page_from_right_to_left_in_colours(
    small: Path, tmp_path: Path, browser: BrowserPage
) -> None:
    path = tmp_path / "audit.html"
    path.write_text(as_html(audit(small, "beta-2024")), encoding="utf-8")
    browser.goto(path.as_uri())
    assert browser.evaluate("getComputedStyle(document.querySelector('main')).direction") == "rtl"
    assert browser.evaluate("document.querySelector('main').textContent") == TEXTS["beta-2024"]
    colours = browser.evaluate(
        "[...document.querySelectorAll('main mark')].map(one => getComputedStyle(one).backgroundColor)"
    )
    assert colours == ["rgb(217, 240, 217)"] * 2


@pytest.mark.parametrize("state", STATES)
def test_each_state_is_told_apart_without_seeing_colour(small: Path, state: str) -> None:
    style = Page(as_html(audit(small))).texts["style"]
    (rule,) = re.findall(rf"^\.{state} {{(.*)}}", style, re.MULTILINE)
    assert "background: #" in rule
    assert ("border-block-end-style" in rule) == (state != "recorded")  # a solid line is what a mark has


def test_control_characters_of_an_article_neither_break_the_page_nor_the_lines(small: Path) -> None:
    shown = audit(small, text="Avant\x1b[31m 77 appels\x00 \u202e et 12 alertes\n")
    page, lines = as_html(shown), as_text(shown)
    assert not {"\x1b", "\x00", "\u202e"} & set(page)
    assert "\ufffd[" in page
    assert not {"\x1b", "\x00", "\u202e"} & set(lines)
