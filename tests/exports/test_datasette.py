"""Datasette's metadata, in a Datasette that runs in the test's own process."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from datasette.app import Datasette

from dgsn_opendata.exports.datasette import write_datasette
from dgsn_opendata.exports.sqlite import write_sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dgsn_opendata.package import Package

DATABASE = "/dgsn-opendata"


class Site:
    """A Datasette in process, asked synchronously."""

    def __init__(self, path: Path, metadata: dict[str, Any]) -> None:
        self._loop = asyncio.new_event_loop()
        self._datasette = Datasette([str(path)], metadata=metadata)

    def get(self, address: str, **parameters: str) -> Any:
        return self._loop.run_until_complete(self._datasette.client.get(address, params=parameters))

    def page(self, address: str, **parameters: str) -> str:
        response = self.get(address, **parameters)
        assert response.status_code == 200, (address, response.text[:500])
        return str(response.text)

    def rows(self, table: str, **parameters: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.get(f"{DATABASE}/{table}.json", _shape="array", **parameters).json()
        return found

    def close(self) -> None:
        for database in self._datasette.databases.values():
            database.close()
        if self._datasette.executor is not None:
            self._datasette.executor.shutdown()
        self._loop.close()


@pytest.fixture(scope="module")
def metadata(package: Package) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(write_datasette(package))
    return found


@pytest.fixture(scope="module")
def path(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found: Path = tmp_path_factory.mktemp("database") / "dgsn-opendata.sqlite"
    found.write_bytes(write_sqlite(package))
    return found


@pytest.fixture(scope="module")
def site(path: Path, metadata: dict[str, Any]) -> Iterator[Site]:
    with closing(Site(path, metadata)) as one:
        yield one


@pytest.fixture(scope="module")
def tables(metadata: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = metadata["databases"]["dgsn-opendata"]["tables"]
    return found


@pytest.fixture(scope="module")
def pages(site: Site, tables: dict[str, Any]) -> dict[str, str]:
    return {name: site.page(f"{DATABASE}/{name}", _size="3") for name in tables}


def test_every_table_and_view_of_the_database_is_described(path: Path, tables: dict[str, Any]) -> None:
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT GLOB '*_fts*'"
        )
        assert set(tables) == {name for (name,) in names}
        for table, entry in tables.items():
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            assert set(entry.get("columns", columns)) == set(columns)
            assert all(entry.get("columns", {}).values())


def test_every_page_opens_and_says_its_title(pages: dict[str, str], tables: dict[str, Any]) -> None:
    for name, page in pages.items():
        heading = re.search(r"<h1>(.*?)</h1>", page, re.DOTALL)
        assert heading is not None
        assert tables[name]["title"] in heading[1]
        assert tables[name]["description_html"] in page


def test_the_first_page_says_the_title_the_licence_and_the_source(site: Site, package: Package) -> None:
    page = site.page("/")
    assert package.metadata.title_ar in page
    assert package.metadata.title_fr in page
    assert '<a href="https://creativecommons.org/licenses/by/4.0/">' in page
    assert "Press articles on the yearly reports of the DGSN" in page
    assert package.metadata.licenses[0]["title"] in site.page(DATABASE)


def test_hidden_tables_open_too(site: Site) -> None:
    listing = site.get(f"{DATABASE}.json").json()
    for table in listing["tables"]:
        if table["hidden"] and table["name"].endswith("_fts"):
            site.page(f"{DATABASE}/{table['name']}", _size="1")


def test_descriptions_know_their_language_and_direction(tables: dict[str, Any]) -> None:
    for entry in tables.values():
        assert '<p lang="fr" dir="ltr">' in entry["description_html"]
        assert '<p lang="ar" dir="rtl">' in entry["description_html"]


def test_columns_are_explained_on_the_page(pages: dict[str, str]) -> None:
    assert "The year the figure describes (reference year)." in pages["series"]
    assert "Name of the indicator. · Nom de l’indicateur. · اسم المؤشر." in pages["latest_values"]


@pytest.mark.parametrize("words", ["carte", "Cartes", "cards", "البطاقة", "بطاقات"])
@pytest.mark.parametrize("table", ["indicators", "series", "latest_values", "labelled_observations"])
def test_the_search_box_finds_in_three_languages(site: Site, table: str, words: str) -> None:
    assert "cnie_issued" in {row["indicator_id"] for row in site.rows(table, _search=words, _size="max")}


def test_the_search_box_finds_only_what_is_meant(site: Site) -> None:
    rows = site.rows("labelled_series", _search="الحشيش", _size="max")
    assert rows
    assert {row["category"] for row in rows} == {"cannabis_resin"}
    assert {row["place_en"] for row in site.rows("labelled_deployments", _search="طنجة")} == {"Tangier"}
    assert site.rows("latest_values", _search="zzz") == []


def test_pages_of_what_can_be_searched_have_a_search_box(pages: dict[str, str], tables: dict[str, Any]) -> None:
    without = {name for name, page in pages.items() if 'name="_search"' not in page}
    assert without == {name for name, entry in tables.items() if "fts_table" not in entry}
    assert without == {"code_lists", "corrections", "coverage", "dictionary", "gaps", "package", "waivers"}


def test_a_reference_is_shown_by_its_label(pages: dict[str, str], package: Package) -> None:
    first = package.frame("series")["indicator_id"].iloc[0]
    label = str(package.frame("indicators").set_index("indicator_id").at[first, "label_en"])
    assert f'<a href="{DATABASE}/indicators/{first}">{label}</a>' in pages["series"]


def test_degrees_are_shown_with_their_unit(site: Site) -> None:
    page = site.page(f"{DATABASE}/places", place_id="agadir")
    assert "30.4202&nbsp;deg" in page
    assert "-9.5982&nbsp;deg" in page
    deployments = site.page(f"{DATABASE}/labelled_deployments", place_id="agadir")
    assert "30.4202&nbsp;deg" in deployments


def test_degrees_are_never_shown_in_thousandths(package: Package) -> None:
    values = package.frame("places").assign(longitude=-0.13)
    places = replace(package.tables["places"], values=values)
    one = replace(package, tables={**package.tables, "places": places})
    found = json.loads(write_datasette(one))["databases"]["dgsn-opendata"]["tables"]
    assert found["places"]["units"] == {"latitude": "degree"}
    assert found["labelled_deployments"]["units"] == {"latitude": "degree"}


def test_the_latest_sources_come_first(site: Site) -> None:
    days = [row["published_on"] for row in site.rows("sources", _size="20")]
    assert days == sorted(days, reverse=True)


def test_addresses_lie_under_the_base_where_there_is_one(
    metadata: dict[str, Any], package: Package, based: Package
) -> None:
    assert metadata["source_url"] == metadata["about_url"] == package.metadata.homepage
    found = json.loads(write_datasette(based))
    assert found["about_url"] == based.addresses.base
    assert found["source_url"] == based.addresses.absolute("data/sources.csv")


def test_words_are_escaped_in_html(metadata: dict[str, Any]) -> None:
    assert "Morocco&#x27;s" in metadata["description_html"]
    assert "Morocco's" in metadata["description"]


def test_two_writes_give_the_same_bytes(package: Package) -> None:
    assert write_datasette(package) == write_datasette(package)
    assert not re.search(r"/(?:work|home|tmp)/", write_datasette(package).decode())
