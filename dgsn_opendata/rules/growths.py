"""Whether each printed growth follows from the levels that are printed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dgsn_opendata.fieldtypes import exact
from dgsn_opendata.keys import combined
from dgsn_opendata.phrases import phrase
from dgsn_opendata.precision import EPSILON
from dgsn_opendata.rules.facts import UNDATED, figure_finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dgsn_opendata.findings import Finding
    from dgsn_opendata.frames import Table
    from dgsn_opendata.phrases import Phrase

_LEVEL = ["indicator_id", "place", "year"]
_SPANS = {"low": ("low", "min"), "high": ("high", "max"), "is_counted": ("is_counted", "all")}
_MOST_BASES = 1000  # a growth that so many whole numbers could give says nothing against its level


def unfit_growths(table: Table, facts: pd.DataFrame) -> Iterator[Finding]:
    """Yield every growth that does not follow from the levels, or that no whole level of the year before gives.

    A source's growth is held against its own levels; where it prints none, against all that are known.
    """
    facts = facts[facts["growth_of"].isin(facts["indicator_id"]) | facts["indicator_id"].isin(facts["growth_of"])]
    facts = facts.assign(place=combined(facts["breakdown"], facts["category"], facts["period"]))
    growths = facts[(facts["growth_of"] >= 0) & (facts["year"] != UNDATED)]
    growths = _with_levels(growths, facts[facts["indicator_id"].isin(growths["growth_of"])])
    based = growths["low_before"].notna()
    with np.errstate(divide="ignore", invalid="ignore"):  # from a level of nought nothing grows
        least = (growths["low_now"] / growths["high_before"] - 1) * 100
        most = (growths["high_now"] / growths["low_before"] - 1) * 100
    room = EPSILON * np.maximum(1.0, np.maximum(least.abs(), most.abs()))
    fits = (growths["low"] - room <= most) & (growths["high"] + room >= least) & (growths["low_before"] > 0)
    counted = growths["is_counted_now"].astype("bool")
    doubtful = growths.assign(least=least, most=most)[np.where(based, ~fits, counted)]
    for growth in doubtful.to_dict("records"):
        has_base = not math.isnan(growth["low_before"])
        if not has_base and _has_whole_base(*(growth[name] for name in ("low_now", "high_now", "low", "high"))):
            continue
        code = "growth-mismatch" if has_base else "growth-base"
        expected, figures = _expected(growth) if has_base else _expected_base(growth)
        found = phrase("percentage", value=exact(growth["value"]))
        yield figure_finding(table, code, int(growth["line"]), expected, *figures, found=found)


def _with_levels(growths: pd.DataFrame, levels: pd.DataFrame) -> pd.DataFrame:
    """Return the growths of known levels, each with the span of its level and that of the year before."""
    own = levels[levels["source_id"] >= 0].groupby([*_LEVEL, "source_id"], sort=False).agg(**_SPANS)
    every = levels.groupby(_LEVEL, sort=False).agg(**_SPANS)
    for suffix, back in (("_now", 0), ("_before", 1)):
        keys = pd.DataFrame(
            {
                "indicator_id": growths["growth_of"],
                "place": growths["place"],
                "year": growths["year"] - back,
                "source_id": growths["source_id"],
            }
        )
        spans = own.reindex(pd.MultiIndex.from_frame(keys)).set_axis(growths.index)
        others = every.reindex(pd.MultiIndex.from_frame(keys[_LEVEL])).set_axis(growths.index)
        found = spans.where(spans["low"].notna(), others, axis="index")
        growths = growths.join(found.add_suffix(suffix))
    return growths[growths["low_now"].notna()]


def _expected(growth: dict[Any, Any]) -> tuple[Phrase, tuple[float, ...]]:
    """Return what comes out of the levels instead of a growth, in words and as figures."""
    if growth["low_before"] <= 0:
        return phrase("no-growth"), (0.0,)
    least, most = growth["least"], growth["most"]
    if f"{least:.1f}" == f"{most:.1f}":
        return phrase("growth-from-levels", change=least), (least, most)
    return phrase("growths-from-levels", least=least, most=most), (least, most)


def _expected_base(growth: dict[Any, Any]) -> tuple[Phrase, tuple[float, ...]]:
    """Return the level that no whole number grows to, in words and as figures."""
    low, high = exact(growth["low_now"]), exact(growth["high_now"])
    span = phrase("number", value=low) if low == high else phrase("span", low=low, high=high)
    return phrase("change-from-whole", span=span), (growth["low_now"], growth["high_now"])


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
