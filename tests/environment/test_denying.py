"""A disk that is full, rights that are missing: the words, the exit code, and nothing half-written."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata import formatting, preparing, validation, verification  # noqa: F401 - for children without rights
from tests.environment.children import FORKS, as_nobody, call, reachable_folder, run
from tests.environment.editions import contents
from tests.small import change, write_package, write_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.environment.editions import Editions

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="forks"),
    pytest.mark.filterwarnings(FORKS),
]
NO_ROOM = "--out, or make room.\n"


@pytest.fixture
def room(editions: Editions) -> Iterator[Path]:
    """Give a folder that all users may write to, with an earlier build and a package of theirs in it."""
    with reachable_folder() as folder:
        room = Path(folder)
        room.chmod(0o777)
        editions.put("one", room / "dist")
        shutil.copytree(editions.folders["two"], room / "package")
        for path in room.rglob("*"):
            path.chmod(0o777 if path.is_dir() else 0o666)
        yield room
        for path in [room, *room.rglob("*")]:
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o777)


def limit_files(size: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_build_that_the_disk_has_no_room_for_leaves_the_last_one(editions: Editions, tmp_path: Path) -> None:
    out = tmp_path / "dist"
    editions.put("one", out)

    def build() -> None:
        limit_files(100_000)
        call("build", editions.folders["two"], "--out", out)()

    ending = run(build)
    assert (ending.code, ending.out) == (3, "")
    assert ending.err == f"Error: {out} cannot be written (File too large).\nName another folder with {NO_ROOM}"
    assert (editions.at(out), names(tmp_path)) == ("one", ["dist"])


def test_a_full_disk_is_named_and_left_as_it_was(editions: Editions, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)]
    if (
        os.geteuid()
        or not shutil.which("mount")
        or subprocess.run(mount, check=False, capture_output=True).returncode
    ):
        pytest.skip("only root may mount a small disk")
    try:
        editions.put("one", disk / "dist")
        shutil.copytree(editions.folders["two"], disk / "package")
        (disk / "filling").write_bytes(b"x" * (os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize - 8192))
        before = contents(disk)
        for command in ("build", "refresh"):
            arguments = [disk / "package", *(["--out", disk / "dist"] if command == "build" else [])]
            ending = run(call(command, *arguments))
            assert ending.code == 3
            assert "cannot be written (No space left on device).\n" in ending.err
            assert contents(disk) == before
        assert names(disk) == ["dist", "filling", "package"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_table_that_the_disk_has_no_room_for_stays_as_it_was(small: Path) -> None:
    change(small, "observations", "calls,2023", '"calls",2023')  # out of form

    def act() -> None:
        limit_files(600)  # less than the table, more than the message
        call("format", small)()

    before = contents(small)
    ending = run(act)
    assert (ending.code, "observations.csv cannot be written (File too large)" in ending.err) == (3, True)
    assert contents(small) == before
    assert names(small.parent) == ["package"]


def read_only(path: Path) -> None:
    path.chmod(0o555 if path.is_dir() else 0o444)


def hidden(path: Path) -> None:
    path.chmod(0o000)


@pytest.mark.parametrize(
    ("deny", "at", "command", "code", "message"),
    [
        (read_only, "", "build {room}/package --out {room}/dist", 3, "dist cannot be written (Permission denied)"),
        (read_only, "", "build {room}/package --out {room}/new/dist", 3, "dist cannot be written (Permission denied)"),
        (read_only, "dist", "build {room}/package --out {room}/dist", 3, "dist is read-only"),
        (hidden, "dist", "build {room}/package --out {room}/dist", 2, "dist' is not readable."),
        (hidden, "package/data/sources.csv", "validate {room}/package", 1, 'sources.csv: the file cannot be read: found "Permission denied" [unreadable]'),
        (hidden, "package/data/sources.csv", "build {room}/package --out {room}/dist", 1, 'sources.csv: the file cannot be read: found "Permission denied" [unreadable]'),
        (hidden, "package/data/sources.csv", "format {room}/package", 1, 'sources.csv: the file cannot be read: found "Permission denied" [unreadable]'),
        (hidden, "package/data", "validate {room}/package", 3, "data cannot be read (Permission denied)"),
        (hidden, "package", "validate {room}/package", 2, "package' is not readable."),
        (hidden, "package/metadata.toml", "build {room}/package --out {room}/dist", 3, "metadata.toml cannot be read (Permission denied)"),
        (read_only, "package", "refresh {room}/package", 3, "derived cannot be made (Permission denied)"),
        (read_only, "package/data", "format {room}/package", 3, "observations.csv cannot be written (Permission denied)"),
        (read_only, "package/data/observations.csv", "format {room}/package", 3, "observations.csv cannot be written (Permission denied)"),
        (hidden, "texts/alpha-2024.txt", "verify {room}/package --texts {room}/texts", 3, "alpha-2024.txt cannot be read (Permission denied)"),
    ],
)  # fmt: skip
def test_what_may_not_be_read_or_written_is_named_and_left_as_it_was(
    editions: Editions, room: Path, deny: Callable[[Path], None], at: str, command: str, code: int, message: str
) -> None:
    if command.startswith("format") and deny is read_only:
        change(room / "package", "observations", "calls,2023", '"calls",2023')
    if at.startswith("texts"):
        write_texts(room / "package")
    before = contents(room)
    deny(room / at)
    ending = run(as_nobody(call(*command.format(room=room).split())))
    (room / at).chmod(0o777)
    assert ending.code == code, ending.err
    assert message in ending.out + ending.err
    assert contents(room) == before
    assert editions.at(room / "dist") == "one"
    assert set(names(room)) <= {"dist", "package", "texts"}


def test_rights_that_are_lost_while_a_build_writes_leave_the_last_one(editions: Editions, room: Path) -> None:
    def build() -> None:
        from dgsn_opendata.build import build

        def lose(step: str) -> None:
            if step.startswith("writing"):
                (room / ".dist.building").chmod(0o555)

        build(room / "dist", room / "package", lose)

    ending = run(as_nobody(lambda: _say(build)))
    assert (ending.code, ending.out) == (0, f"{room / 'dist'} cannot be written (Permission denied)\n")
    assert editions.at(room / "dist") == "one"


def _say(action: Callable[[], None]) -> None:
    from dgsn_opendata.errors import EnvironmentProblem

    try:
        action()
    except EnvironmentProblem as error:
        print(error.title)  # noqa: T201


def test_a_file_keeps_its_rights_when_it_is_replaced(tmp_path: Path) -> None:
    from dgsn_opendata.replacing import replace_file

    package = write_package(tmp_path / "package")
    path = package / "data" / "sources.csv"
    path.chmod(0o640)
    replace_file(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o640
