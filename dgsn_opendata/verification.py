"""Prove the figures of a package against the captured articles: each recomputed, and found where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dgsn_opendata import store
from dgsn_opendata.captures import read_captures
from dgsn_opendata.errors import UsageProblem
from dgsn_opendata.rules.provenance import check_provenance, witnessed
from dgsn_opendata.rules.transcription import check_transcription, judged
from dgsn_opendata.validation import read_whole_tables

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from dgsn_opendata.findings import Finding
    from dgsn_opendata.frames import Table

Digest = Literal["matches", "differs", "not recorded", "no text"]


@dataclass(frozen=True, slots=True)
class Proof:
    """What is proved of one source.

    ``figures`` are its observations; ``proved`` those whose value, qualifier and unit follow from the printed
    figure, which stands in the text; ``excused`` those that a ``reading`` code keeps from being proved.
    ``statements`` are its rows in the other tables, ``found`` those whose words stand in the text. ``digest`` says
    whether the text is the one recorded.
    """

    source_id: str
    figures: int
    proved: int
    excused: int
    statements: int
    found: int
    digest: Digest


@dataclass(frozen=True, slots=True)
class Verification:
    """The proofs of all sources, what is not proved and why, and the texts at hand that are no source's.

    ``unjudged`` are the rows ("observations.csv:42") that say nothing, for a cell of theirs is broken or names a
    row that is none: validation finds these.
    """

    proofs: Sequence[Proof]
    findings: Sequence[Finding]
    unjudged: Sequence[str]
    strangers: Sequence[str]

    @property
    def holds(self) -> bool:
        """Whether everything about the articles at hand is proved or excused."""
        return not self.unjudged and all(finding.severity != "error" for finding in self.findings)


def verify(texts: str | os.PathLike[str], folder: str | os.PathLike[str] | None = None) -> Verification:
    """Return what of a package the captured texts in a folder prove; by default of the installed package.

    The texts are named by source id. Findings are those of the rules on transcription and provenance, about
    sources whose text is at hand. Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` where there is no such
    folder, or where a table that the proof needs cannot be read, and
    :class:`~dgsn_opendata.errors.UsageProblem` where no text is named by a source.
    """
    folder = store.package_folder() if folder is None else Path(folder)
    captures = read_captures(Path(texts))
    tables = read_whole_tables(folder, ("observations", "indicators", "sources"))
    sources = tables["sources"].values["source_id"].dropna().drop_duplicates()
    at_hand = set(captures)
    if not at_hand & set(sources):
        raise UsageProblem(
            f"None of the {len(at_hand)} texts in {texts} is named by a source",
            f"Name each text by its source: {sources.iloc[0] if len(sources) else 'press-2024-12-26'}.txt",
        )
    unjudged = _unjudged(tables, at_hand)
    misread = [one for one in check_transcription(tables) if _source(tables, one) in at_hand]
    misplaced = list(check_provenance(tables, captures))
    findings = [one for one in [*misread, *misplaced] if (one.file, one.line) not in unjudged]
    unproved = {*unjudged, *((one.file, one.line) for one in findings)}
    digests = {_source(tables, one): one.code for one in misplaced if one.column == "text_sha256"}
    proofs = [_proof(tables, source, unproved, digests.get(source), source in at_hand) for source in sources]
    places = [f"{file}:{line}" for file, line in unjudged]
    return Verification(proofs, findings, places, sorted(at_hand - set(sources)))


def _unjudged(tables: dict[str, Table], at_hand: set[str]) -> dict[tuple[str, int | None], None]:
    """Return the rows, in their order, that cannot be judged; one with shifted cells may be of any source."""
    places: list[tuple[str, int | None]] = []
    for table in witnessed(tables):
        sound = table.values[["source_id", "as_printed", "occurrence"]].dropna().index
        if table.schema.name == "observations":
            sound = sound.intersection(judged(tables))
        broken = ~table.texts.index.isin(sound) & table.texts["source_id"].isin(at_hand)
        broken |= table.texts.index.isin(list(table.ragged))
        places += [(table.file, int(line)) for line in table.texts.index[broken]]
    return dict.fromkeys(places)


def _source(tables: dict[str, Table], finding: Finding) -> str:
    return str(tables[finding.file.removesuffix(".csv")].texts.at[finding.line, "source_id"])


def _proof(
    tables: dict[str, Table], source: str, unproved: set[tuple[str, int | None]], digest: str | None, at_hand: bool
) -> Proof:
    counts = {"figures": 0, "proved": 0, "excused": 0, "statements": 0, "found": 0}
    for table in witnessed(tables):
        rows = table.texts[table.texts["source_id"] == source]
        sound = [line for line in rows.index if (table.file, line) not in unproved and at_hand]
        if table.schema.name == "observations":
            excused = rows["reading"] != ""
            counts["figures"] = len(rows)
            counts["excused"] = int(excused.sum())
            counts["proved"] = int((~excused[sound]).sum())
        else:
            counts["statements"] += len(rows)
            counts["found"] += len(sound)
    state: Digest = {"other-text": "differs", "no-digest": "not recorded"}.get(digest or "", "matches")  # type: ignore[assignment]
    return Proof(source_id=source, digest=state if at_hand else "no text", **counts)
