"""From observations to series: one value for each indicator, category, period and year, by a written rule.

Where several figures are printed for one, the one taken is found in this order (``taken_by`` names the step that
decided):

1. *soundness*: an unmarked figure, then a doubtful one, then a misprint (``observations.caution``);
2. *report*: the latest report (``sources.report_year``: a figure restated a year later replaces the first one);
3. *kind* of source, in the order of its code list: official communiqué, its reprint, press report, aggregator,
   opinion;
4. *exactness*: an exact figure before one that is hedged, ambiguous or unread (``observations.reading``);
5. *agreement*: the figure that most origins agree with; a marked figure is no voice;
6. *precision*: the one that leaves less open;
7. *order*: the first source by identifier, so that the choice never hangs on chance.

A rounded restatement does not replace the figure that it rounds: of all figures that agree with the one found, are
as sound and exact as it and have at least half as many origins behind them, the most precise is taken; the step is
*precision*, too.

Two figures agree when what their digits and qualifiers allow overlaps (:mod:`dgsn_opendata.precision`). Agreement
counts origins, not addresses: pages that carry one text (``sources.syndicated_from``) are one origin. A value is
*disputed* where any other figure for it contradicts it, of whatever report and marked or not; *corroborated* where
two or more origins agree; *single_source* otherwise. It is *revised* where it contradicts the figure that was
reported first. ``minimum`` and ``maximum`` are the ends of the dispute: of the value and the unmarked figures
that contradict it. Undated observations are in no series.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dgsn_opendata.fieldtypes import TEXT
from dgsn_opendata.keys import categorical, combined
from dgsn_opendata.precision import EPSILON, bounds, meets
from dgsn_opendata.schemas import UNPROVED, read_schema

if TYPE_CHECKING:
    from collections.abc import Hashable

    from numpy.typing import NDArray

SERIES = ["indicator_id", "breakdown", "category", "period"]  # what names a series
CELL = [*SERIES, "year"]  # what names a value of one
_CRITERIA = {
    "soundness": "caution_rank",
    "report": "age",
    "kind": "kind_rank",
    "exactness": "rounded",
    "agreement": "disagreeing",
    "precision": "width",
}
_LAST = ["source_id", "as_printed"]
_COMPARED = ["cell", "row", "low", "high", "width", "caution_rank", "rounded", "agreeing", "value"]
_DTYPES: dict[Hashable, Any] = {
    "sources": "Int64",
    "agreeing": "Int64",
    "status": TEXT,
    "taken_by": TEXT,
    "obs_status": TEXT,
    "revised": "boolean",
    "series_break": "boolean",
}


def resolve(
    observations: pd.DataFrame, sources: pd.DataFrame, indicators: pd.DataFrame, breaks: pd.DataFrame
) -> pd.DataFrame:
    """Return the series: one row an indicator, breakdown, category, period and year, in its schema's columns.

    Takes typed frames of valid tables. Values are ``float64`` in the indicator's unit, years and counts ``Int64``,
    codes ``string``, ``revised`` and ``series_break`` ``boolean``; rows are sorted by key.
    """
    rows = _best_first(weigh(observations, sources, indicators))
    found = rows.drop_duplicates("cell")
    taken = _most_precise(rows, found)
    first = _first_reported(rows)
    taken["taken_by"] = _deciding_steps(rows, found)
    taken.loc[taken["row"].to_numpy() != found["row"].to_numpy(), "taken_by"] = "precision"

    cells = rows.groupby("cell", as_index=False).agg(sources=("source_id", "nunique"))
    series = taken.merge(cells, on="cell").merge(
        first[["cell", "value", "low", "high"]], on="cell", suffixes=("", "_first")
    )
    pairs = _beside(rows, series)
    disputed = series["row"].isin(pairs.loc[~pairs["meets"], "row_taken"])
    contradicting = pairs[~pairs["meets"] & (pairs["caution_rank"] == 0)].groupby("row_taken")["value"]
    for name, ends in (("minimum", contradicting.min()), ("maximum", contradicting.max())):
        series[name] = series[["value"]].assign(other=series["row"].map(ends)).agg(name[:3], axis="columns")
    series["status"] = np.select(
        [disputed, series["agreeing"] > 1], ["disputed", "corroborated"], default="single_source"
    )
    series["revised"] = ~meets(series["low"], series["high"], series["low_first"], series["high_first"])
    series["first_reported"] = series["value_first"]
    series["series_break"] = _breaks_before(series, breaks)
    marked = disputed | series["caution"].notna()
    hedged = series["qualifier"].astype("str") != "exact"
    series["obs_status"] = np.select([series["series_break"], marked, hedged], ["B", "U", "E"], default="A")
    return series[list(read_schema("series").names)].astype(_DTYPES).reset_index(drop=True)


def weigh(observations: pd.DataFrame, sources: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """Return the dated observations with what the rule weighs of each.

    Adds ``low`` and ``high`` (what the figure leaves open), ``origin`` (the text it goes back to), ``agreeing``
    (how many origins agree with it, its own among them) and a column for each criterion, the least best.
    """
    kinds = {code: rank for rank, code in enumerate(read_schema("sources")["kind"].codes)}
    cautions = {code: rank for rank, code in enumerate(reversed(read_schema("observations")["caution"].codes), 1)}
    origin = sources["syndicated_from"].astype("object").fillna(sources["source_id"])
    about = sources[["source_id", "report_year", "kind"]].assign(origin=origin)
    rows = observations.dropna(subset=["year"]).merge(about, on="source_id")
    rows = rows.merge(indicators[["indicator_id", "unit"]], on="indicator_id")
    rows["low"], rows["high"] = bounds(rows["value"], rows["qualifier"], rows["unit"])
    rows["width"] = rows["high"] - rows["low"]
    rows["row"] = np.arange(len(rows))
    rows["caution_rank"] = rows["caution"].astype("object").map(cautions).fillna(0).astype("int64")
    rows["age"] = -rows["report_year"]
    rows["kind_rank"] = rows["kind"].map(kinds)
    rows["rounded"] = (rows["qualifier"] != "exact") | rows["reading"].isin(UNPROVED)
    in_cells = rows.assign(cell=_cells(rows), origin=pd.factorize(rows["origin"])[0])
    pairs = _beside(in_cells, in_cells)
    voices = pairs[pairs["meets"] & ((pairs["caution_rank"] == 0) | (pairs["row"] == pairs["row_taken"]))]
    agreeing = voices[["row_taken", "origin"]].drop_duplicates()["row_taken"]
    rows["agreeing"] = pd.array(np.bincount(agreeing, minlength=len(rows)), dtype="Int64")
    rows["disagreeing"] = -rows["agreeing"]
    return rows


def _cells(rows: pd.DataFrame) -> NDArray[np.int64]:
    """Return one number a row, the same for the rows of one cell, in the order of the cells."""
    return combined(*(categorical(rows[name]).codes for name in SERIES), rows["year"])


def _best_first(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the weighed rows by cell, the better ones before the others, each with the number of its cell."""
    cells = _cells(rows)
    weights = [rows[name].to_numpy("float64", na_value=np.nan) for name in _CRITERIA.values()]
    last = [categorical(rows[name]).codes for name in _LAST]
    order = np.lexsort([cells, *weights, *last][::-1])
    return rows.assign(cell=cells).take(order).reset_index(drop=True)


def _beside(rows: pd.DataFrame, taken: pd.DataFrame) -> pd.DataFrame:
    """Return each row beside each taken one of its cell, and whether the two figures meet."""
    columns = ["cell", "low", "high", "row", "caution_rank"]
    pairs = rows[[*columns, "value", "origin"]].merge(taken[columns], on="cell", suffixes=("", "_taken"))
    pairs["meets"] = meets(pairs["low"], pairs["high"], pairs["low_taken"], pairs["high_taken"])
    return pairs


def _most_precise(rows: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Return, for each row found, the most precise one that says the same and is as good otherwise, or itself.

    The rows are by cell, the better ones first.
    """
    pairs = rows[_COMPARED].assign(place=np.arange(len(rows)))
    pairs = pairs.merge(found[_COMPARED], on="cell", suffixes=("", "_found"))
    meeting = meets(pairs["low"], pairs["high"], pairs["low_found"], pairs["high_found"])
    as_good = pairs["caution_rank"] == pairs["caution_rank_found"]
    as_good &= (pairs["rounded"] <= pairs["rounded_found"]) & (2 * pairs["agreeing"] >= pairs["agreeing_found"])
    narrower = pairs["width"] < pairs["width_found"] - EPSILON * np.maximum(1.0, pairs["high"].abs())
    better = as_good & narrower & meeting & (pairs["value"] != pairs["value_found"])
    pairs = pairs.assign(stays=~better)[better | (pairs["row"] == pairs["row_found"])]
    taken = pairs.sort_values(["cell", "stays", "width", "place"]).drop_duplicates("cell")
    return rows.take(taken["place"].to_numpy()).reset_index(drop=True)


def _first_reported(rows: pd.DataFrame) -> pd.DataFrame:
    """Return, for each cell, the figure that the rule takes of the earliest report with a sound one."""
    rows = rows[[*_COMPARED, "report_year"]]
    soundest = rows["caution_rank"] == rows.groupby("cell")["caution_rank"].transform("min")
    sound = rows[soundest]
    early = sound[sound["report_year"] == sound.groupby("cell")["report_year"].transform("min")]
    return _most_precise(early, early.drop_duplicates("cell"))


def _deciding_steps(rows: pd.DataFrame, found: pd.DataFrame) -> list[str]:
    """Return, for each row found, the first criterion after which no figure that differs from it is left."""
    columns = ["cell", "row", *_CRITERIA.values(), "value", "qualifier"]
    rivals = rows[columns].merge(found[columns], on="cell", suffixes=("", "_found"))
    same = (rivals["value"] == rivals["value_found"]) & (
        rivals["qualifier"].astype("str") == rivals["qualifier_found"].astype("str")
    )
    left = rivals[~same]
    undecided = set(left["row_found"])
    steps = dict.fromkeys(found["row"], "unanimous")
    for step, column in _CRITERIA.items():
        left = left[left[column] == left[f"{column}_found"]]
        decided = undecided - set(left["row_found"])
        steps |= dict.fromkeys(decided, step)
        undecided -= decided
    steps |= dict.fromkeys(undecided, "order")
    return [steps[row] for row in found["row"]]


def _breaks_before(series: pd.DataFrame, breaks: pd.DataFrame) -> pd.Series:
    """Return whether the counting changed between each value and the one before it; the first has none before."""
    years = series[["row", "indicator_id", "year"]].assign(before=series.groupby(SERIES)["year"].shift())
    years = years.dropna(subset=["before"]).merge(
        breaks[["indicator_id", "year"]], on="indicator_id", suffixes=("", "_break")
    )
    across = (years["before"] < years["year_break"]) & (years["year_break"] <= years["year"])
    return series["row"].isin(years.loc[across, "row"])
