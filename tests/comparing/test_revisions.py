"""What git is asked about revisions: names are never options, and only what was released before counts."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.comparing.revisions import list_versions, open_revision
from tests.repositories import git

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Give a repository with one file, a release of it, and a later one on a branch of its own."""
    (tmp_path / "datapackage.json").write_text("{}", encoding="utf-8")
    for command in (
        ["init", "--quiet", "--initial-branch=main"],
        ["add", "."],
        ["commit", "--quiet", "--message", "One"],
        ["tag", "v0.1.0"],
        ["tag", "vnext"],
        ["checkout", "--quiet", "-b", "other"],
        ["commit", "--quiet", "--allow-empty", "--message", "Two"],
        ["tag", "v0.2.0"],
        ["checkout", "--quiet", "main"],
    ):
        git(tmp_path, *command)
    return tmp_path


def test_a_name_that_begins_as_an_option_does_is_a_name(repository: Path) -> None:
    git(repository, "update-ref", "refs/tags/-x", "HEAD")
    assert open_revision("-x", "datapackage.json", repository) is not None
    assert open_revision("--all", "datapackage.json", repository) is None


def test_only_versions_that_this_history_has_are_listed(repository: Path) -> None:
    assert list_versions(repository) == ["v0.1.0"]
    git(repository, "merge", "--quiet", "other")
    git(repository, "tag", "v0.10.0")
    assert list_versions(repository) == ["v0.10.0", "v0.2.0", "v0.1.0"]
