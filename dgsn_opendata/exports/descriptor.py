"""Write ``datapackage.json``: Data Package 2.0, as facts taken from the files merged with the reviewed words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.exports.sheets import VALUES_SHEET, values_fields
from dgsn_opendata.metadata import AUTHORITY
from dgsn_opendata.schemas import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from dgsn_opendata.package import Package, PackageFile, PublishedTable

PROFILE = "https://datapackage.org/profiles/2.0/"
# By "parquet" frictionless would read a table, guess its types wrongly and know no size; by another spelling it
# checks size and hash, as it does of any file.
_FORMATS = {"parquet": "Parquet"}
# Properties of our schema files that say how the library handles a table, not what a reader finds in it.
_INTERNAL = ("kind", "sortedBy", "sources", "licenses")


def write_descriptor(package: Package, files: Sequence[PackageFile]) -> bytes:
    """Return ``datapackage.json`` for the files: indented JSON in UTF-8, the same bytes for the same data.

    Beside the standard's own properties, those of DCAT say what period and country the data covers and how often
    it comes, and ``rights`` and ``provenance`` what a licence cannot.
    """
    metadata, addresses = package.metadata, package.addresses
    descriptor: dict[str, Any] = {
        "$schema": f"{PROFILE}datapackage.json",
        "name": metadata.name,
        "id": metadata.id,
        "version": metadata.version,
        "created": f"{package.created_day}T00:00:00Z",
        "homepage": addresses.base if addresses.given else metadata.homepage,
    }
    for key in ("title", "description", "rights", "provenance"):
        descriptor |= _words({language: metadata.words(key, language) for language in LANGUAGES}, key)
    descriptor |= _words({language: metadata.keywords_in(language) for language in LANGUAGES}, "keywords")
    if package.years is not None:
        first, last = package.years
        descriptor["temporal"] = {"startDate": str(first), "endDate": str(last)}
    descriptor |= {
        "spatial": [{**place, "path": f"{AUTHORITY}country/{place['code']}"} for place in metadata.spatial],
        "accrualPeriodicity": metadata.frequency,
        "licenses": metadata.licenses,
        "contributors": metadata.contributors,
        "sources": [_source(row) for row in package.frame("sources").to_dict("records")],
        "resources": [_resource(file, package) for file in files],
    }
    return (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _resource(file: PackageFile, package: Package) -> dict[str, Any]:
    resource = {
        "name": file.name,
        "path": package.addresses.link(file.path),
        **_words(file.titles, "title"),
        **_words(file.descriptions, "description"),
        "format": _FORMATS.get(file.kind, file.path.rpartition(".")[2]),
        "mediatype": file.format.mediatype,
        "bytes": len(file.data),
        "hash": file.hash,
    }
    if file.language is not None:
        resource["language"] = file.language
    if file.kind == "xlsx":
        # Which sheet a program reads; the standard has one word for it and frictionless another.
        del resource["bytes"]  # frictionless does not know the size of a workbook that it reads from an address
        resource["dialect"] = {"sheetName": VALUES_SHEET, "excel": {"sheet": VALUES_SHEET}}
        resource |= {"type": "table", "schema": {"fields": values_fields()}}
    if file.table is not None:
        declaration = file.table.schema.declaration
        # Where a resource has none of its own, those of the package hold.
        if sources := declaration.get("sources", _quoted(file.table, package)):
            resource["sources"] = sources
        if licences := declaration.get("licenses"):
            resource["licenses"] = licences
        if file.kind == "csv":
            schema = {key: value for key, value in declaration.items() if key not in _INTERNAL}
            resource |= {"type": "table", "encoding": "utf-8", "schema": schema}
    return resource


def _quoted(table: PublishedTable, package: Package) -> list[dict[str, str]]:
    """Return the sources that a table quotes; nothing where it quotes all or has no column of them."""
    known = package.frame("sources")
    quoted = table.sources or []
    return [_source(row) for row in known[known["source_id"].isin(quoted)].to_dict("records")]


def _source(row: Mapping[Hashable, Any]) -> dict[str, str]:
    """Return an article with its title and, where it is known, its address."""
    source = {"title": " — ".join(str(row[key]) for key in ("publisher", "title") if not pd.isna(row[key]))}
    if not pd.isna(row["url"]):
        source["path"] = str(row["url"])
    return source


def _words(texts: Mapping[Language, Any], key: str) -> dict[str, Any]:
    return {key if language == "en" else f"{key}_{language}": text for language, text in texts.items()}
