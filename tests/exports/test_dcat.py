"""The DCAT-AP catalogue, as its official shapes, strict parsers and portals' readers want it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from pyshacl import validate
from rdflib import FOAF, RDF, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from dgsn_opendata import load
from dgsn_opendata.addresses import to_uri
from dgsn_opendata.exports.csv import csv_files
from dgsn_opendata.exports.dcat import catalogue
from dgsn_opendata.exports.rdf import DCAT, DCTERMS, PROV, RDFS, SPDX, XSD, write_turtle
from dgsn_opendata.exports.site.downloads import INDEX, listed_files
from dgsn_opendata.exports.site.pages import PAGES
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.schemas import LANGUAGES
from tests.packages import BASE, make
from tests.small import change

if TYPE_CHECKING:
    from dgsn_opendata.package import Package

SHAPES = Path(__file__).parents[3] / "shared" / "shapes"
SH = Namespace("http://www.w3.org/ns/shacl#")


@pytest.fixture(scope="module")
def graph(dist_based: Path) -> Graph:
    return Graph().parse(dist_based / "dcat.ttl")


@pytest.fixture(scope="module")
def dataset(graph: Graph) -> URIRef:
    (node,) = graph.subjects(RDF.type, DCAT.Dataset)
    assert isinstance(node, URIRef)
    return node


def results(data: Graph, shapes: Path) -> Counter[tuple[str, str]]:
    _, report, _ = validate(data, shacl_graph=Graph().parse(shapes), inference="none")
    assert isinstance(report, Graph)
    found = Counter[tuple[str, str]]()
    for one in report.subjects(RDF.type, SH.ValidationResult):
        found[str(report.value(one, SH.resultPath)), str(report.value(one, SH.sourceConstraintComponent))] += 1
    return found


@pytest.mark.skipif(not SHAPES.is_dir(), reason="the shapes of DCAT-AP are not beside this checkout")
@pytest.mark.parametrize("version", ["3.0.0", "3.0.1"])
def test_the_official_shapes_find_nothing_and_do_find_a_fault(graph: Graph, dataset: URIRef, version: str) -> None:
    shapes = SHAPES / f"dcat-ap-{version}-SHACL.ttl"
    assert results(graph, shapes) == {}
    broken = Graph() + graph
    broken.remove((dataset, DCTERMS.title, None))
    assert results(broken, shapes)[str(DCTERMS.title), str(SH.MinCountConstraintComponent)] == 1


def test_turtle_and_json_ld_say_the_same(graph: Graph, dist_based: Path) -> None:
    assert isomorphic(graph, Graph().parse(dist_based / "dcat.jsonld"))


def test_a_strict_parser_reads_the_turtle_and_finds_as_many_statements(graph: Graph, dist_based: Path) -> None:
    statements = list(pyoxigraph.parse(path=str(dist_based / "dcat.ttl"), format=pyoxigraph.RdfFormat.TURTLE))
    assert len(statements) == len(graph)


def test_turtle_read_as_latin_1_is_the_same(graph: Graph, dist_based: Path) -> None:
    data = (dist_based / "dcat.ttl").read_bytes()
    assert data.isascii()
    assert isomorphic(graph, Graph().parse(data=data.decode("latin-1"), format="turtle"))


def test_a_letter_beyond_the_basic_plane_is_escaped_with_eight_digits() -> None:
    graph = Graph().add((URIRef("https://example.org/"), DCTERMS.title, Literal("𐌰\\u0041é\n")))
    text = write_turtle(graph)
    assert b"\\U00010330" in text
    assert isomorphic(graph, Graph().parse(data=text, format="turtle"))


def test_every_file_of_data_and_every_twin_is_a_distribution_as_it_lies_there(
    graph: Graph, dataset: URIRef, dist_based: Path
) -> None:
    found = {}
    for node in graph.objects(dataset, DCAT.distribution):
        path = str(graph.value(node, DCAT.downloadURL)).removeprefix(BASE)
        data = (dist_based / path).read_bytes()
        found[path] = node
        assert graph.value(node, DCAT.byteSize) == Literal(len(data), datatype=XSD.nonNegativeInteger)
        checksum = graph.value(node, SPDX.checksum)
        assert graph.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha512
        (value,) = graph.objects(checksum, SPDX.checksumValue)
        assert isinstance(value, Literal)
        assert (str(value), value.datatype) == (hashlib.sha512(data).hexdigest(), XSD.hexBinary)
    files = {path.relative_to(dist_based).as_posix() for path in dist_based.rglob("*") if path.is_file()}
    itself = {"dcat.ttl", "dcat.jsonld", "schemaorg.jsonld"}
    site = {*PAGES.values(), *listed_files((dist_based / INDEX).read_bytes()), "sitemap.xml", "robots.txt"}
    assert set(found) == files - itself - site - {"LICENSE"}


def test_words_stand_in_three_languages_with_the_same_letters(graph: Graph, dataset: URIRef) -> None:
    metadata = read_metadata()
    for predicate, key in ((DCTERMS.title, "title"), (DCTERMS.description, "description")):
        for language in LANGUAGES:
            assert (dataset, predicate, Literal(metadata.words(key, language), language)) in graph
    assert len(set(graph.objects(dataset, DCAT.keyword))) == sum(
        len(metadata.keywords_in(one)) for one in LANGUAGES
    )
    for theme in graph.objects(dataset, DCAT.theme):
        labels = [label for label in graph.objects(theme, SKOS.prefLabel) if isinstance(label, Literal)]
        assert {label.language for label in labels} == set(LANGUAGES)


def test_the_dataset_says_that_it_is_derived_from_each_article_that_has_an_address(
    graph: Graph, dataset: URIRef
) -> None:
    quoted = {name for table in ("observations", "structures") for name in load(table)["source_id"]}
    sources = load("sources").set_index("source_id")
    known = {to_uri(url) for url in sources.loc[sorted(quoted), "url"].dropna()}
    derived = {str(one) for one in graph.objects(dataset, PROV.wasDerivedFrom)}
    assert known <= derived
    assert len(derived) < sources["url"].notna().sum(), "some articles were read in vain"


def test_period_and_country_are_those_of_the_data(graph: Graph, dataset: URIRef) -> None:
    first, last = 2015, load("series")["year"].max()
    period = graph.value(dataset, DCTERMS.temporal)
    assert isinstance(period, BNode), "udata fetches the address of a period that has one"
    assert str(graph.value(period, DCAT.startDate)) == f"{first}-01-01"
    assert str(graph.value(period, DCAT.endDate)) == f"{last}-12-31"
    assert str(graph.value(dataset, DCTERMS.spatial)).endswith("/country/MAR")
    assert str(graph.value(dataset, DCTERMS.accrualPeriodicity)).endswith("/frequency/ANNUAL")


def test_ckan_knows_format_licence_and_place(graph: Graph, dataset: URIRef) -> None:
    for node in graph.objects(dataset, DCAT.distribution):
        form, licence = graph.value(node, DCTERMS.format), graph.value(node, DCTERMS.license)
        assert list(graph.objects(form, RDF.type)) == [DCTERMS.IMT]
        assert len(list(graph.objects(form, RDFS.label))) == 1
        assert str(graph.value(graph.value(node, DCAT.mediaType), RDFS.label)).count("/") == 1
        countries = "#distribution-countries" in str(node)
        family = "Unicode License" if countries else "Creative Commons Attribution"
        assert str(graph.value(licence, DCTERMS.title)) == family
    place = graph.value(dataset, DCTERMS.spatial)
    assert [str(label) for label in graph.objects(place, RDFS.label)] == ["Morocco"]


def test_identifiers_and_downloads_are_under_the_base_address(graph: Graph) -> None:
    own = [node for node in graph.subjects(RDF.type) if isinstance(node, URIRef) and "example" in node]
    assert own
    assert all(node.startswith(BASE) for node in own)
    assert {str(one) for one in graph.objects(None, FOAF.homepage)} == {BASE}


def test_without_a_base_they_are_absolute_under_the_homepage(dist: Path) -> None:
    graph = Graph().parse(data=(dist / "dcat.ttl").read_bytes(), format="turtle")
    home = read_metadata().homepage
    for address in [*graph.subjects(RDF.type, DCAT.Dataset), *graph.objects(None, DCAT.downloadURL)]:
        assert str(address).startswith(home)


def test_identifiers_stay_when_data_and_version_change(small: Path, package: Package) -> None:
    one = make(small)
    change(small, "observations", "1010,exact,1010", "1020,exact,1020")
    other = dataclasses.replace(make(small), metadata=dataclasses.replace(package.metadata, version="9.9.9"))
    before, after = (catalogue(each, list(csv_files(each))) for each in (one, other))
    assert write_turtle(before) != write_turtle(after)
    assert {*before.subjects()} == {*after.subjects()}


def test_the_json_ld_is_readable_arabic(dist: Path) -> None:
    text = (dist / "dcat.jsonld").read_text(encoding="utf-8")
    assert read_metadata().title_ar in text
    assert json.loads(text)["@context"]["dcat"] == str(DCAT)
