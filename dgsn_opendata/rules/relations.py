"""How indicators, categories and sources relate to others of their kind: fitting units, no circle, known names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dgsn_opendata.phrases import phrase, verbatim
from dgsn_opendata.schemas import whole_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dgsn_opendata.findings import Finding
    from dgsn_opendata.frames import Table

_PERCENT_KINDS = ("share", "growth", "rate")
_PERCENT_RELATIONS = {"share_of": "share", "growth_of": "growth"}
PARTS = "parts"  # in `exhaustive`: the indicators that are part_of this one add up to it


def check_indicator_relations(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every relation between indicators whose units do not fit or that leads back to its beginning."""
    table = tables["indicators"]
    lines = {str(name): int(str(line)) for line, name in table.values["indicator_id"].dropna().items()}
    units = dict(zip(table.texts["indicator_id"], table.texts["unit"], strict=True))
    counted = whole_units()
    kinds = dict(zip(table.texts["indicator_id"], table.texts["value_kind"], strict=True))
    stated = {relation: set(table.texts.index[table.texts[relation] != ""]) for relation in _PERCENT_RELATIONS}
    for indicator, line in lines.items():
        if (units[indicator] == "percent") != (kinds[indicator] in _PERCENT_KINDS):
            name = "unit-percent" if kinds[indicator] in _PERCENT_KINDS else "unit-other"
            yield table.finding("unit-relation", line, "unit", expected=phrase(name, kind=kinds[indicator]))
        for relation, kind in _PERCENT_RELATIONS.items():
            if line in stated[relation] and kinds[indicator] != kind:
                expected = phrase("kind-for-relation", kind=kind, relation=relation)
                yield table.finding("unit-relation", line, "value_kind", expected=expected)
    for relation in ("part_of", *_PERCENT_RELATIONS):
        wholes = dict(zip(table.texts["indicator_id"], table.texts[relation], strict=True))
        for indicator, line in lines.items():
            whole = wholes[indicator]
            if whole not in lines:
                continue
            # Districts are structures: a part may be counted in things of a narrower kind.
            fits = units[indicator] == units[whole] or {units[indicator], units[whole]} <= counted
            if relation == "part_of" and not fits:
                expected = phrase("unit-of-whole", unit=units[whole], whole=whole)
                yield table.finding("unit-relation", line, "unit", expected=expected)
        for indicator in in_circles(wholes):
            if indicator in lines:
                yield table.finding("relation-cycle", lines[indicator], relation)


def check_circles(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every category that is its own parent, and every source that carries its own text, by any detour."""
    sources = tables["sources"]
    carried = dict(zip(sources.texts["source_id"], sources.texts["syndicated_from"], strict=True))
    for line in sources.texts.index[sources.texts["source_id"].isin(in_circles(carried) - {""})]:
        yield sources.finding("relation-cycle", int(line), "syndicated_from")
    categories = tables["categories"].texts
    members = list(zip(categories["breakdown"], categories["category"], strict=True))
    parents = dict(zip(members, zip(categories["breakdown"], categories["parent"], strict=True), strict=True))
    circles = in_circles(parents)
    for line, member in zip(categories.index, members, strict=True):
        if member in circles:
            yield tables["categories"].finding("relation-cycle", int(line), "parent")


def in_circles(relation: Mapping[Any, Any]) -> set[Any]:
    """Return the members of a relation from which following it leads back to themselves.

    >>> sorted(in_circles({"a": "b", "b": "a", "c": "a", "d": "d"}))
    ['a', 'b', 'd']
    """
    members: set[Any] = set()
    walked: set[Any] = set()
    for start in relation:
        path: dict[Any, None] = {}
        other = start
        while other in relation and other not in walked:
            walked.add(other)
            path[other] = None
            other = relation[other]
        if other in path:
            steps = list(path)
            members.update(steps[steps.index(other) :])
    return members


def check_parents(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every parent that is no category of the same breakdown.

    A rule and no foreign key, because frictionless takes a key of which one part is empty for a broken one.
    """
    table = tables["categories"]
    known = set(zip(table.values["breakdown"], table.values["category"], strict=True))
    for line, row in table.values[table.values["parent"].notna()].iterrows():
        if (row["breakdown"], row["parent"]) not in known:
            expected = phrase("category-of", breakdown=row["breakdown"])
            yield table.finding("foreign-key", int(str(line)), "parent", expected=expected)


def check_exhaustive(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every name in ``exhaustive`` that is no breakdown of the table of categories."""
    table = tables["indicators"]
    known = {PARTS, *tables["categories"].values["breakdown"].dropna()}
    for line, names in table.values["exhaustive"].dropna().items():
        for name in str(names).split():
            if name not in known:
                yield table.finding(
                    "unknown-breakdown",
                    int(str(line)),
                    "exhaustive",
                    found=name,
                    expected=verbatim(", ".join(sorted(known))),
                    known=sorted(known),
                )
