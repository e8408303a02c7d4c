"""The whole of a difference: nothing where nothing changed, mirrored when turned, and the step of the version."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dgsn_opendata import store
from dgsn_opendata.comparing.difference import compare
from dgsn_opendata.comparing.releases import Release, ReleasedTable, read_release
from tests.comparing.releases import difference, with_rows

if TYPE_CHECKING:
    import pandas as pd

    from dgsn_opendata.comparing.difference import Difference

URGENT = "urgent_calls,2024,year,report,total,total,300,exact,300,1,alpha-2024,,,\n"
PLACES = st.lists(st.sampled_from(["observations", "series", "sources", "categories", "indicators"]), max_size=3)


def without(release: Release, names: list[str]) -> Release:
    """Return a release without the last row of some tables, and one row less for each time that one is named."""
    tables = dict(release.tables)
    for name in names:
        tables[name] = ReleasedTable(tables[name].schema, tables[name].rows.iloc[:-1])
    return dataclasses.replace(release, tables=tables)


def keys(rows: pd.DataFrame) -> list[tuple[object, ...]]:
    return sorted(rows[["indicator_id", "breakdown", "category", "year"]].itertuples(index=False, name=None))


def test_the_published_package_does_not_differ_from_itself() -> None:
    release = read_release(store.package_folder())
    found = compare(release, release)
    assert (found.is_empty, found.step, found.versions) == (True, "none", [release.version, *found.versions[1:]])
    assert found.version_follows
    assert all(rows.is_empty for rows in found.tables.values())
    assert found.values.added.empty
    assert found.moves.empty


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=PLACES, other=PLACES)
def test_turned_around_what_was_added_is_removed(core: Release, one: list[str], other: list[str]) -> None:
    old, new = without(core, one), without(core, other)
    there, back = compare(old, new), compare(new, old)
    assert keys(there.values.added) == keys(back.values.removed)
    assert keys(there.values.removed) == keys(back.values.added)
    assert keys(there.values.revised) == keys(back.values.revised)
    assert there.observations["added"].tolist() == back.observations["removed"].tolist()
    for name, rows in there.tables.items():
        assert rows.added.equals(back.tables[name].removed)
    assert there.is_empty == back.is_empty == (sorted(one) == sorted(other))


def test_new_rows_are_a_minor_step_corrected_cells_and_words_a_patch(core: Release) -> None:
    second = URGENT.replace("alpha-2024", "beta-2024")
    assert difference(core, ("observations", URGENT, URGENT + second)).step == "minor"
    assert difference(core, ("observations", URGENT, "")).step == "patch"
    words = with_rows(core, "sources", title={0: "Other"})
    assert compare(core, with_rows(words, "indicators", label_en={0: "Other"})).step == "patch"
    assert compare(core, with_rows(words, "indicators", unit={0: "persons"})).step == "major"


@pytest.mark.parametrize(
    ("version", "follows"),
    [("0.1.0", False), ("0.1.1", True), ("0.2.0", True), ("1.0.0", True), ("0.1.2", False), ("0.0.9", False)],
)
def test_the_version_of_the_new_release_is_held_against_the_changes(
    corrected: Difference, version: str, follows: bool
) -> None:
    new = dataclasses.replace(corrected.new, descriptor={**corrected.new.descriptor, "version": version})
    found = dataclasses.replace(corrected, new=new)
    assert (found.versions, found.version_follows) == (["0.1.1", "0.2.0", "1.0.0"], follows)


def test_the_greatest_reasons_come_first_and_rows_that_others_name_are_missed(core: Release) -> None:
    found = compare(core, without(core, ["sources", "series", "indicators"]))
    assert [one.step for one in found.reasons] == ["major", "major", "patch"]
    assert [str(one) for one in found.reasons] == [
        "the indicator urgent_calls is removed",
        "sources has lost 1, which other tables refer to",
        "series has lost rows: 1",
    ]


def test_observations_are_counted_by_indicator(core: Release) -> None:
    found = difference(core, ("observations", URGENT, ""), ("observations", "600,exact,600", "601,exact,600"))
    assert found.observations.to_dict("records") == [
        {"indicator_id": "calls", "added": 0, "removed": 0, "changed": 1},
        {"indicator_id": "urgent_calls", "added": 0, "removed": 1, "changed": 0},
    ]
