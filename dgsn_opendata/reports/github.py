"""A report as workflow commands of GitHub Actions, which show each finding beside its line.

The form is that of https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsn_opendata.phrases import phrase
from dgsn_opendata.reports.places import place_finder

if TYPE_CHECKING:
    from pathlib import Path

    from dgsn_opendata.phrases import Spoken
    from dgsn_opendata.report import Report

_MOST = 10  # annotations of each level that GitHub shows for a step
_IN_MESSAGE = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}
_IN_PROPERTY = {**_IN_MESSAGE, ord(":"): "%3A", ord(","): "%2C"}


def as_github(report: Report, language: Spoken = "en", root: Path | None = None) -> str:
    """Return the report as lines, a command each: the errors, the warnings, and a notice with the summary.

    GitHub shows the first ten of each level; where there are more, the summary says so.
    """
    find_place = place_finder(report, root)
    lines = []
    for finding in [*report.errors, *report.warnings]:
        place = find_place(finding)
        properties = {
            "file": place.path,
            "line": place.line,
            "col": place.start,
            "title": finding.title.say(language),
        }
        message = f"{finding.say(language)}\n{finding.advice.say(language)}"
        lines.append(_command(finding.severity, properties, message))
    summary = report.summary
    if max(len(report.errors), len(report.warnings)) > _MOST:
        summary = phrase("github-shows", summary=summary, most=_MOST)
    return "\n".join([*lines, _command("notice", {"title": "dgsn-opendata validate"}, summary.say(language))])


def _command(name: str, properties: dict[str, str | int | None], message: str) -> str:
    said = ",".join(
        f"{key}={str(value).translate(_IN_PROPERTY)}" for key, value in properties.items() if value is not None
    )
    return f"::{name} {said}::{message.translate(_IN_MESSAGE)}"
