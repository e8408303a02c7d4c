"""Every file of a published package, in the order in which they describe one another."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from dgsn_opendata.charts import panel_template
from dgsn_opendata.exports.croissant import write_croissant
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
from dgsn_opendata.languages import in_languages
from dgsn_opendata.processes import beside
from dgsn_opendata.published import PublishedFile
from dgsn_opendata.rules.descriptor import DESCRIPTOR
from dgsn_opendata.schemas import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

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
    package: Package,
    tables: Sequence[PublishedFile],
    tell: Callable[[str], None],
    health: Mapping[str, Health] | None = None,
    without: Collection[str] = (),
) -> Iterator[dict[str, bytes]]:
    """Yield the bytes of a package's files by path, but for its tables as CSV, which are given; in steps.

    ``tell`` is told each step. ``health`` is what is known of the sources' addresses, for the pages to show;
    ``without`` names the parts of :data:`~dgsn_opendata.formats.OPTIONAL` that are left out.

    Data comes first (the resources of ``datapackage.json``), with that descriptor; then the other standards' twins
    of it and the catalogues, which describe all of these; then the pages that lead to them. A site map and
    ``robots.txt`` need the base address. The database and the small files of the pages are made beside the rest.
    """
    database = None if "sqlite" in without else beside(partial(write_sqlite, package))
    pages = None if "pages" in without else _Pages(package)
    data = [*tables]
    for file in _data_files(package, without, database):
        tell(f"writing {file.path}")
        data.append(file)
    tell("writing the descriptions for portals")
    descriptor = _twin(DESCRIPTOR, write_descriptor(package, data))
    yield {file.path: file.data for file in [*data[len(tables) :], descriptor]}
    twins = [
        descriptor,
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
    yield {file.path: file.data for file in twins[1:]}
    if pages is not None:
        tell("writing the pages")
        yield pages.write(data, twins, summarise(schemaorg), health or {})
        yield pages.small()


def _data_files(
    package: Package, without: Collection[str], database: Callable[[], bytes] | None
) -> Iterator[PublishedFile]:
    if "parquet" not in without:
        yield from parquet_files(package)
    workbook = None if "xlsx" in without else package.file(write_xlsx(package), "xlsx")
    if database is not None:
        yield package.file(database(), "sqlite")
    if workbook is not None:
        yield workbook
    if "sdmx" not in without:
        yield from sdmx_files(package)


class _Pages:
    """The pages; the ``small`` files beside them are being made meanwhile."""

    def __init__(self, package: Package) -> None:
        self._package, self._parts = package, list_parts(package)
        in_languages(panel_template)  # or the other process would draw them once more
        self.small = beside(lambda: dict(series_files(self._parts, package.metadata)), at_leisure=True)

    def write(
        self,
        data: Sequence[PublishedFile],
        twins: Sequence[PublishedFile],
        schemaorg: Mapping[str, Any],
        health: Mapping[str, Health],
    ) -> dict[str, bytes]:
        """Return the files by path; a site map and ``robots.txt`` where there is a base address."""
        files = write_pages(Site(self._package, self._parts, data, twins, schemaorg, health))
        if self._package.addresses.given:
            files |= {_SITEMAP: write_sitemap(self._package), _ROBOTS: write_robots(self._package)}
        return files


def _twin(path: str, data: bytes) -> PublishedFile:
    kind, *titles = _TWINS[path]
    words = dict(zip(LANGUAGES, titles, strict=True))
    return PublishedFile(path, path, data, kind, words, words)
