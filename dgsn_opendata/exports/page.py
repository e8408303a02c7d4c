"""Write the page that leads to the published files, and what tells search engines of it."""

from __future__ import annotations

from importlib.resources import files as resources
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from dgsn_opendata.errors import MissingExtra
from dgsn_opendata.languages import FACTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dgsn_opendata.package import Package
    from dgsn_opendata.published import PublishedFile
    from dgsn_opendata.schemas import Language

_TEMPLATE = "index.html"
# A script ends at the first "</script>" in it, and a comment begins at "<!--", whatever the JSON around means.
_IN_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
# What the page itself says, a row a language: in the order of the template's headings.
_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "files": "Files",
        "data": "Data",
        "twins": "Descriptions for programs",
        "content": "Content",
        "file": "File",
        "format": "Format",
        "bytes": "Bytes",
        "version": "Version",
        "years": "years",
        "licence": "Licence",
        "cite": "How to cite",
        "article": "Cite the article that printed the figure, too.",
    },
    "fr": {
        "files": "Fichiers",
        "data": "Données",
        "twins": "Descriptions pour les programmes",
        "content": "Contenu",
        "file": "Fichier",
        "format": "Format",
        "bytes": "Octets",
        "version": "Version",
        "years": "années",
        "licence": "Licence",
        "cite": "Comment citer",
        "article": "Citez aussi l’article qui a publié le chiffre.",
    },
    "ar": {
        "files": "الملفات",
        "data": "البيانات",
        "twins": "أوصاف للبرامج",
        "content": "المحتوى",
        "file": "الملف",
        "format": "الصيغة",
        "bytes": "بايت",
        "version": "الإصدار",
        "years": "السنوات",
        "licence": "الرخصة",
        "cite": "كيفية الإحالة",
        "article": "أحيلوا أيضا إلى المقال الذي نشر الرقم.",
    },
}


def write_page(
    package: Package, downloads: Sequence[PublishedFile], twins: Sequence[PublishedFile], schemaorg: bytes
) -> bytes:
    """Return ``index.html``: what the package is, its files, and the twins that describe it to programs.

    The schema.org one is embedded as well. Every text is escaped. Raises
    :class:`~dgsn_opendata.errors.MissingExtra` where Jinja is not installed.
    """
    try:
        from jinja2 import Environment, StrictUndefined
        from markupsafe import Markup
    except ImportError as error:
        raise MissingExtra("publish", "Jinja2") from error
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    source = resources("dgsn_opendata.exports").joinpath("templates", _TEMPLATE).read_text(encoding="utf-8")
    text = environment.from_string(source).render(
        metadata=package.metadata,
        addresses=package.addresses,
        languages=FACTS,
        words=_WORDS,
        downloads=downloads,
        twins=twins,
        years=package.years,
        schemaorg=Markup(schemaorg.decode("utf-8").translate(_IN_SCRIPT)),  # no tag can begin in it any more
    )
    return f"{text.strip()}\n".encode()


def write_sitemap(package: Package) -> bytes:
    """Return ``sitemap.xml`` with the page, by the protocol of https://www.sitemaps.org."""
    address = escape(package.addresses.base)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"  <url><loc>{address}</loc><lastmod>{package.metadata.released}</lastmod></url>\n"
        "</urlset>\n"
    ).encode()


def write_robots(package: Package) -> bytes:
    """Return ``robots.txt``, which lets everybody in and names the site map."""
    return f"User-agent: *\nAllow: /\nSitemap: {package.addresses.absolute('sitemap.xml')}\n".encode()
