"""Write a selection to a file, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from dgsn_opendata.errors import UsageProblem
from dgsn_opendata.exports.selection import KINDS, write_frame
from dgsn_opendata.replacing import replace_file

if TYPE_CHECKING:
    import os

_ENDINGS = {kind: kind for kind in KINDS} | {"db": "sqlite", "sqlite3": "sqlite"}


def export(frame: pd.DataFrame, path: str | os.PathLike[str], *, kind: str | None = None) -> Path:
    """Write a frame that ``load()`` or ``series()`` gave, or any other of pandas, to a file and return its path.

    The format is ``kind`` ("csv", "json", "parquet", "sqlite" or "xlsx"), or what the file's ending says; see
    :func:`~dgsn_opendata.exports.selection.write_frame` for what each holds. A file that is there is replaced once
    the new one is whole; where that fails it stays as it was.

    Raises :class:`~dgsn_opendata.errors.UsageProblem` for an ending that names no format, a folder, or what a
    format cannot hold, and :class:`~dgsn_opendata.errors.EnvironmentProblem` where the file cannot be written.

    >>> import tempfile
    >>> from dgsn_opendata import load, series
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = export(series("cnie_issued", lang="fr"), f"{folder}/cartes.xlsx")
    ...     pd.read_excel(path)["value"].max() > 4_000_000
    True
    """
    if not isinstance(frame, pd.DataFrame):
        raise UsageProblem(
            f"export() writes frames of pandas, not {type(frame).__name__}",
            "Load with pandas, or use what the other library has for writing.",
        )
    path = Path(path)
    kind = kind or kind_of(path)
    if path.is_dir():
        raise UsageProblem(f"{path} is a folder", "Add the name of the file.")
    if path.exists() and not path.is_file():
        raise UsageProblem(f"{path} is no file that could be replaced", "Name another.")
    if not path.parent.is_dir():
        raise UsageProblem(f"There is no folder {path.parent}", "Make it first, or name another.")
    replace_file(path, write_frame(frame, kind))
    return path


def kind_of(path: Path) -> str:
    """Return the format that a file's ending names.

    >>> kind_of(Path("cards.XLSX")), kind_of(Path("cards.db"))
    ('xlsx', 'sqlite')
    """
    ending = path.suffix.removeprefix(".").lower()
    if ending not in _ENDINGS:
        said = f"ends with .{ending}" if ending else "has no ending"
        raise UsageProblem(
            f"{path.name or path} {said}, which tells no format",
            f"End it with {', '.join(f'.{one}' for one in KINDS)}.",
        )
    return _ENDINGS[ending]
