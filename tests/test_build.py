"""Building the package: all of it, or nothing."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path
from typing import Any

import frictionless
import pytest

from dgsn_opendata import store
from dgsn_opendata.build import build
from dgsn_opendata.errors import EnvironmentProblem, FindingsStand, UsageProblem
from dgsn_opendata.formats import OPTIONAL
from dgsn_opendata.refreshing import refresh
from dgsn_opendata.schemas import table_names
from dgsn_opendata.validation import validate
from tests.small import change, read

TABLES = {
    *(name for name in table_names() if name != "series_wide"),
    *(f"series_wide.{language}" for language in ("en", "fr", "ar")),
}
SERIES = ("calls", "calls_change_pct", "calls_share_pct", "urgent_calls")
FILES = {
    *(f"data/{name}.{kind}" for name in TABLES for kind in ("csv", "parquet")),
    *("dgsn-opendata.sqlite", "dgsn-opendata.xlsx", "sdmx/series.csv", "sdmx/structure.xml"),
    *("datapackage.json", "dcat.ttl", "dcat.jsonld", "schemaorg.jsonld", "croissant.jsonld"),
    *("csvw-metadata.json", "metadata.json", "index.html", "fr/index.html", "ar/index.html", "indicators.json"),
    *(f"series/{name}.{kind}" for name in SERIES for kind in ("csv", "xlsx", "json")),
    *(f"{folder}series/{name}.vl.json" for name in SERIES for folder in ("", "fr/", "ar/")),
}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_build_makes_every_file_and_nothing_beside_it(small: Path, tmp_path: Path) -> None:
    steps: list[str] = []
    files = build(tmp_path / "dist", small, progress=steps.append)
    assert set(contents(tmp_path / "dist")) == FILES
    assert [path.relative_to(tmp_path / "dist").as_posix() for path in files] == sorted(FILES, key=Path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dist", "package"]
    assert steps[0] == "validating"
    assert "writing data/series.csv" in steps


def test_curated_tables_are_published_as_they_are_but_for_the_point_of_whole_decimals(
    small: Path, tmp_path: Path
) -> None:
    build(tmp_path / "dist", small)
    for name in table_names("curated"):
        published = (tmp_path / "dist" / "data" / f"{name}.csv").read_bytes()
        if name == "observations":
            published = re.sub(rb"(\d)\.0,(exact|nearly),", rb"\1,\2,", published)
        assert published == read(small, name)


def test_the_licence_goes_with_the_data(dist: Path) -> None:
    assert (dist / "LICENSE").read_bytes() == (store.package_folder() / "LICENSE").read_bytes()


def test_nothing_is_built_while_the_data_has_errors(small: Path, tmp_path: Path) -> None:
    build(tmp_path / "dist", small)
    before = contents(tmp_path / "dist")
    change(small, "observations", "600,exact,600", "many,exact,600")
    with pytest.raises(FindingsStand) as caught:
        build(tmp_path / "dist", small)
    assert "observations.csv:2: value" in caught.value.details
    assert contents(tmp_path / "dist") == before


def test_an_earlier_build_is_replaced(small: Path, tmp_path: Path) -> None:
    build(tmp_path / "dist", small)
    (tmp_path / "dist" / "data" / "series.csv").write_text("old", encoding="utf-8")
    build(tmp_path / "dist", small)
    assert set(contents(tmp_path / "dist")) == FILES
    assert contents(tmp_path / "dist")["data/series.csv"] != b"old"


@pytest.mark.parametrize("name", ["notes.txt", ".git/HEAD", "data/mine.csv"])
def test_an_earlier_build_that_somebody_has_added_to_is_refused_and_kept(
    small: Path, tmp_path: Path, name: str
) -> None:
    build(tmp_path / "dist", small)
    (tmp_path / "dist" / name).parent.mkdir(exist_ok=True)
    (tmp_path / "dist" / name).write_text("mine", encoding="utf-8")
    before = contents(tmp_path / "dist")
    with pytest.raises(UsageProblem, match=name):
        build(tmp_path / "dist", small)
    assert contents(tmp_path / "dist") == before


def test_the_folder_one_stands_in_is_no_target(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    with pytest.raises(UsageProblem, match="the folder you are in"):
        build(Path(), small)


def test_a_link_as_target_stays_a_link_to_what_is_built(small: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    build(tmp_path / "link", small)
    assert (tmp_path / "link").is_symlink()
    assert set(contents(tmp_path / "real")) == FILES


@pytest.mark.parametrize(
    "content", [{"notes.txt": "mine"}, {"datapackage.json": '{"name": "other"}'}, {"datapackage.json": "[]"}]
)
def test_a_folder_with_other_things_in_it_is_refused_and_kept(
    small: Path, tmp_path: Path, content: dict[str, str]
) -> None:
    out = tmp_path / "mine"
    out.mkdir()
    for name, text in content.items():
        (out / name).write_text(text, encoding="utf-8")
    before = contents(out)
    with pytest.raises(UsageProblem, match="something else than an earlier build"):
        build(out, small)
    assert contents(out) == before


def test_the_curated_package_itself_is_no_target(real: Path) -> None:
    for out in (real, real / "derived", real / "dist"):
        with pytest.raises(UsageProblem, match="is inside the package"):
            build(out, real)


def test_a_file_as_target_is_refused(small: Path, tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("x", encoding="utf-8")
    with pytest.raises(UsageProblem, match="is a file"):
        build(tmp_path / "dist", small)


def test_a_place_that_cannot_be_written_is_an_error_of_the_environment(small: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(EnvironmentProblem, match="cannot be written"):
        build(tmp_path / "file" / "dist", small)


def test_an_interrupt_leaves_the_last_build_and_no_temporary_folder(small: Path, tmp_path: Path) -> None:
    build(tmp_path / "dist", small)
    before = contents(tmp_path / "dist")

    def interrupt(step: str) -> None:
        if step.startswith("checking"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(tmp_path / "dist", small, progress=interrupt)
    assert contents(tmp_path / "dist") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dist", "package"]


def test_what_is_built_can_be_read_by_a_web_server(small: Path, tmp_path: Path) -> None:
    build(tmp_path / "dist", small)
    umask = os.umask(0)
    os.umask(umask)
    assert (tmp_path / "dist").stat().st_mode & 0o777 == 0o777 & ~umask


def test_the_descriptor_is_valid_for_frictionless_and_tampering_is_not(small: Path, tmp_path: Path) -> None:
    build(tmp_path / "dist", small)
    assert frictionless.validate(str(tmp_path / "dist" / "datapackage.json")).valid
    path = tmp_path / "dist" / "data" / "sources.csv"
    path.write_bytes(path.read_bytes().replace(b"Alpha", b"Alfha"))
    report = frictionless.validate(str(tmp_path / "dist" / "datapackage.json"))
    assert "hash-count" in {kind for (kind,) in report.flatten(["type"])}


def test_a_built_package_passes_our_own_validation(small: Path, tmp_path: Path) -> None:
    from dgsn_opendata.validation import validate

    build(tmp_path / "dist", small)
    report = validate(tmp_path / "dist")
    assert list(report.findings) == []
    assert "series" in report.rows


def test_refresh_writes_what_is_stale_and_then_nothing(small: Path) -> None:
    wide = [f"series_wide.{language}" for language in ("en", "fr", "ar")]
    expected = [f"derived/{name}.csv" for name in ("countries", "coverage", "series", *wide)]
    assert refresh(small, check=True) == [*expected, "datapackage.json"]
    assert not (small / "derived").exists()
    assert refresh(small) == [*expected, "datapackage.json"]
    assert refresh(small) == []
    change(small, "observations", "1010,exact,1010", "1020,exact,1020")
    assert refresh(small, check=True) == [*expected[2:], "datapackage.json"]


def test_the_committed_derived_files_are_not_stale() -> None:
    assert refresh(store.package_folder(), check=True) == [], "run: dgsn-opendata refresh"


def test_every_resource_of_the_committed_descriptor_is_there_with_its_size_and_hash() -> None:
    folder = store.package_folder()
    descriptor: dict[str, Any] = json.loads((folder / "datapackage.json").read_bytes())
    for resource in descriptor["resources"]:
        data = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("without", [OPTIONAL, ("pages",), ("xlsx", "sqlite")])
def test_parts_may_be_left_out_and_the_rest_is_valid(
    small: Path, tmp_path: Path, without: tuple[str, ...]
) -> None:
    files = {
        path.relative_to(tmp_path / "out").as_posix() for path in build(tmp_path / "out", small, without=without)
    }
    signs = {"pages": "index.html", "parquet": "data/series.parquet", "sdmx": "sdmx/series.csv"}
    signs |= {kind: f"dgsn-opendata.{kind}" for kind in ("sqlite", "xlsx")}
    assert {part for part, sign in signs.items() if sign in files} == {*OPTIONAL} - {*without}
    named = {
        one["path"] for one in json.loads((tmp_path / "out/datapackage.json").read_text("utf-8"))["resources"]
    }
    assert named <= files
    assert validate(tmp_path / "out").errors == []
    build(
        tmp_path / "out", small, without=OPTIONAL
    )  # what was left out then is an earlier build's, not somebody's
