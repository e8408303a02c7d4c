"""The process of the command line: what it writes to may be closed, full or gone, and where it runs may be odd."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest

from dgsn_opendata.cli import main, process
from dgsn_opendata.searching import search

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.skipif(os.name != "posix", reason="descriptors and devices of POSIX")
CLOSED = "Error: The standard output is closed, so that nothing can be shown.\n"
FULL = "Error: The output cannot be written (No space left on device).\nMake room, or send it elsewhere.\n"


def start(
    *arguments: str,
    shell: str = "",
    out: IO[bytes] | int = subprocess.PIPE,
    given: Mapping[str, str] | None = None,
) -> tuple[int, str, str]:
    """Run a command as a process, with what a shell adds to its line, and return its code and what it wrote."""
    line = f'exec "$0" -m dgsn_opendata "$@" {shell}'
    run = subprocess.run(
        ["/bin/sh", "-c", line, sys.executable, *arguments],
        stdout=out, stderr=subprocess.PIPE, env={**os.environ, **(given or {})}, check=False, timeout=60,
    )  # fmt: skip
    said = run.stderr.decode()
    assert "Traceback" not in said
    return run.returncode, (run.stdout or b"").decode(), said


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    # More than a pipe holds, so that the writer is still at it when its reader goes.
    line = '("$0" -m dgsn_opendata codes --format markdown; echo "code $?" >&2) | head -n 1'
    run = subprocess.run(["/bin/sh", "-c", line, sys.executable], capture_output=True, check=False, timeout=60)
    assert (run.stdout.count(b"\n"), run.stderr) == (1, b"code 0\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has /dev/full")
def test_an_output_without_room_is_said_and_no_success() -> None:
    with Path("/dev/full").open("wb") as full:
        assert start("codes", out=full) == (3, "", FULL)


def test_a_closed_output_is_refused_before_anything_is_done() -> None:
    code, _, err = start("--version", shell=">&-")
    assert (code, err) == (3, f"{CLOSED}Send it to a file, or to /dev/null where it is not needed.\n")


def test_closed_input_and_closed_errors_are_no_matter() -> None:
    assert start("--version", shell="<&- 2>&-") == (0, start("--version")[1], "")


def test_an_error_that_cannot_be_said_keeps_its_exit_code() -> None:
    assert start("nothing-like-it", shell="2>&-")[0] == 2
    assert start("validate", "/nowhere", shell="2>/dev/full")[0] == 2
    assert start("read", "word", "--lang", "en", shell="2>/dev/full")[0] == 1


def test_arabic_is_written_where_neither_locale_nor_home_nor_a_folder_for_temporary_files_is_fit() -> None:
    bare = {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONIOENCODING": "ascii",
        "HOME": "/nowhere",
        "TMPDIR": "/nowhere",
    }
    code, out, err = start("list", "--lang", "ar", "--search", "cannabis", given=bare)
    assert (code, err) == (0, "")
    assert search("cannabis", "ar")["label"].iloc[0] in out


def test_a_name_that_is_no_text_is_shown_by_its_bytes() -> None:
    code, _, err = start("validate", os.fsdecode(b"pack\xffage"))
    assert (code, "pack" in err, "age' does not exist" in err) == (2, True, True)


def test_a_folder_that_has_gone_is_named_as_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    said = []
    for arguments in (["validate", "--format", "sarif"], ["build", "--out", "dist"]):
        with pytest.raises(SystemExit) as ending:
            main(arguments)
        assert ending.value.code == 3
        said.append(capsys.readouterr().err)
    assert said[0] == "Error: The folder you are in is not there any more.\nGo to another one: cd\n"
    assert said[1].startswith("Error: dist cannot be written (No such file or directory).\n")


def test_too_little_memory_is_an_error_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("dgsn_opendata.searching.search", fail)
    with pytest.raises(SystemExit) as ending:
        main(["list"])
    assert ending.value.code == 3
    assert capsys.readouterr().err.startswith("Error: The memory does not suffice.\n")


def test_an_error_of_the_system_names_the_file_it_is_about() -> None:
    error = process.explain(PermissionError(13, "Permission denied", "/some/file"))
    assert str(error) == "/some/file: Permission denied"
