"""Load the package's tables: typed, labelled, with units, sources and citation in ``.attrs``.

Series are shipped resolved, so that loading computes nothing, unless it is asked for the state of an earlier year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

import pandas as pd

from dgsn_opendata.attributes import needed_columns, table_attributes
from dgsn_opendata.cited_frames import CitedFrame
from dgsn_opendata.collecting import Uncollected
from dgsn_opendata.errors import UnknownName
from dgsn_opendata.fieldtypes import TEXT
from dgsn_opendata.labelling import in_language
from dgsn_opendata.schemas import Language, TableName, check_language, read_schema, table_names
from dgsn_opendata.selecting import select_series
from dgsn_opendata.shipped import FrameOf, shipped_tables

if TYPE_CHECKING:
    import polars

Engine = Literal["pandas", "polars"]
_ENGINES = ("pandas", "polars")


# No overload takes any text as a table's name: that would take every misspelt one. A name that is computed comes
# from table_names(), which is typed, or is cast to TableName.
@overload
def load(
    table: TableName,
    lang: Language | None = None,
    *,
    as_of: int | None = None,
    engine: Literal["pandas"] = "pandas",
) -> pd.DataFrame: ...
@overload
def load(
    table: TableName, lang: Language | None = None, *, as_of: int | None = None, engine: Literal["polars"]
) -> polars.DataFrame: ...
def load(
    table: TableName,
    lang: Language | None = None,
    *,
    as_of: int | None = None,
    engine: Engine = "pandas",
) -> pd.DataFrame | polars.DataFrame:
    """Return a table of the package as a typed frame.

    Columns are those of the table's schema: ``Int64`` for whole numbers and years, ``float64`` for numbers,
    ``boolean``, ``datetime64[s]`` for dates, ``string``, and ``category`` where the schema has a code list. With
    ``lang`` ("en", "fr" or "ar") the texts that come in three languages are reduced to that one, without the
    suffix, and the labels of indicators, categories, periods, places and systems are joined. ``series_wide`` has
    one file a language, English by default.

    ``as_of`` gives the table as it stood after the yearly report of that year: rows whose source states a later
    report (``sources.report_year``) are left out, and ``series``, ``series_wide`` and ``coverage`` are made anew
    of the rest by the package's own rule. Tables that quote no source have no such state, and are refused.

    ``.attrs`` holds ``table``, ``title``, ``description``, ``language``, ``citation``, ``license``, ``version``,
    ``as_of`` where it was given, ``source_count`` (how many articles the rows quote) and, where there are
    indicators, ``units`` by indicator and ``breaks``: for each indicator whose counting changed, by the first year
    of the new counting, what changed. In a notebook the frame shows itself with links to the articles.

    ``engine="polars"`` gives a frame of polars instead (``pip install polars``), with ``Enum`` for code lists and
    ``Date`` for dates. Frames of polars have no ``.attrs``: units are in ``load("indicators", engine="polars")``,
    articles in ``load("sources", engine="polars")``, and the citation in the ``.attrs`` of a pandas frame.

    Raises :class:`~dgsn_opendata.errors.UnknownName` for a table, language or engine that does not exist,
    :class:`~dgsn_opendata.errors.UsageProblem` for a year without a report or a table that quotes none, and
    :class:`~dgsn_opendata.errors.EnvironmentProblem` where polars is not installed.

    >>> frame = load("observations", lang="fr")
    >>> frame["year"].dtype, frame["qualifier"].dtype.name
    (Int64Dtype(), 'category')
    >>> len(load("series", as_of=2019)) < len(load("series"))
    True
    >>> load("observation")
    Traceback (most recent call last):
    ...
    dgsn_opendata.errors.UnknownName: There is no table "observation". Did you mean observations?
    """
    schema = read_schema(table)
    if lang is not None:
        check_language(lang)
    if as_of is not None:
        from dgsn_opendata.vintages import check_quotes

        check_quotes(schema)
    with Uncollected():
        # Without labels to join, few columns of the other tables are of use.
        is_plain = as_of is None and lang is None
        others = {name: columns for name, columns in needed_columns("en").items() if name != table}
        frame_of = shipped_tables(others) if is_plain else _tables(as_of)
        frame = frame_of(f"{table}.{lang or 'en'}" if schema.has_years else table)
        attributes = table_attributes(frame, schema, lang or "en", frame_of, as_of)
        if lang is not None:
            frame = in_language(frame, schema, lang, frame_of)
    frame.attrs.update(attributes)
    return _in_engine(frame, engine)


@overload
def series(
    indicator: str,
    *,
    breakdown: str | None = None,
    category: str | None = None,
    period: str | None = None,
    lang: Language | None = None,
    as_of: int | None = None,
    engine: Literal["pandas"] = "pandas",
) -> pd.DataFrame: ...
@overload
def series(
    indicator: str,
    *,
    breakdown: str | None = None,
    category: str | None = None,
    period: str | None = None,
    lang: Language | None = None,
    as_of: int | None = None,
    engine: Literal["polars"],
) -> polars.DataFrame: ...
def series(
    indicator: str,
    *,
    breakdown: str | None = None,
    category: str | None = None,
    period: str | None = None,
    lang: Language | None = None,
    as_of: int | None = None,
    engine: Engine = "pandas",
) -> pd.DataFrame | polars.DataFrame:
    """Return the resolved series of one indicator, a row a year and category.

    Without ``breakdown`` and ``category`` these are the whole figures, or all categories where the indicator has
    no whole; without ``period`` those of calendar years, or of the indicator's own kind of year, never of both.
    ``.attrs["breakdowns"]`` and ``["periods"]`` name what else there is, ``["breaks"]`` says by year where the
    counting changed, ``["undated"]`` how many figures are in no series because their source gives no year (they
    are in the table ``observations``). Columns are those of the table ``series``, the figure ``as_printed`` among
    them, and ``publisher`` and ``url`` of the source that printed it; ``value`` is ``Int64`` where whole things
    are counted. ``.attrs`` adds ``label``, ``definition``, ``unit``, ``unit_label``, ``unit_code`` (UCUM, or
    ISO 4217 for money) and ``sources`` (publisher, title, date and address of each article by its identifier) to
    what :func:`load` gives. ``as_of`` and ``engine`` are those of :func:`load`.

    Raises :class:`~dgsn_opendata.errors.UnknownName` for an indicator, breakdown, category or period that does not
    exist, or did not yet, and what :func:`load` raises.

    >>> cards = series("cnie_issued")
    >>> cards.loc[cards["year"] == 2023, ["value", "as_printed", "publisher"]].to_dict("records")
    [{'value': 4269781, 'as_printed': '4.269.781', 'publisher': 'Hala Press'}]
    >>> cards.attrs["sources"]["halapress-2023-12"]["url"]
    'https://halapress.com/24581.html'
    """
    if lang is not None:
        check_language(lang)
    wanted = {"breakdown": breakdown, "category": category, "period": period}
    with Uncollected():
        frame = select_series(_tables(as_of), indicator, **wanted, lang=lang, as_of=as_of)
    return _in_engine(frame, engine)


def tables(lang: Language = "en") -> pd.DataFrame:
    """Return the tables of the package, one a row: ``table``, ``kind``, ``title`` and ``description``.

    >>> tables()["table"].tolist()[:3]
    ['breaks', 'categories', 'cooperation']
    """
    check_language(lang)
    schemas = [read_schema(name) for name in table_names()]
    rows = [(one.name, one.kind, one.title(lang), one.description(lang)) for one in schemas]
    return pd.DataFrame(rows, columns=["table", "kind", "title", "description"], dtype=TEXT)


def indicators(lang: Language | None = None) -> pd.DataFrame:
    """Return the table of indicators; see :func:`load`.

    >>> indicators("en").set_index("indicator_id").at["cnie_issued", "unit"]
    'cards'
    """
    return load("indicators", lang)


def sources() -> pd.DataFrame:
    """Return the table of sources; see :func:`load`.

    >>> "hespress-2025-12-17" in sources()["source_id"].tolist()
    True
    """
    return load("sources")


def _tables(as_of: int | None) -> FrameOf:
    """Return the function that gives the tables of today, or of after the report of a year."""
    if as_of is None:
        return shipped_tables()
    from dgsn_opendata.vintages import tables_as_of

    return tables_as_of(as_of, shipped_tables())


def _in_engine(frame: pd.DataFrame, engine: Engine) -> pd.DataFrame | polars.DataFrame:
    if engine not in _ENGINES:
        raise UnknownName("engine", engine, _ENGINES, listing=f"The engines are {' and '.join(_ENGINES)}.")
    if engine == "polars":
        from dgsn_opendata.polars_frames import to_polars

        return to_polars(frame)
    cited = CitedFrame(frame)
    cited.attrs = frame.attrs
    return cited
