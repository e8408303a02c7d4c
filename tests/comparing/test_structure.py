"""Each change of structure: its kind, and the step that it asks for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dgsn_opendata.comparing import structure
from dgsn_opendata.comparing.changes import KINDS, Change
from dgsn_opendata.comparing.structure import compare_structure
from dgsn_opendata.comparing.versions import STEPS
from tests.comparing.releases import field, redescribed, resource

if TYPE_CHECKING:
    from collections.abc import Callable

    from dgsn_opendata.comparing.releases import Release

Descriptor = dict[str, Any]


def drop(descriptor: Descriptor, name: str) -> None:
    fields = resource(descriptor, name.partition(".")[0])["schema"]["fields"]
    fields.remove(field(descriptor, name))


def constrain(name: str, **constraints: object) -> Callable[[Descriptor], object]:
    def edit(descriptor: Descriptor) -> None:
        known = field(descriptor, name).setdefault("constraints", {})
        known.update(constraints)
        field(descriptor, name)["constraints"] = {key: value for key, value in known.items() if value is not None}

    return edit


def declare(place: str, **properties: object) -> Callable[[Descriptor], object]:
    return lambda one: field(one, place).update(properties)


def schema(name: str, **properties: object) -> Callable[[Descriptor], object]:
    return lambda one: resource(one, name)["schema"].update(properties)


def rename(descriptor: Descriptor, table: str, name: str) -> None:
    resource(descriptor, table)["name"] = name


CASES: list[tuple[Callable[[Descriptor], object], list[str], str]] = [
    (lambda one: one.update(name="other"), ["identity"], "the package's name was dgsn-opendata, now it is other"),
    (lambda one: one.update(id="urn:x"), ["identity"], "the package's id was urn:uuid"),
    (lambda one: one["licenses"].append({"name": "CC0-1.0"}), ["licence-added"], "the package is under the licence CC0-1.0"),
    (lambda one: one.update(licenses=[{"name": "CC-BY-NC-4.0"}]), ["licence-removed", "licence-added"], "no longer under the licence CC-BY-4.0"),
    (lambda one: one.update(title="Other"), ["metadata"], "the package's title is another one"),
    (lambda one: one.update(version="9.9.9", created="2030-01-01", homepage="https://example.org/", sources=[]), [], ""),
    (lambda one: resource(one, "gaps").update(path="other/gaps.csv", bytes=1, hash="x"), [], ""),
    (lambda one: resource(one, "gaps").update(encoding="utf-16"), ["form-changed"], "gaps is written otherwise: utf-8, now utf-16"),
    (lambda one: resource(one, "gaps").update(title="Holes"), ["described"], "gaps is described anew: title"),
    (lambda one: resource(one, "gaps").update(licenses=[{"name": "ODbL-1.0"}]), ["licence-added"], "the table gaps is under the licence ODbL-1.0"),
    (lambda one: one["resources"].remove(resource(one, "gaps")), ["table-removed"], "the table gaps is removed"),
    (lambda one: rename(one, "gaps", "holes"), ["table-renamed", "table-added"], "the table gaps is now holes"),
    (lambda one: drop(one, "sources.author"), ["field-removed"], "the field sources.author is removed"),
    (declare("sources.author", name="writer"), ["field-renamed", "field-added"], "the field sources.author is now writer"),
    (declare("sources.author", name="writer", title="Writer"), ["field-removed", "field-added"], "the field sources.author is removed"),
    (lambda one: resource(one, "sources")["schema"]["fields"].insert(1, {"name": "new", "type": "string"}) , ["field-added"], "the field sources.new is new"),
    (lambda one: resource(one, "sources")["schema"]["fields"].reverse(), ["field-order"], "the fields of sources stand in another order"),
    (declare("sources.report_year", type="string"), ["field-redefined"], "the field sources.report_year has another type"),
    (declare("sources.url", format="default"), ["field-redefined"], "another format"),
    (declare("series.value", unit="UCUM:kg"), ["field-redefined"], "another unit"),
    (declare("sources.note", unit="UCUM:kg"), ["described"], "sources.note is described anew: unit"),
    (declare("sources.note", description="Words."), ["described"], "sources.note is described anew: description"),
    (constrain("sources.note", required=True), ["constraint-tightened"], "sources.note takes less than before: nothing, now required True"),
    (constrain("categories.label_en", required=False), ["constraint-loosened"], "takes more than before"),
    (constrain("categories.label_en", required=None), ["constraint-loosened"], "takes more than before: required True, now nothing"),
    (constrain("series.year", minimum="1900"), ["constraint-loosened"], "minimum 1956, now minimum 1900"),
    (constrain("series.year", minimum="2000"), ["constraint-tightened"], "minimum 1956, now minimum 2000"),
    (constrain("series.year", maximum="2200"), ["constraint-loosened"], "maximum"),
    (constrain("series.year", maximum=2050), ["constraint-tightened"], "maximum"),
    (constrain("series.category", pattern="[a-z]+"), ["constraint-changed"], "takes other values than before"),
    (constrain("series.category", pattern="[a-z0-9]+(_[a-z0-9]+)*|x"), ["constraint-loosened"], "takes more"),
    (constrain("series.status", enum=["disputed"]), ["codes-removed"], "series.status no longer knows: corroborated, single_source"),
    (constrain("series.status", enum=["disputed", "corroborated", "single_source", "withdrawn"]), ["codes-added"], "series.status has more codes: withdrawn"),
    (constrain("series.status", enum=None), ["constraint-loosened"], "series.status takes more"),
    (constrain("sources.note", enum=["a"]), ["constraint-tightened"], "sources.note takes less"),
    (lambda one: field(one, "series.status")["categories"][0].update(label_fr="Autre"), ["described"], "series.status is described anew: code list"),
    (schema("gaps", primaryKey=["indicator_id"]), ["key-changed"], "gaps has another key: indicator_id, reason, now indicator_id"),
    (schema("sources", uniqueKeys=[["url"]]), ["unique-added"], "sources must now differ in url"),
    (schema("gaps", foreignKeys=[]), ["reference-changed"], "indicator_id to indicators, now nothing"),
    (schema("sources", missingValues=["", "-"]), ["form-changed"], "sources is written otherwise"),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "kinds", "text"), CASES)
def test_each_change_has_its_kind_and_sentence(
    release: Release, edit: Callable[[Descriptor], object], kinds: list[str], text: str
) -> None:
    found = [*compare_structure(release, redescribed(release, edit))]
    assert [change.kind for change in found] == kinds
    assert not kinds or text in str(found[0])


@pytest.mark.parametrize(("edit", "kinds", "text"), CASES)
def test_taken_back_each_change_is_seen_too(
    release: Release, edit: Callable[[Descriptor], object], kinds: list[str], text: str
) -> None:
    back = [*compare_structure(redescribed(release, edit), release)]
    assert len(back) == len(kinds)
    turned = {"removed": "added", "added": "removed", "tightened": "loosened", "loosened": "tightened"}
    for kind in kinds:
        subject, _, fate = kind.rpartition("-")
        if subject in {"licence", "codes", "constraint"} and fate in turned:
            assert f"{subject}-{turned[fate]}" in [change.kind for change in back]


def test_columns_of_years_come_and_go_with_the_data(release: Release) -> None:
    def edit(descriptor: Descriptor) -> None:
        fields = resource(descriptor, "series_wide.en")["schema"]["fields"]
        fields[:] = [one for one in fields if one["name"] != "2024"] + [{"name": "2031", "type": "number"}]

    assert [*compare_structure(release, redescribed(release, edit))] == []


def test_every_kind_of_change_has_a_step_a_sentence_and_somebody_who_tells_it() -> None:
    written = Path(structure.__file__).read_text(encoding="utf-8")
    for kind, (step, sentence) in KINDS.items():
        assert step in STEPS[1:]
        assert set(re.findall(r"\{(\w+)\}", sentence)) <= {"where", "old", "new"}
        assert str(Change(kind, "w", "o", "n"))
        if Change(kind).subject in {"structure", "package"}:
            assert f'"{kind}"' in written, kind
