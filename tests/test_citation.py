"""The sentences that cite: whatever is known is said, and nothing else."""

from __future__ import annotations

import dataclasses
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.citation import Citation, Figure
from dgsn_opendata.errors import UnknownName
from dgsn_opendata.languages import in_languages
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.provenance import Source
from dgsn_opendata.schemas import LANGUAGES, Language

METADATA = read_metadata()
ALPHA = Source("alpha-2024", "Bilan annuel", "Alpha", "fr", "2024-12-20", "https://example.org/a")
LABELS: dict[Language, str] = {"en": "Calls", "fr": "Appels", "ar": "المكالمات"}
YEAR: dict[Language, str] = {"en": "2024", "fr": "2024", "ar": "سنة 2024"}
FIGURE = Figure(19722041, "exact", "calls", "19 مليون و722 ألف و41")


def cite(*sources: Source, figure: Figure | None = FIGURE) -> Citation:
    return Citation(METADATA, LABELS, YEAR, figure, sources)


def about(citation: Citation, language: Language = "en") -> str:
    """Return the sentence without what it says of the package."""
    package = {"en": " Dataset: ", "fr": " Jeu de données\u00a0: ", "ar": " مجموعة البيانات: "}
    return citation.sentence(language).partition(package[language])[0]


def publishers(number: int) -> list[Source]:
    return [dataclasses.replace(ALPHA, source_id=f"s-{one}", publisher=f"P{one}") for one in range(number)]


def test_a_figure_is_cited_with_who_printed_what_when_and_where() -> None:
    assert about(cite(ALPHA)) == (
        "Calls, 2024: 19,722,041 (printed as “19 مليون و722 ألف و41”). "
        "Source: Alpha, “Bilan annuel”, 20 December 2024, https://example.org/a."
    )
    assert about(cite(ALPHA), "fr") == (
        "Appels, 2024\u00a0: 19\u202f722\u202f041 (publié\u00a0: «\u00a019 مليون و722 ألف و41\u00a0»). "
        "Source\u00a0: Alpha, «\u00a0Bilan annuel\u00a0», 20 décembre 2024, https://example.org/a."
    )
    assert about(cite(ALPHA), "ar") == (
        "المكالمات، سنة 2024: 19.722.041 (كما نُشر: «19 مليون و722 ألف و41»). "
        "المصدر: Alpha، «Bilan annuel»، بتاريخ 20 دجنبر 2024، الرابط: https://example.org/a."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_names_the_package_its_version_and_its_address(language: Language) -> None:
    for citation in (Citation(METADATA), cite(ALPHA), cite(*publishers(5), figure=None), cite(figure=None)):
        sentence = citation.sentence(language)
        assert f"{METADATA.name} {METADATA.version}" in sentence
        assert sentence.endswith(f"{METADATA.homepage}.")


def test_printed_it_is_the_english_sentence() -> None:
    assert str(cite(ALPHA)) == f"{cite(ALPHA)}" == cite(ALPHA).sentence("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_package_is_cited_as_its_metadata_say(language: Language) -> None:
    assert Citation(METADATA).sentence(language) == METADATA.citation(language)
    assert METADATA.words("title", language) in METADATA.citation(language)
    assert METADATA.licence["name"] in METADATA.citation(language)


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("517", False),
        ("5 17", False),
        ("cinq cent dix-sept", True),
        ("517 appels", True),
        ("", False),
    ],
)
def test_how_it_was_printed_is_said_where_that_differs(printed: str, shown: bool) -> None:
    said = about(cite(ALPHA, figure=Figure(517, "exact", "calls", printed)))
    assert said.startswith(f"Calls, 2024: 517 (printed as “{printed}”)." if shown else "Calls, 2024: 517. ")


def test_the_size_of_a_change_says_no_more_than_the_change() -> None:
    figure = Figure(-18, "more_than", "percent", "plus de 18%", change=True)
    assert figure.text("fr") == "une baisse de plus de 18\u00a0%"
    assert figure.text("en") == "a fall of more than 18% (printed as “plus de 18%”)"


def test_groups_of_digits_stay_together() -> None:
    assert Figure(775353, "exact", "calls", "775 353").text("ar") == "775.353 (كما نُشر: «775\u00a0353»)"


def test_measures_have_their_unit_with_the_label() -> None:
    drugs = Figure(1433.5, "exact", "kg", "1433,5")
    assert [about(cite(figure=drugs), language).partition("2024")[0] for language in LANGUAGES] == [
        "Calls, in kilograms, ",
        "Appels, en kilogrammes, ",
        "المكالمات (كيلوغرامات)، سنة ",
    ]
    share = Figure(37.5, "exact", "percent", "37.5%")
    assert about(cite(figure=share)) == "Calls, 2024: 37.5%."


def test_what_speaks_against_a_figure_is_said() -> None:
    figure = Figure(1433, "exact", "kg", "1,433", range=(433, 1433), doubtful=True)
    assert figure.text("en") == "1,433 (doubtful; disputed: sources print from 433 to 1,433)"
    assert figure.text("fr").endswith("; contesté\u00a0: les sources vont de 433 à 1\u202f433)")
    assert dataclasses.replace(figure, range=(5, 5)).text("en") == "1,433 (doubtful; disputed by other sources)"
    falls = Figure(-10, "exact", "percent", "10%", range=(-23, -10), change=True)
    assert "vont d’une baisse de 23\u00a0% à une baisse de 10\u00a0%" in falls.text("fr")


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2024-12-20", ["20 December 2024", "20 décembre 2024", "بتاريخ 20 دجنبر 2024"]),
        ("2024-12", ["December 2024", "décembre 2024", "شهر دجنبر 2024"]),
        ("2024", ["2024", "2024", "سنة 2024"]),
    ],
)
def test_the_date_is_as_precise_as_it_is_known(date: str, said: list[str]) -> None:
    source = dataclasses.replace(ALPHA, published_on=date, title="", url="")
    assert about(cite(source, figure=None)).endswith(f". Source: Alpha, {said[0]}.")
    assert about(cite(source, figure=None), "fr").endswith(f". Source\u00a0: Alpha, {said[1]}.")
    assert about(cite(source, figure=None), "ar").endswith(f". المصدر: Alpha، {said[2]}.")


@pytest.mark.parametrize(
    ("unknown", "said"),
    [
        ({"url": ""}, "Alpha, “Bilan annuel”, 20 December 2024"),
        ({"title": ""}, "Alpha, 20 December 2024, https://example.org/a"),
        ({"publisher": ""}, "“Bilan annuel”, 20 December 2024, https://example.org/a"),
        ({"published_on": ""}, "Alpha, “Bilan annuel”, https://example.org/a"),
        ({"publisher": "", "title": "", "published_on": "", "url": ""}, "alpha-2024"),
    ],
)
def test_what_is_not_known_of_an_article_is_left_out(unknown: dict[str, str], said: str) -> None:
    assert about(cite(dataclasses.replace(ALPHA, **unknown), figure=None)) == f"Calls, 2024. Source: {said}."


def test_of_many_articles_the_publishers_of_most_are_named() -> None:
    more = [ALPHA, ALPHA, dataclasses.replace(ALPHA, publisher="")]
    assert (
        about(cite(*publishers(4), *more, figure=None))
        == "Calls, 2024. Sources: 7 articles (Alpha, P0, P1 and 2 more)."
    )
    unnamed = dataclasses.replace(ALPHA, publisher="")
    assert about(cite(unnamed, unnamed, figure=None)) == "Calls, 2024. Sources: 2 articles."


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (2, "مقالان (P0، P1)"),
        (4, "4 مقالات (P0، P1، P2 وناشر آخر)"),
        (5, "5 مقالات (P0، P1، P2 وناشران آخران)"),
        (10, "10 مقالات (P0، P1، P2 و7 ناشرين آخرين)"),
        (14, "14 مقالا (P0، P1، P2 و11 ناشرا آخر)"),
        (102, "102 مقال (P0، P1، P2 و99 ناشرا آخر)"),
        (103, "103 مقالات (P0، P1، P2 و100 ناشر آخر)"),
        (1011, "1.011 مقالا (P0، P1، P2 و1.008 ناشرين آخرين)"),
    ],
)
def test_arabic_counts_as_its_grammar_wants(number: int, said: str) -> None:
    assert about(cite(*publishers(number), figure=None), "ar") == f"المكالمات، سنة 2024. المصادر: {said}."


def test_french_and_english_count_too() -> None:
    assert about(cite(*publishers(4), figure=None), "fr").endswith("4 articles (P0, P1, P2 et 1 autre).")
    assert about(cite(*publishers(5), figure=None), "fr").endswith("5 articles (P0, P1, P2 et 2 autres).")
    assert about(cite(*publishers(4), figure=None)).endswith("4 articles (P0, P1, P2 and 1 more).")


def test_isolated_words_are_put_between_marks_of_direction_and_others_have_none() -> None:
    sentence = cite(ALPHA).sentence("fr", isolated=True)
    for text in (FIGURE.as_printed, ALPHA.publisher, ALPHA.title, ALPHA.url, METADATA.homepage):
        assert f"\u2068{text}\u2069" in sentence
    assert re.sub("[\u2068\u2069]", "", sentence) == cite(ALPHA).sentence("fr")
    assert f"\u2068{METADATA.homepage}\u2069." in Citation(METADATA).sentence("ar", isolated=True)
    named = cite(*publishers(2), figure=None).sentence("ar", isolated=True)
    assert "\u2068P0\u2069، \u2068P1\u2069" in named


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
def test_no_sentence_has_an_empty_place(language: Language, data: st.DataObject) -> None:
    text = st.just("") | st.text("Aé ب\n{}%&\\'#", max_size=8).map(lambda one: f"a{one}b")
    dates = st.sampled_from(["", "2024", "2024-12", "2024-12-20"])
    urls = st.sampled_from(["", "https://example.org/a"])
    source = st.builds(Source, st.just("some-id"), text, text, st.just("fr"), dates, urls)
    figure = st.builds(Figure, st.floats(0, 1e6), st.just("about"), st.just("percent"), text, change=st.booleans())
    citation = Citation(
        METADATA,
        data.draw(st.sampled_from([LABELS, {}])),
        data.draw(st.sampled_from([YEAR, in_languages(lambda _: "")])),
        data.draw(st.none() | figure),
        data.draw(st.lists(source, max_size=5)),
    )
    sentence = citation.sentence(language)
    assert not re.search(r"None|nan|\( *\)|“”|«\u00a0*»|[,،:;؛] *[,،:;؛.)]|\.\.|  |\n|^ | $", sentence), sentence
    assert not [one for one in sentence if unicodedata.category(one) == "Cf"]
    if len(citation.sources) == 1:
        assert " ".join(citation.sources[0].title.split()) in sentence


def test_an_arabic_sentence_begins_in_arabic_so_that_it_runs_from_right_to_left() -> None:
    for citation in (Citation(METADATA), cite(ALPHA)):
        assert unicodedata.bidirectional(citation.sentence("ar")[0]) == "AL"


@pytest.mark.parametrize("write", ["sentence", "source_line", "bibtex", "csl", "ris"])
def test_a_language_that_there_is_not_is_refused_with_those_there_are(write: str) -> None:
    with pytest.raises(UnknownName, match="en, fr, ar"):
        getattr(Citation(read_metadata()), write)("de")
