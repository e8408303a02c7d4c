"""What the site shows of each indicator, before it is said in a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata import load
from dgsn_opendata.exports.site.map import draw_map, project
from dgsn_opendata.exports.site.panels import ROW, list_panels, pack_panels
from dgsn_opendata.exports.site.parts import list_parts
from dgsn_opendata.exports.site.sparkline import draw_sparkline
from dgsn_opendata.schemas import LANGUAGES
from tests.packages import make
from tests.small import change

if TYPE_CHECKING:
    from pathlib import Path

    from dgsn_opendata.package import Package


def test_every_value_of_the_series_is_in_one_part_and_every_undated_figure(package: Package) -> None:
    parts = {part.indicator_id: part for part in list_parts(package)}
    assert list(parts) == load("indicators")["indicator_id"].tolist()
    values = [value for part in parts.values() for one in part.series for value in one.values]
    assert len(values) == len(load("series"))
    observations = load("observations")
    assert sum(len(part.undated) for part in parts.values()) == observations["year"].isna().sum()


def test_the_whole_comes_first_and_the_fullest_series_of_the_others(package: Package) -> None:
    for part in list_parts(package):
        whole = [not one.names["en"] for one in part.series]
        assert whole == sorted(whole, reverse=True)
        lengths = [len(one.values) for one in part.series if one.names["en"]]
        assert lengths == sorted(lengths, reverse=True)


def test_addresses_on_the_page_differ(package: Package) -> None:
    anchors = [one.anchor for part in list_parts(package) for one in part.series]
    assert len(anchors) == len(set(anchors))


def test_what_contradicts_a_value_stands_with_it_and_only_there(small: Path) -> None:
    (calls, *_) = list_parts(make(small))
    (total,) = [one for one in calls.series if one.anchor == "calls"]
    assert all(value.contradicting for value in total.values if value.taken.row["status"] == "disputed")
    change(small, "observations", "1000,exact,ألف,1,beta", "999,exact,999,1,beta")
    (calls, *_) = list_parts(make(small))
    contradicting = {
        value.taken.row["year"]: [figure.row["as_printed"] for figure in value.contradicting]
        for one in calls.series
        for value in one.values
        if one.anchor == "calls" and value.contradicting
    }
    assert set(contradicting) == {2024}
    assert "999" in contradicting[2024]


def test_a_part_without_any_dated_value_cites_the_articles_all_the_same(package: Package) -> None:
    (cost,) = [part for part in list_parts(package) if part.indicator_id == "headquarters_cost"]
    assert not cost.series
    assert cost.citation.sources


def test_a_packed_row_holds_what_the_chart_s_row_does(package: Package) -> None:
    for part in list_parts(package)[::20]:
        for language in LANGUAGES if part.series else ():
            packed = pack_panels(part, language, "Whole")["series"]
            for panel, one in zip(list_panels(part, language), packed, strict=True):
                rows = [
                    {key: entry for key, entry in zip(ROW, row, strict=False) if entry is not None}
                    for row in one["rows"]
                ]
                assert rows == list(panel.rows)


def test_a_chart_names_the_sources_of_its_own_series_and_of_no_other(package: Package) -> None:
    (part,) = [one for one in list_parts(package) if one.indicator_id == "drug_seized"]
    for one, panel in zip(part.series, list_panels(part, "en"), strict=True):
        articles = {value.taken.source.source_id for value in one.values}
        said = f"Sources: {len(articles)} articles" if len(articles) > 1 else "Source: "
        assert panel.source.startswith(said)


def test_the_map_has_every_structure_and_deployment_and_draws_those_with_coordinates(package: Package) -> None:
    one = draw_map(package)
    items = [(item.kind, item.row["source_id"]) for spot in one.spots for item in spot.items]
    structures = load("structures")
    assert len(items) == structures["place_id"].notna().sum() + len(load("deployments"))
    drawn = {spot.place["place_id"] for spot in one.spots if spot.x is not None}
    places = load("places").set_index("place_id")
    assert drawn
    assert places.loc[sorted(drawn), "country"].eq("MA").all()
    for spot in one.spots:
        if spot.x is not None and spot.y is not None:
            assert 0 <= spot.x <= one.width
            assert 0 <= spot.y <= one.height
    kenitra, dakhla = project(-6.58, 34.26), project(-15.93, 23.68)
    assert kenitra[0] > dakhla[0]
    assert kenitra[1] < dakhla[1]


def test_a_sparkline_joins_successive_years_alone() -> None:
    svg = draw_sparkline([(2015, 1, False), (2016, 2, False), (2018, 3, False), (2019, 4, True)], (2015, 2019))
    line = svg.partition('<path d="')[2].partition('"')[0]
    assert (line.count("M"), line.count("L")) == (3, 1)
    assert draw_sparkline([(2007, 1, False)], (2015, 2025)) == ""


@given(
    st.lists(
        st.tuples(st.integers(2015, 2025), st.floats(-1e9, 1e9), st.booleans()),
        unique_by=lambda one: one[0],
        min_size=1,
    )
)
def test_a_sparkline_stays_in_its_frame(values: list[tuple[int, float, bool]]) -> None:
    svg = draw_sparkline(sorted(values), (2015, 2025))
    points = svg.rpartition('d="')[2].partition('"')[0].removeprefix("M").split("h0")[:-1]
    for point in points:
        x, y = map(float, point.removeprefix("M").split())
        assert 0 <= x <= 120
        assert 0 <= y <= 32
