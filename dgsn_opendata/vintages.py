"""The tables as they stood after the yearly report of a given year (in statistics: a vintage).

What no report up to that year prints is left out, and what is derived from the rest is derived anew by the same
rule as the shipped tables.
"""

from __future__ import annotations

import functools
import operator
from typing import TYPE_CHECKING

from dgsn_opendata.coverage import cover
from dgsn_opendata.errors import UsageProblem
from dgsn_opendata.fieldtypes import dtype_of
from dgsn_opendata.resolution import resolve
from dgsn_opendata.schemas import Language, TableSchema, read_schema
from dgsn_opendata.shipped import with_years_of
from dgsn_opendata.widening import widen

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from dgsn_opendata.shipped import FrameOf


def tables_as_of(year: int, frame_of: FrameOf) -> FrameOf:
    """Return a function from a table's name to its frame as it stood after the yearly report of a year.

    Rows of tables that name a source stay where its ``report_year`` is not after the year; ``breaks`` that begin
    later are left out; ``series``, ``series_wide`` and ``coverage`` are derived from what is left. The other
    tables say nothing of reports and come as they are. ``frame_of`` gives the tables of today.

    Raises :class:`~dgsn_opendata.errors.UsageProblem` for a year before the first report or after the last.

    >>> from dgsn_opendata.shipped import shipped_tables
    >>> int(tables_as_of(2016, shipped_tables())("series")["year"].max())
    2016
    """
    year = _checked(year, frame_of("sources"))
    derived: dict[str, Callable[[str, FrameOf], pd.DataFrame]] = {
        "series": _series,
        "series_wide": _series_wide,
        "coverage": _coverage,
    }

    @functools.cache
    def as_of(name: str) -> pd.DataFrame:
        table, _, language = name.partition(".")
        schema = read_schema(table)
        if table in derived:
            return _typed(derived[table](language, as_of), schema)
        frame = frame_of(name)
        if table == "sources":
            frame = frame[frame["report_year"] <= year]
        elif table == "breaks":
            frame = frame[frame["year"] <= year]
        elif "source_id" in schema.names:
            frame = frame[frame["source_id"].isin(as_of("sources")["source_id"])]
        return frame.reset_index(drop=True)

    return as_of


def check_quotes(schema: TableSchema) -> None:
    """Raise :class:`~dgsn_opendata.errors.UsageProblem` for a table that quotes no source, and so has no vintages.

    Loading it whole would pretend that it was known in that year.

    >>> check_quotes(read_schema("coverage"))
    """
    if "source_id" not in schema.names and schema.name not in {"coverage", "series_wide"}:
        raise UsageProblem(
            f"The table {schema.name} quotes no report, so that it has no earlier state",
            "Ask for it without as_of.",
        )


def _checked(year: int, sources: pd.DataFrame) -> int:
    first, last = int(sources["report_year"].min()), int(sources["report_year"].max())
    try:
        year = operator.index(year)
    except TypeError:
        raise UsageProblem(f"as_of is the year of a report, not {year!r}", f"Write as_of={last}.") from None
    if not first <= year <= last:
        raise UsageProblem(
            f"There is no report of {year} here", f"The first is that of {first}, the last that of {last}."
        )
    return year


def _series(_: str, as_of: FrameOf) -> pd.DataFrame:
    return resolve(as_of("observations"), as_of("sources"), as_of("indicators"), as_of("breaks"))


def _series_wide(language: str, as_of: FrameOf) -> pd.DataFrame:
    lang: Language = "fr" if language == "fr" else "ar" if language == "ar" else "en"
    return widen(as_of("series"), as_of("indicators"), as_of("categories"), lang)


def _coverage(_: str, as_of: FrameOf) -> pd.DataFrame:
    tables = {name: as_of(name) for name in ("sources", "indicators", "observations", "gaps")}
    return cover(as_of("series"), tables)


def _typed(frame: pd.DataFrame, schema: TableSchema) -> pd.DataFrame:
    """Return a derived table in the dtypes in which it is read when it is shipped."""
    if schema.has_years:
        schema = with_years_of(schema, list(frame.columns))
    return frame.astype({field.name: dtype_of(field) for field in schema.fields})
