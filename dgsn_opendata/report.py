"""The outcome of a validation, and how it is shown: as lines for people, as JSON for programs."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dgsn_opendata.findings import Finding


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one validation, in the order of files and lines, and what was checked.

    ``rows`` are the number of rows read of each table.
    """

    findings: Sequence[Finding]
    rows: dict[str, int]

    @property
    def errors(self) -> list[Finding]:
        """The findings that keep a package from being built."""
        return [finding for finding in self.findings if finding.severity == "error"]

    @property
    def warnings(self) -> list[Finding]:
        """The findings that a note explains or that only ask for care."""
        return [finding for finding in self.findings if finding.severity == "warning"]

    @property
    def summary(self) -> str:
        """One line: what was checked and what was found."""
        checked = f"{len(self.rows)} tables, {sum(self.rows.values()):,} rows"
        return f"{checked}: {_count(self.errors, 'error')}, {_count(self.warnings, 'warning')}"


def as_text(report: Report) -> str:
    """Return the report as lines: each finding with its advice, then the codes by number, then the summary."""
    lines = []
    for finding in report.findings:
        mark = "" if finding.severity == "error" else "warning: "
        lines += [f"{mark}{finding}", f"    {finding.advice}"]
    if len(report.findings) > 1:
        counts = Counter(finding.code for finding in report.findings)
        lines += ["", ", ".join(f"{number} {code}" for code, number in counts.most_common())]
    return "\n".join([*lines, report.summary])


def as_json(report: Report) -> str:
    """Return the report as a JSON object: ``valid``, ``tables`` (rows), ``errors``, ``warnings``, ``findings``."""
    return json.dumps(
        {
            "valid": not report.errors,
            "tables": report.rows,
            "errors": len(report.errors),
            "warnings": len(report.warnings),
            "findings": [{"title": finding.title, **dataclasses.asdict(finding)} for finding in report.findings],
        },
        ensure_ascii=False,
        indent=2,
    )


def _count(findings: Sequence[Finding], word: str) -> str:
    return f"{len(findings):,} {word}{'' if len(findings) == 1 else 's'}"
