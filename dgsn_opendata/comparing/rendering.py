"""How a difference is shown: as text, Markdown, a page, or as JSON for programs.

Text and Markdown keep to what a person reads in one go and say how much more there is; the page and the JSON hold
everything. The same releases give the same bytes.
"""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

from dgsn_opendata.comparing.structure import is_year
from dgsn_opendata.comparing.telling import Group, Section, tell
from dgsn_opendata.comparing.wording import escape
from dgsn_opendata.phrases import inert, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from dgsn_opendata.comparing.difference import Difference
    from dgsn_opendata.comparing.releases import Release

_IN_GROUP, _IN_SECTION = 12, 36  # lines of text that a person reads before the next heading
_LONGEST = 200  # characters of such a line
_NUMBERS = ("value", "year", "sources")  # how the names of columns of numbers begin
_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
li { overflow-wrap: anywhere; }
summary { cursor: pointer; font-weight: bold; padding-block: .2rem; }
"""


def as_text(difference: Difference) -> str:
    """Return the report as lines for a terminal."""
    lines = [_title(difference), ""]
    for section in tell(difference):
        lines += [section.title, "=" * len(section.title)]
        lines += [section.summary] if section.summary else []
        for text, level in _shortened(section):
            lines.append("  " * level + text)
        lines.append("")
    return inert("\n".join(lines).rstrip("\n"))


def as_markdown(difference: Difference) -> str:
    """Return the report in Markdown, for a pull request or a page of releases."""
    lines = [f"# {escape(_title(difference))}", ""]
    for section in tell(difference):
        lines += [f"## {section.title}", ""]
        lines += [escape(section.summary), ""] if section.summary else []
        before = 1
        for text, level in _shortened(section):
            if level != before:
                lines += [""] if lines[-1] else []
            lines += [f"**{escape(text)}**", ""] if level == 0 else [f"- {escape(text.strip())}"]
            before = level
        lines += [""] if lines[-1] else []
    return inert("\n".join(lines).rstrip("\n"))


def as_html(difference: Difference) -> str:
    """Return the report as a page that needs nothing else and leaves nothing out."""
    title = html.escape(_title(difference))
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>"
    ]
    for section in tell(difference):
        parts.append(f"<h2>{html.escape(section.title)}</h2>")
        parts += [f"<p>{_in_html(section.summary)}</p>"] if section.summary else []
        parts += [_group_in_html(group) for group in section.groups]
    return "\n".join([*parts, "</body>\n</html>"])


def as_json(difference: Difference) -> str:
    """Return the difference as a JSON object, for programs; nothing is shortened.

    ``old`` and ``new`` (``version``, ``where``, ``remarks``); ``step``, ``versions`` (those that may follow) and
    ``version_follows``; ``reasons``, a list of changes with ``step``, ``kind``, ``where``, ``old``, ``new`` and
    ``text``; ``values`` with ``added``, ``removed`` and ``revised``, each a list of values by their key with
    ``why`` (a code) and ``reason``; ``moves``, figures that are counted elsewhere than before; ``observations``,
    the numbers by indicator; ``tables``, for each its ``key``, ``old_rows``, ``new_rows``, and ``added``,
    ``removed`` (rows) and ``changed`` (cells), which for tables with a column a year are numbers, for these repeat
    the values. Values and years are numbers, cells of tables texts, what is missing is an empty text or ``null``.
    """
    values = difference.values
    document = {
        "old": _about(difference.old),
        "new": _about(difference.new),
        "step": difference.step,
        "versions": difference.versions,
        "version_follows": difference.version_follows,
        "reasons": [
            {
                "step": one.step,
                "kind": one.kind,
                "where": one.where,
                "old": one.old,
                "new": one.new,
                "text": str(one),
            }
            for one in difference.reasons
        ],
        "values": {name: _records(getattr(values, name)) for name in ("added", "removed", "revised")},
        "moves": _records(difference.moves),
        "observations": difference.observations.to_dict("records"),
        "tables": {name: _table(difference, name) for name in difference.tables},
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _title(difference: Difference) -> str:
    old, new = (f"{one.version} ({visible(one.where)})" for one in (difference.old, difference.new))
    return f"What changed for data users from {old} to {new}"


def _shortened(section: Section) -> Iterator[tuple[str, int]]:
    """Yield headings (level 0) and lines (level 1) of a section, as many as a person reads in one go."""
    left = _IN_SECTION
    for number, group in enumerate(section.groups):
        if left <= 0:
            more = section.groups[number:]
            lines = sum(len(one.lines) for one in more)
            yield f"… and {len(more):,} more such groups with {lines:,} lines: --format html or json lists all", 0
            return
        if group.heading:
            yield group.heading, 0
        shown = group.lines if len(group.lines) <= _IN_GROUP + 1 else group.lines[:_IN_GROUP]
        for line in shown:
            yield line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…", 1
        if len(shown) < len(group.lines):
            yield f"… and {len(group.lines) - len(shown):,} more", 1
        left -= len(shown) + 1


def _group_in_html(group: Group) -> str:
    heading = _in_html(group.heading)
    if not group.lines:
        return f"<p>{heading}</p>"
    items = "\n".join(f"<li>{_in_html(line)}</li>" for line in group.lines)
    listed = f"<ul>\n{items}\n</ul>"
    unfolded = " open" if len(group.lines) <= _IN_GROUP else ""
    return f"<details{unfolded}><summary>{heading}</summary>\n{listed}\n</details>" if heading else listed


def _in_html(text: str) -> str:
    """Return a text escaped, with what is quoted kept apart: Arabic must not turn what stands around it."""
    return re.sub("«(.*?)»", r"«<bdi>\1</bdi>»", html.escape(text))


def _about(release: Release) -> dict[str, Any]:
    return {"version": release.version, "where": release.where, "remarks": list(release.remarks)}


def _table(difference: Difference, name: str) -> dict[str, Any]:
    rows = difference.tables[name]
    about = {"key": list(rows.key), "old_rows": rows.old_rows, "new_rows": rows.new_rows}
    if any(is_year(field) for field in difference.new.tables[name].schema.names):
        return about | {"added": len(rows.added), "removed": len(rows.removed), "changed": rows.changed_rows}
    return about | {part: getattr(rows, part).to_dict("records") for part in ("added", "removed", "changed")}


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            str(name): _number(str(cell)) if str(name).startswith(_NUMBERS) else cell
            for name, cell in record.items()
        }
        for record in rows.to_dict("records")
    ]


def _number(text: str) -> float | int | None:
    """Return the number that a spelt cell holds; nothing for one that holds none."""
    try:
        number = float(text)
    except ValueError:
        return None
    return int(text) if text.lstrip("-").isdecimal() else number
