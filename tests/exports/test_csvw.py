"""The CSVW description, read by csvw from a folder with the tables."""

from __future__ import annotations

import datetime
import decimal
import json
import shutil
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from csvw import CSVW, TableGroup

from dgsn_opendata import store
from dgsn_opendata.addresses import to_uri
from dgsn_opendata.exports.csv import csv_files
from dgsn_opendata.exports.csvw import datatype, write_csvw
from dgsn_opendata.schemas import LANGUAGES, Field, read_schema
from tests.packages import BASE, make, write
from tests.small import write_package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dgsn_opendata.package import Package

NAME = "csvw-metadata.json"


def write_tables(package: Package, folder: Path) -> Path:
    files = list(csv_files(package))
    return write(files, NAME, write_csvw(package, files), folder)


@pytest.fixture(scope="module")
def folder(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tables(package, tmp_path_factory.mktemp("build"))


@pytest.fixture(scope="module")
def described(folder: Path) -> Any:
    return json.loads((folder / NAME).read_bytes())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a small build to break."""
    return write_tables(make(write_package(tmp_path / "package")), tmp_path / "build")


def columns(described: Any) -> Iterator[tuple[str, Any]]:
    for table in described["tables"]:
        for column in table["tableSchema"]["columns"]:
            yield table["url"], column


def break_cell(folder: Path, table: str, old: str, new: str) -> None:
    path = folder / "data" / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_strict_reader_finds_the_package_valid(folder: Path) -> None:
    read = CSVW(str(folder / NAME), validate=True)
    assert read.is_valid, read.warnings


def test_every_table_is_read_with_the_values_that_were_published(package: Package, folder: Path) -> None:
    rows = TableGroup.from_file(folder / NAME).read()
    assert sorted(rows) == sorted(f"data/{table.name}.csv" for table in package.published)
    for table in package.published:
        read = rows[f"data/{table.name}.csv"]
        assert len(read) == len(table.frame)
        for field in table.schema.fields:
            values = table.frame[field.name].astype("object")
            expected = [None if pd.isna(value) else _as_read(value, field) for value in values]
            assert [_plain(row[field.name]) for row in read] == expected, f"{table.name}.{field.name}"


def _as_read(value: Any, field: Field) -> Any:
    """Return a value as csvw gives it: a year is text, an address has all but ASCII percent-encoded."""
    if field.declaration.get("format") == "uri":
        return to_uri(value)
    return str(value) if field.type == "year" else value


def _plain(value: Any) -> Any:
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, datetime.datetime):
        return pd.Timestamp(value)
    return value.unsplit() if hasattr(value, "unsplit") else value


def test_cells_are_typed(copy: Path) -> None:
    tables = TableGroup.from_file(copy / NAME).tabledict
    series = next(tables["data/series.csv"].iterdicts())
    assert (series["value"], series["sources"], series["revised"]) == (decimal.Decimal(600), 1, False)
    assert [type(series[name]) for name in ("value", "sources", "revised")] == [decimal.Decimal, int, bool]
    days = [row["captured_on"] for row in tables["data/sources.csv"].iterdicts()]
    assert [day and (type(day), day.date().isoformat()) for day in days] == [
        None,
        None,
        (datetime.datetime, "2025-12-18"),
    ]


def test_every_key_is_in_the_description_or_the_column_says_what_it_refers_to(
    package: Package, described: Any
) -> None:
    tables = {table["url"]: table["tableSchema"] for table in described["tables"]}
    for table in package.published:
        schema = tables[f"data/{table.name}.csv"]
        assert schema["primaryKey"] == list(table.schema.primary_key)
        stated = {
            (
                tuple(key["columnReference"]),
                key["reference"]["resource"],
                tuple(key["reference"]["columnReference"]),
            )
            for key in schema.get("foreignKeys", [])
        }
        for column in schema["columns"]:
            if "dc:references" in column:
                url, _, number = column["dc:references"]["@id"].partition("#col=")
                stated.add(((column["name"],), url, (tables[url]["columns"][int(number) - 1]["name"],)))
        assert stated == {
            (key.fields, f"data/{key.table}.csv", key.reference) for key in table.schema.foreign_keys
        }


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("observations", "north,600.0", "north,six hundred"),
        ("observations", "south,400.0,exact", "south,400.0,exactly"),
        ("observations", "south,400.0", "south,"),
        ("observations", "400,1,alpha", "400,0,alpha"),
        ("sources", "2025-12-18", "2025-12-38"),
        ("sources", "2024-12-20", "20.12.2024"),
        ("sources", "https://example.org/a", "ftp://example.org/a"),
        ("series", "false", "no"),
    ],
)
def test_a_broken_cell_is_refused(copy: Path, table: str, old: str, new: str) -> None:
    if table == "series":
        text = (copy / "data/series.csv").read_text(encoding="utf-8")
        (copy / "data/series.csv").write_text(text.replace(old, new, 1), encoding="utf-8")
    else:
        break_cell(copy, table, old, new)
    with pytest.raises(ValueError):
        TableGroup.from_file(copy / NAME).read()


def test_a_sound_copy_is_not_refused(copy: Path) -> None:
    assert CSVW(str(copy / NAME), validate=True).is_valid


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("observations", "400,1,alpha-2024", "400,1,alpha-2042"),  # a source
        ("observations", "centre,south", "centre,west"),  # breakdown and category together
        ("series_wide.ar", "calls,centre,south", "calls,centre,west"),
    ],
)
def test_a_dangling_key_is_refused(copy: Path, table: str, old: str, new: str) -> None:
    break_cell(copy, table, old, new)
    with pytest.raises(ValueError, match="not found in table"):
        TableGroup.from_file(copy / NAME).check_referential_integrity()


def test_a_key_used_twice_is_refused(copy: Path) -> None:
    break_cell(copy, "categories", "kind,void", "kind,real")
    with pytest.raises(ValueError, match="duplicate primary key"):
        TableGroup.from_file(copy / NAME).tabledict["data/categories.csv"].check_primary_key()


def test_the_header_of_every_column_is_among_its_titles(package: Package, described: Any, folder: Path) -> None:
    headers = {}
    for table in package.published:
        with (folder / f"data/{table.name}.csv").open(encoding="utf-8") as lines:
            headers[f"data/{table.name}.csv"] = next(lines).rstrip("\n").split(",")
    for table in described["tables"]:
        assert [column["titles"]["und"] for column in table["tableSchema"]["columns"]] == headers[table["url"]]
        assert [column["name"] for column in table["tableSchema"]["columns"]] == headers[table["url"]]


def test_words_are_in_three_languages(described: Any) -> None:
    for thing in (described, *described["tables"]):
        for key in ("dc:title", "dc:description"):
            assert [one["@language"] for one in thing[key]] == list(LANGUAGES)
    for _, column in columns(described):
        assert set(LANGUAGES) < set(column["titles"])
        assert [one["@language"] for one in column["dc:description"]] == list(LANGUAGES)


def test_arabic_is_the_same_characters(package: Package, folder: Path, described: Any) -> None:
    assert described["dc:title"][2]["@value"] == package.metadata.title_ar
    assert package.metadata.title_ar in (folder / NAME).read_text(encoding="utf-8")
    labels = [row["label_ar"] for row in TableGroup.from_file(folder / NAME).tabledict["data/indicators.csv"]]
    assert labels == package.frame("indicators")["label_ar"].tolist()


def test_texts_say_their_language_and_codes_have_none(described: Any) -> None:
    languages = {(url, column["name"]): column.get("lang") for url, column in columns(described)}
    assert languages["data/indicators.csv", "label_ar"] == "ar"
    assert languages["data/series_wide.fr.csv", "category_label"] == "fr"
    assert languages["data/series_wide.fr.csv", "category"] is None
    assert languages["data/observations.csv", "as_printed"] is None


def test_every_code_has_its_labels(described: Any) -> None:
    lists = {
        (url, column["name"]): column["qb:codeList"]
        for url, column in columns(described)
        if "qb:codeList" in column
    }
    concepts = lists["data/observations.csv", "qualifier"]["skos:hasTopConcept"]
    labels = read_schema("observations")["qualifier"].labels("fr")
    assert {one["skos:notation"]: one["skos:prefLabel"][1]["@value"] for one in concepts} == labels
    units = lists["data/indicators.csv", "unit"]["skos:hasTopConcept"]
    assert "UCUM:%" in {one["schema:unitCode"] for one in units}


def test_a_measured_column_has_its_unit_or_the_column_that_states_it(described: Any) -> None:
    units = {(url, column["name"]): column.get("schema:unitCode") for url, column in columns(described)}
    assert units["data/places.csv", "latitude"] == "UCUM:deg"
    for url, name, stated in (
        ("data/series.csv", "value", "data/indicators.csv"),
        ("data/series_wide.ar.csv", "2024", "data/series_wide.ar.csv"),
    ):
        address, _, number = units[url, name]["@id"].partition("#col=")
        table = next(table for table in described["tables"] if table["url"] == address)
        assert (address, table["tableSchema"]["columns"][int(number) - 1]["name"]) == (stated, "unit")


def test_every_source_has_its_address(package: Package, described: Any) -> None:
    assert [one["dc:identifier"] for one in described["dc:source"]] == [one.source_id for one in package.sources]
    assert sum("@id" in one for one in described["dc:source"]) == sum(bool(one.url) for one in package.sources)
    assert all(one["@id"].isascii() for one in described["dc:source"] if "@id" in one)


def test_every_address_is_absolute_under_a_base_that_is_given(tmp_path: Path) -> None:
    package = make(write_package(tmp_path / "package"), BASE)
    described = json.loads(write_csvw(package, list(csv_files(package))))
    under = "https://example.org/dgsn/data/"
    assert all(table["url"].startswith(under) for table in described["tables"])
    for table in described["tables"]:
        for key in table["tableSchema"].get("foreignKeys", []):
            assert key["reference"]["resource"].startswith(under)
        for column in table["tableSchema"]["columns"]:
            stated = [column.get("dc:references", {}), column.get("schema:unitCode", {})]
            assert all(one["@id"].startswith(under) for one in stated if isinstance(one, dict) and one)
    assert described["@id"] == "https://example.org/dgsn/#dataset"


def test_a_pattern_has_to_match_all_of_a_text() -> None:
    field = Field("code", "string", {"constraints": {"pattern": "a|b", "maxLength": 3}})
    assert datatype(field) == {"base": "string", "format": "^(?:a|b)$", "maxLength": 3}
    listed = Field("code", "string", {"constraints": {"enum": ["a.b", "c-d"]}})
    assert datatype(listed) == {"base": "string", "format": r"^(?:a\.b|c-d)$"}
    assert datatype(Field("month", "yearmonth", {})) == "gYearMonth"


def test_two_writes_are_the_same_bytes_and_know_nothing_of_the_machine(
    package: Package, folder: Path, tmp_path: Path
) -> None:
    data = (folder / NAME).read_bytes()
    moved = shutil.copytree(store.package_folder(), tmp_path / "elsewhere")
    again = make(moved)
    assert write_csvw(again, list(csv_files(again))) == data
    assert data.endswith(b"}\n")
    for place in (store.package_folder(), folder, tmp_path):
        assert str(place).encode() not in data
