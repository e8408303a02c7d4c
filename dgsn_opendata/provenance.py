"""The articles that figures are from, as every writer names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dgsn_opendata.addresses import to_uri
from dgsn_opendata.fragments import link

if TYPE_CHECKING:
    import pandas as pd


# Words of one letter that Arabic writes together with the figure they stand before: "and", "by", "to".
_GLUED = ("و", "ب", "ل")


@dataclass(frozen=True, slots=True)
class Source:
    """An article or page; what is not known of it is the empty text. ``url`` is a URI.

    ``captured_on`` is the day, of ISO 8601, on which its text was read.
    """

    source_id: str
    title: str
    publisher: str
    language: str
    published_on: str
    url: str
    captured_on: str = ""

    @property
    def name(self) -> str:
        """Publisher and title, or the identifier where neither is known.

        >>> Source("a-2024", "Bilan", "Alpha", "fr", "2024-12", "").name
        'Alpha — Bilan'
        """
        return " — ".join(filter(None, (self.publisher, self.title))) or self.source_id

    def link(self, as_printed: str) -> str:
        """Return the address that opens the page at a figure as it prints it; empty where it has no address.

        Browsers look for whole words: in an Arabic page the figure may have grown together with the word before.

        >>> Source("a-2024", "Bilan", "Alpha", "fr", "2024-12", "https://example.org/a").link("1,5 million")
        'https://example.org/a#:~:text=1%2C5%20million'
        """
        glued = [f"{word}{as_printed}" for word in _GLUED] if self.language == "ar" else []
        return link(self.url, as_printed, *glued) if self.url else ""


def list_sources(frame: pd.DataFrame) -> list[Source]:
    """Return the rows of the table of sources, in its order."""
    known = frame.astype("object").where(frame.notna(), "")
    return [
        Source(
            source_id=str(row["source_id"]),
            title=str(row["title"]),
            publisher=str(row["publisher"]),
            language=str(row["language"]),
            published_on=str(row["published_on"]),
            url=to_uri(str(row["url"])),
            captured_on=str(row["captured_on"])[: len("2026-12-16")],
        )
        for row in known.to_dict("records")
    ]
