"""What changed in what is counted: indicators and categories that are new, gone, renamed, redefined or reworded.

An indicator means another thing where its unit or kind of value changes, where it is the share or growth of
another one, or where its definition changes in every language: a slip of wording is mended in one. A category does
where its code or parent changes, or its label in every language, for it has no definition. Other changes are of
words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from dgsn_opendata.comparing.changes import Change
from dgsn_opendata.comparing.moving import successors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from dgsn_opendata.comparing.releases import Release
    from dgsn_opendata.comparing.rows import TableDifference


@dataclass(frozen=True, slots=True)
class _Named:
    """How the things of a table are named, and which of its fields say what they are.

    ``always`` redefine by any change, ``stated`` by one of what was stated before, ``translated`` by a change in
    every language.
    """

    noun: str
    key: tuple[str, ...]
    always: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    translated: tuple[str, ...] = ()


_TABLES = {
    "indicators": _Named(
        "indicator", ("indicator_id",), ("unit", "value_kind"), ("share_of", "growth_of"), ("definition",)
    ),
    "categories": _Named("category", ("breakdown", "category"), (), ("code", "parent"), ("label",)),
}
MEANINGS = tuple(_TABLES)


def compare_meanings(tables: Mapping[str, TableDifference], old: Release, moves: pd.DataFrame) -> Iterator[Change]:
    """Yield what changed in indicators and categories; ``moves`` are those of :func:`moving.find_moves`."""
    for name, named in _TABLES.items():
        if name in tables and tables[name].key == named.key:
            yield from _compare_named(tables[name], named, old, moves)


def _compare_named(
    difference: TableDifference, named: _Named, old: Release, moves: pd.DataFrame
) -> Iterator[Change]:
    key = list(named.key)
    gone = {*difference.removed[key].itertuples(index=False, name=None)}
    after = successors(moves, old, key, gone)
    for name in sorted("/".join(parts) for parts in gone):
        if name in after:
            yield Change(f"{named.noun}-renamed", name, name, after[name])
        else:
            yield Change(f"{named.noun}-removed", name, name)
    for row, cells in difference.changed.groupby(key, sort=False):
        yield _judge(cells, named, "/".join(cast("tuple[str, ...]", row)))
    for parts in difference.added[key].itertuples(index=False, name=None):
        yield Change(f"{named.noun}-added", "/".join(parts), new="/".join(parts))


def _judge(cells: pd.DataFrame, named: _Named, name: str) -> Change:
    """Return whether one thing's changed cells redefine or reword it."""
    changed = {str(row.field): (str(row.old), str(row.new)) for row in cells.itertuples()}
    said = [f"{field} {was or 'nothing'}, now {now or 'nothing'}" for field, (was, now) in changed.items()
            if field in named.always or (field in named.stated and was)]  # fmt: skip
    for field in named.translated:
        if {f"{field}_en", f"{field}_fr", f"{field}_ar"} <= changed.keys():
            said.append(f"{field} in every language")
    if said:
        return Change(f"{named.noun}-redefined", name, new="; ".join(said))
    return Change(f"{named.noun}-reworded", name, new=", ".join(changed))
