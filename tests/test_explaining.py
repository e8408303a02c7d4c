"""Why a value is what it is, in words and in three languages."""

from __future__ import annotations

import pytest

from dgsn_opendata import load, series
from dgsn_opendata.errors import UnknownName
from dgsn_opendata.explaining import explain
from dgsn_opendata.schemas import LANGUAGES, Language


def test_each_value_has_a_headline_and_each_figure_printed_for_it_a_line() -> None:
    told = list(explain("drug_seized", category="cocaine"))
    values = series("drug_seized", category="cocaine")
    assert len(told) == len(values)
    observations = load("observations").query("indicator_id == 'drug_seized' and category == 'cocaine'")
    figures = observations[observations["period"] == "year"]
    assert sum(len(one.witnesses) for one in told) == len(figures)


def test_a_disputed_value_says_its_range_the_step_that_took_it_and_who_contradicts_it() -> None:
    (told,) = [one for one in explain("drug_seized", category="cocaine") if ", 2016: " in one.headline]
    assert "from 1,500 to 1,582" in told.headline
    (told,) = [one for one in explain("drug_seized", category="heroin") if ", 2016: " in one.headline]
    assert "from " not in told.headline.partition("decided by")[0]
    assert "decided by: an unmarked figure before a doubtful one and a misprint" in told.headline
    assert ": taken, " in told.witnesses[0]
    assert "contradicts it" in told.witnesses[-1]
    assert "misprint" in told.witnesses[-1]
    assert "bladi" in told.witnesses[-1]


def test_a_restated_value_says_what_was_first_reported() -> None:
    (told,) = [one for one in explain("inspection_operations") if one.headline.startswith("2018: ")]
    assert "first reported: 50" in told.headline
    assert "decided by: the latest report" in told.headline


@pytest.mark.parametrize(("lang", "word"), [("en", "contradicts it"), ("fr", "le contredit"), ("ar", "يناقضه")])
def test_it_is_told_in_three_languages(lang: Language, word: str) -> None:
    told = list(explain("forged_documents_seized", lang=lang))
    assert [line for one in told for line in one.witnesses if word in line]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_indicator_can_be_told(lang: Language) -> None:
    for name in ("emergency_calls_line19", "staff_promoted", "health_emergency_arrests", "corruption_cases"):
        assert all(one.headline and one.witnesses for one in explain(name, lang=lang))
    assert list(explain("headquarters_cost", lang=lang)) == []


def test_an_indicator_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownName, match="Did you mean"):
        next(explain("drug_seizd"))
