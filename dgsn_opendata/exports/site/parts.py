"""What the site shows of each indicator, in no language yet: its series, their values and who printed them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dgsn_opendata.fieldtypes import list_records
from dgsn_opendata.languages import in_languages
from dgsn_opendata.periods import PERIOD, YEAR
from dgsn_opendata.provenance import list_sources
from dgsn_opendata.resolution import CELL, SERIES
from dgsn_opendata.schemas import TOTAL
from dgsn_opendata.witnesses import CONTRADICTS, judge

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import pandas as pd

    from dgsn_opendata.package import Package
    from dgsn_opendata.provenance import Source
    from dgsn_opendata.schemas import Language

    Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a source prints, with the source and a link that lands on it."""

    row: Mapping[Hashable, Any]
    source: Source

    @property
    def link(self) -> str:
        """The address that opens the article at the figure; empty where the article has none."""
        return self.source.link(str(self.row["as_printed"]))


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a series: the figure taken, those that contradict it, and the break before it."""

    taken: Figure
    contradicting: Sequence[Figure]
    changes: Sequence[Mapping[Hashable, Any]]


@dataclass(frozen=True, slots=True)
class SeriesPart:
    """One series of an indicator: its address on the page, what it is of, and its values by year.

    ``names`` are the category and the kind of year in each language; empty for the whole of calendar years.
    """

    anchor: str
    names: Mapping[Language, str]
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class IndicatorPart:
    """An indicator, as the table of that name has it, its series, the fullest first, and its undated figures."""

    about: Mapping[Hashable, Any]
    series: Sequence[SeriesPart]
    undated: Sequence[Figure]
    breaks: Sequence[Mapping[Hashable, Any]]

    @property
    def indicator_id(self) -> str:
        """The name of the indicator, which is its address on the page."""
        return str(self.about["indicator_id"])

    @property
    def sources(self) -> list[Source]:
        """The articles whose figures the series take, in order of the years."""
        values = [value for one in self.series for value in one.values]
        values.sort(key=lambda value: int(value.taken.row["year"]))
        return list(dict.fromkeys(value.taken.source for value in values))


def list_parts(package: Package) -> list[IndicatorPart]:
    """Return the parts of all indicators, in the order of their table."""
    sources = {source.source_id: source for source in list_sources(package.frame("sources"))}
    observations, indicators = package.frame("observations"), package.frame("indicators")
    series = package.frame("series")
    judged = judge(series, observations, package.frame("sources"), indicators)
    others: defaultdict[tuple[Any, ...], list[Figure]] = defaultdict(list)
    for row in judged[judged["verdict"] == CONTRADICTS].to_dict("records"):
        others[tuple(row[name] for name in CELL)].append(Figure(row, sources[row["source_id"]]))
    breaks = _by_indicator(package.frame("breaks"))
    names = _Names(package.frame("categories"))
    parts: defaultdict[str, list[SeriesPart]] = defaultdict(list)
    for key, rows in series.groupby(SERIES, sort=False):
        indicator = str(key[0])
        before, values = None, []
        for row in rows.sort_values("year").to_dict("records"):
            year = int(row["year"])
            changes = [one for one in breaks[indicator] if before is not None and before < one["year"] <= year]
            cell = tuple(row[name] for name in CELL)
            values.append(Value(Figure(row, sources[row["source_id"]]), others[cell], changes))
            before = year
        parts[indicator].append(SeriesPart(_anchor(key), names.of(*map(str, key[1:])), values))
    undated = _by_indicator(observations[observations["year"].isna()])
    return [
        IndicatorPart(
            about,
            sorted(parts[name], key=lambda one: (bool(one.names["en"]), -len(one.values))),
            [Figure(row, sources[row["source_id"]]) for row in undated[name]],
            breaks[name],
        )
        for about in list_records(indicators)
        if (name := str(about["indicator_id"]))
    ]


class _Names:
    """What series are of, in words: the category, and the kind of year where it is not the calendar year."""

    def __init__(self, categories: pd.DataFrame) -> None:
        self._labels = {(row["breakdown"], row["category"]): row for row in list_records(categories)}

    def of(self, breakdown: str, category: str, period: str) -> dict[Language, str]:
        keys = [] if category == TOTAL else [(breakdown, category)]
        interval = [] if period == YEAR or (PERIOD, period) in self._labels else [period.replace("/", "–")]
        keys += [] if period == YEAR or interval else [(PERIOD, period)]
        return in_languages(
            lambda language: ", ".join([*(str(self._labels[key][f"label_{language}"]) for key in keys), *interval])
        )


def _anchor(key: tuple[Hashable, ...]) -> str:
    """Return the address of a series on the page: short for the whole of calendar years, and stable for all."""
    indicator, breakdown, category, period = map(str, key)
    parts = [indicator, *([] if category == TOTAL else [breakdown, category])]
    return ".".join([*parts, *([] if period == YEAR else [period.replace("/", "_")])])


def _by_indicator(frame: pd.DataFrame) -> defaultdict[str, list[Mapping[Hashable, Any]]]:
    rows: defaultdict[str, list[Mapping[Hashable, Any]]] = defaultdict(list)
    for row in list_records(frame):
        rows[str(row["indicator_id"])].append(row)
    return rows
