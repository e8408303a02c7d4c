"""The printed figures that arithmetic compares, named by numbers, and how a finding about one of them is made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dgsn_opendata.fieldtypes import format_value
from dgsn_opendata.findings import Finding
from dgsn_opendata.keys import categorical, combined
from dgsn_opendata.phrases import phrase
from dgsn_opendata.precision import bounds
from dgsn_opendata.schemas import TOTAL, whole_units

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from dgsn_opendata.frames import Table
    from dgsn_opendata.phrases import Phrase

    Numbers = NDArray[np.integer]

UNDATED = -1  # stands for a missing year, so that undated figures of one source are still held together
_SAME_FIGURE = 0.06  # a note may round the figure that it names to one decimal


def read_facts(tables: Mapping[str, Table]) -> pd.DataFrame:
    """Return one row a printed figure that others may be held against, in the order of the table.

    Columns: ``line``, ``value``, ``low`` and ``high`` (what the figure leaves open), ``is_exact``; numbers in
    place of names, -1 for none: ``indicator_id``, ``part_of``, ``growth_of``, ``breakdown``, ``category``,
    ``parent``, ``period``, ``year``, ``source_id``; what its names say: ``value_kind``, ``is_counted``,
    ``is_total``, ``is_nested`` (its category has a parent); and as one number what is printed together:
    ``printing`` (a period of a source), ``whole`` (an indicator there), ``group`` (a breakdown of it) and ``cell``
    (a category of that).
    """
    values = tables["observations"].values
    about, parents = _indicators(tables), _parents(tables).dropna()
    names = {name: categorical(values[name]) for name in ("breakdown", "category", "period", "source_id")}
    columns: dict[str, NDArray[Any]] = {name: column.codes for name, column in names.items()}
    columns["indicator_id"] = about.index.get_indexer(pd.Index(values["indicator_id"]))
    columns["year"] = values["year"].to_numpy("int64", na_value=UNDATED)
    columns["printing"] = combined(columns["period"], columns["year"], columns["source_id"])
    columns["whole"] = combined(columns["printing"], columns["indicator_id"])
    columns["group"] = combined(columns["whole"], columns["breakdown"])
    columns["cell"] = combined(columns["group"], columns["category"])
    columns["is_total"] = columns["breakdown"] == names["breakdown"].categories.get_indexer(pd.Index([TOTAL]))
    # Most figures stand alone: no other is of the same cell, whole or relation.
    related = parents.index.get_level_values("category").append(pd.Index(parents))
    compared = np.isin(columns["indicator_id"], np.flatnonzero(about["is_related"]))
    compared |= np.isin(columns["category"], names["category"].categories.get_indexer(related))
    compared |= _meet_others(columns["cell"], columns["whole"], columns["is_total"])
    for name in ("indicator_id", "breakdown", "category", "period"):
        compared &= columns[name] >= 0
    compared &= values[["value", "qualifier"]].notna().all(axis="columns").to_numpy()
    compared &= values["caution"].isna().to_numpy()
    facts = pd.DataFrame({name: column[compared] for name, column in columns.items()})
    facts = _described(facts, values.loc[compared, ["value", "qualifier"]], about)
    return _with_parents(facts, parents, names)


def one_a_cell(facts: pd.DataFrame) -> pd.DataFrame:
    """Return one row a cell, by line: a source that prints a figure rounded and exact is held to the exact one."""
    best = facts.sort_values(["is_exact", "line"], ascending=[False, True]).drop_duplicates("cell")
    return best.sort_values("line")


def count_members(tables: Mapping[str, Table], sums: pd.DataFrame) -> pd.Series:
    """Return how many top categories there are of each sum's whole and breakdown in any row, read or not."""
    rows = tables["observations"].values[["indicator_id", "breakdown", "category", "period", "year"]]
    rows = rows[rows["indicator_id"].isin(sums["indicator_id"])].drop_duplicates()
    rows["year"] = rows["year"].fillna(UNDATED).astype("int64")
    rows["parent"] = _parents(tables).reindex(pd.MultiIndex.from_frame(rows[["breakdown", "category"]])).to_numpy()
    groups = rows[rows["parent"].isna()].groupby(["indicator_id", "breakdown", "period", "year"])
    return _counted(groups["category"].nunique(), sums)


def count_parts(tables: Mapping[str, Table], sums: pd.DataFrame) -> pd.Series:
    """Return how many indicators are stated as parts of each sum's whole in any row, read or not."""
    wholes = tables["indicators"].values.drop_duplicates("indicator_id").set_index("indicator_id")["part_of"]
    parts = wholes[wholes.isin(sums["indicator_id"])]
    rows = tables["observations"].values[["indicator_id", "breakdown", "period", "year"]]
    rows = rows[rows["indicator_id"].isin(parts.index) & (rows["breakdown"] == TOTAL)]
    rows["year"] = rows["year"].fillna(UNDATED).astype("int64")
    groups = rows.groupby([rows["indicator_id"].map(parts), "period", "year"])
    return _counted(groups["indicator_id"].nunique(), sums)


def figure_finding(
    table: Table, code: str, line: int, expected: Phrase, *figures: float, found: str = ""
) -> Finding:
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


def _indicators(tables: Mapping[str, Table]) -> pd.DataFrame:
    """Return what is said of each indicator, by its id; the indicators it names by their place, -1 for unknown."""
    about = tables["indicators"].values.dropna(subset="indicator_id").drop_duplicates("indicator_id")
    about = about.set_index("indicator_id")[["part_of", "growth_of", "unit", "value_kind"]]
    related = about["value_kind"].isin(["share"])
    for column in ("part_of", "growth_of"):
        related |= about[column].isin(about.index) | about.index.isin(about[column].dropna())
        about[column] = about.index.get_indexer(pd.Index(about[column]))
    about = about.assign(is_counted=about["unit"].isin(whole_units()), is_related=related)
    return about.astype({"unit": "category", "value_kind": "category"})


def _meet_others(cell: Numbers, whole: Numbers, is_total: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which rows may be printed twice by one source, or be a part or the whole of another."""
    found = pd.Series(cell).duplicated(keep=False).to_numpy(copy=True)
    for some in (is_total, ~is_total):
        found[some] |= pd.Series(whole[some]).isin(whole[~some]).to_numpy()
    return found


def _described(facts: pd.DataFrame, values: pd.DataFrame, about: pd.DataFrame) -> pd.DataFrame:
    """Return the facts with their figures, and what is said of their indicators."""
    said = {name: about[name].array.take(facts["indicator_id"].to_numpy()) for name in about.columns}
    low, high = bounds(values["value"], values["qualifier"], said.pop("unit"))
    return facts.assign(
        line=values.index.to_numpy(),
        value=values["value"].to_numpy(),
        is_exact=(values["qualifier"] == "exact").to_numpy(),
        low=low,
        high=high,
        **said,
    )


def _with_parents(facts: pd.DataFrame, parents: pd.Series, names: Mapping[str, pd.Categorical]) -> pd.DataFrame:
    """Return the facts with the parent of each category, for the few that have one."""
    known = names["category"].categories
    members = known.get_indexer(parents.index.get_level_values("category"))
    rows = np.flatnonzero(facts["category"].isin(members))
    pairs = [names[name].categories.take(facts[name].to_numpy()[rows]) for name in ("breakdown", "category")]
    found = parents.reindex(pd.MultiIndex.from_arrays(pairs))
    nested, parent = np.zeros(len(facts), dtype="bool"), np.full(len(facts), -1)
    nested[rows] = found.notna()
    parent[rows] = known.get_indexer(pd.Index(found))
    return facts.assign(is_nested=nested, parent=parent)


def _parents(tables: Mapping[str, Table]) -> pd.Series:
    """Return the parent of each category, by breakdown and category, where it is a category of that breakdown."""
    categories = tables["categories"].values.drop_duplicates(["breakdown", "category"])
    parents = categories.set_index(["breakdown", "category"])["parent"]
    known = set(parents.index)
    named = [pair in known for pair in zip(categories["breakdown"], categories["parent"], strict=True)]
    other = (categories["parent"] != categories["category"]).to_numpy()
    return parents.where(pd.Series(named, index=parents.index, dtype="bool") & other)


def _counted(counts: pd.Series, sums: pd.DataFrame) -> pd.Series:
    """Return the count of each sum, by the columns that the counts are named by."""
    names = zip(*(sums[name] for name in counts.index.names), strict=True)
    known = counts.to_dict()
    return pd.Series([known[name] for name in names], index=sums.index, dtype="int64")
