"""Keep others from writing what is being written: a lock that ends with its process, however that ends."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from typing import TYPE_CHECKING

from dgsn_opendata.errors import EnvironmentProblem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


# What this process holds: the open lock file and the thread that asked for it, by what is locked.
_held: dict[Path, tuple[int, int]] = {}
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


@contextlib.contextmanager
def alone(target: Path) -> Iterator[None]:
    """Write a file or a folder while no other process or thread that asks here does.

    The lock is a file beside the target (``.dist.dgsn-lock``) which holds the number of the process. The system
    frees it when the process ends; what is left of it after a kill keeps nobody out. The thread that holds a
    target may ask for it again. Where no such file can be made or locked, nobody is kept out: in a folder that
    cannot be written the writing itself will fail, and a few network file systems know no locks.

    Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` at once, and waits for nobody, where another has it.
    """
    target = target.resolve()
    if target in _held and _held[target][1] == threading.get_ident():
        yield
        return
    path = target.with_name(f".{target.name or 'root'}.dgsn-lock")
    handle = _take(path, target)
    if handle is None:
        yield
        return
    _held[target] = handle, threading.get_ident()
    try:
        yield
    finally:
        if _held.pop(target, None):  # a forked child has left it to its parent
            _release(handle, path)


def _take(path: Path, target: Path) -> int | None:
    """Return the open lock file, which is this process's now; nothing where the system gives none."""
    while True:
        try:
            handle = os.open(path, _FLAGS, 0o666)
        except OSError:
            return None
        try:
            _lock(handle)
        except (BlockingIOError, PermissionError) as error:  # the latter on Windows
            number = _read_number(handle)
            os.close(handle)
            raise EnvironmentProblem(
                f"{target} is being written by another dgsn-opendata{number}",
                "Wait until that has ended, then try again.",
            ) from error
        except OSError:
            os.close(handle)
            return None
        if _stands_at(handle, path):
            with contextlib.suppress(OSError):  # a full disk keeps nobody from locking
                os.truncate(handle, 0)
                os.write(handle, str(os.getpid()).encode())
            return handle
        os.close(handle)  # its last holder has removed it meanwhile


def _release(handle: int, path: Path) -> None:
    # While it is locked nobody else takes it; who has opened it sees afterwards that it is not there any more.
    with contextlib.suppress(OSError):
        if sys.platform != "win32" and _stands_at(handle, path):
            path.unlink()
    os.close(handle)
    if sys.platform == "win32":
        with contextlib.suppress(OSError):  # another has opened it
            path.unlink()


def _stands_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat(follow_symlinks=False))
    except OSError:
        return False


def _read_number(handle: int) -> str:
    try:
        number = os.pread(handle, 20, 0) if sys.platform != "win32" else b""
    except OSError:
        return ""
    return f" (process {int(number)})" if number.isdigit() else ""


def _leave_to_parent() -> None:
    """Close in a forked child what its parent holds, so that the child cannot outlive the parent as its holder."""
    for handle, _ in _held.values():
        os.close(handle)
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_leave_to_parent)
