"""The outcome of a validation, and how it is shown: as lines for people, as JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dgsn_opendata.phrases import Phrase, phrase

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dgsn_opendata.findings import Finding
    from dgsn_opendata.phrases import Spoken


_PLURALS = {0: "none", 1: "one"}  # French counts nought in the singular


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one validation, in the order of files and lines, and what was checked.

    ``rows`` are the number of rows read of each table, ``folder`` is the package's, and ``paths`` are where the
    files lie that findings name.
    """

    findings: Sequence[Finding]
    rows: dict[str, int]
    folder: Path | None = None
    paths: Mapping[str, Path] = field(default_factory=dict)

    @property
    def errors(self) -> list[Finding]:
        """The findings that keep a package from being built."""
        return [finding for finding in self.findings if finding.severity == "error"]

    @property
    def warnings(self) -> list[Finding]:
        """The findings that a note explains or that only ask for care."""
        return [finding for finding in self.findings if finding.severity == "warning"]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many findings there are of each code, the most frequent first."""
        return Counter(finding.code for finding in self.findings).most_common()

    @property
    def summary(self) -> Phrase:
        """One line: what was checked and what was found."""
        numbers = {
            "tables": len(self.rows),
            "rows": sum(self.rows.values()),
            "errors": len(self.errors),
            "warnings": len(self.warnings),
        }
        return phrase("summary", **{name: _count(name, number) for name, number in numbers.items()})


def as_text(report: Report, language: Spoken = "en") -> str:
    """Return the report as lines: each finding with its advice, then the codes by number, then the summary.

    Errors come last, for a terminal shows the end.
    """
    lines = []
    for finding in [*report.warnings, *report.errors]:
        lines += [finding_line(finding, language), f"    {finding.advice.say(language)}"]
    if len(report.findings) > 1:
        lines += ["", ", ".join(f"{number} {code}" for code, number in report.counts)]
    return "\n".join([*lines, report.summary.say(language)])


def finding_line(finding: Finding, language: Spoken) -> str:
    """Return a finding as a line, which says so where it is a warning."""
    line = finding.say(language)
    return line if finding.severity == "error" else f"{phrase('warning').say(language)}{line}"


def as_json(report: Report, language: Spoken = "en") -> str:
    """Return the report as a JSON object: ``valid``, ``tables`` (rows), ``errors``, ``warnings``, ``findings``."""
    return json.dumps(
        {
            "valid": not report.errors,
            "tables": report.rows,
            "errors": len(report.errors),
            "warnings": len(report.warnings),
            "findings": [finding.words(language) for finding in report.findings],
        },
        ensure_ascii=False,
        indent=2,
    )


def _count(name: str, number: int) -> Phrase:
    return phrase(f"{name}-{_PLURALS.get(number, 'many')}", number=number)
