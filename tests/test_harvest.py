"""A portal that knows the catalogue's address alone: it finds every file, checks it, and comes again."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import frictionless
import pytest
import requests
from rdflib import Graph, URIRef

from dgsn_opendata.build import build
from dgsn_opendata.exports.rdf import DCAT, DCTERMS, RDF, SPDX
from tests.serving import serving
from tests.small import change

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ALGORITHMS = {SPDX.checksumAlgorithm_sha512: hashlib.sha512, SPDX.checksumAlgorithm_sha256: hashlib.sha256}


@dataclass(frozen=True)
class Harvested:
    """What a harvest found: the dataset, and each distribution's address and bytes."""

    dataset: str
    files: dict[str, tuple[str, bytes]]

    def table(self, name: str) -> set[tuple[tuple[str, str], ...]]:
        (data,) = (data for address, data in self.files.values() if address.endswith(f"data/{name}.csv"))
        return {tuple(row.items()) for row in csv.DictReader(io.StringIO(data.decode("utf-8")))}


def harvest(catalogue: str, kind: str) -> Harvested:
    """Read a catalogue, download what it offers, and check size and checksum of each file."""
    answer = requests.get(catalogue, timeout=10)
    answer.raise_for_status()
    graph = Graph().parse(data=answer.content, format=kind)
    (dataset,) = graph.subjects(RDF.type, DCAT.Dataset)
    files = {}
    for node in graph.objects(dataset, DCAT.distribution):
        address = str(graph.value(node, DCAT.downloadURL))
        data = requests.get(address, timeout=10).content
        checksum = graph.value(node, SPDX.checksum)
        algorithm = graph.value(checksum, SPDX.algorithm)
        assert isinstance(algorithm, URIRef)
        assert ALGORITHMS[algorithm](data).hexdigest() == str(graph.value(checksum, SPDX.checksumValue)), address
        assert len(data) == int(str(graph.value(node, DCAT.byteSize)))
        files[str(node)] = (address, data)
    return Harvested(str(graph.value(dataset, DCTERMS.identifier)), files)


@pytest.fixture
def site(small: Path, tmp_path: Path) -> Iterator[str]:
    with serving(tmp_path / "dist") as address:
        build(tmp_path / "dist", small, base_url=address)
        yield address


@pytest.mark.parametrize(("catalogue", "kind"), [("dcat.ttl", "turtle"), ("dcat.jsonld", "json-ld")])
def test_a_client_that_knows_the_catalogue_alone_finds_and_checks_every_file(
    site: str, tmp_path: Path, catalogue: str, kind: str
) -> None:
    found = harvest(site + catalogue, kind)
    published = {path.relative_to(tmp_path / "dist").as_posix() for path in (tmp_path / "dist").rglob("*.*")}
    assert {address.removeprefix(site) for address, _ in found.files.values()} <= published
    assert {path for path in published if path.startswith(("data/", "sdmx/"))} <= {
        address.removeprefix(site) for address, _ in found.files.values()
    }


def test_a_second_harvest_sees_the_change_and_nothing_doubled(site: str, small: Path, tmp_path: Path) -> None:
    before = harvest(site + "dcat.ttl", "turtle")
    change(small, "observations", "1010,exact,1010", "1020,exact,1020")
    build(tmp_path / "dist", small, base_url=site)
    after = harvest(site + "dcat.ttl", "turtle")
    assert after.dataset == before.dataset
    assert set(after.files) == set(before.files)
    changed = {
        address.removeprefix(site).removeprefix("data/").removesuffix(".csv")
        for node, (address, data) in after.files.items()
        if address.endswith(".csv") and data != before.files[node][1]
    }
    wide = {f"series_wide.{language}" for language in ("en", "fr", "ar")}
    assert changed == {"observations", "series", "sdmx/series", *wide}
    for table, columns in (("observations", {"value", "as_printed"}), ("series", None)):
        (old,) = before.table(table) - after.table(table)
        (new,) = after.table(table) - before.table(table)
        different = {name for (name, one), (_, other) in zip(old, new, strict=True) if one != other}
        assert columns is None or different == columns
        assert dict(new)["value"] == "1020.0"


def test_a_third_harvest_without_a_change_sees_none(site: str, small: Path, tmp_path: Path) -> None:
    before = harvest(site + "dcat.ttl", "turtle")
    build(tmp_path / "dist", small, base_url=site)
    assert harvest(site + "dcat.ttl", "turtle") == before


def test_frictionless_reads_the_package_from_its_address(site: str) -> None:
    package: Any = frictionless.Package(site + "datapackage.json")
    resource = package.get_resource("observations")
    assert resource.path == f"{site}data/observations.csv"
    assert len(resource.read_rows()) == 12
    assert frictionless.validate(site + "datapackage.json").valid
