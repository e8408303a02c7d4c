"""Whether each printed expression stands in its article, where the article's text is at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsn_opendata.articles import digest, occurrences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dgsn_opendata.articles import NormalisedText
    from dgsn_opendata.findings import Finding
    from dgsn_opendata.frames import Table

_WITNESS = {"source_id", "as_printed", "occurrence"}


def witnessed(tables: Mapping[str, Table]) -> list[Table]:
    """Return the curated tables whose rows name a source, what it prints, and which appearance of it is meant."""
    curated = [table for table in tables.values() if table.schema.kind == "curated"]
    return [table for table in curated if set(table.schema.names) >= _WITNESS and not table.absent & _WITNESS]


def check_provenance(tables: Mapping[str, Table], texts: Mapping[str, NormalisedText]) -> Iterator[Finding]:
    """Yield every row whose printed expression its article does not have at its occurrence, and every other text.

    ``texts`` are the articles at hand by source id; rows of other sources are not judged.
    """
    for table in witnessed(tables):
        rows = table.values[list(_WITNESS)].dropna()
        rows = rows[rows["source_id"].isin(list(texts))]
        counts: dict[tuple[str, str], int] = {}
        for line, source, printed, occurrence in zip(
            rows.index, rows["source_id"], rows["as_printed"], rows["occurrence"], strict=True
        ):
            if (source, printed) not in counts:
                counts[source, printed] = len(occurrences(texts[source], printed))
            found = counts[source, printed]
            if not 1 <= occurrence <= found:
                column = "occurrence" if found else "as_printed"
                times = {0: "words that the text has", 1: "1, for the text has it once"}
                expected = times.get(found, f"1 to {found}, for the text has it {found} times")
                yield table.finding("not-printed", line, column, expected=expected)
    yield from _check_digests(tables, texts)


def _check_digests(tables: Mapping[str, Table], texts: Mapping[str, NormalisedText]) -> Iterator[Finding]:
    table = tables.get("sources")
    if table is None or table.absent & {"source_id", "text_sha256"}:
        return
    for line, source, recorded in zip(
        table.texts.index, table.texts["source_id"], table.texts["text_sha256"], strict=True
    ):
        if source in texts and recorded != (taken := digest(texts[source].original)):
            code = "other-text" if recorded else "no-digest"
            yield table.finding(code, line, "text_sha256", expected=taken)
