"""Run commands side by side and take the time and the memory of each, in processes of their own."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# A program of the environment that this one runs in, and a line of Python in it.
BIN = Path(sys.executable).parent
DGSN = str(BIN / "dgsn-opendata")


@dataclass(frozen=True)
class Command:
    """What is run: its arguments, the folder that it runs in, and what it finds in its environment."""

    arguments: Sequence[str]
    folder: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict)


class Measure(NamedTuple):
    """Seconds (the median of all runs) and the most memory that a run took, in megabytes."""

    seconds: float
    megabytes: float


class CommandFailed(RuntimeError):
    """A command that is measured ended with an error; what it did not do cannot be measured."""


def python(line: str) -> Command:
    """Return the command that runs a line of Python.

    >>> measure([python("pass")], runs=1)[0].seconds > 0
    True
    """
    return Command([sys.executable, "-c", line])


def measure(commands: Sequence[Command], runs: int) -> list[Measure]:
    """Return the measures of commands that are run in turn, so that what else the machine does falls on all alike.

    A first round warms the disk and Python's compiled files, and does not count where there are several. Raises
    :class:`CommandFailed` where one ends with an error.
    """
    rounds = [[_run(command) for command in commands] for _ in range(runs + (runs > 1))]
    return [
        Measure(statistics.median(one.seconds for one in each), max(one.megabytes for one in each))
        for each in zip(*rounds[-runs:], strict=True)
    ]


def _run(command: Command) -> Measure:
    environment = {**os.environ, **command.environment}
    # An installed package is compiled; without its compiled files ours alone would be compiled at every run.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begin = time.perf_counter()
    with subprocess.Popen(
        list(command.arguments),
        cwd=command.folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stderr is not None
        told = process.stderr.read()
        # The memory of this process alone: the usage of all children is that of the greatest of them.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise CommandFailed(f"{' '.join(command.arguments)}\n{told.decode(errors='replace')[-2000:]}")
    return Measure(seconds, usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024))
