"""The sheets of the wide series, one in each language: grouped by theme, marked values explained in notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dgsn_opendata.exports.cells import Column, Figure, Heading, Sheet, Sign, plain
from dgsn_opendata.exports.marks import mark, marked
from dgsn_opendata.exports.notes import write_notes
from dgsn_opendata.periods import YEAR
from dgsn_opendata.resolution import CELL, SERIES
from dgsn_opendata.schemas import TOTAL, Language, read_schema
from dgsn_opendata.witnesses import judge

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    import pandas as pd

    from dgsn_opendata.package import Package

SERIES_SHEETS: Mapping[Language, str] = {"en": "Series", "fr": "Séries", "ar": "السلاسل"}
# What a reader looks at stands before the years, what a program looks for behind them.
_SHOWN = {"theme": 24, "indicator": 46, "category_label": 30, "period_label": 16, "unit": 16}
_FROZEN = 3


def series_sheets(package: Package) -> Iterator[Sheet]:
    """Yield the sheet of the wide series in each language, with the same rows in the same order."""
    series = package.frame("series")
    values = marked(series)
    judged = judge(values, package.frame("observations"), package.frame("sources"), package.frame("indicators"))
    indicators = package.frame("indicators").set_index("indicator_id")
    themes, percentages = indicators["theme"], set(indicators.index[indicators["unit"] == "percent"])
    figures = _figures(series, percentages)
    for language, title in SERIES_SHEETS.items():
        notes = write_notes(values, series, judged, package.frame("breaks"), language)
        noted = figures | {key: replace(figures[key], note=note) for key, note in notes.items()}
        yield _sheet(_in_order(package.wide[language], themes), noted, language, title)


def by_theme(indicators: pd.Series, themes: pd.Series) -> list[int]:
    """Return the rank of each indicator's theme, in the order of the code list."""
    ranks = {code: rank for rank, code in enumerate(read_schema("indicators")["theme"].codes)}
    return [ranks[str(theme)] for theme in themes.reindex(indicators)]


def group(names: Sequence[str]) -> tuple[list[Heading | Sign], frozenset[int]]:
    """Return the names of groups as cells, standing out where a group begins, and the rows where one does.

    >>> group(["Crime", "Crime", "Roads"])[1] == {0, 2}
    True
    """
    first = frozenset(row for row, name in enumerate(names) if row == 0 or name != names[row - 1])
    return [Heading(name) if row in first else Sign(name, "quiet") for row, name in enumerate(names)], first


def _in_order(wide: pd.DataFrame, themes: pd.Series) -> pd.DataFrame:
    """Return the rows by theme, the whole of an indicator before its parts, calendar years before others."""
    ordered = wide.assign(
        _theme=by_theme(wide["indicator_id"], themes),
        _part=wide["breakdown"] != TOTAL,
        _other=wide["period"] != YEAR,
    )
    return ordered.sort_values(["_theme", "indicator_id", "_part", "_other", *SERIES], kind="stable")


def _sheet(frame: pd.DataFrame, figures: Mapping[Any, Figure], language: Language, title: str) -> Sheet:
    schema = read_schema("series_wide")
    keys = list(frame[SERIES].itertuples(index=False, name=None))
    cells: dict[str, Sequence[Any]] = {name: plain(frame[name]) for name in _SHOWN}
    cells["theme"], groups = group([str(theme) for theme in frame["theme"]])
    columns = [Column(schema[name].title(language), cells[name], widest) for name, widest in _SHOWN.items()]
    for year in (name for name in frame.columns if name.isdecimal()):
        columns.append(Column(year, [figures.get((*key, int(year))) for key in keys]))
    printed = len(columns)
    columns += [
        Column(schema[name].title(language), plain(frame[name])) for name in schema.names if name not in _SHOWN
    ]
    return Sheet(title, columns, f"Series_{language}", _FROZEN, printed, language == "ar", groups)


def _figures(series: pd.DataFrame, percentages: Container[str]) -> dict[Any, Figure]:
    """Return the marked value of each cell of the series, by what names it and the year."""
    figures = {}
    for value in series.to_dict("records"):
        key = tuple(value[name] for name in CELL)
        figures[key] = Figure(value["value"], *mark(value), is_percentage=value["indicator_id"] in percentages)
    return figures
