"""Our Pandera schemas and frictionless, the reference implementation, on the same bad tables."""

from __future__ import annotations

import csv
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import frictionless
import pytest
from frictionless import formats
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dgsn_opendata.frames import read_table
from dgsn_opendata.rules.schema import check_schema
from dgsn_opendata.schemas import TableSchema

if TYPE_CHECKING:
    from collections.abc import Callable

Declaration = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """Where our verdict is stricter on purpose: why, which cells, and a cell that shows it."""

    reason: str
    covers: Callable[[Declaration, str], bool]
    field: Declaration
    text: str


def of_type(*types: str) -> Callable[[Declaration], bool]:
    return lambda field: field["type"] in types


def matching(types: Callable[[Declaration], bool], pattern: str) -> Callable[[Declaration, str], bool]:
    return lambda field, text: types(field) and re.search(pattern, text) is not None


NUMERIC = of_type("integer", "number")
TIMES = of_type("year", "yearmonth", "date")
DIFFERENCES = [
    Difference(
        "Python reads digits of every script as numbers; mixed digits in a column are a slip",
        lambda field, text: (NUMERIC(field) or TIMES(field)) and any(one.isdecimal() and not one.isascii() for one in text),
        {"type": "integer"}, "١٢",
    ),
    Difference("a number inside spaces is not as written", matching(NUMERIC, r"^\s|\s$"), {"type": "number"}, " 1"),
    Difference("Python allows 1_000 for a thousand; nobody else does", matching(NUMERIC, "_"), {"type": "integer"}, "1_0"),
    Difference("an exponent is a spreadsheet's loss of digits", matching(of_type("number"), "[eE]"), {"type": "number"}, "1e3"),
    Difference("no source prints NaN or infinity", matching(of_type("number"), "(?i)nan|inf"), {"type": "number"}, "NaN"),
    Difference("more than 18 digits fit no 64-bit integer", matching(NUMERIC, "[0-9]{19}"), {"type": "integer"}, "9" * 19),
    Difference("a month or day has two digits", matching(of_type("yearmonth", "date"), r"-[0-9](-|$)|^\s|\s$"), {"type": "date"}, "2024-5-1"),
    Difference(
        "frictionless anchors only the ends of a pattern with alternatives, so that a|b accepts ax",
        lambda field, _: "|" in field.get("constraints", {}).get("pattern", ""),
        {"type": "string", "constraints": {"pattern": "a|b"}}, "ax",
    ),
    Difference(
        "a reduced date must be one of the calendar",
        lambda field, _: "rdfType" in field,
        {"type": "string", "rdfType": "http://id.loc.gov/datatypes/edtf/EDTF-level0"}, "2024-02-31",
    ),
    Difference(
        "an address is one that a browser opens",
        lambda field, _: field.get("format") == "uri",
        {"type": "string", "format": "uri"}, "urn:isbn:0451450523",
    ),
]  # fmt: skip

TEXTS = {
    "integer": ["0", "1", "-1", "+2", "007", "1.0", "1,5", "1 000", "x", " 1", "1_0", "١", "9" * 18, "9" * 19, "1e3", "-"],
    "number": ["0", "-1.5", "+1.", ".5", "1,5", "1 000", "x", "1_0", "١", "9" * 30, "1e3", "NaN", "-INF", ".", "1.2.3"],
    "year": ["2024", "24", "0000", "-2024", "20244", "٢٠٢٤", "2023", "2025", "2024 ", "+2024", "x"],
    "yearmonth": ["2024-05", "2024-5", "2024-13", "2024-00", "2024", "0001-01", "2023-12", "x"],
    "date": ["2024-05-01", "2024-5-1", "2024-02-30", "20240501", "0001-01-01", "10000-01-01", "2023-12-31", "x"],
    "boolean": ["true", "True", "TRUE", "1", "false", "False", "0", "yes", "t", "tRue"],
    "string": ["a", "b", "ab", "abc", "ax", "é", "NA", "-", "null", "b\u200b"],
}  # fmt: skip
BOUNDS: dict[str, list[Any]] = {
    "integer": [0, 1],
    "number": [0, 0.5],
    "year": ["2024"],
    "yearmonth": ["2024-01"],
    "date": ["2024-01-01"],
}


@st.composite
def fields(draw: st.DrawFn) -> Declaration:
    kind = draw(st.sampled_from(sorted(TEXTS)))
    constraints: Declaration = {"required": draw(st.booleans()), "unique": draw(st.booleans())}
    for key in ("minimum", "maximum"):
        if kind in BOUNDS and draw(st.booleans()):
            constraints[key] = draw(st.sampled_from(BOUNDS[kind]))
    if kind == "string":
        if draw(st.booleans()):
            constraints["pattern"] = draw(st.sampled_from(["a", "[ab]+", "a|b", ".{2}", "é"]))
        if draw(st.booleans()):
            constraints |= {"minLength": draw(st.integers(1, 2)), "maxLength": draw(st.integers(1, 3))}
        if draw(st.booleans()):
            constraints["enum"] = draw(st.sampled_from([["a", "b"], ["ab", "NA"]]))
    return {"name": "cell", "type": kind, "constraints": constraints}


@st.composite
def tables(draw: st.DrawFn) -> tuple[Declaration, list[list[str]]]:
    columns = [
        field | {"name": f"cell{number}"}
        for number, field in enumerate(draw(st.lists(fields(), min_size=1, max_size=3)))
    ]
    missing = draw(st.sampled_from([[""], ["", "-"]]))
    declaration = {"fields": [{"name": "row", "type": "integer"}, *columns], "missingValues": missing}
    if draw(st.booleans()):
        declaration["primaryKey"] = ["row"]
    cells = [st.sampled_from([*TEXTS[column["type"]], "", ""]) for column in columns]
    rows = draw(st.lists(st.tuples(*cells), min_size=1, max_size=8))
    numbers = draw(st.lists(st.integers(1, 4), min_size=len(rows), max_size=len(rows)))
    return declaration, [[str(number), *row] for number, row in zip(numbers, rows, strict=True)]


def verdicts(declaration: Declaration, rows: list[list[str]]) -> tuple[set[tuple[int, str]], set[tuple[int, str]]]:
    """Return the cells (line, column) that ours and that frictionless refuse; a key is its first column."""
    schema = TableSchema.from_declaration("table", declaration)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows([schema.names, *rows])
        table, findings = read_table(path, schema)
        assert table is not None
        ours = {(one.line or 0, one.column or "") for one in [*findings, *check_schema({"table": table})]}
        resource = frictionless.Resource(
            path=path.name,
            basepath=folder,
            format="csv",
            encoding="utf-8",
            schema=frictionless.Schema.from_descriptor(declaration),
            dialect=frictionless.Dialect(controls=[formats.CsvControl()]),
        )
        report = resource.validate()
    theirs = {
        (line, column or schema.primary_key[0]) for line, column in report.flatten(["rowNumber", "fieldName"])
    }
    return ours, theirs


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_both_refuse_the_same_cells_but_for_the_explained_differences(
    case: tuple[Declaration, list[list[str]]],
) -> None:
    declaration, rows = case
    ours, theirs = verdicts(declaration, rows)
    by_name = {field["name"]: (number, field) for number, field in enumerate(declaration["fields"])}
    for line, column in ours ^ theirs:
        number, field = by_name[column]
        texts = [row[number] for row in rows]
        unique = field.get("constraints", {}).get("unique")
        assert (line, column) in ours or unique, f"frictionless alone refuses {texts[line - 2]!r} of {field}"
        # A cell is unique or not because of the others: one that only frictionless reads may be the first of its kind.
        suspects = texts if unique else [texts[line - 2]]
        assert any(one.covers(field, text) for one in DIFFERENCES for text in suspects), (
            field,
            texts[line - 2],
            line,
        )


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda one: one.reason)
def test_each_difference_is_real_and_ours_is_the_stricter(difference: Difference) -> None:
    field = difference.field | {"name": "cell"}
    declaration = {"fields": [{"name": "row", "type": "integer"}, field], "missingValues": [""]}
    ours, theirs = verdicts(declaration, [["1", difference.text]])
    assert (ours, theirs) == ({(2, "cell")}, set())


def test_a_primary_key_takes_no_missing_value_where_frictionless_lets_one_of_several_pass() -> None:
    # The standard has it that a key's fields are required; frictionless asks that only of all of them together.
    declaration = {
        "fields": [{"name": "row", "type": "integer"}, {"name": "cell", "type": "string"}],
        "primaryKey": ["row", "cell"],
        "missingValues": [""],
    }
    assert verdicts(declaration, [["1", ""]]) == ({(2, "cell")}, set())


def test_a_key_of_which_a_part_is_missing_refers_to_nothing_where_frictionless_finds_it_broken() -> None:
    declaration = {
        "fields": [
            {"name": "row", "type": "integer"},
            {"name": "cell", "type": "string"},
            {"name": "up", "type": "string"},
        ],
        "foreignKeys": [{"fields": ["cell", "up"], "reference": {"resource": "", "fields": ["cell", "cell"]}}],
        "missingValues": [""],
    }
    ours, theirs = verdicts(
        {**declaration, "primaryKey": ["row"]}, [["1", "a", ""], ["2", "a", "b"], ["3", "", ""]]
    )
    assert ours == {(3, "up")}
    assert theirs == {(2, "row"), (3, "row")}
