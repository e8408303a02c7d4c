"""Where the published files are: absolute addresses under one base, or relative ones where the base is open."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from dgsn_opendata.errors import UsageProblem

_URI_CHARACTERS = "%:/?#[]@!$&'()*+,;=~-._"  # what RFC 3986 allows, the rest is percent-encoded


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
    """Return the addresses under a base, or under the package's homepage where there is none.

    Raises :class:`~dgsn_opendata.errors.UsageProblem` for a base that is no plain http or https address.

    >>> make_addresses("https://example.org/dgsn", "https://example.com/")
    Addresses(base='https://example.org/dgsn/', given=True)
    """
    address = (homepage if base_url is None else base_url).strip()
    try:
        parts = urlsplit(address)
        plain = parts.scheme in {"http", "https"} and parts.hostname and (parts.port is None or parts.port)
    except ValueError:
        plain = None
    if not plain or parts.query or parts.fragment or parts.username is not None or address != to_uri(address):
        raise UsageProblem(
            f'"{address}" is no base address',
            "Write one like https://example.org/dgsn/ with neither query, fragment, user nor spaces.",
        )
    return Addresses(address if address.endswith("/") else f"{address}/", given=base_url is not None)


def to_uri(address: str) -> str:
    """Return an address with every character that a URI cannot hold percent-encoded.

    >>> to_uri("https://example.org/الأمن?a=b%20c")
    'https://example.org/%D8%A7%D9%84%D8%A3%D9%85%D9%86?a=b%20c'
    """
    return quote(address, safe=_URI_CHARACTERS)
