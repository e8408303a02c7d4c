"""What the sheets of the workbook are made of, free of how a spreadsheet file is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

# What a cell's colour stands for; a sign in the cell always says the same.
Tone = Literal["approximate", "break", "disputed", "doubtful", "recorded", "partial", "not_published", "quiet"]
_MOST_DECIMALS = 6  # more than any figure is printed with


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to an address, or to a cell of the workbook where the target begins with ``#``."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A text that stands out; the ``title`` of the workbook more than others."""

    text: str
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """A short text in the middle of its cell, or a quiet one that repeats what stands above."""

    text: str
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with thousands grouped and the decimals it has; a mark before it and a note explain its tone.

    ``is_percentage`` shows the sign behind it; the number itself stays as it is printed, not a hundredth of it.
    """

    value: float
    mark: str = ""
    tone: Tone | None = None
    note: str = ""
    is_percentage: bool = False

    @property
    def shown(self) -> str:
        """The number and its mark as a spreadsheet shows them.

        >>> Figure(1200.5, "≈").shown
        '≈ 1,200.5'
        """
        digits = f"{self.value:,.{self._decimals}f}{'%' if self.is_percentage else ''}"
        return f"{self.mark} {digits}" if self.mark else digits

    @property
    def number_format(self) -> str:
        r"""How a spreadsheet shows the number.

        >>> Figure(1200.0).number_format, Figure(8.25, "≈").number_format
        ('#,##0', '"≈ "#,##0.00')
        >>> print(Figure(94.43, is_percentage=True).number_format)
        #,##0.00\%

        Without a format of their own, negative numbers get their sign before the mark.

        >>> Figure(-8.5, ">").number_format
        '"> "#,##0.0;"> "-#,##0.0'
        """
        digits = f"#,##0.{'0' * self._decimals}" if self._decimals else "#,##0"
        digits += r"\%" if self.is_percentage else ""
        if not self.mark:
            return digits
        below = f';"{self.mark} "-{digits}' if self.value < 0 else ""
        return f'"{self.mark} "{digits}{below}'

    @property
    def _decimals(self) -> int:
        """How many decimals the number has."""
        return len(f"{self.value:.{_MOST_DECIMALS}f}".rstrip("0").partition(".")[2])


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its header and cells, and how many characters wide it is at most.

    Of a ``clipped`` column the first line is seen alone: rows do not grow for long addresses and digests. The
    ``note`` is the header's.
    """

    title: str
    values: Sequence[Any]
    widest: int = 60
    clipped: bool = False
    note: str = ""

    @property
    def kinds(self) -> set[type]:
        """The types of its cells, by which a writer knows what it need not look for."""
        return set(map(type, self.values))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its columns, the name of the table they make, and how they are shown.

    A sheet without ``table`` has neither header nor filter. The first ``frozen`` columns stay in view, the first
    ``printed`` ones go to paper (all where there is no number), and the rows of ``groups``, counted from 0, begin
    a group.
    """

    title: str
    columns: Sequence[Column]
    table: str = ""
    frozen: int = 0
    printed: int = 0
    right_to_left: bool = False
    groups: frozenset[int] = frozenset()

    @property
    def has_notes(self) -> bool:
        """Whether any cell carries a note."""
        return any(
            column.note
            or (Figure in column.kinds and any(isinstance(one, Figure) and one.note for one in column.values))
            for column in self.columns
        )


def plain(values: pd.Series) -> list[Any]:
    """Return a column's cells as Python values: whole numbers as int, missing ones as None."""
    cells = values.astype("object").where(values.notna(), None)
    return [int(cell) if isinstance(cell, float) and cell.is_integer() else cell for cell in cells]


def figures(values: pd.Series) -> list[Figure | None]:
    """Return a column's numbers as figures, missing ones as None."""
    cells = plain(values)
    made = {cell: Figure(cell) for cell in set(cells) if cell is not None}  # many rows share one
    return [made.get(cell) for cell in cells]
