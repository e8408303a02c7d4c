"""The sheets that say what is known and what words mean: coverage as a grid, dictionary and code lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dgsn_opendata.exports.cells import Column, Link, Sheet, plain
from dgsn_opendata.exports.marks import COVERAGE
from dgsn_opendata.exports.series_sheets import by_theme, group
from dgsn_opendata.schemas import LANGUAGES, read_schema, table_names, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dgsn_opendata.package import Package
    from dgsn_opendata.schemas import Field

_CODE_LISTS = "Code lists"


def coverage_sheet(package: Package) -> Sheet:
    """Return the coverage as a grid: an indicator a row, a year a column, a sign for what is known of it."""
    frame = package.frame("coverage")
    grid = frame.pivot_table(index="indicator_id", columns="year", values="status", aggfunc="first")
    known = package.frame("indicators").set_index("indicator_id")
    ranks = by_theme(grid.index.to_series(), known["theme"])
    grid = grid.iloc[sorted(range(len(grid)), key=lambda row: (ranks[row], grid.index[row]))]
    themes = read_schema("indicators")["theme"].labels("en")
    names, groups = group([themes[theme] for theme in known["theme"].reindex(grid.index)])
    labels = read_schema("coverage")["status"].labels("en")
    legend = "\n".join(f"{sign.text} {labels[status]}" for status, sign in COVERAGE.items())
    columns = [
        Column(read_schema("indicators")["theme"].title("en"), names, widest=24),
        Column("Indicator label", plain(known["label_en"].reindex(grid.index))),
        *(Column(str(year), [COVERAGE[status] for status in grid[year]], note=legend) for year in grid),
        Column(read_schema("coverage")["indicator_id"].title("en"), list(grid.index)),
    ]
    return Sheet("Coverage", columns, "Coverage", 2, len(columns) - 1, groups=groups)


def dictionary_sheet() -> Sheet:
    """Return every column of every table: its type and meaning in three languages, and where its codes are."""
    begins: dict[str, int] = {}
    row = 2
    for used, field in _code_lists():
        begins |= dict.fromkeys(used, row)
        row += len(field.categories)
    rows: list[dict[str, Any]] = []
    for table in table_names():
        schema = read_schema(table)
        for field in schema.fields:
            use = f"{table}.{field.name}"
            cells: dict[str, Any] = {"Table": table, "Column": field.name, "Type": field.type}
            cells["Key"] = "yes" if field.name in schema.primary_key else None
            cells["Required"] = "yes" if field.required else None
            cells["Codes"] = Link(_CODE_LISTS, f"#'{_CODE_LISTS}'!A{begins[use]}") if use in begins else None
            for language in LANGUAGES:
                cells[f"Title ({language})"] = field.title(language)
                cells[f"Description ({language})"] = field.description(language)
            rows.append(cells)
    return Sheet("Dictionary", _columns(rows), "Dictionary", frozen=2)


def code_sheet(package: Package) -> Sheet:
    """Return every code of the schemas' lists and of the table of categories, with its labels."""
    rows: list[dict[str, Any]] = []
    for used, field in _code_lists():
        for entry in field.categories:
            labels = {f"Label ({one})": words(entry, "label", one) for one in LANGUAGES}
            cells = {"Used in": ", ".join(used), "Breakdown": None, "Code": str(entry["value"])}
            rows.append(cells | labels | {"Standard code": entry.get("standard"), "Parent": None})
    categories = package.frame("categories")
    for one in categories.astype("object").where(categories.notna(), None).to_dict("records"):
        labels = {f"Label ({language})": one[f"label_{language}"] for language in LANGUAGES}
        cells = {"Used in": "category", "Breakdown": one["breakdown"], "Code": one["category"]}
        rows.append(cells | labels | {"Standard code": one["code"], "Parent": one["parent"]})
    return Sheet(_CODE_LISTS, _columns(rows), "Code_lists", frozen=3)


def _columns(rows: Sequence[Mapping[str, Any]]) -> list[Column]:
    return [Column(key, [row[key] for row in rows]) for key in rows[0]]


def _code_lists() -> list[tuple[list[str], Field]]:
    """Return each code list of the schemas with the columns that use it; a list that several share stands once."""
    lists: dict[str, tuple[list[str], Field]] = {}
    for table in table_names():
        for field in read_schema(table).fields:
            if field.categories:
                lists.setdefault(repr(field.categories), ([], field))[0].append(f"{table}.{field.name}")
    return list(lists.values())
