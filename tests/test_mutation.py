"""The share of plausible slips in the real data that the rules catch; the whole table: scripts/bench mutation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dgsn_opendata import store
from dgsn_opendata.validation import read_tables
from tests import mutation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


# The number of slips tried, the least share caught by validate alone and with texts, and whether the rows are those
# of captured articles: of the others no text can tell.
@pytest.mark.parametrize(
    ("column", "most", "alone", "with_texts", "captured"),
    [
        ("value", 300, 0.99, 0.99, False),
        ("unit", 200, 0.99, 0.99, False),
        ("qualifier", 200, 0.985, 0.985, False),
        ("as_printed", 250, 0.94, 0.94, False),
        ("source_id", 40, 0.5, 0.5, False),
        ("year", 80, 0.8, 0.8, False),
        ("category", 40, 0.3, 0.3, False),
        ("value", 200, 0.99, 0.999, True),
        ("unit", 100, 0.99, 0.999, True),
        ("qualifier", 100, 0.99, 0.999, True),
        ("as_printed", 200, 0.96, 0.99, True),
        ("occurrence", 30, 0.0, 0.7, True),
        ("source_id", 40, 0.3, 0.97, True),
        ("year", 80, 0.8, 0.8, True),
        ("category", 40, 0.5, 0.5, True),
    ],
)
def test_slips_are_caught(
    column: str,
    most: int,
    alone: float,
    with_texts: float,
    captured: bool,
    record_property: Callable[[str, object], None],
) -> None:
    kinds = mutation.shares(mutation.outcomes(column, most=most, captured=captured))
    total = mutation.total(kinds)
    record_property("caught", str(kinds))
    assert total.slips > most / 3
    assert total.alone / total.slips >= alone, kinds
    assert total.with_texts / total.slips >= with_texts, kinds
    unexplained = [
        kind for kind, share in kinds.items() if share.alone < share.slips and kind not in mutation.REASONS
    ]
    assert not unexplained


def test_rows_without_a_slip_are_not_accused() -> None:
    tables, _ = read_tables(store.package_folder())
    texts = mutation.made_up_texts(tables)
    captured = tables["observations"].texts["occurrence"] != ""
    for line in [*captured.index[captured], *captured.index[~captured][::20]]:
        assert list(mutation.places(tables, int(line), texts)) == []


def test_the_reader_of_numerals_is_what_catches_them(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(_: object) -> Iterator[object]:
        yield from ()

    monkeypatch.setattr(mutation, "check_transcription", silent)
    total = mutation.total(mutation.shares(mutation.outcomes("value", most=30)))
    assert total.alone / total.slips < 0.7
