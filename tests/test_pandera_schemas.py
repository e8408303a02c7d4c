"""Pandera schemas made from Table Schemas: the types and constraints that no table of ours has yet."""

from __future__ import annotations

import itertools
from operator import attrgetter
from typing import TYPE_CHECKING, Any
from unittest import mock

import pandas as pd
import pytest

from dgsn_opendata.findings import codes
from dgsn_opendata.frames import Table, parse_table, read_table
from dgsn_opendata.pandera_schemas import SchemaErrors, pandera_schema
from dgsn_opendata.rules.schema import check_schema
from dgsn_opendata.schemas import TableSchema

if TYPE_CHECKING:
    from pathlib import Path


def table(folder: Path, name: str, declaration: dict[str, Any], text: str) -> Table:
    path = folder / f"{name}.csv"
    path.write_text(text, encoding="utf-8")
    read, findings = read_table(path, TableSchema.from_declaration(name, declaration))
    assert findings == []
    assert read is not None
    return read


def found(*tables: Table) -> list[tuple[str, str, int | None, str | None]]:
    return [
        (one.code, one.file, one.line, one.column)
        for one in check_schema({one.schema.name: one for one in tables})
    ]


def test_every_unique_key_is_checked_and_named_by_its_own_fields(tmp_path: Path) -> None:
    fields = [{"name": name, "type": "string"} for name in "abc"]
    declaration = {"fields": fields, "uniqueKeys": [["a"], ["b", "c"]]}
    one = table(tmp_path, "things", declaration, "a,b,c\n1,x,y\n2,x,y\n1,x,z\n")
    assert found(one) == [("unique-key", "things.csv", 3, "b"), ("unique-key", "things.csv", 4, "a")]
    assert [finding.expected for finding in check_schema({"things": one})] == [
        "a key other than that of line 2", "a key other than that of line 2",
    ]  # fmt: skip
    assert codes()["unique-key"].example.said == str(next(check_schema({"things": one})))


def test_a_text_too_short_is_found_and_a_missing_one_is_not(tmp_path: Path) -> None:
    declaration = {
        "fields": [
            {"name": "a", "type": "string", "constraints": {"minLength": 2}},
            {"name": "b", "type": "string"},
        ]
    }
    one = table(tmp_path, "things", declaration, "a,b\nx,1\n,1\nxx,1\n")
    assert found(one) == [("min-length", "things.csv", 2, "a")]
    assert codes()["min-length"].example.said == str(next(check_schema({"things": one})))


@pytest.mark.parametrize(
    ("kind", "minimum", "below", "fine"),
    [
        ("integer", 0, "-1", "0"), ("number", 0.5, "0.4", "0.5"), ("year", "2024", "2023", "2024"),
        ("yearmonth", "2024-02", "2024-01", "2024-02"), ("date", "2024-02-02", "2024-02-01", "2024-02-02"),
    ],
)  # fmt: skip
def test_bounds_hold_for_every_type_that_has_an_order(
    tmp_path: Path, kind: str, minimum: object, below: str, fine: str
) -> None:
    declaration = {
        "fields": [
            {"name": "a", "type": kind, "constraints": {"minimum": minimum}},
            {"name": "b", "type": "string"},
        ]
    }
    one = table(tmp_path, "things", declaration, f"a,b\n{fine},1\n{below},1\n,1\n")
    assert found(one) == [("minimum", "things.csv", 3, "a")]


def test_an_enumeration_holds_for_numbers_too(tmp_path: Path) -> None:
    declaration = {
        "fields": [
            {"name": "a", "type": "integer", "constraints": {"enum": [1, 2]}},
            {"name": "b", "type": "string"},
        ]
    }
    assert found(table(tmp_path, "things", declaration, "a,b\n1,x\n3,x\n")) == [("enum", "things.csv", 3, "a")]


def test_a_foreign_key_of_several_fields_needs_them_in_one_row(tmp_path: Path) -> None:
    text = {"type": "string"}
    parent = {"fields": [{"name": "a", **text}, {"name": "b", **text}]}
    child = {
        "fields": [{"name": "x", **text}, {"name": "y", **text}],
        "foreignKeys": [{"fields": ["x", "y"], "reference": {"resource": "parents", "fields": ["a", "b"]}}],
    }
    parents = table(tmp_path, "parents", parent, "a,b\n1,2\n3,4\n")
    children = table(tmp_path, "children", child, "x,y\n1,2\n1,4\n3,\n")
    assert found(parents, children) == [("foreign-key", "children.csv", 3, "y")]


RULED = {
    "fields": [
        {"name": "a", "type": "string", "constraints": {"minLength": 2, "pattern": "[a-z]*", "unique": True}},
        {"name": "b", "type": "string", "constraints": {"enum": ["x", "y"], "required": True}},
        {"name": "n", "type": "integer", "constraints": {"maximum": 1}},
    ],
    "primaryKey": ["a", "n"],
    "uniqueKeys": [["b", "n"]],
    "foreignKeys": [
        {"fields": ["b"], "reference": {"resource": "", "fields": ["a"]}},
        {"fields": ["a", "b"], "reference": {"resource": "", "fields": ["b", "a"]}},
        {"fields": ["a", "n"], "reference": {"resource": "others", "fields": ["a", "n"]}},
    ],
}


def test_texts_as_categoricals_break_what_the_texts_themselves_break() -> None:
    rows = [*itertools.product(["", "x", "xx", "y", "é"], ["", "x", "y", "z"], ["", "1", "01", "2", "w"])]
    tables = {}
    for name, cells in (("things", rows), ("others", rows[1::7])):
        data = "\n".join(["a,b,n", *map(",".join, cells), ""])
        read, _ = parse_table(data.encode(), TableSchema.from_declaration(name, RULED), f"{name}.csv")
        assert read is not None
        tables[name] = read
    with mock.patch("dgsn_opendata.rules.schema._categorical", attrgetter("values")):
        plain = [*check_schema(tables)]
    assert [*check_schema(tables)] == plain
    assert {one.code for one in plain} == {
        "enum", "foreign-key", "maximum", "min-length", "pattern", "primary-key", "required", "unique", "unique-key",
    }  # fmt: skip


def test_a_users_frame_with_a_wrong_dtype_or_column_is_refused() -> None:
    schema = pandera_schema("waivers")
    frame = pd.DataFrame({name: pd.Series(["x"], dtype="string") for name in ("source_id", "as_printed")})
    with pytest.raises(SchemaErrors, match="reason"):
        schema.validate(frame, lazy=True)


def test_a_name_that_is_no_table_is_refused() -> None:
    with pytest.raises(LookupError, match="Did you mean waivers"):
        pandera_schema("waiver")
