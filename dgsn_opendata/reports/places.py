"""Where findings lie, as a repository names it: the file's path in it, the line, and the columns of the cell."""

from __future__ import annotations

import csv
import functools
import io
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dgsn_opendata.opening import read_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from dgsn_opendata.findings import Finding
    from dgsn_opendata.report import Report

_CELL = re.compile(r'("(?:[^"]|"")*"|[^",]*)(,|$)')


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file: its path with slashes, the line, and the columns where its cell begins and has ended.

    Lines and columns count from 1. What is not known is ``None``; ``text`` is the line's text.
    """

    path: str
    line: int | None = None
    start: int | None = None
    end: int | None = None
    text: str = ""


def place_finder(report: Report, root: Path | None = None) -> Callable[[Finding], Place]:
    """Return a function that gives the place of each finding of a report.

    Paths are relative to ``root``: by default the checkout that GitHub's runners name, else the current folder.
    Where the package lies outside of it, they are relative to the package, so that no path of a machine is told.
    """
    root = (root or Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())).resolve()
    lines_of = functools.cache(_read_lines)
    columns_of = functools.cache(_read_header)

    def find(finding: Finding) -> Place:
        path = report.paths.get(finding.file)
        if path is None:
            return Place(finding.file, finding.line)
        name = _relative(path, root, report.folder)
        lines = lines_of(path)
        if finding.line is None or finding.line > len(lines):
            return Place(name, finding.line)
        text = lines[finding.line - 1]
        columns = columns_of(path) if finding.column and path.suffix == ".csv" else []
        spans = cell_spans(text) if finding.column in columns else []
        at = columns.index(finding.column) if finding.column in columns else 0
        start, end = spans[at] if at < len(spans) else (None, None)
        return Place(name, finding.line, start, end, text)

    return find


def cell_spans(line: str) -> list[tuple[int, int]]:
    """Return the columns, from 1, where each cell of a line begins and has ended; none behind an open quote.

    >>> cell_spans('a,"b, c",')
    [(1, 2), (3, 9), (10, 10)]
    """
    spans = []
    at = 0
    while found := _CELL.match(line, at):
        spans.append((found.start(1) + 1, found.end(1) + 1))
        at = found.end()
        if not found[2]:
            break
    return spans


def _read_lines(path: Path) -> list[str]:
    """Return the physical lines of a file, as findings count them; none where it cannot be read."""
    try:
        text = read_file(path).decode("utf-8-sig", errors="replace")
    except OSError:
        return []
    return [line.rstrip("\r\n") for line in io.StringIO(text, newline="")]


def _read_header(path: Path) -> list[str | None]:
    return [*next(csv.reader(_read_lines(path)[:1]), [])]


def _relative(path: Path, root: Path, folder: Path | None) -> str:
    # A link is named as it is written, not by what it leads to.
    path = Path(os.path.abspath(path))  # noqa: PTH100
    for base in (root, folder and Path(os.path.abspath(folder))):  # noqa: PTH100
        if base is not None and path.is_relative_to(base):
            return path.relative_to(base).as_posix()
    return path.name
