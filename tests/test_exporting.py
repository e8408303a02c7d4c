"""Selecting rows and writing them to a file."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from dgsn_opendata import exporting, load, series
from dgsn_opendata.errors import EnvironmentProblem, UnknownName, UsageProblem
from dgsn_opendata.exporting import export, select
from dgsn_opendata.exports.selection import KINDS, write_frame

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("kind", KINDS)
def test_the_ending_says_the_format_and_the_file_is_whole(tmp_path: Path, kind: str) -> None:
    frame = series("cnie_issued")
    path = export(frame, tmp_path / f"cards.{kind.upper()}")
    assert path.read_bytes() == write_frame(frame, kind)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_a_format_may_be_named_whatever_the_ending(tmp_path: Path) -> None:
    path = export(series("cnie_issued"), str(tmp_path / "cards.txt"), kind="csv")
    assert path.read_bytes().startswith(b"indicator_id,")
    assert export(series("cnie_issued"), tmp_path / "cards.db").read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("cards.doc", "cards.doc ends with .doc, which tells no format. End it with .csv, .json"),
        ("cards", "cards has no ending"),
        ("nowhere/cards.csv", "There is no folder"),
        ("folder.csv", "is a folder. Add the name of the file"),
    ],
)
def test_a_place_that_cannot_be_is_refused_with_advice(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(UsageProblem, match=message):
        export(series("cnie_issued"), tmp_path / name)


def test_a_device_is_no_file_to_replace() -> None:
    with pytest.raises(UsageProblem, match="no file that could be replaced"):
        export(series("cnie_issued"), os.devnull, kind="csv")


def test_a_link_stays_a_link_to_the_new_file(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to("real.csv")
    export(series("cnie_issued"), tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes().startswith(b"indicator_id,")


def test_a_failure_leaves_the_file_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "cards.csv"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(UsageProblem):
        export(pd.DataFrame({"a": [float("inf")]}), path)

    def full(file: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(EnvironmentProblem, match="No space left on device"):
            export(series("cnie_issued"), path)
    assert path.read_text(encoding="utf-8") == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["cards.csv"]


@pytest.mark.parametrize("frame", [load("series", engine="polars"), pd.Series([1]), [1, 2], None])
def test_what_is_no_frame_of_pandas_is_refused(frame: Any, tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="writes frames of pandas, not"):
        export(frame, tmp_path / "cards.csv")


def test_one_indicator_is_its_series() -> None:
    frame = select(["drug_seized"], category="cocaine", lang="fr", as_of=2023)
    expected = series("drug_seized", category="cocaine", lang="fr", as_of=2023)
    pd.testing.assert_frame_equal(frame, expected)
    assert frame.attrs == expected.attrs


def test_several_indicators_stand_one_under_the_other_and_say_what_each_said() -> None:
    one, other = series("cnie_issued", lang="ar"), series("drug_seized", lang="ar")
    frame = select(["cnie_issued", "drug_seized", "cnie_issued"], lang="ar")
    assert len(frame) == len(one) + len(other)
    assert frame["value"].tolist() == [*one["value"], *other["value"]]
    said = json.loads(write_frame(frame, "json"))["metadata"]
    assert said["title"] == f"{one.attrs['title']}; {other.attrs['title']}"
    assert said["definition"]["drug_seized"] == other.attrs["definition"]
    assert said["units"] == {"cnie_issued": "cards", "drug_seized": "kg"}
    assert said["breaks"]["cnie_issued"] == {str(year): text for year, text in one.attrs["breaks"].items()}
    assert set(said["sources"]) == {*one["source_id"], *other["source_id"]}
    assert (said["language"], said["source_count"]) == ("ar", len(said["sources"]))
    assert said["citation"] == one.attrs["citation"]


def test_a_table_is_narrowed_by_what_it_has_columns_for() -> None:
    frame = select(["drug_seized"], "observations", category="cocaine", years=(2020, 2022))
    printed = load("observations")
    expected = printed.query("indicator_id == 'drug_seized' and category == 'cocaine' and 2020 <= year <= 2022")
    pd.testing.assert_frame_equal(frame, expected)
    assert len(select((), "sources", as_of=2017)) == len(load("sources", as_of=2017))
    with pytest.raises(UsageProblem, match="The table sources has no column indicator_id"):
        select(["drug_seized"], "sources")
    with pytest.raises(UsageProblem, match="The table places has no column year"):
        select((), "places", years=(2020, 2021))
    with pytest.raises(UnknownName, match="Did you mean drug_seized"):
        select(["drug_seised"], "observations")


def test_years_of_the_wide_series_are_columns() -> None:
    frame = select(["cnie_issued"], "series_wide", years=(2022, 2023))
    assert [name for name in frame.columns if name.isdecimal()] == ["2022", "2023"]
    assert set(frame["indicator_id"]) == {"cnie_issued"}


def test_figures_without_a_year_are_in_no_span_of_years() -> None:
    assert select((), "observations", years=(0, 9999))["year"].notna().all()
    assert select((), "observations")["year"].isna().any()


def test_the_endings_name_every_format() -> None:
    assert set(exporting._ENDINGS.values()) == set(KINDS)


def test_several_indicators_say_of_themselves_what_all_of_their_rows_say() -> None:
    frame = select(["cnie_issued", "drug_seized", "headquarters_cost"])
    assert frame.attrs["source_count"] == frame["source_id"].nunique()
    assert frame.attrs["undated"] == 2
    assert set(frame.attrs["units"]) == {"cnie_issued", "drug_seized", "headquarters_cost"}
    with pytest.raises(UsageProblem, match="Nothing to select"):
        select([])
