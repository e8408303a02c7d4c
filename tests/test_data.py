"""The data as published: sound, witnessed, and true to the articles where their texts are at hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from dgsn_opendata import load
from dgsn_opendata.articles import occurrences
from dgsn_opendata.captures import read_captures
from dgsn_opendata.validation import validate

ARTICLES = Path(__file__).parent.parent.parent / "shared" / "sources"
WITNESSED = ["observations", "waivers", "deployments", "structures", "cooperation", "projects"]
FOUNDING = [
    "24saa-2025-05-21",
    "alarab-2024-12-25",
    "halapress-2023-12",
    "hespress-2025-12-17",
    "press-2024-12-26",
]


def test_the_package_has_no_error_and_each_warning_stands_on_a_row_that_explains_it() -> None:
    report = validate()
    assert report.errors == []
    for finding in report.warnings:
        assert finding.file == "observations.csv"
    assert sorted(finding.code for finding in report.warnings) == ["growth-base", "parts-total"]


def test_the_five_founding_articles_are_sources_and_unknown_addresses_are_empty_with_a_note() -> None:
    sources = load("sources").set_index("source_id")
    assert set(FOUNDING) <= set(sources.index)
    unknown = sources[sources["url"].isna()]
    assert unknown["note"].str.contains("[Aa]ddress").all()


def test_every_founding_article_is_used() -> None:
    assert set(load("observations")["source_id"]) == set(FOUNDING)
    assert len(load("observations")) >= 115


@pytest.mark.parametrize(
    ("indicator", "category", "year", "source", "value", "qualifier"),
    [
        ("emergency_calls_line19", "total", 2023, "halapress-2023-12", 19722041, "exact"),
        ("cnie_issued", "total", 2023, "halapress-2023-12", 4269781, "exact"),
        ("exceptional_residence_permits", "total", 2023, "halapress-2023-12", 2246, "exact"),
        ("interpol_stolen_vehicle_cases", "total", 2025, "hespress-2025-12-17", 2307, "exact"),
        ("intl_cooperation_files", "total", 2025, "hespress-2025-12-17", 8000, "nearly"),
        ("intl_cooperation_files_share_pct", "drugs", 2025, "hespress-2025-12-17", 7, "exact"),
        ("staff_trained_intl_cooperation", "total", 2024, "press-2024-12-26", 2019, "exact"),
        ("alternative_weapon_interventions", "total", 2024, "press-2024-12-26", 117, "more_than"),
        ("alternative_weapon_interventions_change_pct", "total", 2024, "press-2024-12-26", 194.5, "exact"),
        ("motorcycle_brigades_created", "marrakesh", 2024, "press-2024-12-26", 2, "exact"),
        ("plate_recognition_vehicles", "reported_stolen", 2024, "24saa-2025-05-21", 246, "exact"),
        ("mobile_id_beneficiaries", "total", 2024, "24saa-2025-05-21", 130242, "exact"),
        ("police_dogs_assigned", "total", 2024, "24saa-2025-05-21", 60, "exact"),
        ("headquarters_cost", "wilaya_meknes", None, "24saa-2025-05-21", 30_000_000, "more_than"),
        ("interpol_assembly_memoranda_signed", "total", 2025, "hespress-2025-12-17", 2, "exact"),
    ],
)
def test_the_traps_of_the_articles_are_settled(
    indicator: str, category: str, year: int | None, source: str, value: float, qualifier: str
) -> None:
    frame = load("observations")
    rows = frame[
        (frame["indicator_id"] == indicator) & (frame["category"] == category) & (frame["source_id"] == source)
    ]
    rows = rows[rows["year"].isna() if year is None else rows["year"] == year]
    assert rows[["value", "qualifier"]].to_numpy().tolist() == [[value, qualifier]]


def test_a_year_that_an_article_misdates_is_corrected_and_says_so() -> None:
    frame = load("observations")
    corrected = frame[frame["year_basis"] == "corrected"]
    assert corrected["note"].notna().all()
    assert set(corrected["source_id"]) == {"24saa-2025-05-21"}


def test_definitions_of_one_language_are_all_different() -> None:
    indicators = load("indicators")
    for column in ("label_en", "label_fr", "label_ar", "definition_en", "definition_fr", "definition_ar"):
        assert indicators[column].is_unique, column


def test_every_indicator_category_and_place_is_used() -> None:
    observations = load("observations")
    assert set(load("indicators")["indicator_id"]) == set(observations["indicator_id"])
    used = set(zip(observations["breakdown"], observations["category"], strict=True))
    categories = load("categories")
    assert set(zip(categories["breakdown"], categories["category"], strict=True)) == used
    places = pd.concat(
        [load(name)["place_id"] for name in ("deployments", "structures", "cooperation", "projects")]
    )
    assert set(load("places")["place_id"]) == set(places.dropna())


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the articles' texts are not at hand")
@pytest.mark.parametrize("table", WITNESSED)
def test_every_printed_expression_stands_in_its_article_at_its_occurrence(table: str) -> None:
    texts = read_captures(ARTICLES)
    for row in load(table).to_dict("records"):
        found = occurrences(texts[row["source_id"]], row["as_printed"])
        assert 1 <= row["occurrence"] <= len(found), row
