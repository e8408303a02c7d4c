"""The articles that figures are from, as every writer names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dgsn_opendata.addresses import to_uri

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Source:
    """An article or page; what is not known of it is the empty text. ``url`` is a URI."""

    source_id: str
    title: str
    publisher: str
    language: str
    published_on: str
    url: str

    @property
    def name(self) -> str:
        """Publisher and title, or the identifier where neither is known.

        >>> Source("a-2024", "Bilan", "Alpha", "fr", "2024-12", "").name
        'Alpha — Bilan'
        """
        return " — ".join(filter(None, (self.publisher, self.title))) or self.source_id


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
        )
        for row in known.to_dict("records")
    ]
