"""Plots of real series, as Altair charts and as files."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import altair
import pytest

from dgsn_opendata import load, plot, save_plot, series
from dgsn_opendata.errors import UnknownName, UsageProblem
from dgsn_opendata.languages import isolate
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.plots import draw
from dgsn_opendata.schemas import LANGUAGES, Language

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

RESIN = {"category": "cannabis_resin"}


def lines(chart: altair.VConcatChart) -> list[str]:
    spec: dict[str, Any] = chart.to_dict()
    found: list[str] = spec["vconcat"][1]["mark"]["text"]
    return found


def write(indicator: str, path: Path, lang: Language = "en", **selection: str) -> bytes:
    save_plot(plot(indicator, lang=lang, **selection), path)
    return path.read_bytes()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_title_unit_and_source_are_in_the_language(lang: Language) -> None:
    chart = plot("drug_seized", category="cannabis_resin", lang=lang)
    frame = series("drug_seized", category="cannabis_resin", lang=lang)
    body = chart.to_dict()["vconcat"][0]
    assert body["title"]["text"] == isolate(f"{frame.attrs['label']} – {frame['category_label'].iloc[0]}", lang)
    assert body["layer"][-1]["encoding"]["y"]["title"] == isolate(frame.attrs["unit_label"], lang)
    source = " ".join(lines(chart))
    assert {"en": "Sources: ", "fr": "Sources\u00a0: ", "ar": "المصادر: "}[lang] in source
    assert read_metadata().version in source
    assert frame["publisher"].iloc[0] in source


def test_only_marks_that_are_there_are_explained_and_breaks_say_what_changed() -> None:
    calls = lines(plot("emergency_calls_line19"))
    assert len([line for line in calls if line.startswith("Dashed line")]) == 3
    assert not [line for line in calls if line.startswith(("Hollow", "Bar"))]
    assert [line for line in lines(plot("drug_seized", category="cocaine")) if line.startswith("Bar")]


def test_several_categories_are_a_chart_each_those_with_most_years_first() -> None:
    spec = plot("drug_seized").to_dict()
    panels = spec["vconcat"][0]["concat"]
    frame = series("drug_seized")
    assert len(panels) == frame["category"].nunique()
    counts = [sum("value" in row for row in panel["data"]["values"]) for panel in panels]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == len(frame)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_any_indicator_with_values_can_be_plotted(lang: Language) -> None:
    names = sorted(set(load("series")["indicator_id"]))[LANGUAGES.index(lang) :: 24]
    for name in names:
        assert plot(name, lang=lang).to_dict()["vconcat"]


def test_a_picture_has_the_text_of_the_chart_in_the_packaged_font(tmp_path: Path) -> None:
    svg = write("drug_seized", tmp_path / "a.svg", "ar", **RESIN).decode()
    assert "راتنج القنب الهندي" in svg
    assert set(re.findall(r'font-family="([^"]+)"', svg)) == {"IBM Plex Sans Arabic, sans-serif"}
    assert "200.000" in svg
    assert "200\u202f000" in write("drug_seized", tmp_path / "f.svg", "fr", **RESIN).decode()


def test_arabic_letters_are_drawn_and_not_boxes(tmp_path: Path) -> None:
    # Boxes for missing letters are all alike; the two titles differ in letters alone.
    spec: dict[str, Any] = {
        "data": {"values": [{}]},
        "config": {"font": "IBM Plex Sans Arabic"},
        "width": 60,
        "height": 30,
    }
    pictures = {draw({**spec, "mark": {"type": "text", "text": text}}, "png") for text in ("ابجد", "سشصض", "□□□□")}
    assert len(pictures) == 3


@pytest.mark.parametrize(
    ("ending", "begin"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("html", b"<!DOCTYPE html>"), ("json", b"{")]
)
def test_each_format_is_written_the_same_way_twice(tmp_path: Path, ending: str, begin: bytes) -> None:
    one = write("cnie_issued", tmp_path / f"a.{ending}")
    assert one.startswith(begin)
    assert one == write("cnie_issued", tmp_path / f"b.{ending.upper()}")


def test_the_page_of_a_plot_draws_it_and_asks_no_other_host(tmp_path: Path, browser: Page) -> None:
    write("cnie_issued", tmp_path / "a.html")
    asked: list[str] = []
    browser.on("request", lambda request: asked.append(request.url))
    browser.goto((tmp_path / "a.html").as_uri())
    browser.wait_for_selector("canvas, svg.marks")
    assert asked == [(tmp_path / "a.html").as_uri()]


def test_the_specification_can_be_read_back_by_altair(tmp_path: Path) -> None:
    spec = json.loads(write("cnie_issued", tmp_path / "a.json"))
    assert altair.VConcatChart.from_dict(spec).to_dict()["$schema"].endswith(".json")


def test_what_cannot_be_plotted_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="what kind of file"):
        save_plot(plot("cnie_issued"), tmp_path / "a.gif")
    with pytest.raises(UnknownName, match="Did you mean cnie_issued"):
        plot("cnie_isued")
    with pytest.raises(UsageProblem, match="none can be drawn"):
        plot("headquarters_cost")
    assert not list(tmp_path.iterdir())
