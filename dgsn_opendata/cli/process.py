"""The process that runs a command: what it writes to, and the signals that end it."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from dgsn_opendata.errors import EnvironmentProblem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_ENDING = ("SIGTERM", "SIGHUP")  # asks to end, and loses its terminal; Ctrl-C is Python's own
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}


class Ended(KeyboardInterrupt):
    """A signal has asked the process to end; what is half done is cleared away as after Ctrl-C."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__()


def end_code(error: BaseException) -> int:
    """Return the exit code of an interrupted process, as shells count it: 128 and the number of the signal.

    >>> end_code(KeyboardInterrupt()), end_code(Ended(15))
    (130, 143)
    """
    cause = error if isinstance(error, Ended) else error.__cause__
    return 128 + (cause.number if isinstance(cause, Ended) else int(signal.SIGINT))


@contextlib.contextmanager
def endable() -> Iterator[None]:
    """Let the signals that end a process raise :class:`Ended`, unless somebody has decided otherwise of them."""
    numbers = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        numbers = []  # signals are the main thread's
    taken = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


def _end(number: int, _: FrameType | None) -> None:
    raise Ended(number)


def hush() -> None:
    """Show no traceback of what libraries cannot clear away behind an error that has been told."""
    if not sys.flags.dev_mode:
        sys.unraisablehook = lambda _: None


def prepare_streams() -> None:
    """Make the standard streams fit to be written to.

    Arabic is written whatever the locale says, and bytes in a file's name that are no text by their code. A
    stream that came closed leads nowhere, so that no file that is opened later takes its number. Raises
    :class:`~dgsn_opendata.errors.EnvironmentProblem` where that is the output, which would be lost.
    """
    no_output = sys.stdout is None
    for name, number in (("stdin", 0), ("stdout", 1), ("stderr", 2)):
        if getattr(sys, name) is None:
            _lead_nowhere(name, number)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if no_output:
        raise EnvironmentProblem(
            "The standard output is closed, so that nothing can be shown",
            f"Send it to a file, or to {os.devnull} where it is not needed.",
        )


def _lead_nowhere(name: str, number: int) -> None:
    try:
        os.fstat(number)
    except OSError:
        handle = os.open(os.devnull, os.O_RDWR)
        if handle != number:
            os.dup2(handle, number)
            os.close(handle)
    stream = Path(os.devnull).open("r" if name == "stdin" else "w", encoding="utf-8")  # noqa: SIM115 - as long as we
    setattr(sys, name, stream)


def drop_output() -> None:
    """Let what could not be written be lost in silence, or Python would complain of it when it ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def explain(error: OSError) -> EnvironmentProblem:
    """Return what an error of the system means that nobody has expected."""
    reason = error.strerror or str(error)
    if error.filename is not None:
        return EnvironmentProblem(f"{error.filename}: {reason}")
    try:
        Path.cwd()
    except OSError:
        return EnvironmentProblem("The folder you are in is not there any more", "Go to another one: cd")
    if error.errno in _NO_ROOM:
        return EnvironmentProblem(f"The output cannot be written ({reason})", "Make room, or send it elsewhere.")
    return EnvironmentProblem(reason)
