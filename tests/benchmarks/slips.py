"""The share of plausible slips that the rules catch, as figures with limits; the details: tests.mutation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsn_opendata.captures import read_captures
from tests import mutation
from tests.benchmarks.figures import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What a slip is in, and the least share in percent that is caught without texts and with them; others are told.
_NAMES = {
    "value": "value",
    "unit": "unit",
    "qualifier": "qualifier",
    "year": "year",
    "category": "category",
    "source_id": "source",
    "as_printed": "printed figure",
}
_LIMITED = ("value", "unit", "qualifier")
_ALONE, _WITH_TEXTS = 99, 99.9


def mutations(texts: Path | None) -> Iterator[Figure]:
    """Yield the shares caught of a sample of all rows and, where texts are given, of every slip in captured rows."""
    captures = read_captures(texts) if texts else None
    for column, name in _NAMES.items():
        total = mutation.total(mutation.shares(mutation.outcomes(column, captures, mutation.SAMPLE)))
        yield _share(f"slips in {name} caught", total.alone, total.slips, _ALONE if column in _LIMITED else None)
    for column, name in _NAMES.items() if captures else ():
        total = mutation.total(mutation.shares(mutation.outcomes(column, captures, captured=True)))
        limit = _WITH_TEXTS if column in _LIMITED else None
        yield _share(f"slips in {name} caught, with texts", total.with_texts, total.slips, limit)


def _share(what: str, caught: int, slips: int, limit: float | None) -> Figure:
    percent = 100 * caught / slips
    return Figure(what, f"{percent:.1f} % of {slips:,}", "", percent, limit, "%", least=True)
