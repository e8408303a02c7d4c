"""All numerals of a running text, each with its kind."""

from __future__ import annotations

import contextlib
import itertools
from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from dgsn_opendata.numerals import Found, NumeralError, read, scan
from tests.growth import FEW, grows_as_fast

# Made-up sentences, and the numerals that a careful reader finds in them.
TEXTS = [
    ("ar", "عالجت المصالح 2.307 قضية في سنة 2025، أي بزيادة 4,5 بالمائة.", [("2.307", "statistic"), ("2025", "date"), ("4,5 بالمائة", "percent")]),
    ("ar", "خلال الدورة الـ92 وعلى هامش الذكرى 17 للعرش", [("92", "ordinal"), ("17", "ordinal")]),
    ("ar", "الجيل الثاني من المسدس TASER-7 و104 سيارات", [("الثاني", "ordinal"), ("7", "identifier"), ("104", "statistic")]),
    ("ar", "بنظام 7/7 و24/24 وشهادة ISO 17025", [("7/7", "identifier"), ("24/24", "identifier"), ("17025", "identifier")]),
    ("ar", "يومي 6 و7 دجنبر 2023 وما بين 24 و27 نونبر", [("6 و7 دجنبر 2023", "date"), ("24 و27 نونبر", "date")]),
    ("ar", "تكوين العشرات من الموظفين واستفادة 2019 موظف", [("العشرات", "unknown"), ("2019", "statistic")]),
    ("ar", "توصلت القاعات بما مجموعه 19 مليون و722 ألف و41 اتصالا عبر الخط الهاتفي 19", [("19 مليون و722 ألف و41", "statistic"), ("19", "identifier")]),
    ("ar", "إحداث فرقتين وثلاث وحدات", [("فرقتين", "statistic"), ("وثلاث", "statistic")]),
    ("ar", "في أقل من أربع سنوات ألف مخفر", [("أربع سنوات", "date"), ("ألف", "statistic")]),
    ("ar", "1-أشرف الملك\n2- تدعيما لآليات(3)", [("1", "identifier"), ("2", "identifier"), ("3", "identifier")]),
    ("ar", "نشر يوم 17 - 12 - 2025 على الساعة 17:29", [("17 - 12 - 2025", "date"), ("17:29", "date")]),
    ("fr", "En 2023, 1.192.383 cartes au 2ème centre, soit +4 % et 12 tonnes et 300 kg.", [("2023", "date"), ("1.192.383", "statistic"), ("2ème", "ordinal"), ("4 %", "percent"), ("12 tonnes et 300 kg", "statistic")]),
    ("fr", "entre 10 et 12 affaires, de 2020 à 2023, le tiers des cas", [("10 et 12", "unknown"), ("2020 à 2023", "unknown"), ("tiers", "unknown")]),
    ("fr", "la ligne 19, l’article 5 et la loi 43-05", [("19", "identifier"), ("5", "identifier"), ("43-05", "identifier")]),
    ("en", "The 3rd meeting drew more than 43 delegations on December 17, 2025", [("3rd", "ordinal"), ("43", "statistic"), ("17, 2025", "date")]),
    ("en", "Arrests in 2023: 1,250 people", [("2023", "date"), ("1,250", "statistic")]),
    (None, "حوالي 220 مليون درهما", [("220 مليون درهما", "statistic")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), TEXTS)
def test_numerals_are_found_with_their_kind(
    language: str | None, text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(found.text, found.kind) for found in scan(text, language)] == expected


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [
        ("نظام مكون من أكثر من 4300 كاميرة محمولة", 4300, "more_than"),
        ("وبلغ عددها 26 فرقة. وتجاوز الطاقم 12 ألف رجل", 26, "exact"),
        ("نسبة الزجر 92 بالمائة وتراجع الجريمة بنسبة 5 بالمائة", 92, "exact"),
        ("وتراجعت الجريمة بنسبة تناهز 5 بالمائة", -5, "nearly"),
    ],
)
def test_a_figure_is_read_with_the_words_of_its_clause(text: str, value: int, qualifier: str) -> None:
    figure = scan(text, "ar")[0].figure
    assert figure is not None
    assert (figure.value, figure.qualifier) == (value, qualifier)


def test_what_leaves_a_doubt_has_no_figure() -> None:
    (found,) = scan("saisie de 16.053 kg", "fr")
    assert (found.kind, found.figure) == ("unknown", None)


PIECES = st.one_of(
    st.integers(0, 10**6).map(str),
    st.sampled_from(["و", "ـ", " ", "\n", "،", "/", "-", ":", ".", ",", "(", ")", "%", "سنة", "ماي", "ألف", "طن", "طن واحد", "MAD", "€", "h", "A", "½", "ème", "à", "entre", "et", "الدورة", "TASER"]),
    st.text(max_size=2),
)  # fmt: skip


@given(pieces=st.lists(PIECES, max_size=14), language=st.sampled_from([None, "ar", "fr", "en"]))
def test_every_digit_belongs_to_one_numeral_and_they_follow_one_another(
    pieces: list[str], language: str | None
) -> None:
    text = "".join(pieces)
    found = scan(text, language)
    assert all(one.text == text[slice(*one.span)] for one in found)
    assert all(before.span[1] <= after.span[0] for before, after in itertools.pairwise(found))
    covered = {place for one in found for place in range(*one.span)}
    assert [place for place, letter in enumerate(text) if letter.isdecimal() and place not in covered] == []
    for one in found:
        if one.figure:
            (first, last), (start, end) = one.span, one.figure.span
            assert 0 <= start < end <= len(text)
            assert start < last
            assert first < end
            assert Decimal(one.figure.value).is_finite()


@FEW
@given(
    start=st.lists(PIECES, max_size=2).map("".join),
    piece=st.lists(PIECES, min_size=1, max_size=4).map("".join),
    end=st.lists(PIECES, max_size=2).map("".join),
    language=st.sampled_from(["ar", "fr", "en"]),
)
@example(start="a", piece="\u0301\u0323", end="5", language="fr")
def test_a_text_is_scanned_and_read_in_a_time_that_grows_as_it_does(
    start: str, piece: str, end: str, language: str
) -> None:
    assume(piece)
    assert grows_as_fast(lambda text: scan(text, language), start, piece, end)
    assert grows_as_fast(lambda text: refuse(text, language), start, piece, end)


def refuse(text: str, language: str) -> None:
    """Read a text, which is refused more often than not."""
    read.__globals__["_read"].cache_clear()
    with contextlib.suppress(NumeralError):
        read(text, language)


@pytest.mark.parametrize(
    "piece",
    [
        "1, ",
        "5-",
        "12 و",
        "10 à ",
        "1ère et ",
        "1 234 567 ",
        "plus de ",
        "vingt et un mille ",
        "(",
        "2 و3 ",
        "طن و",
        "ـ",
        "ألف ",
    ],
)
def test_a_long_text_is_scanned_whatever_it_repeats(piece: str) -> None:
    found = scan(piece * 3000, "fr")
    assert all(isinstance(one, Found) for one in found)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="no grammar"):
        scan("12", "de")
