"""Finding indicators by words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dgsn_opendata.errors import UnknownName
from dgsn_opendata.loading import load
from dgsn_opendata.searching import fold, search

if TYPE_CHECKING:
    import pandas as pd

    from dgsn_opendata.schemas import TableName


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("identity cards", "cnie_issued"),
        ("CARTES nationales", "cnie_issued"),
        ("cartes delivrees", "cnie_issued"),
        ("البطاقات الوطنية", "cnie_issued"),
        ("البطاقات الوطنيه", "cnie_issued"),
        ("تأشيرة", "visas_issued_at_border"),
        ("التأشيرات", "visas_issued_at_border"),
        ("مكالمات", "emergency_calls_line19"),
        ("Siège", "headquarters_cost"),
        ("line 19", "emergency_calls_line19"),
        ("Spain", "intl_cooperation_partner_share_pct"),
        ("Espagne", "intl_cooperation_partner_share_pct"),
        ("إسبانيا", "intl_cooperation_partner_share_pct"),
        ("اسبانيا", "intl_cooperation_partner_share_pct"),
    ],
)
def test_words_of_any_language_and_spelling_find_the_indicator(text: str, indicator: str) -> None:
    assert indicator in search(text)["indicator_id"].tolist()


def test_an_indicator_without_any_figure_is_found_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    from dgsn_opendata import searching

    def without_cards(table: TableName) -> pd.DataFrame:
        frame = load(table)
        return frame[frame["indicator_id"] != "cnie_issued"] if table == "observations" else frame

    monkeypatch.setattr(searching, "load", without_cards)
    assert "cnie_issued" in search("identity cards")["indicator_id"].tolist()
    assert search("xylophone").empty


def test_labels_come_before_definitions() -> None:
    found = search("extradited")["indicator_id"].tolist()
    assert set(found[:3]) == {
        "extradited_from_morocco",
        "extradited_to_morocco",
        "extradited_to_morocco_change_pct",
    }


def test_what_has_more_figures_comes_first() -> None:
    for word in ("cannabis", "الحشيش", "chira"):
        assert search(word).at[0, "indicator_id"] == "drug_seized"


def test_words_are_found_by_their_beginning_and_not_inside_others() -> None:
    assert "visas_issued_at_border" not in search("art")["indicator_id"].tolist()
    assert search("%%%").empty
    with pytest.raises(UnknownName, match="en, fr, ar"):
        search("visa", lang="de")  # type: ignore[arg-type]


def test_no_words_find_everything_and_strange_words_nothing() -> None:
    assert len(search("")) == len(load("indicators"))
    assert search("xylophone").empty
    assert list(search("xylophone").columns) == list(search("").columns)


def test_years_are_those_of_the_series() -> None:
    row = search("line 19", lang="fr").iloc[0]
    assert (row["first_year"], row["last_year"]) == (2015, 2023)
    assert row["label"] == "Appels de secours reçus sur la ligne 19"


@given(st.text(max_size=20))
@example("ﰵ")
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
