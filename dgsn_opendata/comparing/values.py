"""Which values of the series are new, gone or revised, and why: found from the figures printed for them.

A value is revised where its number, qualifier, caution or status changes. The reason is found by comparing the
observations for it, the figure taken before and the one taken now: a later report restates it, a figure was marked
as a misprint, the transcription was corrected, a source was added or withdrawn, or the rule takes another one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dgsn_opendata.comparing.moving import WITNESS
from dgsn_opendata.resolution import CELL

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from dgsn_opendata.comparing.releases import Release
    from dgsn_opendata.comparing.rows import TableDifference

# Why a value was revised, added or removed: the code, and its sentence.
REASONS = {
    "unit": "the indicator has another unit",
    "restated": "the report of {report_year} restates it: {source_id} prints «{as_printed}»",
    "another-source": "{source_id} was added, which prints «{as_printed}»",
    "marked": "«{as_printed_old}» of {source_id_old} is now marked: {caution_of_old}",
    "unmarked": "«{as_printed}» of {source_id} is no longer marked",
    "transcription": "the transcription was corrected: {source_id} prints «{as_printed}»",
    "source-removed": "the source {source_id_old} was removed",
    "withdrawn": "«{as_printed_old}» of {source_id_old} was withdrawn",
    "more-sources": "more sources print it: {sources_old} before, now {sources_new}",
    "fewer-sources": "fewer sources print it: {sources_old} before, now {sources_new}",
    "other-figures": "another figure that is printed for it was corrected",
    "sources-corrected": "what is said of its sources was corrected: their report, kind or common text",
    "rule": "the same figures are judged otherwise: the one taken is «{as_printed}» of {source_id}",
    "moved-here": "«{as_printed}» of {source_id} was counted as {moved} before",
    "moved-away": "«{as_printed_old}» of {source_id_old} is now counted as {moved}",
    "new-source": "{source_id}, which is new, prints «{as_printed}»",
    "known-source": "{source_id}, known before, prints «{as_printed}»",
    "indicator-removed": "the indicator was removed",
}
STANDING = ["value", "qualifier", "caution", "status"]
_SOURCE = ["report_year", "kind", "syndicated_from"]  # what the rule of resolution asks of a source
_TAKEN = [*STANDING, "sources", "source_id", "as_printed"]


@dataclass(frozen=True, slots=True)
class ValueDifference:
    """What changed in the values of the series; each frame has a value's key, ``why`` and ``reason`` in words.

    ``why`` is a key of :data:`REASONS`. ``added`` and ``removed`` have ``value``, ``qualifier``, ``caution``,
    ``status``, ``source_id`` and ``as_printed``; ``revised`` has each of these with ``_old`` and ``_new``.
    """

    added: pd.DataFrame
    removed: pd.DataFrame
    revised: pd.DataFrame

    @property
    def renumbered(self) -> pd.DataFrame:
        """The revised values whose number or qualifier is another one; of the others only the standing is."""
        rows = self.revised
        same = (rows["value_old"] == rows["value_new"]) & (rows["qualifier_old"] == rows["qualifier_new"])
        return rows[~same]


def compare_values(
    difference: TableDifference | None, old: Release, new: Release, moves: pd.DataFrame
) -> ValueDifference:
    """Return what changed in the series; nothing where the releases do not both have one."""
    was, now = (_taken(release) for release in (old, new))
    if difference is None:
        was, now = was.head(0), now.head(0)
    cells = was.merge(now, on=CELL, how="outer", suffixes=("_old", "_new"), indicator="side")
    cells = cells.sort_values(CELL, ignore_index=True)
    both = cells[cells["side"] == "both"]
    differs = np.zeros(len(both), dtype="bool")
    for name in STANDING:
        differs |= (both[f"{name}_old"] != both[f"{name}_new"]).to_numpy()
    revised = _explain_revised(both[differs].drop(columns="side"), old, new, moves)
    added = _explain_added(_one_side(cells, "right_only", "_new"), old, moves)
    removed = _explain_removed(_one_side(cells, "left_only", "_old"), new, moves)
    return ValueDifference(added, removed, revised)


def _taken(release: Release) -> pd.DataFrame:
    rows = release.rows("series", (*CELL, *_TAKEN))
    rows = rows.assign(period=rows["period"].replace("", "year"))
    return rows[[*CELL, *_TAKEN]].drop_duplicates(CELL)


def _one_side(cells: pd.DataFrame, side: str, suffix: str) -> pd.DataFrame:
    rows = cells.loc[cells["side"] == side, [*CELL, *(f"{name}{suffix}" for name in _TAKEN)]]
    return rows.rename(columns=lambda name: name.removesuffix(suffix)).reset_index(drop=True)


def _figures(release: Release) -> pd.DataFrame:
    """Return the observations by cell and witness, with what the rule asks of their source."""
    columns = ["source_id", "as_printed", "value", "qualifier", "caution"]
    rows = release.rows("observations", (*CELL, *columns))
    rows = rows.assign(period=rows["period"].replace("", "year"))[[*CELL, *columns]]
    about = ["source_id", *_SOURCE]
    sources = release.rows("sources", (*about,))[about].drop_duplicates("source_id")
    rows = rows.merge(sources, on="source_id", how="left").fillna("")
    return rows.drop_duplicates([*CELL, "source_id", "as_printed"])


def _facts(rows: pd.DataFrame, figures: pd.DataFrame, side: str, suffix: str) -> pd.DataFrame:
    """Return, row by row, the observation with the cell and the witness of a side; missing where there is none."""
    keys = rows[CELL].assign(source_id=rows[f"source_id{side}"], as_printed=rows[f"as_printed{side}"])
    found = keys.merge(figures, on=[*CELL, "source_id", "as_printed"], how="left").set_index(rows.index)
    return found.drop(columns=[*CELL, "source_id", "as_printed"]).add_suffix(suffix)


def _explain_revised(rows: pd.DataFrame, old: Release, new: Release, moves: pd.DataFrame) -> pd.DataFrame:
    if rows.empty:
        return rows.assign(why="", reason="")
    before, after = _figures(old), _figures(new)
    facts = pd.concat(
        [
            _facts(rows, before, "_old", "_was"),  # the figure taken before, then and now
            _facts(rows, after, "_old", "_stays"),
            _facts(rows, before, "_new", "_waited"),  # the figure taken now, then and now
            _facts(rows, after, "_new", "_is"),
        ],
        axis="columns",
    )
    same_source = rows["source_id_old"] == rows["source_id_new"]
    same = same_source & (rows["as_printed_old"] == rows["as_printed_new"])
    gone, come = facts["value_stays"].isna() & ~same, facts["value_waited"].isna() & ~same
    corrected = (facts["value_waited"] != facts["value_is"]) | (facts["qualifier_waited"] != facts["qualifier_is"])
    counts = [pd.to_numeric(rows[f"sources{side}"], errors="coerce").fillna(0) for side in ("_old", "_new")]
    reports = [pd.to_numeric(facts[f"report_year{side}"], errors="coerce") for side in ("_was", "_is")]
    units = (release.rows("indicators", ("indicator_id", "unit")) for release in (old, new))
    unit_old, unit_new = (rows["indicator_id"].map(_units(one)).fillna("") for one in units)
    away = _moved_to(
        rows.rename(columns={"source_id_old": "source_id", "as_printed_old": "as_printed"}), moves, "old"
    )
    here = _moved_to(
        rows.rename(columns={"source_id_new": "source_id", "as_printed_new": "as_printed"}), moves, "new"
    )
    known = {*new.rows("sources", ("source_id",))["source_id"]}
    marked = (facts["caution_stays"].fillna("") != "") & (facts["caution_was"].fillna("") == "")
    cleared = (facts["caution_waited"].fillna("") != "") & (facts["caution_is"].fillna("") == "")
    conditions = {
        "unit": unit_old != unit_new,
        "marked": marked & ~gone,
        "unmarked": cleared & ~come,
        "moved-away": gone & (away != ""),
        "source-removed": gone & ~rows["source_id_old"].isin(known),
        "transcription": (gone & same_source) | (~gone & ~come & corrected),
        "restated": come & (reports[1] > reports[0]),
        "withdrawn": gone,
        "moved-here": come & (here != ""),
        "another-source": come,
        "more-sources": counts[1] > counts[0],
        "fewer-sources": counts[1] < counts[0],
        "other-figures": _in_cells(
            rows, before, after, ["source_id", "as_printed", "value", "qualifier", "caution"]
        ),
        "sources-corrected": _in_cells(rows, before, after, ["source_id", "as_printed", *_SOURCE]),
    }
    why = _first(conditions, "rule")
    details = rows.assign(
        source_id=rows["source_id_new"], as_printed=rows["as_printed_new"], report_year=facts["report_year_is"],
        caution_of_old=facts["caution_stays"], moved=np.where(why == "moved-away", away, here),
    )  # fmt: skip
    return _with_reasons(rows, why, details)


def _explain_added(rows: pd.DataFrame, old: Release, moves: pd.DataFrame) -> pd.DataFrame:
    known = {*old.rows("sources", ("source_id",))["source_id"]}
    moved = _moved_to(rows, moves, "new")
    why = _first({"moved-here": moved != "", "new-source": ~rows["source_id"].isin(known)}, "known-source")
    return _with_reasons(rows.drop(columns="sources"), why, rows.assign(moved=moved))


def _explain_removed(rows: pd.DataFrame, new: Release, moves: pd.DataFrame) -> pd.DataFrame:
    known = {*new.rows("sources", ("source_id",))["source_id"]}
    counted = {*new.rows("indicators", ("indicator_id",))["indicator_id"]}
    moved = _moved_to(rows, moves, "old")
    conditions = {
        "moved-away": moved != "",
        "indicator-removed": ~rows["indicator_id"].isin(counted),
        "source-removed": ~rows["source_id"].isin(known),
    }
    why = _first(conditions, "withdrawn")
    details = rows.assign(source_id_old=rows["source_id"], as_printed_old=rows["as_printed"], moved=moved)
    return _with_reasons(rows.drop(columns="sources"), why, details)


def _moved_to(rows: pd.DataFrame, moves: pd.DataFrame, side: str) -> pd.Series:
    """Return where the figure of each row is counted in the other release, if elsewhere; else nothing."""
    other = "new" if side == "old" else "old"
    keys = [*CELL, *WITNESS[:2]]
    known = moves.rename(columns={f"{name}_{side}": name for name in CELL}).drop_duplicates(keys)
    found = rows[keys].merge(known, on=keys, how="left").set_index(rows.index)
    said = [
        "" if pd.isna(row[0]) else say_cell(dict(zip(CELL, row, strict=True)))
        for row in found[[f"{name}_{other}" for name in CELL]].itertuples(index=False, name=None)
    ]
    return pd.Series(said, index=rows.index, dtype="object")


def say_cell(cell: Mapping[Hashable, Any], *, indicator: bool = True) -> str:
    """Return what names a value, in a few words: what is plain is left out.

    >>> whole = {"breakdown": "total", "category": "total", "period": "year"}
    >>> say_cell({"indicator_id": "calls", "year": "2024"} | whole)
    'calls, 2024'
    """
    parts = [str(cell["indicator_id"])] if indicator else []
    if cell["breakdown"] != "total":
        parts.append(f"{cell['breakdown']} {cell['category']}")
    if cell["period"] != "year":
        parts.append(str(cell["period"]))
    return ", ".join([*parts, str(cell["year"]) or "no year"])


def _first(conditions: Mapping[str, pd.Series], otherwise: str) -> pd.Series:
    """Return, row by row, the name of the first condition that holds."""
    rows = next(iter(conditions.values())).index
    holds = [one.to_numpy(dtype="bool") for one in conditions.values()]
    return pd.Series(np.select(holds, [*conditions], otherwise), index=rows, dtype="object")


def _with_reasons(rows: pd.DataFrame, why: pd.Series, details: pd.DataFrame) -> pd.DataFrame:
    facts = ({str(name): cell for name, cell in row.items()} for row in details.to_dict("records"))
    said = [REASONS[code].format(**row) for code, row in zip(why, facts, strict=True)]
    return rows.assign(why=why, reason=pd.Series(said, index=rows.index, dtype="object")).reset_index(drop=True)


def _in_cells(rows: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame, columns: list[str]) -> pd.Series:
    """Return whether the figures printed for each value differ in any of some columns."""
    both = before[[*CELL, *columns]].merge(after[[*CELL, *columns]], how="outer", indicator="side")
    cells = both.loc[both["side"] != "both", CELL].drop_duplicates().assign(differs=True)
    return rows[CELL].merge(cells, on=CELL, how="left")["differs"].notna().set_axis(rows.index)


def _units(indicators: pd.DataFrame) -> dict[str, str]:
    return dict(zip(indicators["indicator_id"], indicators["unit"], strict=True))
