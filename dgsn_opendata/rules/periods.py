"""What a period may be: a known kind of year, or an interval that ends in the year; and that gaps are gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dgsn_opendata.periods import PERIOD, first_day, interval_ends, is_date, is_interval, last_day
from dgsn_opendata.phrases import phrase, verbatim

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pandas._libs.missing import NAType

    from dgsn_opendata.findings import Finding
    from dgsn_opendata.frames import Table
    from dgsn_opendata.phrases import Phrase


def check_periods(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every period that is neither a category of the breakdown ``period`` nor an interval."""
    table, categories = tables["observations"], tables["categories"].values
    kinds = sorted(categories.loc[categories["breakdown"] == PERIOD, "category"].dropna())
    periods = table.values["period"].drop_duplicates().dropna()
    unknown = periods[~(periods.isin(kinds) | is_interval(periods))]
    interval = phrase("first-last")
    expected = phrase("periods", kinds=", ".join(kinds), interval=interval) if kinds else interval
    for line in table.values.index[table.values["period"].isin(unknown)]:
        yield table.finding("unknown-period", int(line), "period", expected=expected, known=kinds)


def check_intervals(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every interval that ends before it begins, or in another year than the row's."""
    table = tables["observations"]
    unread = table.ragged.union(line for line, name in table.wrong if name == "year")
    rows = table.values.loc[is_interval(table.values["period"]), ["period", "year"]]
    rows = rows[~rows.index.isin(unread)].astype("object")
    faults = {one: _interval_faults(*one) for one in rows.drop_duplicates().itertuples(index=False, name=None)}
    for line, one in zip(rows.index, rows.itertuples(index=False, name=None), strict=True):
        for column, expected in faults[one]:
            yield table.finding("interval", int(line), column, expected=expected)


def _interval_faults(period: str, year: int | NAType) -> list[tuple[str, Phrase]]:
    """Return the column in which an interval is wrong, with what it should be; nothing where it is right."""
    first, last = interval_ends(period)
    if not (is_date(first) and is_date(last)):
        return [("period", phrase("real-dates"))]
    if first[: len(last)] > last[: len(first)]:
        return [("period", phrase("forward-interval"))]
    if not pd.isna(year) and str(year) != last[:4]:
        return [("year", phrase("year-of-end", year=last[:4]))]
    return []


def check_spellings(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every interval that another row of its series writes otherwise, so that the two would never meet."""
    table = tables["observations"]
    series = ["indicator_id", "breakdown", "category"]
    rows = table.values.loc[is_interval(table.values["period"]), [*series, "period"]].dropna()
    dated = (period for period in rows["period"].unique() if all(map(is_date, interval_ends(period))))
    days = pd.Series({period: _days(period) for period in dated}, dtype="object")
    days = days[days.duplicated(keep=False)]  # an interval that is written in one way only has no other
    rows = rows.loc[rows["period"].isin(days.index)]
    first = rows.assign(days=rows["period"].map(days)).groupby([*series, "days"])["period"].transform("first")
    for line in rows.index[rows["period"] != first]:
        yield table.finding("interval-spelling", int(line), "period", expected=verbatim(str(first[line])))


def _days(period: str) -> str:
    first, last = interval_ends(period)
    return f"{first_day(first)}/{last_day(last)}"


def check_gaps(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every gap without an end, with its ends exchanged, or with a figure in it."""
    table, observations = tables["gaps"], tables["observations"].values
    unread = table.ragged.union(line for line, _ in table.wrong)
    gaps = table.values[~table.values.index.isin(unread)]
    within = observations[observations["indicator_id"].isin(gaps["indicator_id"])].dropna(subset=["year"])
    years_of = within["year"].astype("int64").groupby(within["indicator_id"]).unique()
    for line, gap in gaps.iterrows():
        years = years_of.get(gap["indicator_id"], ())
        bounds = gap[["first_year", "last_year"]].dropna().astype("int64")
        first, last = bounds.get("first_year", 0), bounds.get("last_year", 9999)
        inside = sorted(year for year in years if first <= year <= last)
        if not len(bounds) or first > last:
            yield table.finding("gap", int(str(line)), "first_year", expected=phrase("gap-bounds"))
        elif inside:
            expected = phrase("gap-empty", years=", ".join(map(str, inside)))
            yield table.finding("gap", int(str(line)), "first_year", expected=expected)
