"""Tasks in a process beside this one."""

from __future__ import annotations

import multiprocessing
import os
import sys

import pytest

from dgsn_opendata import processes
from dgsn_opendata.processes import beside

FORKED = sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


def test_a_task_runs_in_another_process_where_there_is_a_core_for_it() -> None:
    assert (beside(os.getpid)() != os.getpid()) is FORKED


def test_a_task_runs_here_where_no_process_can_be_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_can_copy", lambda: False)
    assert beside(os.getpid)() == os.getpid()


def test_a_large_result_comes_whole() -> None:
    assert beside(lambda: b"x" * 5_000_000)() == b"x" * 5_000_000


def test_an_error_is_raised_where_the_result_is_asked_for(capfd: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise LookupError("no such thing")

    result = beside(fail)
    with pytest.raises(LookupError, match="no such thing"):
        result()
    assert capfd.readouterr().err == ""


def test_a_process_that_is_killed_is_made_up_for() -> None:
    here = os.getpid()

    def task() -> str:
        if os.getpid() != here:
            os._exit(1)
        return "made here"

    assert beside(task)() == "made here"


def test_no_process_is_left_behind() -> None:
    result = beside(lambda: 1)
    assert result() == 1
    assert multiprocessing.active_children() == []
