"""How a loaded frame shows itself in a notebook: its title and unit, a link for each figure, and how to cite it.

The markup is made as a tree of elements, so that no text of a cell can ever become markup.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pandas as pd

from dgsn_opendata.attributes import as_of_in_words
from dgsn_opendata.languages import FACTS
from dgsn_opendata.localising import say_number
from dgsn_opendata.periods import YEAR
from dgsn_opendata.provenance import Source, list_sources
from dgsn_opendata.schemas import LANGUAGES, TOTAL, Language, read_schema, table_names
from dgsn_opendata.shipped import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MOST_ROWS = 20
_MOST_COLUMNS = 20
_MOST_LETTERS = 120
# Columns of a series that say how its value was found: left out of the picture while all of them are there.
_BEHIND = (
    "indicator_id", "breakdown", "caution", "sources", "agreeing", "minimum", "maximum", "taken_by", "occurrence",
    "first_reported", "revised", "series_break", "obs_status", "url",
)  # fmt: skip
# What most rows are of, which goes without saying, with what labels it.
_PLAIN = {"category": (TOTAL, "category_label"), "period": (YEAR, "period_label")}
_SAID = ("indicator",)  # labels that the title repeats
_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "rows": "… {count} more rows",
        "hidden": "Columns not shown: {names}",
    },
    "fr": {
        "rows": "… {count} autres lignes",
        "hidden": "Colonnes non affichées : {names}",
    },
    "ar": {
        "rows": "… صفوف أخرى: {count}",
        "hidden": "أعمدة غير معروضة: {names}",
    },
}


def render(frame: pd.DataFrame) -> str:
    """Return a frame that :func:`dgsn_opendata.load` or :func:`dgsn_opendata.series` gave as a piece of HTML.

    Its first rows, with the printed figure as a link that lands on it in its article, and under them what else is
    to know: further rows and columns, breaks, disputed years, and how to cite the package.

    >>> from dgsn_opendata import series
    >>> "https://halapress.com/24581.html#:~:text=" in render(series("cnie_issued"))
    True
    """
    about = frame.attrs
    language: Language = about["language"] if about.get("language") in LANGUAGES else "en"
    words = _WORDS[language]
    whole = frame.reset_index() if any(name is not None for name in frame.index.names) else frame
    # One row more is shown rather than announced.
    rows = whole if len(whole) <= _MOST_ROWS + 1 else whole.head(_MOST_ROWS)
    names, hidden = _columns(whole)
    root = ElementTree.Element("div", lang=language, dir=FACTS[language].direction)
    heading = _add(root, "p")
    _add(heading, "strong", str(about["title"]))
    details = [str(about[key]) for key in ("unit_label",) if key in about]
    details += [as_of_in_words(about["as_of"], language)] if "as_of" in about else []
    heading[0].tail = "".join(f" ({detail})" for detail in details)
    _table(root, rows, names, language, str(about.get("table", "series")))
    notes = [words["rows"].format(count=len(whole) - len(rows))] if len(rows) < len(whole) else []
    notes += [words["hidden"].format(names=", ".join(hidden))] if hidden else []
    notes += [*_breaks(about), *_disputes(rows, language), str(about["citation"])]
    for note in notes:
        _add(root, "p", note, dir="auto", style="margin:.2em 0")
    return ElementTree.tostring(root, encoding="unicode", method="html")


def is_shown(frame: pd.DataFrame) -> bool:
    """Return whether a frame is still one of a table: its words, named columns, rows by number or name."""
    flat = frame.columns.nlevels == 1 and frame.columns.is_unique
    named = all(isinstance(name, str) for name in frame.columns)
    indexed = [name for name in frame.index.names if name is not None]
    numbered = not indexed and frame.index.nlevels == 1 and pd.api.types.is_integer_dtype(frame.index.dtype)
    by_name = len(indexed) == frame.index.nlevels and not set(indexed) & set(frame.columns)
    by_name &= all(isinstance(name, str) for name in indexed) and len(set(indexed)) == len(indexed)
    return {"title", "citation"} <= set(frame.attrs) and flat and named and (numbered or by_name)


def _columns(frame: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Return the columns to show, and the others."""
    hidden: list[str] = []
    if set(_BEHIND) <= set(frame.columns):
        hidden += _BEHIND
        hidden += [name for name in _SAID if name in frame.columns]
        for name, (plain, label) in _PLAIN.items():
            silent = name in frame.columns and bool(frame[name].eq(plain).all())
            if silent or {name, label} <= set(frame.columns):
                hidden.append(name)
            if silent:
                hidden.append(label)
    names = [name for name in frame.columns if name not in hidden]
    # What pandas has for it: a number, None for all, 0 for as many as fit.
    most = pd.get_option("display.max_columns")
    most = len(names) if most is None else most or _MOST_COLUMNS
    names, more = names[:most], names[most:]
    return names, [name for name in frame.columns if name in {*hidden, *more}]


def _table(
    parent: ElementTree.Element, rows: pd.DataFrame, names: list[str], language: Language, table: str
) -> None:
    element = _add(parent, "table", **{"class": "dataframe"})
    header = _add(_add(element, "thead"), "tr")
    titles, numbers = _titles(table, language)
    for name in names:
        _add(header, "th", name, title=titles.get(name, name), scope="col", dir="ltr")
    body = _add(element, "tbody")
    columns = {name: rows[name].tolist() for name in names}
    breaks = rows["series_break"].tolist() if "series_break" in rows.columns else []
    witnesses = zip(*(rows[name].tolist() for name in ("source_id", "as_printed")), strict=True) if {
        "source_id", "as_printed"} <= set(rows.columns) else iter([])  # fmt: skip
    links = [_link(*witness) for witness in witnesses]
    for number in range(len(rows)):
        broken = bool(breaks) and breaks[number] is True
        row = _add(body, "tr", **({"style": "border-top:2px solid"} if broken else {}))
        for name in names:
            value = columns[name][number]
            figure = isinstance(value, int | float) and not isinstance(value, bool)
            text = _text(value, language if name in numbers or name.isdecimal() else None)
            cell = _add(row, "td", style=f"text-align:{'right' if figure else 'start'}", dir="auto")
            if name == "as_printed" and links and links[number]:
                _add(cell, "a", text, href=links[number], target="_blank", rel="noopener")
            else:
                cell.text = text


def _breaks(about: Mapping[Any, Any]) -> Iterator[str]:
    """Yield what changed in the counting, where the frame is of one indicator."""
    if "label" in about and isinstance(about.get("breaks"), dict):
        for year, change in about["breaks"].items():
            yield f"| {year}: {change}"


def _disputes(rows: pd.DataFrame, language: Language) -> Iterator[str]:
    """Yield, for each disputed value, how far apart its sources are."""
    if not {"year", "status", "minimum", "maximum"} <= set(rows.columns):
        return
    label = read_schema("series")["status"].labels(language)["disputed"]
    of_many = "category_label" if "category_label" in rows.columns else "category"
    many = of_many in rows.columns and rows[of_many].nunique() > 1
    for row in rows[rows["status"].astype("object").eq("disputed")].to_dict("records"):
        what = f"{_text(row[of_many])} {row['year']}" if many else f"{row['year']}"
        ends = [_text(row[name], language) for name in ("minimum", "maximum")]
        yield f"! {what}: {label} ({'–'.join(ends)})"


def _text(value: Any, grouped: Language | None = None) -> str:
    """Return a cell as it is shown: nothing for missing, figures grouped as in a language, long texts cut."""
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.isoformat().removesuffix("T00:00:00")
    if isinstance(value, float):
        value = int(value) if value.is_integer() else value
    if grouped and isinstance(value, int | float) and not isinstance(value, bool):
        return say_number(value, grouped)
    text = str(value)
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"


def _link(source_id: Any, as_printed: Any) -> str:
    """Return the address that lands on a figure; empty where the article or its address is not known."""
    if not (isinstance(source_id, str) and isinstance(as_printed, str) and source_id in _sources()):
        return ""
    return _sources()[source_id].link(as_printed)


@functools.cache
def _sources() -> dict[str, Source]:
    return {source.source_id: source for source in list_sources(read_table("sources"))}


@functools.cache
def _titles(table: str, language: Language) -> tuple[dict[str, str], set[str]]:
    """Return the titles of a table's columns in a language, and which columns are measured."""
    known = table in table_names()
    fields = [field for name in ("sources", table) if known for field in read_schema(name).fields]
    titles = {field.name: f"{field.title(language)}: {field.description(language)}" for field in fields}
    return titles, {field.name for field in fields if field.type == "number"}


def _add(parent: ElementTree.Element, tag: str, text: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, tag, attributes)
    element.text = text
    return element
