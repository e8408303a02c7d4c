"""Arithmetic between printed figures: parts against totals, shares against 100, growth against levels.

Only figures of one source are added up; a growth is held against all levels known of its two years. Every
comparison leaves the room that rounding and qualifiers leave (:mod:`dgsn_opendata.precision`). A source's own slip
stays as printed: once the row's note explains it, the finding is a warning.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from dgsn_opendata.fieldtypes import format_value
from dgsn_opendata.findings import Finding
from dgsn_opendata.precision import bounds
from dgsn_opendata.rules.observations import PARTS, whole_units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dgsn_opendata.frames import Table

TOTAL = "total"
_CELL = ["indicator_id", "breakdown", "category", "year", "source_id"]
_GROUP = ["indicator_id", "breakdown", "year", "source_id"]
_WHOLE = ["indicator_id", "year", "source_id"]
_UNDATED = -1  # stands for a missing year, so that undated figures of one source are still held together
_MOST_BASES = 1000  # a growth that so many whole numbers could give says nothing against its level


def check_parts(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every part greater than its whole, and every total that its parts do not add up to."""
    facts = _facts(tables)
    facts = facts[~facts["value_kind"].isin(["share", "growth"])]
    totals = facts[facts["breakdown"] == TOTAL]
    categories = facts[facts["breakdown"] != TOTAL]
    nested = categories[categories["parent"].notna()]
    parents = nested.merge(
        categories, left_on=[*_GROUP, "parent"], right_on=[*_GROUP, "category"], suffixes=("", "_whole")
    )
    top = categories[categories["parent"].isna()]
    split = top.merge(totals, on=_WHOLE, suffixes=("", "_whole"))
    parts = totals[totals["part_of"].notna()].merge(
        totals, left_on=["part_of", "year", "source_id"], right_on=_WHOLE, suffixes=("", "_whole")
    )
    parts = parts.assign(breakdown=PARTS, category=parts["indicator_id"])
    for pairs in (parents, split, parts):
        yield from _exceeding(tables["observations"], pairs)
    known = _members(tables)
    yield from _sums(tables["observations"], split, lambda group: known[group["indicator_id"], group["breakdown"]])
    indicators = tables["indicators"].values["part_of"].value_counts()
    yield from _sums(tables["observations"], parts, lambda group: indicators[group["part_of"]])


def check_shares(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every group of shares of one whole that adds up to more than 100, or to less if exhaustive."""
    table = tables["observations"]
    facts = _facts(tables)
    shares = facts[(facts["value_kind"] == "share") & facts["parent"].isna()]
    known = _members(tables)
    for _, group in shares.groupby(_GROUP):
        indicator, breakdown = group["indicator_id"].iloc[0], group["breakdown"].iloc[0]
        complete = (
            breakdown in str(group["exhaustive"].iloc[0]).split() and len(group) == known[indicator, breakdown]
        )
        low, high = group["low"].sum(), group["high"].sum()
        if low > 100 or (complete and high < 100):
            summed = f"{format_value(round(group['value'].sum(), 6))} over {len(group)} shares"
            expected = f"100 where all of {breakdown} add up" if complete else "100 at most"
            yield _finding(table, "share-total", int(group["line"].iloc[0]), summed, expected)


def check_growth(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every growth that does not follow from the levels, or that no whole level of the year before gives."""
    table = tables["observations"]
    facts = _facts(tables)
    growths = facts[(facts["growth_of"].notna()) & (facts["year"] != _UNDATED)]
    cell = ["indicator_id", "breakdown", "category", "year"]
    levels = facts.groupby(cell).agg(low=("low", "min"), high=("high", "max"), counted=("counted", "all"))
    for growth in growths.to_dict("records"):
        key = (growth["growth_of"], growth["breakdown"], growth["category"])
        now, before = (*key, growth["year"]), (*key, growth["year"] - 1)
        if now not in levels.index:
            continue
        level = levels.loc[[now]].iloc[0]
        line, printed = int(growth["line"]), f"{format_value(growth['value'])} %"
        if before in levels.index:
            base = levels.loc[[before]].iloc[0]
            least, most = _change(level["low"], base["high"]), _change(level["high"], base["low"])
            if growth["low"] > most or growth["high"] < least:
                spread = f"{least:.1f} %" if f"{least:.1f}" == f"{most:.1f}" else f"{least:.1f} to {most:.1f} %"
                yield _finding(table, "growth-mismatch", line, printed, f"{spread} from the levels")
        elif level["counted"] and not _has_whole_base(level["low"], level["high"], growth["low"], growth["high"]):
            span = format_value(level["low"])
            span += "" if level["low"] == level["high"] else f" to {format_value(level['high'])}"
            yield _finding(
                table, "growth-base", line, printed, f"a change that leads to {span} from a whole number"
            )


def _facts(tables: Mapping[str, Table]) -> pd.DataFrame:
    """Return one row a printed cell: its range, what its indicator and category say of it, and its line."""
    table, indicators = tables["observations"], tables["indicators"]
    about = ["indicator_id", "unit", "value_kind", "part_of", "growth_of", "exhaustive"]
    facts = table.values.assign(line=table.values.index).dropna(subset=["value", "qualifier"])
    facts["year"] = facts["year"].fillna(_UNDATED).astype("int64")
    facts = facts.merge(indicators.values[about].drop_duplicates("indicator_id"), on="indicator_id")
    parents = tables["categories"].values[["breakdown", "category", "parent"]]
    facts = facts.merge(
        parents.drop_duplicates(["breakdown", "category"]), on=["breakdown", "category"], how="left"
    )
    facts["counted"] = facts["unit"].isin(whole_units(indicators.schema))
    facts["low"], facts["high"] = bounds(facts["value"], facts["qualifier"].astype("str"), facts["counted"])
    # A source that prints a figure twice, rounded and exact, is held to the exact one.
    facts["rounded"] = facts["qualifier"] != "exact"
    return facts.sort_values([*_CELL, "rounded", "line"]).drop_duplicates(_CELL)


def _parents(tables: Mapping[str, Table]) -> pd.Series:
    """Return the parent of each category, by breakdown and category, where it is a category of that breakdown."""
    categories = tables["categories"].values.drop_duplicates(["breakdown", "category"])
    parents = categories.set_index(["breakdown", "category"])["parent"]
    known = set(parents.index)
    named = [pair in known for pair in zip(categories["breakdown"], categories["parent"], strict=True)]
    return parents.where(pd.Series(named, index=parents.index, dtype="bool"))


def _members(tables: Mapping[str, Table]) -> pd.Series:
    """Return how many categories without a parent each indicator and breakdown has in any row, read or not."""
    rows = tables["observations"].values[["indicator_id", "breakdown", "category"]].drop_duplicates()
    rows["parent"] = _parents(tables).reindex(pd.MultiIndex.from_frame(rows[["breakdown", "category"]])).to_numpy()
    return rows[rows["parent"].isna()].groupby(["indicator_id", "breakdown"])["category"].nunique()


def _exceeding(table: Table, pairs: pd.DataFrame) -> Iterator[Finding]:
    for pair in pairs[pairs["low"] > pairs["high_whole"]].to_dict("records"):
        whole = f"at most {format_value(pair['value_whole'])}, the whole on line {pair['line_whole']}"
        yield _finding(table, "part-exceeds-total", int(pair["line"]), format_value(pair["value"]), whole)


def _sums(table: Table, pairs: pd.DataFrame, members: Callable[[Any], int]) -> Iterator[Finding]:
    listed = [
        breakdown in str(names).split()
        for breakdown, names in zip(pairs["breakdown"], pairs["exhaustive_whole"], strict=True)
    ]
    for _, group in pairs[listed].groupby(["breakdown", "line_whole"]):
        first = group.iloc[0]
        complete = len(group) == members(first)
        low, high = group["low"].sum(), group["high"].sum()
        if low > first["high_whole"] or (complete and high < first["low_whole"]):
            summed = (
                f"{format_value(round(group['value'].sum(), 6))}, the sum of {len(group)} of {first['breakdown']}"
            )
            yield _finding(
                table, "parts-total", int(first["line_whole"]), format_value(first["value_whole"]), summed
            )


def _finding(table: Table, code: str, line: int, found: str, expected: str) -> Finding:
    severity: Literal["warning", ""] = "warning" if table.explained(line) else ""
    return Finding(code, table.file, line, "value", found, expected, severity=severity)


def _change(level: float, base: float) -> float:
    return (level / base - 1) * 100 if base > 0 else math.inf


def _has_whole_base(low: float, high: float, least: float, most: float) -> bool:
    """Whether some whole base grows, by a rate between least and most percent, to a whole level in the range."""
    slowest, fastest = 1 + least / 100, 1 + most / 100
    if slowest <= 0:
        return True
    first, last = math.ceil(low / fastest), math.floor(high / slowest)
    if last - first >= _MOST_BASES:
        return True
    return any(
        math.floor(min(high, base * fastest)) >= math.ceil(max(low, base * slowest))
        for base in range(max(first, 1), last + 1)
    )
