"""Reading one printed figure: the hand-written cases, and numbers spelled out by two other programs."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import TYPE_CHECKING

import num2words
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icu4py.messageformat import MessageFormat

from dgsn_opendata.numerals import NumeralError, read
from tests.numerals.cases import CASES, REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable

LANGUAGES = ("ar", "fr", "en")
SPELLERS: dict[str, Callable[[int, str], str]] = {
    "ICU": lambda number, language: str(MessageFormat("{n,spellout}", language).format({"n": number})),
    "num2words": lambda number, language: str(num2words.num2words(number, lang=language)),
}
# Numbers of every length alike, and those with zeros inside, where the words are irregular.
NUMBERS = st.one_of(
    st.integers(0, 12).flatmap(lambda digits: st.integers(0, 10**digits)),
    st.lists(
        st.sampled_from([0, 0, 1, 2, 3, 10, 11, 12, 71, 80, 91, 100, 101, 200, 300, 999]), min_size=1, max_size=4
    ).map(lambda groups: sum(group * 1000**place for place, group in enumerate(groups))),
)
# Alone, these forms of num2words are one thousand (accusative) or two (construct); both are said so in the press.
TWO_READINGS = {2 * 10**3, 2 * 10**6, 2 * 10**9}


@pytest.mark.parametrize(("text", "language", "whole", "value", "qualifier", "unit"), CASES)
def test_a_printed_figure_is_read(
    text: str, language: str | None, whole: bool | None, value: int | Decimal, qualifier: str, unit: str | None
) -> None:
    figure = read(text, language, whole)
    assert (figure.value, figure.qualifier, figure.unit) == (value, qualifier, unit)


@pytest.mark.parametrize(("text", "language", "whole"), REFUSED)
def test_what_is_not_certain_is_refused(text: str, language: str | None, whole: bool | None) -> None:
    with pytest.raises(NumeralError):
        read(text, language, whole)


@pytest.mark.parametrize("speller", SPELLERS)
@pytest.mark.parametrize("language", LANGUAGES)
@given(number=NUMBERS)
@example(number=2_000)
@example(number=5_002_000)
@example(number=102_000)
@example(number=10**12 - 1)
def test_spelled_out_numbers_are_read(speller: str, language: str, number: int) -> None:
    text = SPELLERS[speller](number, language)
    if (speller, language) == ("num2words", "ar") and number in TWO_READINGS:
        with pytest.raises(NumeralError, match="could be one"):
            read(text, language)
        return
    assert read(text, language).value == number
    assert read(text, language, whole=True).value == number


@given(number=NUMBERS, language=st.sampled_from(LANGUAGES), speller=st.sampled_from(sorted(SPELLERS)))
def test_without_a_language_spelled_out_numbers_are_read_alike_or_refused(
    number: int, language: str, speller: str
) -> None:
    text = SPELLERS[speller](number, language)
    try:
        assert read(text).value == number
    except NumeralError:
        assert "billion" in text or "trillion" in text or "seize" in text or number in TWO_READINGS


@given(
    number=st.integers(0, 10**12),
    group=st.sampled_from([".", " ", "\u00a0", "\u202f", "٬", ""]),
    language=st.sampled_from(["ar", "fr"]),
)
def test_grouped_digits_are_read_as_they_were_written(number: int, group: str, language: str) -> None:
    assert read(f"{number:,}".replace(",", group), language, whole=True).value == number


@given(millions=st.integers(1, 999), thousands=st.integers(1, 999), rest=st.integers(1, 999))
def test_digits_and_scale_words_add_up(millions: int, thousands: int, rest: int) -> None:
    assert read(f"{millions} مليون و{thousands} ألف و{rest}").value == millions * 10**6 + thousands * 1000 + rest
    assert (
        read(f"{millions} millions {thousands} mille {rest:03}", "fr").value
        == millions * 10**6 + thousands * 1000 + rest
        if rest > 99
        else True
    )


@given(
    parts=st.lists(
        st.one_of(
            st.integers(0, 10**7).map(str),
            st.sampled_from(
                [
                    "و",
                    "ألف",
                    "مليون",
                    "مئتين",
                    "ثلاثة",
                    "عشر",
                    "بالمائة",
                    "أكثر",
                    "من",
                    "ناقص",
                    "طن",
                    "كيلوغراما",
                    "في",
                    "إلى",
                    "سنة",
                    "ماي",
                    "نصف",
                    "plus",
                    "de",
                    "près",
                    "million",
                    "%",
                    "kg",
                    "-",
                    "/",
                    ".",
                    ",",
                    "(",
                    ")",
                    "et",
                    "1.234",
                    "12,5",
                    "neuf",
                    "un",
                    "baisse",
                    "h",
                    "er",
                ]
            ),
            st.text(max_size=3),
        ),
        max_size=8,
    ),
    language=st.sampled_from([None, "ar", "fr", "en"]),
    whole=st.sampled_from([None, True, False]),
    glue=st.sampled_from(["", " "]),
)
def test_any_text_gives_a_figure_or_a_refusal(
    parts: list[str], language: str | None, whole: bool | None, glue: str
) -> None:
    text = glue.join(parts)
    try:
        figure = read(text, language, whole)
    except NumeralError:
        return
    start, end = figure.span
    assert 0 <= start < end <= len(text)
    assert isinstance(figure.value, int | Decimal)
    assert Decimal(figure.value).is_finite()
    if whole and figure.unit is None:
        assert figure.value == int(figure.value) >= 0


def test_the_span_is_that_of_the_number_with_its_unit() -> None:
    text = "استفاد أزيد من 19 مليون و722 ألف و41 شخصا"
    start, end = read(text).span
    assert text[start:end] == "19 مليون و722 ألف و41"
    text = "soit une baisse de 12,5 % en un an"
    start, end = read("soit une baisse de 12,5 %", "fr").span
    assert text[start:end] == "12,5 %"


def test_a_longer_text_takes_proportionally_longer() -> None:
    """Ten times the text may take no more than thirty times the steps of the interpreter."""
    import sys

    def steps(text: str) -> int:
        count = 0

        def trace(_frame: object, event: str, _argument: object) -> None:
            nonlocal count
            count += event == "call"

        sys.setprofile(trace)
        try:
            read(text, "fr")
        except NumeralError:
            pass
        finally:
            sys.setprofile(None)
        return count

    random.seed(0)
    for piece in (
        "1 234 567 ",
        "plus de ",
        "vingt et un mille ",
        "و",
        "ألف ",
        "(",
        "12-",
        "ne dépasse pas ",
        "a\u064b",
        "1.",
        "2 و3 ",
        "plus d'un demi ",
    ):
        read.__globals__["_read"].cache_clear()
        short, long = steps(piece * 50), steps(piece * 500)
        assert long < 30 * short, piece
