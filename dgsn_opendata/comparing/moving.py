"""Printed figures that are counted as something else than before: same source, same words, another place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsn_opendata.resolution import CELL

if TYPE_CHECKING:
    import pandas as pd

    from dgsn_opendata.comparing.releases import Release

WITNESS = ["source_id", "as_printed", "occurrence"]
_MOST = 0.5  # the share of a thing's figures that must have gone to another for that to be its successor


def find_moves(old: Release, new: Release) -> pd.DataFrame:
    """Return the figures that are counted under another indicator, category, period or year than before.

    The columns are those of a value's key (:data:`~dgsn_opendata.resolution.CELL`) with ``_old`` and ``_new``, and
    the witness: ``source_id``, ``as_printed``, ``occurrence``. A figure that one source prints more than once in
    the same words is left out, where nothing tells which is which.
    """
    was, now = (_figures(release) for release in (old, new))
    both = was.merge(now, on=[*CELL, *WITNESS])
    moved = []
    for rows in (was, now):
        known = rows.merge(both, on=[*CELL, *WITNESS], how="left", indicator=True)
        left = known[known["_merge"] == "left_only"].drop(columns="_merge")
        moved.append(left[~left.duplicated(WITNESS, keep=False)])
    return moved[0].merge(moved[1], on=WITNESS, suffixes=("_old", "_new")).reset_index(drop=True)


def successors(moves: pd.DataFrame, old: Release, fields: list[str], gone: set[tuple[str, ...]]) -> dict[str, str]:
    """Return what names that are gone have become: the one that most of their figures are counted under now.

    ``fields`` are the fields that make the name. A successor that differs in more than those, as where an
    indicator is now a category of another, is given with its category. Names are joined by a slash.
    """
    counts = _figures(old).groupby(fields).size()
    others = [*fields, *(name for name in ("breakdown", "category") if name not in fields)]
    found = {}
    for name, rows in moves.groupby([f"{field}_old" for field in fields]):
        parts = (*(str(part) for part in name),) if isinstance(name, tuple) else (str(name),)
        if parts not in gone:
            continue
        same = all((rows[f"{field}_old"] == rows[f"{field}_new"]).all() for field in others[len(fields) :])
        wanted = fields if same else others
        after = rows.groupby([f"{field}_new" for field in wanted]).size().sort_values(kind="stable")
        if after.iloc[-1] >= _MOST * counts[parts if len(parts) > 1 else parts[0]]:
            last = after.index[-1]
            found["/".join(parts)] = "/".join(map(str, last)) if isinstance(last, tuple) else str(last)
    return found


def _figures(release: Release) -> pd.DataFrame:
    rows = release.rows("observations", (*CELL, *WITNESS))
    return rows.assign(period=rows["period"].replace("", "year"))[[*CELL, *WITNESS]].drop_duplicates()
