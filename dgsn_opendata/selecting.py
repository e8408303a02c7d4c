"""The series of one indicator: which rows they are, and what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsn_opendata.attributes import Fixed, sources_of, table_attributes
from dgsn_opendata.errors import UnknownName
from dgsn_opendata.labelling import in_language
from dgsn_opendata.periods import YEAR, is_interval
from dgsn_opendata.schemas import TOTAL, Language, read_schema, whole_units

if TYPE_CHECKING:
    import pandas as pd

    from dgsn_opendata.shipped import FrameOf

_NUMBERS = ["value", "minimum", "maximum", "first_reported"]


def select_series(
    frame_of: FrameOf,
    indicator: str,
    *,
    breakdown: str | None = None,
    category: str | None = None,
    period: str | None = None,
    lang: Language | None = None,
    as_of: int | None = None,
) -> pd.DataFrame:
    """Return what :func:`dgsn_opendata.series` returns, from the tables that ``frame_of`` gives.

    Raises :class:`~dgsn_opendata.errors.UnknownName` as that does.

    >>> from dgsn_opendata.shipped import read_table
    >>> select_series(read_table, "cnie_issued", category="rabat").attrs["unit_label"]
    'cards'
    """
    schema, language = read_schema("series"), lang or "en"
    known, frame, printed = (frame_of(name) for name in ("indicators", "series", "observations"))
    named = known["indicator_id"] == indicator
    if not named.any():
        raise UnknownName(
            "indicator", indicator, known["indicator_id"], listing="See them all with: dgsn-opendata list"
        )
    (about,) = known[named].to_dict("records")
    frame = frame[frame["indicator_id"] == indicator]
    printed = printed[printed["indicator_id"] == indicator]
    breakdowns = list(dict.fromkeys(frame["breakdown"]))
    frame = _of_category(frame, printed, breakdown, category)
    undated = _of_category(printed[printed["year"].isna()], printed, breakdown, category, whole=False)
    periods = list(dict.fromkeys(frame["period"]))
    frame = _of_period(frame, periods, period)
    if lang is not None:
        frame = in_language(frame, schema, lang, frame_of)
    sources = frame_of("sources")
    frame = frame.merge(sources[["source_id", "publisher", "url"]], on="source_id", how="left")
    unit = str(about["unit"])
    if unit in whole_units():
        frame = frame.astype(dict.fromkeys(_NUMBERS, "Int64"))
    (entry,) = (one for one in read_schema("indicators")["unit"].categories if one["value"] == unit)
    attributes = table_attributes(frame, schema, language, frame_of, as_of)
    frame.attrs = attributes | {
        "title": about[f"label_{language}"],
        "label": about[f"label_{language}"],
        "definition": about[f"definition_{language}"],
        "units": Fixed({indicator: unit}),
        "unit": unit,
        "unit_label": read_schema("indicators")["unit"].labels(language)[unit],
        "unit_code": str(entry["standard"]),
        "breakdowns": breakdowns,
        "periods": periods,
        "breaks": attributes["breaks"].get(indicator, Fixed()),
        "undated": len(undated),
        "sources": sources_of(frame["source_id"], sources),
    }
    return frame.reset_index(drop=True)


def _of_category(
    frame: pd.DataFrame, printed: pd.DataFrame, breakdown: str | None, category: str | None, whole: bool = True
) -> pd.DataFrame:
    """Return the rows of a breakdown and category that is known from the indicator's figures, dated or not."""
    if breakdown is None and category is None:
        total = frame[frame["breakdown"] == TOTAL]
        return total if whole and len(total) else frame
    for column, name in (("breakdown", breakdown), ("category", category)):
        if name is None:
            continue
        known = list(dict.fromkeys(printed[column]))
        if name not in known:
            raise UnknownName(column, name, known, listing=f"There are: {', '.join(known)}.")
        frame, printed = frame[frame[column] == name], printed[printed[column] == name]
    return frame


def _of_period(frame: pd.DataFrame, periods: list[str], period: str | None) -> pd.DataFrame:
    """Return the rows of a period: the one asked for, or calendar years, or the kind of year with most, or any."""
    if period is not None:
        if period not in periods:
            raise UnknownName("period", period, periods, listing=f"There are: {', '.join(periods)}.")
        return frame[frame["period"] == period]
    if YEAR in periods:
        return frame[frame["period"] == YEAR]
    years = frame[~is_interval(frame["period"])].groupby("period")["year"].nunique()
    return frame[frame["period"] == years.idxmax()] if len(years) else frame
