"""The true level of every series, copy and year, in whole numbers, so that parts, shares and growths agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dgsn_opendata.rules.relations import PARTS
from dgsn_opendata.schemas import TOTAL
from tests.synthesis.nodes import Node, is_total
from tests.synthesis.printing import SCALES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tests.synthesis.nodes import World

    Numbers = NDArray[np.int64]  # a row a copy, a column a year; the first column is the year before the first

_PERCENT_KINDS = ("share", "growth", "rate")
_HUNDRED = 100 * SCALES["percent"]
_ROOM = 200  # of a whole for each of its parts, so that none is nothing
_SMALLEST = 0.02  # of a whole


class Levels:
    """The levels of a world, made once each, the whole before its parts."""

    def __init__(self, world: World, copies: int, years: int, seed: int) -> None:
        self.world = world
        self.shape = (copies, years + 1)
        self.chance = np.random.default_rng(seed)
        self.known: dict[Node, Numbers] = {}
        self.groups: dict[tuple[Node | str, str], list[Node]] = {}  # parts by their whole and what splits it
        for node in world.nodes:
            self.groups.setdefault(self.whole_of(node), []).append(node)
        self.grown = {one["growth_of"] for one in world.indicators.values()}
        self.steps = self._trend()
        for node in world.nodes:
            self.of(node)

    def kind(self, node: Node) -> str:
        """Return the kind of value of a series' indicator."""
        return self.world.indicators[node.indicator]["value_kind"]

    def whole_of(self, node: Node) -> tuple[Node | str, str]:
        """Return the series that a series is a part of, or a name where none is printed, and what splits it."""
        if self.kind(node) in ("growth", "rate"):
            return "", ""
        total = Node(node.indicator, TOTAL, TOTAL, node.period)
        parent = self.world.parents.get((node.breakdown, node.category), "")
        if self.kind(node) == "share":
            total = Node(node.indicator, node.breakdown, "", node.period)  # a hundred
        if is_total(node):
            whole = Node(self.world.indicators[node.indicator]["part_of"], TOTAL, TOTAL, node.period)
            return (whole, PARTS) if whole in self.world.sizes else ("", "")
        if parent:
            whole = node._replace(category=parent)
            return (whole, "") if whole in self.world.sizes else (total, f"{node.breakdown} {parent}")
        return total, node.breakdown

    def of(self, node: Node) -> Numbers:
        """Return the levels of a series, whole numbers as :mod:`tests.synthesis.printing` takes them."""
        if node not in self.known:
            whole, split = self.whole_of(node)
            if self.kind(node) == "growth":
                self.known[node] = self._growth(node)
            elif self.kind(node) == "rate":
                self.known[node] = self._free_share()
            elif isinstance(whole, Node):
                self._split(whole, split)
            else:
                self.known[node] = self._root(node)
        return self.known[node]

    def lists_all(self, whole: Node, split: str) -> bool:
        """Return whether the parts of a whole make it up."""
        return split in self.world.indicators[whole.indicator]["exhaustive"].split()

    def _trend(self) -> NDArray[np.float64]:
        """Return a factor around 1 for each copy and year, never nearly the one of the year before."""
        steps = self.chance.uniform(0.02, 0.14, self.shape) * self.chance.choice([-1, 1], self.shape)
        factors: NDArray[np.float64] = np.where(np.arange(self.shape[1]) % 2, 1 + steps, 1.0 - steps / 20)
        return factors

    def _root(self, node: Node) -> Numbers:
        if self.kind(node) == "share":
            return self._free_share()
        scale = SCALES.get(self.world.indicators[node.indicator]["unit"], 1)
        size = self._size(node) * scale
        factor = np.exp(self.chance.normal(0, 0.5, (self.shape[0], 1)))
        factor[0] = 1
        steps = self.steps[self.chance.permutation(self.shape[0])]
        return np.maximum(np.rint(size * np.maximum(factor, 0.5) * steps), 1).astype("int64")

    def _size(self, node: Node) -> float:
        """Return a size that leaves room for the parts of a whole, and for a growth to be seen."""
        parts = sum(self._parts(node, split) for whole, split in self.groups if whole == node)
        needed = 2 * _ROOM * parts / _SMALLEST**0.5 if parts else 0
        growing = _ROOM * 5 if node.indicator in self.grown else 1
        return max(self.world.sizes.get(node, 1), needed, growing)

    def _parts(self, node: Node, split: str) -> int:
        below = self.groups[node, split]
        return sum(
            1 + sum(self._parts(one, other) for whole, other in self.groups if whole == one) for one in below
        )

    def _split(self, whole: Node, split: str) -> None:
        """Give each part of a whole its share of it; what is left over is nobody's, unless the parts are all."""
        parts = self.groups[whole, split]
        share = self.kind(parts[0]) == "share"
        steps = 10 if share else 1  # shares have one decimal
        if share and whole not in self.world.sizes:
            above = np.full(self.shape, _HUNDRED)
        else:
            if whole not in self.known and whole not in self.world.sizes:
                self.known[whole] = self._root(whole)  # a whole that nobody prints
            above = self.of(whole)
        sizes = np.array([self.world.sizes[part] for part in parts]) + 1e-9
        weights = np.maximum(sizes / sizes.sum(), _SMALLEST)
        drawn = weights * np.exp(self.chance.normal(0, 0.1, (*self.shape, len(parts))))
        rest = 0 if self.lists_all(whole, split) else 0.2
        ends = np.cumsum(drawn, axis=2) / (drawn.sum(axis=2, keepdims=True) * (1 + rest))
        if not rest:
            ends[:, :, -1] = 1
        cuts = np.floor(above[:, :, None] // steps * ends + 1e-9).astype("int64") * steps
        for number, part in enumerate(parts):
            self.known[part] = cuts[:, :, number] - (cuts[:, :, number - 1] if number else 0)

    def _free_share(self) -> Numbers:
        return self.chance.integers(10, 990, self.shape) * 10

    def _growth(self, node: Node) -> Numbers:
        """Return the change of the levels that a growth is of, in hundredths of a percent; of any where none is."""
        level = node._replace(indicator=self.world.indicators[node.indicator]["growth_of"])
        free = np.rint((self.steps / np.roll(self.steps, 1, axis=1) - 1) * _HUNDRED).astype("int64")
        if level not in self.world.sizes:
            return free
        levels = self.of(level)
        before = np.maximum(np.roll(levels, 1, axis=1), 1)
        return np.rint((levels / before - 1) * _HUNDRED).astype("int64")
