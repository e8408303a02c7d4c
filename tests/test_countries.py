"""Names of countries from CLDR."""

from __future__ import annotations

import pandas as pd
from babel import Locale

from dgsn_opendata import load
from dgsn_opendata.countries import name_countries
from dgsn_opendata.schemas import LANGUAGES


def tables(*codes: str | None) -> dict[str, pd.DataFrame]:
    empty = pd.Series([], dtype="string")
    return {
        "places": pd.DataFrame({"country": pd.Series(codes, dtype="string")}),
        "cooperation": pd.DataFrame({"counterpart": pd.Series(["interpol", "ES"], dtype="string")}),
        "categories": pd.DataFrame({"code": empty}),
    }


def test_every_country_that_a_table_names_by_its_code_has_its_three_names() -> None:
    frame = name_countries(tables("MA", None, "MA"))
    assert frame["country"].tolist() == ["ES", "MA"]
    assert frame.iloc[1].tolist() == ["MA", "Morocco", "Maroc", "المغرب"]


def test_a_code_that_no_country_has_is_left_out() -> None:
    assert name_countries(tables("XQ"))["country"].tolist() == ["ES"]


def test_no_country_of_the_package_is_named_otherwise_than_by_cldr() -> None:
    names = {language: Locale(language).territories for language in LANGUAGES}
    places = load("places")
    countries = places[places["kind"] == "country"]
    categories = load("categories")
    categories = categories[categories["code"].str.fullmatch("[A-Z]{2}", na=False)]
    for code, frame in (("country", countries), ("code", categories)):
        for language in LANGUAGES:
            assert frame[f"label_{language}"].tolist() == [names[language][one] for one in frame[code]]


def test_every_code_of_a_country_in_the_package_has_a_name() -> None:
    counterparts = load("cooperation")["counterpart"].dropna()
    used = {*load("places")["country"], *counterparts[counterparts.str.fullmatch("[A-Z]{2}")]}
    assert used <= set(load("countries")["country"])
