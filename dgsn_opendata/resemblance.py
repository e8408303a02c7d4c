"""How alike texts are, by the groups of letters of their words.

Groups of three and four letters survive the plurals, articles and glued prefixes of Arabic and French that whole
words would trip over. A group that few of the texts have says more than one that all have.
"""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Generic, TypeVar

from dgsn_opendata.searching import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Name = TypeVar("Name")
_SIZES = (3, 4)  # letters


class Texts(Generic[Name]):
    """Texts by name, ready to be compared with words; each is given in parts with the weight of their words."""

    def __init__(self, texts: Mapping[Name, Iterable[tuple[str, float]]]) -> None:
        counted = {name: groups_of(_words(parts)) for name, parts in texts.items()}
        having: dict[str, int] = defaultdict(int)
        for groups in counted.values():
            for group in groups:
                having[group] += 1
        self._rarity = {group: math.log(1 + len(counted) / number) for group, number in having.items()}
        self._shares: dict[str, list[tuple[Name, float]]] = defaultdict(list)
        for name, groups in counted.items():
            sizes = {group: math.log1p(weight) * self._rarity[group] for group, weight in groups.items()}
            length = math.hypot(*sizes.values())
            for group, size in sizes.items():
                self._shares[group].append((name, size / length))

    def resembling(self, groups: Mapping[str, float]) -> Mapping[Name, float]:
        """Return how much each text resembles words, given as their :func:`groups_of`: the one that does most, 1.

        >>> texts = Texts({"arms": [("armes blanches saisies", 1)], "cards": [("cartes délivrées", 1)]})
        >>> texts.resembling(groups_of([("carte", 1.0)]))["cards"]
        1.0
        """
        found: dict[Name, float] = defaultdict(float)
        for group, weight in groups.items():
            for name, share in self._shares.get(group, ()):
                found[name] += weight * self._rarity[group] * share
        most = max(found.values(), default=1)
        return defaultdict(float, {name: score / most for name, score in found.items()})


def groups_of(words: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Return the groups of letters of folded words, each with the weight of its words; numbers have none.

    >>> sorted(groups_of([("visa", 1)]))
    ['<vi', '<vis', 'isa', 'isa>', 'sa>', 'vis', 'visa']
    """
    found: dict[str, float] = defaultdict(float)
    for word, weight in words:
        if word.isdecimal():
            continue
        ends = f"<{word}>"
        groups = [ends[start : start + size] for size in _SIZES for start in range(len(ends) - size + 1)]
        for group in groups:
            found[group] += weight / math.sqrt(len(groups))
    return found


def _words(parts: Iterable[tuple[str, float]]) -> Iterable[tuple[str, float]]:
    return [(word, weight) for text, weight in parts for word in fold(text).split()]
