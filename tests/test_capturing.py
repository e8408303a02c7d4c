"""Capturing an article: what is fetched, refused, named and written."""

from __future__ import annotations

import dataclasses
import datetime
import zlib
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata import store
from dgsn_opendata.articles import digest
from dgsn_opendata.capturing import (
    check_row,
    fetch_page,
    plan_capture,
    read_page,
    write_text,
)
from dgsn_opendata.errors import EnvironmentProblem, UsageProblem
from dgsn_opendata.extracting import Article
from dgsn_opendata.fetching import Fetcher, Limits
from dgsn_opendata.locating import refuse_package
from dgsn_opendata.source_rows import SourceRows
from tests.misbehaving import misbehaving
from tests.pages import FIGURES, PAGE
from tests.small import TEXTS, change

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dgsn_opendata.capturing import Page
    from tests.misbehaving import Web

DAY = datetime.date(2026, 12, 17)
GIVEN = {"source_id": "alpha-2024"}


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with misbehaving() as one:
        one.replies["/garbage"] = (200, zlib.compress(PAGE.encode()), {})
        one.pages["/bilan"] = ("text/html; charset=iso-8859-1", PAGE.encode())
        yield one


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(Limits(pause=0, retries=0), allow_local=True)


@pytest.fixture
def page() -> Page:
    return read_again(TEXTS["alpha-2024"])


def read_again(text: str) -> Page:
    from dgsn_opendata.capturing import Page

    return Page(Article(text, language="fr"), "https://example.org/a", "2026-12-17")


def test_an_article_comes_from_its_address_with_the_day(web: Web, fetcher: Fetcher) -> None:
    page = fetch_page(web.url("bilan"), fetcher, DAY)
    assert (page.url, page.captured_on, page.article.publisher) == (web.url("bilan"), "2026-12-17", "جريدة الشروق")
    assert all(figure in page.article.text for figure in FIGURES)


def test_the_address_is_the_one_that_redirects_lead_to(web: Web, fetcher: Fetcher) -> None:
    page = fetch_page(web.url("moved"), fetcher)
    assert (page.asked, page.url) == (web.url("moved"), web.url("page"))


def test_letters_are_read_right_under_a_wrong_header(web: Web, fetcher: Fetcher) -> None:
    assert "19 مليون و722 ألف و41 مكالمة" in fetch_page(web.url("windows_1256"), fetcher).article.text


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("pdf", "is application/pdf, not a page of text"),
        ("disguised", "is of an unknown kind, not a page of text"),
        ("empty", "no article's text"),
        ("garbage", "is text/html; charset=utf-8, not a page of text"),
        ("full", "status 429"),
    ],
)
def test_what_is_no_article_is_refused(web: Web, fetcher: Fetcher, name: str, message: str) -> None:
    with pytest.raises(EnvironmentProblem, match=message) as caught:
        fetch_page(web.url(name), fetcher)
    assert caught.value.advice


def test_a_page_that_is_not_there_is_a_matter_of_its_address(web: Web, fetcher: Fetcher) -> None:
    with pytest.raises(UsageProblem, match="status 404: there is no such page") as caught:
        fetch_page(web.url("missing"), fetcher)
    assert "Check the address" in caught.value.advice


def test_saved_files_are_read_in_any_encoding(tmp_path: Path) -> None:
    for number, (text, encoding) in enumerate([(PAGE, "utf-8"), (PAGE, "windows-1256"), (PAGE, "utf-16")]):
        path = tmp_path / f"{number}.html"
        path.write_bytes(text.replace("©", "").encode(encoding))
        page = read_page(path, "https://example.org/b", "2026-12-01")
        assert (page.article.title, page.captured_on) == ("حصيلة الأمن: 260 محتوى عنيفا", "2026-12-01")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 text",
        b"\x1b[31m\x1b[0m\x07\x07 12",
        b"PK\x03\x04\0\0",
        b"",
        b" \n",
        b"<html><body></body></html>",
    ],
)
def test_a_file_without_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(EnvironmentProblem):
        read_page(path)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with path.open("wb") as file:
        file.truncate(10_000_000)
    with pytest.raises(EnvironmentProblem, match="larger than"):
        read_page(path)


def test_a_known_source_gets_its_empty_cells_filled_and_no_other(small: Path, page: Page, tmp_path: Path) -> None:
    capture = plan_capture(page, tmp_path, SourceRows(small), {})
    assert (capture.row["source_id"], capture.is_new, capture.differs, capture.missing) == (
        "alpha-2024",
        False,
        False,
        [],
    )
    assert capture.filled == ["captured_on"]
    assert capture.row["captured_on"] == "2026-12-17"
    assert capture.row["title"] == "Yearly report"
    check_row(capture)


def test_what_a_person_has_filled_in_stays_whatever_the_page_says(small: Path, page: Page, tmp_path: Path) -> None:
    article = dataclasses.replace(
        page.article, title="Autre", publisher="Autre", published_on="2020-01-01", language="en"
    )
    before = SourceRows(small).rows["alpha-2024"]
    capture = plan_capture(dataclasses.replace(page, article=article), tmp_path, SourceRows(small), {})
    filled = {name: text for name, text in before.items() if text}
    assert {name: capture.row[name] for name in filled} == filled
    assert capture.filled == ["captured_on"]


def test_a_publisher_is_named_as_the_table_does_and_one_of_several_by_the_page(
    tmp_path: Path, small: Path
) -> None:
    sources = SourceRows(small)
    row = sources.rows["alpha-2024"]

    def publisher(named: str, *known: str) -> str:
        sources.rows = {f"a{number}-2024": {**row, "publisher": one} for number, one in enumerate(known)}
        article = Article("12 cartes\n", "Bilan", named, "2026-12-16", "fr")
        page = dataclasses.replace(read_again(""), article=article, url="https://example.org/new")
        return plan_capture(page, tmp_path, sources, {"source_id": "b-2026"}).row["publisher"]

    assert publisher("Journal") == "Journal"
    assert publisher("Journal", "Le Journal") == "Le Journal"
    assert publisher("JOURNAL B", "Journal A", "Journal B") == "Journal B"
    assert publisher("Portail", "Journal A", "Journal B") == ""


def test_a_new_source_is_described_and_lacks_what_only_a_person_knows(tmp_path: Path, small: Path) -> None:
    article = Article("12 cartes\n", "Bilan", "Delta", "2026-12-16", "fr")
    page = dataclasses.replace(read_again(""), article=article, url="https://delta.example/b")
    capture = plan_capture(page, tmp_path, SourceRows(small), {})
    assert (capture.row["source_id"], capture.is_new) == ("delta-2026-12-16", True)
    assert capture.missing == ["kind", "report_year"]
    assert capture.row["text_sha256"] == capture.digest == digest("12 cartes")
    assert capture.row["archive_url"] == capture.row["author"] == ""
    with pytest.raises(UsageProblem, match="lacks kind and report_year") as caught:
        check_row(capture)
    assert "--report-year" in caught.value.advice
    assert "press_report" in caught.value.advice


def test_another_text_than_the_recorded_one_is_no_text_of_that_row(small: Path, tmp_path: Path) -> None:
    capture = plan_capture(read_again("13 cartes\n"), tmp_path, SourceRows(small), GIVEN)
    assert capture.differs
    assert (capture.filled, capture.row["captured_on"]) == ([], "")
    with pytest.raises(UsageProblem, match="another text"):
        check_row(capture)


def test_a_day_of_capture_is_not_given_to_a_text_of_another_day(small: Path, tmp_path: Path, page: Page) -> None:
    row = SourceRows(small).rows["gamma-2025"]
    change(small, "sources", row["text_sha256"], "")
    capture = plan_capture(
        dataclasses.replace(page, url=""), tmp_path, SourceRows(small), {"source_id": "gamma-2025"}
    )
    assert capture.differs
    assert (capture.row["text_sha256"], capture.row["captured_on"]) == ("", "2025-12-18")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"source_id": "Alpha 2024"}, "no identifier"),
        ({"source_id": "delta-2024"}, "known already, as the page of alpha-2024"),
        ({"kind": "opinion"}, "has kind communique_reprint in the table, not opinion"),
        ({"report_year": "2025"}, "has report_year 2024"),
    ],
)
def test_what_contradicts_the_table_is_refused(
    small: Path, tmp_path: Path, page: Page, given: dict[str, str], message: str
) -> None:
    with pytest.raises(UsageProblem, match=message):
        plan_capture(page, tmp_path, SourceRows(small), given)


def test_an_article_that_names_nobody_needs_a_name(small: Path, tmp_path: Path, page: Page) -> None:
    arabic = dataclasses.replace(page.article, publisher="جريدة الشروق", published_on="2026-12-16")
    for article, message in (
        (page.article, "makes no identifier"),
        (arabic, "made of جريدة الشروق, which has no"),
    ):
        with pytest.raises(UsageProblem, match=message) as caught:
            plan_capture(dataclasses.replace(page, article=article, url=""), tmp_path, SourceRows(small), {})
        assert "--source" in caught.value.advice


def test_a_text_is_written_once_and_never_lost(small: Path, tmp_path: Path, page: Page) -> None:
    texts, sources = tmp_path / "deep" / "texts", SourceRows(small)
    capture = plan_capture(page, texts, sources, GIVEN)
    assert write_text(capture)
    assert capture.path.read_bytes() == TEXTS["alpha-2024"].encode()
    assert not write_text(capture)
    other = plan_capture(read_again("autre\n"), texts, sources, GIVEN)
    with pytest.raises(UsageProblem, match="another text"):
        write_text(other)
    assert capture.path.read_bytes() == TEXTS["alpha-2024"].encode()
    assert write_text(other, replace=True)
    assert capture.path.read_text() == "autre\n"


def test_texts_never_go_into_a_package(small: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(small / "data")
    for folder in (small, small / "texts", tmp_path / "link", store.package_folder() / "new"):
        with pytest.raises(UsageProblem, match="inside the package"):
            refuse_package(folder, small)
    refuse_package(tmp_path / "texts", small)
