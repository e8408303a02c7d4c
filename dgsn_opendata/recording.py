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

from dgsn_opendata.completing import TARGETS, read_completed, refuse
from dgsn_opendata.csvfile import read_bytes
from dgsn_opendata.curating import insert_rows
from dgsn_opendata.errors import EnvironmentProblem, UsageProblem
from dgsn_opendata.frames import Table, add_rows
from dgsn_opendata.locking import alone
from dgsn_opendata.phrases import Phrase, phrase
from dgsn_opendata.replacing import replace_files
from dgsn_opendata.rules.order import sort_rows
from dgsn_opendata.rules.provenance import check_provenance
from dgsn_opendata.validation import check_tables, read_tables, read_whole_tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dgsn_opendata.articles import NormalisedText
    from dgsn_opendata.findings import Finding

_LATER = 10**9  # added to the lines of new rows, so that no row of a table has them
UNCORRECTED = "uncorrected-misprint"  # a correction names its figure, and so can only come after it


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


def record(path: Path, folder: Path, texts: Mapping[str, NormalisedText] | None = None) -> Recording:
    """Write the completed rows of a file of suggestions into the tables of a package folder, each in its place.

    The file is what :func:`~dgsn_opendata.suggesting.write_suggestions` gives, as a spreadsheet may have saved it:
    UTF-8 with or without a byte order mark, columns set apart by commas, semicolons or tabs, any line ends and any
    order of columns; the columns that only help may be missing. A row that a table has already, cell for cell, is
    counted and left. With ``texts``, the captured articles by source id, what each new row prints is looked for
    in its article.

    Raises :class:`~dgsn_opendata.errors.FindingsStand` with every error that stands in the way, by line and column
    of the file, and :class:`~dgsn_opendata.errors.EnvironmentProblem` where the package or the file cannot be read
    or written; :class:`~dgsn_opendata.errors.UsageProblem` for a file that is none of suggestions, and for texts
    that lack that of a new row. Then nothing has been written.
    """
    completed = read_completed(path)
    tables = read_whole_tables(folder, (*TARGETS, "indicators", "sources", "categories"))
    new = {name: _without_known(completed[name], tables[name]) for name in TARGETS}
    if texts is not None:
        _have_texts(new, texts)
    warnings = _check(folder, tables, new, path.name, texts or {})
    with alone(folder):
        _write(folder, tables, new)
    recorded = {name: len(rows) for name, rows in new.items()}
    already = sum(len(rows) for rows in completed.values()) - sum(recorded.values()) - len(completed["waiting"])
    return Recording(recorded, already, len(completed["waiting"]), warnings)


def _write(folder: Path, tables: Mapping[str, Table], new: Mapping[str, pd.DataFrame]) -> None:
    files = {}
    for table, rows in ((tables[name], rows) for name, rows in new.items() if len(rows)):
        target = table.schema.path_in(folder)
        if read_bytes(target, target.name, folder)[0] != table.data:
            raise EnvironmentProblem(f"{target} was changed while the rows were checked", "Record them again.")
        files[target] = insert_rows(table, _texts(rows))
    replace_files(files)


def _texts(rows: pd.DataFrame) -> list[dict[str, str]]:
    return [{str(name): str(cell) for name, cell in row.items()} for row in rows.to_dict("records")]


def _without_known(rows: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return the rows that a table does not have yet, cell for cell."""
    known = pd.MultiIndex.from_frame(table.texts)
    return rows[~pd.MultiIndex.from_frame(rows.astype(table.texts.dtypes)).isin(known)]


def _have_texts(new: Mapping[str, pd.DataFrame], texts: Mapping[str, NormalisedText]) -> None:
    missing = sorted({source for rows in new.values() for source in rows["source_id"]} - set(texts))
    if missing:
        raise UsageProblem(
            f"There is no captured text of {', '.join(missing)}",
            "Save it as SOURCE.txt in the folder of texts, or leave --texts out.",
        )


def _check(
    folder: Path,
    tables: Mapping[str, Table],
    new: Mapping[str, pd.DataFrame],
    file: str,
    texts: Mapping[str, NormalisedText],
) -> list[Finding]:
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
    printed = check_provenance(grown, texts)
    findings += [one for one in printed if one.line is not None and one.line > _LATER]
    found = check_tables(folder, grown, findings).findings
    ours = [_renamed(one, file) for one in found if one.line is not None and one.line > _LATER]
    others = [one for one in found if one.severity == "error" and (one.line is None or one.line <= _LATER)]
    if others:  # what was wrong before is no matter of these rows
        before = set(check_tables(folder, tables, read_tables(folder)[1]).findings)
        others = [_renamed(one, file) for one in others if one not in before]
    barred = [one for one in ours if one.severity == "error" and one.code != UNCORRECTED]
    refuse([*barred, *others], file)
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
