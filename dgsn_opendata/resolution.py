"""From observations to series: one resolved value for each indicator, category and year, by a written rule.

Where several sources state a year, the value taken is that of

1. the latest report (``sources.report_year``: a figure restated a year later replaces the first one);
2. then the kind of source, in the order of its code list: official communiqué, its reprint, press report,
   aggregator, opinion;
3. then an exact figure before a hedged one;
4. then the figure that most origins agree with (reprints of one text, ``syndicated_from``, are one origin);
5. then the first source by identifier, so that the choice never hangs on chance.

Two figures agree when what their digits and qualifiers allow overlaps (:mod:`dgsn_opendata.precision`). A value is
*disputed* where another figure of the same report contradicts it, *corroborated* where two or more origins agree
with it, *single_source* otherwise; it is *revised* where it contradicts the value of the earliest report.
Undated observations are in no series.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dgsn_opendata.precision import bounds, meets
from dgsn_opendata.schemas import Language, read_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

CELL = ["indicator_id", "breakdown", "category", "year"]


def resolve(observations: pd.DataFrame, sources: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """Return the series: one row an indicator, breakdown, category and year, with the columns of its schema.

    Takes typed frames of valid tables. Values are ``float64`` in the indicator's unit, years and counts ``Int64``,
    codes ``string``, ``revised`` ``boolean``; rows are sorted by key.
    """
    rows = _prepare(observations, sources, indicators)
    pairs = rows[[*CELL, "low", "high", "row"]].merge(
        rows[[*CELL, "low", "high", "report_year", "origin"]], on=CELL, suffixes=("", "_other")
    )
    pairs["meets"] = meets(pairs["low"], pairs["high"], pairs["low_other"], pairs["high_other"])
    rows["agreeing"] = rows["row"].map(pairs[pairs["meets"]].groupby("row")["origin"].nunique())

    best = ["kind_rank", "rounded", "disagreeing", "source_id", "as_printed", "occurrence"]
    rows["disagreeing"] = -rows["agreeing"]
    rows["age"] = -rows["report_year"]
    taken = rows.sort_values([*CELL, "age", *best]).drop_duplicates(CELL)
    first = rows.sort_values([*CELL, "report_year", *best]).drop_duplicates(CELL)

    cells = rows.groupby(CELL, as_index=False).agg(
        sources=("source_id", "nunique"), minimum=("value", "min"), maximum=("value", "max")
    )
    series = taken.merge(cells, on=CELL).merge(
        first[[*CELL, "value", "low", "high"]], on=CELL, suffixes=("", "_first")
    )
    same_report = pairs.merge(taken[["row", "report_year"]], on="row", suffixes=("", "_taken"))
    same_report = same_report[same_report["report_year"] == same_report["report_year_taken"]]
    disputed = series["row"].isin(same_report.loc[~same_report["meets"], "row"])
    series["status"] = np.select(
        [disputed, series["agreeing"] > 1], ["disputed", "corroborated"], default="single_source"
    )
    series["revised"] = ~meets(series["low"], series["high"], series["low_first"], series["high_first"])
    series["first_reported"] = series["value_first"]
    schema = read_schema("series")
    dtypes = {"sources": "Int64", "agreeing": "Int64", "status": "string", "revised": "boolean"}
    return series[list(schema.names)].astype(dtypes).reset_index(drop=True)


def widen(
    series: pd.DataFrame, indicators: pd.DataFrame, categories: pd.DataFrame, language: Language
) -> pd.DataFrame:
    """Return the series with a column a year, from the first year to the last, and labels in a language.

    Rows are an indicator and category; years without a value are missing, so that a gap stays a gap.
    """
    key = CELL[:-1]
    values = series.pivot_table(index=key, columns="year", values="value", aggfunc="first")
    years = range(int(series["year"].min()), int(series["year"].max()) + 1) if len(series) else range(0)
    values = values.reindex(columns=years).reset_index()
    labels = indicators[["indicator_id", "theme", f"label_{language}", "unit"]].rename(
        columns={f"label_{language}": "indicator"}
    )
    for column in ("theme", "unit"):
        labels[column] = labels[column].map(read_schema("indicators")[column].labels(language))
    names = categories[["breakdown", "category", f"label_{language}"]].rename(
        columns={f"label_{language}": "category_label"}
    )
    wide = values.merge(labels, on="indicator_id").merge(names, on=["breakdown", "category"])
    wide = wide.sort_values(key).rename(columns=str)
    schema = read_schema("series_wide").with_years(years)
    return wide[list(schema.names)].reset_index(drop=True)


def _prepare(observations: pd.DataFrame, sources: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    kinds = {code: rank for rank, code in enumerate(read_schema("sources")["kind"].codes)}
    about = sources[["source_id", "report_year", "kind"]].assign(
        origin=sources["source_id"].map(_origins(sources))
    )
    rows = observations.dropna(subset=["year"]).merge(about, on="source_id")
    rows = rows.merge(indicators[["indicator_id", "unit"]], on="indicator_id")
    rows["low"], rows["high"] = bounds(rows["value"], rows["qualifier"].astype("str"), rows["unit"].astype("str"))
    rows["kind_rank"] = rows["kind"].map(kinds)
    rows["rounded"] = rows["qualifier"] != "exact"
    rows["row"] = np.arange(len(rows))
    return rows


def _origins(sources: pd.DataFrame) -> Mapping[str, str]:
    """Return the source that each source's text goes back to, itself where it is nobody's reprint."""
    of = {
        str(source): str(origin)
        for source, origin in zip(sources["source_id"], sources["syndicated_from"], strict=True)
        if not pd.isna(origin)
    }
    origins = {}
    for source in sources["source_id"].astype("str"):
        origin, seen = source, {source}
        while origin in of and of[origin] not in seen:
            origin = of[origin]
            seen.add(origin)
        # Texts that name one another in a circle are one text still.
        origins[source] = min(seen) if of.get(origin) in seen else origin
    return origins
