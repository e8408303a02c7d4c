"""Whether a repository may release what it holds."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from dgsn_opendata.build import build
from dgsn_opendata.errors import DgsnOpendataError, FindingsStand, UsageProblem
from dgsn_opendata.preparing import prepare
from dgsn_opendata.releasing import changes_since, check_release
from tests.repositories import git, make_repository
from tests.small import change

if TYPE_CHECKING:
    from pathlib import Path

DAY = "2026-12-23"


@pytest.fixture
def ready(small: Path) -> Path:
    """Give a package whose corrected value is ready to be released as 0.1.1."""
    make_repository(small)
    change(
        small,
        "observations",
        "urgent_calls,2024,year,report,total,total,300,exact,300,1",
        "urgent_calls,2024,year,report,total,total,30,exact,30,1",
    )
    assert prepare(small, DAY).version == "0.1.1"
    return small


def problems(package: Path) -> str:
    with pytest.raises(FindingsStand) as refused:
        check_release(package)
    assert "prepare" in refused.value.advice
    return refused.value.details


def test_what_is_prepared_may_be_released_before_and_after_it_is_tagged(ready: Path) -> None:
    check_release(ready)
    git(ready.parent, "add", ".")
    git(ready.parent, "commit", "--quiet", "--message", "Release 0.1.1")
    git(ready.parent, "tag", "v0.1.1")
    latest = changes_since(ready)
    assert latest is not None
    assert latest.is_empty
    check_release(ready)  # its changelog has what changed since 0.1.0


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            "datapackage.json",
            '"version": "0.1.1"',
            '"version": "0.1.0"',
            "the changes ask for a patch step, to 0.1.1",
        ),
        ("../CHANGELOG.md", f"## 0.1.1 ({DAY})", "## 0.1.1", f'no section "## 0.1.1 ({DAY})"'),
        ("../CHANGELOG.md", "- Values: 1 revised", "- Values: 2 revised", "is out of date"),
        ("../CITATION.cff", "0.1.1", "0.1.0", "CITATION.cff does not say what metadata.toml says"),
        ("../.zenodo.json", DAY, "2026-12-24", ".zenodo.json does not say"),
    ],
)
def test_each_thing_out_of_step_is_told(ready: Path, name: str, old: str, new: str, said: str) -> None:
    path = ready / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert said in problems(ready)


def test_a_value_changed_after_the_release_was_prepared_keeps_it_from_being_built(
    ready: Path, tmp_path: Path
) -> None:
    change(ready, "observations", "total,total,30,exact,30,1", "total,total,3,exact,3,1")
    with pytest.raises(FindingsStand, match="out of date"):
        build(tmp_path / "dist", ready, release=True)
    assert not (tmp_path / "dist").exists()


def test_a_repository_without_tags_names_the_last_release_or_that_there_is_none(small: Path) -> None:
    root = make_repository(small)
    subprocess.run(["git", "-C", str(root), "tag", "--delete", "v0.1.0"], check=True, capture_output=True)
    with pytest.raises(UsageProblem, match="Name it with --since"):
        changes_since(small)
    assert changes_since(small, "nothing") is None
    named = changes_since(small, "HEAD")
    assert named is not None
    assert named.is_empty


@pytest.mark.parametrize(
    ("keywords", "said"),
    [({"base_url": "https://example.org/"}, "without --base-url"), ({"since": "v9.9.9"}, "There is no release")],
)
def test_a_release_that_cannot_be_is_refused_before_anything_is_built(
    ready: Path, tmp_path: Path, keywords: dict[str, Any], said: str
) -> None:
    with pytest.raises(DgsnOpendataError, match=said):
        build(tmp_path / "dist", ready, release=True, **keywords)
    assert not (tmp_path / "dist").exists()


def test_a_release_has_archive_and_manifest_and_may_be_built_again_over_itself(
    ready: Path, tmp_path: Path
) -> None:
    out = tmp_path / "dist"
    first = {path.name for path in build(out, ready, release=True)}
    assert {"dgsn-opendata-0.1.1.zip", "dgsn-opendata-0.1.1.zip.sha256", "SHA256SUMS"} <= first
    data = (out / "dgsn-opendata-0.1.1.zip").read_bytes()
    build(out, ready, release=True)
    assert (out / "dgsn-opendata-0.1.1.zip").read_bytes() == data
    build(out, ready)
    assert not (out / "SHA256SUMS").exists()
