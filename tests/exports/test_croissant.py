"""The Croissant description, read by mlcroissant from a folder with the files."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING, Any

import mlcroissant
import pandas as pd
import pytest

from dgsn_opendata import store
from dgsn_opendata.exports.croissant import write_croissant
from dgsn_opendata.exports.csv import csv_files
from dgsn_opendata.exports.parquet import parquet_files
from dgsn_opendata.schemas import EDTF, LANGUAGES, read_schema
from tests.packages import BASE, make, write
from tests.small import write_package

if TYPE_CHECKING:
    from pathlib import Path

    from dgsn_opendata.package import Package
    from dgsn_opendata.published import PublishedTable

NAME = "croissant.jsonld"


@pytest.fixture(scope="module")
def folder(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = [*csv_files(package), *parquet_files(package)]
    return write(files, NAME, write_croissant(package, files), tmp_path_factory.mktemp("build"))


@pytest.fixture(scope="module")
def described(folder: Path) -> Any:
    return json.loads((folder / NAME).read_bytes())


@pytest.fixture(scope="module")
def dataset(folder: Path) -> Any:
    return mlcroissant.Dataset(jsonld=folder / NAME)


pytestmark = pytest.mark.filterwarnings(
    "ignore:The inplace keyword in DataFrame.reset_index is deprecated"  # mlcroissant's
)


def values(dataset: Any, table: PublishedTable) -> dict[str, list[Any]]:
    """Return the values that mlcroissant loads of each field of a table."""
    records = list(dataset.records(table.name))
    assert len(records) == len(table.frame)
    return {name: [_plain(record[f"{table.name}/{name}"]) for record in records] for name in table.schema.names}


def published(table: PublishedTable, name: str) -> list[Any]:
    return [None if pd.isna(value) else value for value in table.frame[name].astype("object")]


def _plain(value: Any) -> Any:
    return value.decode("utf-8") if isinstance(value, bytes) else value


def test_mlcroissant_has_neither_errors_nor_warnings(dataset: Any, caplog: pytest.LogCaptureFixture) -> None:
    issues = dataset.metadata.ctx.issues
    assert (issues.errors, issues.warnings) == (set(), set())
    assert not caplog.records


def test_every_record_set_loads_whole_and_exactly(package: Package, dataset: Any) -> None:
    assert [one.id for one in dataset.metadata.record_sets] == [table.name for table in package.published]
    for table in package.published:
        for name, loaded in values(dataset, table).items():
            assert loaded == published(table, name), f"{table.name}/{name}"


def test_fields_have_their_types(folder: Path) -> None:
    dataset = mlcroissant.Dataset(jsonld=folder / NAME)
    series = next(iter(dataset.records("series")))
    types = {name: type(series[f"series/{name}"]) for name in ("year", "value", "revised", "period", "qualifier")}
    assert types == {"year": int, "value": float, "revised": bool, "period": bytes, "qualifier": bytes}
    described = json.loads((folder / NAME).read_bytes())
    declared = {field["@id"]: field["dataType"] for one in described["recordSet"] for field in one["field"]}
    assert declared["sources/captured_on"] == "sc:Date"
    assert declared["sources/published_on"] == ["sc:Text", EDTF]
    assert declared["sources/url"] == "sc:URL"


def test_every_file_is_described_by_its_hash_and_size(folder: Path, described: Any) -> None:
    assert described["distribution"]
    for file in described["distribution"]:
        data = (folder / file["contentUrl"]).read_bytes()
        assert file["sha256"] == hashlib.sha256(data).hexdigest()
        assert file["contentSize"] == f"{len(data)} B"


def test_a_file_that_was_tampered_with_is_noticed(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / "copy")
    path = copy / "data/breaks.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(mlcroissant.GenerationError) as error:
        list(mlcroissant.Dataset(jsonld=copy / NAME).records("breaks"))
    assert "Hash of downloaded file" in str(error.value.__cause__)


def test_keys_and_references_are_those_of_the_tables(package: Package, described: Any) -> None:
    sets = {one["@id"]: one for one in described["recordSet"]}
    for table in package.published:
        key = [one["@id"] for one in sets[table.name]["key"]]
        assert key == [f"{table.name}/{name}" for name in table.schema.primary_key]
        stated = {
            field["@id"]: field["references"]["field"]["@id"]
            for field in sets[table.name]["field"]
            if "references" in field
        }
        assert stated == {
            f"{table.name}/{key.fields[0]}": f"{key.table}/{key.reference[0]}"
            for key in table.schema.foreign_keys
            if len(key.fields) == 1 and key.table != table.name
        }


def test_identifiers_are_unique_and_hang_on_no_release(package: Package, described: Any) -> None:
    identifiers = [one["@id"] for part in ("distribution", "recordSet") for one in described[part]]
    identifiers += [field["@id"] for one in described["recordSet"] for field in one["field"]]
    assert len(set(identifiers)) == len(identifiers)
    assert not any(package.metadata.version in one for one in [described["@id"], *identifiers])


def test_words_are_in_three_languages_and_arabic_is_the_same_characters(
    package: Package, folder: Path, described: Any
) -> None:
    sets = described["recordSet"]
    for thing in [*sets, *(field for one in sets for field in one["field"])]:
        assert list(thing["description"]) == list(LANGUAGES)
    assert described["alternateName"][1] == package.metadata.title_ar
    assert read_schema("series").description("ar") in (folder / NAME).read_text(encoding="utf-8")


def test_the_names_are_plain_texts_for_readers_of_plain_schema_org(described: Any) -> None:
    sets = described["recordSet"]
    for thing in [described, *sets, *(field for one in sets for field in one["field"])]:
        assert isinstance(thing["name"], str)
    assert isinstance(described["description"], str)


def test_the_dataset_says_whose_it_is_and_how_to_cite_it(package: Package, dataset: Any) -> None:
    said = dataset.metadata
    assert said.version == package.metadata.version
    assert said.license == [package.metadata.licence["path"]]
    assert [one.name for one in said.creators] == package.metadata.creators
    assert said.date_published.date().isoformat() == package.metadata.released
    assert said.in_language == list(LANGUAGES)
    assert set(package.metadata.keywords_ar) < set(said.keywords)
    assert said.cite_as.startswith("@misc{dgsn-opendata, author = {{")
    assert said.cite_as.count("{") == said.cite_as.count("}")


def test_a_dataset_without_a_year_says_no_period(package: Package, described: Any, tmp_path: Path) -> None:
    first, last = package.years or (0, 0)
    assert described["temporalCoverage"] == f"{first}/{last}"
    folder = write_package(tmp_path / "package")
    header = (folder / "data/observations.csv").read_text(encoding="utf-8").partition("\n")[0]
    (folder / "data/observations.csv").write_text(f"{header}\n", encoding="utf-8")
    empty = make(folder)
    assert "temporalCoverage" not in json.loads(write_croissant(empty, list(csv_files(empty))))


def test_every_address_is_absolute_under_a_base_that_is_given(tmp_path: Path) -> None:
    package = make(write_package(tmp_path / "package"), BASE)
    described = json.loads(write_croissant(package, list(csv_files(package))))
    assert described["url"] == BASE
    assert described["@id"] == "https://example.org/dgsn/#dataset"
    assert all(one["contentUrl"].startswith("https://example.org/dgsn/data/") for one in described["distribution"])


def test_two_writes_are_the_same_bytes_and_know_nothing_of_the_machine(
    package: Package, folder: Path, tmp_path: Path
) -> None:
    data = (folder / NAME).read_bytes()
    again = make(shutil.copytree(store.package_folder(), tmp_path / "elsewhere"))
    assert write_croissant(again, [*csv_files(again), *parquet_files(again)]) == data
    assert data.endswith(b"}\n")
    for place in (store.package_folder(), folder, tmp_path):
        assert str(place).encode() not in data
