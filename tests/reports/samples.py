"""Reports that need no validation: findings about a file that is written for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from dgsn_opendata.findings import Finding
from dgsn_opendata.phrases import phrase, verbatim
from dgsn_opendata.report import Report

if TYPE_CHECKING:
    from pathlib import Path

TABLE = 'source_id,as_printed,note\nalpha-2024,"1,5 million",first\nbeta-2024,19,second\n'
# What a cell may hold to get out of a message: markup, commands of a runner, placeholders, links, controls.
HOSTILE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "</td></table><script>alert(1)</script>", "<!--", "]]>", "&lt;", '" onload="x', "{{ 7 * 7 }}", "{0}", "{% raw %}",
            "\n::error::x", "\r\n##[add-mask]x", "%0A::set-output name=x::y", "::", "a,b:c", "%", "[x](https://example.org)",
            "\x1b[2J", "\u202eabc", "\x00", "\ud800", "`code`", "'; DROP TABLE", "النص", "<a href=javascript:x>",
        ]
    ),
)  # fmt: skip


def written(folder: Path, text: str = TABLE) -> Path:
    """Write a package of one table and return its folder."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "data" / "waivers.csv").write_text(text, encoding="utf-8")
    return folder


def reported(folder: Path, *findings: Finding) -> Report:
    """Return a report with findings about the files in a package's folder."""
    paths = {finding.file: folder / "data" / finding.file for finding in findings}
    return Report(findings, {"waivers": 2}, folder, paths)


def found(text: str, line: int | None = 2, column: str | None = "as_printed", code: str = "type") -> Finding:
    """Return a finding about a cell that holds a text."""
    return Finding(code, "waivers.csv", line, column, text, verbatim(text), phrase("note-explains", note=text))
