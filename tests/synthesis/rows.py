"""The observations: which sources print which level of which series and year, how rounded, and where they err."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from tests.synthesis.nodes import is_interval, is_total
from tests.synthesis.printing import SCALES, print_figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tests.synthesis.levels import Levels
    from tests.synthesis.nodes import World

LAST_YEAR = 2025
POOL = 20  # sources of a year that may print a family of indicators; as many more print it where these have
_STATED = 5  # one source in so many is of the year after
_UNDATED, _OF_INTERVALS, _DISPUTED, _MISPRINTED, _DOUBTFUL, _INFERRED, _TWICE = (
    0.01,
    0.4,
    0.04,
    0.005,
    0.004,
    0.023,
    0.03,
)
_QUALIFIERS = np.array(["exact", "more_than", "about", "nearly", "less_than"])
_SHARES = (0.918, 0.031, 0.024, 0.023, 0.004)
_NOTES = {
    "undated": "The page gives no year.",
    "inferred": "The report’s year is inferred.",
    "ambiguous": "The mark may be one of thousands or of decimals.",
    "unread": "A space within the number.",
    "misprint": "Other reports print another figure.",
    "doubtful": "The page names another subject elsewhere.",
}
_KEY = ["node", "copy", "source", "as_printed"]


class Rows:
    """The rows of a world's observations, a column an array; ``sources`` has the languages of each year's sources."""

    def __init__(self, world: World, levels: Levels, rows: int, sources: Sequence[NDArray[np.str_]]) -> None:
        self.world = world
        self.levels = levels
        self.sources = sources
        self.years = len(sources)
        self.chance = np.random.default_rng(rows + 1)
        frame = self._choose(rows)
        self._round(frame)
        frame = self._misprint(self._dispute(self._twice(frame)))[:rows].copy()
        self.cut = (int(frame["copy"].iloc[-1]), int(frame["family"].iloc[-1]))  # not all of its parts are there
        self._print(frame)
        self._move(frame)
        self.frame = frame

    def _choose(self, rows: int) -> pd.DataFrame:
        """Return, by copy, family, year and series, a row a source that prints it."""
        nodes = self.world.nodes
        family = np.array([self.world.families[node.indicator] for node in nodes])
        copies, years = self.levels.shape
        cells = np.indices((copies, len(nodes), years)).reshape(3, -1)
        copy, node, year = cells
        order = np.lexsort((node, year, family[node], copy))
        copy, node, year = copy[order], node[order], year[order]
        listing = np.array([self.world.indicators[one.indicator]["exhaustive"] != "" for one in nodes])
        growing = np.array([self.levels.kind(one) == "growth" for one in nodes])
        interval = np.array([is_interval(one) for one in nodes])
        drawn = self.chance.random(len(node))
        dated = listing[node] | ~interval[node] | (drawn < _OF_INTERVALS)
        undated = (drawn < _UNDATED * self.years) & ~listing[node] & ~growing[node]
        kept = np.where(year > 0, dated, undated)
        copy, node, year = copy[kept], node[kept], year[kept]
        counts = np.minimum(self.chance.choice(self.world.rows_a_cell, len(node)), POOL)
        used = int(np.searchsorted(np.cumsum(counts), rows)) + 1
        counts = counts[:used]
        cell = np.repeat(np.arange(used), counts)
        place = np.arange(len(cell)) - np.repeat(np.cumsum(counts) - counts, counts)
        slot = (place + self.chance.integers(0, _STATED, used)[cell]) % POOL
        frame = pd.DataFrame({"cell": cell, "place": place, "slot": slot, "copy": copy[cell], "node": node[cell]})
        frame["year"] = year[cell]
        frame["family"] = family[frame["node"]]
        first = self.chance.integers(0, 2**31, (copies, int(family.max()) + 1))[frame["copy"], frame["family"]]
        frame["first"] = first
        report = np.where(frame["year"] > 0, frame["year"] - 1, first % self.years)
        later = (slot % _STATED == _STATED - 1) & (report < self.years - 1) & (frame["year"] > 0)
        frame["report"] = report + later
        frame["source"] = (first + slot) % np.array([len(one) for one in self.sources])[frame["report"]]
        return frame

    def _round(self, frame: pd.DataFrame) -> None:
        """Set the true level of each row, its qualifier, and the number that is printed of it."""
        stacked = np.stack([self.levels.of(node) for node in self.world.nodes])
        frame["level"] = stacked[frame["node"], frame["copy"], frame["year"]]
        units = [self.world.indicators[node.indicator]["unit"] for node in self.world.nodes]
        frame["unit"] = np.array(units)[frame["node"]]
        frame["scale"] = np.array([SCALES.get(unit, 1) for unit in units])[frame["node"]]
        drawn = self.chance.choice(_QUALIFIERS, len(frame), p=_SHARES)
        frame["qualifier"] = np.where(frame["level"].abs() >= 30 * frame["scale"], drawn, "exact")
        frame["number"] = _printed_number(frame, self.chance)
        frame["caution"] = np.where(self.chance.random(len(frame)) < _DOUBTFUL, "doubtful", "")
        frame["held"] = 0
        frame["witness"] = -1

    def _twice(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Add to some rows another of the same source, which rounds what it prints exactly elsewhere."""
        counts = (frame["scale"] == 1) & (frame["qualifier"] == "exact") & (frame["level"] >= 1000)
        frame["twice"] = counts & (frame["caution"] == "") & (self.chance.random(len(frame)) < _TWICE)
        chosen = frame[frame["twice"]].copy()
        chosen["qualifier"] = "more_than"
        chosen["number"] = _printed_number(chosen, self.chance)
        chosen["place"] += POOL
        return pd.concat([frame, chosen]).sort_values(["cell", "place"], kind="stable", ignore_index=True)

    def _dispute(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Have some rows print another figure where no sum, whole or growth is at stake: a total more, a part less."""
        free, up = [], []
        for node in self.world.nodes:
            about = self.world.indicators[node.indicator]
            related = about["exhaustive"] or about["growth_of"] or node.indicator in self.levels.grown
            whole = any(above == node and split == "" for above, split in self.levels.groups)
            total = is_total(node) and self.levels.kind(node) not in ("share", "rate")
            free.append(not related and not whole and not (is_total(node) and about["part_of"]))
            up.append(total)
        able = (
            ~frame["twice"].to_numpy()
            & np.array(free)[frame["node"]]
            & (frame["qualifier"] == "exact").to_numpy()
            & (frame["place"] > 0).to_numpy()
        )
        able &= (frame["place"] < POOL).to_numpy() & (frame["level"].abs() >= 50 * frame["scale"]).to_numpy()
        changed = able & (self.chance.random(len(frame)) < _DISPUTED)
        step = np.maximum(frame["level"] // 25 // frame["scale"], 2) * frame["scale"]
        frame["number"] += np.where(changed, np.where(np.array(up)[frame["node"]], step, -step), 0)
        return frame

    def _misprint(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Make some rows misprints of what the first row of their cell prints exactly, which bears the right one out."""
        leads = (frame["place"] == 0) & (frame["qualifier"] == "exact") & (frame["caution"] == "")
        lead = pd.Series(np.where(leads, frame.index, -1)).groupby(frame["cell"]).transform("max")
        able = (lead >= 0) & (frame["place"] > 0) & (frame["place"] < POOL) & (frame["qualifier"] == "exact")
        able &= (frame["year"] > 0) & (frame["number"].abs() > 20 * frame["scale"]) & (frame["caution"] == "")
        chosen = able & (self.chance.random(len(frame)) < _MISPRINTED)
        held = frame["number"].to_numpy()[lead]
        frame.loc[chosen, "caution"] = "misprint"
        frame["held"] = np.where(chosen, held, 0)
        frame["witness"] = np.where(chosen, lead, -1)
        wrong = (
            held + np.where(held < 0, -1, 1) * np.maximum(np.abs(held) // 9 // frame["scale"], 1) * frame["scale"]
        )
        frame["number"] = np.where(chosen, wrong, frame["number"])
        return frame

    def _print(self, frame: pd.DataFrame) -> None:
        """Set the printed figure of each row, in the language of its source, and what stands elsewhere."""
        widths = np.cumsum([0, *map(len, self.sources)])
        frame["source"] = widths[frame["report"]] + frame["source"]
        frame["language"] = np.concatenate(list(self.sources))[frame["source"]]
        chances = self.chance.integers(0, 10_000, len(frame))
        columns = (frame[name].tolist() for name in ("number", "unit", "qualifier", "language"))
        cells = zip(*columns, chances.tolist(), strict=True)
        nouns = self.world.nouns
        printed = [
            print_figure(number, unit, qualifier, language, chance, nouns)
            for number, unit, qualifier, language, chance in cells
        ]
        frame["as_printed"] = [one.text for one in printed]
        frame["reading"] = [one.reading for one in printed]
        frame["year_basis"] = np.select(
            [frame["year"] == 0, frame["report"] + 1 != frame["year"], self.chance.random(len(frame)) < _INFERRED],
            ["undated", "stated", "inferred"],
            default="report",
        )
        told = frame["year_basis"].where(frame["reading"].map(_NOTES).isna(), frame["reading"])
        notes = frame["caution"].where(frame["caution"] != "", told)
        frame["note"] = notes.map(_NOTES).fillna("")

    def _move(self, frame: pd.DataFrame) -> None:
        """Give what one source would print of two years in the same words, or twice, to a source that prints less."""
        doubled = frame.duplicated(_KEY, keep="last")
        widths = np.cumsum([0, *map(len, self.sources)])
        starts, sizes = widths[frame["report"]], np.diff(widths)[frame["report"]]
        language = np.concatenate(list(self.sources))
        for step in range(POOL, sizes.min()):
            if not doubled.any():
                return
            moved = starts + (frame["first"] + frame["slot"] + step) % sizes
            fits = doubled & (language[moved] == frame["language"])
            frame["source"] = np.where(fits, moved, frame["source"])
            doubled = frame.duplicated(_KEY, keep="last")
        raise AssertionError("too few sources for what they print")


def _printed_number(frame: pd.DataFrame, chance: np.random.Generator) -> NDArray[np.int64]:
    """Return what is printed of each level: rounded to its first two digits by its hedge, or a change by decimals."""
    levels, scale = frame["level"].to_numpy(), frame["scale"].to_numpy()
    sizes = np.abs(levels)
    digits = np.floor(np.log10(np.maximum(sizes // scale, 1))).astype("int64")
    step = np.where(scale == SCALES["percent"], 1, 10 ** np.maximum(digits - 1, 0)) * scale
    decimals = np.where(scale == SCALES["percent"], chance.choice([1, 10, 100], len(frame), p=[0.3, 0.3, 0.4]), 1)
    decimals = np.where(sizes % decimals * 2 == decimals, 1, decimals)  # a level is rounded already: not twice
    rounded: dict[Any, Any] = {
        "exact": (sizes + decimals // 2) // decimals * decimals,
        "more_than": sizes // step * step,
        "about": (sizes + step // 2) // step * step,
    }
    up = -(-sizes // step) * step
    numbers = np.select([frame["qualifier"] == name for name in rounded], list(rounded.values()), default=up)
    signed: NDArray[np.int64] = np.where(levels < 0, -numbers, numbers)
    return signed
