"""What stands on each sheet of the workbook, free of how a spreadsheet file is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.resolution import SERIES
from dgsn_opendata.schemas import LANGUAGES, Language, TableSchema, read_schema, table_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dgsn_opendata.package import Package

Cell = tuple[str, str, str, str, int]  # indicator, breakdown, category, period, year
_MARKS = {"more_than": ">", "less_than": "<", "about": "≈", "nearly": "≈"}
_DISPUTED = "!"
_BREAK = "|"
_NOT_FOUND = "–"
_LABEL_COLUMNS = {"indicator_id": "Indicator label", "category": "Category label"}
_HOW_TO_READ = (
    "In the series, > is more than, < less than, ≈ about or nearly, ! disputed, | a break: the counting changed "
    "since the value before (see Breaks).",
    "Figures whose source gives no year are in no series; they stand in Observations.",
    "In Coverage, – is a year whose figure nobody has found yet.",
)
SERIES_SHEETS: Mapping[Language, str] = {"en": "Series", "fr": "Séries", "ar": "السلاسل"}
VALUES_SHEET = "Values"
_OBSERVATIONS, _INDICATORS, _BREAKS, _COVERAGE = "Observations", "Indicators", "Breaks", "Coverage"
_DICTIONARY, _SOURCES = "Dictionary", "Sources"


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to an address, or to a cell of the workbook where the target begins with ``#``."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A text that stands out."""

    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number shown with thousands grouped and, where its source hedges it or others dispute it, a mark."""

    value: float
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its header, its cells, and how many characters wide it is at most."""

    title: str
    values: Sequence[Any]
    widest: int = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its columns, how many of them stay in view, and its direction."""

    title: str
    columns: Sequence[Column]
    frozen: int = 0
    right_to_left: bool = False
    has_header: bool = True


def sheets(package: Package) -> Iterator[Sheet]:
    """Yield the sheets of the workbook in order."""
    yield _read_me(package)
    figures = _figures(package.frame("series"))
    for language, title in SERIES_SHEETS.items():
        yield _series(package, figures, language, title)
    yield _table(VALUES_SHEET, package.frame("series"), read_schema("series"), package, frozen=2)
    yield _observations(package)
    yield _table(_INDICATORS, package.frame("indicators"), read_schema("indicators"), frozen=1)
    yield _table(_BREAKS, package.frame("breaks"), read_schema("breaks"), package, frozen=2)
    yield _coverage(package)
    yield _dictionary()
    yield _sources(package)


def values_fields() -> list[dict[str, str]]:
    """Return the columns of the sheet of values as Table Schema names and types them, for whoever reads it."""
    fields = []
    for field in read_schema("series").fields:
        fields.append({"name": field.title("en"), "type": field.type, "description": field.description("en")})
        if field.name in _LABEL_COLUMNS:
            fields.append({"name": _LABEL_COLUMNS[field.name], "type": "string"})
    return fields


def _read_me(package: Package) -> Sheet:
    metadata = package.metadata
    lines: list[Any] = []
    for language in LANGUAGES:
        lines += [Heading(metadata.words("title", language)), metadata.words("description", language), ""]
    licence = metadata.licenses[0]
    lines += [
        f"Version {metadata.version}, data up to {package.created}",
        Link(f"Licence of the data: {licence['title']} ({licence['name']})", licence["path"]),
        f"How to cite: {metadata.citation()}",
        "",
        *_HOW_TO_READ,
        "",
        Heading("Sheets"),
    ]
    contents = {
        **{title: read_schema("series_wide").description(language) for language, title in SERIES_SHEETS.items()},
        VALUES_SHEET: read_schema("series").description("en"),
        _OBSERVATIONS: read_schema("observations").description("en"),
        _INDICATORS: read_schema("indicators").description("en"),
        _BREAKS: read_schema("breaks").description("en"),
        _COVERAGE: read_schema("coverage").description("en"),
        _DICTIONARY: "Every column of every table: type, title, meaning and codes in three languages.",
        _SOURCES: read_schema("sources").description("en"),
    }
    links = [Link(title, f"#'{title}'!A1") for title in contents]
    names = [*[None] * len(lines), *links]
    return Sheet(
        "Read me", [Column("", names), Column("", [*lines, *contents.values()], widest=100)], has_header=False
    )


def _series(package: Package, figures: Mapping[Cell, Figure], language: Language, title: str) -> Sheet:
    frame = package.wide[language]
    schema = read_schema("series_wide")
    shown = ["theme", "indicator", "category_label", "period_label", "unit"]
    ordered = frame.sort_values(["theme", *SERIES], kind="stable")
    keys = list(ordered[SERIES].itertuples(index=False, name=None))
    columns = [Column(schema[name].title(language), _plain(ordered[name])) for name in shown]
    for year in (name for name in frame.columns if name.isdecimal()):
        columns.append(Column(year, [figures.get((*key, int(year))) for key in keys]))
    columns += [
        Column(schema[name].title(language), _plain(ordered[name])) for name in schema.names if name not in shown
    ]
    return Sheet(title, columns, frozen=3, right_to_left=language == "ar")


def _figures(series: pd.DataFrame) -> dict[Cell, Figure]:
    """Return the marked value of each cell of the series, by what names it and the year."""
    figures = {}
    for row in series.to_dict("records"):
        mark = (_BREAK if row["series_break"] else "") + (_DISPUTED if row["status"] == "disputed" else "")
        mark += _MARKS.get(row["qualifier"], "")
        key = (*(row[name] for name in SERIES), int(row["year"]))
        figures[key] = Figure(row["value"], mark)
    return figures


def _table(
    title: str, frame: pd.DataFrame, schema: TableSchema, package: Package | None = None, frozen: int = 0
) -> Sheet:
    columns = []
    for field in schema.fields:
        cells = _plain(frame[field.name])
        if field.type == "number":
            cells = [None if cell is None else Figure(cell) for cell in cells]
        columns.append(Column(field.title("en"), cells))
        if package is not None and field.name == "indicator_id":
            labels = package.frame("indicators").set_index("indicator_id")["label_en"]
            columns.append(Column(_LABEL_COLUMNS[field.name], _plain(frame["indicator_id"].map(labels))))
        elif package is not None and field.name == "category":
            labels = package.frame("categories").set_index(["breakdown", "category"])["label_en"]
            keys = pd.MultiIndex.from_frame(frame[["breakdown", "category"]])
            columns.append(Column(_LABEL_COLUMNS[field.name], _plain(labels.reindex(keys))))
    return Sheet(title, columns, frozen)


def _observations(package: Package) -> Sheet:
    schema, frame = read_schema("observations"), package.frame("observations")
    targets = _source_links(package)
    links = [Link(source, targets[source]) for source in frame["source_id"]]
    sheet = _table(_OBSERVATIONS, frame, schema, package, frozen=2)
    return _with_links(sheet, schema["source_id"].title("en"), links)


def _coverage(package: Package) -> Sheet:
    """Return the coverage as a grid: an indicator a row, a year a column, what is known in the cells."""
    frame = package.frame("coverage")
    words = frame["status"].str.replace("_", " ")
    grid = frame.assign(status=words.where(frame["status"] != "not_found", _NOT_FOUND))
    grid = grid.pivot_table(index="indicator_id", columns="year", values="status", aggfunc="first")
    labels = package.frame("indicators").set_index("indicator_id")["label_en"]
    columns = [
        Column("Indicator", list(grid.index)),
        Column("Indicator label", _plain(labels.reindex(grid.index))),
    ]
    return Sheet(_COVERAGE, [*columns, *(Column(str(year), _plain(grid[year])) for year in grid)], frozen=2)


def _dictionary() -> Sheet:
    rows: list[dict[str, str]] = []
    for table in table_names():
        for field in read_schema(table).fields:
            row = {"Table": table, "Column": field.name, "Type": field.type}
            for language in LANGUAGES:
                codes = field.labels(language).items()
                row[f"Title ({language})"] = field.title(language)
                row[f"Description ({language})"] = field.description(language)
                row[f"Codes ({language})"] = "; ".join(f"{code}: {label}" for code, label in codes)
            rows.append(row)
    return Sheet(_DICTIONARY, [Column(key, [row[key] or None for row in rows]) for key in rows[0]], frozen=2)


def _sources(package: Package) -> Sheet:
    frame = package.frame("sources")
    sheet = _table(_SOURCES, frame, read_schema("sources"), frozen=1)
    addresses = [None if pd.isna(url) else Link(str(url), str(url)) for url in frame["url"]]
    return _with_links(sheet, read_schema("sources")["url"].title("en"), addresses)


def _with_links(sheet: Sheet, title: str, links: Sequence[Link | None]) -> Sheet:
    """Return the sheet with links in the place of the cells of one column."""
    columns = [replace(one, values=links) if one.title == title else one for one in sheet.columns]
    return replace(sheet, columns=columns)


def _source_links(package: Package) -> dict[str, str]:
    """Return where each source's link leads: its address or, while that is unknown, its row of the sources."""
    frame = package.frame("sources")
    return {
        str(source): f"#'{_SOURCES}'!A{row}" if pd.isna(url) else str(url)
        for row, (source, url) in enumerate(zip(frame["source_id"], frame["url"], strict=True), start=2)
    }


def _plain(values: pd.Series) -> list[Any]:
    """Return a column's cells as Python values: whole numbers as int, missing ones as None."""
    cells = values.astype("object").where(values.notna(), None)
    return [int(cell) if isinstance(cell, float) and cell.is_integer() else cell for cell in cells]
