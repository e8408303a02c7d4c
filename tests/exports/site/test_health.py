"""What the pages say of the sources' addresses, where they were checked."""

from __future__ import annotations

import itertools
import re
import tomllib
from importlib.resources import files as resources
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.build import build
from dgsn_opendata.cli.main import main
from dgsn_opendata.exports.site.health import LinkView, list_sources
from dgsn_opendata.exports.site.pages import PAGES
from dgsn_opendata.exports.site.texts import Texts
from dgsn_opendata.link_health import STATES, Copy, Health, Link, write_results
from dgsn_opendata.schemas import LANGUAGES
from tests.packages import make
from tests.small import change

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dgsn_opendata.schemas import Language

AT = "2026-12-16T10:00:00Z"
URL = "https://example.org/a"
COPY = Copy("https://archive.example/1?<", "2025-01-02")
WORDS = tomllib.loads(resources("dgsn_opendata.exports.site").joinpath("words.toml").read_text(encoding="utf-8"))


def viewer(folder: Path) -> Callable[[Health, Language], LinkView | None]:
    """Return what tells what a page says of alpha's address."""
    package = make(folder)

    def view(health: Health, language: Language) -> LinkView | None:
        say = {key: one[language] for key, one in WORDS.items()}
        texts = Texts(say, language, PAGES[language], package.addresses)
        listed = list_sources(package, {"alpha-2024": health}, texts)
        return next(link for source, _, link in listed if source.source_id == "alpha-2024")

    return view


def row(page: bytes, source: str) -> str:
    found = re.search(rf'<tr id="source-{source}">.*</tr>', page.decode())
    assert found
    return found[0]


def test_state_day_and_a_copy_of_what_cannot_be_read_are_said(small: Path) -> None:
    view = viewer(small)
    for language, state in itertools.product(LANGUAGES, STATES):
        found = view(Health("alpha-2024", AT, Link(URL, state), copy=COPY), language)
        copy = "" if state in {"reachable", "moved"} else "https://archive.example/1?%3C"
        assert found == LinkView(WORDS[f"link_{state}"][language], "2026-12-16", copy)


def test_what_was_found_of_another_address_is_not_said(small: Path) -> None:
    change(small, "sources", URL, "https://example.org/b")
    view = viewer(small)
    assert view(Health("alpha-2024", AT, Link(URL, "gone")), "en") is None
    assert view(Health("alpha-2024", AT), "en") is None


def test_the_address_of_a_page_may_be_written_in_arabic(small: Path) -> None:
    change(small, "sources", URL, "https://example.org/أمن")
    assert viewer(small)(Health("alpha-2024", AT, Link("https://example.org/أمن", "moved")), "en") is not None


def test_build_shows_the_results_of_a_check_on_each_page(small: Path, tmp_path: Path) -> None:
    results = tmp_path / "links.json"
    write_results(results, {"alpha-2024": Health("alpha-2024", AT, Link(URL, "gone"), copy=COPY)})
    build(tmp_path / "dist", small, links=results)
    for language in LANGUAGES:
        page = (tmp_path / "dist" / PAGES[language]).read_bytes()
        state, copy, head = (WORDS[name][language] for name in ("link_gone", "archived_copy", "link"))
        assert row(page, "alpha-2024").endswith(
            f'<td>{state} <bdi class="date">2026-12-16</bdi> <a href="https://archive.example/1?%3C">{copy}</a></td></tr>'
        )
        assert row(page, "beta-2024").endswith("<td></td></tr>")
        assert f'<th scope="col">{head}</th></tr>' in page.decode()


def test_build_refuses_a_file_that_is_none(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    results = tmp_path / "links.json"
    results.write_text("[]")
    with pytest.raises(SystemExit, match="3"):
        main(["build", str(small), "--out", str(tmp_path / "dist"), "--links", str(results)])
    assert "is no file of link health" in capsys.readouterr().err
    assert not (tmp_path / "dist").exists()
