"""The command capture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.articles import digest
from dgsn_opendata.capturing import fetch_page
from dgsn_opendata.cli.main import main
from dgsn_opendata.source_rows import SourceRows
from tests.misbehaving import misbehaving
from tests.pages import FIGURES, PAGE
from tests.small import places, read, rewrite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.misbehaving import Web

    Call = Callable[..., tuple[str, str]]

ROW = "alsharq-2026-12-16,حصيلة الأمن: 260 محتوى عنيفا,جريدة الشروق,,ar,2026-12-16,{url},,{kind},{year},,{digest},{day},"
NAMED = ("--source", "alsharq-2026-12-16")
FILLED = ("--report-year", "2026", "--kind", "press_report")


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with misbehaving() as one:
        one.pages["/bilan"] = ("text/html", PAGE.encode())
        yield one


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return tmp_path / "texts"


@pytest.fixture
def capture(small: Path, texts: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    def call(*arguments: str, code: int = 0) -> tuple[str, str]:
        with pytest.raises(SystemExit) as left:
            main(["capture", *arguments, "--texts", str(texts), "--package", str(small), "--allow-local"])
        said = capsys.readouterr()
        assert left.value.code == code, said
        return said.out, said.err

    return call


def test_an_article_is_shown_saved_and_given_a_row(capture: Call, web: Web, texts: Path, small: Path) -> None:
    before = read(small, "sources")
    out, _ = capture(web.url("bilan"), *NAMED)
    lines = dict(line.split(None, 1) for line in out.split("\n\n")[0].splitlines())
    assert lines["title"] == "حصيلة الأمن: 260 محتوى عنيفا"
    assert (lines["date"], lines["language"], lines["publisher"]) == ("2026-12-16", "ar", "جريدة الشروق")
    text = (texts / "alsharq-2026-12-16.txt").read_text(encoding="utf-8")
    assert lines["length"] == f"{len(text)} characters"
    assert lines["numbers"].startswith(f"{len(FIGURES)}, {len(FIGURES) - 2} of them certainly figures")
    assert {"55", "2019"} <= set(lines["elsewhere"].split())
    header, row = out.split("\n\n")[1].splitlines()
    assert header.encode() == before.splitlines()[0]
    day = row.split(",")[-2]
    url = web.url("bilan")
    assert row == ROW.format(url=url, kind="", year="", digest=digest(text), day=day)
    assert read(small, "sources") == before


def test_a_row_is_written_into_its_place_and_the_table_stays_valid(capture: Call, web: Web, small: Path) -> None:
    before = read(small, "sources")
    out, _ = capture(web.url("bilan"), *NAMED, *FILLED, "--write")
    assert out.endswith("sources.csv: added\n")
    after = read(small, "sources")
    lines = after.splitlines(keepends=True)
    assert lines.pop(2).startswith("alsharq-2026-12-16,حصيلة".encode())
    assert b"".join(lines) == before
    assert places(small) == []
    assert "nothing to add" in capture(web.url("bilan"), "--write")[0]
    assert read(small, "sources") == after


def test_what_is_changed_in_the_table_while_the_page_comes_stays(
    capture: Call, web: Web, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(*arguments: object) -> object:
        page = fetch_page(*arguments)  # type: ignore[arg-type]
        rewrite(small, "sources", read(small, "sources").replace(b"2025-12-17", b"2025-12-16"))
        return page

    monkeypatch.setattr("dgsn_opendata.capturing.fetch_page", fetch)
    before = read(small, "sources")
    capture(web.url("bilan"), *NAMED, *FILLED, "--write")
    after = read(small, "sources").splitlines()
    assert len(after) == len(before.splitlines()) + 1
    assert {*before.replace(b"2025-12-17", b"2025-12-16").splitlines()} < {*after}


def test_the_name_that_a_page_gives_itself_is_shown_beside_the_table_s(
    capture: Call, web: Web, small: Path
) -> None:
    rewrite(small, "sources", read(small, "sources").replace(b"https://example.org/a", web.url("a").encode()))
    publisher = SourceRows(small).rows["alpha-2024"]["publisher"]
    out, _ = capture(web.url("bilan"), *NAMED)
    assert f"publisher  {publisher}; the page calls itself جريدة الشروق\n" in out


def test_a_terminal_obeys_nothing_that_a_page_says(capture: Call, web: Web) -> None:
    web.replies["/odd"] = (302, b"", {"Location": "/missing?\x1b[2J"})
    _, err = capture(web.url("odd"), *NAMED, code=2)
    assert ("\x1b" in err, r"/missing?\x1b[2J" in err) == (False, True)


def test_what_a_person_must_say_is_asked_for_before_anything_is_written(
    capture: Call, web: Web, texts: Path, small: Path
) -> None:
    before = read(small, "sources")
    _, err = capture(web.url("bilan"), *NAMED, "--write", code=2)
    assert "lacks kind and report_year" in err
    assert not texts.exists()
    assert read(small, "sources") == before


def test_another_text_is_written_only_when_told_so(capture: Call, web: Web, texts: Path) -> None:
    texts.mkdir()
    path = texts / "alsharq-2026-12-16.txt"
    path.write_text("mine", encoding="utf-8")
    _, err = capture(web.url("bilan"), *NAMED, code=2)
    assert "--replace" in err
    assert path.read_text(encoding="utf-8") == "mine"
    capture(web.url("bilan"), *NAMED, "--replace")
    assert "779.008" in path.read_text(encoding="utf-8")


def test_a_saved_page_and_a_saved_text_will_do(capture: Call, tmp_path: Path, texts: Path) -> None:
    (tmp_path / "saved.html").write_bytes(PAGE.encode("utf-16"))
    where = ("--url", "https://example.org/bilan", "--saved-on", "2026-12-17")
    out, _ = capture(str(tmp_path / "saved.html"), *NAMED, *where)
    assert ",https://example.org/bilan,," in out
    assert out.endswith(",2026-12-17,\n")
    (tmp_path / "saved.txt").write_text("Le bilan : 12 cartes\r\n", encoding="utf-8")
    out, _ = capture(str(tmp_path / "saved.txt"), "--source", "delta-2026", "--language", "fr")
    assert "numbers    1, 1 of them certainly figures" in out
    assert "to fill in kind, report_year\n" in out
    assert (texts / "delta-2026.txt").read_bytes() == b"Le bilan : 12 cartes\n"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["ftp://example.org/a"], 2, "no address of http or https"),
        (["no-such-file.html"], 2, "There is no file no-such-file.html"),
        (["https://example.org/", "--saved-on", "2026-12-17"], 2, "for a saved file"),
        (["pyproject.toml", "--url", "example.org"], 2, "no web address"),
        (["pyproject.toml", "--saved-on", "soon"], 2, "--saved-on"),
        (["http://no-such-host.invalid/"], 3, "has no address"),
    ],
)
def test_what_cannot_be_is_said_plainly(capture: Call, arguments: list[str], code: int, message: str) -> None:
    _, err = capture(*arguments, "--source", "a-2026", code=code)
    assert message in err


@pytest.mark.parametrize(("name", "code"), [("pdf", 3), ("declared_large", 3), ("missing", 2), ("gone", 2)])
def test_what_is_no_article_is_refused(capture: Call, web: Web, texts: Path, name: str, code: int) -> None:
    _, err = capture(web.url(name), "--source", "a-2026", code=code)
    assert ("Check the address" in err) == (code == 2)
    assert err.startswith(f"Error: {web.url(name)}")
    assert not texts.exists()


def test_addresses_of_this_machine_are_refused_without_leave(
    small: Path, texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["capture", "http://127.0.0.1:9/", "--texts", str(texts), "--package", str(small)])
    assert "127.0.0.1 is no public address" in capsys.readouterr().err


def test_the_package_takes_no_texts(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["capture", "pyproject.toml", "--texts", str(small / "texts"), "--package", str(small)])
    assert "is inside the package" in capsys.readouterr().err
