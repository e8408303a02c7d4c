"""The published files as a whole."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from dgsn_opendata import store
from dgsn_opendata.exports.csv import csv_files
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.publication import publish
from tests.packages import BASE, make
from tests.profiles import faults_by_profile
from tests.sameness import differing

if TYPE_CHECKING:
    from pathlib import Path

OWN = re.compile(r"https?://[^\s\"'<>\\]*")


def test_every_format_is_there(dist: Path) -> None:
    names = {path.relative_to(dist).as_posix() for path in dist.rglob("*") if path.is_file()}
    assert names >= {
        *("dgsn-opendata.sqlite", "dgsn-opendata.xlsx", "data/series.parquet", "data/series.csv"),
        *("sdmx/series.csv", "sdmx/structure.xml", "datapackage.json", "dcat.ttl", "dcat.jsonld"),
        *("schemaorg.jsonld", "croissant.jsonld", "csvw-metadata.json", "metadata.json", "index.html", "LICENSE"),
    }
    assert {path.removesuffix(".csv") for path in names if path.startswith("data/") and path.endswith(".csv")} == {
        path.removesuffix(".parquet") for path in names if path.endswith(".parquet")
    }


# What Python runs before anything else: no lxml, and one processor.
ELSEWHERE = """
import os, sys
sys.modules["lxml"] = None
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
"""


def test_nothing_hangs_on_the_machine_the_process_or_where_the_package_lies(dist: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(store.package_folder(), tmp_path / "elsewhere" / "الحزمة" / "package")
    (tmp_path / "hook").mkdir()
    (tmp_path / "hook" / "sitecustomize.py").write_text(ELSEWHERE, encoding="utf-8")
    environment = {
        "HOME": str(tmp_path),
        "USER": "somebody",
        "LOGNAME": "somebody",
        "HOSTNAME": "elsewhere",
        "TZ": "Pacific/Kiritimati",
        # Letters of no Unicode: Arabic ones where the machine has that locale, and ASCII where it has not.
        "LC_ALL": "ar_MA.ISO-8859-6",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": os.pathsep.join([str(tmp_path / "hook"), *sys.path]),
    }
    command = [sys.executable, "-m", "dgsn_opendata", "build", str(copy), "--out", str(tmp_path / "again")]
    subprocess.run(command, env=environment, cwd=tmp_path, umask=0o077, check=True, capture_output=True)
    assert differing(dist, tmp_path / "again") == []
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "again").rglob("*")} == {0}


@pytest.mark.parametrize("name", ["datapackage.json", "csvw-metadata.json", "croissant.jsonld", "index.html"])
def test_without_a_base_downloads_are_relative_where_the_format_allows(dist: Path, name: str) -> None:
    text = (dist / name).read_text(encoding="utf-8")
    assert '"data/series.csv"' in text


@pytest.mark.parametrize(
    "name",
    [
        *("datapackage.json", "csvw-metadata.json", "croissant.jsonld", "index.html"),
        *("schemaorg.jsonld", "dcat.ttl", "dcat.jsonld"),
    ],
)
def test_with_a_base_every_download_is_absolute_under_it(dist_based: Path, name: str) -> None:
    text = (dist_based / name).read_text(encoding="utf-8")
    assert f"{BASE}data/series.csv" in text
    if name != "croissant.jsonld":  # where a path is what the file is called within the document
        assert '"data/series.csv"' not in text
    downloads = [address for address in OWN.findall(text) if re.search(r"/(data|sdmx)/[a-z_.]+\w$", address)]
    assert downloads
    assert all(address.startswith(BASE) for address in downloads if "dgsn" in address)


def test_both_descriptors_are_valid_by_the_profile(dist: Path, dist_based: Path) -> None:
    for folder in (dist, dist_based):
        content: dict[str, Any] = json.loads((folder / "datapackage.json").read_bytes())
        assert faults_by_profile("datapackage", content) == []
        assert content["id"] == read_metadata().id


def test_a_build_with_a_base_passes_our_own_validation(dist_based: Path) -> None:
    from dgsn_opendata.validation import validate

    assert not validate(dist_based).errors


def test_no_file_is_written_twice_for_another_process_may_be_reading_it(small: Path) -> None:
    package = make(small)
    tables = [*csv_files(package)]
    paths = [path for step in publish(package, tables, lambda _: None) for path in step]
    assert len(paths) == len({*paths, *(file.path for file in tables)}) - len(tables)
