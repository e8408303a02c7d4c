"""Take the rows that a person has completed in a table of suggestions over into the package: all of them, or none.

A row with an indicator becomes an observation, a row with a reason a waiver; a row with neither waits. Before
anything is written, the tables with the new rows are held against every rule of ``validate``: what a rule finds in
a new row is said of its line in the file that the person has before them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from numbers import Integral
from typing import TYPE_CHECKING

import pandas as pd

from dgsn_opendata.csvfile import Records, match_header, parse_records, read_bytes
from dgsn_opendata.curating import insert_rows
from dgsn_opendata.errors import EnvironmentProblem, FindingsStand
from dgsn_opendata.findings import Finding
from dgsn_opendata.frames import Table, add_rows
from dgsn_opendata.matching import parse_candidate
from dgsn_opendata.phrases import Phrase, phrase
from dgsn_opendata.replacing import replace_files
from dgsn_opendata.rules.order import sort_rows
from dgsn_opendata.schemas import read_schema
from dgsn_opendata.suggesting import HELPERS, LIKELY, REASON, TAKE, columns
from dgsn_opendata.validation import check_tables, read_tables, read_whole_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_BOM = b"\xef\xbb\xbf"
_SEPARATORS = ",;\t"
_FORGIVEN = {"line-ending", "column-order"}  # what spreadsheets do to a file, and what costs nothing here
_LATER = 10**9  # added to the lines of new rows, so that no row of a table has them
_NEXT = {"uncorrected-misprint"}  # a correction names its figure, and so can only come after it
_KEY = ("indicator_id", "breakdown", "category")
_TARGETS = ("observations", "waivers")


@dataclass(frozen=True, slots=True)
class Recording:
    """What became of the rows of a file: how many each table took, were there already, and still wait.

    ``warnings`` are findings about the new rows that do not keep them out: those that only ask for care, and that
    a misprint has no correction yet.
    """

    recorded: Mapping[str, int]
    already: int
    waiting: int
    warnings: Sequence[Finding]


def record(path: Path, folder: Path) -> Recording:
    """Write the completed rows of a file of suggestions into the tables of a package folder, each in its place.

    The file is what :func:`~dgsn_opendata.suggesting.write_suggestions` gives, as a spreadsheet may have saved it:
    UTF-8 with or without a byte order mark, columns set apart by commas, semicolons or tabs, any line ends and any
    order of columns; the columns that only help may be missing. A row that a table has already, cell for cell, is
    counted and left.

    Raises :class:`~dgsn_opendata.errors.FindingsStand` with every error that stands in the way, by line and column
    of the file, and :class:`~dgsn_opendata.errors.EnvironmentProblem` where the package or the file cannot be read
    or written; then nothing has been written.
    """
    completed = _read_completed(path)
    tables = read_whole_tables(folder, (*_TARGETS, "indicators", "sources", "categories"))
    new = {name: _without_known(completed[name], tables[name]) for name in _TARGETS}
    warnings = _check(folder, tables, new, path.name)
    files = {}
    for table, rows in ((tables[name], rows) for name, rows in new.items() if len(rows)):
        target = table.schema.path_in(folder)
        if target.read_bytes() != table.data:
            raise EnvironmentProblem(f"{target} was changed while the rows were checked", "Record them again.")
        files[target] = insert_rows(table, _texts(rows))
    replace_files(files)
    recorded = {name: len(rows) for name, rows in new.items()}
    already = sum(len(rows) for rows in completed.values()) - sum(recorded.values()) - len(completed["waiting"])
    return Recording(recorded, already, len(completed["waiting"]), warnings)


def _read_completed(path: Path) -> dict[str, pd.DataFrame]:
    """Return the rows of a file by what becomes of them, as texts indexed by line; refuses what is not sure."""
    records = _read_records(path)
    rows = pd.DataFrame(records.rows, columns=records.header, index=records.lines, dtype="object")
    rows = rows.reindex(columns=list(columns()), fill_value="")
    rows = rows[(rows != "").any(axis="columns")]  # spreadsheets leave empty rows at the end
    telling = (rows[TAKE] != "") | ((rows["indicator_id"] != "") & (rows[REASON] != ""))
    findings = [finding for line in rows.index[telling] for finding in _choose(rows, int(line), path.name)]
    _refuse(findings, path.name)
    chosen, waived = rows["indicator_id"] != "", rows[REASON] != ""
    parts = {"observations": rows[chosen], "waivers": rows[waived], "waiting": rows[~chosen & ~waived]}
    return {
        name: part[list(read_schema(name).names)] if name in _TARGETS else part for name, part in parts.items()
    }


def _read_records(path: Path) -> Records:
    data, findings = read_bytes(path, path.name)
    _refuse(findings, path.name)
    data = (data or b"").removeprefix(_BOM).rstrip(b"\r\n") + b"\n"
    separator = max(_SEPARATORS, key=data.split(b"\n", 1)[0].decode("utf-8", errors="replace").count)
    records, findings = parse_records(data, path.name, separator)
    header = [] if records is None else match_header(records.header, columns(), path.name)
    helping = {REASON, TAKE, *HELPERS}
    missing = [one for one in header if one.code == "missing-column" and one.column in helping]
    findings += [_explained(one) for one in header if one not in missing]
    _refuse([one for one in findings if one.code not in _FORGIVEN], path.name)
    assert records is not None
    return records


def _explained(finding: Finding) -> Finding:
    """Return a finding about the header with an advice for a table of suggestions, which has no schema."""
    if finding.code != "extra-column" or finding.expected:
        return finding
    return replace(finding, advice=phrase("remove-column"))


def _choose(rows: pd.DataFrame, line: int, file: str) -> Iterator[Finding]:
    """Put the likely indicator that a row takes into its cells; yield where the row says two things at once."""
    row = {str(name): str(cell) for name, cell in rows.loc[line].items()}
    taken = row[TAKE].strip()
    if taken:
        named = row[LIKELY[int(taken) - 1]] if taken in _numbers() else ""
        candidate = dict(zip(_KEY, parse_candidate(named), strict=True))
        if not named:
            expected, advice = phrase("number-likely"), phrase("number-or-empty")
            yield Finding("enum", file, line, TAKE, found=row[TAKE], expected=expected, advice=advice)
        elif other := [name for name in _KEY if row[name] not in {"", candidate[name]}]:
            expected = phrase("nothing-or-taken", taken=candidate[other[0]], column=TAKE)
            advice = phrase("empty-either", column=TAKE)
            yield Finding("enum", file, line, other[0], found=row[other[0]], expected=expected, advice=advice)
        else:
            rows.loc[line, list(_KEY)] = list(candidate.values())
    if (taken or row["indicator_id"]) and row[REASON]:
        expected, advice = phrase("nothing-beside-indicator"), phrase("empty-reason")
        yield Finding("enum", file, line, REASON, found=row[REASON], expected=expected, advice=advice)


def _texts(rows: pd.DataFrame) -> list[dict[str, str]]:
    return [{str(name): str(cell) for name, cell in row.items()} for row in rows.to_dict("records")]


def _numbers() -> list[str]:
    return [str(number) for number in range(1, len(LIKELY) + 1)]


def _without_known(rows: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return the rows that a table does not have yet, cell for cell."""
    known = pd.MultiIndex.from_frame(table.texts)
    return rows[~pd.MultiIndex.from_frame(rows.astype(table.texts.dtypes)).isin(known)]


def _check(folder: Path, tables: Mapping[str, Table], new: Mapping[str, pd.DataFrame], file: str) -> list[Finding]:
    """Hold the tables with their new rows against every rule; refuses errors, and returns the rows' warnings."""
    if not any(map(len, new.values())):
        return []
    grown = dict(tables)
    findings: list[Finding] = []
    for name, rows in new.items():
        added, wrong = add_rows(tables[name], rows.set_axis(rows.index + _LATER))
        order = sort_rows(added.values, added.schema).index
        grown[name] = replace(added, texts=added.texts.loc[order], values=added.values.loc[order])
        findings += wrong
    found = check_tables(folder, grown, findings).findings
    ours = [_renamed(one, file) for one in found if one.line is not None and one.line > _LATER]
    others = [one for one in found if one.severity == "error" and (one.line is None or one.line <= _LATER)]
    if others:  # what was wrong before is no matter of these rows
        before = set(check_tables(folder, tables, read_tables(folder)[1]).findings)
        others = [_renamed(one, file) for one in others if one not in before]
    barred = [one for one in ours if one.severity == "error" and one.code not in _NEXT]
    _refuse([*barred, *others], file)
    return ours


def _renamed(finding: Finding, file: str) -> Finding:
    """Return a finding with the lines of new rows as lines of the file that they come from."""
    expected = _in_file(finding.expected, file)
    if finding.line is None or finding.line <= _LATER:
        return replace(finding, expected=expected)
    return replace(finding, file=file, line=finding.line - _LATER, expected=expected)


def _in_file(said: Phrase, file: str) -> Phrase:
    values = {
        name: phrase("line-of", line=int(value) - _LATER, file=file)
        if isinstance(value, Integral) and int(value) > _LATER
        else value
        for name, value in said.values.items()
    }
    return Phrase(said.templates, values)


def _refuse(findings: Sequence[Finding], file: str) -> None:
    if findings:
        ordered = sorted(findings, key=lambda one: (one.file != file, one.file, one.line or 0))
        raise FindingsStand(
            f"Nothing has been recorded from {file}",
            "Mend what is listed, and record again.",
            "\n".join(f"{one}\n    {one.advice}" for one in ordered),
        )
