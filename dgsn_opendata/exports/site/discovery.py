"""Write what leads search engines to the pages: a site map and ``robots.txt``."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from dgsn_opendata.exports.site.pages import PAGES

if TYPE_CHECKING:
    from dgsn_opendata.package import Package


def write_sitemap(package: Package) -> bytes:
    """Return ``sitemap.xml`` with the page of each language, by the protocol of https://www.sitemaps.org."""
    addresses = {one: package.addresses.absolute(path.removesuffix("index.html")) for one, path in PAGES.items()}
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(address)}/>'
        for language, address in addresses.items()
    )
    entries = "".join(
        f"  <url><loc>{escape(address)}</loc><lastmod>{package.metadata.released}</lastmod>{links}</url>\n"
        for address in addresses.values()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        f"{entries}</urlset>\n"
    ).encode()


def write_robots(package: Package) -> bytes:
    """Return ``robots.txt``, which lets everybody in and names the site map."""
    return f"User-agent: *\nAllow: /\nSitemap: {package.addresses.absolute('sitemap.xml')}\n".encode()
