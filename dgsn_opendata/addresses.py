"""Where the published files are: absolute addresses under one base, or relative ones where the base is open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from dgsn_opendata.errors import UsageProblem

_URI_CHARACTERS = "%:/?#@!$&'()*+,;=~-._"  # what RFC 3986 allows outside of a host, the rest is percent-encoded
_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_HOST = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_SEGMENT = r"(?!\.{1,2}(?:/|$))(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+"
_BASE = re.compile(rf"(https?)://({_HOST})(?::([0-9]{{1,5}}))?((?:/{_SEGMENT})*)/?")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_MOST_PORTS = 65_535


@dataclass(frozen=True, slots=True)
class Addresses:
    """The base address, which ends with a slash, and whether whoever builds has ``given`` it.

    >>> Addresses("https://example.org/dgsn/", given=False).link("data/series.csv")
    'data/series.csv'
    """

    base: str
    given: bool

    def absolute(self, path: str) -> str:
        """Return the absolute address of a file of the package, or with ``#name`` of a thing that it describes.

        >>> Addresses("https://example.org/dgsn/", given=True).absolute("#dataset")
        'https://example.org/dgsn/#dataset'
        """
        return self.base + to_uri(path)

    def link(self, path: str) -> str:
        """Return the address for formats that allow relative ones: absolute only where the base is given."""
        return self.absolute(path) if self.given else path


def make_addresses(base_url: str | None, homepage: str) -> Addresses:
    """Return the addresses under a base, canonically spelt, or under the package's homepage where there is none.

    Raises :class:`~dgsn_opendata.errors.UsageProblem` for a base that is no plain http or https address.

    >>> make_addresses("HTTPS://Example.org:443/dgsn", "https://example.com/")
    Addresses(base='https://example.org/dgsn/', given=True)
    """
    address = (homepage if base_url is None else base_url).strip()
    scheme, mark, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    match = _BASE.fullmatch(f"{scheme.lower()}{mark}{host.lower()}{slash}{path}")
    if not match or int(match[3] or 0) > _MOST_PORTS or path.endswith((".html", ".htm")):
        raise UsageProblem(
            f'"{address}" is no base address',
            "Write the web address of the folder, such as https://example.org/dgsn/, without ? and #, in ASCII.",
        )
    port = "" if int(match[3] or 0) in {0, _DEFAULT_PORTS[match[1]]} else f":{int(match[3])}"
    return Addresses(f"{match[1]}://{match[2]}{port}{match[4]}/", given=base_url is not None)


def to_uri(address: str | bytes) -> str:
    """Return an address with every character, or byte, that a URI cannot hold percent-encoded.

    >>> to_uri("https://example.org/الأمن?a=b%20c")
    'https://example.org/%D8%A7%D9%84%D8%A3%D9%85%D9%86?a=b%20c'
    """
    return _STRAY_PERCENT.sub("%25", quote(address, safe=_URI_CHARACTERS))


def page_key(address: str) -> str:
    """Return what two addresses of one page have in common, whichever way they are written.

    Scheme, "www.", a slash at the end, percent-encoding and the part behind # do not tell pages apart.

    >>> page_key("http://www.Example.org/a%20b/#top") == page_key("https://example.org/a b")
    True
    """
    parts = urlsplit(address)
    host = (parts.netloc.rpartition("@")[2]).lower().removeprefix("www.")
    query = f"?{unquote(parts.query)}" if parts.query else ""
    return f"{host}{unquote(parts.path).rstrip('/')}{query}"
