"""Write the SDMX structure of the series as SDMX-ML 3.0: agency, code lists, concepts, dataflow, components."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

from dgsn_opendata.exports.sdmx_structure import SERIES, VERSION, agency, reference
from dgsn_opendata.languages import in_languages
from dgsn_opendata.schemas import read_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dgsn_opendata.exports.sdmx_codes import Words
    from dgsn_opendata.exports.sdmx_structure import Component, DataStructure
    from dgsn_opendata.metadata import Metadata
    from dgsn_opendata.package import Package

_SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/"
_URN = "urn:sdmx:org.sdmx.infomodel."
_CONCEPTS = "CONCEPTS"
_AGENCIES = {"en": "Agencies", "fr": "Organismes", "ar": "الهيئات"}
_SDMX_CODES = {
    "en": "Codes and meanings are those of SDMX’s cross-domain code list {}; only those used here are listed.",
    "fr": "Codes et sens sont ceux de la liste transversale {} de SDMX ; seuls ceux utilisés ici y figurent.",
    "ar": "الرموز ومعانيها هي رموز القائمة المشتركة {} لدى SDMX، ولا يرد هنا إلا المستعمل منها.",
}


def write_structure(package: Package, structure: DataStructure) -> bytes:
    """Return the structure message: indented XML in UTF-8, the same bytes for the same data."""
    metadata = package.metadata
    spaces = {f"xmlns:{name[:3]}": f"{_SCHEMAS}{name}" for name in ("message", "structure", "common")}
    root = ET.Element("mes:Structure", spaces)
    header = _add(root, "mes:Header")
    _add(header, "mes:ID", text=f"{agency(metadata)}-{metadata.version.replace('.', '-')}")
    _add(header, "mes:Test", text="false")
    _add(header, "mes:Prepared", text=f"{metadata.released}T00:00:00Z")
    _add(header, "mes:Sender", {"id": agency(metadata)})
    structures = _add(root, "mes:Structures")
    _add_agency(_add(structures, "str:AgencySchemes"), metadata)
    lists = _add(structures, "str:Codelists")
    for component in structure.components:
        if component.codes:
            _add_codes(lists, component, metadata)
    concepts = _maintained(_add(structures, "str:ConceptSchemes"), "ConceptScheme", _CONCEPTS, metadata)
    titles, descriptions = metadata.texts("title"), metadata.texts("description")
    _add_words(concepts, titles)
    for component in structure.components:
        concept = _add(concepts, "str:Concept", {"id": component.id})
        _add_words(concept, component.names, component.descriptions)
    flow = _maintained(_add(structures, "str:Dataflows"), "Dataflow", SERIES, metadata)
    _add_words(flow, titles, descriptions)
    urn = f"{_URN}datastructure.DataStructure={reference(metadata, SERIES)}"
    _add(flow, "str:Structure", text=urn)
    _add_components(_add(structures, "str:DataStructures"), structure, metadata)
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _add_agency(parent: ET.Element, metadata: Metadata) -> None:
    # Agencies below no other are listed in SDMX's own scheme, of which this is a part.
    fixed = {"id": "AGENCIES", "agencyID": "SDMX", "isPartial": "true"}
    scheme = _add(parent, "str:AgencyScheme", fixed)
    _add_words(scheme, _AGENCIES)
    element = _add(scheme, "str:Agency", {"id": agency(metadata)})
    names = {"en": ", ".join(metadata.creators)}
    _add_words(element, names, metadata.texts("description"))


def _add_codes(parent: ET.Element, component: Component, metadata: Metadata) -> None:
    name = f"CL_{component.id}"
    codelist = _maintained(parent, "Codelist", name, metadata)
    texts = {key: text.format(name) for key, text in _SDMX_CODES.items()} if component.cross_domain else {}
    _add_words(codelist, component.names, texts)
    for code in component.codes:
        element = _add(codelist, "str:Code", {"id": code.id})
        if code.annotations or code.url:
            annotations = _add(element, "com:Annotations")
            for kind, text in code.annotations.items():
                annotation = _add(annotations, "com:Annotation")
                _add(annotation, "com:AnnotationTitle", text=text)
                _add(annotation, "com:AnnotationType", text=kind)
            if code.url:
                annotation = _add(annotations, "com:Annotation")
                _add(annotation, "com:AnnotationType", text="url")
                _add(annotation, "com:AnnotationURL", text=code.url)
        _add_words(element, code.names, code.descriptions)
        if code.parent:
            _add(element, "str:Parent", text=code.parent)


def _add_components(parent: ET.Element, structure: DataStructure, metadata: Metadata) -> None:
    schema = read_schema("series")
    element = _maintained(parent, "DataStructure", SERIES, metadata)
    _add_words(element, in_languages(schema.title), in_languages(schema.description))
    inside = _add(element, "str:DataStructureComponents")
    dimensions = _add(inside, "str:DimensionList", {"id": "DimensionDescriptor"})
    for position, component in enumerate(structure.dimensions, start=1):
        if component.id == "TIME_PERIOD":
            _add_component(dimensions, "TimeDimension", component, metadata)
        else:
            _add_component(dimensions, "Dimension", component, metadata, {"position": str(position)})
    attributes = _add(inside, "str:AttributeList", {"id": "AttributeDescriptor"})
    for component in structure.attributes:
        usage = {"usage": "mandatory" if component.required else "optional"}
        attribute = _add_component(attributes, "Attribute", component, metadata, usage)
        relationship = _add(attribute, "str:AttributeRelationship")
        if component.of:
            _add(relationship, "str:Dimension", text=component.of)
        else:
            _add(relationship, "str:Observation")
    measures = _add(inside, "str:MeasureList", {"id": "MeasureDescriptor"})
    _add_component(measures, "Measure", structure.measure, metadata, {"usage": "mandatory"})


def _add_component(
    parent: ET.Element, kind: str, component: Component, metadata: Metadata, attributes: Mapping[str, str] = {}
) -> ET.Element:
    element = _add(parent, f"str:{kind}", {"id": component.id, **attributes})
    urn = f"{_URN}conceptscheme.Concept={reference(metadata, _CONCEPTS)}.{component.id}"
    _add(element, "str:ConceptIdentity", text=urn)
    representation = _add(element, "str:LocalRepresentation")
    if component.codes:
        urn = f"{_URN}codelist.Codelist={reference(metadata, f'CL_{component.id}')}"
        _add(representation, "str:Enumeration", text=urn)
    else:
        _add(representation, "str:TextFormat", {"textType": component.text_type})
    return element


def _maintained(parent: ET.Element, kind: str, name: str, metadata: Metadata) -> ET.Element:
    return _add(parent, f"str:{kind}", {"id": name, "agencyID": agency(metadata), "version": VERSION})


def _add_words(parent: ET.Element, names: Words, descriptions: Words | None = None) -> None:
    for kind, words in (("Name", names), ("Description", descriptions or {})):
        for language, text in words.items():
            _add(parent, f"com:{kind}", {"xml:lang": language}, text)


def _add(parent: ET.Element, tag: str, attributes: Mapping[str, str] = {}, text: str | None = None) -> ET.Element:
    element = ET.SubElement(parent, tag, dict(attributes))
    element.text = text
    return element
