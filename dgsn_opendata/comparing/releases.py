"""A release of the package as it lies somewhere: its descriptor, and its tables by the descriptor's own schemas.

Old releases are read by what they declare themselves, whatever the schemas are today. Cells are kept as texts in
one spelling, so that 12.0 and 12 are one number and only what says another thing differs.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.comparing.archives import MOST_BYTES, open_archive, too_large
from dgsn_opendata.comparing.revisions import has_git, open_revision, suggest_revisions
from dgsn_opendata.comparing.versions import next_version
from dgsn_opendata.csvfile import parse_records
from dgsn_opendata.descriptors import find_faults
from dgsn_opendata.errors import EnvironmentProblem, UsageProblem
from dgsn_opendata.findings import shorten
from dgsn_opendata.jsonfile import parse_json
from dgsn_opendata.rules.descriptor import DESCRIPTOR, checksum, is_inside, local_path, stays_inside
from dgsn_opendata.schemas import TableSchema

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from dgsn_opendata.schemas import Field

Reader = Callable[[str], bytes | None]
_WITHIN = ("", "datapackage", "dgsn_opendata/_package/datapackage")  # of a checkout, of an unpacked wheel
_NUMBERS = ("integer", "number", "year")
_NUMBER = re.compile(r"([+-]?)0*([0-9]+)(?:\.([0-9]*?)0*)?")
_TRUE, _FALSE = ("true", "True", "TRUE", "1"), ("false", "False", "FALSE", "0")
_RESERVED = ("field", "old", "new")  # how the cells of a difference are told
_HARMLESS = ("line-ending", "byte-order-mark")


@dataclass(frozen=True, slots=True)
class ReleasedTable:
    """One table of a release: the schema that its descriptor declares, and its cells as texts in one spelling.

    ``rows`` has the schema's columns, dtype ``object``; what is missing is an empty text.
    """

    schema: TableSchema
    rows: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Release:
    """A release: where it was found, its descriptor, its tables by name, and the names of its other files.

    ``remarks`` says of which tables the descriptor is out of date.
    """

    where: str
    descriptor: Mapping[str, Any]
    tables: Mapping[str, ReleasedTable]
    files: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """The version that the descriptor states."""
        return str(self.descriptor["version"])

    def rows(self, table: str, columns: tuple[str, ...] = ()) -> pd.DataFrame:
        """Return the rows of a table, with these columns at least; empty where the release does not have them."""
        found = self.tables.get(table)
        rows = found.rows if found else pd.DataFrame()
        return rows.assign(**dict.fromkeys([name for name in columns if name not in rows.columns], ""))


def read_release(where: str | os.PathLike[str], near: Path | None = None) -> Release:
    """Return the release that lies at a place, or that a revision of git holds.

    A place is a folder (of a package, of a build, of a checkout), a zip (a published archive, or a zip of such a
    folder), or a wheel. What is no path is looked for in the history of the repository that the folder ``near``
    (or the current one, or else the package) is in: a tag, a branch, a commit.

    Raises :class:`~dgsn_opendata.errors.UsageProblem` for what is neither, and
    :class:`~dgsn_opendata.errors.EnvironmentProblem` for a release that is damaged, or not to be trusted.

    >>> from dgsn_opendata.store import package_folder
    >>> release = read_release(package_folder())
    >>> release.tables["series"].schema.primary_key[-1]
    'year'
    """
    name = str(where)
    read = _open(name, near)
    text = read(DESCRIPTOR)
    try:
        descriptor = parse_json(text or b"")
        if fault := next(find_faults(descriptor), None):
            raise ValueError(f"{fault.place or DESCRIPTOR}: found {fault.found}, expected {fault.expected}")
        next_version(str(descriptor["version"]), "none")
        resources = descriptor["resources"]
        _check_forms(descriptor, resources)
        return _read_resources(name, descriptor, resources, read)
    except UsageProblem as error:
        raise EnvironmentProblem(f"{name}: {DESCRIPTOR}: {error.title}", error.advice) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EnvironmentProblem(
            f"{name}: {DESCRIPTOR} describes no package ({_say(error)})",
            "Write it anew: dgsn-opendata refresh FOLDER; or take the release again.",
        ) from error


def _say(error: Exception) -> str:
    return f"it lacks {error}" if isinstance(error, KeyError) else shorten(str(error))


def _open(name: str, near: Path | None) -> Reader:
    path = Path(name)
    if not name:
        raise UsageProblem("A release has an empty name", "Name a folder, a zip, a wheel, or a tag: v0.1.0.")
    try:
        if path.is_dir():
            return _open_folder(path)
        if path.is_file():
            if path.stat().st_size > MOST_BYTES:
                raise too_large(name)
            return open_archive(io.BytesIO(path.read_bytes()), name, DESCRIPTOR)
        exists = path.exists()
    except (OSError, ValueError, RuntimeError) as error:  # no right, a NUL, links in a circle
        raise EnvironmentProblem(
            f"{shorten(name)} cannot be read ({getattr(error, 'strerror', None) or error})", "Name another place."
        ) from error
    if exists:
        raise UsageProblem(f"{name} is neither a folder nor a file", "Name a release that is one of them.")
    archived = open_revision(name, DESCRIPTOR, near)
    if archived is not None:
        return open_archive(archived, name, DESCRIPTOR)
    likely = suggest_revisions(name)
    history = (
        "no revision in the repository of this folder or of the package" if has_git() else "git is not installed"
    )
    raise UsageProblem(
        f'There is no release "{shorten(name)}": no folder, zip or wheel has that name, and {history}',
        f"Did you mean {' or '.join(likely)}?" if likely else "Name a folder, a zip, a wheel, or a tag: v0.1.0.",
    )


def _open_folder(path: Path) -> Reader:
    """Return a function that reads a file of a folder's package; refuses those outside of the folder."""
    folder = next((path / part for part in _WITHIN if (path / part / DESCRIPTOR).is_file()), None)
    if folder is None:
        data = next((path / part for part in _WITHIN if (path / part / "data").is_dir()), None)
        advice = (
            f"Write it: dgsn-opendata refresh {data}" if data else "Name the folder of a package or of a build."
        )
        raise EnvironmentProblem(f"{path} has no {DESCRIPTOR} in it", advice)
    left = [MOST_BYTES]

    def read(name: str) -> bytes | None:
        file = folder / name
        if not file.is_file():
            return None
        if not is_inside(folder, name):
            raise EnvironmentProblem(f"{file} leads out of {folder}", "Put the file itself there.")
        left[0] -= file.stat().st_size
        if left[0] < 0:
            raise too_large(str(path))
        try:
            return file.read_bytes()
        except OSError as error:
            raise EnvironmentProblem(
                f"{file} cannot be read ({error.strerror})", "Give yourself the right."
            ) from error

    return read


def _read_resources(
    where: str, descriptor: dict[str, Any], resources: list[dict[str, Any]], read: Reader
) -> Release:
    tables, files, remarks = {}, [], []
    for resource in resources:
        name = str(resource["name"])
        path = local_path(descriptor, resource["path"])
        if resource.get("mediatype", "text/csv") != "text/csv" or "schema" not in resource:
            files.append(name)
            continue
        if not stays_inside(path):
            raise EnvironmentProblem(
                f'{where}: {DESCRIPTOR} names a file outside of it: "{shorten(path)}"', "Mend it."
            )
        data = read(path)
        if data is None:
            raise EnvironmentProblem(
                f"{where} has no {path}, which its {DESCRIPTOR} names", "Take the release again."
            )
        if resource.get("hash", checksum(data)) != checksum(data):
            remarks.append(f"{path} is not as {DESCRIPTOR} describes it; run dgsn-opendata refresh")
        schema = TableSchema.from_declaration(name, resource["schema"])
        tables[name] = ReleasedTable(schema, _read_rows(data, schema, f"{where}: {path}"))
    return Release(where, descriptor, tables, tuple(files), tuple(remarks))


def _check_forms(descriptor: dict[str, Any], resources: list[dict[str, Any]]) -> None:
    """Ask all that will be asked of a descriptor; raises ValueError and its like where it says something else."""
    for resource in resources:
        if "schema" not in resource:
            continue
        if not isinstance(resource["path"], str):
            raise ValueError(f"{resource['name']} lies in several files, which are not joined here")
        schema = TableSchema.from_declaration(resource["name"], resource["schema"])
        hash((schema.primary_key, schema.unique_keys, schema.foreign_keys, schema.missing_values))
        for field in schema.fields:
            if field.name in _RESERVED:
                raise ValueError(f"no field of ours is called {field.name}")
            hash(
                (
                    field.name.isdecimal(),
                    field.type,
                    field.codes,
                    tuple(str(one["value"]) for one in field.categories),
                )
            )
            field.constraints.get("enum")
        if stray := [name for name in schema.primary_key if name not in schema.names]:
            raise ValueError(f"the key of {schema.name} has the field {stray[0]}, which it does not have")


def _read_rows(data: bytes, schema: TableSchema, file: str) -> pd.DataFrame:
    records, findings = parse_records(data, file)
    faults = [one for one in findings if one.code not in _HARMLESS]
    if records is None or faults:
        raise EnvironmentProblem(str(faults[0]), "Mend the file, or take the release again.")
    if lacking := [name for name in schema.names if name not in records.header]:
        raise EnvironmentProblem(f"{file} lacks the column {lacking[0]}", f"Its {DESCRIPTOR} declares it.")
    # A column at a time, and the rows let go: a table that means harm has millions, in a few bytes each.
    header, cells = records.header, [*zip(*records.rows, strict=True)] or [()] * len(records.header)
    del records
    columns = {}
    for one in schema.fields:
        place = header.index(one.name)
        columns[one.name] = _spell(pd.Series(cells[place], dtype="object"), one, schema)
        cells[place] = ()
    return pd.DataFrame(columns, dtype="object")


def _spell(texts: pd.Series, field: Field, schema: TableSchema) -> pd.Series:
    """Return a column's texts with one spelling for each value; each text is looked at once."""
    missing = {*schema.missing_values}
    spell: Callable[[str], str] = str
    if field.type in _NUMBERS:
        spell = spell_number
    elif field.type == "boolean":
        true, false = (
            field.declaration.get(f"{one}Values", both) for one, both in (("true", _TRUE), ("false", _FALSE))
        )
        spell = {**dict.fromkeys(true, "true"), **dict.fromkeys(false, "false")}.get  # type: ignore[assignment]
    spellings = {text: "" if text in missing else spell(text) or text for text in texts.unique()}
    return texts.map(spellings).astype("object")


def spell_number(text: str) -> str:
    """Return a number's text without zeros that say nothing; another text as it is.

    >>> [spell_number(text) for text in ("12.0", "012", "-0.50", "0.0", "1e3")]
    ['12', '12', '-0.5', '0', '1e3']
    """
    match = _NUMBER.fullmatch(text)
    if match is None:
        return text
    sign, whole, fraction = match.groups()
    value = f"{whole}.{fraction}" if fraction else whole
    return f"-{value}" if sign == "-" and value.strip("0.") else value
