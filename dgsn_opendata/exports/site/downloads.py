"""The small files of each indicator: its series as CSV, XLSX and JSON, and its chart in each language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.charts import chart_config, draw_panel, schema_address
from dgsn_opendata.exports.selection import write_frame
from dgsn_opendata.exports.serialising import write_json
from dgsn_opendata.exports.site.panels import list_panels
from dgsn_opendata.languages import in_languages, suffixed
from dgsn_opendata.schemas import LANGUAGES, read_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dgsn_opendata.exports.site.parts import IndicatorPart
    from dgsn_opendata.metadata import Metadata
    from dgsn_opendata.schemas import Language

_FOLDER = "series"
KINDS = ("csv", "xlsx", "json")
INDEX = "indicators.json"
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
        frame, name = series_frame(part, metadata), part.indicator_id
        for kind in KINDS:
            yield series_path(name, kind), write_frame(frame, kind)
        for language in LANGUAGES:
            yield chart_path(name, language), _write_chart(part, language)
        entries.append(
            {
                "indicator_id": name,
                **{key: frame.attrs[key] for key in suffixed("title", dict.fromkeys(LANGUAGES, ""))},
                "unit": part.about["unit"],
                "first_year": int(frame["year"].min()),
                "last_year": int(frame["year"].max()),
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


def series_frame(part: IndicatorPart, metadata: Metadata) -> pd.DataFrame:
    """Return all series of an indicator, a row a value.

    Columns are those of the table series; what each series is of in three languages, empty for the whole; and who
    printed the value: ``link`` lands on the figure. ``.attrs`` says what the indicator is.
    """
    rows = []
    for one in part.series:
        names = suffixed("series", one.names)
        for value in one.values:
            source = value.taken.source
            row: dict[str, Any] = {str(key): entry for key, entry in value.taken.row.items()}
            who = {"publisher": source.publisher, "published_on": source.published_on}
            who |= {"url": source.url, "link": value.taken.link}
            rows.append({**row, **names, **{key: text or None for key, text in who.items()}})
    frame = pd.DataFrame(rows)
    units = read_schema("indicators")["unit"]
    attributes: dict[str, Any] = {
        **suffixed("title", in_languages(lambda language: part.about[f"label_{language}"])),
        **suffixed("definition", in_languages(lambda language: part.about[f"definition_{language}"])),
        "table": "series",
        "unit": part.about["unit"],
        **suffixed("unit_label", in_languages(lambda language: units.labels(language)[str(part.about["unit"])])),
        "breaks": {str(one["year"]): one["label_en"] for one in part.breaks},
        "citation": str(part.citation),
        "license": metadata.licence["name"],
        "version": metadata.version,
    }
    frame.attrs.update(attributes)
    return frame


def _write_chart(part: IndicatorPart, language: Language) -> bytes:
    """Return the chart of an indicator's first series as a Vega-Lite specification."""
    spec = {
        "$schema": schema_address(),
        "config": chart_config(language),
        **draw_panel(list_panels(part, language)[0], language, _WIDTH, _HEIGHT),
    }
    return f"{json.dumps(spec, ensure_ascii=False, separators=(',', ':'))}\n".encode()
