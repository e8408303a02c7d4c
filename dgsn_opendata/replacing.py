"""Put a finished file or folder in the place of another, so that at every moment one of the two stands whole."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import stat
import sys
from typing import TYPE_CHECKING

from dgsn_opendata.errors import EnvironmentProblem
from dgsn_opendata.locking import alone

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # Linux, renameat2(2)
_RENAME_SWAP = 2  # macOS, renamex_np(2)


def replace_file(path: Path, data: bytes) -> None:
    """Write bytes to a file, or to what a symbolic link leads to; where that fails, what stood there is left.

    Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` where the file cannot be written, is no file but a
    device or a pipe, or is being written by another process (:mod:`~dgsn_opendata.locking`).
    """
    replace_files({path: data})


def replace_files(files: Mapping[Path, bytes]) -> None:
    """Write bytes to several files as :func:`replace_file` does to one: none is touched before all are written."""
    path = None
    written: dict[Path, Path] = {}
    with contextlib.ExitStack() as held:
        try:
            for path, data in files.items():
                target = path.resolve()
                held.enter_context(alone(target))
                written[target] = target.with_name(f".{target.name}.new")
                _write_beside(target, written[target], data)
            for path, temporary in written.items():
                temporary.replace(path)
        except (OSError, RuntimeError) as error:  # the latter for links in a circle, before Python 3.13
            raise EnvironmentProblem(
                f"{path} cannot be written ({getattr(error, 'strerror', None) or error})",
                "Close it where another program has it open, or name another place.",
            ) from error
        finally:
            for temporary in written.values():
                with contextlib.suppress(OSError):
                    temporary.unlink(missing_ok=True)


def _write_beside(target: Path, temporary: Path, data: bytes) -> None:
    """Write what is to take a file's place; it may be read and written by those who might the old one."""
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, "it is no file that could be replaced")
    if target.exists() and not os.access(target, os.W_OK):  # a rename would not ask
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    temporary.unlink(missing_ok=True)  # what a killed process has left
    with temporary.open("xb") as file:
        if target.exists():
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace_folder(new: Path, old: Path) -> None:
    """Move the folder ``new`` to where ``old`` is (or would be), and remove what stood there.

    Linux and macOS exchange the two in one step. Elsewhere, and on file systems that cannot, the old folder is
    renamed first: a kill between the two renames leaves it whole under another name, from which
    :func:`recover_folder` takes it back.
    """
    if not old.exists():
        new.rename(old)
        return
    if not _exchange(new, old):
        aside = _aside(new)
        old.rename(aside)
        try:
            new.rename(old)
        except BaseException:
            aside.rename(old)
            raise
        new = aside
    shutil.rmtree(new, ignore_errors=True)  # the new one stands; what cannot be removed is no failure of that


def recover_folder(new: Path, old: Path) -> None:
    """Put ``old`` back where a kill within ``replace_folder(new, old)`` has left none; none else may be at it."""
    if not os.path.lexists(old) and _aside(new).is_dir():
        _aside(new).rename(old)


def _aside(new: Path) -> Path:
    return new.with_name(f"{new.name}.old")


def _exchange(one: Path, other: Path) -> bool:
    paths = os.fsencode(one), os.fsencode(other)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return bool(library.renamex_np(*paths, _RENAME_SWAP) == 0)
        return bool(library.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0)
    except (AttributeError, OSError, TypeError):  # no such call on this system
        return False
