"""The schema files: valid by the standard's own profile, whole in three languages, and read as declared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from dgsn_opendata import store
from dgsn_opendata.errors import EnvironmentProblem, UnknownName
from dgsn_opendata.fieldtypes import field_type
from dgsn_opendata.schemas import LANGUAGES, parse_schema, read_schema, table_names
from tests.profiles import faults_by_profile

if TYPE_CHECKING:
    from pathlib import Path

DESIGNED = {
    "sources", "indicators", "categories", "observations", "places", "systems", "deployments", "structures",
    "cooperation", "projects", "waivers", "series", "series_wide", "breaks", "gaps", "coverage", "countries",
    "corrections",
}  # fmt: skip


def declarations(name: str) -> list[tuple[str, Any]]:
    """Return every part of a schema that a person reads, with a name for it."""
    schema = read_schema(name)
    parts: list[tuple[str, Any]] = [(name, schema.declaration)]
    return parts + [(f"{name}.{field.name}", field.declaration) for field in schema.fields]


def test_every_table_of_the_design_has_its_schema() -> None:
    assert set(table_names()) == DESIGNED


@pytest.mark.parametrize("name", table_names())
def test_a_schema_is_valid_by_the_official_profile(name: str) -> None:
    assert faults_by_profile("tableschema", dict(read_schema(name).declaration)) == []


def test_the_profile_finds_a_broken_schema() -> None:
    assert faults_by_profile("tableschema", {"fields": [{"type": "integer"}]})


@pytest.mark.parametrize("name", table_names())
def test_titles_and_descriptions_are_there_in_three_languages(name: str) -> None:
    for place, declaration in declarations(name):
        for key in ("title", "description"):
            texts = [
                declaration.get(key if language == "en" else f"{key}_{language}", "") for language in LANGUAGES
            ]
            assert all(text.strip() for text in texts), f"{place}: {key}"
            assert any("\u0600" <= letter <= "\u06ff" for letter in texts[2]), f"{place}: {key}_ar is not Arabic"


@pytest.mark.parametrize("name", table_names())
def test_code_lists_are_enums_with_labels_in_three_languages(name: str) -> None:
    for field in read_schema(name).fields:
        assert tuple(entry["value"] for entry in field.categories) == field.codes, field.name
        for language in LANGUAGES:
            labels = list(field.labels(language).values())
            assert all(labels), f"{name}.{field.name}"
            assert len(set(labels)) == len(labels), f"{name}.{field.name}: {language}"


@pytest.mark.parametrize("name", table_names())
def test_every_type_is_known_and_every_key_exists(name: str) -> None:
    schema = read_schema(name)
    for field in schema.fields:
        field_type(field)
    assert set(schema.primary_key) <= set(schema.names)
    assert set(schema.primary_key) <= set(schema.sorted_by) <= set(schema.names)
    for key in schema.foreign_keys:
        assert set(key.fields) <= set(schema.names)
        assert set(key.reference) <= set(read_schema(key.table).primary_key)


def test_a_table_that_does_not_exist_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean sources"):
        read_schema("source")
    with pytest.raises(UnknownName, match="The tables are breaks"):
        read_schema("../../etc/passwd")


def test_a_new_schema_file_is_a_new_table_and_needs_no_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    declaration = {"fields": [{"name": "b"}, {"name": "a", "type": "integer"}], "primaryKey": "a"}
    (tmp_path / "things.json").write_text(json.dumps(declaration), encoding="utf-8")
    monkeypatch.setattr(store, "schemas_folder", lambda: tmp_path)
    read_schema.cache_clear()
    try:
        assert table_names() == ["things"]
        assert read_schema("things").sorted_by == ("a",)
    finally:
        read_schema.cache_clear()


def test_a_broken_schema_file_is_refused_with_its_name(tmp_path: Path) -> None:
    for text in ("{", "[]", '{"fields": [{}]}', "{}"):
        (tmp_path / "things.json").write_text(text, encoding="utf-8")
        with pytest.raises(EnvironmentProblem, match=r"things\.json is not a Table Schema"):
            parse_schema(tmp_path / "things.json")
