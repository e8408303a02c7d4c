"""A report as a web page that needs nothing else: no script, no font, no other file."""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import TYPE_CHECKING

from dgsn_opendata.errors import MissingExtra
from dgsn_opendata.findings import codes
from dgsn_opendata.localising import say_number
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.phrases import phrase

if TYPE_CHECKING:
    from jinja2 import Template

    from dgsn_opendata.phrases import Spoken
    from dgsn_opendata.report import Report

_WORDS = (
    "page-title", "page-clean", "page-findings", "page-codes", "page-tables", "column-severity", "column-file",
    "column-line", "column-column", "column-finding", "column-advice", "column-code", "column-title",
    "column-number", "column-meaning", "column-table", "column-rows", "error-word", "warning-word",
)  # fmt: skip


def as_html(report: Report, language: Spoken = "en") -> str:
    """Return the report as a page: its summary, the findings with their advice, their codes, what was checked."""
    words = {name.replace("-", "_"): phrase(name).say(language) for name in _WORDS}
    return _template().render(
        language=language,
        say=words,
        version=read_metadata().version,
        summary=report.summary.say(language),
        findings=[
            {**one.words(language), "detail": one.detail.say(language)}
            for one in (*report.errors, *report.warnings)
        ],
        codes=[
            {
                "code": code,
                "title": codes()[code].title.say(language),
                "meaning": codes()[code].meaning.say(language),
                "number": say_number(number, language),
            }
            for code, number in report.counts
        ],
        tables={name: say_number(rows, language) for name, rows in report.rows.items()},
    )


@functools.cache
def _template() -> Template:
    try:
        from jinja2 import Environment, StrictUndefined
    except ImportError as error:
        raise MissingExtra("publish", "Jinja2") from error
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    text = files("dgsn_opendata.reports").joinpath("templates", "report.html").read_text(encoding="utf-8")
    return environment.from_string(text)
