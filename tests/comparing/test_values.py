"""Why a value is new, gone or another one: each reason, made by the change that it names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.comparing.difference import compare
from dgsn_opendata.comparing.moving import find_moves
from dgsn_opendata.comparing.values import REASONS, compare_values
from tests.comparing.releases import Change, changed, difference, with_rows
from tests.small import DIGESTS

if TYPE_CHECKING:
    from dgsn_opendata.comparing.releases import Release

LATER = "calls,2024,year,stated,total,total,1010,exact,1010,1,gamma-2025,,,\n"
LAST = "calls,2025,year,report,total,total,1200,nearly,ما يقرب 1200,1,gamma-2025,,,\n"
URGENT = "urgent_calls,2024,year,report,total,total,300,exact,300,1,alpha-2024,,,\n"
SECOND = "urgent_calls,2024,year,report,total,total,300,exact,300 مكالمة,1,beta-2024,,,\n"
HEADER = "reading,caution,note\n"
SOUTH = "calls,2024,year,report,centre,south,400,exact,400,1,alpha-2024,,,\n"
GAMMA = (
    f"gamma-2025,Next report,Gamma,,ar,2025-12-17,,,communique_reprint,2025,,{DIGESTS['gamma-2025']},2025-12-18,"
)
ALPHA, BETA = "communique_reprint,2024,,", "press_report,2024,,"

# What is changed in the small package, the value it concerns, what becomes of that, and the words of the reason.
CASES: dict[str, tuple[list[Change], str, str, str]] = {
    "marked": ([("observations", LATER, LATER.replace(",,,\n", ",,misprint,Why.\n"))], "1010", "1000", "«1010» of gamma-2025 is now marked: misprint"),
    "withdrawn": ([("observations", LATER, "")], "1010", "1000", "«1010» of gamma-2025 was withdrawn"),
    "transcription": ([("observations", URGENT, URGENT.replace(",300,exact", ",301,about"))], "300", "301", "the transcription was corrected: alpha-2024 prints «300»"),
    "another-source": ([("observations", LATER, LATER + LATER.replace("1010,exact,1010,1,gamma-2025", "1020,exact,1020,1,alpha-2024").replace("2024,year,stated", "2023,year,stated"))], "800", "1020", "alpha-2024 was added, which prints «1020»"),
    "more-sources": ([("observations", URGENT, URGENT + SECOND)], "300", "300", "more sources print it: 1 before, now 2"),
    "other-figures": ([("observations", "1000,exact,1.000", "1010,exact,1.000"), ("observations", "1000,exact,ألف", "1010,exact,ألف")], "1010", "1010", "another figure that is printed for it was corrected"),
}  # fmt: skip


@pytest.mark.parametrize("why", [one for one in CASES if one != "another-source"])
def test_a_revised_value_says_what_was_changed(core: Release, why: str) -> None:
    changes, old, new, reason = CASES[why]
    revised = difference(core, *changes).values.revised
    (row,) = [one for one in revised.to_dict("records") if one["why"] == why]
    assert (row["value_old"], row["value_new"], row["reason"]) == (old, new, reason)


def test_a_later_report_restates_and_taken_back_is_withdrawn(core: Release) -> None:
    before = changed(core, ("observations", LATER, ""))
    after = core
    (row,) = compare(before, after).values.renumbered.to_dict("records")
    assert (row["value_old"], row["value_new"], row["why"]) == ("1000", "1010", "restated")
    assert row["reason"] == "the report of 2025 restates it: gamma-2025 prints «1010»"
    assert row["status_new"] == "disputed"


def test_a_mark_taken_away_and_a_source_taken_away_are_told(core: Release) -> None:
    marked = changed(core, *CASES["marked"][0])
    (row,) = compare(marked, core).values.renumbered.to_dict("records")
    assert (row["why"], row["reason"]) == ("unmarked", "«1010» of gamma-2025 is no longer marked")
    two = changed(core, ("observations", URGENT, URGENT + SECOND))
    (row,) = compare(two, core).values.revised.to_dict("records")
    assert (row["why"], row["status_new"]) == ("fewer-sources", "single_source")
    assert len(compare(two, core).values.renumbered) == 0


def test_a_source_that_is_removed_takes_its_values_with_it(core: Release) -> None:
    found = difference(
        core, ("sources", f"{GAMMA}\n", ""), ("observations", LATER, ""), ("observations", LAST, "")
    )
    (revised,) = found.values.revised.to_dict("records")
    assert (revised["why"], revised["reason"]) == ("source-removed", "the source gamma-2025 was removed")
    (removed,) = found.values.removed.to_dict("records")
    assert (removed["year"], removed["why"]) == ("2025", "source-removed")
    assert ("named-rows-removed", "major") in [(one.kind, one.step) for one in found.reasons]


def test_sources_that_are_found_to_carry_one_text_are_one_voice(core: Release) -> None:
    two = changed(core, ("observations", URGENT, URGENT + SECOND))
    one = changed(
        two,
        ("sources", ALPHA, ALPHA[:-1] + "text,"),
        ("sources", BETA, BETA[:-1] + "text,"),
    )
    rows = compare(two, one).values.revised.set_index("indicator_id")
    assert rows.at["urgent_calls", "why"] == "sources-corrected"


def test_a_figure_counted_elsewhere_is_told_at_both_ends(core: Release) -> None:
    found = difference(core, ("observations", SOUTH, SOUTH.replace("2024,year", "2023,year", 1)),
    )  # fmt: skip
    (added,), (removed,) = (rows.to_dict("records") for rows in (found.values.added, found.values.removed))
    assert (removed["why"], removed["reason"]) == (
        "moved-away",
        "«400» of alpha-2024 is now counted as calls, centre south, 2023",
    )
    assert (added["why"], added["reason"]) == (
        "moved-here",
        "«400» of alpha-2024 was counted as calls, centre south, 2024 before",
    )


def test_new_values_of_known_and_of_new_sources_are_told_apart(core: Release) -> None:
    new = "calls,2022,year,stated,total,total,7,exact,سبع مكالمات في ليلة,1,beta-2024,,,\n"
    found = difference(core, ("observations", LATER, LATER.replace(LATER, new + LATER)))
    (row,) = found.values.added.to_dict("records")
    assert (row["year"], row["why"]) == ("2022", "known-source")
    source = "delta-2025,,Delta,,ar,2025-12,,,press_report,2025,,,,\n"
    figure = URGENT.replace("2024,year,report", "2025,year,report").replace("alpha-2024", "delta-2025")
    found = difference(core, ("sources", GAMMA, f"{source}{GAMMA}"), ("observations", URGENT, URGENT + figure))
    (row,) = found.values.added.to_dict("records")
    assert (row["why"], row["reason"]) == ("new-source", "delta-2025, which is new, prints «300»")


def test_a_release_without_series_has_no_values(core: Release) -> None:
    found = compare_values(None, core, core, find_moves(core, core))
    assert [len(rows) for rows in (found.added, found.removed, found.revised)] == [0, 0, 0]


def test_another_unit_is_the_reason_before_all_others(core: Release) -> None:
    place = list(core.tables["series"].rows["indicator_id"]).index("urgent_calls")
    other = with_rows(with_rows(core, "series", value={place: "5"}), "indicators", unit={3: "persons"})
    (row,) = compare(core, other).values.renumbered.to_dict("records")
    assert (row["why"], row["reason"]) == ("unit", "the indicator has another unit")


def test_where_no_figure_was_changed_the_rule_is_the_reason(core: Release) -> None:
    other = with_rows(core, "series", status={0: "disputed"})
    (row,) = compare(core, other).values.revised.to_dict("records")
    assert row["why"] == "rule"


def test_every_reason_has_its_case() -> None:
    texts = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")]
    for why in REASONS:
        assert any(f'"{why}"' in text for text in texts), why
