"""The reviewed file of package metadata, and the version that stands in it."""

from __future__ import annotations

import dataclasses
import re
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import dgsn_opendata
from dgsn_opendata.errors import EnvironmentProblem
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.schemas import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent


def test_the_version_stands_once_and_is_everywhere_the_same() -> None:
    stated = read_metadata().version
    assert dgsn_opendata.__version__ == stated
    assert version("dgsn-opendata") == stated
    assert f"\n## {stated} ({read_metadata().released})\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_words_are_there_in_three_languages() -> None:
    for key in ("title", "description"):
        assert len({read_metadata().words(key, language) for language in LANGUAGES}) == 3


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (lambda text: text.replace("title_fr", "titel_fr"), 'unknown key "titel_fr". Did you mean title_fr?'),
        (lambda text: "colour = 'blue'\n" + text, 'unknown key "colour". Remove it.'),
        (lambda text: re.sub("(?m)^version.*$", "", text), "lacks version"),
        (lambda text: re.sub("(?m)^version.*$", "version = '1'", text), "has no something like 1.2.3 as version"),
        (lambda text: re.sub("(?m)^keywords =.*$", "keywords = []", text), "lacks keywords"),
        (lambda text: re.sub("(?m)^keywords =.*$", "keywords = 'a'", text), "has no list of texts as keywords"),
        (lambda text: re.sub("(?m)^released.*$", "released = 2026-01-31", text), "has no text as released"),
        (lambda text: re.sub("(?m)^released.*$", "released = 'May'", text), "has no day like"),
        (lambda text: re.sub("(?m)^homepage.*$", "homepage = 'dgsn.ma'", text), "has no address as homepage"),
        (
            lambda text: re.sub("(?m)^homepage.*$", "homepage = 'https://a.org/?b'", text),
            "has no address as homepage",
        ),
        (lambda text: re.sub("(?m)^id = .*$", "id = 'no uri <x>'", text), "has no URI as id"),
        (lambda text: text.replace('"ANNUAL"', '"every year"'), "has no code of capitals as frequency"),
        (lambda text: text.replace('code = "MAR"', 'code = "Morocco"'), "has no code of capitals in [[spatial]]"),
        (lambda text: text.replace('"creator", ', ""), 'has no [[contributors]] with the role "creator"'),
        (
            lambda text: re.sub("(?m)^path = .*$", "path = 'LICENSE'", text),
            "has no single [[licenses]] with an address",
        ),
        (
            lambda text: text + "[[licenses]]\nname = 'b'\npath = 'https://b.org/'\ntitle = 'b'\n",
            "has no single [[licenses]]",
        ),
        (lambda text: text.replace('code = "JUST"', 'kode = "JUST"'), "has no [[themes]] with code"),
        (lambda text: re.sub("(?m)^name = .dgsn.*$", 'name = "../evil"', text), "has no small letters"),
        (lambda text: text.replace("[[contributors]]", "[contributors]"), "has no [[contributors]] with title"),
        (
            lambda text: text.replace("roles =", "since = 2020-01-01\nroles ="),
            "has no [[contributors]] with title",
        ),
        (
            lambda text: text.replace('title = "Creative', 'titel = "Creative'),
            "has no [[licenses]] with name and path and title",
        ),
        (lambda text: text.replace("[[licenses]]", "[[licenses"), "cannot be read"),
    ],
)
def test_a_fault_is_refused_and_named(tmp_path: Path, fault: Callable[[str], str], message: str) -> None:
    text = (ROOT / "datapackage" / "metadata.toml").read_text(encoding="utf-8")
    (tmp_path / "metadata.toml").write_text(fault(text), encoding="utf-8")
    with pytest.raises(EnvironmentProblem, match=re.escape(message)):
        read_metadata(tmp_path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="cannot be read"):
        read_metadata(tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_to_cite_names_title_version_day_licence_and_address(language: Language) -> None:
    metadata = read_metadata()
    citation = metadata.citation(language)
    for text in (*metadata.creators, metadata.words("title", language), metadata.licence["name"]):
        assert text in citation
    assert f"{metadata.name} {metadata.version}" in citation
    assert metadata.released[:4] in citation
    assert citation.endswith(f"{metadata.homepage}.")
    assert len({metadata.citation(one) for one in LANGUAGES}) == 3


def test_roles_tell_who_made_and_who_publishes() -> None:
    metadata = read_metadata()
    people = [
        {"title": "A", "roles": ["creator"]},
        {"title": "B", "roles": ["translator"]},
        {"title": "C", "roles": ["publisher"]},
    ]
    assert dataclasses.replace(metadata, contributors=people).creators == ["A"]
    assert dataclasses.replace(metadata, contributors=people).publisher == "C"
    assert dataclasses.replace(metadata, contributors=people[:2]).publisher == "A"
