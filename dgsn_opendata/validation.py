"""Validate a package folder: read every table, run every rule, report all findings at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dgsn_opendata.captures import read_captures
from dgsn_opendata.errors import EnvironmentProblem
from dgsn_opendata.findings import Finding, limit
from dgsn_opendata.frames import Table, read_table
from dgsn_opendata.locating import given_package
from dgsn_opendata.processes import beside
from dgsn_opendata.report import Report
from dgsn_opendata.rules.arithmetic import check_arithmetic
from dgsn_opendata.rules.corrections import check_corrections, check_still_printed
from dgsn_opendata.rules.descriptor import DESCRIPTOR, check_descriptor
from dgsn_opendata.rules.observations import (
    check_cautions,
    check_occurrences,
    check_whole_numbers,
    check_year_basis,
    check_years,
)
from dgsn_opendata.rules.order import check_order
from dgsn_opendata.rules.periods import check_gaps, check_intervals, check_periods, check_spellings
from dgsn_opendata.rules.provenance import check_names, check_own_words, check_provenance, check_voices
from dgsn_opendata.rules.relations import (
    check_circles,
    check_exhaustive,
    check_indicator_relations,
    check_parents,
)
from dgsn_opendata.rules.schema import check_schema
from dgsn_opendata.rules.text import check_text
from dgsn_opendata.rules.transcription import check_transcription
from dgsn_opendata.schemas import LANGUAGES, read_schema, table_names

if TYPE_CHECKING:
    from collections.abc import Sequence

Rule = Callable[[Mapping[str, Table]], Iterator[Finding]]
_MANY = 50_000  # observations, whose figures take half of all time to be read
# Each rule with the tables it needs whole; one that needs none takes whatever could be read.
RULES: tuple[tuple[Rule, tuple[str, ...]], ...] = (
    (check_text, ()),
    (check_schema, ()),
    (check_order, ()),
    (check_whole_numbers, ("observations", "indicators")),
    (check_year_basis, ("observations",)),
    (check_years, ("observations", "sources", "indicators")),
    (check_cautions, ("observations",)),
    (check_occurrences, ("observations", "sources")),
    (check_corrections, ("observations", "corrections")),
    (check_voices, ("sources",)),
    (check_periods, ("observations", "categories")),
    (check_intervals, ("observations",)),
    (check_spellings, ("observations",)),
    (check_gaps, ("gaps", "observations")),
    (check_indicator_relations, ("indicators",)),
    (check_circles, ("categories", "sources")),
    (check_parents, ("categories",)),
    (check_exhaustive, ("indicators", "categories")),
    (check_arithmetic, ("observations", "indicators", "categories")),
    (check_transcription, ("observations", "indicators", "sources")),
)


def validate(folder: str | os.PathLike[str] | None = None, texts: str | os.PathLike[str] | None = None) -> Report:
    """Return all findings about a package folder; by default the package that is installed.

    Every curated table is read from ``data/``, the series from where they are, the descriptor where there is one.
    With ``texts``, a folder of captured articles named by source id, every printed expression is also looked for
    in its article, and corrections whose source has been mended are found. Raises
    :class:`~dgsn_opendata.errors.EnvironmentProblem` where there is no such folder.

    >>> validate().errors
    []
    """
    folder = given_package(folder)
    tables, findings = read_tables(folder)
    if texts is not None:
        captures = read_captures(Path(texts))
        findings += [*limit(check_provenance(tables, captures)), *check_names(tables, captures)]
        findings += check_still_printed(tables, captures)
    return check_tables(folder, tables, findings, None if texts is None else Path(texts))


def check_tables(
    folder: Path, tables: Mapping[str, Table], findings: Sequence[Finding], texts: Path | None = None
) -> Report:
    """Return what every rule finds in tables that have been read, together with what was found before.

    ``texts`` is the folder of the captured articles that were looked at.
    """
    return start_checks(folder, tables, findings, texts)()


def start_checks(
    folder: Path, tables: Mapping[str, Table], findings: Sequence[Finding], texts: Path | None = None
) -> Callable[[], Report]:
    """Start what :func:`check_tables` does beside this process, and return what does the rest and waits for it.

    Beside run the rules that take longest: at any size that which Pandera is imported for.
    """
    rules = [rule for rule, needed in RULES if all(name in tables and tables[name].whole for name in needed)]
    many = "observations" in tables and len(tables["observations"].texts) > _MANY
    long = [rule for rule in rules if rule is check_schema or (many and rule is check_transcription)]
    judge_long = beside(partial(_judge, long, tables))

    def check() -> Report:
        judged = _judge([rule for rule in rules if rule not in long], tables)
        found = [*limit(check_descriptor(folder, _bytes_read(folder, tables))), *check_own_words(folder, tables)]
        judged |= judge_long()
        judgements = [finding for rule in rules for finding in judged[rule.__name__]]
        return _report(folder, tables, [*findings, *judgements, *found], texts)

    return check


def _report(folder: Path, tables: Mapping[str, Table], findings: Sequence[Finding], texts: Path | None) -> Report:
    sound = [finding for finding in findings if not _misleads(finding, tables)]
    rows = {name: len(table.texts) for name, table in tables.items()}
    paths = {file: _path(file, folder, texts) for file in {finding.file for finding in sound}}
    return Report(sorted(dict.fromkeys(sound), key=_place), rows, folder, paths)


def _judge(rules: Sequence[Rule], tables: Mapping[str, Table]) -> dict[str, list[Finding]]:
    """Return the findings of each rule by its name."""
    return {rule.__name__: list(limit(rule(tables))) for rule in rules}


def read_tables(folder: Path) -> tuple[dict[str, Table], list[Finding]]:
    """Return the tables of a package folder that could be read, by name, and what is wrong with their files."""
    tables: dict[str, Table] = {}
    findings: list[Finding] = []
    for name in table_names():
        schema = read_schema(name)
        path = schema.path_in(folder)
        if schema.kind == "derived" and not os.path.lexists(path):
            continue  # written by the library later; `refresh --check` tells where it is stale
        table, found = read_table(path, schema, folder)
        findings += found
        if table is not None:
            tables[name] = table
    names = [*table_names(), *(f"series_wide.{language}" for language in LANGUAGES)]
    known = {f"{name}.{kind}" for name in names for kind in ("csv", "parquet")}
    strangers = sorted(path.name for path in (folder / "data").iterdir() if path.name not in known)
    return tables, findings + [Finding("unknown-file", name) for name in strangers]


def read_whole_tables(folder: Path, needed: Sequence[str]) -> dict[str, Table]:
    """Return the tables of a package folder; raises ``EnvironmentProblem`` where a needed one is not whole."""
    tables = read_tables(folder)[0] if (folder / "data").is_dir() else {}
    for name in needed:
        if name not in tables or not tables[name].whole:
            raise EnvironmentProblem(
                f"The table {name} in {folder} is missing or damaged", "See why: dgsn-opendata validate"
            )
    return tables


def _bytes_read(folder: Path, tables: Mapping[str, Table]) -> dict[Path, bytes]:
    """Return the bytes of the tables by their files, so that all findings are about the same state of them."""
    return {read_schema(name).path_in(folder): table.data for name, table in tables.items()}


def _path(file: str, folder: Path, texts: Path | None) -> Path:
    """Return where a file lies that a finding names."""
    if file == DESCRIPTOR:
        return folder / file
    if file.removesuffix(".csv") in table_names():
        return read_schema(file.removesuffix(".csv")).path_in(folder)
    return texts / file if texts is not None and (texts / file).is_file() else folder / "data" / file


def _misleads(finding: Finding, tables: Mapping[str, Table]) -> bool:
    """Whether a finding is about cells that another one has said to be shifted or absent."""
    table = tables.get(finding.file.removesuffix(".csv"))
    if table is None or finding.column is None or finding.code == "missing-column":
        return False
    return finding.line in table.ragged or finding.column in table.absent


def _place(finding: Finding) -> tuple[str, int]:
    return finding.file, finding.line or 0
