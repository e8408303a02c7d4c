"""Load the package's tables into pandas: typed, labelled, with units and citation in ``.attrs``.

Series are shipped resolved, so that loading computes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata import store
from dgsn_opendata.errors import UnknownName
from dgsn_opendata.fieldtypes import TEXT, field_type
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.periods import PERIOD, YEAR, is_interval
from dgsn_opendata.schemas import (
    LANGUAGES,
    TOTAL,
    Language,
    TableSchema,
    check_language,
    read_schema,
    table_names,
    whole_units,
)

if TYPE_CHECKING:
    from collections.abc import Hashable

# The tables that others refer to, by the field they do it with, and what their label column is called then.
_LABELLED = {
    "indicator_id": ("indicators", "indicator"),
    "category": ("categories", "category_label"),
    "place_id": ("places", "place"),
    "system_id": ("systems", "system"),
}


def load(table: str, lang: Language | None = None) -> pd.DataFrame:
    """Return a table of the package as a typed frame.

    Columns are those of the table's schema: ``Int64`` for whole numbers and years, ``float64`` for numbers,
    ``boolean``, ``datetime64[s]`` for dates, ``string``, and ``category`` where the schema has a code list. With
    ``lang`` ("en", "fr" or "ar") the texts that come in three languages are reduced to that one, without the
    suffix, and the labels of indicators, categories, periods, places and systems are joined. ``series_wide`` has
    one file a language, English by default.

    ``.attrs`` holds ``title``, ``description``, ``citation``, ``license``, ``version`` and, where there are
    indicators, ``units`` by indicator and ``breaks``: for each indicator whose counting changed, by the first year
    of the new counting, what changed.

    Raises :class:`~dgsn_opendata.errors.UnknownName` for a table or language that does not exist.

    >>> frame = load("observations", lang="fr")
    >>> frame["year"].dtype, frame["qualifier"].dtype.name
    (Int64Dtype(), 'category')
    >>> load("observation")
    Traceback (most recent call last):
    ...
    dgsn_opendata.errors.UnknownName: There is no table "observation". Did you mean observations?
    """
    schema = read_schema(table)
    if lang is not None:
        check_language(lang)
    frame = _read(schema, lang)
    if lang is not None:
        frame = _in_language(frame, schema, lang)
    attributes = _attributes(schema, lang or "en")
    if "indicator_id" in schema.names:
        known = frame if table == "indicators" else _read(read_schema("indicators"), None)
        units = dict(zip(known["indicator_id"], known["unit"].astype("str"), strict=True))
        attributes |= {"units": units, "breaks": _breaks(lang or "en")}
    frame.attrs = attributes
    return frame


def series(
    indicator: str,
    *,
    breakdown: str | None = None,
    category: str | None = None,
    period: str | None = None,
    lang: Language | None = None,
) -> pd.DataFrame:
    """Return the resolved series of one indicator, a row a year and category.

    Without ``breakdown`` and ``category`` these are the whole figures, or all categories where the indicator has
    no whole; without ``period`` those of calendar years, or of the indicator's own kind of year, never of both.
    ``.attrs["breakdowns"]`` and ``["periods"]`` name what else there is, ``["breaks"]`` says by year where the
    counting changed, ``["undated"]`` how many figures are in no series because their source gives no year (they
    are in the table ``observations``). Columns are those of the table ``series``, the figure ``as_printed`` among
    them, and ``publisher`` and ``url`` of the source that printed it; ``value`` is ``Int64`` where whole things
    are counted. ``.attrs`` adds ``label``, ``definition``, ``unit``, ``unit_label`` and ``unit_code`` (UCUM, or
    ISO 4217 for money) to what :func:`load` gives.

    Raises :class:`~dgsn_opendata.errors.UnknownName` for an indicator, breakdown, category or period that does not
    exist.

    >>> cards = series("cnie_issued")
    >>> cards.loc[cards["year"] == 2023, ["value", "as_printed", "publisher"]].to_dict("records")
    [{'value': 4269781, 'as_printed': '4.269.781', 'publisher': 'Hala Press'}]
    """
    known = load("indicators", lang or "en").set_index("indicator_id")
    if indicator not in known.index:
        raise UnknownName("indicator", indicator, known.index, listing="See: dgsn-opendata list")
    frame = load("series", lang)
    attributes = frame.attrs
    frame = frame[frame["indicator_id"] == indicator]
    breakdowns = list(dict.fromkeys(frame["breakdown"]))
    printed = load("observations")
    printed = printed[printed["indicator_id"] == indicator]
    frame = _select(frame, printed, breakdown, category)
    undated = _select(printed[printed["year"].isna()], printed, breakdown, category, whole=False)
    periods = list(dict.fromkeys(frame["period"]))
    frame = _of_period(frame, periods, period)
    frame = frame.merge(load("sources")[["source_id", "publisher", "url"]], on="source_id", how="left")
    about = known.loc[indicator]
    if about["unit"] in whole_units():
        numbers = ["value", "minimum", "maximum", "first_reported"]
        frame = frame.astype(dict.fromkeys(numbers, "Int64"))
    frame.attrs = attributes | {
        "title": about["label"],
        "label": about["label"],
        "definition": about["definition"],
        "unit": about["unit"],
        "unit_label": read_schema("indicators")["unit"].labels(lang or "en")[str(about["unit"])],
        "unit_code": _unit_code(str(about["unit"])),
        "breakdowns": breakdowns,
        "periods": periods,
        "breaks": attributes["breaks"].get(indicator, {}),
        "undated": len(undated),
    }
    return frame.reset_index(drop=True)


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


def _read(schema: TableSchema, lang: Language | None) -> pd.DataFrame:
    path = schema.path_in(store.package_folder())
    if schema.has_years:
        path = path.with_suffix(f".{lang or 'en'}.csv")
        with path.open(encoding="utf-8") as file:
            header = file.readline().rstrip("\n").split(",")
        schema = schema.with_years([int(name) for name in header if name.isdecimal()])
    # Dates and months are few: pandas reads them as text, and their own dtype takes them from there.
    later: dict[str, Any] = {
        one.name: field_type(one).dtype for one in schema.fields if one.type in {"date", "yearmonth"}
    }
    dtypes: dict[str, Any] = {one.name: field_type(one).dtype for one in schema.fields}
    dtypes |= dict.fromkeys(later, TEXT)
    dtypes |= {
        one.name: pd.CategoricalDtype([*one.codes]) for one in schema.fields if one.codes and one.type == "string"
    }
    flags = [one.declaration for one in schema.fields if one.type == "boolean"]
    frame = pd.read_csv(
        path,
        dtype=dtypes,
        keep_default_na=False,
        na_values=list(schema.missing_values),
        true_values=[text for one in flags for text in one.get("trueValues", ())],
        false_values=[text for one in flags for text in one.get("falseValues", ())],
        encoding="utf-8",
    )
    for name, dtype in later.items():
        frame[name] = frame[name].astype("object").where(frame[name].notna(), None).astype(dtype)
    return frame


def _in_language(frame: pd.DataFrame, schema: TableSchema, lang: Language) -> pd.DataFrame:
    others = [f"_{other}" for other in LANGUAGES if other != lang]
    frame = frame.drop(columns=[name for name in frame.columns if name.endswith(tuple(others))])
    frame = frame.rename(columns={name: name.removesuffix(f"_{lang}") for name in frame.columns})
    if schema.has_years:
        return frame
    for key in schema.foreign_keys:
        table, column = _LABELLED.get(key.fields[-1], ("", ""))
        if table == key.table and table != schema.name:
            labels = _read(read_schema(table), None)[[*key.reference, f"label_{lang}"]]
            labels.columns = pd.Index([*key.fields, column])
            frame = frame.merge(labels, on=list(key.fields), how="left")
    if "period" in schema.names:
        known = _read(read_schema("categories"), None)
        kinds = known[known["breakdown"] == PERIOD].set_index("category")[f"label_{lang}"].to_dict()
        # An interval is its own label.
        frame["period_label"] = frame["period"].replace(kinds).astype(TEXT)
    return frame


def _select(
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
            raise UnknownName(column, name, known, listing=f"Known: {', '.join(known)}.")
        frame, printed = frame[frame[column] == name], printed[printed[column] == name]
    return frame


def _of_period(frame: pd.DataFrame, periods: list[str], period: str | None) -> pd.DataFrame:
    """Return the rows of a period: the one asked for, or calendar years, or the kind of year with most, or any."""
    if period is not None:
        if period not in periods:
            raise UnknownName("period", period, periods, listing=f"Known: {', '.join(periods)}.")
        return frame[frame["period"] == period]
    if YEAR in periods:
        return frame[frame["period"] == YEAR]
    years = frame[~is_interval(frame["period"])].groupby("period")["year"].nunique()
    return frame[frame["period"] == years.idxmax()] if len(years) else frame


def _breaks(lang: Language) -> dict[str, dict[int, str]]:
    """Return what changed in the counting, by indicator and first year of the new counting."""
    breaks: dict[str, dict[int, str]] = {}
    for row in _read(read_schema("breaks"), None).to_dict("records"):
        breaks.setdefault(row["indicator_id"], {})[int(row["year"])] = row[f"label_{lang}"]
    return breaks


def _unit_code(unit: str) -> str:
    """Return the standard code of a unit, as the schema of indicators gives it."""
    entries = read_schema("indicators")["unit"].categories
    return next(str(entry["standard"]) for entry in entries if entry["value"] == unit)


def _attributes(schema: TableSchema, lang: Language) -> dict[Hashable | None, Any]:
    metadata = read_metadata()
    return {
        "title": schema.title(lang),
        "description": schema.description(lang),
        "citation": metadata.citation(lang),
        "license": metadata.licenses[0]["name"],
        "version": metadata.version,
    }
