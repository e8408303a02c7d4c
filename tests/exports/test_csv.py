"""Writing derived tables as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dgsn_opendata.exports.csv import write_csv
from dgsn_opendata.fieldtypes import TEXT
from dgsn_opendata.frames import read_table
from dgsn_opendata.schemas import TableSchema

if TYPE_CHECKING:
    from pathlib import Path

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
