"""The database, opened as a user would: with the sqlite3 module, and by pandas, polars and DuckDB."""

from __future__ import annotations

import contextlib
import re
import sqlite3
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars
import pytest

from dgsn_opendata import load, search
from dgsn_opendata.errors import EnvironmentProblem
from dgsn_opendata.exports import fulltext
from dgsn_opendata.exports.sqlite import APPLICATION_ID, write_sqlite
from dgsn_opendata.exports.views import views
from dgsn_opendata.schemas import read_schema, table_names
from tests.exports.test_parquet import as_texts, published_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dgsn_opendata.package import Package

SEARCH = (
    "SELECT i.indicator_id FROM indicators_fts JOIN indicators AS i ON i.rowid = indicators_fts.rowid "
    "WHERE indicators_fts MATCH ? ORDER BY rank"
)


@pytest.fixture(scope="module")
def data(package: Package) -> bytes:
    return write_sqlite(package)


@pytest.fixture(scope="module")
def path(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found: Path = tmp_path_factory.mktemp("database") / "dgsn-opendata.sqlite"
    found.write_bytes(data)
    return found


@pytest.fixture
def database(data: bytes) -> Iterator[sqlite3.Connection]:
    """Give a copy of the database, to be changed at will, with its keys enforced."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(data)
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection


def frame(database: sqlite3.Connection, query: str) -> pd.DataFrame:
    return pd.read_sql_query(query, database)


def found(database: sqlite3.Connection, words: str) -> list[str]:
    return [row[0] for row in database.execute(SEARCH, (words,))]


def test_sqlite3_reads_what_the_csv_files_say(package: Package, database: sqlite3.Connection) -> None:
    rows = published_rows(package)
    for table in package.published:
        cells = database.execute(f"SELECT * FROM {table.sql_name} ORDER BY rowid").fetchall()
        assert as_texts(cells, table.schema) == rows[table.name]


def test_pandas_and_polars_read_what_the_csv_files_say(package: Package, database: sqlite3.Connection) -> None:
    rows = published_rows(package)
    for name in ("sources", "places", "series"):
        schema = read_schema(name)
        cells = frame(database, f"SELECT * FROM {name}").astype("object").itertuples(index=False)
        whole = {i for i, one in enumerate(schema.fields) if one.type in {"integer", "year"}}
        texts = as_texts(
            (
                [int(x) if i in whole and x == x and x is not None else x for i, x in enumerate(row)]
                for row in cells
            ),
            schema,
        )
        assert texts == rows[name]
        read = polars.read_database(f"SELECT * FROM {name}", database, infer_schema_length=None)
        assert as_texts(read.rows(), schema) == rows[name]


def test_duckdb_queries_what_sqlite_gives_it(package: Package, database: sqlite3.Connection) -> None:
    latest = frame(database, "SELECT indicator_ar, value FROM latest_values WHERE breakdown = 'total'")
    with duckdb.connect() as connection:
        connection.register("latest", latest)
        names = connection.execute("SELECT DISTINCT indicator_ar FROM latest").fetchall()
    assert {name for (name,) in names} <= set(package.frame("indicators")["label_ar"])


def test_the_file_is_whole_and_says_what_wrote_it(package: Package, database: sqlite3.Connection) -> None:
    def pragma(name: str) -> list[Any]:
        return database.execute(f"PRAGMA {name}").fetchall()

    assert pragma("integrity_check") == [("ok",)]
    assert pragma("foreign_key_check") == []
    assert pragma("application_id") == [(APPLICATION_ID,)]
    major, minor, patch = map(int, package.metadata.version.split("."))
    assert pragma("user_version") == [(major * 10_000 + minor * 100 + patch,)]


def test_keys_are_those_of_the_schemas(package: Package, database: sqlite3.Connection) -> None:
    for table in package.published:
        name = table.sql_name
        columns = database.execute(f"PRAGMA table_info({name})").fetchall()
        key = sorted((row[5], row[1]) for row in columns if row[5])
        assert tuple(column for _, column in key) == table.schema.primary_key
        assert {row[1] for row in columns if row[3]} == {one.name for one in table.schema.fields if one.required}
        references: dict[int, list[Any]] = {}
        for row in database.execute(f"PRAGMA foreign_key_list({name})"):
            references.setdefault(row[0], []).append((row[2], row[3], row[4]))
        assert sorted(map(sorted, references.values())) == sorted(
            sorted((key.table, *pair) for pair in zip(key.fields, key.reference, strict=True))
            for key in table.schema.foreign_keys
        )


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("UPDATE series SET source_id = 'nobody'", "FOREIGN KEY"),
        ("UPDATE series SET category = 'nothing' WHERE rowid = 1", "FOREIGN KEY"),
        ("UPDATE indicators SET part_of = 'nothing'", "FOREIGN KEY"),
        ("DELETE FROM sources", "FOREIGN KEY"),
        ("UPDATE indicators SET label_ar = NULL", "NOT NULL"),
        ("UPDATE observations SET value = NULL", "NOT NULL"),
        ("UPDATE observations SET value = 'many'", "CHECK"),
        ("UPDATE observations SET year = 2024.5", "CHECK"),
        ("UPDATE observations SET year = 1900", "CHECK"),
        ("UPDATE observations SET qualifier = 'roughly'", "CHECK"),
        ("UPDATE series SET revised = 2", "CHECK"),
        ("UPDATE sources SET captured_on = '2025-02-30'", "CHECK"),
        ("INSERT INTO countries SELECT * FROM countries", "UNIQUE"),
    ],
)
def test_a_bad_row_is_refused(database: sqlite3.Connection, statement: str, refusal: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=refusal):
        database.execute(statement)


def test_a_parent_that_is_not_there_stops_the_writing(package: Package) -> None:
    series = package.derived["series"].assign(source_id="nobody")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        write_sqlite(replace(package, derived={**package.derived, "series": series}))


def test_a_view_says_in_its_statement_what_it_shows_and_gives_rows(database: sqlite3.Connection) -> None:
    written = dict(database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'"))
    assert list(written) == [view.name for view in views()]
    for view in views():
        assert all(title in written[view.name] for title in view.titles.values())
        assert database.execute(f"SELECT count(*) FROM {view.name}").fetchone()[0] > 0


def test_labelled_series_are_the_series_with_their_labels_and_addresses(database: sqlite3.Connection) -> None:
    rows = frame(database, "SELECT * FROM labelled_series ORDER BY series_row")
    series = load("series", "ar")
    assert rows["value"].tolist() == series["value"].tolist()
    assert rows["indicator_ar"].tolist() == series["indicator"].tolist()
    assert rows["category_ar"].tolist() == series["category_label"].tolist()
    sources, indicators = (
        load("sources").set_index("source_id"),
        load("indicators", "fr").set_index("indicator_id"),
    )
    assert rows["url"].fillna("").tolist() == sources["url"].reindex(rows["source_id"]).fillna("").tolist()
    units = read_schema("indicators")["unit"].labels("fr")
    assert rows["unit_fr"].tolist() == [units[one] for one in indicators["unit"].reindex(rows["indicator_id"])]


def test_latest_values_are_the_last_of_each_series(database: sqlite3.Connection) -> None:
    key = ["indicator_id", "breakdown", "category", "period"]
    series = load("series")
    series = series[~series["period"].str.contains("/")].sort_values("year").groupby(key).tail(1)
    expected = set(series[[*key, "year", "value"]].itertuples(index=False, name=None))
    names = ", ".join([*key, "year", "value"])
    assert set(database.execute(f"SELECT {names} FROM latest_values")) == expected


def test_disputed_values_have_every_figure_and_mark_the_one_taken(database: sqlite3.Connection) -> None:
    rows = frame(database, "SELECT * FROM disputed_values")
    key = ["indicator_id", "breakdown", "category", "period", "year"]
    series, observations = load("series"), load("observations").dropna(subset="year")
    disputed = series[series["status"] == "disputed"]
    assert len(rows) == len(observations.merge(disputed[key], on=key))
    assert rows["is_taken"].sum() == len(disputed) == len(rows[key].drop_duplicates())
    taken = rows[rows["is_taken"] == 1]
    assert (taken["value"] == taken["taken_value"]).all()


def test_figures_by_source_add_up(database: sqlite3.Connection) -> None:
    rows = frame(database, "SELECT * FROM figures_by_source")
    assert sorted(rows["source_id"]) == sorted(load("sources")["source_id"])
    assert rows["figures"].sum() == len(load("observations"))
    assert rows["taken"].sum() == len(load("series"))


def test_no_change_is_shown_across_a_break(database: sqlite3.Connection) -> None:
    rows = frame(database, "SELECT * FROM yearly_changes")
    assert (rows["change"] == (rows["value"] - rows["previous_value"]).round(6)).all()
    assert rows.loc[rows["unit"] == "percent", "change_percent"].isna().all()
    after = load("breaks")[["indicator_id", "year"]]
    crossing = rows.merge(after, on=["indicator_id", "year"])
    assert crossing.empty
    series = load("series").query("indicator_id == 'cnie_issued' and breakdown == 'total'")
    values = dict(zip(series["year"].tolist(), series["value"].tolist(), strict=True))
    cards = rows[(rows["indicator_id"] == "cnie_issued") & (rows["breakdown"] == "total") & (rows["year"] == 2023)]
    assert cards["change_percent"].tolist() == [pytest.approx(100 * (values[2023] / values[2022] - 1), abs=0.051)]


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


def test_a_view_says_how_it_is_searched(database: sqlite3.Connection) -> None:
    (statement,) = database.execute("SELECT sql FROM sqlite_master WHERE name = 'labelled_series'").fetchone()
    (query,) = re.findall(r"^-- search: (.+)$", statement, re.MULTILINE)
    assert "cnie_issued" in set(frame(database, query)["indicator_id"])


def test_code_lists_and_dictionary_say_what_the_schemas_say(database: sqlite3.Connection) -> None:
    labels = database.execute(
        "SELECT code, label_ar FROM code_lists WHERE table_name = 'series' AND column_name = 'status' ORDER BY position"
    )
    assert dict(labels) == read_schema("series")["status"].labels("ar")
    units = dict(database.execute("SELECT column_name, unit FROM dictionary WHERE table_name = 'places'"))
    assert units["latitude"] == "UCUM:deg"
    described = {row[0] for row in database.execute("SELECT DISTINCT table_name FROM dictionary")}
    assert set(table_names()) - {"series_wide"} <= described


def test_the_database_says_its_licence_and_version(package: Package, database: sqlite3.Connection) -> None:
    row = database.execute("SELECT name, version, license, citation, title_ar FROM package").fetchone()
    metadata = package.metadata
    assert row == (metadata.name, metadata.version, "CC-BY-4.0", metadata.citation(), metadata.title_ar)


def test_two_writes_give_the_same_bytes_and_no_path_of_the_machine(package: Package, data: bytes) -> None:
    assert write_sqlite(package) == data
    assert not any(place in data for place in (b"/work/", b"/home/", b"/tmp/", sys.prefix.encode()))


def test_the_shipped_file_can_be_read_but_not_written(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        assert connection.execute("SELECT count(*) FROM series").fetchone()[0] == len(load("series"))
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM series")


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
