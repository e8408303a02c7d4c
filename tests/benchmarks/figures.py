"""What was measured, as a table: what, ours, the peer's, their ratio, the limit, and whether it is kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

MARKERS = ("<!-- figures -->", "<!-- /figures -->")
_HEADER = ("what", "ours", "peer", "ratio", "limit", "kept")


class Figure(NamedTuple):
    """One row: texts, and the number that is held against the limit; without a limit it is only told."""

    what: str
    ours: str
    peer: str = ""
    value: float | None = None
    limit: float | None = None
    unit: str = ""  # of value and limit: "s", "MB", "%", or nothing for a ratio
    least: bool = False  # the limit is the least that must be reached, not the most

    @property
    def kept(self) -> bool:
        """Whether the limit is kept, as far as there is one."""
        if self.value is None or self.limit is None:
            return True
        return self.value >= self.limit if self.least else self.value <= self.limit

    @property
    def cells(self) -> tuple[str, ...]:
        """The row's texts, in the order of the header.

        >>> Figure("import", "30 ms", "400 ms", 0.075, 0.15).cells
        ('import', '30 ms', '400 ms', '0.07', '≤ 0.15', 'yes')
        >>> Figure("slips", "99.8 %", "", 99.8, 99, "%", least=True).cells
        ('slips', '99.8 %', '', '', '≥ 99 %', 'yes')
        """
        ratio = f"{self.value:.2f}" if self.value is not None and not self.unit else ""
        if self.limit is None:
            return self.what, self.ours, self.peer, ratio, "", ""
        limit = f"{'≥' if self.least else '≤'} {self.limit:,g}{f' {self.unit}' if self.unit else ''}"
        return self.what, self.ours, self.peer, ratio, limit, "yes" if self.kept else "no"


def compare(what: str, ours: float, peer: float, limit: float | None, *, name: str = "") -> Figure:
    """Return the row of two times, ours and the peer's, whose ratio is held against the limit.

    >>> compare("import", 0.030, 0.400, 0.15, name="pandas").cells
    ('import', '30 ms', '400 ms (pandas)', '0.07', '≤ 0.15', 'yes')
    """
    return Figure(
        what, say_seconds(ours), f"{say_seconds(peer)}{f' ({name})' if name else ''}", ours / peer, limit
    )


def say_seconds(seconds: float) -> str:
    """Return a time in the unit that suits it.

    >>> say_seconds(0.0304), say_seconds(2.345), say_seconds(45.6)
    ('30 ms', '2.35 s', '46 s')
    """
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.0f} s"


def as_text(figures: Sequence[Figure]) -> str:
    """Return the rows for a terminal, in columns."""
    rows = [_HEADER, *(one.cells for one in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEADER))]
    lines = [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    return "\n".join(lines)


def as_markdown(figures: Sequence[Figure], machine: str) -> str:
    """Return the rows as a table of Markdown, under a line that says on which machine they were measured."""
    rows = [_HEADER, ("---",) * len(_HEADER), *(one.cells for one in figures)]
    return "\n".join([f"Measured on {machine}.", "", *(f"| {' | '.join(row)} |" for row in rows)])


def replace_between(text: str, table: str) -> str:
    """Return a README with a table in the place of what stood between the markers.

    The markers stand once each, in lines of their own. Raises ``ValueError`` where they do not.

    >>> print(replace_between("Speed\\n<!-- figures -->\\nold\\n<!-- /figures -->\\nEnd", "new"))
    Speed
    <!-- figures -->
    new
    <!-- /figures -->
    End
    """
    begin, end = (re.escape(marker) for marker in MARKERS)
    found = re.findall(rf"^{begin}$.*?^{end}$", text, re.DOTALL | re.MULTILINE)
    if len(found) != 1 or any(text.count(marker) != 1 for marker in MARKERS):
        raise ValueError(f"{MARKERS[0]} and {MARKERS[1]} must stand once, each in a line of its own")
    return text.replace(found[0], f"{MARKERS[0]}\n{table}\n{MARKERS[1]}")
