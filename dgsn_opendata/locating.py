"""Find the package that a command is about."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from dgsn_opendata import store
from dgsn_opendata.errors import EnvironmentProblem, UsageProblem
from dgsn_opendata.opening import leads_out
from dgsn_opendata.phrases import phrase


def given_package(folder: str | os.PathLike[str] | None = None) -> Path:
    """Return a package folder to work on: the one that is named, or else that of the installation.

    Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` where it has no ``data/`` that can be read, or where
    one of its folders is a link to a place outside of it.

    >>> given_package() == store.package_folder()
    True
    """
    folder = store.package_folder() if folder is None else Path(folder)
    if not (folder / "data").is_dir():
        raise EnvironmentProblem(phrase("no-data-folder", folder=folder), phrase("name-package"))
    for path in (folder / "data", folder / "derived"):
        if leads_out(path, folder):
            raise EnvironmentProblem(phrase("part-leads-out", path=path, folder=folder), phrase("put-itself"))
        if path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
            reason = os.strerror(errno.EACCES)
            raise EnvironmentProblem(phrase("text-unreadable", path=path, reason=reason), phrase("check-place"))
    return folder


def refuse_package(
    place: Path,
    package: Path,
    advice: str = "Words of articles are not ours to publish: name a place outside of it.",
) -> None:
    """Raise :class:`~dgsn_opendata.errors.UsageProblem` where a place to write to lies in the package."""
    for folder in {package.resolve(), store.package_folder().resolve()}:
        if place.resolve().is_relative_to(folder):
            raise UsageProblem(f"{place} is inside the package {folder}", advice)
