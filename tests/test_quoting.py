"""Quoting a figure from an article as the tables record it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dgsn_opendata.articles import find, normalise
from dgsn_opendata.numerals import read, scan
from dgsn_opendata.quoting import Quote, quote


def quotes(text: str, language: str) -> list[Quote]:
    found = scan(text, language)
    return [quote(normalise(text), one, found, language) for one in found]


@pytest.mark.parametrize(
    ("text", "language", "as_printed", "value", "qualifier"),
    [
        ("Il y eut 1.192.383 cartes au total.", "fr", "1.192.383", 1192383, "exact"),
        ("بلغ العدد 19 مليون و722 ألف و41 اتصالا", "ar", "19 مليون و722 ألف و41", 19722041, "exact"),
        ("Les agents ont reçu plus de 12.300 appels.", "fr", "plus de 12.300", 12300, "more_than"),
        ("تم حجز أكثر من طنين و582 كيلوغراما", "ar", "أكثر من طنين و582 كيلوغراما", 2582, "more_than"),
        ("Le nombre est en recul de plus de 18 % cette année.", "fr", "recul de plus de 18 %", -18, "more_than"),
        ("La hausse est de 25 % en un an.", "fr", "25 %", 25, "exact"),
        ("Il y eut 300 appels.", "fr", "300 appels", 300, "exact"),
        ("استفاد 2019 موظف شرطة", "ar", "2019 موظف", 2019, "exact"),
        ("Ils ont saisi 7 armes, puis des drogues.", "fr", "7 armes", 7, "exact"),
        ("Il y eut 300, pas plus.", "fr", "300", 300, "exact"),
        ("تم إصدار 43.807\u00a0سندا و\u200f20.031 تأشيرة", "ar", "43.807", 43807, "exact"),
        ("تناهز أربعة هكتارات\nمن الأرض", "ar", "تناهز أربعة هكتارات", 4, "nearly"),
        ("=plus de 12.300 appels", "fr", "plus de 12.300", 12300, "more_than"),
    ],
)
def test_the_expression_is_the_shortest_that_says_all_of_the_figure(
    text: str, language: str, as_printed: str, value: int, qualifier: str
) -> None:
    one = quotes(text, language)[0]
    assert (one.as_printed, one.occurrence, one.reading) == (as_printed, 1, "")
    assert one.figure is not None
    assert one.figure[:2] == (value, qualifier)


def test_a_figure_that_is_printed_twice_takes_its_noun_or_else_its_occurrence() -> None:
    twice = quotes("Ici 7.300 appels, là 7.300 alertes ; 10 % au nord, 10 % au sud.", "fr")
    assert [one[:2] for one in twice] == [("7.300 appels", 1), ("7.300 alertes", 1), ("10 %", 1), ("10 %", 2)]


def test_a_hedge_out_of_reach_is_said_to_stand_elsewhere() -> None:
    one = quotes("عدد مراكز الشرطة تجاوز في أقل من أربع سنوات 1200 مخفر", "ar")[1]
    assert one.figure is not None
    assert (one.as_printed, one.figure[:2], one.reading) == ("1200", (1200, "more_than"), "hedge")


def test_a_figure_that_the_scanner_doubts_keeps_its_hedge() -> None:
    (one,) = quotes("بمساحة تناهز أربعة هكتارات من الأرض", "ar")
    assert one.as_printed == "تناهز أربعة هكتارات"
    assert one.figure is not None
    assert one.figure[:3] == (4, "nearly", "hectares")


@pytest.mark.parametrize(
    ("text", "kind"), [("En 2023 déjà", "date"), ("le 2ème centre", "ordinal"), ("entre 5 et 7 agents", "unknown")]
)
def test_what_is_no_figure_has_its_words_and_place_alone(text: str, kind: str) -> None:
    (found,) = [one for one in scan(text, "fr") if one.kind == kind]
    one = quote(normalise(text), found, [found], "fr")
    assert (one.figure, one.reading, one.occurrence) == (None, "", 1)
    assert one.as_printed == found.text


def test_a_figure_that_cannot_be_read_comes_with_the_reason() -> None:
    (one,) = quotes("Ils ont saisi 1.433 kg de cocaïne.", "fr")
    assert (one.as_printed, one.figure) == ("1.433", None)
    assert one.refusal.startswith('"1.433" could be 1433 or 1.433')


WORDS = st.sampled_from(["plus de", "hausse", "12", "1.300", "4 %", "kg", "cartes,", "en 2024", "baisse de", "et", ".", "\n", "près de", "7 agents", "\u00a0"])  # fmt: skip


@settings(max_examples=60)
@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_every_quote_is_read_as_its_figure_and_found_at_its_place(text: str) -> None:
    article, found = normalise(text), scan(text, "fr")
    places = []
    for numeral, one in zip(found, quotes(text, "fr"), strict=True):
        assert len(one.as_printed) <= 120
        if one.figure is not None and not one.reading:
            assert read(one.as_printed, "fr", one.figure.unit is None)[:3] == one.figure[:3]
        if one.occurrence is not None:
            place = find(article, one.as_printed, one.occurrence)
            assert place is not None
            assert place[0] < numeral.span[1] <= place[1]
            places.append(place)
    assert all(before[0] <= after[0] for before, after in pairwise(places))
