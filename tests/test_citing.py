"""Citations made from the tables of the package."""

from __future__ import annotations

import re
import time
import unicodedata
from typing import Any

import pytest

import dgsn_opendata
from dgsn_opendata import load, series
from dgsn_opendata.citation_formats import one_line
from dgsn_opendata.citing import Citer, cite
from dgsn_opendata.errors import UnknownName, UsageProblem
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.provenance import list_sources
from dgsn_opendata.resolution import SERIES
from dgsn_opendata.schemas import LANGUAGES, Language

EMPTY = re.compile(r"\bNone\b|\bnan\b|<NA>|\(\)|“”|«\u00a0*»|[,،:;؛] *[,،;؛.)]|:$|  |\n")


@pytest.fixture(scope="module")
def citer() -> Citer:
    return Citer(read_metadata(), {name: load(name) for name in ("indicators", "categories", "sources")})


def test_a_figure_is_cited_by_the_article_that_the_series_takes_it_from() -> None:
    cited = cite("cnie_issued", 2023)
    (row,) = series("cnie_issued").query("year == 2023").to_dict("records")
    assert [source.source_id for source in cited.sources] == [row["source_id"]]
    assert "4,269,781" in str(cited)
    assert f"“{row['as_printed']}”" in str(cited)
    assert row["publisher"] in str(cited)
    assert row["url"] in str(cited)


def test_a_series_is_cited_by_every_article_behind_it() -> None:
    cited, rows = cite("drug_seized", category="cocaine"), series("drug_seized", category="cocaine")
    assert {source.source_id for source in cited.sources} == set(rows["source_id"])
    assert f"Cocaine, {rows['year'].min()}–{rows['year'].max()}. Sources: " in str(cited)
    assert f" {rows['source_id'].nunique()} articles (" in str(cited)
    assert len(cited.sources) == rows["source_id"].nunique()


def test_without_an_indicator_the_package_is_cited() -> None:
    assert str(dgsn_opendata.cite()) == read_metadata().citation()
    assert dgsn_opendata.cite().sources == ()


def test_figures_without_a_year_are_cited_by_their_articles() -> None:
    cited = cite("headquarters_cost")
    assert series("headquarters_cost").empty
    assert cited.sources
    assert not re.search(r"\b(19|20)[0-9]{2}\.", str(cited).partition(" Source")[0])


@pytest.mark.parametrize(
    ("arguments", "named", "message"),
    [
        (["cnie_isued"], {}, "Did you mean cnie_issued?"),
        (["cnie_issued", 2031], {}, 'no figure of cnie_issued for the year "2031". There are: 2016, '),
        (["cnie_issued"], {"category": "rabbat"}, "Did you mean rabat?"),
        (["cnie_issued"], {"period": "yaer"}, "Did you mean year?"),
        (["headquarters_cost", 2024], {}, "cite it without one"),
    ],
)
def test_a_name_or_year_that_does_not_exist_is_answered_with_those_that_do(
    arguments: list[Any], named: dict[str, Any], message: str
) -> None:
    with pytest.raises(UnknownName, match=re.escape(message)):
        cite(*arguments, **named)


def test_where_a_year_has_several_figures_it_says_what_to_add() -> None:
    with pytest.raises(
        UsageProblem, match=r"3 figures for 2021\. Say which category: cannabis_resin, cocaine, heroin\."
    ):
        cite("drug_seized", 2021)
    assert "Cocaine" in str(cite("drug_seized", 2021, category="cocaine"))


def test_a_year_or_category_needs_its_indicator() -> None:
    wanted: list[dict[str, Any]] = [
        {"year": 2023},
        {"category": "cocaine"},
        {"breakdown": "substance"},
        {"period": "year"},
    ]
    for named in wanted:
        with pytest.raises(UsageProblem, match="cited by its indicator"):
            cite(**named)


def test_another_period_than_the_year_is_said() -> None:
    assert "Sextortion cases, 1 January 2018 to 20 November 2018: 407." in str(
        cite("sextortion_cases", 2018, period="2018-01-01/2018-11-20")
    )
    assert " – Promotion list, 2020: " in str(cite("staff_promoted", 2020))
    assert ", school year 2022–2023: " in str(cite("school_awareness_pupils", 2023))


def test_a_dispute_is_said() -> None:
    assert "disputed: sources print from 1,500 to 1,582)" in str(cite("drug_seized", 2016, category="cocaine"))
    assert "disputed by other sources)" in str(cite("drug_seized", 2021, category="cocaine"))


def test_every_figure_and_series_has_a_sentence_in_each_language(citer: Citer) -> None:
    rows = load("series")
    figures = [citer.figure(row) for row in rows.to_dict("records")]
    cited = figures + [citer.series(group) for _, group in rows.groupby(SERIES)]
    for citation in cited:
        for language in LANGUAGES:
            sentence = citation.sentence(language)
            # Titles and addresses say what they want.
            for source in citation.sources[:1]:
                for text in filter(None, (source.url, one_line(source.title))):
                    sentence = sentence.replace(text, "T")
            assert not EMPTY.search(sentence), sentence
            assert not [one for one in sentence if unicodedata.category(one) == "Cf"], sentence
            if language == "ar":
                assert unicodedata.bidirectional(sentence[0]) == "AL", sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_is_cited_under_its_label(citer: Citer, language: Language) -> None:
    labels = load("indicators").set_index("indicator_id")[f"label_{language}"]
    observations = load("observations")
    for indicator, rows in observations.groupby("indicator_id"):
        assert citer.series(rows).sentence(language).startswith(labels[indicator])
    assert observations["indicator_id"].nunique() == len(labels)


def test_all_series_are_cited_in_a_moment(citer: Citer) -> None:
    groups = [group for _, group in load("series").groupby(SERIES)]
    begin = time.perf_counter()
    for group in groups:
        citer.series(group).sentence()
    assert (time.perf_counter() - begin) / len(groups) < 0.02


def test_a_citer_of_a_package_says_what_the_library_says(citer: Citer) -> None:
    cited = citer.series(
        load("series").query("indicator_id == 'drug_seized' and category == 'cocaine' and period == 'year'")
    )
    assert cited.sentence() == cite("drug_seized", category="cocaine").sentence()
    assert cited.bibtex() == cite("drug_seized", category="cocaine").bibtex()
    known = {source.source_id: source for source in list_sources(load("sources"))}
    assert [known[source.source_id] for source in cited.sources] == list(cited.sources)
