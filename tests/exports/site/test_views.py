"""What a page says of each indicator, value and place, against the tables."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata import load
from dgsn_opendata.citing import Citer
from dgsn_opendata.exports.site.pages import PAGES
from dgsn_opendata.fieldtypes import list_records
from dgsn_opendata.localising import say_date, say_figure, say_number
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.schemas import LANGUAGES, Language, read_schema
from dgsn_opendata.shipped import read_table

if TYPE_CHECKING:
    from pathlib import Path

    from dgsn_opendata.package import Package


def plain(text: str) -> str:
    """Return the text of a piece of a page."""
    return " ".join(html.unescape(re.sub("<[^>]+>", "", text)).split())


def articles_of(dist: Path, language: Language) -> dict[str, str]:
    text = (dist / PAGES[language]).read_text(encoding="utf-8")
    found = re.findall(r'<article class="indicator" id="(\w+)".*?</article>', text, re.DOTALL)
    parts = re.findall(r'<article class="indicator".*?</article>', text, re.DOTALL)
    return dict(zip(found, parts, strict=True))


def row_of(dist: Path, anchor: str, language: Language = "en") -> str:
    text = (dist / PAGES[language]).read_text(encoding="utf-8")
    return plain(text.partition(f'<tr id="{anchor}"')[2].partition(">")[2].partition("</tr>")[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_has_its_definition_its_unit_and_its_citation(dist: Path, language: Language) -> None:
    articles = articles_of(dist, language)
    units = read_schema("indicators")["unit"].labels(language)
    for row in list_records(load("indicators")):
        text = plain(articles[row["indicator_id"]])
        assert row[f"definition_{language}"] in text
        assert units[row["unit"]] in text
    tables = {name: read_table(name) for name in ("indicators", "categories", "sources")}
    calls = load("series").query("indicator_id == 'emergency_calls_line19'")
    expected = Citer(read_metadata(), tables).series(calls).sentence(language)
    assert plain(expected) in plain(articles["emergency_calls_line19"])
    assert not {"\u2067", "\u2068", "\u2069"} & set(articles["emergency_calls_line19"])


def test_a_card_shows_the_last_value_of_the_first_series(dist: Path) -> None:
    text = (dist / "index.html").read_text(encoding="utf-8")
    cards = dict(re.findall(r'<li data-indicator="(\w+)">(.*?)</li>', text))
    assert "2025: 170,796 · kilograms – Cannabis resin (chira, hashish) and derivatives" in plain(
        cards["drug_seized"]
    )
    last = (
        load("series").query("indicator_id == 'cnie_issued' and category == 'total'").sort_values("year").iloc[-1]
    )
    assert f"{last['year']}: {say_number(last['value'], 'en')}" in plain(cards["cnie_issued"])


def test_a_figure_that_is_not_to_be_trusted_says_why_and_with_which_note(dist: Path) -> None:
    row = row_of(dist, "drug_seized-substance-heroin-2016")
    printed = load("observations").query(
        "indicator_id == 'drug_seized' and category == 'heroin' and year == 2016 and caution.notna()"
    )
    assert len(printed)
    for observation in list_records(printed):
        assert observation["as_printed"] in row
        assert read_schema("observations")["caution"].labels("en")[observation["caution"]] in row
        assert observation["note"] in row


def test_what_an_observation_does_not_print_itself_is_said_of_its_value(dist: Path) -> None:
    row = row_of(dist, "corruption_cases_change_pct-2025")
    observations = load("observations").query("indicator_id == 'corruption_cases_change_pct' and year == 2025")
    taken = read_table("series").query("indicator_id == 'corruption_cases_change_pct' and year == 2025").iloc[0]
    (observation,) = list_records(observations[observations["source_id"] == taken["source_id"]])
    assert observation["note"] in row
    assert read_schema("observations")["reading"].labels("en")[observation["reading"]] in row


def test_a_revised_value_says_what_was_first_reported(dist: Path) -> None:
    revised = load("series").query("revised")
    assert len(revised)
    for value in list_records(revised):
        parts = [value["indicator_id"]] + (
            [value["breakdown"], value["category"]] if value["category"] != "total" else []
        )
        parts += [] if value["period"] == "year" else [value["period"].replace("/", "_")]
        row = row_of(dist, "-".join([*parts, str(value["year"])]))
        assert f"first reported: {say_number(value['first_reported'], 'en')}" in row


@pytest.mark.parametrize("language", LANGUAGES)
def test_undated_figures_say_what_they_are_of(dist: Path, language: Language) -> None:
    text = plain(articles_of(dist, language)["police_districts_created"])
    labels = load("categories").set_index(["breakdown", "category"])[f"label_{language}"]
    undated = load("observations").query("indicator_id == 'police_districts_created' and year.isna()")
    named = undated[undated["category"] != "total"]
    assert len(named)
    for key in zip(named["breakdown"], named["category"], strict=True):
        assert labels[key] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_head_counts_what_there_is_and_says_how_fresh_it_is(
    dist: Path, package: Package, language: Language
) -> None:
    head = plain(
        (dist / PAGES[language]).read_text(encoding="utf-8").partition("<header>")[2].partition("</header>")[0]
    )
    for count in (len(load("observations")), len(package.sources), len(load("indicators"))):
        assert plain(say_number(count, language)) in head
    report = int(load("sources")["report_year"].max())
    for text in (f"{report}", f"{report + 1}", say_date(package.created, language)):
        assert text in head


def test_coverage_stands_under_the_year_it_is_of(dist: Path) -> None:
    grid = (
        (dist / "index.html")
        .read_text(encoding="utf-8")
        .partition('<table class="grid">')[2]
        .partition("</table>")[0]
    )
    years = re.findall(r'<th scope="col">(\d+)</th>', grid)
    row = grid.partition('href="#cnie_issued"')[2].partition("</tr>")[0]
    signs = re.findall(r"<td[^>]*>(.*?)</td>", row)
    coverage = load("coverage").query("indicator_id == 'cnie_issued'").set_index("year")["status"]
    known = {"recorded": "●", "disputed": "!", "partial": "½", "not_published": "×", "not_found": "–"}
    assert dict(zip(map(int, years), signs, strict=True)) == {
        int(str(year)): known[str(one)] for year, one in coverage.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_says_what_is_there_in_which_state_and_year(dist: Path, language: Language) -> None:
    row = row_of(dist, "place-rabat", language)
    states = read_schema("structures")["action"].labels(language)
    for structure in list_records(load("structures").query("place_id == 'rabat'")):
        assert structure[f"label_{language}"] in row
        assert states[structure["action"]] in row
        assert str(structure["year"] or "") in row


def test_a_page_of_an_unknown_publisher_does_not_show_our_name_for_it(dist: Path) -> None:
    row = row_of(dist, "accident_services_created-2024")
    assert "publisher unknown, 26 December 2024" in row
    assert say_figure(6, "exact", "structures", "en") in row
