"""Series with a column a year."""

from __future__ import annotations

import pandas as pd

from dgsn_opendata.widening import widen

INDICATORS = pd.DataFrame(
    {"indicator_id": ["calls"], "theme": ["emergency"], "unit": ["calls"], "label_fr": ["Appels"]}
)
CATEGORIES = pd.DataFrame(
    {
        "breakdown": ["period", "period", "total"],
        "category": ["school_year", "year", "total"],
        "label_fr": ["Année scolaire", "Année civile", "Total"],
    }
)


def series(*cells: tuple[str, int, float]) -> pd.DataFrame:
    frame = pd.DataFrame(cells, columns=["period", "year", "value"]).astype({"year": "Int64"})
    return frame.assign(indicator_id="calls", breakdown="total", category="total")


def test_wide_series_have_a_column_for_each_year_with_a_value() -> None:
    wide = widen(series(("year", 2024, 3), ("year", 2021, 1)), INDICATORS, CATEGORIES, "fr")
    assert [name for name in wide.columns if name.isdecimal()] == ["2021", "2024"]
    labels = wide[["theme", "indicator", "category_label", "period_label", "unit"]].to_numpy().tolist()
    assert labels == [["Appels d’urgence et sécurité publique", "Appels", "Total", "Année civile", "appels"]]
    assert wide[["2021", "2024"]].to_numpy().tolist() == [[1, 3]]


def test_a_year_that_only_others_have_is_a_gap() -> None:
    cells = series(("year", 2021, 1), ("school_year", 2024, 3))
    wide = widen(cells, INDICATORS, CATEGORIES, "fr")
    assert wide[["2021", "2024"]].isna().to_numpy().tolist() == [[True, False], [False, True]]


def test_each_kind_of_year_has_its_row_and_an_interval_none() -> None:
    cells = ("year", 2024, 1), ("school_year", 2024, 2), ("2015-01/2024-04", 2024, 9)
    wide = widen(series(*cells), INDICATORS, CATEGORIES, "fr")
    assert wide[["period", "2024"]].to_numpy().tolist() == [["school_year", 2], ["year", 1]]


def test_no_series_make_no_row_and_no_failure() -> None:
    assert widen(series(), INDICATORS, CATEGORIES, "fr").empty
