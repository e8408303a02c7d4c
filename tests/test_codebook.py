"""The catalogue of codes as people read it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dgsn_opendata.codebook import as_json, as_markdown, explain_text, find_codes, list_text
from dgsn_opendata.errors import UnknownName
from dgsn_opendata.findings import codes
from dgsn_opendata.phrases import SPOKEN, Spoken, visible

DOCS = Path(__file__).parent.parent / "docs"
PAGES: dict[Spoken, str] = {"en": "codes.md", "fr": "codes.fr.md"}


@pytest.mark.parametrize("language", SPOKEN)
def test_the_page_in_docs_is_the_one_that_the_command_makes(language: Spoken) -> None:
    made = as_markdown(find_codes(), language)
    again = f"dgsn-opendata codes --format markdown --lang {language} > docs/{PAGES[language]}"
    assert (DOCS / PAGES[language]).read_text(encoding="utf-8") == f"{made}\n", f"run: {again}"


@pytest.mark.parametrize("language", SPOKEN)
def test_the_page_has_a_heading_of_its_own_for_each_code_and_links_to_it(language: Spoken) -> None:
    page = as_markdown(find_codes(), language)
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == [*codes()]
    assert re.findall(r"\]\(#(.*?)\)", page) == [*codes()]


@pytest.mark.parametrize("language", SPOKEN)
def test_a_code_is_explained_with_all_that_the_catalogue_has(language: Spoken) -> None:
    for code in codes().values():
        text = explain_text(code, language)
        for part in (code.title, code.meaning, code.example.said, code.advice):
            assert part.say(language) in text
        assert visible(code.example.wrong) in text


def test_the_list_has_a_line_for_each_code() -> None:
    lines = list_text(find_codes(), "fr").splitlines()
    assert [line.split()[0] for line in lines] == [*codes()]
    assert lines[1].split("  ")[-1] == codes()["unknown-file"].title.say("fr")


def test_the_json_has_the_same_as_data() -> None:
    (one,) = json.loads(as_json(find_codes("type"), "fr"))
    assert set(one) == {"code", "severity", "title", "meaning", "example", "advice"}
    assert one["example"]["said"].startswith("observations.csv:2: value: le texte n’est pas du type")


def test_a_code_that_is_none_is_refused_with_those_that_are_near() -> None:
    with pytest.raises(UnknownName, match="Did you mean foreign-key"):
        find_codes("foreign_key")
