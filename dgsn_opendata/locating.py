"""Find the package that a command is about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dgsn_opendata import store
from dgsn_opendata.errors import EnvironmentProblem
from dgsn_opendata.phrases import phrase

if TYPE_CHECKING:
    import os


def given_package(folder: str | os.PathLike[str] | None = None) -> Path:
    """Return a package folder to work on: the one that is named, or else that of the installation.

    Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` where it has no ``data/``.

    >>> given_package() == store.package_folder()
    True
    """
    folder = store.package_folder() if folder is None else Path(folder)
    if not (folder / "data").is_dir():
        raise EnvironmentProblem(phrase("no-data-folder", folder=folder), phrase("name-package"))
    return folder
