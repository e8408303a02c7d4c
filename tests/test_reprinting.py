"""Whether a page still prints what was recorded from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata import store
from dgsn_opendata.articles import normalise, occurrences
from dgsn_opendata.reprinting import _same_words, list_expressions, look_for
from dgsn_opendata.rules.provenance import languages_of
from dgsn_opendata.validation import read_tables
from tests.small import TEXTS

ARTICLES = Path(__file__).parent.parent.parent / "shared" / "sources"


def test_the_expressions_of_a_source_are_those_of_all_its_rows_but_waivers(small: Path) -> None:
    expressions = list_expressions(read_tables(small)[0])
    assert expressions["alpha-2024"] == ["600", "400", "800", "1.000", "hausse de 25 %", "60 %", "40 %", "300"]
    assert expressions["beta-2024"] == ["ألف", "سبع"]


def test_every_figure_stands_in_its_own_article(small: Path) -> None:
    for source, expressions in list_expressions(read_tables(small)[0]).items():
        assert {one.fate for one in look_for([TEXTS[source]], expressions, "")} == {"found"}


@pytest.mark.parametrize(
    ("language", "recorded", "text", "fate", "instead"),
    [
        ("fr", "4.269.781", "soit 4.269.781 cartes", "found", ""),
        ("fr", "4.269.781", "soit 4 269 781 cartes", "changed", "4 269 781"),
        ("fr", "4.269.781", "soit 4.269.782 cartes", "gone", ""),
        ("fr", "4.269.781", "rien", "gone", ""),
        ("fr", "117 demandes", "soit 118 demandes", "changed", "118 demandes"),
        ("fr", "117 demandes", "soit 118 autres", "gone", ""),
        ("fr", "hausse de 25 %", "une hausse de 26 %", "changed", "hausse de 26 %"),
        ("ar", "19 مليون و722 ألف و41", "بلغت 19.722.041 مكالمة", "changed", "19.722.041"),
        ("ar", "117 طلبا", "بلغ 118 طلبا", "changed", "118 طلبا"),
        ("ar", "ما يقرب 1200", "ما يقرب من 1200", "changed", "1200"),
        ("", "117 (demandes", "118 (demandes", "changed", "118 (demandes"),
        ("fr", "TASER-7", "rien", "gone", ""),
    ],
)
def test_each_expression_is_found_changed_or_gone(
    language: str, recorded: str, text: str, fate: str, instead: str
) -> None:
    (one,) = look_for([text], [recorded], language)
    assert (one.as_printed, one.fate, one.instead) == (recorded, fate, instead)


def test_words_of_another_row_are_no_change_of_this_one() -> None:
    fates = look_for(["12 demandes au nord"], ["117 demandes", "12 demandes"], "fr")
    assert [(one.fate, one.instead) for one in fates] == [("gone", ""), ("found", "")]


def test_what_the_article_lost_may_stand_elsewhere_on_the_page() -> None:
    assert [one.fate for one in look_for(["Un bilan", "Menu\n12 cartes"], ["12", "13"], "fr")] == ["found", "gone"]


def test_a_page_without_words_prints_nothing() -> None:
    assert [one.fate for one in look_for(["", ""], ["12"], "ar")] == ["gone"]
    assert look_for([""], [], "ar") == []


def test_a_page_of_nothing_but_numbers_is_soon_searched() -> None:
    article = normalise("1 " * 200_000)
    assert _same_words("117 demandes", article, []) == ""
    assert _same_words("demandes 117 de 118", normalise("demandes " + "1 " * 200_000), []) == ""


@given(
    st.text(max_size=40),
    st.lists(st.text(max_size=10), max_size=4, unique=True),
    st.sampled_from(["ar", "fr", "de"]),
)
def test_every_expression_has_one_fate_in_its_order(text: str, recorded: list[str], language: str) -> None:
    fates = look_for([text], recorded, language)
    assert [one.as_printed for one in fates] == recorded
    article = normalise(text)
    assert all(occurrences(article, one.as_printed) for one in fates if one.fate == "found")


def test_what_has_become_a_part_of_a_longer_numeral_has_changed() -> None:
    (one,) = look_for(["ils ont saisi 1 tonne et 433 kg de cocaïne"], ["433 kg"], "fr")
    assert (one.fate, one.instead) == ("changed", "1 tonne et 433 kg")
    (one,) = look_for(["طن و940 كيلوغراما من الكوكايين، و940 كيلوغراما من الشيرا"], ["940 كيلوغراما"], "ar")
    assert one.fate == "found"


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the articles' texts are not at hand")
def test_every_figure_of_the_captured_articles_is_found_in_them() -> None:
    tables, _ = read_tables(store.package_folder())
    expressions, languages = list_expressions(tables), languages_of(tables)
    for path in ARTICLES.glob("*.txt"):
        if path.stem in expressions:
            fates = look_for([path.read_text(encoding="utf-8")], expressions[path.stem], languages[path.stem])
            assert [one for one in fates if one.fate != "found"] == []
