"""A report as a web page."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from dgsn_opendata.phrases import SPOKEN, Spoken
from dgsn_opendata.report import Report
from dgsn_opendata.reports.page import as_html
from tests.node_programs import run_node
from tests.reports.samples import HOSTILE, found, reported, written

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page


class Elements(HTMLParser):
    """The elements of a page, in their order, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, list[str]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, [name for name, _ in attrs]))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("language", SPOKEN)
def test_the_page_has_each_finding_with_its_advice_and_the_meaning_of_its_code(
    tmp_path: Path, language: Spoken
) -> None:
    findings = [found("12,5"), found("NA", line=None, code="reads-as-missing")]
    report = reported(written(tmp_path), *findings)
    page = as_html(report, language)
    text = Elements(page).text
    assert f'<html lang="{language}">' in page
    for finding in findings:
        for part in (finding.title, finding.detail, finding.advice):
            assert part.say(language) in text
        assert page.count(f'id="{finding.code}"') == page.count(f'href="#{finding.code}"') == 1
    assert report.summary.say(language) in text


def test_the_page_needs_nothing_else(tmp_path: Path) -> None:
    page = as_html(reported(written(tmp_path), found("x")))
    assert not re.search(r"<script|<link|<img|<iframe|https?://|url\(|@import", page)
    assert "default-src 'none'" in page


def test_a_sound_package_has_a_page_too() -> None:
    page = as_html(Report([], {"observations": 12345}), "fr")
    assert "Aucune anomalie" in page
    assert "12\u202f345" in page


@settings(max_examples=50)
@given(HOSTILE)
def test_nothing_in_a_cell_becomes_markup(text: str) -> None:
    harmless, hostile = (Elements(as_html(Report([found(one, column=one)], {}))) for one in ("x", text))
    assert hostile.elements == harmless.elements or not text
    assert found(text).detail in hostile.text


def test_a_validator_of_html_finds_no_error(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text(as_html(reported(tmp_path, found("<b>")), "fr"), encoding="utf-8")
    messages = json.loads(run_node("validate_html.js", str(tmp_path / "report.html")))
    assert [(one["ruleId"], one["line"], one["message"]) for one in messages] == []


def test_everybody_can_use_the_page(tmp_path: Path, browser: Page) -> None:
    from axe_playwright_python.sync_playwright import Axe

    browser.set_content(as_html(reported(written(tmp_path), found("12,5")), "fr"))
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in Axe().run(browser).response["violations"]] == []
