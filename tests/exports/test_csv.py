"""Writing derived tables as CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import duckdb
import pandas as pd
import polars
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dgsn_opendata.exports.csv import csv_files, write_csv
from dgsn_opendata.fieldtypes import TEXT
from dgsn_opendata.frames import read_table
from dgsn_opendata.schemas import TableSchema

if TYPE_CHECKING:
    from pathlib import Path

    from dgsn_opendata.package import Package
    from dgsn_opendata.published import PublishedFile

SCHEMA = TableSchema.from_declaration(
    "table",
    {
        "fields": [
            {"name": "text", "type": "string"},
            {"name": "count", "type": "integer"},
            {"name": "value", "type": "number"},
            {"name": "flag", "type": "boolean"},
        ]
    },
)
ROWS = st.lists(
    st.tuples(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufeff"), min_size=1, max_size=8),
        st.none() | st.integers(-(10**15), 10**15),
        st.none() | st.floats(-1e12, 1e12).map(lambda value: round(value, 3)),
        st.none() | st.booleans(),
    ),
    max_size=5,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=ROWS)
def test_a_table_that_is_written_is_read_back_the_same(tmp_path: Path, rows: list[tuple[object, ...]]) -> None:
    frame = pd.DataFrame(rows, columns=list(SCHEMA.names))
    frame = frame.astype({"text": TEXT, "count": "Int64", "value": "float64", "flag": "boolean"})
    path = tmp_path / "table.csv"
    path.write_bytes(write_csv(frame, SCHEMA))
    table, findings = read_table(path, SCHEMA)
    assert findings == []
    assert table is not None
    pd.testing.assert_frame_equal(table.values.reset_index(drop=True), frame, check_index_type=False)


@pytest.fixture(scope="module")
def published(package: Package) -> list[PublishedFile]:
    return list(csv_files(package))


def texts(file: PublishedFile) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.data.decode("utf-8"))))


def test_loaders_that_guess_take_every_decimal_column_for_one_and_lose_no_value(
    published: list[PublishedFile],
) -> None:
    for file in published:
        assert file.table is not None
        frames = {
            "pandas": pd.read_csv(io.BytesIO(file.data)),
            "polars": polars.read_csv(file.data).to_pandas(),
            "duckdb": duckdb.read_csv(io.BytesIO(file.data)).df(),
        }
        rows = texts(file)
        for loader, frame in frames.items():
            for field in file.table.schema.fields:
                filled = [row[field.name] for row in rows if row[field.name]]
                values = frame[field.name].replace("", None).dropna()
                assert len(values) == len(filled), (loader, file.path, field.name)
                if field.type == "number" and filled and values.dtype.kind == "f":
                    assert values.tolist() == [float(text) for text in filled]
                elif field.type == "number" and filled:
                    # polars guesses from the first hundred rows, in which a column of a year may be empty.
                    assert loader == "polars"
                    assert not any(row[field.name] for row in rows[:100])
                elif field.type == "string" and field.name != "target":  # of dates, which may all be years
                    assert [str(value) for value in values] == filled, (loader, file.path, field.name)


def test_every_number_of_a_decimal_column_has_its_point(published: list[PublishedFile]) -> None:
    for file in published:
        assert file.table is not None
        for field in file.table.schema.fields:
            if field.type == "number":
                assert all("." in row[field.name] for row in texts(file) if row[field.name])


def test_the_published_cells_are_those_that_people_wrote(package: Package, published: list[PublishedFile]) -> None:
    for file in published:
        assert file.table is not None
        if file.table.schema.kind == "curated":
            written = list(csv.DictReader(io.StringIO(package.tables[file.name].data.decode("utf-8"))))
            for row, original in zip(texts(file), written, strict=True):
                assert {name: text.removesuffix(".0") for name, text in row.items()} == {
                    name: text.removesuffix(".0") for name, text in original.items()
                }
