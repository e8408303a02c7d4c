"""A frame of odd values, and what is read of the files that selections become."""

from __future__ import annotations

import datetime
import io
import json
from typing import Any

import openpyxl
import pandas as pd
from hypothesis import strategies as st

from dgsn_opendata.exports.plain import plain_columns
from dgsn_opendata.exports.selection import write_frame

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"))
ODD = pd.DataFrame(
    {
        "text": pd.Series(["=1+1", "#N/A", "+212", "@x", "<b>&amp;", " a  b\n", None], dtype="string"),
        "whole": pd.array([1, None, -5, 0, 10**14 + 1, 10**14, 7], dtype="Int64"),
        "number": [0.5, None, -1e-7, 1e14, 600.0, 0.1, 2.0],
        "flag": pd.array([True, False, None, True, False, True, None], dtype="boolean"),
        "day": pd.to_datetime(["2024-01-31", "NaT", "1956-05-16", "1900-03-01", "2025-12-31", "2020-02-29", "NaT"]),
        "code": pd.Categorical(["a", "b", None, "a", "b", "a", "b"], categories=["b", "a"]),
        "مدينة": ["الرباط", "فاس", "", "x", "y", "z", "0"],
        "mixed": [1, "one", None, 2.5, True, float("nan"), datetime.date(2024, 1, 1)],
    }
)  # fmt: skip


def columns(frame: pd.DataFrame) -> dict[str, list[Any]]:
    return {column.name: column.values for column in plain_columns(frame)}


def as_json(frame: pd.DataFrame) -> list[dict[str, Any]]:
    data: list[dict[str, Any]] = json.loads(write_frame(frame, "json"))["data"]
    return data


def sheet(data: bytes, place: int = 0) -> list[list[Any]]:
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[place].values]


def about(frame: pd.DataFrame) -> dict[str, str]:
    return {str(row[0]): str(row[1]) for row in sheet(write_frame(frame, "xlsx"), 1)}
