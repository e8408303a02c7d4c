"""Preparing a release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.errors import EnvironmentProblem, FindingsStand, UsageProblem
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.preparing import prepare
from dgsn_opendata.refreshing import refresh
from dgsn_opendata.releasing import check_release
from tests.faults import added
from tests.repositories import FIRST, make_repository
from tests.small import change

if TYPE_CHECKING:
    from pathlib import Path

DAY = "2026-12-23"
MORE = "calls,2022,year,stated,total,total,500,exact,500,,delta-2022,,,\n"


def add_data(package: Path) -> None:
    """Add a figure of another year, and its source."""
    added("sources", "delta-2022,Report,Delta,,fr,2022-12-20,https://example.org/d,,press_report,2022,,,,")(
        package
    )
    change(
        package,
        "observations",
        "calls,2023,year,stated,total,total,800",
        f"{MORE}calls,2023,year,stated,total,total,800",
    )
    # sorted by id: delta before gamma
    path = package / "data" / "sources.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, *sorted(rows), ""]), encoding="utf-8")


def test_new_data_is_a_minor_version_which_the_repository_says_everywhere_and_may_release(small: Path) -> None:
    root = make_repository(small)
    add_data(small)
    (root / "CHANGELOG.md").write_text(
        FIRST.replace("## 0.1.0", "## Unreleased\n\n- By hand.\n\n## 0.1.0"), "utf-8"
    )
    prepared = prepare(small, DAY)
    assert prepared.version == "0.2.0"
    assert {"CHANGELOG.md", "CITATION.cff", ".zenodo.json", "metadata.toml", "datapackage.json"} <= {
        *prepared.files
    }
    metadata = read_metadata(small)
    assert (metadata.version, metadata.released) == ("0.2.0", DAY)
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## 0.2.0 ({DAY})\n\n<!-- data:" in changelog
    assert "- Values: 1 new" in changelog
    assert "- By hand.\n\n## 0.1.0" in changelog
    assert f'date-released: "{DAY}"' in (root / "CITATION.cff").read_text(encoding="utf-8")
    check_release(small)
    # A second time there is nothing left to do.
    assert prepare(small, DAY) == ("0.2.0", [])


def test_a_version_that_does_not_follow_is_refused_and_a_greater_step_is_not(small: Path) -> None:
    root = make_repository(small)
    add_data(small)
    with pytest.raises(UsageProblem, match=r"0\.1\.1 does not follow 0\.1\.0.*minor step, to 0\.2\.0 or 1\.0\.0"):
        prepare(small, DAY, "0.1.1")
    assert (root / "CHANGELOG.md").read_text(encoding="utf-8") == FIRST
    assert prepare(small, DAY, "1.0.0").version == "1.0.0"
    assert (root / "CHANGELOG.md").read_text(encoding="utf-8").count("\n## ") == 2


def test_where_nothing_changed_for_data_users_only_a_named_version_is_prepared(small: Path) -> None:
    make_repository(small)
    with pytest.raises(UsageProblem, match=r"Nothing has changed for data users since 0\.1\.0"):
        prepare(small, DAY)
    assert prepare(small, DAY, "0.1.1").version == "0.1.1"


def test_a_first_release_has_the_version_of_its_metadata_and_no_part_of_changes(small: Path) -> None:
    (small.parent / "CHANGELOG.md").write_text("# Changelog\n", encoding="utf-8")
    assert prepare(small, DAY, since="nothing").version == "0.1.0"
    assert (small.parent / "CHANGELOG.md").read_text(encoding="utf-8") == f"# Changelog\n\n## 0.1.0 ({DAY})\n"
    check_release(small, since="nothing")


def test_a_version_prepared_by_mistake_leaves_nothing_behind(small: Path) -> None:
    root = make_repository(small)
    add_data(small)
    prepare(small, DAY, "1.0.0")
    assert prepare(small, DAY).version == "0.2.0"
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "1.0.0" not in changelog
    check_release(small)
    left = changelog.replace("## 0.1.0", "## 1.0.0 (2026-12-22)\n\n## 0.1.0")
    (root / "CHANGELOG.md").write_text(left, encoding="utf-8")
    with pytest.raises(FindingsStand) as refused:
        check_release(small)
    assert "another section than that of this release above 0.1.0" in refused.value.details


@pytest.mark.parametrize("heading", ["Unreleased", "[Unreleased]", "UNRELEASED", "Unreleased - soon"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_what_was_unreleased_becomes_the_section_whatever_its_heading_and_line_ends(
    small: Path, heading: str, line_end: str
) -> None:
    root = make_repository(small)
    before = FIRST.replace("## 0.1.0", f"## {heading}\n\n- By hand.\n\n## 0.1.0").replace("\n", line_end)
    (root / "CHANGELOG.md").write_bytes(before.encode())
    add_data(small)
    prepare(small, DAY)
    changelog = (root / "CHANGELOG.md").read_bytes().decode()
    assert changelog.count(line_end) == changelog.count("\n")
    assert f"<!-- /data -->{line_end}{line_end}- By hand.{line_end}{line_end}## 0.1.0" in changelog
    assert "nreleased" not in changelog.casefold()
    check_release(small)


def test_two_sections_above_the_last_release_are_for_a_person_to_join(small: Path) -> None:
    root = make_repository(small)
    add_data(small)
    text = FIRST.replace("## 0.1.0", "## Unreleased\n\n## 0.2.0 (2026-12-01)\n\n## 0.1.0")
    (root / "CHANGELOG.md").write_text(text, encoding="utf-8")
    with pytest.raises(UsageProblem, match=r"2 sections above that of 0\.1\.0: 0\.2\.0, 0\.2\.0"):
        prepare(small, DAY)
    assert (root / "CHANGELOG.md").read_text(encoding="utf-8") == text
    assert read_metadata(small).version == "0.1.0"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('version = "0.1.0"', "version = '0.1.0'"),
        ('version = "0.1.0"', '"version" = "0.1.0"'),
        ('released = "2026-11-21"', "released = '2026-11-21'"),
    ],
)
def test_metadata_that_cannot_be_stamped_are_left_as_they_are(small: Path, old: str, new: str) -> None:
    root = make_repository(small)
    add_data(small)
    path = small / "metadata.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(EnvironmentProblem, match="lines of their own"):
        prepare(small, DAY)
    assert path.read_text(encoding="utf-8") == text.replace(old, new)
    assert (root / "CHANGELOG.md").read_text(encoding="utf-8") == FIRST


@pytest.mark.parametrize(("version", "said"), [("banana", "is no version"), ('1.0.0"\nx = "', "is no version")])
def test_what_is_no_version_is_none_of_a_first_release_either(small: Path, version: str, said: str) -> None:
    (small.parent / "CHANGELOG.md").write_text("# Changelog\n", encoding="utf-8")
    with pytest.raises(UsageProblem, match=said):
        prepare(small, DAY, version, since="nothing")
    assert read_metadata(small).version == "0.1.0"


def test_a_version_that_has_been_released_is_not_prepared_again(small: Path) -> None:
    make_repository(small)
    with pytest.raises(UsageProblem, match=r"0\.1\.0 has been released"):
        prepare(small, DAY, "0.1.0")


def test_without_a_changelog_beside_the_package_nothing_is_written(small: Path) -> None:
    with pytest.raises(EnvironmentProblem, match=r"CHANGELOG\.md cannot be read .*with the changelog beside it"):
        prepare(small, DAY, since="nothing")
    assert not (small / "datapackage.json").exists()


def test_words_changed_in_the_metadata_reach_the_files_beside_the_package_by_refresh(small: Path) -> None:
    root = make_repository(small)
    assert not (root / "CITATION.cff").exists()
    prepare(small, DAY, since="nothing")
    path = small / "metadata.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('keywords = ["Morocco"', 'keywords = ["Maghreb", "Morocco"')
    )
    assert {"../CITATION.cff", "../.zenodo.json"} <= {*refresh(small, check=True)}
    refresh(small)
    assert "Maghreb" in (root / "CITATION.cff").read_text(encoding="utf-8")
