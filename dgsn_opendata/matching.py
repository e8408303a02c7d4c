"""Which indicators a figure of an article is likely to be one of: by the words around it, and by earlier values.

The package holds no texts, so the words come from what it does hold: the labels and definitions of indicators, the
labels of categories, and the words that earlier figures were printed with. A word near the figure says more than
one further off, most of all one behind it, where the counted noun stands. A value near the last one known raises a
candidate, and one equal to a known value raises it more. An indicator in another unit is none. Nothing of this
decides anything: a person does.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dgsn_opendata.periods import YEAR
from dgsn_opendata.resemblance import Texts, groups_of
from dgsn_opendata.schemas import LANGUAGES, TOTAL, whole_units
from dgsn_opendata.searching import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd

    from dgsn_opendata.frames import Table

MATCHES = 3  # candidates that a person is shown
_SENTENCE_END = re.compile(r"[.!?؟؛\n](?!\d)")
_REACH_BEFORE, _REACH_AFTER = 200, 120  # characters
# What words count for, found by trying on the captured articles (scripts/bench suggestions): those of the parts of
# a text, and those of an article as they stand further off.
_LABEL, _DEFINITION, _PRINTED = 3, 3, 1
_BEHIND, _BEYOND, _FADING_BEFORE, _FADING_AFTER = 1.6, 0.7, 0.93, 0.85
# What the rest counts for beside the words of an indicator, which are 1 at most.
_CATEGORY, _PART, _NEVER, _RECORDED, _NEAR, _EQUAL = 0.5, -0.2, -0.2, 0.05, 0.25, 0.3
_KEY = ["indicator_id", "breakdown", "category"]

Key = tuple[str, str, str]


class Known(NamedTuple):
    """A recorded value and the year that it is of."""

    year: int
    value: float


@dataclass(frozen=True, slots=True)
class Likely:
    """An indicator, breakdown and category that a figure may be one of.

    ``last`` is the value of the latest year before the article's report, ``equal`` the latest year of which the
    very value of the figure is recorded; ``None`` where there is none.
    """

    indicator_id: str
    breakdown: str
    category: str
    last: Known | None
    equal: int | None

    def __str__(self) -> str:
        part = "" if self.breakdown == TOTAL else f" {self.breakdown}={self.category}"
        return f"{self.indicator_id}{part}"


def parse_candidate(text: str) -> Key:
    """Return indicator, breakdown and category of a candidate as :class:`Likely` writes it.

    >>> parse_candidate("drug_seized substance=cocaine"), parse_candidate("cnie_issued")
    (('drug_seized', 'substance', 'cocaine'), ('cnie_issued', 'total', 'total'))
    """
    indicator, _, part = text.partition(" ")
    breakdown, _, category = part.partition("=")
    return indicator, breakdown or TOTAL, category or TOTAL


class Matcher:
    """What figures of an article are matched with, in the article's language.

    ``tables`` are those of :func:`~dgsn_opendata.validation.read_tables`, ``report_year`` is the article's.
    """

    def __init__(self, tables: Mapping[str, Table], language: str, report_year: int | None) -> None:
        spoken = language if language in LANGUAGES else LANGUAGES[0]
        indicators = tables["indicators"].texts.drop_duplicates("indicator_id").set_index("indicator_id")
        categories = tables["categories"].texts
        observations = tables["observations"].values.dropna(subset=[*_KEY, "value"])
        printed = _printed(observations, tables["sources"].texts, language)
        rows = zip(
            indicators.index, indicators[f"label_{spoken}"], indicators[f"definition_{spoken}"], strict=True
        )
        labels = zip(categories["breakdown"], categories["category"], categories[f"label_{spoken}"], strict=True)
        self._indicators = Texts(
            {
                name: [(label, _LABEL), (definition, _DEFINITION), (printed.get(name, ""), _PRINTED)]
                for name, label, definition in rows
            }
        )
        self._categories = Texts({(of, one): [(label, 1)] for of, one, label in labels})
        self._units = {str(name): str(unit) for name, unit in indicators["unit"].items()}
        self._values = _values(observations)
        self._counted = {key[1:] for key in self._values if key[1] != TOTAL}
        self._last = _last(observations, report_year)
        self._keys = self._candidates(categories)

    def match(self, text: str, span: tuple[int, int], value: float, unit: str | None) -> list[Likely]:
        """Return the candidates for the figure at a place of a text, three at most, the likeliest first.

        ``unit`` is that of a measure, ``None`` for what is counted; no candidate has another one.
        """
        words = groups_of(_words_around(text, *span))
        indicators, categories = self._indicators.resembling(words), self._categories.resembling(words)
        units = {unit} if unit else whole_units()
        scores = {}
        for key in self._keys:
            indicator, breakdown, _ = key
            if self._units[indicator] in units:
                part = self._by_category(key, categories) if breakdown != TOTAL else 0
                scores[key] = indicators[indicator] + part + self._by_value(key, value)
        best = sorted(scores, key=lambda key: (-scores[key], key))[:MATCHES]
        return [Likely(*key, self._last.get(key), self._values.get(key, {}).get(value)) for key in best]

    def _by_category(self, key: Key, categories: Mapping[tuple[str, str], float]) -> float:
        # What other indicators are counted by and this one never was is rarely what it is counted by now.
        never = key not in self._values and key[1:] in self._counted
        return _CATEGORY * categories[key[1], key[2]] + _PART + (_NEVER if never else 0)

    def _by_value(self, key: Key, value: float) -> float:
        if key not in self._values:
            return 0
        score = _RECORDED
        last = self._last.get(key)
        if last is not None and last.value * value > 0:
            score += _NEAR * max(0, 1 - abs(math.log10(value / last.value)))
        return score + (_EQUAL * distinctness(value) if value in self._values[key] else 0)

    def _candidates(self, categories: pd.DataFrame) -> list[Key]:
        """Return every indicator as a whole, and with all categories of the breakdowns that it was printed in."""
        members = categories.groupby("breakdown")["category"].agg(list).to_dict()
        split = {(indicator, breakdown) for indicator, breakdown, _ in self._values if breakdown != TOTAL}
        parts = {
            (indicator, breakdown, category)
            for indicator, breakdown in split
            for category in members.get(breakdown, ())
        }
        known = {(name, TOTAL, TOTAL) for name in self._units} | parts | self._values.keys()
        return [key for key in known if key[0] in self._units]


def distinctness(value: float) -> float:
    """Return how unlikely two figures of this value are to be equal by chance, from 0 to 1: by their digits.

    >>> distinctness(20), distinctness(1433), distinctness(19722041)
    (0.25, 1.0, 1.0)
    """
    return min(len(f"{abs(value):.10f}".replace(".", "").strip("0")), 4) / 4


def _words_around(text: str, start: int, end: int) -> list[tuple[str, float]]:
    """Return the folded words beside a figure in its sentence, each with what it counts for."""
    before = _SENTENCE_END.split(text[max(0, start - _REACH_BEFORE) : start])[-1]
    after = _SENTENCE_END.split(text[end : end + _REACH_AFTER])[0]
    return [
        *_fading(reversed(fold(before).split()), 1, _FADING_BEFORE),
        *_fading(fold(after).split(), _BEHIND, _FADING_AFTER),
    ]


def _fading(words: Iterable[str], weight: float, fading: float) -> Iterator[tuple[str, float]]:
    """Yield words with what they count for; those on the other side of another number are rather that one's."""
    for word in words:
        yield word, weight
        weight *= _BEYOND if word.isdecimal() else fading


def _printed(observations: pd.DataFrame, sources: pd.DataFrame, language: str) -> dict[str, str]:
    """Return for each indicator the expressions that it was printed in, in a language."""
    speaking = sources.loc[sources["language"] == language, "source_id"]
    rows = observations.loc[observations["source_id"].isin(speaking), ["indicator_id", "as_printed"]]
    distinct = rows.dropna().drop_duplicates()
    return {str(name): " ".join(words) for name, words in distinct.groupby("indicator_id")["as_printed"]}


def _values(observations: pd.DataFrame) -> dict[Key, dict[float, int | None]]:
    """Return for each candidate its recorded values, each with the latest year that it is of, if it has one."""
    found: dict[Key, dict[float, int | None]] = {}
    rows = observations.sort_values("year", na_position="first")[[*_KEY, "value", "year"]].astype("object")
    for *key, value, year in rows.where(rows.notna(), None).itertuples(index=False):
        found.setdefault((key[0], key[1], key[2]), {})[value] = year
    return found


def _last(observations: pd.DataFrame, report_year: int | None) -> dict[Key, Known]:
    """Return for each candidate a value of the latest year before a report: sound, exact, printed most often."""
    rows = observations.dropna(subset=["year"])
    if report_year is not None:
        rows = rows[rows["year"] < report_year]
    rows = rows.assign(
        marked=rows["caution"].notna(),
        other=rows["period"] != YEAR,
        before=-rows["year"],
        hedged=rows["qualifier"] != "exact",
        alike=-rows.groupby([*_KEY, "year", "value"])["value"].transform("size"),
    )
    rows = rows.sort_values([*_KEY, "marked", "other", "before", "hedged", "alike"]).drop_duplicates(_KEY)
    keys = rows[_KEY].itertuples(index=False, name=None)
    return {
        key: Known(int(year), value) for key, year, value in zip(keys, rows["year"], rows["value"], strict=True)
    }
