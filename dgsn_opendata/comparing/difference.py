"""The difference of two releases as data: what changed, and the step of the version that follows from it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from dgsn_opendata.comparing.changes import Change
from dgsn_opendata.comparing.meanings import MEANINGS, compare_meanings
from dgsn_opendata.comparing.moving import find_moves
from dgsn_opendata.comparing.rows import TableDifference, compare_rows
from dgsn_opendata.comparing.structure import compare_structure
from dgsn_opendata.comparing.values import ValueDifference, compare_values
from dgsn_opendata.comparing.versions import STEPS, Step, allowed_versions, follows, greatest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dgsn_opendata.comparing.releases import Release

SERIES, OBSERVATIONS, SOURCES = "series", "observations", "sources"


@dataclass(frozen=True)
class Difference:
    """What changed from an old release to a new one.

    ``changes`` are those of structure, words, indicators and categories; ``tables`` the rows of every table that
    both releases have; ``values`` those of the series with their reasons; ``moves`` the printed figures that are
    counted elsewhere (:func:`~dgsn_opendata.comparing.moving.find_moves`).
    """

    old: Release
    new: Release
    changes: tuple[Change, ...]
    tables: Mapping[str, TableDifference]
    values: ValueDifference
    moves: pd.DataFrame

    @functools.cached_property
    def reasons(self) -> tuple[Change, ...]:
        """Every change that asks for a step of the version, the greatest steps first."""
        found = [*self.changes, *self._row_changes()]
        return tuple(sorted(found, key=lambda change: -STEPS.index(change.step)))

    @functools.cached_property
    def step(self) -> Step:
        """The step that the version must take: ``major``, ``minor``, ``patch``; ``none`` for no change."""
        return greatest([change.step for change in self.reasons])

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed for a data user."""
        return not self.reasons

    @property
    def versions(self) -> list[str]:
        """The versions that the new release may have, the smallest first."""
        return allowed_versions(self.old.version, self.step)

    @property
    def version_follows(self) -> bool:
        """Whether the version of the new release is one that follows from the changes."""
        return follows(self.old.version, self.new.version, self.step)

    @functools.cached_property
    def observations(self) -> pd.DataFrame:
        """How many observations of each indicator were ``added``, ``removed`` and ``changed``; those with any."""
        rows = self.tables.get(OBSERVATIONS)
        if rows is None or rows.is_empty or "indicator_id" not in rows.key:
            return pd.DataFrame(columns=["indicator_id", "added", "removed", "changed"])
        changed = rows.changed.drop_duplicates(list(rows.key))
        counts = {"added": rows.added, "removed": rows.removed, "changed": changed}
        columns = {name: frame.groupby("indicator_id").size() for name, frame in counts.items()}
        table = pd.DataFrame(columns).fillna(0).astype("int64")
        return table.rename_axis("indicator_id").sort_index().reset_index()

    def _row_changes(self) -> Iterator[Change]:
        referred = {
            key.table
            for table in self.old.tables.values()
            for key in table.schema.foreign_keys
            if key.table not in {table.schema.name, OBSERVATIONS}  # the series tell of a figure that is lost
        }
        for name, rows in self.tables.items():
            if name in MEANINGS:
                continue  # told thing by thing
            again = rows.printed_again
            removed, added = len(rows.removed) - again, len(rows.added) - again
            if removed:
                lost = "named-rows-removed" if name in referred else "rows-removed"
                yield Change(lost, name, old=f"{removed:,}")
            if added:
                yield Change("rows-added", name, new=f"{added:,}")
            if corrected := rows.changed_rows + again:
                yield Change("rows-corrected", name, new=f"{corrected:,}")


def compare(old: Release, new: Release) -> Difference:
    """Return what changed from one release to another.

    >>> from dgsn_opendata.comparing.releases import read_release
    >>> from dgsn_opendata.store import package_folder
    >>> release = read_release(package_folder())
    >>> compare(release, release).step
    'none'
    """
    tables = {
        name: compare_rows(name, old.tables[name], table)
        for name, table in new.tables.items()
        if name in old.tables
    }
    moves = find_moves(old, new)
    changes = (*compare_structure(old, new), *compare_meanings(tables, old, moves))
    values = compare_values(tables.get(SERIES), old, new, moves)
    return Difference(old, new, changes, tables, values, moves)
