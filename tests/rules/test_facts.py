"""Which figures arithmetic looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.rules.facts import _meet_others, read_facts
from dgsn_opendata.validation import read_tables
from tests.small import change

if TYPE_CHECKING:
    from pathlib import Path

rows = st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.integers(0, 1)), max_size=8)


@given(rows)
def test_only_figures_that_meet_no_other_are_left_out(figures: list[tuple[int, bool, int]]) -> None:
    whole, is_total, category = np.array(figures, dtype="int64").reshape(-1, 3).T
    cell = (whole * 2 + is_total) * 2 + category
    expected = [
        any(
            place != other and figure[0] == rival[0] and (figure == rival or figure[1] != rival[1])
            for other, rival in enumerate(figures)
        )
        for place, figure in enumerate(figures)
    ]
    assert _meet_others(cell, whole, is_total.astype("bool")).tolist() == expected


def test_a_figure_that_no_other_may_be_held_against_is_no_fact(small: Path) -> None:
    change(small, "indicators", "calls,flow,calls,", "calls,flow,,")  # the urgent calls are part of nothing now
    tables, _ = read_tables(small)
    left_out = tables["observations"].values.drop(read_facts(tables)["line"])
    assert left_out["indicator_id"].tolist() == ["urgent_calls", "urgent_calls"]
