"""Reading a release from wherever it lies, in whatever state."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.comparing.difference import compare
from dgsn_opendata.comparing.releases import Release, read_release, spell_number
from dgsn_opendata.errors import DgsnOpendataError, EnvironmentProblem, UsageProblem
from tests.comparing.releases import finish, pack, parsed
from tests.small import rewrite

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GIT = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def same(one: Release, other: Release) -> bool:
    tables = all(table.rows.equals(other.tables[name].rows) for name, table in one.tables.items())
    return tables and one.descriptor == other.descriptor and one.remarks == other.remarks


def git(folder: Path, *arguments: str) -> None:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-C", str(folder), *arguments]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def repository(released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a repository, which is the current folder, with the package and a tag on an older state of it."""
    folder = tmp_path / "repository"
    shutil.copytree(released, folder / "datapackage")
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "One"], ["tag", "v0.1.0"]):
        git(folder, *arguments)
    (folder / "datapackage" / "datapackage.json").unlink()
    git(folder, "commit", "-qam", "Two")
    monkeypatch.chdir(folder / "datapackage" / "data")
    return folder


def test_a_checkout_and_an_unpacked_wheel_are_the_package_in_them(
    released: Path, release: Release, tmp_path: Path
) -> None:
    for inside in ("datapackage", "dgsn_opendata/_package/datapackage"):
        shutil.copytree(released, tmp_path / inside[:4] / inside)
        assert same(read_release(tmp_path / inside[:4]), release)


@pytest.mark.parametrize("inside", ["", "dgsn-opendata-0.1.0/", "dgsn_opendata/_package/datapackage/"])
def test_a_zip_or_wheel_is_the_folder_that_it_was_made_of(
    released: Path, release: Release, tmp_path: Path, inside: str
) -> None:
    assert same(read_release(pack(released, tmp_path / "release.whl", inside)), release)


@GIT
@pytest.mark.parametrize("name", ["v0.1.0", "HEAD~1"])
def test_a_revision_is_the_folder_that_was_committed(repository: Path, release: Release, name: str) -> None:
    assert same(read_release(name), release)


@GIT
def test_a_revision_without_a_package_and_an_unknown_one_are_told(repository: Path) -> None:
    with pytest.raises(EnvironmentProblem, match=r"The revision HEAD of .* has no datapackage\.json"):
        read_release("HEAD")
    with pytest.raises(UsageProblem, match=r'There is no release "v0\.1".* Did you mean v0\.1\.0\?'):
        read_release("v0.1")
    with pytest.raises(UsageProblem, match="There is no release"):
        read_release("--output=/tmp/x")


@GIT
def test_a_path_wins_over_a_revision_of_its_name(
    repository: Path, released: Path, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    shutil.copytree(released, repository / "v0.1.0")
    (repository / "v0.1.0" / "data" / "sources.csv").write_text("x", encoding="utf-8")
    with pytest.raises(EnvironmentProblem, match="lacks the column"):
        read_release("v0.1.0")


def test_without_git_the_message_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageProblem, match="and git is not installed"):
        read_release("v0.1.0")


def test_a_build_is_the_package_that_it_was_made_of_although_its_numbers_are_spelt_otherwise(
    released: Path, release: Release, tmp_path: Path
) -> None:
    shutil.copytree(released / "data", tmp_path / "build" / "data")
    shutil.copyfile(released / "metadata.toml", tmp_path / "build" / "metadata.toml")
    built = read_release(finish(tmp_path / "build", as_build=True))
    assert b",1000.0," in (tmp_path / "build" / "data" / "observations.csv").read_bytes()
    assert compare(release, built).is_empty


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12))
def test_a_number_has_one_spelling(number: Any) -> None:
    text = format(number, "f")
    assert spell_number(f"{text}00") == spell_number(text)
    assert float(spell_number(text)) == float(number)


@pytest.mark.parametrize("text", ["", "1e3", "1,5", "x1.0", "١٢", "nan", "1.0\n", "--1", "."])
def test_a_text_that_is_no_number_is_left(text: str) -> None:
    assert spell_number(text) == text


def test_a_table_that_is_not_as_described_is_remarked(released: Path, tmp_path: Path) -> None:
    shutil.copytree(released, tmp_path / "stale")
    path = tmp_path / "stale" / "data" / "observations.csv"
    path.write_bytes(path.read_bytes().replace(b",300,exact", b",301,exact"))
    assert read_release(tmp_path / "stale").remarks == (
        "data/observations.csv is not as datapackage.json describes it; run dgsn-opendata refresh",
    )


def damage_json(folder: Path, text: str) -> None:
    (folder / "datapackage.json").write_text(text, encoding="utf-8")


def edit(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    descriptor = parsed(folder)
    change(descriptor)
    damage_json(folder, json.dumps(descriptor))


def first(descriptor: dict[str, Any]) -> dict[str, Any]:
    resource: dict[str, Any] = descriptor["resources"][0]
    return resource


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "no descriptor": (lambda folder: (folder / "datapackage.json").unlink(), "dgsn-opendata refresh"),
    "no JSON": (lambda folder: damage_json(folder, "{"), "describes no package"),
    "a list": (lambda folder: damage_json(folder, "[]"), "describes no package"),
    "deep JSON": (lambda folder: damage_json(folder, "[" * 100_000), "describes no package"),
    "no version": (lambda folder: edit(folder, lambda one: one.pop("version")), "describes no package"),
    "another version": (lambda folder: edit(folder, lambda one: one.update(version="1.0")), '"1.0" is no version'),
    "no schema": (lambda folder: edit(folder, lambda one: first(one).update(schema="a.json")), r"schema: found a\.json, expected an object"),
    "no fields": (lambda folder: edit(folder, lambda one: first(one).update(schema={})), "it lacks 'fields'"),
    "no licence": (lambda folder: edit(folder, lambda one: one.update(licenses=["CC"])), r"licenses\.0: found CC, expected an object"),
    "a name of a difference": (lambda folder: edit(folder, lambda one: first(one)["schema"]["fields"][0].update(name="old")), "called old"),
    "no reference": (lambda folder: edit(folder, lambda one: first(one)["schema"].update(foreignKeys=[{}])), "it lacks 'fields'"),
    "a path out": (lambda folder: edit(folder, lambda one: first(one).update(path="../a.csv")), "outside of it"),
    "an absolute path": (lambda folder: edit(folder, lambda one: first(one).update(path="/etc/hosts")), "outside of it"),
    "an address": (lambda folder: edit(folder, lambda one: first(one).update(path="http://a.example/a.csv")), "outside of it"),
    "a missing table": (lambda folder: (folder / "data" / "gaps.csv").unlink(), r"has no data/gaps\.csv"),
    "a missing column": (lambda folder: rewrite(folder, "gaps", b"reason\n"), "lacks the column indicator_id"),
    "another encoding": (lambda folder: rewrite(folder, "gaps", "é".encode("utf-16")), "encoding"),
    "an empty table": (lambda folder: rewrite(folder, "gaps", b""), "empty-file"),
    "a torn row": (lambda folder: rewrite(folder, "gaps", b"a,b\n1\n"), "ragged-row"),
    "an open quote": (lambda folder: rewrite(folder, "gaps", b'a,b\n"1,2\n'), "unclosed-quote"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_release_that_is_damaged_is_refused_with_the_reason(released: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "damaged"
    shutil.copytree(released, folder)
    fault, message = FAULTS[name]
    fault(folder)
    with pytest.raises(EnvironmentProblem, match=message):
        read_release(folder)


def test_a_table_that_is_a_link_out_of_the_folder_is_refused(released: Path, tmp_path: Path) -> None:
    folder = tmp_path / "linked"
    shutil.copytree(released, folder)
    outside = shutil.move(folder / "data" / "gaps.csv", tmp_path / "gaps.csv")
    (folder / "data" / "gaps.csv").symlink_to(outside)
    with pytest.raises(EnvironmentProblem, match="leads out of"):
        read_release(folder)


def test_a_place_that_is_none_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    for place in (str(tmp_path / "pipe"), str(tmp_path / "circle"), "", "a\0b", "x" * 5000):
        with pytest.raises(DgsnOpendataError):
            read_release(place)
    with pytest.raises(EnvironmentProblem, match=r"has no datapackage\.json in it\. Name the folder of a package"):
        read_release(tmp_path)
