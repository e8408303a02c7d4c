"""CITATION.cff: valid by its official schema, and in step with the package's metadata."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, FormatChecker
from ruamel.yaml import YAML

from dgsn_opendata.metadata import read_metadata
from tests.profiles import repository_schema

FILE = Path(__file__).parent.parent / "CITATION.cff"


def read() -> dict[str, Any]:
    # Dates stay text, as the schema wants them.
    content: dict[str, Any] = YAML(typ="base").load(FILE.read_text(encoding="utf-8"))
    return content


def test_it_is_valid_by_the_official_schema() -> None:
    schema = repository_schema("citation-file-format")
    Draft7Validator.check_schema(schema)
    validator = Draft7Validator(schema, format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(read())] == []
    broken = read() | {"license": "CC-BY"}
    assert [*validator.iter_errors(broken)]


def test_it_says_what_the_metadata_say() -> None:
    metadata, said = read_metadata(), read()
    assert said["title"] == metadata.title
    assert said["version"] == metadata.version
    assert said["date-released"] == metadata.released
    assert said["license"] == metadata.licence["name"]
    assert said["url"] == metadata.homepage
    assert said["keywords"] == metadata.keywords
    assert said["abstract"] == metadata.description
    assert [one["name"] for one in said["authors"]] == metadata.creators
    assert [one["value"] for one in said["identifiers"]] == [metadata.id]
    assert said["type"] == "dataset"
