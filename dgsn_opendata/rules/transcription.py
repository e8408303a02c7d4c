"""Whether value, qualifier and unit of an observation are those that its printed figure says.

Each is recomputed from ``as_printed`` by the reader of numerals, in the language of the source and for the kind of
the indicator's unit. What the reader alone cannot give has a code in ``reading`` that says why; the code excuses
no more than it says:

- *sign*, *hedge*, *unit* and what is joined of them (*sign_unit*): these stand elsewhere in the article. They may
  say what the figure leaves open, not contradict what it prints; the size is still that of the figure;
- *ambiguous*: the digits have two readings, so that the reader refuses; the value is one of them, in some unit;
- *unread*: the grammar has no such form: there is a numeral, and nothing of it is proved.

The last two want a note.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from dgsn_opendata.collecting import Uncollected
from dgsn_opendata.fieldtypes import format_value
from dgsn_opendata.numerals import LANGUAGES, Figure, NumeralError, read, scan
from dgsn_opendata.phrases import phrase
from dgsn_opendata.schemas import UNPROVED, whole_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from dgsn_opendata.findings import Finding
    from dgsn_opendata.frames import Table
    from dgsn_opendata.phrases import Phrase

_PARTS = ("sign", "hedge", "unit")  # what may stand elsewhere; a code joins those that do
_TWO_READINGS = re.compile(r"(\d{1,3})[.,](\d{3})(?![\d.,])")
_SCALES = (1, 1e-3, 1e3, 1e6, 1e9)  # grams, tonnes and thousands, millions, milliards


def check_transcription(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every observation that does not say what its printed figure says, or whose figure cannot be read."""
    table = tables["observations"]
    rows = _unlike(tables)
    code = rows["code"]
    refused = rows["refusal"].notna()
    resized = (rows["value"].abs() != rows["read_value"].abs()) & ~refused
    signed = (rows["value"] != rows["read_value"]) & ~refused & ~resized
    known = rows["qualifier"].isin(table.schema["qualifier"].codes)
    requalified = known & (rows["qualifier"] != rows["read_qualifier"]) & ~refused
    remeasured = (rows["unit"] != rows["read_unit"]) & ~refused
    unproved = code.isin(UNPROVED)
    joined = {part: [one for one in code.unique() if part in one.split("_")] for part in _PARTS}
    elsewhere = {part: code.isin(codes) for part, codes in joined.items()}
    # What the figure prints itself cannot stand elsewhere.
    wrong_sign = signed & ~(elsewhere["sign"] & (rows["read_value"] > 0))
    wrong_hedge = requalified & ~(elsewhere["hedge"] & (rows["read_qualifier"] == "exact"))
    wrong_unit = remeasured & ~(elsewhere["unit"] & (rows["read_unit"] == ""))

    for line in rows.index[refused & ~unproved]:
        reason = _read(*rows.loc[line, ["as_printed", "language", "whole"]]).refusal
        yield table.finding("unread-figure", line, "as_printed", expected=phrase("certain-figure", reason=reason))
    for line in rows.index[(resized | wrong_sign) & ~unproved]:
        yield table.finding("transcription", line, "value", expected=_printed(rows.loc[line], "read_value"))
    for line in rows.index[wrong_hedge & ~unproved]:
        yield table.finding(
            "transcription", line, "qualifier", expected=_printed(rows.loc[line], "read_qualifier")
        )
    for line in rows.index[wrong_unit & ~unproved]:
        expected = _measured(str(rows.at[line, "read_unit"]), _as_printed(table, line))
        yield table.finding("transcription", line, "indicator_id", expected=expected)
    for line in rows.index[refused & (code == "ambiguous")]:
        yield from _unlike_either_reading(table, line, rows.loc[line])
    for line in rows.index[refused & (code == "unread")]:
        if not scan(_as_printed(table, line)):
            yield table.finding("unread-figure", line, "as_printed", expected=phrase("a-numeral"))
    needless = unproved | (elsewhere["hedge"] & ~requalified) | (elsewhere["unit"] & ~remeasured)
    needless |= elsewhere["sign"] & ~signed & ~resized
    for line in rows.index[needless & ~refused]:
        yield table.finding("needless-reading", line, "reading", expected=phrase("only-unseen"))
    unexplained = unproved & table.values["note"].reindex(rows.index).isna()
    for line in rows.index[unexplained]:
        yield table.finding("unexplained-reading", line, "note", expected=phrase("what-is-unknown"))


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
    refusal: Phrase | None


def _unlike(tables: Mapping[str, Table]) -> pd.DataFrame:
    """Return the observations that do not say the very same as their printed figure, or have a code that says why.

    Each has its cells, its code, and what its printed figure says. Of those that can be judged few are left.
    """
    rows = _cells(tables)
    rows["code"] = tables["observations"].values["reading"].reindex(rows.index).fillna("")
    numbers, distinct = _distinct(rows)
    with Uncollected():
        readings = [_read(*one) for one in distinct]
        said = {
            name: np.array([one[place] for one in readings], dtype=float if name == "read_value" else object)
            for place, name in enumerate(_Reading._fields)
        }
    unlike = rows["code"].to_numpy() != ""
    for name in ("value", "qualifier", "unit"):
        unlike |= rows[name].to_numpy() != said[f"read_{name}"][numbers]
    found: pd.DataFrame = rows[unlike]
    return found.assign(**{name: column[numbers[unlike]] for name, column in said.items()})


def _distinct(rows: pd.DataFrame) -> tuple[NDArray[np.intp], Iterator[tuple[str, str, bool]]]:
    """Return for each row which reading is its own, and what is to be read: text, language, whole."""
    texts, printed = pd.factorize(rows["as_printed"].to_numpy())
    tongues, languages = pd.factorize(rows["language"].to_numpy())
    numbers, keys = pd.factorize((texts * len(languages) + tongues) * 2 + rows["whole"].to_numpy())
    texts, tongues = np.divmod(keys // 2, len(languages))
    return numbers, zip(printed[texts], languages[tongues], (keys % 2 == 1).tolist(), strict=True)


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
        figure: Figure = read(as_printed, language if language in LANGUAGES else None, bool(whole))
    except NumeralError as error:
        return _Reading(np.nan, "", "", error.reason)
    return _Reading(float(figure.value), figure.qualifier, figure.unit or "", None)


def _as_printed(table: Table, line: int) -> str:
    return str(table.texts["as_printed"].at[line])


def _printed(row: pd.Series, column: str) -> Phrase:
    said = row[column]
    said = format_value(said) if column == "read_value" else said
    return phrase("as-it-says", said=said, printed=row["as_printed"])


def _measured(unit: str, printed: str) -> Phrase:
    return (
        phrase("indicator-in", unit=unit, printed=printed)
        if unit
        else phrase("indicator-counted", printed=printed)
    )


def _unlike_either_reading(table: Table, line: int, row: pd.Series) -> Iterator[Finding]:
    """Yield what an ambiguous figure says in both its readings: its digits, its hedge, its unit."""
    printed = _as_printed(table, line)
    if not _is_a_reading(row["value"], printed):
        yield table.finding("transcription", line, "value", expected=phrase("reading-of-digits", printed=printed))
        return
    # Whichever way the mark is read, the words beside the digits say the same.
    unmarked = _read(_TWO_READINGS.sub(r"\1\2", printed), row["language"], row["whole"])
    if unmarked.refusal is None and row["qualifier"] != unmarked.read_qualifier:
        expected = phrase("as-it-says", said=unmarked.read_qualifier, printed=printed)
        yield table.finding("transcription", line, "qualifier", expected=expected)
    if unmarked.refusal is None and unmarked.read_unit and row["unit"] != unmarked.read_unit:
        expected = _measured(unmarked.read_unit, printed)
        yield table.finding("transcription", line, "indicator_id", expected=expected)


def _is_a_reading(value: object, as_printed: str) -> bool:
    """Whether a value is one of the two that a mark before three digits leaves open, in some unit."""
    found = _TWO_READINGS.findall(as_printed)
    if len(found) != 1:
        return False
    whole, decimals = found[0]
    readings = (float(whole + decimals), float(f"{whole}.{decimals}"))
    size = abs(float(str(value)))
    return any(np.isclose(size, reading * scale, rtol=1e-12) for reading in readings for scale in _SCALES)
