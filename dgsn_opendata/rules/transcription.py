"""Whether value, qualifier and unit of an observation are those that its printed figure says.

Each is recomputed from ``as_printed`` by the reader of numerals, in the language of the source and for the kind of
the indicator's unit. What the reader alone cannot give has a code in ``reading`` that says why, and a note; the
code excuses no more than it says:

- *elsewhere*: sign, hedge or unit stand elsewhere in the article; the size is still that of the figure;
- *ambiguous*: the digits have two readings, so that the reader refuses; they are still the digits of the value;
- *unread*: the grammar has no such form, and nothing is proved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from dgsn_opendata.fieldtypes import format_value
from dgsn_opendata.numerals import Figure, NumeralError, read
from dgsn_opendata.schemas import whole_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dgsn_opendata.findings import Finding
    from dgsn_opendata.frames import Table

GRAMMARS = ("ar", "fr", "en")


def check_transcription(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every observation that does not say what its printed figure says, or whose figure cannot be read."""
    table = tables["observations"]
    rows = _readings(tables)
    code = table.values["reading"].reindex(rows.index).fillna("")
    refused = rows["refusal"].notna()
    resized = (rows["value"].abs() != rows["read_value"].abs()) & ~refused
    signed = (rows["value"] != rows["read_value"]) & ~refused & ~resized
    known = rows["qualifier"].isin(table.schema["qualifier"].codes)
    requalified = known & (rows["qualifier"] != rows["read_qualifier"]) & ~refused
    remeasured = (rows["unit"] != rows["read_unit"]) & ~refused
    plain, elsewhere = code == "", code == "elsewhere"

    for line in rows.index[refused & (plain | elsewhere)]:
        yield table.finding("unread-figure", line, "as_printed", expected=_clause(str(rows.at[line, "refusal"])))
    for line in rows.index[(resized & (plain | elsewhere)) | (signed & plain)]:
        yield table.finding("transcription", line, "value", expected=_printed(rows.loc[line], "read_value"))
    for line in rows.index[requalified & plain]:
        yield table.finding(
            "transcription", line, "qualifier", expected=_printed(rows.loc[line], "read_qualifier")
        )
    for line in rows.index[remeasured & plain]:
        unit = str(rows.at[line, "read_unit"]) or "whole things"
        expected = f'an indicator in {unit}, as "{_as_printed(table, line)}" is'
        yield table.finding("transcription", line, "indicator_id", expected=expected)
    for line in rows.index[refused & (code == "ambiguous")]:
        if _digits(_as_printed(table, line)) != _digits(str(table.texts.at[line, "value"])):
            expected = f'the digits of "{_as_printed(table, line)}"'
            yield table.finding("transcription", line, "value", expected=expected)
    other = resized | signed | requalified | remeasured
    needless = ~refused & (code.isin(["ambiguous", "unread"]) | (elsewhere & ~other))
    for line in rows.index[needless]:
        yield table.finding(
            "needless-reading", line, "reading", expected="an empty cell: the reader reads the figure"
        )
    unexplained = (code != "") & table.values["note"].reindex(rows.index).isna()
    for line in rows.index[unexplained]:
        yield table.finding("unexplained-reading", line, "note", expected="what the reader cannot know")


def judged(tables: Mapping[str, Table]) -> pd.Index:
    """Return the lines of the observations that can be judged: whole cells, a known indicator and source."""
    table = tables["observations"]
    rows = _cells(tables)
    known = rows["qualifier"].isin(table.schema["qualifier"].codes)
    return rows.index[known & ~rows.index.isin(list(table.ragged))]


class _Reading(NamedTuple):
    read_value: float
    read_qualifier: str
    read_unit: str
    refusal: str | None


def _readings(tables: Mapping[str, Table]) -> pd.DataFrame:
    """Return, for each observation that can be judged, its cells and what its printed figure says."""
    rows = _cells(tables)
    keys = pd.MultiIndex.from_frame(rows[["as_printed", "language", "whole"]])
    numbers, distinct = pd.factorize(keys)
    readings = pd.DataFrame([_read(*key) for key in distinct], columns=_Reading._fields)
    return rows.join(readings.take(numbers).set_axis(rows.index))


def _cells(tables: Mapping[str, Table]) -> pd.DataFrame:
    """Return what a judgement needs of each observation, where none of it is missing."""
    observations = tables["observations"].values
    units = tables["indicators"].values.drop_duplicates("indicator_id").set_index("indicator_id")["unit"]
    languages = tables["sources"].values.drop_duplicates("source_id").set_index("source_id")["language"]
    unit = observations["indicator_id"].map(units)
    whole = unit.isin(whole_units())
    return pd.DataFrame(
        {
            "value": observations["value"],
            "qualifier": observations["qualifier"],
            "unit": unit.where(~whole, ""),
            "whole": whole,
            "as_printed": observations["as_printed"],
            "language": observations["source_id"].map(languages),
        }
    ).dropna()


def _read(as_printed: str, language: str, whole: bool) -> _Reading:
    try:
        figure: Figure = read(as_printed, language if language in GRAMMARS else None, bool(whole))
    except NumeralError as error:
        return _Reading(np.nan, "", "", str(error))
    return _Reading(float(figure.value), figure.qualifier, figure.unit or "", None)


def _as_printed(table: Table, line: int) -> str:
    return str(table.texts.at[line, "as_printed"])


def _printed(row: pd.Series, column: str) -> str:
    said = row[column]
    return f'{format_value(said) if column == "read_value" else said}, as "{row["as_printed"]}" says'


def _clause(reason: str) -> str:
    return f"a figure that is read with certainty ({reason})"


def _digits(text: str) -> str:
    return "".join(str(int(digit)) for digit in text if digit.isdecimal()).strip("0")
