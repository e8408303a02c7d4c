"""Mutation of the data: plausible slips in every observation, and whether the rules catch them.

A person who types or copies figures drops, doubles or swaps digits, slips a decimal, forgets a hedge, takes the figure
of the row above. Each slip is made in one cell of one row of the real package, and the rules are asked. Rows are
sorted again after a slip, as a spreadsheet would, so that being out of place betrays none.

``python -m tests.mutation [FOLDER OF TEXTS]`` prints the shares caught, by column and by kind of slip: by validate
alone in a sample of all rows, and with texts in every row whose article was captured.
"""

from __future__ import annotations

import dataclasses
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dgsn_opendata import store
from dgsn_opendata.articles import normalise
from dgsn_opendata.captures import read_captures
from dgsn_opendata.fieldtypes import cast
from dgsn_opendata.rules.arithmetic import check_arithmetic
from dgsn_opendata.rules.corrections import check_corrections
from dgsn_opendata.rules.observations import check_whole_numbers, check_year_basis, check_years
from dgsn_opendata.rules.provenance import check_provenance
from dgsn_opendata.rules.relations import check_indicator_relations
from dgsn_opendata.rules.schema import check_schema
from dgsn_opendata.rules.text import check_text
from dgsn_opendata.rules.transcription import check_transcription
from dgsn_opendata.validation import read_tables
from tests.slips import SLIPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dgsn_opendata.articles import NormalisedText
    from dgsn_opendata.findings import Finding
    from dgsn_opendata.frames import Table

# Slips that no rule of ours can see; they are counted apart from the others.
BLIND = {"another counted thing", "figure of another row"}
# Why slips of a kind pass, all or some.
REASONS = {
    "another counted thing": "the reader knows measures, not what is counted: persons taken for vehicles read alike",
    "another qualifier": "where the hedge stands elsewhere, or the figure is unread, nothing printed says which it is",
    "another measure": "where the unit stands elsewhere, nothing printed says which it is",
    "decimal shifted": "an ambiguous figure is proved in its digits, not in its size",
    "thousands lost": "an ambiguous figure is proved in its digits, not in its size",
    "digit changed": "an unread figure is not proved",
    "digit doubled": "an unread figure is not proved",
    "another place": "the same words stand at both places",
    "figure of another row": "value and printed figure exchanged together still agree; only arithmetic or a place in the text where the words do not stand betrays them",
    "printed figure of another row": "two rows of one value and qualifier, printed in other words",
    "digit dropped": "a nought before a printed figure (07) says nothing",
    "group mark moved": "the figure reads the same without its mark",
    "hedge cut from figure and row": "without its text a figure may as well be exact; the text tells",
    "hedge lost": "one of two words that hedge a figure alike",
    "the year before": "a report also states figures of earlier years, and nothing else in the row says which",
    "the year after": "a figure of an earlier year may be one of the year after it",
    "digits swapped": "a figure of an earlier year, or of a plan, may be of many years; an unread figure is not proved",
    "year of another row": "a figure of an earlier year may be of that row's year",
    "another source": "without its text, a source of the same report could have printed the figure; the text tells",
    "a neighbour's category": "nothing but the sentence says what is counted, unless parts add up or the row is doubled",
    "breakdown of another row": "nothing but the sentence says what is counted",
}
SAMPLE = 1000  # slips tried in a column, evenly spread over all rows
_COLUMNS = ("value", "unit", "qualifier", "year", "as_printed", "occurrence", "source_id", "category")


class Mutant(NamedTuple):
    """A slip: the row's line, the column, the kind of slip, and the cells that it changes."""

    line: int
    column: str
    kind: str
    cells: dict[str, str]


class Outcome(NamedTuple):
    """A slip and what caught it: the code of a finding of validate alone, or with texts; empty where nothing did."""

    mutant: Mutant
    alone: str
    with_texts: str


def mutants(tables: Mapping[str, Table], column: str, captured: bool = False) -> Iterator[Mutant]:
    """Yield the slips in one column of every observation, or of every captured one; none that changes nothing."""
    rows = tables["observations"].texts
    lines = list(rows.index[rows["occurrence"] != ""] if captured else rows.index)
    for number, line in enumerate(lines):
        cells = {name: str(text) for name, text in rows.loc[line].items()}
        other = {name: str(text) for name, text in rows.loc[lines[number - 1]].items()}
        for kind, changed in SLIPS[column](cells, other, tables):
            if any(cells.get(name) != text for name, text in changed.items()):
                yield Mutant(int(line), column, kind, changed)


def outcomes(
    column: str, texts: Mapping[str, NormalisedText] | None = None, most: int | None = None, captured: bool = False
) -> list[Outcome]:
    """Return what becomes of the slips in a column; of ``most`` slips, evenly spread, where there are more."""
    tables, _ = read_tables(store.package_folder())
    texts = texts or made_up_texts(tables)
    made = list(mutants(tables, column, captured))
    chosen = [made[place * len(made) // most] for place in range(most)] if most and len(made) > most else made
    return [_outcome(_near(tables, mutant), mutant, texts) for mutant in chosen]


def _near(tables: Mapping[str, Table], mutant: Mutant) -> dict[str, Table]:
    """Return the tables with those observations alone that a slip in one can be held against: of its relatives."""
    table, indicators = tables["observations"], tables["indicators"].texts.set_index("indicator_id")
    names = {str(table.texts.at[mutant.line, "indicator_id"])}
    if "indicator_id" in mutant.cells:
        names.add(mutant.cells["indicator_id"])
    for relation in ("part_of", "growth_of"):
        wholes = {str(indicators.at[name, relation]) for name in names} - {""}
        names |= wholes | set(indicators.index[indicators[relation].isin(names | wholes)])
    both = (table, tables["corrections"])
    near = [one.texts["indicator_id"].isin(names) for one in both]
    return {
        **tables,
        **{
            one.schema.name: dataclasses.replace(one, texts=one.texts[rows], values=one.values[rows])
            for one, rows in zip(both, near, strict=True)
        },
    }


def made_up_texts(tables: Mapping[str, Table]) -> dict[str, NormalisedText]:
    """Return texts that print whatever the observations say their sources print, where the articles are not at hand."""
    rows = tables["observations"].texts
    parts: dict[str, list[str]] = {}
    for source, printed, occurrence in zip(rows["source_id"], rows["as_printed"], rows["occurrence"], strict=True):
        parts.setdefault(source, []).extend([printed] * int(occurrence or 1))
    # Short expressions first, so that their first appearance is not one within a longer expression.
    return {source: normalise(" ؛ ".join(sorted(printed, key=len))) for source, printed in parts.items()}


def _outcome(tables: Mapping[str, Table], mutant: Mutant, texts: Mapping[str, NormalisedText]) -> Outcome:
    changed = dict(tables)
    if mutant.column == "unit":
        indicator = str(tables["observations"].texts.at[mutant.line, "indicator_id"])
        texts_of = tables["indicators"].texts["indicator_id"]
        line = int(texts_of.index[texts_of == indicator][0])
        changed["indicators"] = _with(tables["indicators"], line, mutant.cells)
    else:
        changed["observations"] = _with(tables["observations"], mutant.line, mutant.cells)
    alone = _first_error(_findings(changed, None if mutant.column == "unit" else mutant.line))
    found = alone or _first_error(places(changed, mutant.line, texts))
    return Outcome(mutant, alone, found)


def places(tables: Mapping[str, Table], line: int, texts: Mapping[str, NormalisedText]) -> Iterator[Finding]:
    """Yield what the texts say of one observation; digests are not looked at, for texts may be made up."""
    found = check_provenance({"observations": _row(tables, line), "sources": tables["sources"]}, texts)
    return (finding for finding in found if finding.file == "observations.csv")


def _findings(tables: Mapping[str, Table], line: int | None) -> Iterator[Finding]:
    """Yield what the rules find, those about single rows first: of the one that has changed, or of all."""
    row = {**tables, "observations": tables["observations"] if line is None else _row(tables, line)}
    for rule in (check_transcription, check_whole_numbers, check_year_basis, check_years):
        yield from rule(row)
    yield from check_text({"observations": row["observations"]})
    if line is None:
        yield from check_indicator_relations(tables)
    yield from check_arithmetic(tables)
    yield from check_corrections(tables)
    yield from check_schema(tables)


def _first_error(findings: Iterator[Finding]) -> str:
    return next((finding.code for finding in findings if finding.severity == "error"), "")


def _row(tables: Mapping[str, Table], line: int) -> Table:
    table = tables["observations"]
    return dataclasses.replace(table, texts=table.texts.loc[[line]], values=table.values.loc[[line]])


def _with(table: Table, line: int, cells: Mapping[str, str]) -> Table:
    texts, values = table.texts.copy(), table.values.copy()
    for name, text in cells.items():
        texts.at[line, name] = text
        values[name], _ = cast(table.schema[name], texts[name], table.schema.missing_values)
    return dataclasses.replace(table, texts=texts, values=values)


class Share(NamedTuple):
    """How many slips there were, and how many were caught by validate alone and with texts."""

    slips: int
    alone: int
    with_texts: int


def shares(found: list[Outcome]) -> dict[str, Share]:
    """Return the shares caught by kind of slip."""
    counts = Counter(one.mutant.kind for one in found)
    alone = Counter(one.mutant.kind for one in found if one.alone)
    with_texts = Counter(one.mutant.kind for one in found if one.with_texts)
    return {kind: Share(number, alone[kind], with_texts[kind]) for kind, number in counts.items()}


def total(kinds: Mapping[str, Share]) -> Share:
    """Return the sum over all kinds that a rule could see."""
    seen = [share for kind, share in kinds.items() if kind not in BLIND]
    return Share(*(sum(column) for column in zip(*seen, strict=True)))


def _line(name: str, share: Share) -> str:
    alone, with_texts = share.alone / share.slips, share.with_texts / share.slips
    return f"{name:<34}{share.slips:>6}{alone:>10.1%}{with_texts:>12.1%}"


def main(folder: str | None) -> None:
    """Print the shares caught, by column and kind, and what no rule can catch."""
    texts = read_captures(Path(folder)) if folder else None
    for captured, title in ((False, "all rows, a sample"), (True, "captured rows, every slip")):
        print(f"{title:<34}{'slips':>6}{'validate':>10}{'with texts':>12}")
        for column in _COLUMNS:
            kinds = shares(outcomes(column, texts, None if captured else SAMPLE, captured))
            print(_line(column, total(kinds)))
            for kind, share in sorted(kinds.items()):
                print(_line(f"  {kind}{' (blind)' if kind in BLIND else ''}", share))
        print()
    print("Why some pass:")
    for kind, reason in REASONS.items():
        print(f"- {kind}: {reason}.")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
