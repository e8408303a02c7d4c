"""Which rows of a table are new, gone or changed, cell by cell: rows are told apart by the table's key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from dgsn_opendata.comparing.releases import ReleasedTable

# What a key field means in a release that does not have it yet: before `period` was there, years.
_UNSAID = {"period": "year"}
_PRINTED = (
    "as_printed",
    "occurrence",
)  # where these are part of a key, a slip in them is one row less and one more
_NTH = "nth"  # tells rows of one key apart; in a valid table there are none


@dataclass(frozen=True, slots=True)
class TableDifference:
    """What changed in the rows of one table.

    ``added`` are rows of the new release, ``removed`` rows of the old one. ``changed`` has a row a changed cell:
    the key, then ``field``, ``old`` and ``new``; fields that only one release has are not in it. ``old_rows`` and
    ``new_rows`` are how many rows there were and are.
    """

    name: str
    key: tuple[str, ...]
    added: pd.DataFrame
    removed: pd.DataFrame
    changed: pd.DataFrame
    old_rows: int
    new_rows: int

    @property
    def changed_rows(self) -> int:
        """The number of rows with a changed cell."""
        return len(self.changed.drop_duplicates(list(self.key))) if len(self.changed) else 0

    @property
    def printed_again(self) -> int:
        """The number of added rows that are removed ones with other printed words in their key."""
        key = [name for name in self.key if name not in _PRINTED and name in self.removed and name in self.added]
        if set(self.key).isdisjoint(_PRINTED) or not key:
            return 0
        counts = pd.concat([rows.groupby(key).size() for rows in (self.removed, self.added)], axis="columns")
        return int(counts.fillna(0).min(axis="columns").sum())

    @property
    def is_empty(self) -> bool:
        """Whether no row differs."""
        return not (len(self.added) or len(self.removed) or len(self.changed))


def compare_rows(name: str, old: ReleasedTable, new: ReleasedTable) -> TableDifference:
    """Return what changed in a table's rows, by the key that the new release declares.

    Without a key a row is known by all fields that both releases have. Field by field, what is compared is the one
    spelling of :mod:`dgsn_opendata.comparing.releases`.
    """
    common = [field for field in new.schema.names if field in old.schema.names]
    key = [field for field in new.schema.primary_key if field in {*common, *_UNSAID}] or common
    if old.rows.equals(new.rows):
        nothing = new.rows.head(0)
        unchanged = _with_key(nothing, key)[key].assign(field="", old="", new="")
        return TableDifference(name, tuple(key), nothing, nothing, unchanged, len(old.rows), len(new.rows))
    before, after = (_with_key(table.rows, key) for table in (old, new))
    before["at_old"], after["at_new"] = np.arange(len(before)), np.arange(len(after))
    pairs = before[[*key, _NTH, "at_old"]].merge(after[[*key, _NTH, "at_new"]], on=[*key, _NTH], how="outer")
    both = pairs.dropna(subset=["at_old", "at_new"]).astype({"at_old": "int64", "at_new": "int64"})
    cells = []
    for number, field in enumerate(common):
        if field in key:
            continue
        was, now = before[field].to_numpy()[both["at_old"]], after[field].to_numpy()[both["at_new"]]
        differs = was != now
        if differs.any():
            cells.append(
                both.loc[differs, key].assign(field=field, old=was[differs], new=now[differs], number=number)
            )
    changed = pd.concat(cells) if cells else both.head(0).assign(field="", old="", new="", number=0)
    order = [*key, "number"]
    return TableDifference(
        name,
        tuple(key),
        new.rows[~np.isin(after["at_new"], both["at_new"])],
        old.rows[~np.isin(before["at_old"], both["at_old"])],
        changed.sort_values(order)[[*key, "field", "old", "new"]].reset_index(drop=True),
        len(before),
        len(after),
    )


def _with_key(rows: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    unsaid = {field: _UNSAID[field] for field in key if field not in rows.columns}
    rows = rows.assign(**unsaid)
    rows[_NTH] = rows.groupby(key).cumcount() if key else np.arange(len(rows))
    return rows
