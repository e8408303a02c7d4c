"""Whether each figure held to be a misprint has its correction, with a witness, and still stands in its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dgsn_opendata.articles import occurrences
from dgsn_opendata.numerals import scan
from dgsn_opendata.phrases import NOTHING, phrase
from dgsn_opendata.rules.provenance import find_cut, languages_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dgsn_opendata.articles import NormalisedText
    from dgsn_opendata.findings import Finding
    from dgsn_opendata.frames import Table

_CELL = ["indicator_id", "breakdown", "category", "period"]
_FIGURE = [*_CELL, "source_id", "as_printed"]  # what names an observation
_OTHER_YEAR = "wrong_year"  # the kind of a figure that is right, of another year than its source says


def check_corrections(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every misprint without a correction, and every correction of none or without its witness.

    A misprint is an observation with the caution ``misprint``, or one whose year is ``corrected``. What its
    correction holds to be right is another value than the printed one (where the year is wrong, the printed one),
    and its witness prints that for the same thing and year.
    """
    observations, corrections = tables["observations"], tables["corrections"]
    figures = observations.values[[*_FIGURE, "year", "value", "caution"]].assign(
        misdated=observations.values["year_basis"].isin(["corrected"]),
        misprinted=(observations.values["caution"] == "misprint").fillna(value=False).astype("bool"),
    )
    yield from _uncorrected(observations, figures, corrections.values)
    # Most figures are of no indicator, no article or no value that a correction names: few are joined with them.
    figures = figures[figures["indicator_id"].isin(corrections.values["indicator_id"])]
    rows = _with_figures(corrections.values, figures[figures["as_printed"].isin(corrections.values["as_printed"])])
    figures = figures[figures["value"].isin(rows["held_value"])]
    other_year = rows["kind"] == _OTHER_YEAR
    marked = (rows["misdated"] & other_year) | (rows["misprinted"] & ~other_year)
    for line in rows.index[~marked]:
        is_marked = rows.at[line, "misdated"] or rows.at[line, "misprinted"]
        expected = phrase("kind-marked") if is_marked else NOTHING
        yield corrections.finding("needless-correction", line, "kind", expected=expected)
    same = rows["held_value"] == rows["value"]
    for line in rows.index[marked & (same != other_year)]:
        printed = f"{float(rows['value'][line]):.15g}"
        expected = phrase("value-printed" if other_year[line] else "value-other", value=printed)
        yield corrections.finding("unproved-correction", line, "held_value", expected=expected)
    tied = [printed in still for printed, still in zip(rows["as_printed"], rows["still_prints"], strict=True)]
    for line in rows.index[marked & ~other_year & ~pd.Series(tied, rows.index, dtype=bool)]:
        expected = phrase("all-of", printed=corrections.texts.at[line, "as_printed"])
        yield corrections.finding("unproved-correction", line, "still_prints", expected=expected)
    for line in rows.index[marked & (same == other_year) & ~_witnessed(rows, figures)]:
        expected = phrase("witness-of", value=corrections.texts.at[line, "held_value"])
        yield corrections.finding("unproved-correction", line, "witness_id", expected=expected)


def check_still_printed(tables: Mapping[str, Table], texts: Mapping[str, NormalisedText]) -> Iterator[Finding]:
    """Yield every correction whose source, its text at hand, no longer prints what it must: it has been mended.

    What is but a part of a numeral is not printed: a tonne that was left out may have been put before it.
    """
    table = tables.get("corrections")
    if table is None or table.absent & {"source_id", "still_prints"}:
        return
    languages = languages_of(tables)
    for line, row in table.texts[table.texts["source_id"].isin(list(texts))].iterrows():
        article = texts[row["source_id"]]
        found = scan(article.original, languages.get(row["source_id"]))
        spans = (article.span(*one) for one in occurrences(article, row["still_prints"]))
        cuts = [find_cut(article.original, span, found) for span in spans]
        if all(cuts):
            expected = phrase("only-part", text=cuts[0]) if cuts else NOTHING
            yield table.finding("mended-source", int(str(line)), "still_prints", expected=expected)


def _uncorrected(table: Table, figures: pd.DataFrame, corrections: pd.DataFrame) -> Iterator[Finding]:
    figures = figures[figures["misdated"] | figures["misprinted"]]
    named = figures[_FIGURE].merge(corrections[_FIGURE].drop_duplicates(), how="left", indicator=True)
    bare = (named["_merge"] == "left_only").to_numpy()
    for line in figures.index[bare]:
        column = "year_basis" if figures.at[line, "misdated"] else "caution"
        yield table.finding("uncorrected-misprint", int(line), column, expected=phrase("row-corrections"))


def _with_figures(corrections: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Return the corrections whose cells could be read, by line, each with the observation that it names."""
    named = figures[[*_FIGURE, "year", "value", "misdated", "misprinted"]].dropna(subset=[*_FIGURE, "value"])
    needed = [*_FIGURE, "kind", "held_value", "witness_id", "still_prints"]
    rows = corrections.dropna(subset=needed).reset_index(names="line")
    return rows.merge(named.drop_duplicates(_FIGURE), on=_FIGURE).set_index("line")


def _witnessed(rows: pd.DataFrame, figures: pd.DataFrame) -> pd.Series:
    """Return whether the witness of each correction prints the value held to be right, of the same year."""
    cell = [*_CELL, "year"]
    sound = figures[figures["caution"].isna() & ~figures["misdated"]]  # what is doubted itself bears nothing out
    printed = sound[[*cell, "source_id", "value"]].rename(columns={"source_id": "witness_id", "value": "told"})
    asked = rows[[*cell, "witness_id", "held_value"]].reset_index()
    told = asked.merge(printed.dropna(subset=[*_CELL, "witness_id"]), on=[*cell, "witness_id"])
    agreeing = told.loc[told["told"] == told["held_value"], "line"]
    return rows.index.to_series().isin(agreeing)
