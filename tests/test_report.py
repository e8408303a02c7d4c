"""How a report is shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dgsn_opendata.report import as_json, as_text
from dgsn_opendata.validation import validate
from tests.faults import CASES

if TYPE_CHECKING:
    from pathlib import Path


def test_the_text_has_each_finding_with_its_advice_and_a_summary(small: Path) -> None:
    CASES["a comma for a point"].fault(small)
    CASES["an unknown source"].fault(small)
    lines = as_text(validate(small)).splitlines()
    assert lines[0].startswith('observations.csv:2: value: the text is not of the column\'s kind: found "12,5"')
    assert lines[1] == "    Write 12.5: the decimal mark is a dot, and thousands are not grouped."
    assert lines[2].startswith("waivers.csv:2: source_id: no such row in the other table")
    assert lines[-2:] == ["1 type, 1 foreign-key", "14 tables, 27 rows: 2 errors, 0 warnings"]


def test_the_json_has_the_same_as_data(small: Path) -> None:
    CASES["a comma for a point"].fault(small)
    report = validate(small)
    data = json.loads(as_json(report))
    assert data["valid"] is False
    assert (data["errors"], data["warnings"]) == (1, 0)
    assert data["tables"]["observations"] == 12
    assert data["findings"] == [
        {
            "title": "the text is not of the column's kind", "code": "type", "file": "observations.csv", "line": 2,
            "column": "value", "found": "12,5", "expected": 'a number in ASCII digits with "." before decimals',
            "advice": "Write 12.5: the decimal mark is a dot, and thousands are not grouped.", "severity": "error",
        }
    ]  # fmt: skip


def test_a_clean_package_is_one_line(small: Path) -> None:
    assert as_text(validate(small)) == "14 tables, 27 rows: 0 errors, 0 warnings"
