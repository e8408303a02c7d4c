"""Whether each printed expression stands in its article, where the text is at hand, and is the whole figure."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.articles import digest, occurrences
from dgsn_opendata.errors import closest
from dgsn_opendata.findings import Finding
from dgsn_opendata.numerals import LANGUAGES, scan
from dgsn_opendata.phrases import NOTHING, any_of, phrase, verbatim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from dgsn_opendata.articles import NormalisedText
    from dgsn_opendata.frames import Table
    from dgsn_opendata.numerals import Found
    from dgsn_opendata.phrases import Phrase

_FIGURES = ("statistic", "percent")
_WITNESS = {"source_id", "as_printed", "occurrence"}


def witnessed(tables: Mapping[str, Table]) -> list[Table]:
    """Return the curated tables whose rows name a source, what it prints, and which appearance of it is meant."""
    curated = [table for table in tables.values() if table.schema.kind == "curated"]
    return [table for table in curated if set(table.schema.names) >= _WITNESS and not table.absent & _WITNESS]


def check_provenance(tables: Mapping[str, Table], texts: Mapping[str, NormalisedText]) -> Iterator[Finding]:
    """Yield every row whose words its article does not print so, and every source whose text is another.

    An expression must stand in the text at its occurrence. That of an observation must be the whole figure there:
    no scale word, unit, sign or hedge that the article prints with it may be left out. ``texts`` are the articles
    at hand by source id; rows of other sources are not judged.
    """
    scans: dict[str, list[Found]] = {}
    languages = languages_of(tables)
    for table in witnessed(tables):
        is_figure = table.schema.name == "observations"
        rows = table.values.dropna(subset=["source_id", "as_printed", "occurrence"])
        at_hand: Iterable[Any] = rows[rows["source_id"].isin(list(texts))].itertuples()
        for row in at_hand:
            line, source = row.Index, row.source_id
            article = texts[source]
            spans = occurrences(article, row.as_printed)
            if not 1 <= row.occurrence <= len(spans):
                column = "occurrence" if spans else "as_printed"
                yield table.finding("not-printed", line, column, expected=_places(len(spans)))
            elif is_figure:
                if source not in scans:
                    scans[source] = scan(article.original, languages.get(source))
                span = article.span(*spans[int(row.occurrence) - 1])
                expected = _expected_figure(row, article.original, span, scans[source])
                if expected:
                    yield table.finding("cut-figure", line, "as_printed", expected=expected)
    yield from _check_digests(tables, texts)


def check_names(tables: Mapping[str, Table], texts: Mapping[str, NormalisedText]) -> Iterator[Finding]:
    """Yield every text that is named by no source."""
    known = [str(name) for name in tables["sources"].texts["source_id"]] if "sources" in tables else []
    for name in sorted(set(texts) - set(known)):
        likely = closest(name, known)
        advice = phrase("rename-text", names=any_of(likely)) if likely else NOTHING
        yield Finding("unknown-text", f"{name}.txt", advice=advice)


def check_own_words(folder: Path, tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every text of an article that lies in the package's folder: its words are not ours to publish."""
    known = set(tables["sources"].texts["source_id"]) if "sources" in tables else set()
    for path in sorted(folder.rglob("*.txt")):
        if path.stem in known:
            yield Finding("article-in-package", path.relative_to(folder).as_posix())


def check_voices(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every source that has the very text of an earlier one and does not name the text that both carry."""
    table = tables["sources"]
    rows = table.values[table.values["text_sha256"].notna()]
    first = rows.groupby("text_sha256")["source_id"].transform("first")
    texts = rows["syndicated_from"].fillna("")
    shared = texts.groupby(rows["text_sha256"]).transform("nunique").eq(1) & texts.ne("")
    for line in rows.index[rows["source_id"].ne(first) & ~shared]:
        expected = phrase("text-of", source=str(first[line]))
        yield table.finding("same-text", int(line), "syndicated_from", expected=expected)


def _places(found: int) -> Phrase:
    name = {0: "words-of-text", 1: "once"}.get(found)
    return phrase(name) if name else phrase("up-to", number=found)


def languages_of(tables: Mapping[str, Table]) -> dict[str, str]:
    """Return the language of each source whose numerals can be read."""
    sources = tables["sources"].texts if "sources" in tables else pd.DataFrame(columns=["source_id", "language"])
    known = sources[sources["language"].isin(LANGUAGES)]
    return dict(zip(known["source_id"], known["language"], strict=True))


def _expected_figure(row: Any, text: str, span: tuple[int, int], found: Sequence[Found]) -> Phrase:
    """Return what an observation should have printed, where it cuts a numeral or the words around say more."""
    here = _numerals_at(span, found)
    if cut := _cut(here, text, span):
        return phrase("all-of", printed=cut)
    figures = [one for one in here if one.kind in _FIGURES]
    if not figures:
        return phrase(f"this-is-{here[0].kind}") if here and here[0].kind != "unknown" else NOTHING
    figure = figures[0].figure
    # A value of another size is the transcription's matter.
    if len(figures) > 1 or figure is None or pd.notna(row.reading) or abs(figure.value) != abs(row.value):
        return NOTHING
    agrees = (figure.value, figure.qualifier) == (row.value, row.qualifier)
    if agrees:
        return NOTHING
    return phrase("words-around", qualifier=figure.qualifier, value=figure.value)


def find_cut(text: str, span: tuple[int, int], found: Sequence[Found]) -> str:
    """Return the numeral of a text that a span of it cuts off; empty where it holds each of its numerals whole."""
    return _cut(_numerals_at(span, found), text, span)


def _numerals_at(span: tuple[int, int], found: Sequence[Found]) -> list[Found]:
    first = bisect_right(found, span[0], key=lambda one: one.span[1])
    return list(itertools.takewhile(lambda one: one.span[0] < span[1], found[first:]))


def _cut(here: Sequence[Found], text: str, span: tuple[int, int]) -> str:
    for one in here:
        # A prefix glued to the front may be left out.
        before = text[one.span[0] : span[0]]
        if one.span[1] > span[1] or (before and not before.isalpha()):
            return one.text
    return ""


def _check_digests(tables: Mapping[str, Table], texts: Mapping[str, NormalisedText]) -> Iterator[Finding]:
    table = tables.get("sources")
    if table is None or table.absent & {"source_id", "text_sha256"}:
        return
    for line, source, recorded in zip(
        table.texts.index, table.texts["source_id"], table.texts["text_sha256"], strict=True
    ):
        if source in texts and recorded != (taken := digest(texts[source].original)):
            code = "other-text" if recorded else "no-digest"
            yield table.finding(code, line, "text_sha256", expected=verbatim(taken))
