"""What printed figures leave open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.precision import bounds, last_digit_unit

QUALIFIERS = ["exact", "about", "nearly", "more_than", "less_than"]


@given(st.integers(1, 10**12), st.integers(0, 3))
def test_the_last_digit_of_a_number_is_found_at_every_place(digits: int, decimals: int) -> None:
    text = f"{digits / 10**decimals:.{decimals}f}"
    shortest = text.rstrip("0").rstrip(".") if "." in text else text
    if "." in shortest:
        expected = 10.0 ** -len(shortest.split(".")[1])
    else:
        expected = 10.0 ** (len(shortest) - len(shortest.rstrip("0")))
    assert last_digit_unit([float(text)])[0] == pytest.approx(expected)


@given(st.integers(0, 10**9), st.sampled_from(QUALIFIERS), st.booleans())
def test_a_figure_always_allows_what_it_says(value: int, qualifier: str, counted: bool) -> None:
    low, high = bounds([value], [qualifier], [counted])
    assert low[0] <= value <= high[0]


@pytest.mark.parametrize(
    ("value", "qualifier", "counted", "low", "high"),
    [
        (117, "exact", True, 117, 117),
        (117, "more_than", True, 117, 118),
        (8000, "nearly", True, 7000, 8000),
        (220, "about", True, 215, 225),
        (500, "less_than", True, 400, 500),
        (100, "nearly", True, 80, 100),
        (1_000_000, "about", True, 900_000, 1_100_000),
        (37, "exact", False, 36.5, 37.5),
        (194.5, "exact", False, 194.45, 194.55),
        (-8.5, "exact", False, -8.55, -8.45),
    ],
)
def test_each_qualifier_reaches_as_far_as_the_rule_says(
    value: float, qualifier: str, counted: bool, low: float, high: float
) -> None:
    least, most = bounds([value], [qualifier], [counted])
    assert (least[0], most[0]) == (pytest.approx(low), pytest.approx(high))
