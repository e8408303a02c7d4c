"""How often the right indicator is among those suggested: ``python -m tests.suggestions FOLDER OF TEXTS``.

The rows of each captured article are taken out of the package, rows are suggested for its text, and the likely
indicators are held against those that the article's figures were recorded as: once with all other articles, and once
without those of the same report or a later one, as when the article is the first of its year.
"""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dgsn_opendata import store
from dgsn_opendata.articles import find
from dgsn_opendata.captures import read_captures
from dgsn_opendata.matching import parse_candidate
from dgsn_opendata.suggesting import LIKELY, suggest
from dgsn_opendata.validation import read_tables

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    import pandas as pd

    from dgsn_opendata.articles import NormalisedText
    from dgsn_opendata.frames import Table
    from dgsn_opendata.matching import Key


def ranks(
    texts: Mapping[str, NormalisedText], tables: Mapping[str, Table], *, first: bool
) -> Iterator[tuple[int | None, int | None]]:
    """Yield for each figure which suggestion has its indicator first, and which its category too; None for none."""
    rows = tables["observations"].texts
    years = tables["sources"].values.set_index("source_id")["report_year"]
    for source, article in texts.items():
        own = rows["source_id"] == source
        gone = own | (rows["source_id"].map(years) >= years[source]).fillna(value=False) if first else own
        left = {**tables, "observations": _without(tables["observations"], gone)}
        for row in suggest(article.original, source, left):
            truth = _recorded(rows[own], row, article)
            if truth:
                keys = [parse_candidate(row.get(name, "")) for name in LIKELY]
                yield _rank([key[0] for key in keys], {key[0] for key in truth}), _rank(keys, truth)


def _without(table: Table, gone: pd.Series) -> Table:
    return dataclasses.replace(table, texts=table.texts[~gone], values=table.values[~gone])


def _recorded(rows: pd.DataFrame, row: Mapping[str, str], article: NormalisedText) -> set[Key]:
    """Return what the observations are of whose printed figure overlaps that of a suggestion and has its value."""
    place = find(article, row["as_printed"], int(row.get("occurrence", 0)))
    truth = set()
    for one in rows[rows["value"] == row.get("value", "")].itertuples():
        printed = find(article, str(one.as_printed), int(str(one.occurrence)))
        if place and printed and printed[0] < place[1] and place[0] < printed[1]:
            truth.add((str(one.indicator_id), str(one.breakdown), str(one.category)))
    return truth


def _rank(given: Sequence[object], wanted: Collection[object]) -> int | None:
    return next((number for number, one in enumerate(given, start=1) if one in wanted), None)


def main() -> None:
    """Print the shares of figures whose indicator is suggested first, or among all suggestions."""
    texts = read_captures(Path(sys.argv[1]))
    tables, _ = read_tables(store.package_folder())
    for name, first in (
        ("with the other articles of its year", False),
        ("as the first article of its year", True),
    ):
        found = [*ranks(texts, tables, first=first)]
        shares = [
            sum(one[0] == 1 for one in found),
            sum(one[0] is not None for one in found),
            sum(one[1] is not None for one in found),
        ]
        said = ", ".join(
            f"{what} {share / len(found):.1%}"
            for what, share in zip(("first", "among three", "with its category"), shares, strict=True)
        )
        print(f"{name:<36} {len(found)} figures: {said}")


if __name__ == "__main__":
    main()
