"""The descriptor, as the standard, its profile and readers want it."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING, Any

import frictionless
import pytest

from dgsn_opendata import load, store
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.schemas import read_schema
from tests.profiles import faults_by_profile

if TYPE_CHECKING:
    from pathlib import Path

    from dgsn_opendata.package import Package


def descriptor(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return content


def test_both_descriptors_are_valid_by_the_official_profile(dist: Path) -> None:
    for folder in (dist, store.package_folder()):
        assert faults_by_profile("datapackage", descriptor(folder)) == []


@pytest.mark.parametrize(
    "break_it",
    [
        lambda content: content.pop("resources"),
        lambda content: content["resources"][0].pop("path"),
        lambda content: content.update(licenses=[]),
    ],
)
def test_the_profile_finds_a_broken_descriptor(dist: Path, break_it: Any) -> None:
    content = descriptor(dist)
    break_it(content)
    assert faults_by_profile("datapackage", content)


def test_words_versions_and_the_day_come_from_the_reviewed_file_and_the_data(dist: Path) -> None:
    content = descriptor(dist)
    metadata = read_metadata()
    for key in (
        *("name", "version", "id", "homepage", "title", "title_fr", "title_ar", "description_ar", "rights"),
        *("rights_ar", "provenance", "provenance_fr", "keywords", "keywords_ar", "licenses", "contributors"),
    ):
        assert content[key] == getattr(metadata, key)
    assert content["created"] == f"{metadata.released}T00:00:00Z"


def test_sources_have_a_title_and_an_address_only_where_it_is_known(dist: Path, package: Package) -> None:
    sources = descriptor(dist)["sources"]
    assert len(sources) == len(package.sources)
    assert sum("path" not in source for source in sources) == 3
    assert "https://halapress.com/24581.html" in [source.get("path") for source in sources]
    assert all(source["title"] for source in sources)


def test_schemas_stand_inline_as_declared(dist: Path) -> None:
    resources = {resource["name"]: resource for resource in descriptor(dist)["resources"]}
    declared = dict(read_schema("observations").declaration)
    for internal in ("kind", "sortedBy"):
        declared.pop(internal)
    assert resources["observations"]["schema"] == declared
    years = [
        field["name"] for field in resources["series_wide.ar"]["schema"]["fields"] if field["name"].isdecimal()
    ]
    recurring = load("series")[~load("series")["period"].str.contains("/")]
    assert years == sorted({str(year) for year in recurring["year"]})
    assert resources["series_wide.ar"]["language"] == "ar"


def test_the_text_is_readable_arabic_and_ends_with_a_line_end(dist: Path) -> None:
    text = (dist / "datapackage.json").read_text(encoding="utf-8")
    assert "الأرقام السنوية للأمن الوطني المغربي" in text
    assert text.endswith("}\n")


def test_every_table_is_there_as_csv_and_parquet_and_the_whole_in_three_formats_more(dist: Path) -> None:
    resources = descriptor(dist)["resources"]
    tables = {resource["name"] for resource in resources if resource["format"] == "csv" and "schema" in resource}
    names = {resource["name"] for resource in resources}
    assert len(tables) == 20
    assert names == {
        *tables,
        *(f"{table}.parquet" for table in tables),
        *("dgsn-opendata.sqlite", "dgsn-opendata.xlsx", "series.sdmx", "structure.sdmx"),
    }
    for resource in resources:
        data = (dist / resource["path"]).read_bytes()
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        assert resource["format"] == "xlsx" or resource["bytes"] == len(data)
        for key in ("title", "title_fr", "title_ar", "description", "description_fr", "description_ar"):
            assert resource[key]


def test_a_resource_has_the_sources_that_it_quotes_or_those_of_the_package(dist: Path) -> None:
    resources = {resource["name"]: resource for resource in descriptor(dist)["resources"]}
    for table in ("observations", "series", "structures", "waivers"):
        frame = load(table)
        for name in (table, f"{table}.parquet"):
            assert len(resources[name]["sources"]) == frame["source_id"].nunique()
    assert len(resources["structures"]["sources"]) <= 5
    assert resources["places"]["sources"] == [{"title": "GeoNames", "path": "https://www.geonames.org/"}]
    assert resources["countries"]["sources"][0]["title"] == "Unicode CLDR"
    assert resources["countries"]["licenses"][0]["name"] == "Unicode-3.0"
    assert [name for name, one in resources.items() if "licenses" in one] == ["countries", "countries.parquet"]
    assert not any("sources" in resources[name] for name in ("dgsn-opendata.xlsx", "sources", "indicators"))


def test_period_country_and_frequency_are_there(dist: Path) -> None:
    content = descriptor(dist)
    assert content["temporal"] == {"startDate": "2015", "endDate": str(load("series")["year"].max())}
    assert content["spatial"][0]["title_ar"] == "المغرب"
    assert content["accrualPeriodicity"] == "ANNUAL"


def test_frictionless_finds_nothing_and_finds_another_parquet_file(dist: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(dist, tmp_path / "dist")
    assert frictionless.validate(str(copy / "datapackage.json")).valid
    for name in ("data/series.parquet", "dgsn-opendata.sqlite"):
        path = copy / name
        path.write_bytes(path.read_bytes()[:-1] + b"?")
    report = frictionless.validate(str(copy / "datapackage.json"))
    assert [kind for (kind,) in report.flatten(["type"])] == ["hash-count", "hash-count"]
