"""Make citations from the tables: of a figure, of a series, or of the whole package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.citation import Citation, Figure
from dgsn_opendata.errors import UnknownName, UsageProblem
from dgsn_opendata.languages import in_languages
from dgsn_opendata.loading import load, series
from dgsn_opendata.localising import names_period, say_period
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.periods import PERIOD, YEAR
from dgsn_opendata.provenance import list_sources
from dgsn_opendata.schemas import TOTAL, Language

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from dgsn_opendata.metadata import Metadata


def cite(
    indicator: str | None = None,
    year: int | None = None,
    *,
    breakdown: str | None = None,
    category: str | None = None,
    period: str | None = None,
) -> Citation:
    """Return how to cite a figure (an indicator and a year), a series (an indicator), or the whole package.

    Breakdown, category and period are those of :func:`~dgsn_opendata.loading.series`. Printed, a citation is a
    sentence in English; ``sentence("fr")`` and ``sentence("ar")`` give the others, ``bibtex()``, ``csl()`` and
    ``ris()`` what reference managers read.

    Raises :class:`~dgsn_opendata.errors.UnknownName` for an indicator, breakdown, category or period that does not
    exist or a year without a figure, and :class:`~dgsn_opendata.errors.UsageProblem` where it takes a category
    or period to say which figure of the year is meant.

    >>> print(cite("cnie_issued", 2023).sentence().partition(" Source: ")[0])
    Electronic national identity cards issued, 2023: 4,269,781 (printed as “4.269.781”).
    """
    if indicator is None:
        if any(one is not None for one in (year, breakdown, category, period)):
            raise UsageProblem("A figure is cited by its indicator", "Name it first, as in: cnie_issued 2023.")
        return Citation(read_metadata())
    rows = series(indicator, breakdown=breakdown, category=category, period=period)
    tables = {name: load(name) for name in ("indicators", "categories", "sources")}
    citer = Citer(read_metadata(), tables)
    if year is not None:
        return citer.figure(_pick(rows, indicator, year))
    if rows.empty:
        # Figures without a year are in no series, and have their articles all the same.
        rows = load("observations")
        rows = rows[rows["indicator_id"] == indicator]
        for column, name in (("breakdown", breakdown), ("category", category)):
            rows = rows if name is None else rows[rows[column] == name]
    return citer.series(rows)


class Citer:
    """Makes the citations of a package from its metadata and its tables indicators, categories and sources."""

    def __init__(self, metadata: Metadata, tables: Mapping[str, pd.DataFrame]) -> None:
        self._metadata = metadata
        self._sources = {source.source_id: source for source in list_sources(tables["sources"])}
        self._indicators = tables["indicators"].set_index("indicator_id").to_dict("index")
        self._categories = tables["categories"].set_index(["breakdown", "category"]).to_dict("index")

    def figure(self, row: Mapping[Hashable, Any]) -> Citation:
        """Return how to cite a figure, given as its row of the table series."""
        about = self._indicators[row["indicator_id"]]
        disputed = row["status"] == "disputed"
        figure = Figure(
            value=float(row["value"]),
            qualifier=str(row["qualifier"]),
            unit=str(about["unit"]),
            as_printed=str(row["as_printed"]),
            range=(float(row["minimum"]), float(row["maximum"])) if disputed else None,
            doubtful=not pd.isna(row["caution"]),
            change=about["value_kind"] == "growth",
        )
        parts = [(row["breakdown"], row["category"]), (PERIOD, row["period"])]
        year = int(row["year"])
        return Citation(
            self._metadata,
            in_languages(lambda language: self._label(row["indicator_id"], parts, language)),
            in_languages(lambda language: say_period(row["period"], year, year, language)),
            figure,
            [self._sources[row["source_id"]]],
        )

    def series(self, rows: pd.DataFrame) -> Citation:
        """Return how to cite the articles behind rows of the tables series or observations, of one indicator.

        The label names category and period where all rows have the same.
        """
        (indicator,) = set(rows["indicator_id"])
        kinds, periods = (set(zip(rows["breakdown"], rows["category"], strict=True)), set(rows["period"]))
        period = periods.pop() if len(periods) == 1 else YEAR
        parts = [*(kinds if len(kinds) == 1 else ()), (PERIOD, period)]
        years = [int(year) for year in rows["year"] if not pd.isna(year)]

        def refer(language: Language) -> str:
            return say_period(period, min(years), max(years), language) if years else ""

        return Citation(
            self._metadata,
            in_languages(lambda language: self._label(indicator, parts, language)),
            in_languages(refer),
            None,
            [self._sources[source] for source in dict.fromkeys(rows["source_id"])],
        )

    def _label(self, indicator: str, parts: list[tuple[str, str]], language: Language) -> str:
        """Return what is counted: the indicator, with a category and a kind of year that the years do not say."""
        key = f"label_{language}"
        said = [self._indicators[indicator][key]]
        for breakdown, category in parts:
            if breakdown != TOTAL and not (breakdown == PERIOD and names_period(category)):
                said.append(self._categories[breakdown, category][key])
        return " – ".join(map(str, said))


def _pick(rows: pd.DataFrame, indicator: str, year: int) -> Mapping[Hashable, Any]:
    """Return the one row of a year; raises what names the years there are, or what to add where it has several."""
    there = rows[rows["year"].astype("str") == str(year)]
    if there.empty:
        years = ", ".join(str(one) for one in sorted(rows["year"].unique()))
        listing = f"There are: {years}." if years else "Its sources give no year; cite it without one."
        raise UnknownName(f"figure of {indicator} for the year", str(year), [], listing)
    for column in ("category", "breakdown", "period"):
        if there[column].nunique() > 1:
            raise UsageProblem(
                f"{indicator} has {len(there)} figures for {year}",
                f"Say which {column}: {', '.join(map(str, there[column].unique()))}.",
            )
    return there.to_dict("records")[0]
