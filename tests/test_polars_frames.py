"""Tables as frames of polars."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pandas as pd
import polars
import pytest

from dgsn_opendata import load, series
from dgsn_opendata.errors import EnvironmentProblem
from dgsn_opendata.polars_frames import to_polars
from dgsn_opendata.schemas import TableName, read_schema, table_names

if TYPE_CHECKING:
    from pathlib import Path

TYPES = {
    "integer": polars.Int64,
    "year": polars.Int64,
    "number": polars.Float64,
    "boolean": polars.Boolean,
    "date": polars.Date,
    "string": polars.String,
}


@pytest.mark.parametrize("name", table_names())
def test_columns_have_the_types_of_their_fields_and_the_values_of_pandas(name: TableName) -> None:
    frame, twin = load(name, engine="polars"), load(name)
    assert frame.columns == twin.columns.tolist()
    for field in read_schema(name).fields:
        expected = polars.Enum(field.codes) if field.is_coded else TYPES[field.type]
        assert frame.schema[field.name] == expected, field.name
    for column in frame.columns:
        values = twin[column].astype("object").where(twin[column].notna(), None)
        wanted = [one.date() if isinstance(one, pd.Timestamp) else one for one in values]
        assert frame[column].to_list() == wanted


def test_a_series_comes_with_labels_and_whole_numbers() -> None:
    frame = series("cnie_issued", lang="ar", engine="polars")
    assert frame.schema["value"] == polars.Int64
    assert frame.filter(polars.col("year") == 2023)["value"].to_list() == [4269781]
    assert frame["category_label"].unique().to_list() == ["المجموع"]


def test_as_of_goes_with_it() -> None:
    assert load("series", as_of=2018, engine="polars").height == len(load("series", as_of=2018))


def test_other_dtypes_of_pandas_have_a_type_too() -> None:
    frame = pd.DataFrame(
        {
            "month": pd.Series(["2024-01", None], dtype="period[M]"),
            "count": [1, 2],
            "share": pd.Series([0.5, None], dtype="Float64"),
            "code": pd.Categorical(["a", None], categories=["b", "a"]),
        }
    )
    found = to_polars(frame)
    assert found.dtypes == [polars.String, polars.Int64, polars.Float64, polars.Enum(["b", "a"])]
    assert found.rows() == [("2024-01", 1, 0.5, "a"), (None, 2, None, None)]


def test_where_polars_is_missing_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(EnvironmentProblem, match="Run: pip install polars"):
        load("series", engine="polars")


def test_neither_pyarrow_is_needed_nor_polars_without_being_asked_for(tmp_path: Path) -> None:
    # Not None in sys.modules, past which pandas 2 imports.
    (tmp_path / "pyarrow.py").write_text("raise ImportError", encoding="utf-8")
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import dgsn_opendata as d; d.load('series');"
        "assert 'polars' not in sys.modules; print(d.load('sources', engine='polars').height)"
    )
    run = [sys.executable, "-c", program, str(tmp_path)]
    result = subprocess.run(run, capture_output=True, text=True, check=True)
    assert int(result.stdout) == len(load("sources"))
