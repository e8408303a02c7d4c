"""The charts of an indicator: one a series, and in the short form that a page carries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dgsn_opendata.charts import Panel, begins_at_zero, chart_rows
from dgsn_opendata.citation import Citation
from dgsn_opendata.languages import isolate
from dgsn_opendata.schemas import read_schema, whole_units

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dgsn_opendata.exports.site.parts import IndicatorPart
    from dgsn_opendata.schemas import Language

# What a chart knows of a value or a break; a page names it once, and each row is a list of it.
ROW = (
    "year", "value", "segment", "status", "printed", "publisher", "mark", "qualifier", "low", "high",
    "break", "what",
)  # fmt: skip


def list_panels(part: IndicatorPart, language: Language) -> list[Panel]:
    """Return the chart of each series of an indicator, in the order of the series."""
    breaks = {int(one["year"]): str(one[f"label_{language}"]) for one in part.breaks}
    label = str(part.about[f"label_{language}"])
    unit = read_schema("indicators")["unit"].labels(language)[str(part.about["unit"])]
    whole = str(part.about["unit"]) in whole_units()
    panels = []
    for one in part.series:
        values = [{**value.taken.row, "publisher": value.taken.source.publisher} for value in one.values]
        title = " – ".join(filter(None, (label, one.names[language])))
        from_zero = begins_at_zero(str(part.about["value_kind"]))
        rows = chart_rows(values, breaks, language)
        sources = dict.fromkeys(value.taken.source for value in one.values)
        source = Citation(part.citation.metadata, sources=[*sources]).source_line(language)
        panels.append(Panel(title, unit, rows, from_zero, whole, source))
    return panels


def pack_panels(part: IndicatorPart, language: Language, whole: str) -> dict[str, Any]:
    """Return what the page's script draws of an indicator: its unit, where its axis begins, and its series.

    ``whole`` names the series that is of no category. Rows are lists in the order of :data:`ROW`.
    """
    panels = list_panels(part, language)
    series = [
        {
            "anchor": one.anchor,
            "name": one.names[language] or whole,
            "title": isolate(panel.title, language),
            "source": isolate(panel.source, language),
            "rows": [_pack(row) for row in panel.rows],
        }
        for one, panel in zip(part.series, panels, strict=True)
    ]
    first = panels[0]
    return {
        "unit": isolate(first.axis(language), language),
        "zero": first.from_zero,
        "whole": first.whole,
        "series": series,
    }


def _pack(row: Mapping[str, Any]) -> list[Any]:
    """Return a row as a list, without what is missing at its end."""
    values = [row.get(key) for key in ROW]
    while values[-1] is None:
        values.pop()
    return values
