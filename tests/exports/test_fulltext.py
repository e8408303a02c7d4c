"""Full-text search in the database."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from dgsn_opendata import search
from dgsn_opendata.errors import EnvironmentProblem
from dgsn_opendata.exports import fulltext
from dgsn_opendata.exports.datasette import write_datasette
from dgsn_opendata.exports.sqlite import write_sqlite
from tests.packages import make

if TYPE_CHECKING:
    from pathlib import Path

    from dgsn_opendata.package import Package

SEARCH = (
    "SELECT i.indicator_id FROM indicators_fts JOIN indicators AS i ON i.rowid = indicators_fts.rowid "
    "WHERE indicators_fts MATCH ? ORDER BY rank"
)


def found(database: sqlite3.Connection, words: str) -> list[str]:
    return [row[0] for row in database.execute(SEARCH, (words,))]


@pytest.mark.parametrize(
    ("words", "indicator"),
    [
        ("cards", "cnie_issued"),
        ("CARD", "cnie_issued"),
        ("carte", "cnie_issued"),
        ("cartes nationales", "cnie_issued"),
        ("identite", "cnie_issued"),
        ("البطاقات", "cnie_issued"),
        ("بطاقة", "cnie_issued"),
        ("visa", "visas_issued_at_border"),
        ("visas", "visas_issued_at_border"),
        ("تأشيرات", "visas_issued_at_border"),
        ("التأشيرة", "visas_issued_at_border"),
        ("تاشيرة", "visas_issued_at_border"),
        ("chira", "drug_seized"),
        ("الحشيش", "drug_seized"),
        ("حشيش", "drug_seized"),
        ("cannab*", "drug_seized"),
        ('"cannabis resin"', "drug_seized"),
    ],
)
def test_a_word_is_found_in_three_languages_and_any_spelling(
    database: sqlite3.Connection, words: str, indicator: str
) -> None:
    assert indicator in found(database, words)


def test_whole_words_find_what_the_librarys_own_search_finds(database: sqlite3.Connection) -> None:
    for words in ("fraude", "véhicules", "terrorisme", "الهجرة", "مخدرات", "patrols", "surete nationale"):
        assert set(found(database, words)) <= set(search(words)["indicator_id"])
        assert found(database, words)


def test_what_is_called_so_comes_before_what_only_mentions_it(database: sqlite3.Connection) -> None:
    assert found(database, "visas")[0] == "visas_issued_at_border"


def test_a_figure_is_found_as_it_is_printed(database: sqlite3.Connection) -> None:
    rows = database.execute(
        "SELECT o.indicator_id, o.value FROM observations_fts "
        "JOIN observations AS o ON o.rowid = observations_fts.rowid WHERE observations_fts MATCH '\"4.269.781\"'"
    )
    assert ("cnie_issued", 4269781.0) in rows.fetchall()


@pytest.mark.parametrize(("one", "other"), [("الأمن", "الامن"), ("إحصائيات", "احصائيات"), ("carte", "Cartes")])
def test_two_spellings_of_a_word_find_the_same_articles(
    database: sqlite3.Connection, one: str, other: str
) -> None:
    query = "SELECT rowid FROM {0}_fts WHERE {0}_fts MATCH ? ORDER BY rowid"
    found = [
        [database.execute(query.format(table), (word,)).fetchall() for table in ("sources", "indicators")]
        for word in (one, other)
    ]
    assert found[0] == found[1]
    assert any(found[0])


def test_without_full_text_search_the_machine_is_blamed(package: Package) -> None:
    class Poor(sqlite3.Connection):
        def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
            return super().execute(sql.replace("fts5", "fts99"), *parameters)

    with (
        contextlib.closing(sqlite3.connect(":memory:", factory=Poor)) as connection,
        pytest.raises(EnvironmentProblem, match=r"no full-text search .*fts99"),
    ):
        fulltext.write_indexes(connection, package)


def test_tables_of_very_many_figures_have_no_index_and_nothing_looks_for_one(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = make(small)
    count = len(package.frame("observations"))
    for most, searched in ((count, True), (count - 1, False)):
        monkeypatch.setattr(fulltext, "_MOST_FIGURES", most)
        with contextlib.closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(write_sqlite(package))
            there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert ("observations_fts" in there) is searched
        assert "indicators_fts" in there
        tables = next(iter(json.loads(write_datasette(package))["databases"].values()))["tables"]
        assert {entry["fts_table"] for entry in tables.values() if "fts_table" in entry} <= there
