"""Every file of a published package, in the order in which they describe one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsn_opendata.exports.croissant import write_croissant
from dgsn_opendata.exports.csv import csv_files
from dgsn_opendata.exports.csvw import write_csvw
from dgsn_opendata.exports.datasette import write_datasette
from dgsn_opendata.exports.dcat import catalogue
from dgsn_opendata.exports.descriptor import write_descriptor
from dgsn_opendata.exports.parquet import parquet_files
from dgsn_opendata.exports.rdf import write_jsonld, write_turtle
from dgsn_opendata.exports.schemaorg import summarise, write_schemaorg
from dgsn_opendata.exports.sdmx import sdmx_files
from dgsn_opendata.exports.site.discovery import write_robots, write_sitemap
from dgsn_opendata.exports.site.downloads import series_files
from dgsn_opendata.exports.site.pages import PAGES, Site, write_pages
from dgsn_opendata.exports.site.parts import list_parts
from dgsn_opendata.exports.sqlite import write_sqlite
from dgsn_opendata.exports.xlsx import write_xlsx
from dgsn_opendata.published import PublishedFile
from dgsn_opendata.rules.descriptor import DESCRIPTOR
from dgsn_opendata.schemas import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dgsn_opendata.link_health import Health
    from dgsn_opendata.package import Package

# The twins that describe the package to programs: path, kind, and a title in each of LANGUAGES.
_TWINS = {
    DESCRIPTOR: ("datapackage", "Data Package descriptor", "Descripteur Data Package", "واصف Data Package"),
    "csvw-metadata.json": ("csvw", "CSVW metadata", "Métadonnées CSVW", "بيانات CSVW الوصفية"),
    "croissant.jsonld": ("croissant", "Croissant metadata", "Métadonnées Croissant", "بيانات Croissant الوصفية"),
    "metadata.json": ("json", "Datasette metadata", "Métadonnées Datasette", "بيانات Datasette الوصفية"),
    "schemaorg.jsonld": (
        "schemaorg",
        "schema.org dataset",
        "Jeu de données schema.org",
        "مجموعة بيانات schema.org",
    ),
    "dcat.ttl": ("turtle", "DCAT-AP catalogue", "Catalogue DCAT-AP", "فهرس DCAT-AP"),
    "dcat.jsonld": ("dcat", "DCAT-AP catalogue", "Catalogue DCAT-AP", "فهرس DCAT-AP"),
}
_SITEMAP, _ROBOTS = "sitemap.xml", "robots.txt"
# What a published folder may hold beside the resources of its descriptor.
BESIDE = (*_TWINS, *PAGES.values(), _SITEMAP, _ROBOTS)


def publish(
    package: Package, tell: Callable[[str], None], health: Mapping[str, Health] | None = None
) -> dict[str, bytes]:
    """Return the bytes of all files of a package by their path; ``tell`` is told each step.

    ``health`` is what is known of the sources' addresses, for the pages to show.

    Data comes first (the resources of ``datapackage.json``), then that descriptor and the other standards' twins
    of it, then the catalogues, which describe all of these, and the page that leads to them. A site map and
    ``robots.txt`` need the base address.
    """
    data: list[PublishedFile] = []
    for file in _data_files(package):
        tell(f"writing {file.path}")
        data.append(file)
    tell("writing the descriptions for portals")
    twins = [
        _twin(DESCRIPTOR, write_descriptor(package, data)),
        _twin("csvw-metadata.json", write_csvw(package, data)),
        _twin("croissant.jsonld", write_croissant(package, data)),
        _twin("metadata.json", write_datasette(package)),
    ]
    graph = catalogue(package, [*data, *twins])
    schemaorg = write_schemaorg(package, data)
    twins += [
        _twin("schemaorg.jsonld", schemaorg),
        _twin("dcat.ttl", write_turtle(graph)),
        _twin("dcat.jsonld", write_jsonld(graph)),
    ]
    files = {file.path: file.data for file in [*data, *twins]}
    tell("writing the pages")
    parts = list_parts(package)
    files |= dict(series_files(parts, package.metadata))
    files |= write_pages(Site(package, parts, data, twins, summarise(schemaorg), health or {}))
    if package.addresses.given:
        files |= {_SITEMAP: write_sitemap(package), _ROBOTS: write_robots(package)}
    return files


def _data_files(package: Package) -> Iterator[PublishedFile]:
    yield from csv_files(package)
    yield from parquet_files(package)
    yield package.file(write_sqlite(package), "sqlite")
    yield package.file(write_xlsx(package), "xlsx")
    yield from sdmx_files(package)


def _twin(path: str, data: bytes) -> PublishedFile:
    kind, *titles = _TWINS[path]
    words = dict(zip(LANGUAGES, titles, strict=True))
    return PublishedFile(path, path, data, kind, words, words)
