"""Arithmetic between printed figures: parts against totals, shares against 100, growth against levels.

Only figures of one source and period are added up; a growth is held against its own source's levels, or else all
known ones. A figure that is marked as a misprint or doubtful is held against nothing.
Every comparison leaves the room that rounding and qualifiers leave (:mod:`dgsn_opendata.precision`). A source's
own slip stays as printed: once the row's note names both figures, the printed one and the one that comes out
instead, the finding is a warning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dgsn_opendata.fieldtypes import exact
from dgsn_opendata.phrases import phrase
from dgsn_opendata.precision import EPSILON, meets
from dgsn_opendata.rules.facts import (
    UNDATED,
    count_members,
    count_parts,
    figure_finding,
    one_a_cell,
    read_facts,
)
from dgsn_opendata.rules.growths import unfit_growths
from dgsn_opendata.rules.relations import PARTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import pandas as pd

    from dgsn_opendata.findings import Finding
    from dgsn_opendata.frames import Table

_FIGURE = ["line", "value", "low", "high"]


def check_arithmetic(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every figure that its source contradicts, or that does not fit its parts, its whole or its growth."""
    printed = read_facts(tables)
    facts = one_a_cell(printed)
    yield from _contradictions(tables, printed, facts)
    yield from _unfit_parts(tables, facts)
    yield from _unfit_shares(tables, facts)
    yield from unfit_growths(tables["observations"], facts)


def _contradictions(tables: Mapping[str, Table], printed: pd.DataFrame, facts: pd.DataFrame) -> Iterator[Finding]:
    """Yield every figure that its own source contradicts elsewhere."""
    again = printed[printed["cell"].duplicated(keep=False)]
    first = _pairs(again, facts, ["cell"], ["cell"])
    differs = ~meets(first["low"], first["high"], first["low_whole"], first["high_whole"])
    for pair in first[differs & (first["line"] != first["line_whole"])].to_dict("records"):
        other = phrase("as-on-line", value=exact(pair["value_whole"]), line=pair["line_whole"])
        yield figure_finding(
            tables["observations"], "contradiction", int(pair["line"]), other, pair["value_whole"]
        )


def _unfit_parts(tables: Mapping[str, Table], facts: pd.DataFrame) -> Iterator[Finding]:
    """Yield every part greater than its whole, and every total that its parts do not add up to."""
    facts = facts[~facts["value_kind"].isin(["share", "growth", "rate"])]
    categories, totals = facts[~facts["is_total"]], facts[facts["is_total"]]
    nested = categories[categories["is_nested"]]
    parents = categories[categories["category"].isin(nested["parent"])]
    parents = _pairs(nested, parents, ["group", "parent"], ["group", "category"])
    # Most figures are of indicators that are printed without parts.
    wholes = totals[totals["indicator_id"].isin(categories["indicator_id"])]
    split = _pairs(categories, wholes, ["whole"], ["whole"])
    parts = totals[totals["part_of"] >= 0]
    wholes = totals[totals["indicator_id"].isin(parts["part_of"])]
    parts = _pairs(parts, wholes, ["part_of", "printing"], ["indicator_id", "printing"])
    for pairs in (parents, split, parts):
        yield from _exceeding(tables["observations"], pairs)
    yield from _sums(tables, split[~split["is_nested"]], count_members)
    yield from _sums(tables, parts, count_parts, PARTS)


def _unfit_shares(tables: Mapping[str, Table], facts: pd.DataFrame) -> Iterator[Finding]:
    """Yield every share outside 0 to 100, and every group of shares that does not fit into 100 (or make it up)."""
    table = tables["observations"]
    facts = facts[facts["value_kind"] == "share"]
    for share in facts[(facts["low"] > 100) | (facts["high"] < 0)].to_dict("records"):
        yield figure_finding(table, "share-total", int(share["line"]), phrase("within-hundred"), share["value"])
    sums = _summed(facts[~facts["is_nested"] & (facts["source_id"] >= 0)], ["group"])
    sums = sums[(sums["number"] > 1) & ((sums["least"] > 100) | (sums["most"] < 100))]
    sums = _named(tables, sums.assign(line_whole=sums["line"]))
    sums = sums[sums["is_listed"] | (sums["least"] > 100)]
    complete = sums["is_listed"] & (sums["number"] == count_members(tables, sums))
    for first in sums.assign(complete=complete)[complete | (sums["least"] > 100)].to_dict("records"):
        total, breakdown = first["total"], first["breakdown"]
        found = phrase("sum-of-shares", total=exact(total), number=first["number"])
        exactly = phrase("hundred-exactly", breakdown=breakdown)
        expected = exactly if first["complete"] else phrase("hundred-at-most")
        yield figure_finding(table, "share-total", int(first["line"]), expected, total, found=found)


def _exceeding(table: Table, pairs: pd.DataFrame) -> Iterator[Finding]:
    for pair in pairs[pairs["low"] > pairs["high_whole"] + EPSILON].to_dict("records"):
        whole = phrase("whole-at-most", value=exact(pair["value_whole"]), line=pair["line_whole"])
        yield figure_finding(table, "part-exceeds-total", int(pair["line"]), whole, pair["value_whole"])


def _sums(
    tables: Mapping[str, Table],
    pairs: pd.DataFrame,
    count: Callable[[Mapping[str, Table], pd.DataFrame], pd.Series],
    relation: str | None = None,
) -> Iterator[Finding]:
    """Yield every total that its parts do not add up to: those of a breakdown, or the indicators of a relation."""
    sums = _summed(pairs, ["line_whole"] if relation else ["breakdown", "line_whole"])
    too_much, too_little = sums["least"] > sums["high_whole"], sums["most"] < sums["low_whole"]
    sums = _named(tables, sums[too_much | too_little], relation)
    sums = sums[sums["is_listed"]]
    complete = sums["number"] == count(tables, sums)
    for first in sums[complete | too_much[sums.index]].to_dict("records"):
        summed = phrase(
            "sum-of-parts", total=exact(first["total"]), number=first["number"], breakdown=first["breakdown"]
        )
        yield figure_finding(
            tables["observations"], "parts-total", int(first["line_whole"]), summed, first["total"]
        )


def _pairs(parts: pd.DataFrame, wholes: pd.DataFrame, left: list[str], right: list[str]) -> pd.DataFrame:
    """Return each part beside each of its wholes, in the parts' order."""
    parts = parts[list(dict.fromkeys([*left, *_FIGURE, "breakdown", "is_nested"]))]
    return parts.merge(wholes[[*right, *_FIGURE]], left_on=left, right_on=right, suffixes=("", "_whole"))


def _summed(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Return the first row of each group with the sum of its values, and the least and most that it may be."""
    groups = rows.groupby(keys, sort=False)
    sums = groups[["value", "low", "high"]].sum()
    return rows.drop_duplicates(keys).assign(
        number=groups.size().to_numpy(),
        total=sums["value"].round(6).to_numpy(),
        least=sums["low"].to_numpy() - EPSILON,
        most=sums["high"].to_numpy() + EPSILON,
    )


def _named(tables: Mapping[str, Table], sums: pd.DataFrame, relation: str | None = None) -> pd.DataFrame:
    """Return sums with their names, and whether the indicator says that the breakdown's categories are all."""
    values = tables["observations"].values
    named = values.loc[sums["line_whole"], ["indicator_id", "period", "year"]].set_axis(sums.index)
    named["year"] = named["year"].fillna(UNDATED).astype("int64")
    named["breakdown"] = relation or values.loc[sums["line"], "breakdown"].set_axis(sums.index)
    about = tables["indicators"].values.drop_duplicates("indicator_id").set_index("indicator_id")["exhaustive"]
    complete = {(indicator, one) for indicator, ones in about.dropna().items() for one in ones.split()}
    pairs = zip(*(named[name].to_numpy("object") for name in ("indicator_id", "breakdown")), strict=True)
    listed = np.fromiter((pair in complete for pair in pairs), dtype="bool", count=len(named))
    return sums.assign(**{name: named[name] for name in named.columns}, is_listed=listed)
