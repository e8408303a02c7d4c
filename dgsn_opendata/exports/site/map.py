"""The map: where new structures and systems are, from the coordinates of the table of places.

The coast is from Natural Earth (public domain, 1:50 million). Borders are not drawn: they are no matter of this
package.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from dataclasses import dataclass
from importlib.resources import files as resources
from typing import TYPE_CHECKING, Any

from dgsn_opendata.fieldtypes import list_records
from dgsn_opendata.provenance import Source, list_sources

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from dgsn_opendata.package import Package

# The corner of the map in the north-west, and how many degrees it covers to the east and the south.
_WEST, _NORTH, _EAST, _SOUTH = -17.6, 36.4, 0.2, 20.6
_WIDTH = 560.0
_STRETCH = math.cos(math.radians((_NORTH + _SOUTH) / 2))  # a degree of longitude, of one of latitude
_HEIGHT = _WIDTH * (_NORTH - _SOUTH) / ((_EAST - _WEST) * _STRETCH)
_LEAST_RADIUS = 3.5


@dataclass(frozen=True, slots=True)
class Item:
    """Something at a place: a row of structures or deployments, its labels, and the source that prints it."""

    kind: str
    row: Mapping[Hashable, Any]
    labels: Mapping[Hashable, Any]
    source: Source

    @property
    def link(self) -> str:
        """The address that opens the article at the words that name it."""
        return self.source.link(str(self.row["as_printed"]))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with what is there; ``x`` and ``y`` are where it is on the map, missing where it is not on it."""

    place: Mapping[Hashable, Any]
    items: Sequence[Item]
    x: float | None
    y: float | None

    @property
    def radius(self) -> float:
        """The radius of its circle, whose area grows with the number of items."""
        return round(_LEAST_RADIUS * math.sqrt(len(self.items)), 1)


@dataclass(frozen=True, slots=True)
class Map:
    """The map's size, the outline of the land as an SVG path, and the places, those on it and with most first."""

    width: float
    height: float
    land: str
    spots: Sequence[Spot]


def draw_map(package: Package) -> Map:
    """Return the map of the package's structures and deployments."""
    sources = {source.source_id: source for source in list_sources(package.frame("sources"))}
    systems = {row["system_id"]: row for row in list_records(package.frame("systems"))}
    items: defaultdict[str, list[Item]] = defaultdict(list)
    for row in list_records(package.frame("structures")):
        if row["place_id"]:
            items[row["place_id"]].append(Item("structures", row, row, sources[row["source_id"]]))
    for row in list_records(package.frame("deployments")):
        items[row["place_id"]].append(
            Item("deployments", row, systems[row["system_id"]], sources[row["source_id"]])
        )
    spots = []
    for place in list_records(package.frame("places")):
        if items[place["place_id"]]:
            spots.append(Spot(place, items[place["place_id"]], *_position(place)))
    spots.sort(key=lambda spot: (spot.x is None, -len(spot.items), str(spot.place["place_id"])))
    return Map(_WIDTH, round(_HEIGHT), _land(), spots)


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Return where a point is on the map: an equirectangular projection that is true at its middle latitude.

    >>> project(-17.6, 36.4)
    (0.0, 0.0)
    """
    scale = _WIDTH / ((_EAST - _WEST) * _STRETCH)
    return round((longitude - _WEST) * _STRETCH * scale, 1), round((_NORTH - latitude) * scale, 1)


def _position(place: Mapping[Hashable, Any]) -> tuple[float | None, float | None]:
    longitude, latitude = place["longitude"], place["latitude"]
    if longitude is None or latitude is None:
        return None, None
    if not (_WEST <= longitude <= _EAST and _SOUTH <= latitude <= _NORTH):
        return None, None
    return project(longitude, latitude)


def _land() -> str:
    text = resources("dgsn_opendata.exports.site").joinpath("coast.json").read_text(encoding="utf-8")
    rings = ("L".join(f"{x:g} {y:g}" for x, y in (project(*point) for point in ring)) for ring in json.loads(text))
    return "".join(f"M{ring}Z" for ring in rings)
