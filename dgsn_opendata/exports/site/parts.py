"""What the site shows of each indicator, in no language yet: its series, their values and who printed them."""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.citation import Citation
from dgsn_opendata.citing import Citer
from dgsn_opendata.fieldtypes import list_records
from dgsn_opendata.languages import in_languages
from dgsn_opendata.localising import say_period
from dgsn_opendata.periods import PERIOD, YEAR
from dgsn_opendata.provenance import list_sources
from dgsn_opendata.resolution import CELL, SERIES
from dgsn_opendata.schemas import TOTAL
from dgsn_opendata.witnesses import AGREES, CONTRADICTS, judge

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from dgsn_opendata.package import Package
    from dgsn_opendata.provenance import Source
    from dgsn_opendata.schemas import Language

    Row = dict[str, Any]


_REMARKS = ("reading", "caution", "note")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a source prints, the source, and a link that lands on it; empty where it has no address.

    ``row`` is that of the table of series or of observations, ``remarks`` what the observation's row says of it:
    its ``reading``, ``caution`` and ``note``; ``names`` say in each language what it is of.
    """

    row: Mapping[Hashable, Any]
    source: Source
    link: str
    remarks: Mapping[str, str]
    names: Mapping[Language, str]


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
    citation: Citation

    @property
    def indicator_id(self) -> str:
        """The name of the indicator, which is its address on the page."""
        return str(self.about["indicator_id"])


def list_parts(package: Package) -> list[IndicatorPart]:
    """Return the parts of all indicators, in the order of their table."""
    observations, indicators = package.frame("observations"), package.frame("indicators")
    series = package.frame("series")
    judged = judge(series, observations, package.frame("sources"), indicators)
    names = _Names(package.frame("categories"))
    make = _FigureMaker({source.source_id: source for source in list_sources(package.frame("sources"))}, names)
    others: defaultdict[tuple[Any, ...], list[Figure]] = defaultdict(list)
    printed: dict[tuple[Any, ...], Mapping[Hashable, Any]] = {}
    for row in list_records(judged[judged["verdict"] != AGREES]):
        cell = tuple(row[name] for name in CELL)
        if row["verdict"] == CONTRADICTS:
            others[cell].append(make(row, row))
        else:
            printed[cell] = row
    breaks = _by_indicator(package.frame("breaks"))
    parts: defaultdict[str, list[SeriesPart]] = defaultdict(list)
    for key, rows in itertools.groupby(series.to_dict("records"), lambda row: tuple(row[name] for name in SERIES)):
        indicator = str(key[0])
        before, values = None, []
        for row in rows:
            year = int(row["year"])
            changes = [one for one in breaks[indicator] if before is not None and before < one["year"] <= year]
            cell = (*key, row["year"])
            values.append(Value(make(row, printed[cell]), others[cell], changes))
            before = year
        parts[indicator].append(SeriesPart(_anchor(key), names.of(*map(str, key[1:])), values))
    tables = {name: package.frame(name) for name in ("indicators", "categories", "sources")}
    citer = Citer(package.metadata, tables)
    # Of what has no dated value, the articles are those of its observations.
    dated = observations["indicator_id"].isin(series["indicator_id"])
    shared = [*CELL, "source_id"]
    cited = pd.concat([series[shared], observations.loc[~dated, shared]]).groupby("indicator_id")
    undated = _by_indicator(observations[observations["year"].isna()])
    return [
        IndicatorPart(
            about,
            sorted(parts[name], key=lambda one: (bool(one.names["en"]), -len(one.values))),
            [make(row, row) for row in undated[name]],
            breaks[name],
            citer.series(cited.get_group(name)) if name in cited.groups else Citation(package.metadata),
        )
        for about in list_records(indicators)
        if (name := str(about["indicator_id"]))
    ]


class _Names:
    """What series are of, in words: the category, and the kind of year where it is not the calendar year."""

    def __init__(self, categories: pd.DataFrame) -> None:
        self._labels = {(row["breakdown"], row["category"]): row for row in list_records(categories)}

    @functools.cache  # noqa: B019 (as few as there are series, and no longer than a build)
    def of(self, breakdown: str, category: str, period: str) -> dict[Language, str]:
        """Return the names of a series in each language."""
        is_interval = "/" in period
        keys = [] if category == TOTAL else [(breakdown, category)]
        keys += [] if period == YEAR or is_interval else [(PERIOD, period)]

        def name(language: Language) -> str:
            said = [str(self._labels[key][f"label_{language}"]) for key in keys]
            return " – ".join([*said, *([say_period(period, 0, 0, language)] if is_interval else [])])

        return in_languages(name)


def _anchor(key: tuple[Hashable, ...]) -> str:
    """Return the address of a series on the page: short for the whole of calendar years, and stable for all."""
    indicator, breakdown, category, period = map(str, key)
    parts = [indicator, *([] if category == TOTAL else [breakdown, category])]
    return "-".join([*parts, *([] if period == YEAR else [period.replace("/", "_")])])


def _by_indicator(frame: pd.DataFrame) -> defaultdict[str, list[Mapping[Hashable, Any]]]:
    rows: defaultdict[str, list[Mapping[Hashable, Any]]] = defaultdict(list)
    for row in list_records(frame):
        rows[str(row["indicator_id"])].append(row)
    return rows


class _FigureMaker:
    """Makes figures of rows of the tables of series and of observations."""

    def __init__(self, sources: Mapping[str, Source], names: _Names) -> None:
        self._sources, self._names = sources, names

    def __call__(self, row: Mapping[Hashable, Any], observation: Mapping[Hashable, Any]) -> Figure:
        source = self._sources[str(row["source_id"])]
        remarks = {name: str(text) for name in _REMARKS if (text := observation[name])}
        names = self._names.of(*(str(row[name]) for name in SERIES[1:]))
        return Figure(row, source, source.link(str(row["as_printed"])), remarks, names)
