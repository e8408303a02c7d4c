"""Audit an article: every numeral that it prints, and whether the package records it, waives it, or lacks it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from dgsn_opendata.articles import digest, normalise, occurrences
from dgsn_opendata.errors import UsageProblem, closest
from dgsn_opendata.numerals import LANGUAGES, scan
from dgsn_opendata.rules.provenance import witnessed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dgsn_opendata.articles import NormalisedText
    from dgsn_opendata.frames import Table
    from dgsn_opendata.numerals import Found
    from dgsn_opendata.numerals.figures import Kind

State = Literal["recorded", "waived", "missing"]
STATES: tuple[State, ...] = ("recorded", "waived", "missing")

_WORD = re.compile(r"\w+")
_CUT_BEFORE = re.compile(r"\A\S{1,12}(?=\s)")
_CUT_AFTER = re.compile(r"(?<=\s)\S{1,12}\Z")
_CONTEXT = 40  # characters on each side that a person needs to find the place
# The column that tells a row of a table from others, for a person who reads the audit.
_NAMES = ("indicator_id", "system_id", "structure_id", "event_id", "project_id", "place_id")


@dataclass(frozen=True, slots=True)
class Entry:
    """A numeral of an article.

    ``span`` is where it stands in the article's text; ``claim`` the row that records it ("observations.csv:42
    cnie_issued 2023") or the reason that waives it, empty where it is missing; ``reading`` what it says
    ("more_than 4300"), empty where that is in doubt; ``before`` and ``after`` are some words of context.
    """

    text: str
    span: tuple[int, int]
    kind: Kind
    state: State
    claim: str
    reading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Audit:
    """The numerals of one article in reading order, and its text."""

    source_id: str
    language: str
    text: str
    entries: Sequence[Entry]

    def count(self, state: State) -> int:
        """Return how many numerals are recorded, waived or missing."""
        return sum(entry.state == state for entry in self.entries)


class _Claim(NamedTuple):
    start: int
    end: int
    state: State
    name: str


def check_source(source_id: str, text: str, tables: Mapping[str, Table]) -> None:
    """Raise :class:`~dgsn_opendata.errors.UsageProblem` for a source that is not known, or another one's text."""
    known = [str(name) for name in tables["sources"].texts["source_id"]]
    if source_id not in known:
        likely = closest(source_id, known)
        hint = f"Did you mean {' or '.join(likely)}? " if likely else ""
        advice = f"{hint}Name it with --source, or add its row to sources.csv first."
        raise UsageProblem(f'There is no source "{source_id}"', advice)
    digests = tables["sources"].texts.set_index("text_sha256")["source_id"]
    owners = [str(name) for name in digests.loc[digests.index == digest(text)]]
    if owners and source_id not in owners:
        raise UsageProblem(
            f"This is the text of {owners[0]}, not that of {source_id}", f"Name it with --source {owners[0]}."
        )


def language_of_source(source_id: str, tables: Mapping[str, Table]) -> str:
    """Return the language of a source as the table sources has it; empty where it is not known."""
    sources = tables["sources"].texts
    languages = sources.loc[sources["source_id"] == source_id, "language"]
    return str(languages.iloc[0]) if len(languages) else ""


def audit_article(text: str, source_id: str, tables: Mapping[str, Table]) -> Audit:
    """Return the audit of an article's text against the rows of its source.

    A numeral is recorded where words that a row of observations or of another table prints cover it, waived where
    a row of waivers does. ``tables`` are those of :func:`~dgsn_opendata.validation.read_tables`.
    """
    article = normalise(text)
    claims = _claims(article, source_id, tables)
    language = language_of_source(source_id, tables)
    entries = []
    for found in scan(text, language if language in LANGUAGES else None):
        start, end = found.span
        state, claim = _state(found.text, start, claims)
        reading = _reading(found)
        context = _context(text, start, end)
        entries.append(Entry(found.text, found.span, found.kind, state, claim, reading, *context))
    return Audit(source_id, language, text, entries)


def _reading(found: Found) -> str:
    if found.figure is None:
        return ""
    said = (found.figure.qualifier, found.figure.value, found.figure.unit)
    return " ".join(str(part) for part in said if part is not None)


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    """Return some words before and after a place, on one line and without a word cut in two."""
    first, last = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    before, after = text[first:start], text[end:last]
    if first and not text[first - 1].isspace():
        before = _CUT_BEFORE.sub("", before)
    if last < len(text) and not text[last].isspace():
        after = _CUT_AFTER.sub("", after)
    # A letter glued to the numeral stays glued.
    return re.sub(r"\s+", " ", before).lstrip(), re.sub(r"\s+", " ", after).rstrip()


def _claims(article: NormalisedText, source_id: str, tables: Mapping[str, Table]) -> list[_Claim]:
    """Return the places of the text that rows of the source claim, records before waivers."""
    claims = []
    for table in sorted(witnessed(tables), key=lambda table: table.schema.name != "observations"):
        rows = table.texts[table.texts["source_id"] == source_id]
        waives = table.schema.name == "waivers"
        numbers = table.values["occurrence"].fillna(0).to_dict()
        for line, row in rows.to_dict("index").items():
            spans = occurrences(article, row["as_printed"])
            if 1 <= (number := int(numbers[line])) <= len(spans):
                name = row["reason"] if waives else _name(table, int(str(line)), row)
                start, end = article.span(*spans[number - 1])
                claims.append(_Claim(start, end, "waived" if waives else "recorded", name))
    return sorted(claims, key=_rank)


def _rank(claim: _Claim) -> int:
    return STATES.index(claim.state)


def _name(table: Table, line: int, row: Mapping[Any, Any]) -> str:
    names = [row[column] for column in (*_NAMES, "category", "year") if row.get(column)]
    return " ".join([f"{table.file}:{line}", *(name for name in names if name != "total")])


def _state(words: str, start: int, claims: Sequence[_Claim]) -> tuple[State, str]:
    """Return the state of a numeral and what claims it: each of its words must be covered, to its last letter."""
    covering = []
    for word in _WORD.finditer(words):
        last = start + word.end()
        covering.append(next((one for one in claims if one.start < last <= one.end), None))
    if None in covering or not covering:
        return "missing", ""
    best = min((one for one in covering if one is not None), key=_rank)
    return best.state, best.name
