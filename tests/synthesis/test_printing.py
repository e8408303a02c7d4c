"""What is printed of a number reads as that number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.numerals import read
from dgsn_opendata.schemas import whole_units
from tests.synthesis.printing import SCALES, print_figure

NOUNS = {("cards", "ar"): ["بطاقة"], ("cards", "fr"): ["cartes"], ("cards", "en"): ["cards"]}


@given(
    number=st.integers(1, 50_000_000) | st.integers(2, 12),
    fall=st.booleans(),
    unit=st.sampled_from(["cards", "percent", "kg", "MAD", "EUR", "USD", "GBP", "hectares", "years"]),
    qualifier=st.sampled_from(["exact", "about", "nearly", "more_than", "less_than"]),
    language=st.sampled_from(["ar", "fr", "en"]),
    chance=st.integers(0, 9999),
)
def test_a_printed_figure_reads_as_the_number_it_was_made_from(
    number: int, fall: bool, unit: str, qualifier: str, language: str, chance: int
) -> None:
    number = number % 100_000 + 1 if unit == "percent" else number
    number = -number if fall and unit == "percent" else number
    printed = print_figure(number, unit, qualifier, language, chance, NOUNS)
    if printed.reading in ("ambiguous", "unread"):
        return
    elsewhere = printed.reading.split("_")
    figure = read(printed.text, language, unit in whole_units())
    told = abs(number) if "sign" in elsewhere else number
    assert float(figure.value) == told / SCALES.get(unit, 1)
    assert figure.qualifier == ("exact" if "hedge" in elsewhere else qualifier)
    assert figure.unit == (None if unit == "cards" or "unit" in elsewhere else unit)
