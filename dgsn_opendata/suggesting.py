"""Suggest rows for what an article prints and the package does not have yet: a table for a person to complete.

A row has what can be known from the article: the figure as printed, its value, its hedge, which appearance is
meant. What only a person can say is empty: the indicator, what it is a part of, the year. Beside it stands what
helps to say it. :mod:`dgsn_opendata.recording` takes the completed rows over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dgsn_opendata.articles import normalise
from dgsn_opendata.audit import audit_article, language_of_source
from dgsn_opendata.exports.serialising import write_rows
from dgsn_opendata.fieldtypes import format_value
from dgsn_opendata.matching import MATCHES, Matcher, distinctness
from dgsn_opendata.numerals import LANGUAGES, scan
from dgsn_opendata.quoting import quote
from dgsn_opendata.schemas import read_schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dgsn_opendata.audit import Entry
    from dgsn_opendata.frames import Table
    from dgsn_opendata.matching import Likely
    from dgsn_opendata.quoting import Quote

NEEDED = (
    "sources",
    "observations",
    "waivers",
    "indicators",
    "categories",
)  # tables that suggestions are made from
LIKELY = tuple(f"likely_{number}" for number in range(1, MATCHES + 1))
LAST = tuple(f"last_{number}" for number in range(1, MATCHES + 1))
# What a person may fill in beside the columns of observations: why a numeral is left out, or which of the likely
# indicators it is (1, 2 or 3).
REASON, TAKE = "reason", "take"
HELPERS = ("kind", "unit", "likely_year", *(name for pair in zip(LIKELY, LAST, strict=True) for name in pair),
           "hint", "context")  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_OTHER_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d|[.!?؟؛](?!\d)")
_TELLING = 0.75  # of distinctness: three digits and more are rarely equal by chance


def columns() -> tuple[str, ...]:
    """Return the columns of a table of suggestions: those of observations, then what helps to fill them in.

    >>> columns()[0], columns()[-1]
    ('indicator_id', 'context')
    """
    return (*read_schema("observations").names, REASON, TAKE, *HELPERS)


def suggest(text: str, source_id: str, tables: Mapping[str, Table]) -> list[dict[str, str]]:
    """Return a row for each numeral of an article that no row records or waives, in reading order.

    A row has the texts of its columns by name, without those that are empty. ``as_printed`` is the whole
    expression as it must be recorded. ``tables`` are those of :func:`~dgsn_opendata.validation.read_tables`,
    :data:`NEEDED` among them.

    ``kind`` is what the numeral looks like: a figure (``statistic``, ``percent``), or a ``date``, an ``ordinal``
    or an ``identifier``, which are reasons to waive it too; ``unit`` that of a measure. ``likely_1`` to
    ``likely_3`` are indicators that it may be one of, ``last_1`` to ``last_3`` their values of the latest year
    before the report. ``likely_year`` is the only year that the words beside the figure name; without one that of
    which the likeliest indicator has this very value; else the report's. ``hint`` says what speaks for a
    restatement, or why a figure could not be read.
    """
    article = normalise(text)
    language = language_of_source(source_id, tables)
    read_in = language if language in LANGUAGES else None
    sources = tables["sources"].values.drop_duplicates("source_id").set_index("source_id")
    report_year = sources["report_year"].dropna().get(source_id)
    matcher = Matcher(tables, language, report_year)
    found = scan(text, read_in)
    by_place = {one.span: one for one in found}
    rows = []
    for entry in audit_article(text, source_id, tables).entries:
        if entry.state == "missing":
            quoted = quote(article, by_place[entry.span], found, read_in)
            row = {"source_id": source_id, "kind": entry.kind, **_cells(quoted)}
            row["context"] = f"…{entry.before}[{entry.text}]{entry.after}…"
            if quoted.figure is not None:
                value, unit = float(quoted.figure.value), quoted.figure.unit
                row |= _hints(matcher.match(text, entry.span, value, unit), value, entry, report_year)
            elif quoted.refusal:
                row["hint"] = f"not read: {quoted.refusal}"
            rows.append({name: cell for name, cell in row.items() if cell})
    return rows


def write_suggestions(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return rows of suggestions as the bytes of a CSV file, as the tables are written."""
    return write_rows(columns(), ([row.get(name, "") for name in columns()] for row in rows))


def _cells(quoted: Quote) -> dict[str, str]:
    figure = quoted.figure
    said = {} if figure is None else {"value": format_value(float(figure.value)), "qualifier": figure.qualifier}
    return {
        **said,
        "as_printed": quoted.as_printed,
        "occurrence": str(quoted.occurrence or ""),
        "reading": quoted.reading,
        "unit": (figure.unit or "") if figure is not None else "",
    }


def _hints(matches: Sequence[Likely], value: float, entry: Entry, report_year: int | None) -> dict[str, str]:
    """Return the cells about the likely indicators, and which year the figure may be of."""
    row = {"likely_year": str(report_year or "")}
    hints = []
    for likely, last, match in zip(LIKELY, LAST, matches, strict=False):
        row[likely] = str(match)
        row[last] = "" if match.last is None else f"{match.last.year}: {format_value(match.last.value)}"
        if match.equal is None:
            continue
        if match.equal == report_year:
            hints.append(f"{likely} has this value for {match.equal} already")
        elif distinctness(value) >= _TELLING:
            hints.append(f"{likely} has this value for {match.equal}: probably a restatement")
            if likely == LIKELY[0]:
                row["likely_year"] = str(match.equal)
        elif likely == LIKELY[0]:
            hints.append(f"{likely} has this value for {match.equal} too")
    beside = _years_beside(entry)
    if len(beside) == 1 and entry.kind == "statistic":  # a growth is rather compared with the year that is named
        row["likely_year"] = beside.pop()
    named = {year for year in _YEAR.findall(f"{entry.before} {entry.after}") if year != str(report_year)}
    hints += [f"the words beside it name {year}" for year in sorted(named)]
    return {**row, "hint": "; ".join(hints)}


def _years_beside(entry: Entry) -> set[str]:
    """Return the years that the words beside a numeral name, up to another number or the sentence's end."""
    before, after = _OTHER_NUMBER.split(entry.before)[-1], _OTHER_NUMBER.split(entry.after)[0]
    return {*_YEAR.findall(before), *_YEAR.findall(after)}
