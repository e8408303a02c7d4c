"""Indicators and categories that are new, gone, renamed, redefined or reworded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.comparing.meanings import compare_meanings
from dgsn_opendata.comparing.moving import find_moves
from dgsn_opendata.comparing.rows import compare_rows
from tests.comparing.releases import difference, with_rows

if TYPE_CHECKING:
    from dgsn_opendata.comparing.changes import Change
    from dgsn_opendata.comparing.releases import Release

# The second indicator of the small package is calls_change_pct, the third calls_share_pct; the first category north.
CASES: list[tuple[str, dict[str, dict[int, str]], str, str]] = [
    ("indicators", {"unit": {0: "persons"}}, "indicator-redefined", "the indicator calls means another thing: unit calls, now persons"),
    ("indicators", {"value_kind": {0: "stock"}}, "indicator-redefined", "value_kind flow, now stock"),
    ("indicators", {"share_of": {2: "urgent_calls"}}, "indicator-redefined", "share_of calls, now urgent_calls"),
    ("indicators", {"growth_of": {1: ""}}, "indicator-redefined", "growth_of calls, now nothing"),
    ("indicators", {"share_of": {0: "urgent_calls"}}, "indicator-reworded", "the indicator calls is worded anew: share_of"),
    ("indicators", {"definition_en": {0: "A."}, "definition_fr": {0: "B."}, "definition_ar": {0: "C."}}, "indicator-redefined", "definition in every language"),
    ("indicators", {"definition_en": {0: "A."}, "definition_fr": {0: "B."}}, "indicator-reworded", "definition_en, definition_fr"),
    ("indicators", {"label_en": {0: "A"}, "label_fr": {0: "B"}, "label_ar": {0: "C"}}, "indicator-reworded", "label_en, label_fr, label_ar"),
    ("categories", {"label_en": {0: "A"}}, "category-reworded", "the category centre/north is worded anew: label_en"),
    ("categories", {"label_en": {0: "A"}, "label_fr": {0: "B"}}, "category-reworded", "label_en, label_fr"),
    ("categories", {"label_en": {0: "A"}, "label_fr": {0: "B"}, "label_ar": {0: "C"}}, "category-redefined", "the category centre/north means another thing: label in every language"),
    ("categories", {"parent": {0: "south"}}, "category-reworded", "parent"),
]  # fmt: skip


def meanings(old: Release, new: Release, table: str) -> list[Change]:
    rows = compare_rows(table, old.tables[table], new.tables[table])
    return [*compare_meanings({table: rows}, old, find_moves(old, old))]


@pytest.mark.parametrize(("table", "cells", "kind", "text"), CASES)
def test_what_redefines_is_told_from_what_rewords(
    core: Release, table: str, cells: dict[str, dict[int, str]], kind: str, text: str
) -> None:
    (change,) = meanings(core, with_rows(core, table, **cells), table)
    assert change.kind == kind
    assert text in str(change)


def test_a_code_or_parent_that_was_stated_redefines_a_category(core: Release) -> None:
    old = with_rows(core, "categories", code={0: "MA"}, parent={1: "north"})
    changes = meanings(old, core, "categories")
    assert [(one.kind, one.where) for one in changes] == [
        ("category-redefined", "centre/north"), ("category-redefined", "centre/south")
    ]  # fmt: skip


def test_an_indicator_whose_figures_went_elsewhere_is_renamed(core: Release) -> None:
    found = difference(
        core,
        ("indicators", "urgent_calls,emergency", "pressing_calls,emergency"),
        ("observations", "urgent_calls,2024", "pressing_calls,2024"),
        ("observations", "urgent_calls,,year", "pressing_calls,,year"),
    )
    told = [(one.kind, str(one)) for one in found.changes]
    assert told == [
        ("indicator-renamed", "the indicator urgent_calls is now pressing_calls"),
        ("indicator-added", "the indicator pressing_calls is new"),
    ]
    assert found.step == "major"


def test_an_indicator_that_became_a_category_is_given_with_it(core: Release) -> None:
    found = difference(core,
        ("categories", "kind,void", "kind,urgent,Urgent,Urgents,مستعجلة,,\nkind,void"),
        ("indicators", "urgent_calls,emergency,Urgent,Urgents,مستعجلة,Urgent.,Urgents.,المستعجلة.,calls,flow,calls,,,,,\n", ""),
        ("observations", "urgent_calls,2024,year,report,total,total", "calls,2024,year,report,kind,urgent"),
        ("observations", "urgent_calls,,year,undated,total,total", "calls,,year,undated,kind,urgent"),
    )  # fmt: skip
    assert "the indicator urgent_calls is now calls/kind/urgent" in [str(one) for one in found.changes]
    (removed,) = found.values.removed.to_dict("records")
    assert removed["why"] == "moved-away"


def test_what_is_gone_without_its_figures_is_removed_and_its_values_with_it(core: Release) -> None:
    found = difference(core,
        ("indicators", "urgent_calls,emergency,Urgent,Urgents,مستعجلة,Urgent.,Urgents.,المستعجلة.,calls,flow,calls,,,,,\n", ""),
        ("observations", "urgent_calls,2024,year,report,total,total,300,exact,300,1,alpha-2024,,,\n", ""),
        ("observations", "urgent_calls,,year,undated,total,total,7,exact,سبع,1,beta-2024,,,The text gives no year.\n", ""),
    )  # fmt: skip
    assert [str(one) for one in found.changes] == ["the indicator urgent_calls is removed"]
    assert found.values.removed["why"].tolist() == ["indicator-removed"]


def test_a_category_that_has_another_name_is_renamed(core: Release) -> None:
    found = difference(core, ("categories", "centre,south", "centre,west"), ("observations", "centre,south", "centre,west")
    )  # fmt: skip
    assert "the category centre/south is now centre/west" in [str(one) for one in found.changes]
