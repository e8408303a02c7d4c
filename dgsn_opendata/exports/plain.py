"""A frame as plain values, which every format of a selection is written from."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from dgsn_opendata.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Kind = Literal["integer", "number", "boolean", "date", "string"]
_KINDS: dict[str, Kind] = {"i": "integer", "u": "integer", "f": "number", "b": "boolean"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type in the words of Table Schema, and its values with None for missing."""

    name: str
    kind: Kind
    values: list[Any]


def plain_columns(frame: pd.DataFrame) -> list[Column]:
    """Return the columns of a frame, those of a named index first, as plain values.

    Values are ``int``, ``float``, ``bool``, ``datetime.date``, ``str`` or None. A row number is no column.

    Raises :class:`~dgsn_opendata.errors.UsageProblem` for what no file can hold: no column, columns of one name or
    of several levels, infinite numbers.

    >>> plain_columns(pd.DataFrame({"year": [2023, None]}, dtype="Int64"))
    [Column(name='year', kind='integer', values=[2023, None])]
    """
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index()
    if frame.columns.nlevels > 1:
        raise UsageProblem("The columns have names of several levels", "Give each a single name first.")
    names = [str(name) for name in frame.columns]
    if not names:
        raise UsageProblem("The frame has no column", "Export one that load() or series() gives.")
    if doubled := [name for name in names if names.count(name) > 1]:
        raise UsageProblem(f'Several columns are called "{doubled[0]}"', "Rename them first.")
    # All at once: pandas takes longer to hand out a column than to copy a small frame.
    values = zip(*frame.to_numpy(dtype=object).tolist(), strict=True) if len(frame) else [()] * len(names)
    return [_column(*one) for one in zip(names, frame.dtypes, values, strict=True)]


def plain_rows(columns: list[Column]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of columns.

    >>> list(plain_rows([Column("a", "integer", [1, 2]), Column("b", "string", ["x", None])]))
    [(1, 'x'), (2, None)]
    """
    return zip(*(column.values for column in columns), strict=True)


def check_names(columns: list[Column], where: str) -> None:
    """Raise :class:`~dgsn_opendata.errors.UsageProblem` for names that a format takes for the same, or for none.

    >>> check_names([Column("a", "integer", []), Column("A", "integer", [])], "A spreadsheet")
    Traceback (most recent call last):
    ...
    dgsn_opendata.errors.UsageProblem: A spreadsheet takes the columns "a" and "A" for one. Rename one of them.
    """
    seen: dict[str, str] = {}
    for column in columns:
        if not column.name.strip() or not column.name.isprintable():
            raise UsageProblem(f"{where} cannot have a column called {column.name!r}", "Rename it.")
        folded = column.name.casefold()
        if folded in seen:
            raise UsageProblem(
                f'{where} takes the columns "{seen[folded]}" and "{column.name}" for one', "Rename one of them."
            )
        seen[folded] = column.name


def _column(name: str, dtype: Any, values: Iterable[Any]) -> Column:
    if dtype.kind == "M":
        return _days(name, values)
    kind = _KINDS.get(dtype.kind, "string")
    return Column(name, kind, [None if _is_missing(one) else _plain(one) for one in values])


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value))


def _days(name: str, values: Iterable[Any]) -> Column:
    """Return days, or moments as texts of ISO 8601 where some value has a time or a zone."""
    moments = [None if _is_missing(one) else one for one in values]
    if all(one is None or (one.tzinfo is None and one.time() == datetime.time()) for one in moments):
        return Column(name, "date", [None if one is None else one.date() for one in moments])
    return Column(name, "string", [None if one is None else one.isoformat() for one in moments])


def _plain(value: Any) -> Any:
    """Return a value of a column of any type: numbers and flags as they are, everything else as text."""
    if isinstance(value, str | int):
        return value
    if isinstance(value, float):
        if math.isinf(value):
            raise UsageProblem(
                "An infinite number cannot be written", "Replace it first, for example with pandas.NA."
            )
        return value
    return _plain(value.item()) if hasattr(value, "item") else str(value)
