"""Write ``datapackage.json``: Data Package 2.0, as facts taken from the files merged with the reviewed words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dgsn_opendata.exports.serialising import write_json
from dgsn_opendata.exports.sheets import VALUES_SHEET, values_fields
from dgsn_opendata.languages import in_languages, suffixed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dgsn_opendata.package import Package
    from dgsn_opendata.provenance import Source
    from dgsn_opendata.published import PublishedFile

PROFILE = "https://datapackage.org/profiles/2.0/"
# By "parquet" frictionless would read a table, guess its types wrongly and know no size; by another spelling it
# checks size and hash, as it does of any file.
_FORMATS = {"parquet": "Parquet"}
# Properties of our schema files that say how the library handles a table, or that belong to the resource.
_INTERNAL = ("kind", "sortedBy", "sources", "licenses")


def write_descriptor(package: Package, files: Sequence[PublishedFile]) -> bytes:
    """Return ``datapackage.json`` for the files, the same bytes for the same data.

    Beside the standard's own properties, those of DCAT say what period and country the data covers and how often
    it comes, and ``rights`` and ``provenance`` what a licence cannot.
    """
    metadata, sources = package.metadata, package.sources
    descriptor: dict[str, Any] = {
        "$schema": f"{PROFILE}datapackage.json",
        "name": metadata.name,
        "id": metadata.id,
        "version": metadata.version,
        "created": f"{metadata.released}T00:00:00Z",
        "homepage": package.homepage,
    }
    for key in ("title", "description", "rights", "provenance"):
        descriptor |= suffixed(key, metadata.texts(key))
    descriptor |= suffixed("keywords", in_languages(metadata.keywords_in))
    if package.years is not None:
        first, last = package.years
        descriptor["temporal"] = {"startDate": str(first), "endDate": str(last)}
    descriptor |= {
        "spatial": metadata.places,
        "accrualPeriodicity": metadata.frequency,
        "licenses": metadata.licenses,
        "contributors": metadata.contributors,
        "sources": [_source(source) for source in sources],
        "resources": [_resource(file, package, sources) for file in files],
    }
    return write_json(descriptor)


def _resource(file: PublishedFile, package: Package, sources: Sequence[Source]) -> dict[str, Any]:
    resource = {
        "name": file.name,
        "path": package.addresses.link(file.path),
        **suffixed("title", file.titles),
        **suffixed("description", file.descriptions),
        "format": _FORMATS.get(file.kind, file.path.rpartition(".")[2]),
        "mediatype": file.format.mediatype,
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
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
        quoted = {*file.table.quoted}
        # Where a resource has none of its own, those of the package hold.
        own = [_source(source) for source in sources if source.source_id in quoted]
        if stated := declaration.get("sources", own):
            resource["sources"] = stated
        if "licenses" in declaration:
            resource["licenses"] = declaration["licenses"]
        if file.kind == "csv":
            schema = {key: value for key, value in declaration.items() if key not in _INTERNAL}
            resource |= {"type": "table", "encoding": "utf-8", "schema": schema}
    return resource


def _source(source: Source) -> dict[str, str]:
    """Return an article with its title and, where it is known, its address."""
    return {"title": source.name} | ({"path": source.url} if source.url else {})
