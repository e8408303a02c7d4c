"""The sheets of the workbook in order, and those that show a table as it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from dgsn_opendata.addresses import to_uri
from dgsn_opendata.exports.cells import Column, Link, Sheet, figures, plain
from dgsn_opendata.exports.cover import cover_sheet
from dgsn_opendata.exports.reference_sheets import code_sheet, coverage_sheet, dictionary_sheet
from dgsn_opendata.exports.series_sheets import series_sheets
from dgsn_opendata.exports.spreadsheetml import LONGEST_ADDRESS, MOST_LINKS
from dgsn_opendata.resolution import CELL
from dgsn_opendata.schemas import read_schema
from dgsn_opendata.witnesses import judge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dgsn_opendata.package import Package
    from dgsn_opendata.schemas import Field, TableSchema

VALUES_SHEET = "Values"
_SOURCES = "Sources"
# What is shown after a column, in its words: labels of codes, and the unit that a value is in.
_BESIDE = {"indicator_id": "Indicator label", "category": "Category label", "value": "Unit"}


def sheets(package: Package) -> list[Sheet]:
    """Return the sheets of the workbook in order."""
    links = _Links(package)
    filled = [
        *series_sheets(package),
        _quoting(VALUES_SHEET, "series", package, links),
        _quoting("Observations", "observations", package, links),
        _table("Indicators", "indicators", package, frozen=1),
        _table("Breaks", "breaks", package, frozen=2),
        coverage_sheet(package),
        dictionary_sheet(),
        code_sheet(package),
        _sources(package),
        _changes(package, links),
    ]
    return [cover_sheet(package, [sheet.title for sheet in filled]), *filled]


def values_fields() -> list[dict[str, str]]:
    """Return the columns of the sheet of values as Table Schema names and types them, for whoever reads it."""
    fields = []
    for field in read_schema("series").fields:
        fields.append({"name": field.title("en"), "type": field.type, "description": field.description("en")})
        if field.name in _BESIDE:
            fields.append({"name": _BESIDE[field.name], "type": "string"})
    return fields


class _Links:
    """Where the link of each printed figure leads: to the figure in its article, or to the row of its source."""

    def __init__(self, package: Package) -> None:
        self._sources = {source.source_id: source for source in package.sources}
        identifiers = package.frame("sources")["source_id"]
        self._rows = {source: row for row, source in enumerate(identifiers, start=2)}

    def __call__(self, source_id: str, as_printed: str) -> Link:
        source = self._sources[source_id]
        addresses = (source.link(as_printed), source.url)
        within = (address for address in addresses if address and len(address) <= LONGEST_ADDRESS)
        return Link(source_id, next(within, f"#'{_SOURCES}'!A{self._rows[source_id]}"))


def _table(title: str, name: str, package: Package, frozen: int) -> Sheet:
    schema, frame = read_schema(name), package.frame(name)
    return Sheet(title, list(_columns(schema, schema.fields, frame, package)), title, frozen)


def _columns(
    schema: TableSchema, fields: Sequence[Field], frame: pd.DataFrame, package: Package
) -> Iterator[Column]:
    for field in fields:
        cells = figures(frame[field.name]) if field.type == "number" else plain(frame[field.name])
        yield Column(field.title("en"), cells, clipped=field.name.endswith("sha256"))
        if field.name in _BESIDE and schema.name != "indicators":
            yield Column(_BESIDE[field.name], _beside(field.name, frame, package), widest=46)


def _beside(name: str, frame: pd.DataFrame, package: Package) -> list[str | None]:
    """Return the English labels of a column's codes, or the units of its values."""
    if name == "category":
        labels = package.frame("categories").set_index(["breakdown", "category"])["label_en"]
        return plain(labels.reindex(pd.MultiIndex.from_frame(frame[["breakdown", "category"]])))
    indicators = package.frame("indicators").set_index("indicator_id")
    labels = indicators["label_en"]
    if name == "value":
        labels = indicators["unit"].astype("object").map(read_schema("indicators")["unit"].labels("en"))
    return plain(frame["indicator_id"].map(labels))


def _quoting(title: str, name: str, package: Package, links: _Links) -> Sheet:
    """Return the sheet of a table of figures, with a link from each source to the figure that it printed."""
    frame = package.frame(name)
    linked = zip(*(frame[name].head(MOST_LINKS) for name in ("source_id", "as_printed")), strict=True)
    cells = [*(links(*key) for key in linked), *plain(frame["source_id"].iloc[MOST_LINKS:])]
    sheet = _table(title, name, package, frozen=2)
    return _replaced(sheet, Column(read_schema(name)["source_id"].title("en"), cells))


def _replaced(sheet: Sheet, column: Column) -> Sheet:
    """Return the sheet with a column in the place of the one of its title."""
    return replace(sheet, columns=[column if one.title == column.title else one for one in sheet.columns])


def _sources(package: Package) -> Sheet:
    """Return the sources, with the number of figures that each printed, and with links to them."""
    schema, frame = read_schema("sources"), package.frame("sources")
    sheet = _table(_SOURCES, "sources", package, frozen=1)
    for name in ("url", "archive_url"):
        addresses = [None if cell is None else _address(cell) for cell in plain(frame[name])]
        sheet = _replaced(sheet, Column(schema[name].title("en"), addresses, clipped=True))
    counts = package.frame("observations")["source_id"].value_counts()
    printed = [int(counts.get(source, 0)) for source in frame["source_id"]]
    title = read_schema("coverage")["figures"].title("en")
    return replace(sheet, columns=[sheet.columns[0], Column(title, printed), *sheet.columns[1:]])


def _address(address: str) -> Link | str:
    uri = to_uri(address)
    return Link(address, uri) if len(uri) <= LONGEST_ADDRESS else address


def _changes(package: Package, links: _Links) -> Sheet:
    """Return the values that are others than those first reported, with both figures as printed and their sources.

    That a later report restates a year is what an analyst must know before citing it; files of other versions of
    the package are not at hand when a workbook is written.
    """
    schema, series = read_schema("series"), package.frame("series")
    changed = series[series["value"] != series["first_reported"]]
    tables = (package.frame(name) for name in ("observations", "sources", "indicators"))
    first = _first_printed(changed, judge(changed, *tables))
    named = [schema[name] for name in ("indicator_id", "breakdown", "category", "period", "year")]
    columns = list(_columns(schema, named, changed, package))
    columns.append(Column(_BESIDE["value"], _beside("value", changed, package)))
    for title, source, value, rows in (
        ("First reported", "First source", "first_reported", first),
        ("Now", "Source now", "value", changed),
    ):
        printed = zip(rows["source_id"], rows["as_printed"], strict=True)
        columns += [
            Column(title, figures(changed[value])),
            Column(f"{title}, as printed", plain(rows["as_printed"])),
            Column(source, [links(*key) for key in printed]),
        ]
    columns.append(Column("Difference", figures((changed["value"] - changed["first_reported"]).round(6))))
    columns += _columns(schema, [schema["revised"], schema["taken_by"]], changed, package)
    return Sheet("Changes", columns, "Changes", frozen=2)


def _first_printed(changed: pd.DataFrame, judged: pd.DataFrame) -> pd.DataFrame:
    """Return source and figure of the earliest report that printed the value first reported, for each value."""
    rows = judged.merge(changed[[*CELL, "first_reported"]], on=CELL)
    rows = rows[rows["value"] == rows["first_reported"]].sort_values("report_year", kind="stable")
    return changed[CELL].merge(rows.drop_duplicates(CELL)[[*CELL, "source_id", "as_printed"]], on=CELL)
