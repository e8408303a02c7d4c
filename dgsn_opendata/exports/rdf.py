"""RDF as the writers share it: the library, the vocabularies, and graphs as Turtle and JSON-LD.

Turtle is written in ASCII, for it is often served without a charset and read as Latin-1 then.
"""

from __future__ import annotations

import json
import re
from typing import Any

from dgsn_opendata.errors import MissingExtra
from dgsn_opendata.metadata import AUTHORITY

try:
    from rdflib import DCTERMS, FOAF, PROV, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
except ImportError as error:
    raise MissingExtra("publish", "rdflib") from error

__all__ = [
    "DCAT",
    "DCTERMS",
    "EU",
    "FOAF",
    "PROV",
    "RDF",
    "RDFS",
    "SKOS",
    "SPDX",
    "VCARD",
    "XSD",
    "BNode",
    "Graph",
    "Literal",
    "URIRef",
    "new_graph",
    "write_jsonld",
    "write_turtle",
]

DCAT = Namespace("http://www.w3.org/ns/dcat#")  # rdflib's own does not know all of version 3
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
EU = Namespace(AUTHORITY)
_PREFIXES = {
    "dcat": DCAT,
    "dct": DCTERMS,
    "foaf": FOAF,
    "prov": PROV,
    "rdfs": RDFS,
    "skos": SKOS,
    "spdx": SPDX,
    "vcard": VCARD,
    "xsd": XSD,
}
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def new_graph() -> Graph:
    """Return an empty graph that knows the prefixes of the vocabularies."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in _PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def write_turtle(graph: Graph) -> bytes:
    r"""Return a graph as Turtle in ASCII; other characters are escaped as ``\uXXXX``.

    >>> graph = new_graph()
    >>> _ = graph.add((URIRef("https://example.org/"), DCTERMS.title, Literal("الأمن", "ar")))
    >>> print(write_turtle(graph).decode().splitlines()[-2])
    <https://example.org/> dct:title "\u0627\u0644\u0623\u0645\u0646"@ar .
    """
    return _NOT_ASCII.sub(_escape, graph.serialize(format="turtle")).encode("ascii")


def write_jsonld(graph: Graph) -> bytes:
    """Return a graph as JSON-LD with the same prefixes, in UTF-8; nodes and values are sorted."""
    context = {prefix: str(namespace) for prefix, namespace in _PREFIXES.items()}
    document = json.loads(graph.serialize(format="json-ld", context=context))
    return f"{json.dumps(_sorted(document), ensure_ascii=False, indent=2)}\n".encode()


def _sorted(value: Any) -> Any:
    """Return the same JSON-LD in one order: that of keys and values means nothing, and rdflib's changes."""
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted(map(_sorted, value), key=json.dumps)
    return value


def _escape(character: re.Match[str]) -> str:
    code = ord(character[0])
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
