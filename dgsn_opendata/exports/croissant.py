"""Write ``croissant.jsonld``: Croissant 1.1 (http://mlcommons.org/croissant/1.1), a record set a table.

Records come from a table's Parquet file where there is one, else from its CSV: mlcroissant has pandas guess the
types of a CSV, which makes 906.0 of the code ``0906``. A record set is known by the table's name, a file by its
path. The format refers from one field to one of another record set, so that keys of several fields, and those
within a table, are left to the other standards.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dgsn_opendata.formats import CROISSANT
from dgsn_opendata.metadata import AUTHORITY
from dgsn_opendata.schemas import EDTF, LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dgsn_opendata.metadata import Metadata
    from dgsn_opendata.package import Package, PackageFile, PublishedTable
    from dgsn_opendata.schemas import Field

# That of the specification's appendix, with https for schema.org and texts by language as mlcroissant wants.
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "annotation": "cr:annotation",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "excludes": "cr:excludes",
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "readLines": "cr:readLines",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "sdVersion": "cr:sdVersion",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
    "unArchive": "cr:unArchive",
}
_TYPES = {
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "string": "sc:Text",
    "year": "sc:Integer",
    "yearmonth": "sc:Text",
}
_PARQUET = "application/x-parquet"


def write_croissant(package: Package, files: Sequence[PackageFile]) -> bytes:
    """Return ``croissant.jsonld`` for the files: indented JSON in UTF-8, the same data the same bytes."""
    metadata, addresses = package.metadata, package.addresses
    organisations = [
        {"@type": "sc:Organization", "name": str(one["title"]), "url": metadata.homepage}
        for one in metadata.contributors
    ]
    dataset: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "@id": addresses.absolute("#dataset"),
        "conformsTo": CROISSANT,
        "identifier": metadata.id,
        # Texts, not texts by language: readers that take it for plain schema.org show these.
        "name": metadata.title,
        "alternateName": [metadata.title_fr, metadata.title_ar],
        "description": metadata.description,
        "url": addresses.base,
        "sameAs": metadata.homepage,
        "version": metadata.version,
        "license": metadata.licenses[0]["path"],
        "copyrightNotice": metadata.rights,
        "creator": organisations,
        "publisher": organisations[0],
        "dateCreated": package.created_day,
        "datePublished": metadata.released,
        "inLanguage": list(LANGUAGES),
        "keywords": list(dict.fromkeys(word for one in LANGUAGES for word in metadata.keywords_in(one))),
        "measurementTechnique": metadata.provenance,
        "citeAs": bibtex(metadata),
        "isLiveDataset": False,
        "spatialCoverage": [
            {"@type": "sc:Place", "name": place["title"], "sameAs": f"{AUTHORITY}country/{place['code']}"}
            for place in metadata.spatial
        ],
    }
    if package.years is not None:
        dataset["temporalCoverage"] = "/".join(map(str, package.years))
    dataset["distribution"] = [_file_object(file, package) for file in files]
    # Later ones take the place of earlier ones: Parquet, where there is such, that of CSV.
    of_kind = [file for kind in ("csv", "parquet") for file in files if file.kind == kind]
    sources = {file.table.name: (file, file.table) for file in of_kind if file.table is not None}
    dataset["recordSet"] = [_record_set(file, table) for file, table in sources.values()]
    return f"{json.dumps(dataset, ensure_ascii=False, indent=2)}\n".encode()


def bibtex(metadata: Metadata) -> str:
    """Return how to cite the whole package as an entry of BibTeX, which Croissant asks for.

    >>> from dgsn_opendata.metadata import read_metadata
    >>> bibtex(read_metadata()).partition(", author")[0]
    '@misc{dgsn-opendata'
    """
    entry = {
        # A second pair of braces keeps a name from being split and a title's capitals from being lowered.
        "author": " and ".join(f"{{{one['title']}}}" for one in metadata.contributors),
        "title": f"{{{metadata.title}}}",
        "year": metadata.released[:4],
        "version": metadata.version,
        "url": metadata.homepage,
        "note": metadata.licenses[0]["name"],
    }
    return f"@misc{{{metadata.name}, " + ", ".join(f"{key} = {{{text}}}" for key, text in entry.items()) + "}"


def _file_object(file: PackageFile, package: Package) -> dict[str, Any]:
    mediatype = file.format.mediatype
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path.rpartition("/")[2],
        "description": dict(file.descriptions),
        "contentUrl": package.addresses.link(file.path),
        "contentSize": f"{len(file.data)} B",
        "encodingFormat": [mediatype, _PARQUET] if file.kind == "parquet" else mediatype,
        "sha256": file.hash.removeprefix("sha256:"),
    }


def _record_set(file: PackageFile, table: PublishedTable) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": file.titles["en"],
        "description": dict(file.descriptions),
        "key": [{"@id": f"{table.name}/{name}"} for name in table.schema.primary_key],
        "field": [_field(field, table, file) for field in table.schema.fields],
    }


def _field(field: Field, table: PublishedTable, file: PackageFile) -> dict[str, Any]:
    described: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{field.name}",
        "name": field.title("en"),
        "description": {language: field.description(language) for language in LANGUAGES},
        "dataType": _data_type(field),
        "source": {"fileObject": {"@id": file.path}, "extract": {"column": field.name}},
    }
    for key in table.schema.foreign_keys:
        if key.fields == (field.name,) and key.table != table.schema.name:
            described["references"] = {"field": {"@id": f"{key.table}/{key.reference[0]}"}}
    return described


def _data_type(field: Field) -> str | list[str]:
    if field.declaration.get("rdfType") == EDTF:
        return ["sc:Text", EDTF]
    return "sc:URL" if field.declaration.get("format") == "uri" else _TYPES[field.type]
