"""Write the page that leads to the published files, and what tells search engines of it."""

from __future__ import annotations

from importlib.resources import files as resources
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from dgsn_opendata.errors import MissingExtra
from dgsn_opendata.schemas import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dgsn_opendata.package import Package, PackageFile

_TEMPLATE = "index.html"
# A script ends at the first "</script>" in it, and a comment begins at "<!--", whatever the JSON around means.
_IN_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def write_page(package: Package, downloads: Sequence[PackageFile], twins: Sequence[PackageFile]) -> bytes:
    """Return ``index.html``: what the package is, its files, and the twins that describe it to programs.

    The schema.org twin is embedded as well. Every text is escaped. Raises
    :class:`~dgsn_opendata.errors.MissingExtra` where Jinja is not installed.
    """
    try:
        from jinja2 import Environment, StrictUndefined
        from markupsafe import Markup
    except ImportError as error:
        raise MissingExtra("publish", "Jinja2") from error
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    source = resources("dgsn_opendata.exports").joinpath("templates", _TEMPLATE).read_text(encoding="utf-8")
    embedded = next(file.data.decode("utf-8") for file in twins if file.kind == "schemaorg")
    text = environment.from_string(source).render(
        metadata=package.metadata,
        addresses=package.addresses,
        languages=LANGUAGES,
        downloads=downloads,
        twins=twins,
        years=package.years,
        schemaorg=Markup(embedded.translate(_IN_SCRIPT)),  # no tag can begin in it any more
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
