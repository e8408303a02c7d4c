"""The small files of each series."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import altair
import pandas as pd
import pytest

from dgsn_opendata import load
from dgsn_opendata.exports.site.downloads import INDEX, listed_files
from dgsn_opendata.schemas import LANGUAGES, read_schema

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("indicator", ["drug_seized", "emergency_calls_line19", "sextortion_cases"])
def test_the_three_formats_have_the_values_of_the_series_with_words_and_witness(
    dist: Path, indicator: str
) -> None:
    folder = dist / "series"
    frame = pd.read_csv(folder / f"{indicator}.csv", keep_default_na=False, na_values=[""])
    series = load("series").query("indicator_id == @indicator")
    key = ["breakdown", "category", "period", "year"]
    merged = frame.merge(series, on=key, suffixes=("", "_known"))
    assert len(merged) == len(frame) == len(series)
    assert merged["value"].tolist() == merged["value_known"].tolist()
    assert merged["as_printed"].tolist() == merged["as_printed_known"].tolist()
    assert set(read_schema("series").names) <= set(frame.columns)
    assert {"series", "series_fr", "series_ar", "publisher", "published_on", "url", "link"} <= set(frame.columns)
    assert all(link.startswith(f"{url}#:~:text=") for link, url in zip(frame["link"], frame["url"], strict=True))
    book = pd.read_excel(folder / f"{indicator}.xlsx", sheet_name=0, engine="openpyxl")
    assert book["value"].tolist() == frame["value"].tolist()
    document = json.loads((folder / f"{indicator}.json").read_text(encoding="utf-8"))
    assert [row["value"] for row in document["data"]] == frame["value"].tolist()
    about = load("indicators").set_index("indicator_id").loc[indicator]
    assert document["metadata"]["title_ar"] == about["label_ar"]
    assert document["metadata"]["unit"] == about["unit"]


def test_the_series_of_an_indicator_says_where_its_counting_changed(dist: Path) -> None:
    document = json.loads((dist / "series/clearance_rate_violent_pct.json").read_text(encoding="utf-8"))
    breaks = load("breaks").set_index("indicator_id").loc[["clearance_rate_violent_pct"]]
    assert document["metadata"]["breaks"] == {str(row["year"]): row["label_en"] for _, row in breaks.iterrows()}


def test_the_index_lists_every_small_file_and_each_series_years(dist: Path) -> None:
    there = {path.relative_to(dist).as_posix() for path in dist.rglob("series/*")}
    index = (dist / INDEX).read_bytes()
    assert listed_files(index) == {*there, INDEX}
    entries = {one["indicator_id"]: one for one in json.loads(index)["series"]}
    years = load("series").groupby("indicator_id")["year"].agg(["min", "max"])
    assert {name: (one["first_year"], one["last_year"]) for name, one in entries.items()} == {
        str(name): (int(row["min"]), int(row["max"])) for name, row in years.iterrows()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_is_vega_lite_in_its_language(dist: Path, language: str) -> None:
    path = dist / ("" if language == "en" else language) / "series" / "cnie_issued.vl.json"
    spec = json.loads(path.read_text(encoding="utf-8"))
    assert altair.Chart.from_dict(spec)
    about = load("indicators").set_index("indicator_id").loc["cnie_issued"]
    assert about[f"label_{language}"] in spec["title"]["text"]


def test_a_workbook_says_what_it_holds(dist: Path) -> None:
    sheets = pd.read_excel(
        io.BytesIO((dist / "series/cnie_issued.xlsx").read_bytes()),
        sheet_name=None,
        header=None,
        engine="openpyxl",
    )
    about = sheets["About"].to_string()
    assert "CC-BY-4.0" in about
    assert "Electronic national identity cards issued" in about
