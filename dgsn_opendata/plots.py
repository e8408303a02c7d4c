"""Plots of the package's series: charts with title, unit and source, in three languages, without a browser."""

from __future__ import annotations

import json
import textwrap
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dgsn_opendata.charts import Panel, begins_at_zero, chart_config, chart_rows, draw_panel, schema_address
from dgsn_opendata.citing import Citer
from dgsn_opendata.errors import MissingExtra, UsageProblem
from dgsn_opendata.languages import FACTS, isolate
from dgsn_opendata.loading import load, series
from dgsn_opendata.localising import say_period
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.periods import YEAR
from dgsn_opendata.replacing import replace_file
from dgsn_opendata.schemas import TOTAL, Language, whole_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import altair
    import pandas as pd

    Spec = dict[str, Any]

_WIDTH, _HEIGHT = 640, 320
_SMALL_WIDTH, _SMALL_HEIGHT = 290, 160
_COLUMNS = 2
_LINE = 105  # letters of the notes under a chart of that width
_LINE_HEIGHT = 16
_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "approximate": "Hollow point: approximate figure.",
        "doubtful": "Hollow diamond: figure not to be trusted.",
        "disputed": "Bar: sources contradict one another, from the lowest to the highest figure printed.",
        "break": "Dashed line, {year}: {what}",
    },
    "fr": {
        "approximate": "Point creux : chiffre approximatif.",
        "doubtful": "Losange creux : chiffre non fiable.",
        "disputed": "Barre : les sources se contredisent, du plus petit au plus grand chiffre publié.",
        "break": "Ligne pointillée, {year} : {what}",
    },
    "ar": {
        "approximate": "نقطة جوفاء: رقم تقريبي.",
        "doubtful": "معيّن أجوف: رقم غير موثوق.",
        "disputed": "عمود: تتعارض المصادر، من أدنى رقم منشور إلى أعلاه.",
        "break": "خط متقطع، {year}: {what}",
    },
}
FORMATS = ("svg", "png", "html", "json")


def plot(
    indicator: str,
    *,
    breakdown: str | None = None,
    category: str | None = None,
    period: str | None = None,
    lang: Language = "en",
) -> altair.VConcatChart:
    """Return the chart of an indicator, as an Altair chart: what :func:`~dgsn_opendata.loading.series` returns.

    A gap stays a gap; approximate values are hollow points, disputed ones have the range of what is printed, and
    where the counting changed there is a dashed line and none between the values. Counts begin at zero. Several
    categories are a chart each. Below stand what the marks mean, what changed, and who printed the figures. The
    chart is displayed in a notebook; :func:`save_plot` writes it to a file.

    Raises what :func:`~dgsn_opendata.loading.series` raises, :class:`~dgsn_opendata.errors.UsageProblem` for an
    indicator without any dated value, and :class:`~dgsn_opendata.errors.MissingExtra` where Altair is not
    installed.

    >>> chart = plot("drug_seized", category="cannabis_resin", lang="ar")
    >>> type(chart).__name__
    'VConcatChart'
    """
    try:
        import altair
    except ImportError as error:
        raise MissingExtra("plot", "altair") from error
    frame = series(indicator, breakdown=breakdown, category=category, period=period, lang=lang)
    if frame.empty:
        raise UsageProblem(
            f'No figure of "{indicator}" has a year, so that none can be drawn',
            f"See them with: dgsn-opendata show {indicator}",
        )
    panels = [*_panels(frame, lang)]
    several = len(panels) > 1
    size = (_SMALL_WIDTH, _SMALL_HEIGHT) if several else (_WIDTH, _HEIGHT)
    drawn = [draw_panel(panel, lang, *size) for panel in panels]
    body = {"concat": drawn, "columns": _COLUMNS} if several else drawn[0]
    facts = FACTS[lang]
    spec = {
        "$schema": schema_address(),
        "config": chart_config(lang),
        "usermeta": {"language": lang},
        "description": f"{frame.attrs['label']} ({frame.attrs['unit_label']})",
        "vconcat": [body, _notes(frame, panels, lang)],
        "spacing": 14,
    }
    if several:
        anchor = "end" if facts.direction == "rtl" else "start"
        spec["title"] = {"text": isolate(frame.attrs["label"], lang), "anchor": anchor, "fontSize": 17}
    return altair.VConcatChart.from_dict(spec)


def save_plot(chart: altair.TopLevelMixin, path: str | Path) -> None:
    """Write a chart as SVG, PNG, HTML or Vega-Lite (``json``), by the ending of the path, without a browser.

    The page (HTML) has its scripts in it. Pictures have Arabic letters in the font that comes with the extra
    ``plot``. Raises :class:`~dgsn_opendata.errors.UsageProblem` for another ending, and
    :class:`~dgsn_opendata.errors.MissingExtra` where vl-convert is not installed.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_plot(plot("cnie_issued"), f"{folder}/cards.svg")
    ...     "<svg" in Path(folder, "cards.svg").read_text(encoding="utf-8")
    True
    """
    path = Path(path)
    kind = path.suffix.removeprefix(".").lower()
    if kind not in FORMATS:
        raise UsageProblem(
            f'"{path.name}" does not say what kind of file the chart becomes',
            f"End it with {', '.join(f'.{one}' for one in FORMATS)}.",
        )
    replace_file(path, draw(chart.to_dict(), kind))


def draw(spec: Spec, kind: str) -> bytes:
    """Return the file of a Vega-Lite specification in a format of :data:`FORMATS`."""
    if kind == "json":
        return f"{json.dumps(spec, ensure_ascii=False, indent=2)}\n".encode()
    try:
        import fontpkg_ibm_plex_sans_arabic as font
        import vl_convert
    except ImportError as error:
        raise MissingExtra("plot", error.name or "vl-convert") from error
    vl_convert.register_font_directory(str(font.ROOT / "files"))
    # What the chart has of its language is for the converter an option of its own.
    locale = spec.get("config", {}).get("locale", {}).get("number")
    if kind == "html":
        page: str = vl_convert.vegalite_to_html(spec, bundle=True, format_locale=locale)
        language = spec.get("usermeta", {}).get("language", "en")
        root = f'<html lang="{language}" dir="{FACTS[language].direction}">'
        title = f"<title>{escape(spec.get('description', ''))}</title>"
        return page.replace("<html>", root, 1).replace("<title>Chart</title>", title, 1).encode()
    if kind == "svg":
        return f"{vl_convert.vegalite_to_svg(spec, format_locale=locale)}\n".encode()
    return vl_convert.vegalite_to_png(spec, scale=2, format_locale=locale)


def _panels(frame: pd.DataFrame, lang: Language) -> Iterator[Panel]:
    """Yield the chart of each category, those with most values first."""
    unit, breaks = frame.attrs["unit_label"], frame.attrs["breaks"]
    whole = frame.attrs["unit"] in whole_units()
    kinds = load("indicators").set_index("indicator_id")["value_kind"]
    from_zero = begins_at_zero(kinds[frame["indicator_id"].iloc[0]])
    groups = [group for _, group in frame.groupby(["breakdown", "category", "period"], sort=False)]
    for group in sorted(groups, key=len, reverse=True):
        row = group.iloc[0]
        names = [] if row["category"] == TOTAL else [row["category_label"]]
        if len(groups) == 1:
            names = [frame.attrs["label"], *names]
        names += [] if row["period"] == YEAR else [_say_period(row, lang)]
        title = " – ".join(names) or frame.attrs["label"]
        yield Panel(title, unit, chart_rows(group.to_dict("records"), breaks, lang), from_zero, whole)


def _say_period(row: pd.Series, lang: Language) -> str:
    """Return another period than a calendar year: its kind, or the interval in words."""
    if "/" in row["period"]:
        return say_period(row["period"], 0, 0, lang)
    return str(row["period_label"])


def _notes(frame: pd.DataFrame, panels: list[Panel], lang: Language) -> Spec:
    """Return the lines under a chart: what its marks mean, what changed when, and who printed the figures."""
    words, facts = _WORDS[lang], FACTS[lang]
    rows = [row for panel in panels for row in panel.rows]
    texts = [words[mark] for mark in ("approximate", "doubtful") if any(row.get("mark") == mark for row in rows)]
    texts += [words["disputed"]] if any("low" in row for row in rows) else []
    drawn = {round(row["break"] + 0.5) for row in rows if "break" in row}
    breaks = frame.attrs["breaks"].items()
    texts += [words["break"].format(year=year, what=what) for year, what in breaks if year in drawn]
    tables = {name: load(name) for name in ("indicators", "categories", "sources")}
    texts.append(Citer(read_metadata(), tables).series(frame).source_line(lang))
    lines = [isolate(line, lang) for text in texts for line in textwrap.wrap(text, _LINE, break_on_hyphens=False)]
    right = facts.direction == "rtl"
    return {
        "data": {"values": [{}]},
        "mark": {
            "type": "text",
            "text": lines,
            "align": "right" if right else "left",
            "baseline": "top",
            "x": _WIDTH if right else 0,
            "y": 0,
            "fontSize": 11,
            "lineHeight": _LINE_HEIGHT,
            "color": "#555555",
        },
        "width": _WIDTH,
        "height": _LINE_HEIGHT * len(lines),
    }
