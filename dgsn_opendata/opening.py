"""Read a file that somebody else has put there: it may be none, never end, or lie somewhere else.

A pipe would keep its reader waiting for ever, a device may fill the memory, and a link in a package that came from
elsewhere may lead to any file of the machine.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

from dgsn_opendata import store

if TYPE_CHECKING:
    from pathlib import Path


class NotRegular(OSError):
    """What stands at a path is a folder, a pipe or a device."""


class LeadsOut(OSError):
    """What stands at a path of a folder is a link to a place outside of it."""


def read_file(path: Path, folder: Path | None = None) -> bytes:
    """Return the bytes of a regular file; with ``folder``, of one that lies in that folder.

    Raises ``OSError`` where there is none: :class:`NotRegular` for what only looks like a file, and
    :class:`LeadsOut` for one that lies elsewhere.

    >>> from pathlib import Path
    >>> len(read_file(Path(__file__))) > 1000
    True
    >>> read_file(Path(__file__).parent)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    dgsn_opendata.opening.NotRegular: [Errno 22] it is no regular file: ...
    """
    if folder is not None and leads_out(path, folder):
        raise LeadsOut(errno.EXDEV, "it leads out of the package", str(path))
    _check(path.stat().st_mode, path)  # opening a device may already do something
    with open(path, "rb", opener=_open) as file:
        _check(os.fstat(file.fileno()).st_mode, path)
        return file.read()


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a path of a folder leads to a place outside of that folder.

    Installers may put links in the place of this program's own files; these are trusted as the program is.
    """
    base = os.path.realpath(folder)
    if store.is_installed(base):
        return False
    place = os.path.realpath(path)
    return os.path.commonpath([place, base]) != base


def _check(mode: int, path: Path) -> None:
    if not stat.S_ISREG(mode):
        raise NotRegular(errno.EINVAL, "it is no regular file", str(path))


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # a pipe that came here meanwhile has no writer
