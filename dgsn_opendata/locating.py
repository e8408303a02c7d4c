"""Find the package that a command is about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dgsn_opendata import store
from dgsn_opendata.errors import EnvironmentProblem, UsageProblem
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


def refuse_package(place: Path, package: Path) -> None:
    """Raise :class:`~dgsn_opendata.errors.UsageProblem` where a place for articles' words lies in the package."""
    for folder in {package.resolve(), store.package_folder().resolve()}:
        if place.resolve().is_relative_to(folder):
            raise UsageProblem(
                f"{place} is inside the package {folder}",
                "Words of articles are not ours to publish: name a place outside of it.",
            )
