"""Series in the form that people open in a spreadsheet: a column a year, with labels in a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsn_opendata.periods import PERIOD, is_interval
from dgsn_opendata.resolution import SERIES
from dgsn_opendata.schemas import Language, read_schema

if TYPE_CHECKING:
    import pandas as pd


def widen(
    series: pd.DataFrame, indicators: pd.DataFrame, categories: pd.DataFrame, language: Language
) -> pd.DataFrame:
    """Return the series with a column for each year that any of them has, and labels in a language.

    Rows are an indicator, category and kind of year; a year without a value is missing, so that a gap stays a gap.
    Intervals, which do not come again, are left out.
    """
    series = series[~is_interval(series["period"])]
    years = sorted(series["year"].astype("int64").unique())
    values = series.pivot_table(index=SERIES, columns="year", values="value", aggfunc="first")
    values = values.assign(years=values.notna().sum(axis="columns")).reset_index()
    labels = indicators[["indicator_id", "theme", f"label_{language}", "unit"]].rename(
        columns={f"label_{language}": "indicator"}
    )
    for column in ("theme", "unit"):
        labels[column] = labels[column].map(read_schema("indicators")[column].labels(language))
    names = categories[["breakdown", "category", f"label_{language}"]].rename(
        columns={f"label_{language}": "category_label"}
    )
    periods = names.loc[names["breakdown"] == PERIOD, ["category", "category_label"]]
    periods.columns = ["period", "period_label"]
    wide = values.merge(labels, on="indicator_id").merge(names, on=["breakdown", "category"])
    wide = wide.merge(periods, on="period").sort_values(SERIES).rename(columns=str)
    schema = read_schema("series_wide").with_years(years)
    return wide[list(schema.names)].reset_index(drop=True)
