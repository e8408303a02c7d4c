"""Made-up packages are what they should be to measure with: valid, in form, and the same every time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from dgsn_opendata.formatting import format_table
from dgsn_opendata.schemas import read_schema, table_names
from dgsn_opendata.validation import validate
from tests.synthesis.package import write_synthesis

if TYPE_CHECKING:
    from pathlib import Path

ROWS = 300


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("synthesis")
    write_synthesis(ROWS, folder)
    return folder


def observations(folder: Path) -> pd.DataFrame:
    return pd.read_csv(folder / "data" / "observations.csv", dtype="object", keep_default_na=False)


def test_a_made_up_package_has_as_many_observations_as_asked_and_no_finding(package: Path) -> None:
    report = validate(package)
    assert report.rows["observations"] == ROWS
    assert list(report.findings) == []


def test_every_table_is_in_form(package: Path) -> None:
    for name in table_names("curated"):
        path = read_schema(name).path_in(package)
        data, losses = format_table(path.read_bytes(), read_schema(name), path.name)
        assert (data, losses) == (path.read_bytes(), [])


def test_the_same_number_makes_the_same_package_and_another_one_another(package: Path, tmp_path: Path) -> None:
    for rows, folder in ((ROWS, tmp_path / "same"), (ROWS + 1, tmp_path / "other")):
        write_synthesis(rows, folder)
        same = all(
            (folder / "data" / path.name).read_bytes() == path.read_bytes()
            for path in (package / "data").iterdir()
        )
        assert same == (rows == ROWS)


def test_the_rules_find_work(package: Path) -> None:
    rows = observations(package)
    assert {"ar", "fr"} <= set(pd.read_csv(package / "data" / "sources.csv")["language"])
    assert (rows["breakdown"] != "total").any()
    assert rows["indicator_id"].str.endswith("_change_pct").any()
    assert {"exact", "more_than"} <= set(rows["qualifier"])
    assert {"report", "stated"} <= set(rows["year_basis"])
    assert rows.duplicated(["indicator_id", "breakdown", "category", "period", "year"]).mean() > 0.3
