"""What a bad package is, and what guards the patience and the memory of whoever opens one."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import signal
from typing import TYPE_CHECKING, Any

from tests.faults import changed, described

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import FrameType

SECONDS = 5  # of the processor's time: what else the machine does is no matter of ours


@dataclasses.dataclass(frozen=True)
class Bad:
    """A change to the small package, and the finding that it must give: code, file, line and column."""

    code: str
    file: str
    line: int | None
    column: str | None
    change: Callable[[Path], object]


@dataclasses.dataclass(frozen=True)
class Refused:
    """A command about the small package that must be refused: its exit code, and words of what it says.

    In the arguments ``{package}`` stands for the package's folder and ``{folder}`` for the one above it.
    """

    arguments: tuple[str, ...]
    exit_code: int
    said: str
    change: Callable[[Path], object]


def cell(code: str, table: str, line: int, column: str | None, old: str, new: str) -> Bad:
    """Return the case of a table in which a text that stands once is another one."""
    return Bad(code, f"{table}.csv", line, column, changed(table, old, new))


def descriptor(code: str, column: str | None, text: str | dict[str, Any]) -> Bad:
    """Return the case of a descriptor: its text, or what becomes of it as JSON."""
    return Bad(
        code, "datapackage.json", None, column, described(text if isinstance(text, str) else json.dumps(text))
    )


def both(one: Callable[[Path], object], other: Callable[[Path], object]) -> Callable[[Path], object]:
    """Return the change that makes two changes."""
    return lambda folder: (one(folder), other(folder))


def beside(name: str, data: str | bytes) -> Callable[[Path], object]:
    """Return the change that puts a file into the folder above the package."""
    return lambda folder: (folder.parent / name).write_bytes(data.encode() if isinstance(data, str) else data)


class Hang(Exception):
    """What takes longer than anybody waits."""


@contextlib.contextmanager
def patience(seconds: float = SECONDS) -> Iterator[None]:
    """Raise :class:`Hang` where what is done takes longer than a person waits for the answer to a bad file."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Hang(f"more than {seconds} seconds of the processor")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
