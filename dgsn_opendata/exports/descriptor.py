"""Write ``datapackage.json``: Data Package 2.0, as facts taken from the files merged with the reviewed words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.exports.sheets import VALUES_SHEET, values_fields
from dgsn_opendata.schemas import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dgsn_opendata.package import Package, PackageFile

PROFILE = "https://datapackage.org/profiles/2.0/"
# Properties of our schema files that say how the library handles a table, not what a reader finds in it.
_INTERNAL = ("kind", "sortedBy")


def write_descriptor(package: Package, files: Sequence[PackageFile]) -> bytes:
    """Return ``datapackage.json`` for the files: indented JSON in UTF-8, the same bytes for the same data."""
    metadata = package.metadata
    descriptor = {
        "$schema": f"{PROFILE}datapackage.json",
        "name": metadata.name,
        "version": metadata.version,
        "created": f"{package.created_day}T00:00:00Z",
        **_words({language: metadata.words("title", language) for language in LANGUAGES}, "title"),
        **_words({language: metadata.words("description", language) for language in LANGUAGES}, "description"),
        "keywords": metadata.keywords,
        "licenses": metadata.licenses,
        "contributors": metadata.contributors,
        "sources": _sources(package),
        "resources": [_resource(file) for file in files],
    }
    return (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _resource(file: PackageFile) -> dict[str, Any]:
    resource = {
        "name": file.name,
        "path": file.path,
        **_words(file.titles, "title"),
        **_words(file.descriptions, "description"),
        "format": file.format,
        "mediatype": file.mediatype,
        "bytes": len(file.data),
        "hash": file.hash,
    }
    if file.language is not None:
        resource["language"] = file.language
    if file.format == "xlsx":
        # Which sheet a program reads; the standard has one word for it and frictionless another.
        resource["dialect"] = {"sheetName": VALUES_SHEET, "excel": {"sheet": VALUES_SHEET}}
        resource |= {"type": "table", "schema": {"fields": values_fields()}}
    if file.schema is not None:
        schema = {key: value for key, value in file.schema.declaration.items() if key not in _INTERNAL}
        resource |= {"type": "table", "encoding": "utf-8", "schema": schema}
    return resource


def _sources(package: Package) -> list[dict[str, str]]:
    """Return the articles, each with its title and, where it is known, its address."""
    sources = []
    for row in package.frame("sources").to_dict("records"):
        source = {"title": " — ".join(str(row[key]) for key in ("publisher", "title") if not pd.isna(row[key]))}
        if not pd.isna(row["url"]):
            source["path"] = str(row["url"])
        sources.append(source)
    return sources


def _words(texts: Mapping[Language, str], key: str) -> dict[str, str]:
    return {key if language == "en" else f"{key}_{language}": text for language, text in texts.items()}
