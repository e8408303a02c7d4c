"""The schema.org twin, as search engines for data ask for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from dgsn_opendata import load
from dgsn_opendata.metadata import read_metadata
from tests.packages import BASE

if TYPE_CHECKING:
    from pathlib import Path

    from dgsn_opendata.package import Package


@pytest.fixture(scope="module")
def dataset(dist_based: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((dist_based / "schemaorg.jsonld").read_text(encoding="utf-8"))
    return content


def test_what_google_requires_and_recommends_is_there(dataset: dict[str, Any]) -> None:
    assert dataset["@type"] == "Dataset"
    assert 50 <= len(dataset["description"]) <= 5000
    for key in (
        *(
            "name",
            "alternateName",
            "creator",
            "citation",
            "identifier",
            "isAccessibleForFree",
            "keywords",
            "license",
        ),
        *("measurementTechnique", "spatialCoverage", "temporalCoverage", "variableMeasured", "version", "url"),
        *("includedInDataCatalog", "distribution", "sameAs", "publisher"),
    ):
        assert dataset[key], key
    assert all(one.keys() >= {"contentUrl", "encodingFormat"} for one in dataset["distribution"])


def test_every_indicator_is_a_variable_with_unit_and_description(dataset: dict[str, Any]) -> None:
    indicators = load("indicators").set_index("indicator_id")
    variables = {one["propertyID"]: one for one in dataset["variableMeasured"]}
    assert set(variables) == set(indicators.index)
    for name, variable in variables.items():
        assert variable["description"] == indicators.at[name, "definition_en"]
        assert variable["alternateName"][1] == indicators.at[name, "label_ar"]
        assert variable["unitText"]
        assert variable["unitCode"].partition(":")[0] in {"UCUM", "ISO4217", "ISO 4217"}


def test_it_is_based_on_every_article_that_a_table_quotes(dataset: dict[str, Any], package: Package) -> None:
    assert len(dataset["isBasedOn"]) == len(package.sources) < len(load("sources"))
    assert {one.source_id for one in package.sources} >= set(load("observations")["source_id"])
    assert sum("url" in one for one in dataset["isBasedOn"]) == sum(bool(one.url) for one in package.sources)
    assert all(one["url"].isascii() for one in dataset["isBasedOn"] if "url" in one)


def test_addresses_are_absolute_under_the_base(dataset: dict[str, Any], dist_based: Path) -> None:
    assert dataset["@id"] == f"{BASE}#dataset"
    for one in dataset["distribution"]:
        path = one["contentUrl"].removeprefix(BASE)
        assert one["contentSize"] == f"{(dist_based / path).stat().st_size} B"
        assert one["@id"].startswith(BASE)


def test_the_period_is_that_of_the_series(dataset: dict[str, Any]) -> None:
    assert dataset["temporalCoverage"] == f"2015/{load('series')['year'].max()}"
    assert dataset["spatialCoverage"][0]["name"] == "Morocco"
    assert dataset["license"] == read_metadata().licenses[0]["path"]
