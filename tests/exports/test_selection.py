"""A selection in each format, read back by those who read it."""

from __future__ import annotations

import contextlib
import csv
import datetime
import io
import json
import sqlite3
import subprocess
import sys

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet
from python_calamine import CalamineWorkbook

from dgsn_opendata import load, series
from dgsn_opendata.errors import MissingExtra, UnknownName, UsageProblem
from dgsn_opendata.exports.csv import write_csv
from dgsn_opendata.exports.selection import KINDS, write_frame
from dgsn_opendata.schemas import TableName, read_schema, table_names
from tests.exports.selections import ODD, TEXTS, as_json, columns, sheet


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_frame_gives_the_same_bytes_in_any_process(kind: str) -> None:
    program = (
        "import sys, hashlib; from dgsn_opendata import series; from dgsn_opendata.exports.selection import write_frame;"
        f"print(hashlib.sha256(write_frame(series('cnie_issued', lang='fr'), '{kind}')).hexdigest())"
    )
    digests = {
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert len(digests) == 1


@pytest.mark.parametrize("name", [name for name in table_names() if name != "series_wide"])
def test_a_table_as_csv_is_the_file_that_is_published(name: TableName) -> None:
    frame = load(name)
    assert write_frame(frame, "csv") == write_csv(frame, read_schema(name))


def test_csv_has_a_point_in_every_decimal_and_nothing_for_missing() -> None:
    rows = list(csv.DictReader(io.StringIO(write_frame(ODD, "csv").decode())))
    assert [row["number"] for row in rows] == ["0.5", "", "-0.0000001", "100000000000000.0", "600.0", "0.1", "2.0"]
    assert [row["flag"] for row in rows] == ["true", "false", "", "true", "false", "true", ""]
    assert [row["whole"] for row in rows][:2] == ["1", ""]
    assert rows[0]["day"] == "2024-01-31"


def test_json_is_typed_and_says_what_the_frame_says() -> None:
    frame = series("cnie_issued", lang="ar")
    data = write_frame(frame, "json")
    document = json.loads(data)
    assert "بطاق".encode() in data
    assert document["metadata"]["title"] == frame.attrs["label"]
    assert document["metadata"]["unit"] == "cards"
    assert set(document["metadata"]["sources"]) == set(frame["source_id"])
    (row,) = [row for row in document["data"] if row["year"] == 2023]
    assert (row["value"], row["caution"], row["revised"]) == (4269781, None, False)
    assert as_json(ODD)[0]["day"] == "2024-01-31"
    assert [row["mixed"] for row in as_json(ODD)] == [1, "one", None, 2.5, True, None, "2024-01-01"]


def test_parquet_gives_pandas_its_dtypes_and_attributes_back() -> None:
    frame = series("drug_seized", lang="fr")
    data = write_frame(frame, "parquet")
    found = pd.read_parquet(io.BytesIO(data))
    pd.testing.assert_series_equal(found.dtypes.map(str), frame.dtypes.map(str))
    assert columns(found) == columns(frame)
    assert found.attrs["unit_label"] == "kilogrammes"
    assert parquet.read_schema(io.BytesIO(data)).metadata[b"title"].decode() == frame.attrs["title"]


def test_parquet_takes_what_is_no_table_of_ours() -> None:
    frame = ODD.drop(columns="mixed")
    found = parquet.read_table(io.BytesIO(write_frame(frame, "parquet")))
    assert found.column_names == list(frame.columns)
    assert found["day"].to_pylist()[0] == datetime.date(2024, 1, 31)
    assert found["whole"].to_pylist()[:2] == [1, None]
    mixed = parquet.read_table(io.BytesIO(write_frame(ODD, "parquet")))
    assert mixed["mixed"].to_pylist() == ["1", "one", None, "2.5", "True", None, "2024-01-01"]


def test_without_pyarrow_parquet_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"dgsn-opendata\[publish\]"):
        write_frame(ODD, "parquet")


def test_sqlite_has_a_table_of_data_and_one_about_it() -> None:
    frame = series("cnie_issued")
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(write_frame(frame, "sqlite"))
        found = connection.execute("SELECT year, value, caution FROM data WHERE year = 2023").fetchall()
        assert found == [(2023, 4269781, None)]
        said = dict(connection.execute("SELECT key, value FROM about"))
        assert said["unit_label"] == "cards"
        assert set(json.loads(said["sources"])) == set(frame["source_id"])
        kinds = {row[1]: row[2] for row in connection.execute("PRAGMA table_info(data)")}
        assert (kinds["year"], kinds["as_printed"]) == ("INTEGER", "TEXT")


def test_sqlite_keeps_odd_values_and_names() -> None:
    frame = ODD.rename(columns={"text": 'a "name"'})
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(write_frame(frame, "sqlite"))
        found = connection.execute("SELECT * FROM data").fetchall()
    assert found[0] == ("=1+1", 1, 0.5, 1, "2024-01-31", "a", "الرباط", "1")
    assert found[1][:5] == ("#N/A", None, None, 0, None)


def test_what_is_said_is_of_the_rows_that_are_left() -> None:
    frame = load("series").query("indicator_id == 'emergency_calls_line19' and year == 2023")
    said = json.loads(write_frame(frame, "json"))["metadata"]
    assert said["units"] == {"emergency_calls_line19": "calls"}
    assert set(said["breaks"]) == {"emergency_calls_line19"}
    assert said["source_count"] == 1
    one = series("cnie_issued").query("year == 2023")
    assert set(json.loads(write_frame(one, "json"))["metadata"]["sources"]) == {"halapress-2023-12"}


def test_what_an_owner_adds_is_written_as_well() -> None:
    frame = pd.DataFrame({"a": [1]})
    assert json.loads(write_frame(frame, "json")) == {"metadata": {}, "data": [{"a": 1}]}
    frame.attrs = {"note": "mine", "when": datetime.date(2026, 1, 1), "parts": (1, 2.5, None), "nan": float("nan")}
    assert json.loads(write_frame(frame, "json"))["metadata"] == {
        "note": "mine", "when": "2026-01-01", "parts": [1, 2.5, None], "nan": "nan",
    }  # fmt: skip
    for kind in KINDS:
        assert write_frame(frame, kind)


def test_a_named_index_is_written_and_a_row_number_is_not() -> None:
    frame = series("cnie_issued").set_index("year")[["value"]]
    for kind in KINDS:
        assert write_frame(frame, kind) == write_frame(frame.reset_index(), kind)
    assert write_frame(frame.reset_index().iloc[::-1], "csv").startswith(b"year,value\n2025,")


@pytest.mark.parametrize("kind", KINDS)
def test_a_frame_without_rows_is_written_with_its_columns(kind: str) -> None:
    data = write_frame(series("headquarters_cost"), kind)
    if kind == "xlsx":
        assert sheet(data)[0][:2] == ["indicator_id", "breakdown"]
        assert openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].tables["data"].ref.endswith("2")
    if kind == "csv":
        assert data.count(b"\n") == 1


def test_moments_keep_their_time() -> None:
    moments = pd.to_datetime(["2024-01-31 12:30", "NaT"])
    frame = pd.DataFrame({"plain": moments, "zoned": moments.tz_localize("Africa/Casablanca")})
    assert as_json(frame)[0] == {"plain": "2024-01-31T12:30:00", "zoned": "2024-01-31T12:30:00+01:00"}
    assert as_json(frame)[1] == {"plain": None, "zoned": None}
    for kind in KINDS:
        assert write_frame(frame, kind)


@pytest.mark.parametrize(
    ("frame", "kind", "message"),
    [
        (pd.DataFrame(), "csv", "no column"),
        (pd.DataFrame({("a", "b"): [1]}), "csv", "several levels"),
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), "csv", 'Several columns are called "a"'),
        (pd.DataFrame({"a": [float("inf")]}), "json", "infinite"),
        (pd.DataFrame({"a": [1], "A": [2]}), "xlsx", 'takes the columns "a" and "A" for one'),
        (pd.DataFrame({"a": [1], "A": [2]}), "sqlite", 'takes the columns "a" and "A" for one'),
        (pd.DataFrame({"a\nb": [1]}), "xlsx", "cannot have a column called"),
        (pd.DataFrame({"": [1]}), "sqlite", "cannot have a column called"),
        (pd.DataFrame({"a": ["\x00"]}), "xlsx", "control character"),
        (pd.DataFrame({"a": ["x" * 32_768]}), "xlsx", "32,768 characters"),
    ],
)  # fmt: skip
def test_what_a_file_cannot_hold_is_refused(frame: pd.DataFrame, kind: str, message: str) -> None:
    with pytest.raises(UsageProblem, match=message):
        write_frame(frame, kind)


def test_an_unknown_format_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean xlsx"):
        write_frame(ODD, "xls")


@given(st.lists(st.tuples(TEXTS, st.integers(-(10**14), 10**14), st.floats(-1e14, 1e14)), min_size=1, max_size=5))
def test_whatever_stands_in_the_cells_every_format_reads_back(rows: list[tuple[str, int, float]]) -> None:
    frame = pd.DataFrame(rows, columns=["text", "whole", "number"]).astype({"text": "string"})
    expected = [list(row) for row in rows]
    assert [list(row.values()) for row in as_json(frame)] == expected
    read = list(csv.reader(io.StringIO(write_frame(frame, "csv").decode(), newline="")))[1:]
    assert [[text, int(whole), float(number)] for text, whole, number in read] == expected
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(write_frame(frame, "sqlite"))
        assert [list(row) for row in connection.execute("SELECT * FROM data")] == expected
    assert parquet.read_table(io.BytesIO(write_frame(frame, "parquet"))).to_pylist() == as_json(frame)
    found = CalamineWorkbook.from_filelike(io.BytesIO(write_frame(frame, "xlsx"))).get_sheet_by_index(0)
    assert [list(row) for row in found.to_python()[1:]] == expected


@pytest.mark.parametrize(
    ("frame", "kind"),
    [
        (pd.DataFrame({"a": [2**63]}, dtype="uint64"), "sqlite"),
        (pd.DataFrame({"a": [2**64 - 1]}, dtype="uint64"), "parquet"),
        (pd.DataFrame([[1] * 3_000], columns=[f"c{number}" for number in range(3_000)]), "sqlite"),
        (pd.DataFrame([[1] * 20_000], columns=[f"c{number}" for number in range(20_000)]), "xlsx"),
        (pd.DataFrame({"a" * 300: [1]}), "xlsx"),
    ],
)
def test_what_a_format_cannot_hold_is_refused_with_advice(frame: pd.DataFrame, kind: str) -> None:
    with pytest.raises(UsageProblem, match="CSV instead"):
        write_frame(frame, kind)
