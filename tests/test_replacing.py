"""Putting a finished file or folder in the place of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgsn_opendata import replacing
from dgsn_opendata.errors import EnvironmentProblem


def folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "file").write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("can_exchange", [True, False])
def test_the_new_folder_stands_in_the_old_ones_place_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool
) -> None:
    if not can_exchange:
        monkeypatch.setattr(replacing, "_exchange", lambda one, other: False)
    new, old = folder(tmp_path / "new", "new"), folder(tmp_path / "old", "old")
    replacing.replace_folder(new, old)
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
    assert (old / "file").read_text(encoding="utf-8") == "new"


def test_where_the_second_rename_fails_the_old_folder_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, old = folder(tmp_path / "new", "new"), folder(tmp_path / "old", "old")
    rename = Path.rename

    def busy(self: Path, target: Path) -> Path:
        if self == new:
            raise PermissionError("in use")
        return rename(self, target)

    monkeypatch.setattr(replacing, "_exchange", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", busy)
    with pytest.raises(PermissionError):
        replacing.replace_folder(new, old)
    assert (old / "file").read_text(encoding="utf-8") == "old"


def test_a_folder_that_was_not_there_is_simply_made(tmp_path: Path) -> None:
    replacing.replace_folder(folder(tmp_path / "new", "new"), tmp_path / "old")
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


def test_linux_exchanges_the_two_in_one_step(tmp_path: Path) -> None:
    new, old = folder(tmp_path / "new", "new"), folder(tmp_path / "old", "old")
    if not replacing._exchange(new, old):
        pytest.skip("this system or file system cannot exchange two folders")
    assert (old / "file").read_text(encoding="utf-8") == "new"
    assert (new / "file").read_text(encoding="utf-8") == "old"


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for data in (b"one", b"two"):
        replacing.replace_file(path, data)
        assert path.read_bytes() == data
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="file cannot be written"):
        replacing.replace_file(tmp_path / "nowhere" / "file", b"data")
