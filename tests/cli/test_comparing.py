"""The command diff, run as a maintainer runs it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from dgsn_opendata.cli.comparing import diff_command
from dgsn_opendata.errors import UsageProblem
from tests.cli.test_commands import run
from tests.comparing.releases import finish, pack
from tests.small import change, write_package

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Give a release as a zip, and a folder in which one figure was corrected since."""
    home: Path = tmp_path_factory.mktemp("releases")
    old = finish(write_package(home / "old"))
    shutil.copytree(old, home / "new")
    change(home / "new", "observations", "300,exact,300", "301,exact,300")
    return str(pack(old, home / "old.zip", "old/")), str(finish(home / "new"))


def test_diff_says_what_changed_and_exits_with_0(two: tuple[str, str]) -> None:
    lines = run("diff", *two).stdout.splitlines()
    assert lines[0].startswith("What changed for data users from 0.1.0 (")
    assert "  2024: 300, now 301: the transcription was corrected: alpha-2024 prints «300»" in lines
    assert lines[4].startswith("The changes ask for a patch step: 0.1.0 is followed by 0.1.1 or")


def test_diff_keeps_the_changelog_and_checks_it(two: tuple[str, str], tmp_path: Path) -> None:
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text("## Unreleased\n\n- A.\n", encoding="utf-8")
    keep = ("diff", *two, "--changelog", str(changelog))
    code, said = invoke(*keep[1:], "--check")
    assert (code, "has no part for data users" in said) == (1, True)
    assert changelog.read_text(encoding="utf-8") == "## Unreleased\n\n- A.\n"
    assert invoke(*keep[1:])[1] == f"written: {changelog}, section Unreleased\n"
    assert "`urgent_calls`, 2024: 300, now 301" in changelog.read_text(encoding="utf-8")
    code, said = invoke(*keep[1:], "--check")
    assert (code, "is up to date" in said) == (0, True)


def invoke(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(diff_command, arguments, standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return result.return_value, result.output


def test_exit_code_tells_scripts_whether_something_changed_in_every_format(two: tuple[str, str]) -> None:
    code, said = invoke(*two, "--exit-code", "--format", "json")
    assert (code, json.loads(said)["step"]) == (1, "patch")
    code, said = invoke(two[1], two[1], "--exit-code", "--format", "html")
    assert (code, said.startswith("<!DOCTYPE html>")) == (0, True)


def test_without_a_second_release_it_is_the_data_of_this_program(two: tuple[str, str]) -> None:
    said = invoke(two[1], "--format", "markdown")[1]
    assert said.startswith("# What changed")
    assert "- administrative_inquiries: " in said


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--check"], "--check checks a changelog"),
        (["--changelog", __file__, "--format", "json"], "--changelog shows nothing"),
        (["--changelog", __file__, "--exit-code"], "--changelog shows nothing"),
    ],
)
def test_options_that_say_nothing_together_are_refused(
    two: tuple[str, str], options: list[str], message: str
) -> None:
    with pytest.raises(UsageProblem, match=message):
        invoke(*two, *options)
