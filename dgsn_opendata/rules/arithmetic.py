"""Arithmetic between printed figures: parts against totals, shares against 100, growth against levels.

Only figures of one source and period are added up; a growth is held against its own source's levels, or else all
known ones. A figure that is marked as a misprint or doubtful is held against nothing.
Every comparison leaves the room that rounding and qualifiers leave (:mod:`dgsn_opendata.precision`). A source's
own slip stays as printed: once the row's note names both figures, the printed one and the one that comes out
instead, the finding is a warning.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.fieldtypes import exact, format_value
from dgsn_opendata.findings import Finding
from dgsn_opendata.phrases import NOTHING, phrase
from dgsn_opendata.precision import EPSILON, bounds, meets
from dgsn_opendata.rules.relations import PARTS
from dgsn_opendata.schemas import TOTAL, whole_units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from dgsn_opendata.frames import Table
    from dgsn_opendata.phrases import Phrase

_CELL = ["indicator_id", "breakdown", "category", "period", "year", "source_id"]
_GROUP = ["indicator_id", "breakdown", "period", "year", "source_id"]
_WHOLE = ["indicator_id", "period", "year", "source_id"]
_UNDATED = -1  # stands for a missing year, so that undated figures of one source are still held together
_SAME_FIGURE = 0.06  # a note may round the figure that it names to one decimal
_MOST_BASES = 1000  # a growth that so many whole numbers could give says nothing against its level


def check_arithmetic(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every figure that its source contradicts, or that does not fit its parts, its whole or its growth."""
    printed = _facts(tables)
    facts = _one_a_cell(printed)
    yield from _contradictions(tables, printed, facts)
    yield from _unfit_parts(tables, facts)
    yield from _unfit_shares(tables, facts)
    yield from _unfit_growths(tables, facts)


def _contradictions(tables: Mapping[str, Table], printed: pd.DataFrame, facts: pd.DataFrame) -> Iterator[Finding]:
    """Yield every figure that its own source contradicts elsewhere."""
    again = printed[printed.duplicated(_CELL, keep=False)]
    first = again.merge(facts, on=_CELL, suffixes=("", "_whole"))
    differs = ~meets(first["low"], first["high"], first["low_whole"], first["high_whole"])
    for pair in first[differs & (first["line"] != first["line_whole"])].to_dict("records"):
        other = phrase("as-on-line", value=exact(pair["value_whole"]), line=pair["line_whole"])
        yield _finding(tables["observations"], "contradiction", int(pair["line"]), other, pair["value_whole"])


def _unfit_parts(tables: Mapping[str, Table], facts: pd.DataFrame) -> Iterator[Finding]:
    """Yield every part greater than its whole, and every total that its parts do not add up to."""
    table = tables["observations"]
    facts = facts[~facts["value_kind"].isin(["share", "growth", "rate"])]
    totals = facts[facts["breakdown"] == TOTAL]
    categories = facts[facts["breakdown"] != TOTAL]
    nested = categories[categories["parent"].notna()]
    parents = nested.merge(
        categories, left_on=[*_GROUP, "parent"], right_on=[*_GROUP, "category"], suffixes=("", "_whole")
    )
    split = categories.merge(totals, on=_WHOLE, suffixes=("", "_whole"))
    parts = totals[totals["part_of"].notna()].merge(
        totals, left_on=["part_of", *_WHOLE[1:]], right_on=_WHOLE, suffixes=("", "_whole")
    )
    parts = parts.assign(breakdown=PARTS, category=parts["indicator_id"])
    for pairs in (parents, split, parts):
        yield from _exceeding(table, pairs)
    yield from _sums(table, split[split["parent"].isna()], lambda sums: _members(tables, sums))
    yield from _sums(table, parts, lambda sums: _parts(tables, sums))


def _unfit_shares(tables: Mapping[str, Table], facts: pd.DataFrame) -> Iterator[Finding]:
    """Yield every share outside 0 to 100, and every group of shares that does not fit into 100 (or make it up)."""
    table = tables["observations"]
    facts = facts[facts["value_kind"] == "share"]
    for share in facts[(facts["low"] > 100) | (facts["high"] < 0)].to_dict("records"):
        yield _finding(table, "share-total", int(share["line"]), phrase("within-hundred"), share["value"])
    sums = _summed(facts[facts["parent"].isna()], _GROUP)
    sums = sums[(sums["number"] > 1) & ((sums["least"] > 100) | (_is_listed(sums) & (sums["most"] < 100)))]
    complete = _is_listed(sums) & (sums["number"] == _members(tables, sums))
    for first in sums.assign(complete=complete)[complete | (sums["least"] > 100)].to_dict("records"):
        total, breakdown = first["total"], first["breakdown"]
        found = phrase("sum-of-shares", total=exact(total), number=first["number"])
        exactly = phrase("hundred-exactly", breakdown=breakdown)
        expected = exactly if first["complete"] else phrase("hundred-at-most")
        yield _finding(table, "share-total", int(first["line"]), expected, total, found=found)


def _unfit_growths(tables: Mapping[str, Table], facts: pd.DataFrame) -> Iterator[Finding]:
    """Yield every growth that does not follow from the levels, or that no whole level of the year before gives.

    A source's growth is held against its own levels; where it prints none, against all that are known.
    """
    table = tables["observations"]
    growths = facts[facts["growth_of"].notna() & (facts["year"] != _UNDATED)]
    spans = {"low": ("low", "min"), "high": ("high", "max"), "counted": ("counted", "all")}
    of_growths = facts[facts["indicator_id"].isin(growths["growth_of"])]
    levels = of_growths.groupby(_CELL[:-1], observed=True).agg(**spans).to_dict("index")
    own = of_growths.groupby(_CELL, observed=True).agg(**spans).to_dict("index")
    for growth in growths.to_dict("records"):
        key = (growth["growth_of"], *(growth[name] for name in ("breakdown", "category", "period")))
        now, before = (*key, growth["year"]), (*key, growth["year"] - 1)
        level = own.get((*now, growth["source_id"]), levels.get(now))
        base = own.get((*before, growth["source_id"]), levels.get(before))
        if level is None:
            continue
        expected, figures = _expected_growth(growth, level, base)
        if expected:
            code = "growth-base" if base is None else "growth-mismatch"
            found = phrase("percentage", value=exact(growth["value"]))
            yield _finding(table, code, int(growth["line"]), expected, *figures, found=found)


def _expected_growth(
    growth: dict[Any, Any], level: dict[Any, Any], base: dict[Any, Any] | None
) -> tuple[Phrase, tuple[float, ...]]:
    """Return what a growth should have been, in words and as the figures that come out; nothing where it fits."""
    if base is None:
        if not level["counted"] or _has_whole_base(level["low"], level["high"], growth["low"], growth["high"]):
            return NOTHING, ()
        low, high = exact(level["low"]), exact(level["high"])
        span = phrase("number", value=low) if low == high else phrase("span", low=low, high=high)
        return phrase("change-from-whole", span=span), (level["low"], level["high"])
    if base["low"] <= 0:
        return phrase("no-growth"), (0.0,)
    least, most = (level["low"] / base["high"] - 1) * 100, (level["high"] / base["low"] - 1) * 100
    room = EPSILON * max(1.0, abs(least), abs(most))
    if growth["low"] - room <= most and growth["high"] + room >= least:
        return NOTHING, ()
    if f"{least:.1f}" == f"{most:.1f}":
        return phrase("growth-from-levels", change=least), (least, most)
    return phrase("growths-from-levels", least=least, most=most), (least, most)


def _facts(tables: Mapping[str, Table]) -> pd.DataFrame:
    """Return one row a printed figure: its range, what its indicator and category say of it, and its line.

    What names a figure is categorical: rows are grouped and joined by numbers, which takes a tenth of the time.
    """
    table, indicators = tables["observations"], tables["indicators"]
    about = (
        indicators.values.dropna(subset="indicator_id").drop_duplicates("indicator_id").set_index("indicator_id")
    )
    rows = table.values[[*_CELL, "value", "qualifier", "caution"]].assign(line=table.values.index)
    rows = rows.dropna(subset=["breakdown", "category", "period", "value", "qualifier"])
    rows = rows[rows["caution"].isna() & rows["indicator_id"].isin(about.index)]
    facts = rows[["value", "line"]].assign(year=rows["year"].fillna(_UNDATED).astype("int64"))
    names = pd.CategoricalDtype(about.index)
    facts["indicator_id"] = rows["indicator_id"].astype(names)
    for column in ("breakdown", "period", "source_id"):
        facts[column] = rows[column].astype("category")
    for column in ("part_of", "growth_of"):
        about[column] = about[column].where(about[column].isin(about.index)).astype(names)
    for column in ("unit", "value_kind", "part_of", "growth_of", "exhaustive"):
        known = about[column].astype("category") if about[column].dtype != names else about[column]
        facts[column] = known.take(facts["indicator_id"].cat.codes.to_numpy()).set_axis(facts.index)
    facts["category"] = rows["category"].astype("category")
    places = facts.groupby(["breakdown", "category"], sort=False, observed=True)
    members = pd.MultiIndex.from_frame(facts[["breakdown", "category"]].drop_duplicates().astype("object"))
    parents = _parents(tables).reindex(members)
    every = pd.CategoricalDtype(pd.concat([members.get_level_values(1).to_series(), parents]).dropna().unique())
    facts["category"] = facts["category"].cat.set_categories(every.categories)
    facts["parent"] = pd.Categorical(parents, dtype=every).take(places.ngroup().to_numpy())
    facts["counted"] = facts["unit"].isin(whole_units())
    facts["exact"] = rows["qualifier"] == "exact"
    facts["low"], facts["high"] = bounds(
        facts["value"], rows["qualifier"].astype("str"), facts["unit"].astype("str")
    )
    return facts


def _one_a_cell(facts: pd.DataFrame) -> pd.DataFrame:
    """Return one row a cell: a source that prints a figure twice, rounded and exact, is held to the exact one."""
    return facts.sort_values(["exact", "line"], ascending=[False, True]).drop_duplicates(_CELL).sort_values("line")


def _parents(tables: Mapping[str, Table]) -> pd.Series:
    """Return the parent of each category, by breakdown and category, where it is a category of that breakdown."""
    categories = tables["categories"].values.drop_duplicates(["breakdown", "category"])
    parents = categories.set_index(["breakdown", "category"])["parent"]
    known = set(parents.index)
    named = [pair in known for pair in zip(categories["breakdown"], categories["parent"], strict=True)]
    other = (categories["parent"] != categories["category"]).to_numpy()
    return parents.where(pd.Series(named, index=parents.index, dtype="bool") & other)


def _members(tables: Mapping[str, Table], sums: pd.DataFrame) -> pd.Series:
    """Return how many top categories there are of each sum's cell in any row, read or not."""
    rows = tables["observations"].values[_CELL[:-1]]
    rows = rows[rows["indicator_id"].isin(sums["indicator_id"])].drop_duplicates()
    rows["year"] = rows["year"].fillna(_UNDATED).astype("int64")
    rows["parent"] = _parents(tables).reindex(pd.MultiIndex.from_frame(rows[["breakdown", "category"]])).to_numpy()
    return _counted(rows[rows["parent"].isna()].groupby(_GROUP[:-1])["category"].nunique(), sums)


def _parts(tables: Mapping[str, Table], sums: pd.DataFrame) -> pd.Series:
    """Return how many indicators are stated as parts of each sum's whole in any row, read or not."""
    wholes = tables["indicators"].values.drop_duplicates("indicator_id").set_index("indicator_id")["part_of"]
    rows = tables["observations"].values
    rows = rows[rows["breakdown"] == TOTAL].assign(part_of=rows["indicator_id"].map(wholes))
    rows = rows[rows["part_of"].isin(sums["part_of"])]
    rows["year"] = rows["year"].fillna(_UNDATED).astype("int64")
    return _counted(rows.groupby(["part_of", "period", "year"])["indicator_id"].nunique(), sums)


def _counted(counts: pd.Series, sums: pd.DataFrame) -> pd.Series:
    """Return the count of each sum, by the columns that the counts are named by."""
    names = zip(*(sums[name] for name in counts.index.names), strict=True)
    known = counts.to_dict()
    return pd.Series([known[name] for name in names], index=sums.index, dtype="int64")


def _summed(rows: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Return the first row of each group with the sum of its values, and the least and most that it may be."""
    groups = rows.groupby([*keys], sort=False, observed=True)
    firsts = rows.loc[groups["line"].idxmin()]
    return firsts.assign(
        number=groups.size().to_numpy(),
        total=groups["value"].sum().round(6).to_numpy(),
        least=groups["low"].sum().to_numpy() - EPSILON,
        most=groups["high"].sum().to_numpy() + EPSILON,
    )


def _is_listed(sums: pd.DataFrame, column: str = "exhaustive") -> pd.Series:
    """Return whether the indicator says of a sum's breakdown that its categories are all."""
    listed = [
        breakdown in str(names).split() for breakdown, names in zip(sums["breakdown"], sums[column], strict=True)
    ]
    return pd.Series(listed, index=sums.index, dtype="bool")


def _exceeding(table: Table, pairs: pd.DataFrame) -> Iterator[Finding]:
    for pair in pairs[pairs["low"] > pairs["high_whole"] + EPSILON].to_dict("records"):
        whole = phrase("whole-at-most", value=exact(pair["value_whole"]), line=pair["line_whole"])
        yield _finding(table, "part-exceeds-total", int(pair["line"]), whole, pair["value_whole"])


def _sums(table: Table, pairs: pd.DataFrame, members: Callable[[pd.DataFrame], pd.Series]) -> Iterator[Finding]:
    sums = _summed(pairs, ["breakdown", "line_whole"])
    too_much, too_little = sums["least"] > sums["high_whole"], sums["most"] < sums["low_whole"]
    sums = sums[(too_much | too_little) & _is_listed(sums, "exhaustive_whole")]
    complete = sums["number"] == members(sums)
    for first in sums[complete | too_much[sums.index]].to_dict("records"):
        summed = phrase(
            "sum-of-parts", total=exact(first["total"]), number=first["number"], breakdown=first["breakdown"]
        )
        yield _finding(table, "parts-total", int(first["line_whole"]), summed, first["total"])


def _finding(table: Table, code: str, line: int, expected: Phrase, *figures: float, found: str = "") -> Finding:
    """Return a finding: a warning where the row's note names its value and a figure that comes out instead."""
    value, note = float(str(table.values.at[line, "value"])), table.note(line)
    named = [float(number.replace(",", "")) for number in re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?", note)]

    def names(figure: float) -> bool:
        return any(abs(number - abs(figure)) < _SAME_FIGURE for number in named)

    found = found or format_value(value)
    if names(value) and any(names(figure) for figure in figures):
        advice = phrase("note-explains", note=note)
        return Finding(code, table.file, line, "value", found, expected, advice, "warning")
    return Finding(code, table.file, line, "value", found, expected)


def _has_whole_base(low: float, high: float, least: float, most: float) -> bool:
    """Whether some whole base grows, by a rate between least and most percent, to a whole level in the range."""
    slowest, fastest = 1 + least / 100, 1 + most / 100
    if fastest < 0:
        return False
    if slowest <= 0:
        return True
    first, last = math.ceil(low / fastest - EPSILON), math.floor(high / slowest + EPSILON)
    if last - first >= _MOST_BASES:
        return True
    return any(
        math.floor(min(high, base * fastest) + EPSILON) >= math.ceil(max(low, base * slowest) - EPSILON)
        for base in range(max(first, 1), last + 1)
    )
