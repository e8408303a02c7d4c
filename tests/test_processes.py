"""Tasks in a process beside this one."""

from __future__ import annotations

import multiprocessing
import os
import select
import signal
import sys
from functools import partial
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata import processes
from dgsn_opendata.processes import Assistant, beside

if TYPE_CHECKING:
    from collections.abc import Callable

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


def test_a_copy_of_the_process_does_not_take_the_result_away() -> None:
    result = beside(lambda: "cards")
    assert beside(result)() == "cards"
    assert result() == "cards"


def test_no_process_is_left_behind() -> None:
    result = beside(lambda: 1)
    assert result() == 1
    assert multiprocessing.active_children() == []


def test_an_assistant_does_tasks_in_turn_in_one_other_process() -> None:
    with Assistant(lambda: None) as assistant:
        first, second = assistant.beside(os.getpid), assistant.beside(partial(str.upper, "cards"))
        assert second() == "CARDS"
        assert first() == assistant.beside(os.getpid)()
        assert (first() != os.getpid()) is FORKED


def test_an_assistant_has_got_ready_before_there_is_a_task() -> None:
    with Assistant(lambda: os.environ.update(READY="yes")) as assistant:
        assert assistant.beside(partial(os.getenv, "READY"))() == ("yes" if FORKED else None)


def test_without_an_assistant_tasks_are_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_can_copy", lambda: False)
    with Assistant(lambda: None) as assistant:
        assert assistant.beside(os.getpid)() == os.getpid()


def test_an_assistant_that_cannot_get_ready_is_made_up_for(capfd: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise LookupError("no such thing")

    with Assistant(fail) as assistant:
        assert assistant.beside(os.getpid)() == os.getpid()
        assert assistant.beside(os.getpid)() == os.getpid()
    assert capfd.readouterr().err == ""


def test_an_error_of_an_assistant_s_task_is_raised_where_its_result_is_asked_for() -> None:
    with Assistant(lambda: None) as assistant:
        result = assistant.beside(partial(int, "cards"))
        with pytest.raises(ValueError, match="cards"):
            result()


def test_no_assistant_is_left_behind() -> None:
    with Assistant(lambda: None) as assistant:
        assistant.beside(partial(str.upper, "cards"))
    assert multiprocessing.active_children() == []


@pytest.mark.skipif(not FORKED, reason="no process is copied here")
@pytest.mark.parametrize("start", [lambda: beside(lambda: b"x" * 5_000_000), lambda: Assistant(int).__enter__()])
def test_a_process_ends_with_the_one_that_asked_for_it(start: Callable[[], object]) -> None:
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        started = start()
        assert started
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(writer)
    assert select.select([reader], [], [], 20)[0], "the copy of a killed process still holds the pipe"
    assert os.read(reader, 1) == b""
    os.close(reader)
