"""Read the rows that a person has completed in a table of suggestions; refuse what they do not say for certain.

Spreadsheets save such a table in many ways, which are all read; they also alter what looks like a number or a
date ("1.234.567", "7/7"), which is not: the numeral still stands in brackets in the cell ``context``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from dgsn_opendata.articles import normalise
from dgsn_opendata.csvfile import Records, match_header, parse_records, read_bytes
from dgsn_opendata.errors import FindingsStand, UsageProblem
from dgsn_opendata.findings import Finding, limit
from dgsn_opendata.matching import parse_candidate
from dgsn_opendata.phrases import any_of, phrase
from dgsn_opendata.schemas import read_schema
from dgsn_opendata.suggesting import HELPERS, LIKELY, REASON, TAKE, columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

TARGETS = ("observations", "waivers")  # the tables that completed rows go into
_BOM = b"\xef\xbb\xbf"
_SEPARATORS = ",;\t"
_FORGIVEN = {"line-ending", "column-order"}  # what spreadsheets do to a file, and what costs nothing here
_KEY = ("indicator_id", "breakdown", "category")
_WITNESS = ["source_id", "as_printed", "occurrence"]
_TELLING = {b"indicator_id", b"source_id", b"as_printed"}  # names of columns that no article has in its first line
_FEW = 5  # numerals that a message names
_BRACKETED = re.compile(r"\[([^\[\]]+)\]")


def read_completed(path: Path) -> dict[str, pd.DataFrame]:
    """Return the completed rows of a file of suggestions by what becomes of them, as texts indexed by line.

    ``observations`` and ``waivers`` have the columns of these tables, ``waiting`` are the others. Raises
    :class:`~dgsn_opendata.errors.FindingsStand` for what is not sure: a file that cannot be read for certain, a
    row that says two things at once, a figure that is not the one suggested any more; and
    :class:`~dgsn_opendata.errors.UsageProblem` for a file that is none of suggestions.
    """
    records = _read_records(path)
    rows = pd.DataFrame(records.rows, columns=records.header, index=records.lines, dtype="object")
    rows = rows.reindex(columns=list(columns()), fill_value="")
    rows = rows[(rows != "").any(axis="columns")]  # spreadsheets leave empty rows at the end
    telling = (rows[TAKE] != "") | ((rows["indicator_id"] != "") & (rows[REASON] != ""))
    findings = limit(finding for line in rows.index[telling] for finding in _choose(rows, int(line), path.name))
    chosen, waived = rows["indicator_id"] != "", rows[REASON] != ""
    findings += limit(_altered(rows[chosen | waived], path.name))
    findings += limit(_recorded_and_waived(rows, path.name))
    refuse(findings, path.name)
    parts = {"observations": rows[chosen], "waivers": rows[waived], "waiting": rows[~chosen & ~waived]}
    return {name: part[list(read_schema(name).names)] if name in TARGETS else part for name, part in parts.items()}


def _read_records(path: Path) -> Records:
    data, findings = read_bytes(path, path.name)
    refuse(findings, path.name)
    data = (data or b"").removeprefix(_BOM).rstrip(b"\r\n") + b"\n"
    first = data.split(b"\n", 1)[0]
    separator = max(_SEPARATORS, key=first.decode("utf-8", errors="replace").count)
    records, findings = parse_records(data, path.name, separator)
    readable = not {"encoding", "empty-file"} & {one.code for one in findings}
    if readable and not any(name in first for name in _TELLING):
        raise UsageProblem(f"{path} is no file of suggestions", "Name one that dgsn-opendata suggest has written.")
    header = [] if records is None else match_header(records.header, columns(), path.name)
    helping = {REASON, TAKE, *HELPERS}
    missing = [one for one in header if one.code == "missing-column" and one.column in helping]
    findings += [_explained(one) for one in header if one not in missing]
    refuse([one for one in findings if one.code not in _FORGIVEN], path.name)
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


def _altered(rows: pd.DataFrame, file: str) -> Iterator[Finding]:
    """Yield each figure that has not the numeral which ``context`` has in brackets, as ``suggest`` wrote it."""
    for line, printed, context in zip(rows.index, rows["as_printed"], rows["context"], strict=True):
        numerals = _BRACKETED.findall(context)  # more than one where the article has brackets itself
        spelt = normalise(printed).text
        if numerals and not any(normalise(numeral).text in spelt for numeral in dict.fromkeys(numerals)):
            expected = phrase("as-suggested", printed=any_of(numerals[:_FEW]))
            advice = phrase("printed-again")
            yield Finding("not-printed", file, int(line), "as_printed", printed, expected, advice)


def _recorded_and_waived(rows: pd.DataFrame, file: str) -> Iterator[Finding]:
    """Yield each row with a reason whose figure another row records."""
    recorded = {key: line for line, key in _witnesses(rows[rows["indicator_id"] != ""])}
    for line, key in _witnesses(rows[(rows[REASON] != "") & (rows["indicator_id"] == "")]):
        if key in recorded:
            expected = phrase("nothing-where-recorded", line=recorded[key])
            yield Finding("enum", file, line, REASON, rows[REASON][line], expected, phrase("empty-reason"))


def _witnesses(rows: pd.DataFrame) -> Iterator[tuple[int, tuple[str, ...]]]:
    for line, *key in rows[_WITNESS].itertuples(name=None):
        yield int(line), tuple(key)


def _numbers() -> list[str]:
    return [str(number) for number in range(1, len(LIKELY) + 1)]


def refuse(findings: Sequence[Finding], file: str) -> None:
    """Raise :class:`~dgsn_opendata.errors.FindingsStand` where there are findings, those of the file first."""
    if findings:
        ordered = sorted(findings, key=lambda one: (one.file != file, one.file, one.line or 0))
        raise FindingsStand(
            f"Nothing has been recorded from {file}",
            "Mend what is listed, and record again.",
            "\n".join(f"{one}\n    {one.advice}" for one in ordered),
        )
