"""Put a finished file or folder in the place of another, so that at every moment one of the two stands whole."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from typing import TYPE_CHECKING

from dgsn_opendata.errors import EnvironmentProblem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # Linux, renameat2(2)
_RENAME_SWAP = 2  # macOS, renamex_np(2)


def replace_file(path: Path, data: bytes) -> None:
    """Write bytes to a file, or to what a symbolic link leads to; where that fails, what stood there is left.

    Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` where the file cannot be written.
    """
    replace_files({path: data})


def replace_files(files: Mapping[Path, bytes]) -> None:
    """Write bytes to several files as :func:`replace_file` does to one: none is touched before all are written."""
    targets = {path.resolve(): data for path, data in files.items()}
    temporaries = {path: path.with_name(f".{path.name}.new") for path in targets}
    path = None
    try:
        for path, data in targets.items():
            temporaries[path].write_bytes(data)
        for path, temporary in temporaries.items():
            temporary.replace(path)
    except OSError as error:
        raise EnvironmentProblem(
            f"{path} cannot be written ({error.strerror or error})",
            "Close it where another program has it open, or name another place.",
        ) from error
    finally:
        for temporary in temporaries.values():
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


def replace_folder(new: Path, old: Path) -> None:
    """Move the folder ``new`` to where ``old`` is (or would be), and remove what stood there.

    Linux and macOS exchange the two in one step. Elsewhere, and on file systems that cannot, the old folder is
    renamed first: a kill between the two renames leaves it whole under its other name.
    """
    if not old.exists():
        new.rename(old)
        return
    if not _exchange(new, old):
        aside = new.with_name(f"{new.name}.old")
        old.rename(aside)
        try:
            new.rename(old)
        except OSError:
            aside.rename(old)
            raise
        new = aside
    shutil.rmtree(new, ignore_errors=True)  # the new one stands; what cannot be removed is no failure of that


def _exchange(one: Path, other: Path) -> bool:
    paths = os.fsencode(one), os.fsencode(other)
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return bool(library.renamex_np(*paths, _RENAME_SWAP) == 0)
        return bool(library.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0)
    except (AttributeError, OSError, TypeError):  # no such call on this system
        return False
