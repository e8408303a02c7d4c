"""A report in the Static Analysis Results Interchange Format (SARIF 2.1.0), which code scanning takes in.

The format is OASIS's: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from dgsn_opendata.codebook import explain_markdown
from dgsn_opendata.findings import codes
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.reports.places import place_finder

if TYPE_CHECKING:
    from pathlib import Path

    from dgsn_opendata.findings import Code, Finding
    from dgsn_opendata.phrases import Spoken
    from dgsn_opendata.report import Report
    from dgsn_opendata.reports.places import Place

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"  # by convention the folder of the checkout


def as_sarif(report: Report, language: Spoken = "en", root: Path | None = None) -> str:
    """Return the report as a SARIF log with one run: a rule a code of the catalogue, a result a finding."""
    find_place = place_finder(report, root)
    metadata = read_metadata()
    places = [(finding, find_place(finding)) for finding in report.findings]
    numbers = {code: number for number, code in enumerate(codes())}
    driver = {
        "name": "dgsn-opendata",
        "version": metadata.version,
        "informationUri": metadata.homepage,
        "language": language,
        "rules": [_rule(code, language) for code in codes().values()],
    }
    run = {
        "tool": {"driver": driver},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "results": [
            {
                "ruleId": finding.code,
                "ruleIndex": numbers[finding.code],
                "level": finding.severity,
                "message": _message(f"{finding.message.say(language)}\n{finding.advice.say(language)}"),
                "locations": [_location(finding, place)],
                "partialFingerprints": {"finding/v1": fingerprint},
            }
            for (finding, place), fingerprint in zip(places, _fingerprints(places), strict=True)
        ],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(code: Code, language: Spoken) -> dict[str, Any]:
    return {
        "id": code.code,
        "name": "".join(word.capitalize() for word in code.code.split("-")),
        "shortDescription": _message(code.title.say(language)),
        "fullDescription": _message(code.meaning.say(language)),
        "help": {
            "text": _escape(f"{code.meaning.say(language)} {code.advice.say(language)}"),
            "markdown": _escape(explain_markdown(code, language)),
        },
        "defaultConfiguration": {"level": code.severity},
    }


def _location(finding: Finding, place: Place) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(os.fsencode(place.path)), "uriBaseId": _ROOT}}
    if place.line is not None:
        region = {"startLine": place.line, "startColumn": place.start, "endColumn": place.end}
        physical["region"] = {key: value for key, value in region.items() if value is not None}
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.column:
        location["logicalLocations"] = [{"name": finding.column, "kind": "member"}]
    return location


def _fingerprints(places: list[tuple[Finding, Place]]) -> list[str]:
    """Return what each finding is known by from run to run: code, file, column and row, wherever that moves to.

    Of findings that are alike in all of these, each has its number.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    prints = []
    for finding, place in places:
        parts = (finding.code, place.path, finding.column or "", place.text)
        seen[parts] += 1
        text = "\x1f".join((*parts, str(seen[parts])))
        prints.append(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    return prints


def _message(text: str) -> dict[str, str]:
    return {"text": _escape(text)}


def _escape(text: str) -> str:
    """Return a text as a message of SARIF, where braces mean placeholders (3.11.5) and "[…](…)" links (3.11.6)."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "\\](")
