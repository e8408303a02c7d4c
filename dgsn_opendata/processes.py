"""Run tasks in a process beside this one, where the system can copy a process and has a core to spare."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import warnings
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Result = TypeVar("Result")
# How far a process goes behind the one that asks, where there are fewer cores than processes.
_NEXT, _LAST = 5, 10
_ENDING = (signal.SIGINT, signal.SIGTERM)


def beside(task: Callable[[], Result], *, at_leisure: bool = False) -> Callable[[], Result]:
    """Start a task beside this process, and return what waits for its result.

    One whose result is wanted late runs ``at_leisure``: where there are few cores, others go before.

    The task must do nothing but return its result: where no process can be copied or none is to spare, and where
    the other one fails, it runs here when its result is asked for, so that an error is raised as from any call. A
    result that nobody asks for ends with this process.

    >>> word = beside(lambda: "cards".upper())
    >>> word()
    'CARDS'
    """
    if not _can_copy():
        return task
    owner = os.getpid()
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = _copy_process(_work, receiver, sender, task, _LAST if at_leisure else _NEXT)
    sender.close()

    def result() -> Result:
        if os.getpid() != owner:
            return task()  # in a copy of this process, which must not take the result away from it
        try:
            found: Result = receiver.recv()
        except EOFError:
            return task()
        finally:
            receiver.close()
            process.join()
        return found

    return result


class Assistant:
    """A process beside this one that gets ready before there is a task, and then does one after another.

    Used as a context, at the end of which it ends. It works at leisure. Its tasks are as those of :func:`beside`,
    but pass through a pipe: a function of a module, or a ``partial`` of one, with arguments that can be pickled.

    >>> from functools import partial
    >>> with Assistant(lambda: None) as assistant:
    ...     assistant.beside(partial(str.upper, "cards"))()
    'CARDS'
    """

    def __init__(self, prepare: Callable[[], object]) -> None:
        self._prepare = prepare

    def __enter__(self) -> Assistant:
        self._asked = 0
        self._results: list[Any] = []
        self._process: BaseProcess | None = None
        if _can_copy():
            self._connection, other = multiprocessing.Pipe()
            self._process = _copy_process(_serve, self._connection, other, self._prepare)
            other.close()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._connection.close()
            self._process.terminate()
            self._process.join()

    def beside(self, task: Callable[[], Result]) -> Callable[[], Result]:
        """Have a task done when those before it are, and return what waits for its result."""
        if self._process is None:
            return task
        with contextlib.suppress(OSError):  # it has ended; then nobody answers below
            self._connection.send(task)
        number = self._asked
        self._asked += 1

        def result() -> Result:
            try:
                while len(self._results) <= number:
                    self._results.append(self._connection.recv())
            except (EOFError, OSError):
                return task()
            found: Result = self._results[number]
            return found

        return result


def _copy_process(run: Callable[..., None], *arguments: object) -> BaseProcess:
    process = multiprocessing.get_context("fork").Process(target=run, args=arguments, daemon=True)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)  # until the copy ends by them in silence
    try:
        with warnings.catch_warnings():
            # Python 3.12 warns wherever a library has a thread; the task needs none of theirs.
            warnings.simplefilter("ignore", DeprecationWarning)
            process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return process


def _can_copy() -> bool:
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1
    return cores > 1


def _work(receiver: Connection, sender: Connection, task: Callable[[], object], niceness: int) -> None:
    receiver.close()  # or a killed asker would leave this process waiting for somebody to take the result
    _be_modest(niceness)
    sender.send(task())


def _serve(asker: Connection, connection: Connection, prepare: Callable[[], object]) -> None:
    asker.close()
    _be_modest(_LAST)
    prepare()
    with contextlib.suppress(EOFError):  # the asker has ended
        while True:
            connection.send(connection.recv()())


def _be_modest(niceness: int) -> None:
    """Go behind the process that asks, which has most to do, and end or fail without a word.

    What goes wrong here goes wrong again there, and is told.
    """
    os.nice(niceness)
    sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115
    for number in _ENDING:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
