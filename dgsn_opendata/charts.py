"""Draw one series as a chart: Vega-Lite, made through Altair, from the rows of the table of series.

A line joins values of successive years only: a gap stays a gap, and no line crosses a change in the counting. The
colours are two of Okabe and Ito's, which colour-blind readers tell apart, and none means anything alone.
"""

from __future__ import annotations

import functools
import json
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dgsn_opendata.errors import MissingExtra
from dgsn_opendata.languages import FACTS, isolate
from dgsn_opendata.schemas import Language, read_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    import altair

    Spec = dict[str, Any]

_ISOLATE, _POP = "\u2068", "\u2069"  # what stands between them has its own direction
_LINE = 95  # letters of the source under a title
FONT = "IBM Plex Sans Arabic, sans-serif"  # has Latin letters, too; readers of an SVG may have another
_BLUE, _VERMILION, _GREY, _INK = "#0072B2", "#D55E00", "#6b6b6b", "#222222"
_APPROXIMATE, _DOUBTFUL = "approximate", "doubtful"
_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {"year": "Year", "value": "Value", "break": "counted otherwise", "cut": "(axis not from zero)"},
    "fr": {"year": "Année", "value": "Valeur", "break": "autre décompte", "cut": "(axe ne partant pas de zéro)"},
    "ar": {"year": "السنة", "value": "القيمة", "break": "تغيّر الحساب", "cut": "(المحور لا يبدأ من الصفر)"},
}


@dataclass(frozen=True, slots=True)
class Panel:
    """What one chart shows: its title, the unit of its axis, the rows of its data, and where its axis begins.

    ``rows`` are values (``year``, ``value``, what is said of it) and breaks (``break``, where the line is drawn).
    ``whole`` says whether whole things are counted, ``source`` who printed the values.
    """

    title: str
    unit: str
    rows: Sequence[Mapping[str, Any]]
    from_zero: bool
    whole: bool = False
    source: str = ""

    def axis(self, language: Language) -> str:
        """Return the title of the axis: the unit, and whether it begins elsewhere than at zero."""
        return self.unit if self.from_zero else f"{self.unit} {_WORDS[language]['cut']}"


def chart_rows(
    values: Iterable[Mapping[Hashable, Any]], breaks: Mapping[int, str], language: Language
) -> list[dict[str, Any]]:
    """Return the rows of a chart: the values of one series, by year, and the breaks between them.

    ``values`` are rows of the table of series with the ``publisher`` of the source, in order of the years;
    ``breaks`` says by year what changed in the counting.
    """
    rows: list[dict[str, Any]] = []
    qualifiers = _labels("qualifier", language)
    segment, before = 0, None
    for value in values:
        year = int(value["year"])
        segment += before is not None and (year > before + 1 or bool(value["series_break"]))
        row: dict[str, Any] = {"year": year, "value": float(value["value"]), "segment": segment}
        row |= {"printed": value["as_printed"], "status": str(value["status"])}
        if isinstance(value["publisher"], str):
            row["publisher"] = value["publisher"]
        if value["qualifier"] != "exact":
            row |= {"mark": _APPROXIMATE, "qualifier": qualifiers[str(value["qualifier"])]}
        if isinstance(value["caution"], str):
            row["mark"] = _DOUBTFUL
        if value["minimum"] != value["maximum"]:
            row |= {"low": float(value["minimum"]), "high": float(value["maximum"])}
        rows.append(row)
        before = year
    if rows:
        within = range(rows[0]["year"] + 1, rows[-1]["year"] + 1)
        changes = {year: what for year, what in breaks.items() if year in within}
        rows += [{"break": year - 0.5, "what": what} for year, what in changes.items()]
    return rows


def begins_at_zero(kind: str) -> bool:
    """Return whether the axis of a kind of value begins at zero: rates and shares are read by their differences.

    >>> begins_at_zero("flow"), begins_at_zero("rate")
    (True, False)
    """
    return kind not in {"rate", "share"}


def draw_panel(panel: Panel, language: Language, width: int, height: int) -> Spec:
    """Return one chart as a Vega-Lite specification without its schema and configuration.

    Raises :class:`~dgsn_opendata.errors.MissingExtra` where Altair is not installed.
    """
    return {**fill_panel(panel, language), "width": width, "height": height}


def fill_panel(panel: Panel, language: Language) -> Spec:
    """Return the template of a chart with a panel's title, axis and rows; what the page does in its own script."""
    spec: Spec = json.loads(_template_text(language))  # a deep copy, in a fifth of the time
    years = [row["year"] for row in panel.rows if "year" in row] or [0]
    first, last = min(years), max(years)
    spec["title"]["text"] = isolate(panel.title, language)
    if panel.source:
        lines = textwrap.wrap(panel.source, _LINE, break_on_hyphens=False)
        spec["title"]["subtitle"] = [isolate(line, language) for line in lines]
    spec["data"]["values"] = [dict(row) for row in panel.rows]
    for layer in spec["layer"]:
        layer["encoding"]["x"]["scale"]["domain"] = [first - 0.5, last + 0.5]
        layer["encoding"]["x"]["axis"]["values"] = [*range(first, last + 1)]
        if "y" in layer["encoding"]:
            layer["encoding"]["y"]["title"] = isolate(panel.axis(language), language)
            layer["encoding"]["y"]["scale"]["zero"] = panel.from_zero
            layer["encoding"]["y"]["axis"]["tickMinStep"] = int(panel.whole)
    return spec


def panel_template(language: Language) -> Spec:
    """Return the chart that is common to all panels in a language: an empty one.

    Raises :class:`~dgsn_opendata.errors.MissingExtra` where Altair is not installed.

    >>> [layer["mark"]["type"] for layer in panel_template("fr")["layer"]]
    ['rule', 'text', 'line', 'rule', 'tick', 'tick', 'point']
    """
    return _template(language)[1]


@functools.cache
def _template(language: Language) -> tuple[str, Spec]:
    """Return the address of the schema and the template that follows it."""
    try:
        import altair as alt
    except ImportError as error:
        raise MissingExtra("plot", "altair") from error
    words = {key: isolate(text, language) for key, text in _WORDS[language].items()}
    x = alt.X(
        "year:Q",
        title=words["year"],
        scale=alt.Scale(nice=False),
        axis=alt.Axis(format="d", values=[], grid=False, labelOverlap="greedy", labelSeparation=6),
    )
    zero = alt.condition("datum.value === 0", alt.value(_INK), alt.value("#e5e5e5"))
    y = alt.Y(
        "value:Q",
        title="",
        scale=alt.Scale(zero=True),
        axis=alt.Axis(format=",~f", tickCount=6, tickMinStep=0, gridColor=zero),
    )
    base = alt.Chart()
    shown = _in_order(language)
    breaks = base.transform_filter("isValid(datum['break'])").transform_calculate(what=shown("datum.what"))
    breaks = breaks.encode(x=_like(x, "break:Q"), tooltip=alt.Tooltip("what:N", title=words["break"]))
    values = base.transform_filter("isValid(datum.value)").encode(x=x, y=y)
    disputed = base.transform_filter("isValid(datum.low)").encode(x=x)
    low, high = _like(y, "low:Q"), _like(y, "high:Q")
    ends = disputed.mark_tick(orient="horizontal", color=_VERMILION, thickness=2, size=14)
    chart = alt.layer(
        breaks.mark_rule(strokeDash=[4, 4], color=_GREY, strokeWidth=1.5),
        breaks.mark_text(
            text=words["break"], angle=270, align="right", baseline="bottom", dy=-3, y=2, fontSize=10, color=_GREY
        ),
        values.mark_line(color=_BLUE, strokeWidth=2).encode(detail="segment:N"),
        disputed.mark_rule(color=_VERMILION, strokeWidth=2).encode(y=low, y2="high:Q"),
        ends.encode(y=low),
        ends.encode(y=high),
        _points(values, language),
        data=alt.NamedData(name="rows"),
        title=alt.Title("", anchor="end" if FACTS[language].direction == "rtl" else "start", frame="group"),
    )
    spec: Spec = chart.to_dict(validate=False)  # a template does not change: the tests hold it against its schema
    return str(spec["$schema"]), {"data": {"values": []}, **{key: spec[key] for key in ("title", "layer")}}


@functools.cache
def _template_text(language: Language) -> str:
    return json.dumps(panel_template(language))


def _points(values: Any, language: Language) -> Any:
    """Return the points of values, filled where the figure is exact, and what each says when it is pointed at."""
    import altair as alt

    shown, number = _in_order(language), "format({}, ',~f')".format
    statuses = {code: isolate(label, language) for code, label in _labels("status", language).items()}
    said = values.transform_calculate(
        figure=f"(isValid(datum.qualifier) ? datum.qualifier + ' ' : '') + {number('datum.value')}",
        agreement=f"{json.dumps(statuses, ensure_ascii=False)}[datum.status]"
        f" + (isValid(datum.low) ? ' (' + {number('datum.low')} + ' – ' + {number('datum.high')} + ')' : '')",
        witness=f"isValid(datum.publisher) ? {shown('datum.publisher')} : '–'",
        printed=shown("datum.printed"),
    )
    titles = {
        "year": _WORDS[language]["year"],
        "figure": _WORDS[language]["value"],
        "agreement": read_schema("series")["status"].title(language),
        "printed": read_schema("series")["as_printed"].title(language),
        "witness": read_schema("sources")["publisher"].title(language),
    }
    return said.mark_point(filled=True, stroke=_BLUE, strokeWidth=2, opacity=1, size=70).encode(
        fill=alt.condition("isValid(datum.mark)", alt.value("#ffffff"), alt.value(_BLUE)),
        shape=alt.condition(f"datum.mark === '{_DOUBTFUL}'", alt.value("diamond"), alt.value("circle")),
        tooltip=[alt.Tooltip(f"{name}:N", title=isolate(title, language)) for name, title in titles.items()],
    )


def _in_order(language: Language) -> Callable[[str], str]:
    """Return what makes an expression of a text keep its order where it is shown, and not in the data."""
    pattern = f"'{_ISOLATE}' + {{}} + '{_POP}'" if FACTS[language].direction == "rtl" else "{}"
    return pattern.format


def chart_config(language: Language, font: str = FONT) -> Spec:
    """Return the configuration of charts in a language: font, colours, and how numbers are written."""
    facts = FACTS[language]
    return {
        "font": font,
        "background": "#ffffff",
        "locale": {
            "number": {"decimal": facts.decimal, "thousands": facts.group, "grouping": [3], "currency": ["", ""]}
        },
        "view": {"stroke": None},
        "title": {"fontSize": 15, "fontWeight": 600, "color": _INK, "subtitleColor": _GREY, "offset": 12},
        "axis": {
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "labelColor": _INK,
            "titleColor": _GREY,
            "gridColor": "#e5e5e5",
            "domain": False,
            "tickColor": "#999999",
        },
        "axisY": {
            "titleAngle": 0,
            "titleAlign": "left",
            "titleAnchor": "end",
            "titleX": 0,
            "titleY": -8,
            "ticks": False,
        },
    }


def _labels(field: str, language: Language) -> Mapping[str, str]:
    return read_schema("series")[field].labels(language)


def schema_address() -> str:
    """Return the address of the Vega-Lite schema that the charts follow."""
    return _template("en")[0]


def _like(channel: altair.X | altair.Y, shorthand: str) -> Any:
    """Return the same channel with another field."""
    other = channel.copy()
    other.shorthand = shorthand
    return other
