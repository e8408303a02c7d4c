"""The archive of a release."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import frictionless
import pytest

from dgsn_opendata import archiving
from dgsn_opendata.archiving import MANIFEST, archive_names, seal, write_manifest
from dgsn_opendata.build import build
from dgsn_opendata.errors import EnvironmentProblem

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def built(small: Path, tmp_path: Path) -> Path:
    build(tmp_path / "dist", small)
    return tmp_path / "dist"


def nothing(_: Path) -> None:
    """Check nothing, so that a test is about the rest."""


def names(folder: Path) -> tuple[str, str]:
    return archive_names(json.loads((folder / "datapackage.json").read_bytes()))


def test_a_sealed_folder_has_an_archive_of_its_files_and_a_manifest_that_sha256sum_accepts(built: Path) -> None:
    before = {path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()}
    asked: list[str] = []
    seal(built, lambda path: asked.append(path.name))
    archive, digest = names(built)
    with zipfile.ZipFile(built / archive) as opened:
        assert set(opened.namelist()) == before | {MANIFEST}
        assert all(opened.read(name) == (built / name).read_bytes() for name in opened.namelist())
    for listing in (MANIFEST, digest):
        subprocess.run(["sha256sum", "--check", "--quiet", "--strict", listing], cwd=built, check=True)
    assert asked == ["datapackage.json"]


def test_the_archive_is_itself_a_data_package_and_has_the_same_bytes_twice(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "again")
    for folder in (built, tmp_path / "again"):
        seal(folder, nothing)
    archive, digest = names(built)
    assert (built / digest).read_bytes() == (tmp_path / "again" / digest).read_bytes()
    assert frictionless.Package(str(built / archive)).validate().valid


def test_what_the_check_refuses_is_not_sealed(built: Path) -> None:
    def refuse(path: Path) -> None:
        raise EnvironmentProblem(f"frictionless refuses {path.name}")

    with pytest.raises(EnvironmentProblem, match=r"refuses datapackage\.json"):
        seal(built, refuse)
    assert not (built / MANIFEST).exists()


def test_an_archive_that_the_library_finds_fault_with_is_not_sealed(built: Path) -> None:
    path = built / "data" / "observations.csv"
    path.write_bytes(path.read_bytes().replace(b"600.0,exact,600", b"601.0,exact,600"))
    with pytest.raises(EnvironmentProblem, match=r"not valid: .*observations.csv:2"):
        seal(built, nothing)
    assert not (built / MANIFEST).exists()


def test_the_manifest_is_sorted_and_has_a_line_a_file() -> None:
    lines = write_manifest({"b/ä": b"1", "a": b"2"}).decode().splitlines()
    assert lines == [f"{hashlib.sha256(b'2').hexdigest()}  a", f"{hashlib.sha256(b'1').hexdigest()}  b/ä"]


@pytest.mark.parametrize("damage", [lambda files: files.popitem(), lambda files: files.update(LICENSE=b"another")])
def test_an_archive_that_does_not_hold_the_folder_is_not_sealed(
    built: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[dict[str, bytes]], object]
) -> None:
    def pack(files: dict[str, bytes]) -> bytes:
        files = dict(files)
        damage(files)
        return whole(files)

    whole = archiving._zip
    monkeypatch.setattr(archiving, "_zip", pack)
    with pytest.raises(EnvironmentProblem, match="does not hold the files of the folder"):
        seal(built, nothing)
    assert not (built / MANIFEST).exists()
