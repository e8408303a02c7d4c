"""Plausible slips: what a person who types or copies figures makes of the cells of an observation.

Each function yields a kind of slip and the cells that it changes, from a row's cells, those of the row above, and the
tables.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from dgsn_opendata.numerals.tokens import tokenise
from dgsn_opendata.numerals.words import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dgsn_opendata.frames import Table

    Slips = Iterator[tuple[str, dict[str, str]]]
    Cells = dict[str, str]

_NEAR = 4  # sources whose names stand near enough to slip a line
_UNITS = ("persons", "percent", "MAD", "kg", "hectares")


def _digit_slips(text: str) -> Iterator[tuple[str, str]]:
    places = [place for place, letter in enumerate(text) if letter.isdecimal()]
    for place in dict.fromkeys([*places[:1], *places[len(places) // 2 :][:1], *places[-1:]]):
        yield "digit dropped", text[:place] + text[place + 1 :]
        yield "digit doubled", text[:place] + text[place] + text[place:]
        yield "digit changed", text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]
    for first, second in itertools.pairwise(places):
        if second == first + 1:
            yield "digits swapped", text[:first] + text[second] + text[first] + text[second + 1 :]


def _value_slips(cells: Cells, other: Cells, _: Mapping[str, Table]) -> Slips:
    value = cells["value"]
    for kind, slip in _digit_slips(value):
        if slip and slip.strip("0.-") and not re.match(r"-?0\d", slip):
            yield kind, {"value": slip}
    number = float(value)
    for kind, factor in (
        ("decimal shifted", 10),
        ("decimal shifted", 0.1),
        ("thousands lost", 0.001),
        ("percent for count", 0.01),
    ):
        yield kind, {"value": f"{number * factor:.6f}".rstrip("0").rstrip(".")}
    yield "value of another row", {"value": other["value"]}
    yield "sign changed", {"value": value.removeprefix("-") if value.startswith("-") else f"-{value}"}


def _unit_slips(cells: Cells, _: Cells, tables: Mapping[str, Table]) -> Slips:
    indicators = tables["indicators"].texts
    unit = indicators.loc[indicators["indicator_id"] == cells["indicator_id"], "unit"].iloc[0]
    for another in _UNITS:
        if another != unit:
            counted = another == "persons" and unit not in _UNITS
            yield "another counted thing" if counted else "another measure", {"unit": another}


def _qualifier_slips(cells: Cells, other: Cells, tables: Mapping[str, Table]) -> Slips:
    for qualifier in tables["observations"].schema["qualifier"].codes:
        yield "another qualifier", {"qualifier": qualifier}


def _year_slips(cells: Cells, other: Cells, _: Mapping[str, Table]) -> Slips:
    if cells["year"]:
        year = int(cells["year"])
        yield "the year before", {"year": str(year - 1)}
        yield "the year after", {"year": str(year + 1)}
        yield "digits swapped", {"year": cells["year"][:2] + cells["year"][:1:-1]}
    if other["year"] and cells["year"]:
        yield "year of another row", {"year": other["year"]}


def _printed_slips(cells: Cells, other: Cells, tables: Mapping[str, Table]) -> Slips:
    printed = cells["as_printed"]
    for kind, slip in _digit_slips(printed):
        if slip.strip():
            yield kind, {"as_printed": slip}
    yield "printed figure of another row", {"as_printed": other["as_printed"], "occurrence": other["occurrence"]}
    for role, kind in (
        (Role.HEDGE, "hedge lost"),
        (Role.SCALE, "scale word lost"),
        (Role.PERCENT, "percent word lost"),
    ):
        for token in tokenise(printed, "ar"):
            if token.role is role:
                yield kind, {"as_printed": " ".join((printed[: token.start] + printed[token.end :]).split())}
    if "." in printed:
        yield "group mark moved", {"as_printed": re.sub(r"(\d)\.(\d)", r".\1\2", printed, count=1)}
    if cells["qualifier"] != "exact":
        for token in tokenise(printed, "ar"):
            if token.role is Role.HEDGE:
                yield (
                    "hedge cut from figure and row",
                    {"as_printed": printed[token.end :].strip(), "qualifier": "exact"},
                )
    names = ("value", "qualifier", "as_printed", "occurrence")
    yield "figure of another row", {name: other[name] for name in names}


def _occurrence_slips(cells: Cells, _: Cells, tables: Mapping[str, Table]) -> Slips:
    if not cells["occurrence"]:
        return
    yield "another place", {"occurrence": str(int(cells["occurrence"]) + 1)}
    yield "another place", {"occurrence": str(max(1, int(cells["occurrence"]) - 1))}


def _source_slips(cells: Cells, other: Cells, tables: Mapping[str, Table]) -> Slips:
    sources = tables["sources"].texts
    if cells["occurrence"]:
        likely = list(sources.loc[sources["text_sha256"] != "", "source_id"])
    else:
        names = list(sources["source_id"])
        place = names.index(cells["source_id"])
        likely = names[max(0, place - _NEAR) : place + _NEAR + 1]
    for source in likely:
        yield "another source", {"source_id": str(source)}


def _category_slips(cells: Cells, other: Cells, tables: Mapping[str, Table]) -> Slips:
    categories = tables["categories"].texts
    named = list(categories.loc[categories["breakdown"] == cells["breakdown"], "category"])
    place = named.index(cells["category"])
    for neighbour in dict.fromkeys([named[place - 1], named[(place + 1) % len(named)]]):
        yield "a neighbour's category", {"category": str(neighbour)}
    if other["breakdown"] != cells["breakdown"]:
        yield "breakdown of another row", {"breakdown": other["breakdown"], "category": other["category"]}


SLIPS = {
    "value": _value_slips,
    "unit": _unit_slips,
    "qualifier": _qualifier_slips,
    "year": _year_slips,
    "as_printed": _printed_slips,
    "occurrence": _occurrence_slips,
    "source_id": _source_slips,
    "category": _category_slips,
}
