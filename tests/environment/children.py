"""Children of the test's process that do one thing and end: killed, refused, interrupted, or well.

A fork has everything imported already, so that a child costs what it does and no more.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dgsn_opendata.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LIMIT = 60.0  # seconds that a child may take on a busy machine
FORKS = "ignore:This process .* is multi-threaded, use of fork:DeprecationWarning"
_NOBODY = 65534
# What Python is about to do to a file or a folder; the exchange of two folders is found by its name.
EXCHANGE = "ctypes.dlsym"
_OPERATIONS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.truncate", EXCHANGE}


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child ended: its exit code, or minus the signal that killed it, and what it has said."""

    code: int
    out: str
    err: str


class Child:
    """A child that runs an action; what it writes goes into files."""

    def __init__(self, action: Callable[[], Any]) -> None:
        self._files = [tempfile.TemporaryFile() for _ in range(2)]  # noqa: SIM115 - closed where it has ended
        sys.stdout.flush()
        self.pid = os.fork()
        if not self.pid:
            _be_child(action, [file.fileno() for file in self._files])

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send a signal."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def end(self) -> Ending:
        """Wait for the end; a child that takes too long is killed, and fails the test."""
        deadline = time.monotonic() + LIMIT
        while True:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() > deadline:
                self.kill()
                os.waitpid(self.pid, 0)
                raise AssertionError("the child hangs")
            time.sleep(0.002)
        said = []
        for file in self._files:
            file.seek(0)
            said.append(file.read().decode())
            file.close()
        assert "Traceback" not in said[1], said[1]
        return Ending(os.waitstatus_to_exitcode(status), *said)


def run(action: Callable[[], Any]) -> Ending:
    """Run an action in a child and return how it ended."""
    return Child(action).end()


def call(*arguments: object) -> Callable[[], None]:
    """Return the action that is a command of the command line."""
    return lambda: main([str(one) for one in arguments])


def as_nobody(action: Callable[[], Any]) -> Callable[[], Any]:
    """Return an action done by a user whom the modes of files keep out; root they do not.

    Modules that it imports must have been imported: that user may not be let in to Python's own files.
    """

    def act() -> None:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(_NOBODY)
            os.setuid(_NOBODY)
        action()

    return act


def at_operation(number: int, do: Callable[[], Any], place: Path) -> None:
    """Do something when this process is about to do the so-manieth operation on the files of a place."""
    count = 0

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        if _concerns(event, arguments, str(place)):
            count += 1
            if count == number:
                do()

    sys.addaudithook(watch)


def list_operations(action: Callable[[], Any], place: Path) -> list[str]:
    """Return the operations that an action does on the files of a place, in their order."""

    def act() -> None:
        seen: list[str] = []
        sys.addaudithook(
            lambda event, arguments: seen.append(event) if _concerns(event, arguments, str(place)) else None
        )
        action()
        print(*seen)  # noqa: T201 - the parent reads it

    ending = run(act)
    assert ending.code == 0, ending.err
    return ending.out.split()


def _concerns(event: str, arguments: tuple[Any, ...], place: str) -> bool:
    if event not in _OPERATIONS:
        return False
    if event == EXCHANGE:
        return arguments[-1] in {"renameat2", "renamex_np"}
    return any(place in os.fsdecode(one) for one in arguments[:2] if isinstance(one, str | bytes | os.PathLike))


def _be_child(action: Callable[[], Any], handles: list[int]) -> None:
    code = 0
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for number, handle in enumerate(handles, start=1):
            os.dup2(handle, number)
        sys.stdout, sys.stderr = (open(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))  # noqa: SIM115
        action()
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else 1
    except BaseException:
        traceback.print_exc()
        code = 99
    finally:
        with contextlib.suppress(BaseException):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


@contextlib.contextmanager
def reachable_folder() -> Iterator[str]:
    """Give a folder that every user may enter, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)  # noqa: PTH101
        yield folder
