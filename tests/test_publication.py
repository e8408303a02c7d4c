"""The published files as a whole."""

from __future__ import annotations

import getpass
import json
import re
import socket
from pathlib import Path
from typing import Any

import pytest

from dgsn_opendata.metadata import read_metadata
from tests.conftest import BASE
from tests.profiles import faults_by_profile

OWN = re.compile(r"https?://[^\s\"'<>\\]*")


def test_every_format_is_there(dist: Path) -> None:
    names = {path.relative_to(dist).as_posix() for path in dist.rglob("*") if path.is_file()}
    assert names >= {
        *("dgsn-opendata.sqlite", "dgsn-opendata.xlsx", "data/series.parquet", "data/series.csv"),
        *("sdmx/series.csv", "sdmx/structure.xml", "datapackage.json", "dcat.ttl", "dcat.jsonld"),
        *("schemaorg.jsonld", "croissant.jsonld", "csvw-metadata.json", "metadata.json", "index.html", "LICENSE"),
    }
    assert {path.removesuffix(".csv") for path in names if path.startswith("data/") and path.endswith(".csv")} == {
        path.removesuffix(".parquet") for path in names if path.endswith(".parquet")
    }


def test_nothing_names_the_machine_it_was_built_on(dist: Path) -> None:
    names = (socket.gethostname(), getpass.getuser())
    # A short name stands in other words, too.
    words = {str(Path.home()), str(Path.cwd()), "/tmp/", str(dist), *(one for one in names if len(one) > 5)}
    for path in (path for path in dist.rglob("*") if path.is_file()):
        data = path.read_bytes()
        for word in words:
            assert word.encode() not in data, f"{path.name} has {word}"


@pytest.mark.parametrize("name", ["datapackage.json", "csvw-metadata.json", "croissant.jsonld", "index.html"])
def test_without_a_base_downloads_are_relative_where_the_format_allows(dist: Path, name: str) -> None:
    text = (dist / name).read_text(encoding="utf-8")
    assert '"data/series.csv"' in text


@pytest.mark.parametrize(
    "name",
    [
        *("datapackage.json", "csvw-metadata.json", "croissant.jsonld", "index.html"),
        *("schemaorg.jsonld", "dcat.ttl", "dcat.jsonld"),
    ],
)
def test_with_a_base_every_download_is_absolute_under_it(dist_based: Path, name: str) -> None:
    text = (dist_based / name).read_text(encoding="utf-8")
    assert f"{BASE}data/series.csv" in text
    if name != "croissant.jsonld":  # where a path is what the file is called within the document
        assert '"data/series.csv"' not in text
    downloads = [address for address in OWN.findall(text) if re.search(r"/(data|sdmx)/[a-z_.]+\w$", address)]
    assert downloads
    assert all(address.startswith(BASE) for address in downloads if "dgsn" in address)


@pytest.mark.parametrize("name", ["datapackage.json"])
def test_both_descriptors_are_valid_by_the_profile(dist: Path, dist_based: Path, name: str) -> None:
    for folder in (dist, dist_based):
        content: dict[str, Any] = json.loads((folder / name).read_bytes())
        assert faults_by_profile("datapackage", content) == []
        assert content["id"] == read_metadata().id


def test_a_build_with_a_base_passes_our_own_validation(dist_based: Path) -> None:
    from dgsn_opendata.validation import validate

    assert not validate(dist_based).errors
