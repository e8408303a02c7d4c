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
    from dgsn_opendata.comparing.difference import Difference
    from dgsn_opendata.comparing.releases import Release

LATER = "calls,2024,year,stated,total,total,1010,exact,1010,1,gamma-2025,,,\n"
LAST = "calls,2025,year,report,total,total,1200,nearly,ما يقرب 1200,1,gamma-2025,,,\n"
URGENT = "urgent_calls,2024,year,report,total,total,300,exact,300,1,alpha-2024,,,\n"
SECOND = "urgent_calls,2024,year,report,total,total,300,exact,300 مكالمة,1,beta-2024,,,\n"
BEFORE = "calls,2023,year,stated,total,total,800,exact,800,1,alpha-2024,,,\n"
SOUTH = "calls,2024,year,report,centre,south,400,exact,400,1,alpha-2024,,,\n"
GAMMA = (
    f"gamma-2025,Next report,Gamma,,ar,2025-12-17,,,communique_reprint,2025,,{DIGESTS['gamma-2025']},2025-12-18,"
)
ALPHA, BETA = "communique_reprint,2024,,", "press_report,2024,,"

# Three releases that each change the small package in several places, and what each of its values says then, and when
# the change is taken back.
MARKED = ("observations", LATER, LATER.replace(",,,\n", ",,misprint,Why.\n"))
READ = ("observations", URGENT, URGENT.replace(",300,exact", ",301,about"))
ANOTHER = ("observations", BEFORE, BEFORE + BEFORE.replace("800,exact,800", "700,exact,700"))
CHANGES: dict[str, list[Change]] = {
    "marked": [MARKED, READ, ANOTHER],
    "withdrawn": [("observations", LATER, ""), ("observations", URGENT, URGENT + SECOND)],
    "others": [("observations", "1000,exact,1.000", "1010,exact,1.000"), ("observations", "1000,exact,ألف", "1010,exact,ألف")],
}  # fmt: skip
REVISED: list[tuple[str, bool, str, str, str, str, str]] = [
    ("marked", True, "calls 2024", "1010", "1000", "marked", "«1010» of gamma-2025 is now marked: misprint"),
    ("marked", True, "calls 2023", "800", "700", "another-source", "alpha-2024 was added, which prints «700»"),
    ("marked", True, "urgent_calls 2024", "300", "301", "transcription", "the transcription was corrected: alpha-2024 prints «300»"),
    ("marked", False, "calls 2024", "1000", "1010", "unmarked", "«1010» of gamma-2025 is no longer marked"),
    ("marked", False, "calls 2023", "700", "800", "transcription", "the transcription was corrected: alpha-2024 prints «800»"),
    ("withdrawn", True, "calls 2024", "1010", "1000", "withdrawn", "«1010» of gamma-2025 was withdrawn"),
    ("withdrawn", True, "urgent_calls 2024", "300", "300", "more-sources", "more sources print it: 1 before, now 2"),
    ("withdrawn", False, "calls 2024", "1000", "1010", "restated", "the report of 2025 restates it: gamma-2025 prints «1010»"),
    ("withdrawn", False, "urgent_calls 2024", "300", "300", "fewer-sources", "fewer sources print it: 2 before, now 1"),
    ("others", True, "calls 2024", "1010", "1010", "other-figures", "another figure that is printed for it was corrected"),
]  # fmt: skip


@pytest.fixture(scope="module")
def differences(core: Release) -> dict[tuple[str, bool], Difference]:
    """Give what each change makes different, and what taking it back does."""
    releases = {name: changed(core, *changes) for name, changes in CHANGES.items()}
    there = {(name, True): compare(core, release) for name, release in releases.items()}
    return there | {(name, False): compare(release, core) for name, release in releases.items()}


@pytest.mark.parametrize(("name", "forth", "cell", "old", "new", "why", "reason"), REVISED)
def test_a_revised_value_says_what_was_changed(
    differences: dict[tuple[str, bool], Difference],
    name: str, forth: bool, cell: str, old: str, new: str, why: str, reason: str,
) -> None:  # fmt: skip
    rows = differences[name, forth].values.revised
    (row,) = rows[(rows["indicator_id"] + " " + rows["year"] == cell) & (rows["category"] == "total")].to_dict(
        "records"
    )
    assert (row["value_old"], row["value_new"], row["why"], row["reason"]) == (old, new, why, reason)


def test_a_value_of_another_standing_alone_is_not_renumbered(
    differences: dict[tuple[str, bool], Difference],
) -> None:
    values = differences["withdrawn", True].values
    assert set(values.renumbered["indicator_id"]) == {"calls"}
    (row,) = values.revised.drop(values.renumbered.index).to_dict("records")
    assert (row["status_old"], row["status_new"]) == ("single_source", "corroborated")


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
    known = BEFORE.replace("2023", "2022").replace("alpha-2024", "beta-2024")
    source = "delta-2025,,Delta,,ar,2025-12,,,press_report,2025,,,,\n"
    new = URGENT.replace("2024,year,report", "2025,year,report").replace("alpha-2024", "delta-2025")
    found = difference(
        core,
        ("sources", GAMMA, f"{source}{GAMMA}"),
        ("observations", URGENT, URGENT + new),
        ("observations", BEFORE, known + BEFORE),
    )
    rows = found.values.added
    assert [*zip(rows["year"], rows["why"], strict=True)] == [("2022", "known-source"), ("2025", "new-source")]
    assert rows["reason"].iloc[1] == "delta-2025, which is new, prints «300»"


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
