"""Loading tables into pandas."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, assert_type, get_args

import pandas as pd
import polars
import pytest

import dgsn_opendata
from dgsn_opendata import load, pandera_schema, series
from dgsn_opendata.errors import UnknownName
from dgsn_opendata.schemas import LANGUAGES, Language, TableName, read_schema, table_names

if TYPE_CHECKING:
    from collections.abc import Callable

PLAIN: list[TableName] = [name for name in table_names() if name != "series_wide"]


@pytest.mark.parametrize("name", PLAIN)
def test_a_loaded_table_passes_the_pandera_schema_of_its_table(name: TableName) -> None:
    references: dict[str, pd.DataFrame] = {other: load(other) for other in PLAIN}
    pandera_schema(name, references).validate(load(name), lazy=True)


@pytest.mark.parametrize("name", PLAIN)
def test_columns_have_the_dtypes_that_the_schema_promises(name: TableName) -> None:
    frame = load(name)
    assert tuple(frame.columns) == read_schema(name).names
    for field in read_schema(name).fields:
        dtype = frame[field.name].dtype
        if field.codes:
            assert isinstance(dtype, pd.CategoricalDtype)
            assert tuple(dtype.categories) == field.codes
        else:
            assert str(dtype) in {"Int64", "float64", "boolean", "datetime64[s]", "string"}, field.name


@pytest.mark.parametrize("name", PLAIN)
def test_attributes_say_what_the_table_is_and_how_to_cite_it(name: TableName) -> None:
    attributes = load(name, lang="fr").attrs
    assert attributes["title"] == read_schema(name).title("fr")
    assert attributes["citation"].startswith("dgsn-opendata maintainers")
    assert attributes["license"] == "CC-BY-4.0"
    assert attributes["version"] == dgsn_opendata.__version__


def test_units_are_with_every_table_that_has_indicators() -> None:
    for name in ("series", "observations", "indicators", "series_wide"):
        assert load(name).attrs["units"]["cnie_issued"] == "cards"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", table_names())
def test_a_language_leaves_one_text_of_three_and_adds_labels(name: TableName, lang: Language) -> None:
    frame = load(name, lang=lang)
    assert not [column for column in frame.columns if column.endswith(("_en", "_fr", "_ar"))]
    if name in {"series", "observations", "series_wide"}:
        assert frame["indicator"].notna().all()
        assert frame["category_label"].notna().all()
    if name in {"deployments", "structures"}:
        assert frame["place"].notna().sum() == frame["place_id"].notna().sum()
    assert len(frame) == len(load(name))


def test_a_language_or_table_that_does_not_exist_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean series"):
        load("serie")  # type: ignore[call-overload]
    with pytest.raises(UnknownName, match="en, fr, ar"):
        load("series", lang="de")  # type: ignore[call-overload]


def test_a_series_is_the_whole_figures_with_their_witness() -> None:
    frame = series("cnie_issued")
    assert frame["breakdown"].unique().tolist() == ["total"]
    assert frame.attrs["unit"] == "cards"
    assert frame.attrs["breakdowns"] == ["channel", "issuing_centre", "population", "total"]
    assert frame.attrs["unit_code"] == "UCUM:{cards}"
    assert str(frame["value"].dtype) == "Int64"
    row = frame.set_index("year").loc[2023]
    assert (row["value"], row["as_printed"], row["publisher"]) == (4269781, "4.269.781", "Hala Press")
    assert row["url"] == "https://halapress.com/24581.html"


def test_a_breakdown_or_category_is_chosen_by_name() -> None:
    centres = series("cnie_issued", breakdown="issuing_centre")
    assert set(centres["category"]) == {"marrakesh", "rabat"}
    rabat = series("cnie_issued", category="rabat").set_index("year")["value"]
    assert rabat[2023] == 3077398
    assert len(rabat) < len(centres)
    with pytest.raises(UnknownName, match="Did you mean rabat"):
        series("cnie_issued", category="rabbat")


def test_an_indicator_without_a_whole_gives_all_its_categories_and_decimals_stay() -> None:
    assert set(series("intl_cooperation_files_share_pct")["category"]) >= {"drugs", "irregular_migration"}
    assert series("alternative_weapon_interventions_change_pct")["value"].tolist() == [194.5]


def test_figures_without_a_year_are_counted_where_the_series_leaves_them_out() -> None:
    frame = series("headquarters_cost")
    assert frame.empty
    assert frame.attrs["undated"] == 2
    assert series("cnie_issued").attrs["undated"] == 0


def test_calendar_years_and_other_periods_are_never_in_one_series() -> None:
    whole = series("sextortion_cases")
    assert set(whole["period"]) == {"year"}
    assert "2018-01-01/2018-11-20" in whole.attrs["periods"]
    part = series("sextortion_cases", period="2018-01-01/2018-11-20", lang="fr")
    assert part[["year", "value", "period_label"]].to_numpy().tolist() == [[2018, 407, "2018-01-01/2018-11-20"]]
    with pytest.raises(UnknownName, match="Did you mean year"):
        series("sextortion_cases", period="years")


def test_an_indicator_with_its_own_kind_of_year_is_a_series_of_that() -> None:
    lists = series("staff_promoted", lang="en")
    assert set(lists["period_label"]) == {"Promotion list"}
    assert lists["year"].is_unique
    assert "exceptional_list" in lists.attrs["periods"]
    assert set(series("health_emergency_arrests")["period"]) == {"2020-03/2022-05"}


def test_no_series_has_a_year_twice_in_a_category() -> None:
    for name in load("indicators")["indicator_id"]:
        frame = series(name)
        if not frame["period"].str.contains("/").any():
            assert not frame.duplicated(["breakdown", "category", "year"]).any(), name


def test_breaks_go_with_whatever_is_loaded() -> None:
    assert set(load("series").attrs["breaks"]["emergency_calls_line19"]) == {2018, 2019, 2023}
    frame = series("emergency_calls_line19", lang="ar")
    assert "\u0600" < frame.attrs["breaks"][2023][0] < "\u06ff"
    assert frame.loc[frame["series_break"], "year"].tolist() == [2019, 2023]


def test_an_unknown_indicator_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean cnie_issued"):
        series("cnie_isued")


def test_wide_series_come_in_each_language() -> None:
    wide = {lang: load("series_wide", lang=lang) for lang in LANGUAGES}
    key = ["indicator_id", "category", "period"]
    assert wide["fr"].set_index(key).at[("emergency_calls_line19", "total", "year"), "unit"] == "appels"
    assert wide["ar"].set_index(key).at[("emergency_calls_line19", "total", "year"), "2023"] == 19722041
    assert (wide["en"].columns == wide["ar"].columns).all()


def test_the_names_that_editors_complete_are_those_of_the_schemas() -> None:
    assert list(get_args(TableName)) == table_names()


def test_a_type_checker_knows_the_frame_of_each_engine() -> None:
    # mypy runs over the tests, too: a wrong type here, or an error that is none, fails scripts/test.
    assert_type(load("series"), pd.DataFrame)
    assert_type(load("series", "fr", as_of=2020, engine="pandas"), pd.DataFrame)
    assert_type(load("series", engine="polars"), polars.DataFrame)
    assert_type(series("cnie_issued"), pd.DataFrame)
    assert_type(series("cnie_issued", engine="polars"), polars.DataFrame)
    assert [assert_type(load(name), pd.DataFrame).empty for name in table_names()] == [False] * len(table_names())


def test_a_type_checker_refuses_a_misspelt_table_language_and_engine() -> None:
    wrong: list[Callable[[], object]] = [
        lambda: load("sereis"),  # type: ignore[call-overload]
        lambda: load("series", lang="de"),  # type: ignore[call-overload]
        lambda: load("series", engine="duckdb"),  # type: ignore[call-overload]
        lambda: series("cnie_issued", engine="plars"),  # type: ignore[call-overload]
    ]
    for call in wrong:
        with pytest.raises(UnknownName):
            call()


def test_a_series_names_the_articles_that_printed_its_values_and_a_table_counts_them() -> None:
    frame = series("cnie_issued", lang="ar")
    assert set(frame.attrs["sources"]) == set(frame["source_id"])
    assert frame.attrs["sources"]["halapress-2023-12"]["url"] == "https://halapress.com/24581.html"
    assert frame.attrs["source_count"] == frame["source_id"].nunique()
    assert frame.attrs["language"] == "ar"
    observations = load("observations")
    assert observations.attrs["source_count"] == observations["source_id"].nunique()
    assert "source_count" not in load("indicators").attrs
    assert None not in frame.attrs["sources"]["halapress-2023-12"].values()


def test_what_a_frame_says_of_itself_is_shared_by_its_copies_and_cannot_be_changed() -> None:
    frame = series("cnie_issued")
    later = frame[frame["year"] > 2020]
    for key in ("units", "breaks", "sources"):
        assert later.attrs[key] is frame.attrs[key], f"pandas copies {key} at every step"
        assert copy.copy(frame.attrs[key]) is frame.attrs[key]
        with pytest.raises(TypeError, match="shared"):
            frame.attrs[key]["new"] = "entry"
        with pytest.raises(TypeError, match="shared"):
            frame.attrs[key].clear()
    later.attrs["note"] = "mine"
    assert "note" not in frame.attrs
    assert json.loads(json.dumps(frame.attrs))["units"] == {"cnie_issued": "cards"}


def test_public_names_are_not_shadowed_by_modules() -> None:
    import importlib
    import pkgutil

    for module in pkgutil.walk_packages(dgsn_opendata.__path__, "dgsn_opendata."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in dgsn_opendata.__all__:
        assert callable(getattr(dgsn_opendata, name)) or name == "__version__"
    assert set(dgsn_opendata.__all__) <= set(dir(dgsn_opendata))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = dgsn_opendata.nothing
