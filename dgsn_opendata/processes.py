"""Run a task in a process beside this one, where the system can copy a process and has a core to spare."""

from __future__ import annotations

import multiprocessing
import os
import sys
import warnings
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

Result = TypeVar("Result")


def beside(task: Callable[[], Result]) -> Callable[[], Result]:
    """Start a task beside this process, and return what waits for its result.

    The task must do nothing but return its result: where no process can be copied or none is to spare, and where
    the other one fails, it runs here when its result is asked for, so that an error is raised as from any call. A
    result that nobody asks for ends with this process.

    >>> word = beside(lambda: "cards".upper())
    >>> word()
    'CARDS'
    """
    if not _can_copy():
        return task
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_work, args=(receiver, sender, task), daemon=True)
    with warnings.catch_warnings():
        # Python 3.12 warns wherever a library has a thread; the task needs none of theirs.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    sender.close()

    def result() -> Result:
        try:
            found: Result = receiver.recv()
        except EOFError:
            return task()
        finally:
            receiver.close()
            process.join()
        return found

    return result


def _can_copy() -> bool:
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
    return cores > 1


def _work(receiver: Connection, sender: Connection, task: Callable[[], object]) -> None:
    receiver.close()  # or a killed asker would leave this process waiting for somebody to take the result
    # What goes wrong here goes wrong again, and is told, in the process that asks.
    sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115
    sender.send(task())
