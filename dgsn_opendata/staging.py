"""The folder in which a build is made, beside its target, which belongs to one build at a time."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from dgsn_opendata.errors import EnvironmentProblem, UsageProblem
from dgsn_opendata.locking import alone
from dgsn_opendata.replacing import recover_folder

if TYPE_CHECKING:
    from collections.abc import Iterator


def resolve_target(out: Path) -> Path:
    """Return the folder that ``out`` leads to, which need not be there yet.

    Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` where it leads nowhere.
    """
    try:
        return out.resolve()
    except (OSError, RuntimeError) as error:  # the folder one is in has gone; links in a circle
        raise _unwritable(out, error) from error


@contextlib.contextmanager
def stage(out: Path) -> Iterator[Path]:
    """Give an empty folder to build in, to be put in the place of ``out``.

    It lies beside ``out``, in a folder (``.dist.building``) of which nothing is left afterwards; what a killed
    build has left of it is cleared away first. Temporary files that libraries make meanwhile go there, too.
    Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` where another build writes to ``out`` or it cannot be
    written, and :class:`~dgsn_opendata.errors.UsageProblem` for a place that can never be replaced.
    """
    room = out.with_name(f".{out.name}.building")
    with writing(out):
        _refuse_irreplaceable(out)
        missing = [folder for folder in out.parents if not folder.exists()]
    try:
        with writing(out):
            out.parent.mkdir(parents=True, exist_ok=True)
        with alone(out):
            try:
                with writing(out):
                    recover_folder(room / out.name, out)
                    _clear(room)
                    (room / out.name).mkdir(parents=True)
                with _temporary_files_in(room):
                    yield room / out.name
            finally:
                _remove(room)
    finally:
        for folder in missing:  # those that a build has come into are not empty, and stay
            with contextlib.suppress(OSError):
                folder.rmdir()


@contextlib.contextmanager
def writing(out: Path) -> Iterator[None]:
    """Say of an error of the system that it kept ``out`` from being written, unless it is about another place."""
    try:
        yield
    except OSError as error:
        place = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes | os.PathLike) else ""
        if place and not Path(place).is_relative_to(out.parent):
            raise
        raise _unwritable(out, error) from error


def _unwritable(out: Path, error: Exception) -> EnvironmentProblem:
    return EnvironmentProblem(
        f"{out} cannot be written ({getattr(error, 'strerror', None) or error})",
        "Name another folder with --out, or make room.",
    )


@contextlib.contextmanager
def _temporary_files_in(room: Path) -> Iterator[None]:
    before, tempfile.tempdir = tempfile.tempdir, str(room)
    try:
        yield
    finally:
        tempfile.tempdir = before


def _remove(room: Path) -> None:
    try:
        shutil.rmtree(room, ignore_errors=True)
    except KeyboardInterrupt:
        shutil.rmtree(room, ignore_errors=True)
        raise


def _clear(room: Path) -> None:
    if room.is_symlink() or room.is_file():
        room.unlink()
    elif room.exists():
        shutil.rmtree(room)


def _refuse_irreplaceable(out: Path) -> None:
    """Refuse what is no folder among others, or must not be written."""
    with contextlib.suppress(RuntimeError):  # a user without a home
        if out == Path.home().resolve():
            raise UsageProblem(f"{out} is your home folder", "Name another one with --out.")
    if out.is_mount():
        raise UsageProblem(
            f"{out} is a file system of its own, which cannot be replaced as a whole",
            f"Name a folder in it: --out {out / 'dist'}",
        )
    if out.exists() and not os.access(out, os.W_OK | os.X_OK):
        raise EnvironmentProblem(f"{out} is read-only", "Give yourself the right, or name another one with --out.")
