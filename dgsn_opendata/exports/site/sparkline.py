"""The small chart of an indicator: a line without axes, as SVG in the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH, _HEIGHT, _MARGIN = 120, 32, 3


def draw_sparkline(values: Sequence[tuple[int, float, bool]], years: tuple[int, int]) -> str:
    """Return the SVG of a series: its year, value, and whether a break stands before each, in order of the years.

    A line joins successive years; what stands alone is a point. The height is from zero, or the least value below
    it, to the greatest. Years outside of the first and last are left out.

    >>> draw_sparkline([(2015, 1.0, False), (2016, 2.0, False)], (2015, 2016)).count("L")
    1
    """
    shown = [one for one in values if years[0] <= one[0] <= years[1]]
    if not shown:
        return ""
    low = min(0.0, *(value for _, value, _ in shown))
    high = max(0.0, *(value for _, value, _ in shown))
    path, points, before = [], [], None
    for year, value, breaks in shown:
        x = _MARGIN + (_WIDTH - 2 * _MARGIN) * (year - years[0]) / max(years[1] - years[0], 1)
        y = _HEIGHT - _MARGIN - (_HEIGHT - 2 * _MARGIN) * (value - low) / ((high - low) or 1)
        joined = before == year - 1 and not breaks
        path.append(f"{'L' if joined else 'M'}{x:.0f} {y:.0f}")
        points.append(f"M{x:.0f} {y:.0f}h0")
        before = year
    return (
        f'<svg class="spark" viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-hidden="true" focusable="false">'
        f'<path d="{"".join(path)}"/><path class="points" d="{"".join(points)}"/></svg>'
    )
