"""What every part of a page says things with: the page's language, its numbers, and where its links lead."""

from __future__ import annotations

import functools
import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dgsn_opendata.languages import FACTS
from dgsn_opendata.localising import say_date, say_figure, say_number
from dgsn_opendata.schemas import read_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from dgsn_opendata.addresses import Addresses
    from dgsn_opendata.provenance import Source
    from dgsn_opendata.schemas import Language


@dataclass(frozen=True, slots=True)
class Texts:
    """A page's words by name, its language, its own path, and the addresses of the package."""

    say: Mapping[str, str]
    language: Language
    here: str
    addresses: Addresses

    def number(self, value: float) -> str:
        """Return a number as people write it in the page's language."""
        return say_number(value, self.language)

    def figure(self, value: float, qualifier: str, unit: str) -> Markup:
        """Return a figure with its hedge and, of a percentage, its sign; a minus stays before its number."""
        from markupsafe import Markup, escape

        text = say_figure(value, qualifier, unit, self.language)
        if value >= 0 or FACTS[self.language].direction == "ltr":
            return escape(text)
        number = say_number(value, self.language)
        before, _, after = text.partition(number)
        return Markup('%s<bdi dir="ltr">%s</bdi>%s') % (before, number, after)

    def to(self, path: str) -> str:
        """Return the address of a file of the package, as the page names it.

        >>> from dgsn_opendata.addresses import make_addresses
        >>> home = make_addresses(None, "https://example.org/")
        >>> Texts({}, "fr", "fr/index.html", home).to("data/series.csv")
        '../data/series.csv'
        """
        if self.addresses.given:
            return self.addresses.absolute(path.removesuffix("index.html"))
        return posixpath.relpath(path, posixpath.dirname(self.here) or ".")

    def printed(self, text: str, source: Source, address: str) -> Markup:
        """Return a text as the source prints it, in its own language and direction, as a link to it."""
        from markupsafe import Markup

        language = Markup(' lang="%s"') % source.language if source.language else ""
        if not address:
            return Markup('<span%s dir="auto">%s</span>') % (language, text)
        return Markup('<a href="%s"%s dir="auto">%s</a>') % (address, language, text)

    def labelled(self, text: str, address: str) -> Markup:
        """Return a text of ours as a link to where it is from."""
        from markupsafe import Markup, escape

        return Markup('<a href="%s">%s</a>') % (address, text) if address else escape(text)

    def isolated(self, text: str) -> Markup:
        """Return a text whose isolates are elements, so that who copies it copies no invisible letters.

        >>> from dgsn_opendata.addresses import make_addresses
        >>> texts = Texts({}, "ar", "ar/index.html", make_addresses(None, "https://example.org/"))
        >>> str(texts.isolated("<\u2068a\u2069"))
        '&lt;<bdi>a</bdi>'
        """
        from markupsafe import Markup, escape

        return Markup(str(escape(text)).replace("\u2068", "<bdi>").replace("\u2069", "</bdi>"))

    def code(self, field: str, code: str) -> str:
        """Return the label of a code of the table of observations or of series."""
        table = "observations" if field in read_schema("observations").names else "series"
        return read_schema(table)[field].labels(self.language)[code]

    def source(self, source: Source) -> Markup:
        """Return who printed something, and when, each in its own direction."""
        return _source(source.publisher or self.say["publisher_unknown"], source.published_on, self.language)


@functools.cache  # a source is named with each of its figures
def _source(publisher: str, published_on: str | None, language: Language) -> Markup:
    from markupsafe import Markup

    names = [Markup("<bdi>%s</bdi>") % publisher]
    if published_on:
        names.append(Markup('<bdi class="date">%s</bdi>') % say_date(published_on, language))
    return Markup(FACTS[language].pause).join(names)
