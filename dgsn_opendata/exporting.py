"""Select rows of the package, and write them to a file, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from dgsn_opendata.errors import UnknownName, UsageProblem
from dgsn_opendata.exports.selection import KINDS, write_frame
from dgsn_opendata.loading import load, series
from dgsn_opendata.replacing import replace_file

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from dgsn_opendata.schemas import Language, TableName

_ENDINGS = {kind: kind for kind in KINDS} | {"db": "sqlite", "sqlite3": "sqlite"}


def export(frame: pd.DataFrame, path: str | os.PathLike[str], *, kind: str | None = None) -> Path:
    """Write a frame that ``load()`` or ``series()`` gave, or any other of pandas, to a file and return its path.

    The format is ``kind`` ("csv", "json", "parquet", "sqlite" or "xlsx"), or what the file's ending says; see
    :func:`~dgsn_opendata.exports.selection.write_frame` for what each holds. A file that is there is replaced once
    the new one is whole; where that fails it stays as it was.

    Raises :class:`~dgsn_opendata.errors.UsageProblem` for an ending that names no format, a folder, or what a
    format cannot hold, and :class:`~dgsn_opendata.errors.EnvironmentProblem` where the file cannot be written.

    >>> import tempfile
    >>> from dgsn_opendata import series
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = export(series("cnie_issued", lang="fr"), f"{folder}/cartes.csv")
    ...     path.read_text(encoding="utf-8").partition(",")[0]
    'indicator_id'
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
        raise UsageProblem(f"{path} is no file that could be replaced", "Name another file.")
    if not path.parent.is_dir():
        raise UsageProblem(f"There is no folder {path.parent}", "Make it first, or name another folder.")
    replace_file(path, write_frame(frame, kind))
    return path


def select(
    indicators: Sequence[str] = (),
    table: TableName | None = None,
    *,
    breakdown: str | None = None,
    category: str | None = None,
    period: str | None = None,
    years: tuple[int, int] | None = None,
    lang: Language | None = None,
    as_of: int | None = None,
) -> pd.DataFrame:
    """Return the series of indicators one under the other, or with a table the rows of it that are asked for.

    ``years`` are the first and the last to keep; of ``series_wide`` these are columns. The other arguments are
    those of :func:`~dgsn_opendata.series`. What a table has no column for cannot be asked of it.

    Raises :class:`~dgsn_opendata.errors.UsageProblem` for such a question, and what
    :func:`~dgsn_opendata.series` and :func:`~dgsn_opendata.load` raise.

    >>> select(["cnie_issued", "drug_seized"], years=(2019, 2020))["year"].unique().tolist()
    [2019, 2020]
    """
    if table is None and not indicators:
        raise UsageProblem("Nothing to select was named", "Name an indicator, or a table.")
    if table is None:
        frames = [
            series(name, breakdown=breakdown, category=category, period=period, lang=lang, as_of=as_of)
            for name in dict.fromkeys(indicators)
        ]
        frame = frames[0] if len(frames) == 1 else _together(frames)
    else:
        frame = load(table, lang, as_of=as_of)
        if indicators:
            known = load("indicators")["indicator_id"]
            for name in indicators:
                if not known.eq(name).any():
                    raise UnknownName("indicator", name, known, listing="See them all with: dgsn-opendata list")
        wanted = {"indicator_id": indicators, "breakdown": breakdown, "category": category, "period": period}
        for column, names in wanted.items():
            if names:
                frame = frame[_column(frame, column, table).isin([names] if isinstance(names, str) else [*names])]
    return frame if years is None else _of_years(frame, *years)


def _together(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the series of several indicators as one frame that says of each what it said of itself."""
    together = pd.concat(frames, ignore_index=True)
    each = {next(iter(frame.attrs["units"])): frame.attrs for frame in frames}
    kept = ("table", "description", "language", "as_of", "citation", "license", "version")
    first = frames[0].attrs
    together.attrs = {
        "title": "; ".join(about["label"] for about in each.values()),
        "definition": {name: about["definition"] for name, about in each.items()},
        "units": {name: about["unit"] for name, about in each.items()},
        "breaks": {name: about["breaks"] for name, about in each.items() if about["breaks"]},
        "undated": sum(about["undated"] for about in each.values()),
        "source_count": int(together["source_id"].nunique()),
        "sources": {name: article for about in each.values() for name, article in about["sources"].items()},
        **{key: first[key] for key in kept if key in first},
    }
    return together


def _of_years(frame: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    years = [name for name in frame.columns if name.isdecimal()]
    if years:
        return frame.drop(columns=[name for name in years if not first <= int(name) <= last])
    return frame[_column(frame, "year", frame.attrs["table"]).between(first, last).fillna(False)]


def _column(frame: pd.DataFrame, name: str, table: str) -> pd.Series:
    if name not in frame.columns:
        raise UsageProblem(
            f"The table {table} has no column {name}", "Ask for all its rows, or for another table."
        )
    return frame[name]


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
