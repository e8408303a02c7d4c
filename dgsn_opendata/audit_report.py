"""How an audit is shown: as lines, as JSON, or as a page that shows the article with its numerals coloured."""

from __future__ import annotations

import dataclasses
import html
import json
from typing import TYPE_CHECKING

from dgsn_opendata.audit import STATES
from dgsn_opendata.phrases import visible

if TYPE_CHECKING:
    from dgsn_opendata.audit import Audit, Entry

_RIGHT_TO_LEFT = ("ar",)
# Control characters end markup or terminals' lines, and embeddings turn what follows around.
_UNSHOWN = {
    **dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)), "�"),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A))),
}
# Colours and signs, so that a state is told apart without seeing colour.
_STYLE = """
body { font: 1.1rem/1.9 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }
header { position: sticky; top: 0; background: white; border-block-end: 1px solid #ccc; padding-block: .5rem; }
main { white-space: pre-wrap; overflow-wrap: anywhere; }
mark { padding: 0 .2em; border-radius: .2em; border-block-end: 3px solid; color: black; }
.recorded { background: #d9f0d9; border-color: #1b7837; }
.waived { background: #ececec; border-color: #8a8a8a; border-block-end-style: dotted; }
.missing { background: #ffd6cc; border-color: #b2182b; border-block-end-style: double; font-weight: bold; }
"""


def summary(audit: Audit) -> str:
    """Return one line: how many numerals the article has, and how many of them are in each state."""
    counts = ", ".join(f"{audit.count(state)} {state}" for state in STATES)
    return f"{audit.source_id}: {len(audit.entries)} numerals: {counts}"


def as_text(audit: Audit) -> str:
    """Return the audit as lines: state, kind, what claims the numeral or else what it says, and its context."""
    claims = [entry.claim or entry.reading for entry in audit.entries]
    width = max(map(len, claims), default=0)
    lines = []
    for entry, claim in zip(audit.entries, claims, strict=True):
        place = visible(f"{entry.before}[{entry.text}]{entry.after}")
        lines.append(f"{entry.state:<9}{entry.kind:<11}{claim:<{width}}  {place}")
    return "\n".join([*lines, summary(audit)])


def as_json(audit: Audit) -> str:
    """Return the audit as a JSON object: ``source_id``, the number in each state, and ``numerals``."""
    return json.dumps(
        {
            "source_id": audit.source_id,
            **{state: audit.count(state) for state in STATES},
            "numerals": [dataclasses.asdict(entry) for entry in audit.entries],
        },
        ensure_ascii=False,
        indent=2,
    )


def as_html(audit: Audit) -> str:
    """Return the audit as a page that needs nothing else: the article, its numerals marked by their state."""
    direction = "rtl" if audit.language in _RIGHT_TO_LEFT else "ltr"
    legend = " ".join(f'<mark class="{state}">{audit.count(state)} {state}</mark>' for state in STATES)
    parts = []
    position = 0
    for entry in audit.entries:
        start, end = entry.span
        parts += [_escape(audit.text[position:start]), _mark(entry)]
        position = end
    parts.append(_escape(audit.text[position:]))
    title = _escape(summary(audit))
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<header><strong>{_escape(audit.source_id)}</strong> {legend}</header>\n"
        f'<main lang="{_escape(audit.language)}" dir="{direction}">{"".join(parts)}</main>\n</body>\n</html>\n'
    )


def _mark(entry: Entry) -> str:
    claim = _escape(f"{entry.state}, {entry.kind}{': ' if entry.claim else ''}{entry.claim}")
    return f'<mark class="{entry.state}" title="{claim}">{_escape(entry.text)}</mark>'


def _escape(text: str) -> str:
    return html.escape(text.translate(_UNSHOWN))
