"""The list of sources as a page shows it: how many figures each printed, and whether its address still works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dgsn_opendata.addresses import to_uri

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dgsn_opendata.exports.site.texts import Texts
    from dgsn_opendata.link_health import Health, State
    from dgsn_opendata.package import Package
    from dgsn_opendata.provenance import Source

# Whose readers see the page all the same, and need no copy.
_ALIVE = ("reachable", "moved")
_WORDS: Mapping[State, str] = {
    "reachable": "link_reachable",
    "moved": "link_moved",
    "gone": "link_gone",
    "blocked": "link_blocked",
    "timed_out": "link_timed_out",
    "certificate": "link_certificate",
    "unreachable": "link_unreachable",
}


@dataclass(frozen=True, slots=True)
class LinkView:
    """What a page says of a source's address: its state in words, the day of the check, and a copy's address.

    The copy is empty where the page itself can be read, or where no copy is known.
    """

    state: str
    day: str
    copy: str


def list_sources(
    package: Package, health: Mapping[str, Health], texts: Texts
) -> list[tuple[Source, str, LinkView | None]]:
    """Return each source with its number of figures and, where it was checked, what is known of its address."""
    printed = package.frame("observations")["source_id"].value_counts()
    return [
        (source, texts.number(int(printed.get(source.source_id, 0))), _view(source, health, texts))
        for source in package.sources
    ]


def _view(source: Source, health: Mapping[str, Health], texts: Texts) -> LinkView | None:
    checked = health.get(source.source_id)
    # What was found of another address says nothing of this one.
    if checked is None or checked.page is None or to_uri(checked.page.address) != source.url:
        return None
    state = checked.page.state
    copy = "" if state in _ALIVE else to_uri(checked.copy_address)
    return LinkView(texts.say[_WORDS[state]], checked.checked_at[:10], copy)
