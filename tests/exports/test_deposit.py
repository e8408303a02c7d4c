"""What lies in the repository for those who cite or deposit the package."""

from __future__ import annotations

import dataclasses
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from dgsn_opendata.exports.deposit import deposit_files
from dgsn_opendata.metadata import read_metadata

ROOT = Path(__file__).parent.parent.parent


def deposit() -> dict[str, Any]:
    said: dict[str, Any] = json.loads(deposit_files(read_metadata())[".zenodo.json"])
    return said


def datacite() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((files("datacite") / "schemas" / "datacite-v4.5.json").read_text("utf-8"))
    return schema


@pytest.mark.parametrize("name", deposit_files(read_metadata()))
def test_the_repository_has_what_the_metadata_give(name: str) -> None:
    assert (ROOT / name).read_bytes() == deposit_files(read_metadata())[name], "Run: dgsn-opendata refresh"


def test_what_zenodo_makes_of_the_deposit_is_valid_for_datacite() -> None:
    said = deposit()
    kinds = {"dataset": "Dataset", "software": "Software"}
    record = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "doi": "10.5072/test",  # the prefix for tests; Zenodo gives the real one
        "url": "https://zenodo.org/records/1",
        "prefix": "10.5072",
        "suffix": "test",
        "publisher": {"name": "Zenodo"},
        "publicationYear": said["publication_date"][:4],
        "dates": [{"date": said["publication_date"], "dateType": "Issued"}],
        "types": {"resourceType": "", "resourceTypeGeneral": kinds[said["upload_type"]]},
        "titles": [{"title": said["title"]}],
        "creators": [{"name": one["name"], "nameType": "Organizational"} for one in said["creators"]],
        "contributors": [
            {"name": one["name"], "nameType": "Organizational", "contributorType": one["type"]}
            for one in said["contributors"]
        ],
        "descriptions": [
            {"description": said["description"], "descriptionType": "Abstract"},
            {"description": said["notes"], "descriptionType": "Other"},
        ],
        "subjects": [{"subject": word} for word in said["keywords"]],
        "language": said["language"],
        "version": said["version"],
        "rightsList": [{"rightsIdentifier": said["license"]}],
        "relatedIdentifiers": [
            {
                "relatedIdentifier": one["identifier"],
                "relatedIdentifierType": "URN" if one["identifier"].startswith("urn:") else "URL",
                "relationType": one["relation"][0].upper() + one["relation"][1:],
                "resourceTypeGeneral": kinds[one["resource_type"]],
            }
            for one in said["related_identifiers"]
        ],
    }
    validator = Draft7Validator(datacite())
    assert [error.message for error in validator.iter_errors(record)] == []
    assert [*validator.iter_errors(record | {"contributors": [{"name": "A", "contributorType": "curator"}]})]


def test_the_deposit_speaks_three_languages_and_repeats_no_keyword() -> None:
    said = deposit()
    assert [said["description"].count(f'<p lang="{language}"') for language in ("en", "fr", "ar")] == [2, 2, 2]
    assert len(said["keywords"]) == len(set(said["keywords"])) > 15


def test_no_text_of_the_metadata_breaks_out_of_either_file() -> None:
    hostile = dataclasses.replace(read_metadata(), title='a: "b"\n- c', description="<script>1</script> & more")
    written = deposit_files(hostile)
    assert "<script>" not in json.loads(written[".zenodo.json"])["description"]
    citation = YAML(typ="base").load(written["CITATION.cff"].decode())
    assert (citation["title"], citation["abstract"]) == (hostile.title, hostile.description)
