"""What is worked out from the shape of a printed figure is what reading it alone gives, to the type of its value."""

from __future__ import annotations

import csv
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata import store
from dgsn_opendata.numerals import NumeralError, arabic, english, french, measures, read, shapes
from tests.numerals.cases import CASES, REFUSED

PHRASES = [
    [words.strip() for words in listing.split("|")]
    for _, _, listing in (*arabic.ENTRIES, *french.ENTRIES, *english.ENTRIES, *measures.ENTRIES)
]
PLAIN = ["personnes", "cas", "موظفا", "بمكناس", "people", "vehicles"]
SIGNS = ["-", "−", "+", "±", "/", "(", ")", "«", ".", ",", "%", "~", "½", "²", "m", "TASER", "\n", "الـ", "و", "ب"]
NUMBERS = [
    *(
        "0",
        "00",
        "000",
        "0000",
        "00000",
        "000000000000000",
        "0.000",
        "00,000",
        "000 000",
        "0\u202f000",
        "0.000.000",
    ),
    *(
        "0,0",
        "00.0",
        "0,00",
        "0000,0",
        "0.000,0",
        "00 000,00",
        "0,000,000.0",
        "0.00.000",
        "0000-0000",
        "00/00/0000",
    ),
    *("00:00", "٠٠", "٠٠٠٠", "٠٫٠"),
]
SCALES = ["", "", " ألف", " مليون", " ملايين", " mille", " millions", " million", " billion", " thousand"]
MEASURES = [
    *(
        "",
        "",
        "",
        " %",
        "%",
        " بالمائة",
        " kg",
        " كيلوغرام",
        " tonnes",
        " g",
        " سنتيم",
        " centimes",
        " درهم",
        " km²",
    ),
    *(" m2", " ans", " dirhams", " ألف غرام"),
]
LEADS = ["", "", "", "", "ألف و", "ألفين و", "مليونين و", "مليون و", "mille ", "un million "]
TELLING = [*range(4), 10, 12, 31, 1899, 1900, 2019, 2024, 2100, 2101]  # days, months, years, one and none

beside = st.lists(
    st.one_of(st.sampled_from(PLAIN), st.sampled_from(SIGNS), st.sampled_from(PHRASES).flatmap(st.sampled_from)),
    max_size=2,
)
numbers = st.tuples(st.sampled_from(NUMBERS), st.sampled_from(SCALES)).map("".join)
figures = st.tuples(
    st.sampled_from(LEADS), st.lists(numbers, min_size=1, max_size=2).map(" و".join), st.sampled_from(MEASURES)
).map("".join)
gaps = st.sampled_from([" ", " ", "", "\u00a0"])


@given(
    before=beside, figure=figures, behind=beside, gap=gaps, seed=st.integers(0, 1 << 32),
    language=st.sampled_from([None, "ar", "fr", "en"]), whole=st.sampled_from([None, True, False]),
)  # fmt: skip
def test_texts_of_one_shape_are_read_as_each_is_alone(
    before: list[str],
    figure: str,
    behind: list[str],
    gap: str,
    seed: int,
    language: str | None,
    whole: bool | None,
) -> None:
    text = gap.join([*before, figure, *behind])
    _assert_read_as_alone([text, *_printed_with_others(text, 4, random.Random(seed))], language, whole)


def test_a_case_with_other_digits_is_read_as_it_is_alone() -> None:
    for text, language, whole in [*(case[:3] for case in CASES), *REFUSED]:
        _assert_read_as_alone([text, *_printed_with_others(text, 3, random.Random(text))], language, whole)


def test_what_is_printed_with_other_digits_is_read_as_it_is_alone() -> None:
    with (store.package_folder() / "data" / "observations.csv").open(encoding="utf-8", newline="") as file:
        printed = {row["as_printed"] for row in csv.DictReader(file)}
    for text in sorted(printed):
        chance = random.Random(text)
        language, whole = chance.choice(["ar", "fr", "en"]), chance.choice([None, True, False])
        _assert_read_as_alone([text, *_printed_with_others(text, 2, chance)], language, whole)


@pytest.mark.parametrize(
    ("text", "other", "language", "whole"),
    [
        ("12.345", "67.890", "ar", True),
        ("plus de 1 234 567 personnes", "plus de 8 904 561 personnes", "fr", True),
        ("baisse de 12,5 %", "baisse de 30,0 %", "fr", False),
        ("19 مليون و722 ألف و41", "20 مليون و318 ألف و10", "ar", True),
        ("ألف و318 قضية", "ألف و999 قضية", "ar", True),
        ("1,5 million", "2,0 million", "fr", True),
        ("12 tonnes", "98 tonnes", "fr", False),
        ("2246 cas", "7103 cas", "fr", True),
    ],
)
def test_a_shape_is_learned_once(text: str, other: str, language: str, whole: bool) -> None:
    _forget()
    assert shapes.recall(other, language, whole) is None
    read(text, language, whole)
    assert shapes.recall(other, language, whole) == read(other, language, whole)


@pytest.mark.parametrize(
    ("text", "other", "language", "whole"),
    [
        ("2246", "2024", "fr", None),  # may be a year
        ("en 2.519", "en 2.024", "fr", True),
        ("السنة 2.519", "السنة 2.024", "ar", True),
        ("1 234", "0 234", "fr", True),  # begins with a nought
        ("12,0", "12,5", "fr", True),
        ("1250 g", "2000 g", "fr", False),  # has no decimals then
        ("1 234 g", "1 250 g", "fr", False),
        ("7,1 ألف غرام", "3,0 ألف غرام", "ar", False),
        ("12 km2", "12 km3", "fr", False),
        ("14 (14)", "14 (15)", "fr", True),
        ("32 mai", "12 mai", "fr", True),
        ("2524-2525", "2024-2025", "fr", True),
    ],
)
def test_what_the_digits_decide_is_read_each_time(
    text: str, other: str, language: str, whole: bool | None
) -> None:
    _forget()
    _said(text, language, whole)
    assert shapes.recall(other, language, whole) is None


def test_no_more_is_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    _forget()
    monkeypatch.setattr(shapes, "_MOST", 3)
    for cases in range(20):
        read("12 cas" + " nouveaux" * cases, "fr", True)
        assert len(shapes._shapes) <= 3


def _printed_with_others(text: str, number: int, chance: random.Random) -> list[str]:
    """Return so many texts of the same shape, in which numbers that may mean something else are frequent."""

    def others(run: re.Match[str]) -> str:
        size = len(run.group())
        telling = [str(one).zfill(size) for one in TELLING if len(str(one)) <= size <= 4]
        if telling and chance.random() < 0.4:
            return chance.choice(telling)
        return "".join(chance.choice("0123456789") for _ in range(size))

    return [re.sub("[0-9]+", others, text) for _ in range(number)]


def _assert_read_as_alone(texts: list[str], language: str | None, whole: bool | None) -> None:
    alone = []
    for text in texts:
        _forget()
        alone.append(_said(text, language, whole))
    _forget()
    assert [_said(text, language, whole) for text in texts] == alone


def _said(text: str, language: str | None, whole: bool | None) -> tuple[object, ...]:
    try:
        figure = read(text, language, whole)
    except NumeralError as error:
        return str(error.reason), error.reason.say("fr")
    return type(figure.value), str(figure.value), *figure[1:]


def _forget() -> None:
    shapes._shapes.clear()
    read.__globals__["_read"].cache_clear()
