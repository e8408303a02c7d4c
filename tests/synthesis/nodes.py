"""What is counted: the series of the real package, their relations, and as many copies of them as rows need."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from dgsn_opendata import periods, store
from dgsn_opendata.numerals import NumeralError, read
from dgsn_opendata.schemas import TOTAL, read_schema, whole_units

# Intervals of a year, {0}, or up to it from the year before, {1}; a series has one of them, always written the same.
_INTERVALS = (
    "{0}-01-01/{0}-09-15",
    "{0}-01/{0}-06",
    "{0}-03-20/{0}-04-12",
    "{1}-05/{0}-05",
    "{0}-01/{0}-11",
    "{1}/{0}",
)
_NOUN = re.compile(r"[0-9.,\u00a0\u202f ]*[0-9] ([^0-9%()]+)")


class Node(NamedTuple):
    """A series that may be printed; ``period`` is a category of periods or a pattern of intervals."""

    indicator: str
    breakdown: str
    category: str
    period: str


@dataclass(frozen=True)
class World:
    """The real package's tables as texts, and what is taken from them."""

    tables: dict[str, pd.DataFrame]
    nodes: list[Node]
    sizes: dict[Node, float]  # the middle of what is printed of each
    families: dict[str, int]  # indicators that hang together have one number
    rows_a_cell: list[int]  # how many sources print a figure, as often as they do
    nouns: dict[tuple[str, str], list[str]]  # what is printed after a count, by unit and language

    @functools.cached_property
    def indicators(self) -> dict[str, dict[str, str]]:
        """The rows of the table of indicators by name."""
        rows = self.tables["indicators"].to_dict("records")
        return {row["indicator_id"]: {str(name): str(text) for name, text in row.items()} for row in rows}

    @functools.cached_property
    def parents(self) -> dict[tuple[str, str], str]:
        """The parent of each category, where it has one."""
        rows = self.tables["categories"]
        names = zip(rows["breakdown"], rows["category"], rows["parent"], strict=True)
        return {(breakdown, category): parent for breakdown, category, parent in names if parent}


def read_world() -> World:
    """Return what the real package counts and how it is printed."""
    tables = {name: _texts(name) for name in ("indicators", "categories", "observations", "sources")}
    rows = tables["observations"].assign(size=pd.to_numeric(tables["observations"]["value"]).abs())
    rows["period"] = _periods(rows)
    names = list(Node._fields)
    middles = rows.rename(columns={"indicator_id": "indicator"}).groupby(names)["size"].median()
    sizes = {Node(*key): float(size) for key, size in middles.items()}  # type: ignore[misc]
    dated = rows[rows["year"] != ""]
    counts = dated.groupby(["indicator_id", "breakdown", "category", "period", "year"]).size()
    return World(tables, list(sizes), sizes, _families(tables["indicators"]), sorted(counts), _nouns(tables))


def _texts(name: str) -> pd.DataFrame:
    path = read_schema(name).path_in(store.package_folder())
    return pd.read_csv(path, dtype="object", keep_default_na=False, encoding="utf-8")


def _periods(rows: pd.DataFrame) -> pd.Series:
    """Return the period of each row, an interval as one of the patterns; those left over become the first."""
    series = ["indicator_id", "breakdown", "category"]
    intervals = rows[periods.is_interval(rows["period"].astype("string")).to_numpy()].drop_duplicates(
        [*series, "period"]
    )
    number = intervals.groupby(series).cumcount()
    keys = zip(*(intervals[name] for name in [*series, "period"]), strict=True)
    patterns = dict(zip(keys, (_INTERVALS[at % len(_INTERVALS)] for at in number), strict=True))
    every = zip(*(rows[name] for name in [*series, "period"]), strict=True)
    return pd.Series([patterns.get(key, key[-1]) for key in every], index=rows.index)


def _families(indicators: pd.DataFrame) -> dict[str, int]:
    """Return a number for each indicator, the same for those that relations join; families of many come first."""
    found = {name: {name} for name in indicators["indicator_id"]}
    for relation in ("part_of", "share_of", "growth_of"):
        for name, other in zip(indicators["indicator_id"], indicators[relation], strict=True):
            if other:
                joined = found[name] | found[other]
                found |= dict.fromkeys(joined, joined)
    lists = dict(zip(indicators["indicator_id"], indicators["exhaustive"] != "", strict=True))
    members = sorted({tuple(sorted(one)) for one in found.values()})
    members.sort(key=lambda one: len(one) == 1 and not lists[one[0]])
    return {name: number for number, names in enumerate(members) for name in names}


def _nouns(tables: dict[str, pd.DataFrame]) -> dict[tuple[str, str], list[str]]:
    """Return the words that follow a count on the real pages and that the reader takes for no measure."""
    rows = tables["observations"].merge(tables["sources"][["source_id", "language"]], on="source_id")
    rows = rows.merge(tables["indicators"][["indicator_id", "unit"]], on="indicator_id")
    rows = rows[rows["unit"].isin(whole_units()) & (rows["reading"] == "") & (rows["qualifier"] == "exact")]
    nouns: dict[tuple[str, str], set[str]] = {}
    for printed, unit, language in zip(rows["as_printed"], rows["unit"], rows["language"], strict=True):
        found = _NOUN.fullmatch(printed)
        if found and _reads_as_count(f"1234 {found[1]}", language):
            nouns.setdefault((unit, language), set()).add(found[1])
    return {key: sorted(words) for key, words in sorted(nouns.items())}


def _reads_as_count(printed: str, language: str) -> bool:
    try:
        figure = read(printed, language, True)
    except (NumeralError, LookupError, ValueError):
        return False
    return (int(figure.value), figure.qualifier, figure.unit) == (1234, "exact", None)


def is_total(node: Node) -> bool:
    """Return whether a series is a whole figure, not one of a breakdown."""
    return node.breakdown == TOTAL


def is_interval(node: Node) -> bool:
    """Return whether a series' period is an interval, not a kind of year."""
    return "/" in node.period
