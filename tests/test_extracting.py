"""The article of a page."""

from __future__ import annotations

import subprocess
import sys

import pytest

from dgsn_opendata.articles import normalise, occurrences
from dgsn_opendata.errors import MissingExtra
from dgsn_opendata.extracting import Article, extract_article, is_markup, plain_article, tell_language
from tests.pages import FIGURES, PAGE


@pytest.fixture(scope="module")
def article() -> Article:
    return extract_article(PAGE)


def test_the_page_says_what_it_is(article: Article) -> None:
    said = (article.title, article.publisher, article.published_on, article.language)
    assert said == ("حصيلة الأمن: 260 محتوى عنيفا", "جريدة الشروق", "2026-12-16", "ar")


def test_no_figure_of_the_article_is_lost(article: Article) -> None:
    text = normalise(article.text)
    assert [figure for figure in FIGURES if not occurrences(text, figure)] == []


def test_what_stands_around_the_article_is_not_its_text_but_is_shown(article: Article) -> None:
    found, elsewhere = article.list_figures()
    printed = [one.text for one in found]
    assert not {"55", "2019", "111", "222", "333"} & set(printed)
    assert {"55", "2019"} <= set(elsewhere)
    assert "77" in [*printed, *elsewhere]
    assert not {"111", "222", "333"} & set(elsewhere)
    assert len(printed) >= len(FIGURES)


def test_the_marks_of_lists_and_tables_are_no_signs_of_numbers(article: Article) -> None:
    assert "\n33 قطعة سلاح\n" in article.text
    assert "---" not in article.text
    assert "| الرباط | 4.321 |" in article.text


def test_the_text_is_one_that_the_table_can_have_a_digest_of(article: Article) -> None:
    assert article.text.endswith("\n")
    assert "\r" not in article.text
    decomposed = extract_article(PAGE.replace("محتوى", "محتوى\u0622".replace("\u0622", "\u0627\u0653")))
    assert "\u0622" in decomposed.text


def test_a_headline_that_stands_outside_of_the_text_begins_it() -> None:
    page = PAGE.replace("<h1>حصيلة الأمن: 260 محتوى عنيفا</h1>", "")
    assert extract_article(page).text.startswith("حصيلة الأمن: 260 محتوى عنيفا\n\nبلغ")


def test_what_a_page_does_not_say_is_not_guessed() -> None:
    page = (
        "<html><body><article><p>"
        + "Le 3 mars 2021, les centres ont reçu 1.000 appels. " * 5
        + "</p></article></body></html>"
    )
    article = extract_article(page)
    assert (article.publisher, article.published_on, article.language) == ("", "", "")
    assert "1.000" in article.text


def test_a_page_without_article_has_no_text_but_what_it_shows() -> None:
    article = extract_article("<html><body><p>12 €</p></body></html>")
    assert article.text in {"", "12 €\n"}
    assert "12" in article.page


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-1", "no-such"])
def test_what_a_page_says_of_its_letters_is_settled_before(encoding: str) -> None:
    assert extract_article(PAGE.replace("utf-8", encoding)).title == "حصيلة الأمن: 260 محتوى عنيفا"


def test_a_saved_text_is_taken_as_it_is() -> None:
    article = plain_article("\ufeffUn bilan\r\n\r\n 12 cartes \r\n\r\n")
    assert article == Article("Un bilan\n\n 12 cartes\n")


def test_markup_is_told_from_text() -> None:
    assert is_markup(PAGE)
    assert is_markup("\ufeff  <HTML>")
    assert not is_markup("De 3 < 4 et 5 > 2, <i>non</i>")


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("سبع مكالمات ISO", "", "ar"),
        ("sept appels", "fr-FR", "fr"),
        ("sept appels", "EN", "en"),
        ("siedem", "pl", ""),
        ("sept appels", "ar", ""),
        ("", "", ""),
    ],
)
def test_a_language_is_known_by_letters_or_by_what_the_page_says(text: str, declared: str, language: str) -> None:
    assert tell_language(text, declared) == language


def test_the_language_is_that_of_the_page_and_of_no_comment() -> None:
    text = "<body><article><p>" + "Les centres ont reçu 1.000 appels. " * 5 + "</p></article></body></html>"
    for frame, language in (
        ('<!-- <html lang="en"> --><html class="a" lang="fr-FR">', "fr"),
        ("<html lang=en>", "en"),
        ('<html xml:lang="fr">', "fr"),
        ("<html " * 20_000, ""),
    ):
        assert extract_article(f"{frame}{text}").language == language


def test_a_page_of_nothing_but_spaces_is_soon_read() -> None:
    assert plain_article(f"a{' ' * 1_000_000}b \t\r{' ' * 1_000_000}").text == f"a{' ' * 1_000_000}b\n"


def test_a_title_has_no_control_characters() -> None:
    assert (
        extract_article(PAGE.replace("حصيلة الأمن", "حصيلة\x1b[2J الأمن")).title
        == "حصيلة[2J الأمن: 260 محتوى عنيفا"
    )


def test_finding_the_text_loads_no_network_and_asks_none() -> None:
    program = (
        "import socket, sys\n"
        "def refuse(*args, **options): raise AssertionError('asked the network')\n"
        "socket.getaddrinfo = socket.socket.connect = refuse\n"
        "from dgsn_opendata.extracting import extract_article\n"
        "from tests.pages import PAGE\n"
        "assert extract_article(PAGE).title\n"
        "print('requests' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(MissingExtra, match=r"trafilatura.*dgsn-opendata\[publish\]"):
        extract_article(PAGE)
