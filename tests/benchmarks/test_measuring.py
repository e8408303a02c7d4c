"""Commands are run in turn, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.measuring import Command, CommandFailed, measure, python

if TYPE_CHECKING:
    from pathlib import Path


def test_commands_take_turns_and_the_first_round_only_warms(tmp_path: Path) -> None:
    commands = [Command(["sh", "-c", f"printf {letter} >> said"], tmp_path) for letter in "ab"]
    assert len(measure(commands, runs=3)) == 2
    assert (tmp_path / "said").read_text() == "ab" * 4


def test_memory_is_that_of_each_process_and_not_of_this_one() -> None:
    program = (
        "from tests.benchmarks.measuring import measure, python;"
        "large, small = measure([python('b\\'a\\' * 100_000_000'), python('pass')], runs=1);"
        "print(large.megabytes > 100 > 2 * small.megabytes)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout == "True\n"


def test_what_measures_is_small_itself() -> None:
    program = "import sys, tests.benchmarks.__main__; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not {"pandas", "numpy", "frictionless"} & set(told.stdout.split())


def test_time_is_taken_from_the_start_to_the_end() -> None:
    (slept,) = measure([python("import time; time.sleep(0.3)")], runs=1)
    assert slept.seconds >= 0.3


def test_a_command_that_fails_is_not_measured() -> None:
    with pytest.raises(CommandFailed, match="no such thing"):
        measure([python("raise SystemExit('no such thing')")], runs=1)
