"""The command that says how to cite, run as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import rispy
from bibtexparser.entrypoint import parse_string

from dgsn_opendata import cite
from dgsn_opendata.metadata import read_metadata
from tests.cli.test_commands import run


def test_a_figure_a_series_and_the_package_are_cited_as_the_library_cites_them() -> None:
    assert run("cite", "cnie_issued", "2023").stdout == f"{cite('cnie_issued', 2023)}\n"
    assert run("cite", "cnie_issued").stdout == f"{cite('cnie_issued')}\n"
    assert run("cite").stdout == f"{read_metadata().citation()}\n"


def test_it_speaks_the_language_asked_for() -> None:
    for language in ("fr", "ar"):
        wanted = cite("drug_seized", 2024, category="cocaine").sentence(language)
        printed = run("cite", "drug_seized", "2024", "--category", "cocaine", "--lang", language).stdout
        assert printed == f"{wanted}\n"


def test_each_format_is_what_its_readers_read() -> None:
    keys = [
        *(source.source_id for source in cite("cnie_issued").sources),
        f"dgsn-opendata-{read_metadata().version}",
    ]
    library = parse_string(run("cite", "cnie_issued", "--format", "bibtex").stdout)
    assert [entry.key for entry in library.entries] == keys
    items = json.loads(run("cite", "cnie_issued", "--format", "csl", "--lang", "fr").stdout)
    assert [item["id"] for item in items] == keys
    assert items[-1]["title"] == read_metadata().title_fr
    records = rispy.loads(run("cite", "cnie_issued", "--format", "ris").stdout)
    assert [record["id"] for record in records] == keys


def test_ris_keeps_its_line_ends() -> None:
    command = [sys.executable, "-m", "dgsn_opendata", "cite", "cnie_issued", "2023", "--format", "ris"]
    written = subprocess.run(command, capture_output=True, check=True).stdout
    assert written.decode("utf-8") == cite("cnie_issued", 2023).ris()
    assert written.count(b"\r\n") == written.count(b"\n") > 10


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["cnie_isued"], "Did you mean cnie_issued?"),
        (["cnie_issued", "2031"], "There are: 2016, "),
        (["cnie_issued", "soon"], "'soon' is not a valid integer"),
        (["drug_seized", "2021"], "Say which category: cannabis_resin, cocaine, heroin."),
        (["--category", "cocaine"], "Name it first"),
        (["cnie_issued", "--format", "endnote"], "'endnote' is not one of"),
    ],
)
def test_a_wrong_word_is_a_usage_error_that_says_what_there_is(arguments: list[str], message: str) -> None:
    assert message in run("cite", *arguments, code=2).stderr
