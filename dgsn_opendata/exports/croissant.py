"""Write ``croissant.jsonld``: Croissant 1.1 (http://mlcommons.org/croissant/1.1), a record set a table.

Records come from a table's Parquet file: mlcroissant has pandas guess the types of a CSV, which makes 906.0 of the
code ``0906``. A record set is known by the table's name, a file by its path; names are plain texts, for those who
take the file for schema.org show these. The format refers from one field to one of another record set, so that
keys of several fields, and those within a table, are left to the other standards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dgsn_opendata.exports.schemaorg import describe_dataset
from dgsn_opendata.exports.serialising import write_json
from dgsn_opendata.formats import CROISSANT
from dgsn_opendata.languages import in_languages
from dgsn_opendata.schemas import EDTF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dgsn_opendata.metadata import Metadata
    from dgsn_opendata.package import Package
    from dgsn_opendata.published import PublishedFile, PublishedTable
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


def write_croissant(package: Package, files: Sequence[PublishedFile]) -> bytes:
    """Return ``croissant.jsonld`` for the files: indented JSON in UTF-8, the same data the same bytes."""
    return write_json(
        {
            "@context": _CONTEXT,
            **describe_dataset(package),
            "conformsTo": CROISSANT,
            "citeAs": bibtex(package.metadata),
            "isLiveDataset": False,
            "distribution": [_file_object(file, package) for file in files],
            "recordSet": [_record_set(one, one.table) for one in files if one.kind == "parquet" and one.table],
        }
    )


def bibtex(metadata: Metadata) -> str:
    """Return how to cite the whole package as an entry of BibTeX, which Croissant asks for.

    >>> from dgsn_opendata.metadata import read_metadata
    >>> bibtex(read_metadata()).partition(", author")[0]
    '@misc{dgsn-opendata'
    """
    entry = {
        # A second pair of braces keeps a name from being split and a title's capitals from being lowered.
        "author": " and ".join(f"{{{name}}}" for name in metadata.creators),
        "title": f"{{{metadata.title}}}",
        "year": metadata.released[:4],
        "version": metadata.version,
        "url": metadata.homepage,
        "note": metadata.licence["name"],
    }
    return f"@misc{{{metadata.name}, " + ", ".join(f"{key} = {{{text}}}" for key, text in entry.items()) + "}"


def _file_object(file: PublishedFile, package: Package) -> dict[str, Any]:
    mediatype = file.format.mediatype
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path.rpartition("/")[2],
        "description": dict(file.descriptions),
        "contentUrl": package.addresses.link(file.path),
        "contentSize": f"{file.size} B",
        "encodingFormat": [mediatype, _PARQUET] if file.kind == "parquet" else mediatype,
        "sha256": file.sha256,
    }


def _record_set(file: PublishedFile, table: PublishedTable) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": file.titles["en"],
        "description": dict(file.descriptions),
        "key": [{"@id": f"{table.name}/{name}"} for name in table.schema.primary_key],
        "field": [_field(field, table, file) for field in table.schema.fields],
    }


def _field(field: Field, table: PublishedTable, file: PublishedFile) -> dict[str, Any]:
    described: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{field.name}",
        "name": field.title("en"),
        "description": in_languages(field.description),
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
