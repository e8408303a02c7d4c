"""The descriptor, as the standard, its profile and readers want it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from dgsn_opendata import load, store
from dgsn_opendata.build import build
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.schemas import read_schema
from tests.profiles import faults_by_profile

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out: Path = tmp_path_factory.mktemp("build") / "dist"
    build(out)
    return out


def descriptor(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return content


def test_both_descriptors_are_valid_by_the_official_profile(built: Path) -> None:
    for folder in (built, store.package_folder()):
        assert faults_by_profile("datapackage", descriptor(folder)) == []


@pytest.mark.parametrize(
    "break_it",
    [
        lambda content: content.pop("resources"),
        lambda content: content["resources"][0].pop("path"),
        lambda content: content.update(licenses=[]),
    ],
)
def test_the_profile_finds_a_broken_descriptor(built: Path, break_it: Any) -> None:
    content = descriptor(built)
    break_it(content)
    assert faults_by_profile("datapackage", content)


def test_words_versions_and_the_day_come_from_the_reviewed_file_and_the_data(built: Path) -> None:
    content = descriptor(built)
    metadata = read_metadata()
    for key in ("name", "version", "title", "title_fr", "title_ar", "description_ar", "keywords", "licenses"):
        assert content[key] == getattr(metadata, key)
    assert content["created"] == "2026-01-01T00:00:00Z"


def test_sources_have_a_title_and_an_address_only_where_it_is_known(built: Path) -> None:
    sources = descriptor(built)["sources"]
    assert len(sources) == len(load("sources"))
    assert sum("path" not in source for source in sources) == 3
    assert "https://halapress.com/24581.html" in [source.get("path") for source in sources]
    assert all(source["title"] for source in sources)


def test_schemas_stand_inline_as_declared(built: Path) -> None:
    resources = {resource["name"]: resource for resource in descriptor(built)["resources"]}
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
    assert not any("/tmp" in text or "/home" in text for text in json.dumps(resources).split('"'))


def test_the_text_is_readable_arabic_and_ends_with_a_line_end(built: Path) -> None:
    text = (built / "datapackage.json").read_text(encoding="utf-8")
    assert "الأرقام السنوية للأمن الوطني المغربي" in text
    assert text.endswith("}\n")
