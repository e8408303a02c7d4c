"""Releases of the tests: the small package with what the library writes beside it, changed and read again."""

from __future__ import annotations

import copy
import csv
import dataclasses
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.comparing.difference import Difference, compare
from dgsn_opendata.comparing.releases import Release, ReleasedTable
from dgsn_opendata.exports.csv import csv_files, curated_files, derived_files
from dgsn_opendata.exports.descriptor import write_descriptor
from dgsn_opendata.exports.serialising import write_rows
from dgsn_opendata.fieldtypes import cast, format_value
from dgsn_opendata.resolution import resolve
from dgsn_opendata.schemas import TableSchema
from tests.packages import make

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

Change = tuple[str, str, str]  # a table, what stands once in it, and what is to stand there


def finish(folder: Path, *, as_build: bool = False) -> Path:
    """Write what the library derives from a package's tables into its folder, as refresh or build would."""
    package = make(folder)
    files = [*csv_files(package)] if as_build else [*curated_files(package), *derived_files(package, "derived")]
    for file in files:
        (folder / file.path).parent.mkdir(exist_ok=True)
        (folder / file.path).write_bytes(file.data)
    (folder / "datapackage.json").write_bytes(write_descriptor(package, files))
    return folder


def changed(release: Release, *changes: Change) -> Release:
    """Return a release with some texts of its tables changed, and its series resolved anew."""
    tables = dict(release.tables)
    for name, old, new in changes:
        schema = tables[name].schema
        text = write_rows(schema.names, tables[name].rows.itertuples(index=False)).decode()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        rows = [*csv.reader(io.StringIO(text.replace(old, new)))]
        tables[name] = ReleasedTable(schema, pd.DataFrame(rows[1:], columns=rows[0], dtype="object"))
    tables["series"] = ReleasedTable(tables["series"].schema, _resolve(tables))
    return dataclasses.replace(release, tables=tables)


def difference(release: Release, *changes: Change) -> Difference:
    """Return what changes in a release when some texts of its tables do."""
    return compare(release, changed(release, *changes))


def _resolve(tables: Mapping[str, ReleasedTable]) -> pd.DataFrame:
    typed = [_typed(tables[name]) for name in ("observations", "sources", "indicators", "breaks")]
    series = resolve(*typed)
    return series.astype("object").where(series.notna(), "").map(_text)


def _typed(table: ReleasedTable) -> pd.DataFrame:
    return pd.DataFrame({one.name: cast(one, table.rows[one.name])[0] for one in table.schema.fields})


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return format_value(value) if isinstance(value, float) else str(value)


def redescribed(release: Release, edit: Callable[[dict[str, Any]], object]) -> Release:
    """Return a release whose descriptor was edited; its tables have the schemas that it declares then."""
    descriptor = copy.deepcopy(dict(release.descriptor))
    edit(descriptor)
    tables = {}
    for resource in descriptor["resources"]:
        schema = TableSchema.from_declaration(resource["name"], resource["schema"])
        old = release.tables.get(resource["name"])
        rows = old.rows if old else release.tables["sources"].rows
        tables[schema.name] = ReleasedTable(schema, rows.reindex(columns=list(schema.names), fill_value=""))
    return dataclasses.replace(release, descriptor=descriptor, tables=tables)


def with_rows(release: Release, table: str, **columns: dict[int, str]) -> Release:
    """Return a release with some cells of a table written otherwise, by column and place of the row."""
    rows = release.tables[table].rows.copy()
    for column, cells in columns.items():
        for place, text in cells.items():
            rows.iloc[place, rows.columns.get_loc(column)] = text  # type: ignore[index]
    tables = {**release.tables, table: dataclasses.replace(release.tables[table], rows=rows)}
    return dataclasses.replace(release, tables=tables)


def pack(folder: Path, target: Path, inside: str = "") -> Path:
    """Return a zip of a folder's files, in a folder of the zip where one is named."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, f"{inside}{path.relative_to(folder).as_posix()}")
    return target


def resource(descriptor: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a resource of a descriptor."""
    found: dict[str, Any] = next(one for one in descriptor["resources"] if one["name"] == name)
    return found


def field(descriptor: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the declaration of a field, named as table.field."""
    table, _, column = name.partition(".")
    fields = resource(descriptor, table)["schema"]["fields"]
    found: dict[str, Any] = next(one for one in fields if one["name"] == column)
    return found


def parsed(path: Path) -> dict[str, Any]:
    """Return the descriptor of a folder."""
    document: dict[str, Any] = json.loads((path / "datapackage.json").read_bytes())
    return document
