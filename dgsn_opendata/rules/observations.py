"""What single observations and indicators must be, beyond their schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.schemas import whole_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dgsn_opendata.findings import Finding
    from dgsn_opendata.frames import Table

_EXPLAINED_BASES = ("corrected", "inferred", "undated")
_PERCENT_RELATIONS = ("share_of", "growth_of")
PARTS = "parts"  # in `exhaustive`: the indicators that are part_of this one add up to it


def check_whole_numbers(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every count that is negative or has a fraction."""
    table, indicators = tables["observations"], tables["indicators"]
    units = indicators.values.drop_duplicates("indicator_id").set_index("indicator_id")["unit"]
    unit = table.values["indicator_id"].map(units)
    wrong = unit.isin(whole_units()) & ((table.values["value"] % 1 != 0) | (table.values["value"] < 0))
    for line, counted in unit[wrong & table.values["value"].notna()].items():
        yield table.finding("whole-number", int(str(line)), "value", expected=f"a whole number of {counted!s}")


def check_year_basis(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every observation whose year and basis do not fit, or whose basis wants a note and has none."""
    table = tables["observations"]
    values = table.values
    undated = values["year_basis"] == "undated"
    bad_year = ~table.texts["year"].isin(table.schema.missing_values) & undated
    unread = [line for line, column in table.wrong if column == "year"]
    bad_year |= values["year"].isna() & ~undated & ~values.index.isin(unread)
    for line, basis in table.texts.loc[bad_year, "year_basis"].items():
        expected = "no year, for the basis is undated" if basis == "undated" else "a year, or the basis undated"
        yield table.finding("year-basis", int(str(line)), "year", expected=expected)
    unexplained = values["year_basis"].isin(_EXPLAINED_BASES) & values["note"].isna()
    for line, basis in table.texts.loc[unexplained, "year_basis"].items():
        yield table.finding("year-basis", int(str(line)), "note", expected=f"a note, for the year is {basis}")


def check_years(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every observation with another year than its report's own, or a later one though it is no plan."""
    table = tables["observations"]
    reports = tables["sources"].values.drop_duplicates("source_id").set_index("source_id")["report_year"]
    kinds = tables["indicators"].values.drop_duplicates("indicator_id").set_index("indicator_id")["value_kind"]
    report, year = table.values["source_id"].map(reports), table.values["year"]
    is_plan = table.values["indicator_id"].map(kinds) == "plan"
    other = (table.values["year_basis"] == "report") & (year != report)
    later = (year > report) & ~is_plan
    for line, wanted in report[(other | later).fillna(value=False)].items():
        yield table.finding("year-basis", int(str(line)), "year", expected=f"{wanted!s}, the report's own year")


def check_indicator_relations(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every relation between indicators whose units do not fit or that leads back to its beginning."""
    table = tables["indicators"]
    lines = {str(name): int(str(line)) for line, name in table.values["indicator_id"].dropna().items()}
    units = dict(zip(table.texts["indicator_id"], table.texts["unit"], strict=True))
    counted = whole_units()
    for relation in ("part_of", *_PERCENT_RELATIONS):
        wholes = dict(zip(table.texts["indicator_id"], table.texts[relation], strict=True))
        for indicator, line in lines.items():
            whole = wholes[indicator]
            if whole not in lines:
                continue
            wanted = "percent" if relation in _PERCENT_RELATIONS else units[whole]
            # Districts are structures: a part may be counted in things of a narrower kind.
            narrower = relation == "part_of" and {units[indicator], wanted} <= counted
            if units[indicator] != wanted and not narrower:
                yield table.finding("unit-relation", line, "unit", expected=f"{wanted}, for {relation} {whole}")
        for indicator in in_circles(wholes):
            if indicator in lines:
                yield table.finding("relation-cycle", lines[indicator], relation)


def check_circles(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every source that is its own reprint and every category that is its own parent, by whatever detour."""
    sources, categories = tables["sources"].texts, tables["categories"].texts
    reprints = dict(zip(sources["source_id"], sources["syndicated_from"], strict=True))
    pairs = zip(categories["breakdown"], categories["category"], categories["parent"], strict=True)
    parents = {(breakdown, category): (breakdown, parent) for breakdown, category, parent in pairs}
    for line in sources.index[sources["source_id"].isin(list(in_circles(reprints)))]:
        yield tables["sources"].finding("relation-cycle", int(line), "syndicated_from")
    names = pd.MultiIndex.from_frame(categories[["breakdown", "category"]])
    for line in categories.index[names.isin(list(in_circles(parents)) or [("", "")])]:
        yield tables["categories"].finding("relation-cycle", int(line), "parent")


def in_circles(relation: Mapping[Any, Any]) -> set[Any]:
    """Return the members of a relation from which following it leads back to themselves.

    >>> sorted(in_circles({"a": "b", "b": "a", "c": "a", "d": "d"}))
    ['a', 'b', 'd']
    """
    members = set()
    for start in relation:
        seen = {start}
        other = relation[start]
        while other in relation and other not in seen:
            seen.add(other)
            other = relation[other]
        if other == start:
            members.add(start)
    return members


def check_parents(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every parent that is no category of the same breakdown.

    A rule and no foreign key, because frictionless takes a key of which one part is empty for a broken one.
    """
    table = tables["categories"]
    known = set(zip(table.values["breakdown"], table.values["category"], strict=True))
    for line, row in table.values[table.values["parent"].notna()].iterrows():
        if (row["breakdown"], row["parent"]) not in known:
            expected = f"a category of {row['breakdown']}"
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
                    expected=", ".join(sorted(known)),
                )
