"""Where the package's data and schemas lie.

In a wheel they are inside the library, in a checkout (and in an editable install of it) beside it. Everything
that opens one of these files asks here, so that both behave alike.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from dgsn_opendata.errors import EnvironmentProblem

if TYPE_CHECKING:
    import os

_INSIDE = Path(__file__).parent / "_package"
_BESIDE = Path(__file__).parent.parent


def package_folder() -> Path:
    """Return the folder of the data package: ``metadata.toml``, ``data/`` and ``derived/``.

    Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` where the installation has lost it.

    >>> (package_folder() / "metadata.toml").is_file()
    True
    """
    return _find("datapackage")


def schemas_folder() -> Path:
    """Return the folder with one Table Schema (JSON) a table.

    Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` where the installation has lost it.

    >>> (schemas_folder() / "observations.json").is_file()
    True
    """
    return _find("schemas")


def is_installed(folder: str | os.PathLike[str]) -> bool:
    """Return whether a folder is the data that was installed inside of the library.

    >>> is_installed("somewhere")
    False
    """
    return Path(folder).resolve() == (_INSIDE / "datapackage").resolve()


def read_version() -> str:
    """Return the package's version, as ``metadata.toml`` states it, without reading the rest of that file.

    Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` where it states none.

    >>> read_version().count(".")
    2
    """
    path = package_folder() / "metadata.toml"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    stated = re.search(r'^version = "([^"]+)"', text, re.MULTILINE)  # as pyproject.toml looks for it
    if stated is None:
        raise EnvironmentProblem(f"{path} states no version", "Take the file from the release again.")
    return stated[1]


def _find(name: str) -> Path:
    for root in (_INSIDE, _BESIDE):
        folder = root / name
        if folder.is_dir():
            return folder
    raise EnvironmentProblem(
        f"The installation has no {name} folder",
        advice="Install dgsn-opendata again: pip install --force-reinstall dgsn-opendata",
    )
