"""Numbers, dates, periods and figures in running text, held against Unicode CLDR."""

from __future__ import annotations

import datetime

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.localising import say_date, say_figure, say_number, say_period
from dgsn_opendata.schemas import LANGUAGES, Language, read_schema

LOCALES = {"en": "en_GB", "fr": "fr", "ar": "ar_MA"}


@pytest.mark.parametrize("language", LANGUAGES)
@given(number=st.one_of(st.integers(0, 10**12), st.decimals(0, 10**7, places=3)))
def test_numbers_are_written_as_cldr_writes_them(language: Language, number: float) -> None:
    value = float(number)
    assert say_number(value, language) == format_decimal(value, format="#,##0.######", locale=LOCALES[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_and_months_are_named_as_cldr_names_them(language: Language) -> None:
    for month in range(1, 13):
        day = datetime.date(2021, month, 17)
        assert say_date(day.isoformat(), language) == format_date(day, "d MMMM y", locale=LOCALES[language])
        assert say_date(f"2021-{month:02}", language) == format_date(day, "MMMM y", locale=LOCALES[language])
    assert say_date("2021", language) == "2021"


def test_the_first_of_a_month_is_an_ordinal_in_french_alone() -> None:
    assert [say_date("2018-01-01", language) for language in LANGUAGES] == [
        "1 January 2018",
        "1er janvier 2018",
        "1 يناير 2018",
    ]


@pytest.mark.parametrize(
    ("period", "english", "french", "arabic"),
    [
        (
            "2018-01-01/2018-11-20",
            "1 January 2018 to 20 November 2018",
            "du 1er janvier 2018 au 20 novembre 2018",
            "من 1 يناير 2018 إلى 20 نونبر 2018",
        ),
        ("2015-10/2016-04", "October 2015 to April 2016", "d’octobre 2015 à avril 2016", "من أكتوبر 2015 إلى أبريل 2016"),
        ("2020-03-20/2022-05", "20 March 2020 to May 2022", "du 20 mars 2020 à mai 2022", "من 20 مارس 2020 إلى ماي 2022"),
        ("2016/2018", "2016 to 2018", "de 2016 à 2018", "من 2016 إلى 2018"),
    ],
)  # fmt: skip
def test_an_interval_is_said_with_its_ends_whatever_the_year(
    period: str, english: str, french: str, arabic: str
) -> None:
    said = [say_period(period, 2018, 2018, language) for language in LANGUAGES]
    assert said == [english, french, arabic]


def test_school_years_have_two_years() -> None:
    assert say_period("school_year", 2024, 2024, "en") == "school year 2023–2024"
    assert say_period("school_year", 2022, 2025, "fr") == "années scolaires 2021–2022 à 2024–2025"
    assert say_period("school_year", 2022, 2025, "ar") == "المواسم الدراسية من 2021-2022 إلى 2024-2025"


def test_the_years_of_other_kinds_of_year_are_said_alone() -> None:
    assert [say_period("promotion_list", 2015, 2025, language) for language in LANGUAGES] == [
        "2015–2025",
        "2015–2025",
        "من 2015 إلى 2025",
    ]


@pytest.mark.parametrize(
    ("value", "qualifier", "said"),
    [
        (-10, "exact", ["a fall of 10%", "une baisse de 10\u00a0%", "انخفاض بنسبة 10 بالمائة"]),
        (12.5, "more_than", ["a rise of more than 12.5%", "une hausse de plus de 12,5\u00a0%", "ارتفاع بأكثر من 12,5 بالمائة"]),
        (-20, "about", ["a fall of about 20%", "une baisse d’environ 20\u00a0%", "انخفاض بحوالي 20 بالمائة"]),
        (-75, "nearly", ["a fall of nearly 75%", "une baisse de près de 75\u00a0%", "انخفاض بما يقارب 75 بالمائة"]),
        (0, "exact", ["0%", "0\u00a0%", "0 بالمائة"]),
    ],
)  # fmt: skip
def test_a_change_is_a_rise_or_a_fall(value: float, qualifier: str, said: list[str]) -> None:
    assert [say_figure(value, qualifier, "percent", language, change=True) for language in LANGUAGES] == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_hedge_of_the_tables_is_said_in_words(language: Language) -> None:
    said = {code: say_figure(8000, code, "files", language) for code in read_schema("series")["qualifier"].codes}
    assert len(set(said.values())) == len(said)
    assert all(text.endswith(say_number(8000, language)) for text in said.values())
    assert said["exact"] == say_number(8000, language)


@pytest.mark.parametrize(
    ("value", "said"),
    [(float("inf"), "inf"), (float("nan"), "nan"), (1e30, "1,000,000,000,000,000,000,000,000,000,000")],
)
def test_a_number_of_any_size_is_said(value: float, said: str) -> None:
    assert say_number(value, "en") == said
