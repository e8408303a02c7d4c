"""Write the package as a DCAT-AP 3 catalogue: one dataset with a distribution for each of its files.

https://semiceu.github.io/DCAT-AP/releases/3.0.0/. What is odd here is so for the readers that portals run:

- Checksums are SHA-512: the profile wants ``xsd:hexBinary``, on which udata (data.gouv.fr) drops the dataset where
  it knows the algorithm, as it does SHA-256, and which it reads over where it does not.
- CKAN knows a format by its label where ``dct:IMT`` is its only type, and a media type by its label. Of several
  labels it takes any, whatever the language: places and statements have one, in English.
- udata knows the dataset by ``dct:identifier``, which therefore does not hang on the base address.
- CKAN and udata know a licence by the name of its family alone, "Creative Commons Attribution".
- The period is a blank node: udata fetches one that has an address.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dgsn_opendata.exports.rdf import (
    DCAT,
    DCTERMS,
    EU,
    FOAF,
    PROV,
    RDF,
    RDFS,
    SKOS,
    SPDX,
    VCARD,
    XSD,
    BNode,
    Literal,
    URIRef,
    new_graph,
)
from dgsn_opendata.languages import FACTS
from dgsn_opendata.schemas import LANGUAGES, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dgsn_opendata.exports.rdf import Graph
    from dgsn_opendata.package import Package
    from dgsn_opendata.published import PublishedFile
    from dgsn_opendata.schemas import Language

_MEDIA_TYPES = "http://www.iana.org/assignments/media-types/"


def catalogue(package: Package, files: Sequence[PublishedFile]) -> Graph:
    """Return the catalogue of the package with the files as distributions, as an RDF graph.

    Every identifier is absolute, under the build's base address or the package's homepage, and the same in the
    next release.
    """
    graph = new_graph()
    writer = _Catalogue(package, graph)
    writer.add_catalogue()
    writer.add_dataset()
    for file in files:
        writer.add_distribution(file)
    return graph


class _Catalogue:
    """The nodes of the catalogue, each added to the graph with what is said of it."""

    def __init__(self, package: Package, graph: Graph) -> None:
        self.package, self.metadata, self.graph = package, package.metadata, graph
        self.home = URIRef(package.addresses.base)
        self.dataset = self._node("#dataset")

    def add_catalogue(self) -> None:
        """Add the catalogue with its one dataset."""
        taxonomy = EU["data-theme"]
        node = self._node("#catalogue")
        self._add(node, RDF.type, DCAT.Catalog)
        self._add_words(node)
        self._add(node, DCAT.dataset, self.dataset)
        self._add(node, FOAF.homepage, self._typed(self.home, FOAF.Document))
        self._add(node, DCTERMS.publisher, self._publisher())
        self._add(node, DCTERMS.license, self._licence())
        self._add(node, DCTERMS.modified, self._day())
        self._add_places(node)
        self._add(node, DCAT.themeTaxonomy, self._typed(taxonomy, SKOS.ConceptScheme))
        self._add(taxonomy, DCTERMS.title, Literal("Data theme", "en"))
        for language in LANGUAGES:
            self._add(node, DCTERMS.language, self._language(language))

    def add_dataset(self) -> None:
        """Add the dataset: its words, who stands behind it, what it covers, and what it comes from."""
        node, metadata = self.dataset, self.metadata
        self._add(node, RDF.type, DCAT.Dataset)
        self._add_words(node)
        self._add(node, DCTERMS.identifier, Literal(metadata.id))
        # DCAT-AP leaves it to the distributions; udata looks here first.
        self._add(node, DCTERMS.license, self._licence())
        self._add(node, DCAT.version, Literal(metadata.version))
        self._add(node, DCTERMS.modified, self._day())
        self._add(node, DCAT.landingPage, self.home)
        self._add(node, DCTERMS.publisher, self._publisher())
        for name in self.metadata.creators:
            self._add(node, DCTERMS.creator, self._creator(name))
        self._add(node, DCAT.contactPoint, self._contact())
        self._add(node, DCTERMS.accessRights, self._typed(EU["access-right/PUBLIC"], DCTERMS.RightsStatement))
        kind = self._typed(EU["dataset-type/STATISTICAL"], SKOS.Concept)
        self._add(node, DCTERMS.type, kind)
        self._add(kind, SKOS.prefLabel, Literal("Statistical data", "en"))
        frequency = self._typed(EU[f"frequency/{metadata.frequency}"], DCTERMS.Frequency)
        self._add(node, DCTERMS.accrualPeriodicity, frequency)
        self._add(node, DCAT.temporalResolution, Literal("P1Y", datatype=XSD.duration))
        self._add_places(node)
        self._add(node, DCTERMS.provenance, self._statement("provenance", DCTERMS.ProvenanceStatement))
        self._add_period(node)
        for theme in metadata.themes:
            concept = self._typed(EU[f"data-theme/{theme['code']}"], SKOS.Concept)
            self._add(node, DCAT.theme, concept)
            self._add(concept, SKOS.inScheme, EU["data-theme"])
            self._add_titles(concept, SKOS.prefLabel, theme)
        for language in LANGUAGES:
            self._add(node, DCTERMS.language, self._language(language))
            for keyword in metadata.keywords_in(language):
                self._add(node, DCAT.keyword, Literal(keyword, language))
        for source in self.package.sources:
            if source.url:
                self._add(node, PROV.wasDerivedFrom, URIRef(source.url))

    def add_distribution(self, file: PublishedFile) -> None:
        """Add a file as a distribution of the dataset."""
        node = self._node(f"#distribution-{file.name}")
        address = self._typed(self._node(file.path), RDFS.Resource)
        self._add(self.dataset, DCAT.distribution, node)
        self._add(node, RDF.type, DCAT.Distribution)
        for language in LANGUAGES:
            title = f"{file.titles[language]} ({file.format.label})"
            self._add(node, DCTERMS.title, Literal(title, language))
            self._add(node, DCTERMS.description, Literal(file.descriptions[language], language))
            if file.language in {None, language}:
                self._add(node, DCTERMS.language, self._language(language))
        self._add(node, DCAT.accessURL, address)
        self._add(node, DCAT.downloadURL, address)
        self._add(node, DCTERMS.format, self._format(file))
        media_type = self._typed(URIRef(_MEDIA_TYPES + file.format.mediatype), DCTERMS.MediaType)
        self._add(node, DCAT.mediaType, media_type)
        self._add(media_type, RDFS.label, Literal(file.format.mediatype))
        self._add(node, DCAT.byteSize, Literal(file.size, datatype=XSD.nonNegativeInteger))
        self._add(node, SPDX.checksum, self._checksum(file))
        self._add(node, DCTERMS.license, self._licence(file))
        self._add(node, DCTERMS.rights, self._statement("rights", DCTERMS.RightsStatement))
        self._add(node, DCTERMS.modified, self._day())
        if file.format.conforms_to:
            standard = self._typed(URIRef(file.format.conforms_to), DCTERMS.Standard)
            self._add(node, DCTERMS.conformsTo, standard)

    def _add(self, subject: Any, predicate: URIRef, value: Any) -> None:
        self.graph.add((subject, predicate, value))

    def _add_words(self, node: URIRef) -> None:
        for language in LANGUAGES:
            self._add(node, DCTERMS.title, Literal(self.metadata.words("title", language), language))
            self._add(node, DCTERMS.description, Literal(self.metadata.words("description", language), language))

    def _add_period(self, node: URIRef) -> None:
        if self.package.years is None:
            return
        first, last = self.package.years
        period = self._typed(BNode("period"), DCTERMS.PeriodOfTime)
        self._add(node, DCTERMS.temporal, period)
        self._add(period, DCAT.startDate, Literal(f"{first}-01-01", datatype=XSD.date))
        self._add(period, DCAT.endDate, Literal(f"{last}-12-31", datatype=XSD.date))

    def _node(self, name: str) -> URIRef:
        return URIRef(self.package.addresses.absolute(name))

    def _typed(self, node: Any, kind: URIRef) -> Any:
        self._add(node, RDF.type, kind)
        return node

    def _day(self) -> Literal:
        return Literal(self.package.metadata.released, datatype=XSD.date)

    def _language(self, language: Language) -> Any:
        return self._typed(EU[f"language/{FACTS[language].eu_code}"], DCTERMS.LinguisticSystem)

    def _add_places(self, node: URIRef) -> None:
        for place in self.metadata.places:
            location = self._typed(URIRef(place["path"]), DCTERMS.Location)
            self._add(node, DCTERMS.spatial, location)
            self._add_titles(location, SKOS.prefLabel, place)
            self._add(location, RDFS.label, Literal(place["title"]))

    def _add_titles(self, node: URIRef, predicate: URIRef, declaration: Mapping[str, str]) -> None:
        for language in LANGUAGES:
            self._add(node, predicate, Literal(words(declaration, "title", language), language))

    def _publisher(self) -> Any:
        node = self._typed(self._node("#publisher"), FOAF.Agent)
        self._add(node, RDF.type, FOAF.Organization)
        self._add(node, FOAF.name, Literal(self.metadata.publisher))
        return node

    def _creator(self, name: str) -> Any:
        if name == self.metadata.publisher:
            return self._publisher()
        node = self._typed(BNode(f"creator-{name}"), FOAF.Agent)
        self._add(node, FOAF.name, Literal(name))
        return node

    def _contact(self) -> Any:
        node = self._typed(self._node("#contact"), VCARD.Organization)
        self._add(node, RDF.type, VCARD.Kind)
        self._add(node, VCARD.fn, Literal(self.metadata.publisher))
        self._add(node, VCARD.hasURL, URIRef(self.metadata.homepage))
        return node

    def _licence(self, file: PublishedFile | None = None) -> Any:
        licence = file.licence(self.metadata.licence) if file else self.metadata.licence
        node = self._typed(URIRef(licence["path"]), DCTERMS.LicenseDocument)
        family = re.sub(r" v?[0-9.]+\b.*", "", licence["title"])
        self._add(node, DCTERMS.title, Literal(family))
        self._add(node, RDFS.label, Literal(family))
        self._add(node, SKOS.prefLabel, Literal(licence["title"], "en"))
        return node

    def _statement(self, key: str, kind: URIRef) -> Any:
        node = self._typed(self._node(f"#{key}"), kind)
        self._add(node, RDFS.label, Literal(self.metadata.words(key, "en"), "en"))
        for language in LANGUAGES:
            self._add(node, DCTERMS.description, Literal(self.metadata.words(key, language), language))
        return node

    def _format(self, file: PublishedFile) -> Any:
        node = self._typed(EU[f"file-type/{file.format.eu_code}"], DCTERMS.IMT)
        # The shapes want the wider class, CKAN no second one on the node.
        self._add(DCTERMS.IMT, RDFS.subClassOf, DCTERMS.MediaTypeOrExtent)
        self._add(node, RDFS.label, Literal(file.format.label))
        return node

    def _checksum(self, file: PublishedFile) -> Any:
        node = self._typed(BNode(f"checksum-{file.name}"), SPDX.Checksum)
        self._add(node, SPDX.algorithm, self._typed(SPDX.checksumAlgorithm_sha512, SPDX.ChecksumAlgorithm))
        self._add(node, SPDX.checksumValue, Literal(file.sha512, datatype=XSD.hexBinary))
        return node
