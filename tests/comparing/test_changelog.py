"""The part of the changelog for data users: what it says, where it stands, and that nothing else is touched."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.comparing.changelog import (
    BEGIN,
    END,
    check_data_part,
    choose_heading,
    data_part,
    put_data_part,
)
from dgsn_opendata.comparing.difference import compare
from dgsn_opendata.errors import UsageProblem
from tests.comparing.releases import difference, redescribed, resource, with_rows

if TYPE_CHECKING:
    from dgsn_opendata.comparing.difference import Difference
    from dgsn_opendata.comparing.releases import Release

TEXT = "# Changelog\n\n## Unreleased\n\n- New.\n\n## 0.1.0 (2026-11-21)\n\nFirst release.\n"
PART = f"{BEGIN}\nData.\n{END}"
LATER = "calls,2024,year,stated,total,total,1010,exact,1010,1,gamma-2025,,,\n"
LINES = st.lists(st.sampled_from(["- a", "", "### b", "  c", "##d", "<!-- x -->"]), max_size=5).map("\n".join)


@given(LINES, LINES, st.sampled_from(["Unreleased", "0.1.0"]), st.booleans())
def test_the_part_is_put_once_and_all_else_is_left(first: str, second: str, heading: str, windows: bool) -> None:
    text = f"# Changelog\n\n## Unreleased\n{first}\n\n## 0.1.0 (2026-11-21)\n{second}\n"
    text = text.replace("\n", "\r\n") if windows else text
    done = put_data_part(text, heading, PART)
    assert check_data_part(text, heading, PART) == f"The section {heading} has no part for data users."
    assert check_data_part(done, heading, PART) is None
    assert put_data_part(done, heading, PART) == done
    assert put_data_part(done, heading, f"{BEGIN}\nOther.\n{END}").replace("Other.", "Data.") == done
    assert [one for one in done.split() if one not in PART.split()] == [
        one for one in text.split() if one not in PART.split()
    ]
    assert ("\r\n" in done) == windows
    assert done.count("\n") == done.count("\r\n") or not windows


def test_the_part_stands_below_its_heading() -> None:
    assert put_data_part(TEXT, "0.1.0", PART).endswith(f"## 0.1.0 (2026-11-21)\n\n{PART}\n\nFirst release.\n")
    assert f"## Unreleased\n\n{PART}\n\n- New.\n" in put_data_part(TEXT, "Unreleased", PART)
    assert put_data_part("## Unreleased", "Unreleased", PART) == f"## Unreleased\n\n{PART}\n\n"


def test_a_part_that_is_out_of_date_is_told() -> None:
    done = put_data_part(TEXT, "Unreleased", PART)
    other = PART.replace("Data.", "Other.")
    assert (
        check_data_part(done, "Unreleased", other)
        == "The part for data users in the section Unreleased is out of date."
    )
    assert check_data_part(TEXT, "0.2.0", PART) == 'The changelog has no section "## 0.2.0".'


@pytest.mark.parametrize("marks", [BEGIN, END, f"{END}\n{BEGIN}", f"{PART}\n{PART}"])
def test_marks_that_are_no_pair_are_refused(marks: str) -> None:
    text = TEXT.replace("- New.", marks)
    with pytest.raises(UsageProblem, match="has not one mark"):
        put_data_part(text, "Unreleased", PART)
    assert "has not one mark" in (check_data_part(text, "Unreleased", PART) or "")


def test_there_must_be_a_section() -> None:
    with pytest.raises(UsageProblem, match=r'no section "## 0\.1"'):
        put_data_part(TEXT, "0.1", PART)


def test_the_section_is_that_of_the_new_version_or_of_what_is_unreleased(core: Release) -> None:
    newer = redescribed(core, lambda one: one.update(version="0.2.0"))
    assert choose_heading(TEXT, compare(core, newer)) == "Unreleased"
    assert choose_heading(TEXT.replace("Unreleased", "0.2.0 (2026-12-20)"), compare(core, newer)) == "0.2.0"
    assert choose_heading(TEXT, compare(core, core)) == "Unreleased"


def test_the_part_says_what_a_data_user_must_know(core: Release) -> None:
    found = difference(
        core, ("observations", LATER, ""), ("categories", "centre,south,South", "centre,south,Southern")
    )
    assert data_part(found).splitlines() == [
        BEGIN,
        "Data, compared with 0.1.0 (the changes ask for a patch step):",
        "",
        "- Values: 1 revised.",
        "- Revised values:",
        "  - `calls`, 2024: 1,010, now 1,000: «1010» of gamma-2025 was withdrawn.",
        "- 1 category worded anew.",
        "- Rows: `observations` 1 removed.",
        END,
    ]


def test_the_part_hangs_on_the_data_alone(core: Release, corrected: Difference) -> None:
    found = corrected
    moved = dataclasses.replace(
        redescribed(found.new, lambda one: one.update(version="0.1.1")), where="/elsewhere"
    )
    moved = dataclasses.replace(moved, tables=found.new.tables)
    assert data_part(compare(dataclasses.replace(core, where="v0.1.0"), moved)) == data_part(found)
    assert data_part(compare(core, core)).splitlines() == [BEGIN, "Data: as in 0.1.0.", END]


EVIL = "x`<script>alert(1)</script>`[a](javascript:b)"


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ("indicators", {"indicator_id": {0: EVIL}}),
        ("indicators", {"indicator_id": {0: EVIL}, "unit": {1: EVIL}}),
        ("categories", {"category": {0: EVIL}}),
        ("sources", {"source_id": {0: EVIL}, "report_year": {0: EVIL}}),
    ],
)
def test_names_of_a_release_of_others_are_no_marks_in_the_part(
    core: Release, table: str, cells: dict[str, dict[int, str]]
) -> None:
    evil = with_rows(core, table, **cells)
    for found in (compare(core, evil), compare(evil, core)):
        part = "\n".join(data_part(found).splitlines()[1:-1])
        assert "script" in part
        assert not re.search(r"(?<!\\)[<\[]", part), part


def test_a_version_and_a_table_of_others_are_no_marks_in_the_part(core: Release) -> None:
    evil = redescribed(core, lambda one: one.update(version=EVIL))
    assert not re.search(r"(?<!\\)<script", data_part(compare(evil, evil)))
    assert not re.search(r"(?<!\\)<script", data_part(compare(evil, core)))
    more = redescribed(core, lambda one: one["resources"].append({**resource(one, "sources"), "name": EVIL}))
    fewer = {**more.tables, EVIL: dataclasses.replace(more.tables[EVIL], rows=more.tables[EVIL].rows[:1])}
    found = compare(more, dataclasses.replace(more, tables=fewer))
    assert "script" in data_part(found)
    assert not re.search(r"(?<!\\)<script", data_part(found))


def test_the_part_stays_short_whatever_changed_and_its_lines_fit(core: Release) -> None:
    rows = core.tables["indicators"].rows
    many = [rows.iloc[[0]].assign(indicator_id=f"new_{number:04}") for number in range(2000)]
    tables = {
        **core.tables,
        "indicators": dataclasses.replace(core.tables["indicators"], rows=pd.concat([rows, *many])),
    }
    changed = with_rows(dataclasses.replace(core, tables=tables), "sources", title={0: f"a {END} b"})
    part = data_part(compare(core, changed))
    assert len(part.splitlines()) < 30
    assert max(map(len, part.splitlines())) <= 120
    assert "`new_0019` and 1,980 more." in part
    assert part.count(END) == 1
