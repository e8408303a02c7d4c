"""The notes of the workbook's marked cells: why a value is marked, and who printed what, in a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.explaining import WORDS
from dgsn_opendata.exports.marks import BREAK, DISPUTED, DOUBTFUL, HEDGES
from dgsn_opendata.languages import FACTS
from dgsn_opendata.localising import say_number
from dgsn_opendata.resolution import CELL, SERIES
from dgsn_opendata.schemas import read_schema
from dgsn_opendata.witnesses import CONTRADICTS, TAKEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dgsn_opendata.schemas import Language

Cell = tuple[str, str, str, str, int]  # indicator, breakdown, category, period, year
_LONGEST = 600  # characters that are still read
_QUOTED: Mapping[Language, str] = {"en": "“{}”", "fr": "«\u00a0{}\u00a0»", "ar": "«{}»"}
_MORE: Mapping[Language, str] = {
    "en": "Further figures that contradict it: {count}",
    "fr": "Autres chiffres qui le contredisent : {count}",
    "ar": "أرقام أخرى تناقضه: {count}",
}


def write_notes(
    values: pd.DataFrame, series: pd.DataFrame, judged: pd.DataFrame, breaks: pd.DataFrame, lang: Language
) -> dict[Cell, str]:
    """Return the note of each of some values of the series, in a language.

    ``judged`` are the figures printed for them (:func:`~dgsn_opendata.witnesses.judge`). A line begins with each
    sign of the cell; the printed figure stands on a line of its own, so that Arabic keeps its order. Of the
    figures that contradict the value, as many are told as a short note holds; then how many more there are.
    """
    figures: dict[Any, list[Mapping[Any, Any]]] = {}
    for row in judged.to_dict("records"):
        figures.setdefault(tuple(row[name] for name in CELL), []).append(row)
    changed = _changes(values[values["series_break"].astype("bool")], series, breaks, lang)
    notes = {}
    for value in values.to_dict("records"):
        key: Any = tuple(value[name] for name in CELL)
        witnesses = figures[key]
        lines = [*(f"{BREAK} {text}" for text in changed.get(key, ())), *_reasons(value, lang)]
        taken = next(row for row in witnesses if row["verdict"] == TAKEN)
        lines += _printed(read_schema("series")["as_printed"].title(lang), taken, lang)
        lines += [] if pd.isna(taken["note"]) else [str(taken["note"])]
        others = [row for row in witnesses if row["verdict"] == CONTRADICTS]
        notes[key] = _shortened(lines, [_printed(WORDS[lang]["contradicts"], row, lang) for row in others], lang)
    return notes


def _reasons(value: Mapping[Any, Any], lang: Language) -> Iterator[str]:
    schema, words = read_schema("series"), WORDS[lang]
    if isinstance(value["caution"], str):
        yield f"{DOUBTFUL} {_capital(schema['caution'].labels(lang)[value['caution']])}"
    if value["status"] == "disputed":
        ends = {name: say_number(value[name], lang) for name in ("minimum", "maximum")}
        said = [schema["status"].labels(lang)["disputed"], words["range"].format(**ends)]
        step = schema["taken_by"].labels(lang)[value["taken_by"]]
        yield f"{DISPUTED} {_capital(FACTS[lang].pause.join([*said, words['by'].format(step=step)]))}"
    if value["qualifier"] in HEDGES:
        hedge = schema["qualifier"].labels(lang)[value["qualifier"]]
        yield f"{HEDGES[value['qualifier']]} {_capital(hedge)} {say_number(value['value'], lang)}"


def _printed(words: str, row: Mapping[Any, Any], lang: Language) -> list[str]:
    """Return two lines: who printed a figure, and the figure."""
    known = not pd.isna(row["publisher"])
    who = [row["publisher"], row["published_on"]] if known else [row["source_id"]]
    said = [str(one) for one in who if not pd.isna(one)]
    if row["verdict"] == CONTRADICTS and not pd.isna(row["caution"]):
        said.append(read_schema("observations")["caution"].labels(lang)[row["caution"]])
    told = f"{_capital(words)} ({FACTS[lang].pause.join(said)}){FACTS[lang].colon}"
    return [told, _QUOTED[lang].format(row["as_printed"])]


def _shortened(lines: Sequence[str], others: Sequence[Sequence[str]], lang: Language) -> str:
    note, room = "\n".join(lines), _LONGEST - len(_MORE[lang])
    for told, other in enumerate(others):
        longer = "\n".join([note, *other])
        if len(longer) > room:
            return f"{note}\n{_MORE[lang].format(count=len(others) - told)}"
        note = longer
    return note


def _changes(
    values: pd.DataFrame, series: pd.DataFrame, breaks: pd.DataFrame, lang: Language
) -> dict[Cell, list[str]]:
    """Return what changed in the counting between each value and the one before it."""
    years = series.sort_values(CELL).assign(before=lambda rows: rows.groupby(SERIES)["year"].shift())
    years = values[CELL].merge(years[[*CELL, "before"]], on=CELL)
    years = years.merge(breaks, on="indicator_id", suffixes=("", "_break"))
    across = years[(years["before"] < years["year_break"]) & (years["year_break"] <= years["year"])]
    changes: dict[Any, list[str]] = {}
    for row in across.to_dict("records"):
        changed = f"{row['year_break']}{FACTS[lang].colon} {row[f'label_{lang}']}"
        changes.setdefault(tuple(row[name] for name in CELL), []).append(changed)
    return changes


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
