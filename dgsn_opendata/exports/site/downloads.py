"""The small files of each indicator: its series as CSV, XLSX and JSON, and its chart in each language."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Any

from dgsn_opendata.charts import chart_config, draw_panel, schema_address
from dgsn_opendata.exports.about import arrange
from dgsn_opendata.exports.plain import Column
from dgsn_opendata.exports.selection import write_columns
from dgsn_opendata.exports.serialising import write_json
from dgsn_opendata.exports.site.panels import list_panels
from dgsn_opendata.languages import in_languages, suffixed
from dgsn_opendata.schemas import LANGUAGES, read_schema

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from dgsn_opendata.exports.plain import Kind
    from dgsn_opendata.exports.site.parts import IndicatorPart
    from dgsn_opendata.metadata import Metadata
    from dgsn_opendata.schemas import Language

_FOLDER = "series"
KINDS = ("csv", "xlsx", "json")
INDEX = "indicators.json"
_KINDS: dict[str, Kind] = {"integer": "integer", "year": "integer", "number": "number", "boolean": "boolean"}
_WIDTH, _HEIGHT = 640, 320


def series_path(indicator: str, kind: str) -> str:
    """Return the path of an indicator's series in a format.

    >>> series_path("cnie_issued", "csv")
    'series/cnie_issued.csv'
    """
    return f"{_FOLDER}/{indicator}.{kind}"


def chart_path(indicator: str, language: Language) -> str:
    """Return the path of an indicator's chart as Vega-Lite in a language.

    >>> chart_path("cnie_issued", "ar")
    'ar/series/cnie_issued.vl.json'
    """
    return f"{'' if language == 'en' else f'{language}/'}{_FOLDER}/{indicator}.vl.json"


def series_files(parts: Sequence[IndicatorPart], metadata: Metadata) -> Iterator[tuple[str, bytes]]:
    """Yield the path and bytes of every small file: of each indicator with a value, its series and its charts.

    The last one, :data:`INDEX`, lists them by indicator.
    """
    entries = []
    for part in parts:
        if not part.series:
            continue
        columns, said, name = series_columns(part), describe_series(part, metadata), part.indicator_id
        years = [value.taken.row["year"] for one in part.series for value in one.values]
        for kind in KINDS:
            yield series_path(name, kind), write_columns(columns, said, kind)
        for language in LANGUAGES:
            yield chart_path(name, language), _write_chart(part, language)
        entries.append(
            {
                "indicator_id": name,
                **{key: said[key] for key in suffixed("title", dict.fromkeys(LANGUAGES, ""))},
                "unit": part.about["unit"],
                "first_year": min(years),
                "last_year": max(years),
                "files": {kind: series_path(name, kind) for kind in KINDS},
                "charts": {language: chart_path(name, language) for language in LANGUAGES},
            }
        )
    yield INDEX, write_json({"version": metadata.version, "series": entries})


def listed_files(index: bytes) -> set[str]:
    """Return the paths of all small files that an index lists, itself among them.

    >>> sorted(listed_files(b'{"series": [{"files": {"csv": "series/a.csv"}, "charts": {}}]}'))
    ['indicators.json', 'series/a.csv']
    """
    entries = json.loads(index)["series"]
    return {INDEX, *(path for one in entries for key in ("files", "charts") for path in one[key].values())}


def series_columns(part: IndicatorPart) -> list[Column]:
    """Return all series of an indicator as columns, a row a value.

    Columns are those of the table series; what each series is of in three languages, empty for the whole; and who
    printed the value: ``link`` lands on the figure.
    """
    columns: dict[str, list[Any]] = {name: [] for name in _columns()}
    for one in part.series:
        names = suffixed("series", one.names)
        for value in one.values:
            source = value.taken.source
            who = {"publisher": source.publisher, "published_on": source.published_on}
            said = {**names, **who, "url": source.url, "link": value.taken.link}
            row: dict[Hashable, Any] = {**value.taken.row, **{key: text or None for key, text in said.items()}}
            for name, values in columns.items():
                values.append(row[name])
    return [Column(name, kind, columns[name]) for name, kind in _columns().items()]


def describe_series(part: IndicatorPart, metadata: Metadata) -> dict[str, Any]:
    """Return what the files of an indicator's series say of it: titles, definitions, unit, breaks by year."""
    labels = _unit_labels()[str(part.about["unit"])]
    return arrange(
        {
            **suffixed("title", in_languages(lambda language: part.about[f"label_{language}"])),
            **suffixed("definition", in_languages(lambda language: part.about[f"definition_{language}"])),
            "table": "series",
            "unit": part.about["unit"],
            **suffixed("unit_label", labels),
            "breaks": {str(one["year"]): one["label_en"] for one in part.breaks},
            "citation": str(part.citation),
            "license": metadata.licence["name"],
            "version": metadata.version,
        }
    )


@functools.cache
def _columns() -> dict[str, Kind]:
    """Return the columns of an indicator's series, with their types."""
    own: dict[str, Kind] = {field.name: _KINDS.get(field.type, "string") for field in read_schema("series").fields}
    beside = [*suffixed("series", dict.fromkeys(LANGUAGES, "")), "publisher", "published_on", "url", "link"]
    return own | dict.fromkeys(beside, "string")


@functools.cache
def _unit_labels() -> dict[str, dict[Language, str]]:
    units = read_schema("indicators")["unit"]
    labels = in_languages(units.labels)
    return {code: {language: labels[language][code] for language in LANGUAGES} for code in units.codes}


def _write_chart(part: IndicatorPart, language: Language) -> bytes:
    """Return the chart of an indicator's first series as a Vega-Lite specification."""
    spec = {
        "$schema": schema_address(),
        "config": chart_config(language),
        **draw_panel(list_panels(part, language)[0], language, _WIDTH, _HEIGHT),
    }
    return f"{json.dumps(spec, ensure_ascii=False, separators=(',', ':'))}\n".encode()
