"""What printed figures leave open."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dgsn_opendata.precision import bounds, last_digit_unit, meets

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


figures = st.tuples(
    st.integers(-(10**6), 10**9) | st.floats(-1e6, 1e12).map(lambda value: round(value, 2)),
    st.sampled_from(QUALIFIERS),
    st.sampled_from(["persons", "percent", "MAD"]),
)


def span(value: float, qualifier: str, unit: str) -> tuple[float, float]:
    low, high = bounds([value], [qualifier], [unit])
    return float(low[0]), float(high[0])


def agree(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return bool(meets([one[0]], [one[1]], [other[0]], [other[1]])[0])


@given(figures)
def test_a_figure_always_allows_what_it_says_and_agrees_with_itself(figure: tuple[float, str, str]) -> None:
    low, high = span(*figure)
    assert low <= figure[0] <= high
    assert agree((low, high), (low, high))


@given(figures, figures)
def test_agreement_is_mutual(one: tuple[float, str, str], other: tuple[float, str, str]) -> None:
    assert agree(span(*one), span(*other)) == agree(span(*other), span(*one))


@given(figures)
def test_a_hedged_measure_allows_all_that_an_exact_one_does(figure: tuple[float, str, str]) -> None:
    value, qualifier, unit = figure
    assume(unit != "persons")
    low, high = span(value, qualifier, unit)
    exact_low, exact_high = span(value, "exact", unit)
    assert low <= exact_low
    assert exact_high <= high


@given(figures)
def test_a_fall_is_the_mirror_of_a_rise(figure: tuple[float, str, str]) -> None:
    value, qualifier, unit = figure
    low, high = span(value, qualifier, unit)
    assert span(-value, qualifier, unit) == (-high, -low)


@pytest.mark.parametrize(
    ("value", "qualifier", "unit", "low", "high"),
    [
        (117, "exact", "persons", 117, 117),
        (117, "more_than", "persons", 117, 118),
        (8000, "nearly", "files", 7000, 8000),
        (220, "about", "calls", 210, 230),
        (500, "less_than", "calls", 400, 500),
        (5000, "exact", "calls", 5000, 5000),
        (851_000, "exact", "calls", 850_500, 851_500),
        (900_000, "exact", "calls", 850_000, 950_000),
        (100, "nearly", "calls", 80, 100),
        (1_000_000, "about", "calls", 800_000, 1_200_000),
        (37, "exact", "percent", 36.5, 37.5),
        (20, "exact", "percent", 19.5, 20.5),
        (194.5, "exact", "percent", 194.45, 194.55),
        (-8.5, "exact", "percent", -8.55, -8.45),
        (52, "more_than", "percent", 51.5, 53),
        (-18, "more_than", "percent", -19, -17.5),
        (220_000_000, "exact", "MAD", 215_000_000, 225_000_000),
        (2_000_000_000, "exact", "MAD", 1_800_000_000, 2_200_000_000),
    ],
)
def test_each_qualifier_reaches_as_far_as_the_rule_says(
    value: float, qualifier: str, unit: str, low: float, high: float
) -> None:
    assert list(span(value, qualifier, unit)) == pytest.approx([low, high])


def test_ranges_that_only_touch_do_not_meet_unless_one_is_a_single_value() -> None:
    assert not agree(span(36, "exact", "percent"), span(37, "exact", "percent"))
    assert not agree(span(10.5, "exact", "percent"), span(10.6, "exact", "percent"))
    assert agree(span(8000, "nearly", "files"), span(8000, "exact", "files"))
    assert not agree(span(4300, "more_than", "cameras"), span(4300, "less_than", "cameras"))
