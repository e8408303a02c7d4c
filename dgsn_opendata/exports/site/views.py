"""What a page shows in its language: themes, indicators, values, places; and the words that find an indicator."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from dgsn_opendata.exports.site.downloads import KINDS, chart_path, series_path
from dgsn_opendata.exports.site.panels import pack_panels
from dgsn_opendata.exports.site.sparkline import draw_sparkline
from dgsn_opendata.languages import FACTS
from dgsn_opendata.schemas import LANGUAGES, read_schema
from dgsn_opendata.searching import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

    from dgsn_opendata.exports.site.map import Map
    from dgsn_opendata.exports.site.parts import Figure, IndicatorPart, SeriesPart, Value
    from dgsn_opendata.exports.site.texts import Texts

    View = dict[str, Any]

_RELATIONS = ("part_of", "share_of", "growth_of")


def theme_views(
    parts: Sequence[IndicatorPart], years: tuple[int, int], texts: Texts
) -> tuple[list[View], dict[str, View]]:
    """Return the themes with their indicators, and what the script draws of each indicator, by its name."""
    themes = read_schema("indicators")["theme"].labels(texts.language)
    labels = {part.indicator_id: str(part.about[f"label_{texts.language}"]) for part in parts}
    by_theme: defaultdict[str, list[View]] = defaultdict(list)
    charts = {}
    for part in parts:
        by_theme[str(part.about["theme"])].append(_indicator(part, years, texts, labels))
        if part.series:
            charts[part.indicator_id] = pack_panels(part, texts.language, texts.say["whole"])
    views: list[View] = [
        {
            "code": code,
            "label": label,
            "indicators": sorted(by_theme[code], key=lambda one: fold(str(one["label"]))),
        }
        for code, label in themes.items()
        if by_theme[code]
    ]
    return views, charts


def find_words(parts: Sequence[IndicatorPart]) -> dict[str, str]:
    """Return the folded words that find each indicator: of its name, theme and categories, in all languages."""
    themes = {language: read_schema("indicators")["theme"].labels(language) for language in LANGUAGES}
    found = {}
    for part in parts:
        texts = [str(part.about["indicator_id"]).replace("_", " ")]
        for language in LANGUAGES:
            texts += [str(part.about[f"label_{language}"]), themes[language][str(part.about["theme"])]]
            texts += [one.names[language] for one in part.series]
        found[part.indicator_id] = " ".join(dict.fromkeys(fold(" ".join(texts)).split()))
    return found


def map_view(one: Map, texts: Texts) -> View:
    """Return the map as the template draws it: the land, and each place with what is there."""
    language = texts.language
    statuses = {
        "structures": read_schema("structures")["action"].labels(language),
        "deployments": read_schema("deployments")["status"].labels(language),
    }
    spots = []
    for spot in one.spots:
        things = []
        for item in spot.items:
            row = item.row
            state = statuses[item.kind][str(row["action" if item.kind == "structures" else "status"])]
            said = FACTS[language].pause.join([state, *([str(row["year"])] if row["year"] else [])])
            text = f"{item.labels[f'label_{language}']} ({said})"
            things.append({"printed": texts.labelled(text, item.link)})
        anchor = f"place-{spot.place['place_id']}"
        label = str(spot.place[f"label_{language}"])
        spots.append(
            {"anchor": anchor, "label": label, "things": things, "x": spot.x, "y": spot.y, "radius": spot.radius}
        )
    shown = sum(spot.x is not None for spot in one.spots)
    label = texts.say["map"].format(count=shown)
    return {"width": one.width, "height": one.height, "land": one.land, "label": label, "spots": spots}


def _indicator(part: IndicatorPart, years: tuple[int, int], texts: Texts, labels: Mapping[str, str]) -> View:
    from markupsafe import Markup

    language, name, unit = texts.language, part.indicator_id, str(part.about["unit"])
    main = part.series[0] if part.series else None
    spark = [
        (int(value.taken.row["year"]), float(value.taken.row["value"]), bool(value.taken.row["series_break"]))
        for value in (main.values if main else ())
    ]
    relations = [
        (texts.say[relation], str(other), labels[str(other)])
        for relation in _RELATIONS
        if (other := part.about[relation])
    ]
    return {
        "name": name,
        "label": labels[name],
        "definition": part.about[f"definition_{language}"],
        "unit": _unit(part, texts),
        "relations": relations,
        "last": _last(main, part, texts) if main else "",
        "spark": Markup(draw_sparkline(spark, years)),  # numbers alone
        "parts": [_series(one, part, texts) for one in part.series],
        "undated": [_figure(figure, unit, texts) for figure in part.undated],
        "files": [(kind.upper(), series_path(name, kind)) for kind in KINDS],
        "chart_file": texts.to(chart_path(name, language)),
        # In Arabic, Latin names and addresses need marks that keep their order.
        "citation": texts.isolated(part.citation.sentence(language, isolated=language == "ar")),
    }


def _last(main: SeriesPart, part: IndicatorPart, texts: Texts) -> Markup:
    """Return the last year of a series and its value, with what it is of where that is not the whole."""
    from markupsafe import Markup

    last = main.values[-1].taken
    unit = str(part.about["unit"])
    # Arabic would decline the unit after most numbers.
    more = [] if unit == "percent" else [f" · {_unit(part, texts)}"]
    more += [f" – {name}"] if (name := main.names[texts.language]) else []
    colon = FACTS[texts.language].colon
    return Markup("%s%s %s%s") % (last.row["year"], colon, _value(last, unit, texts), "".join(more))


def _series(one: SeriesPart, part: IndicatorPart, texts: Texts) -> View:
    alone = len(part.series) == 1 and not one.names["en"]
    name = "" if alone else one.names[texts.language] or texts.say["whole"]
    unit = str(part.about["unit"])
    return {"anchor": one.anchor, "name": name, "rows": [_row(value, unit, one, texts) for value in one.values]}


def _row(value: Value, unit: str, one: SeriesPart, texts: Texts) -> View:
    row = value.taken.row
    said = [texts.code("status", str(row["status"]))]
    if row["revised"]:
        said.append(texts.say["first_reported"].format(value=texts.number(row["first_reported"])))
    return {
        **_figure(value.taken, unit, texts),
        "anchor": f"{one.anchor}-{row['year']}",
        "year": row["year"],
        "status": FACTS[texts.language].pause.join(said),
        "disputed": row["minimum"] != row["maximum"],
        "others": [_figure(other, unit, texts) for other in value.contradicting],
        "changes": [(int(one["year"]), one[f"label_{texts.language}"]) for one in value.changes],
    }


def _figure(figure: Figure, unit: str, texts: Texts) -> View:
    printed = texts.printed(str(figure.row["as_printed"]), figure.source, figure.link)
    return {
        "value": _value(figure, unit, texts),
        "printed": printed,
        "source": texts.source(figure.source),
        "of": figure.names[texts.language],
        "remarks": [
            texts.code(name, figure.remarks[name]) for name in ("caution", "reading") if name in figure.remarks
        ],
        "note": figure.remarks.get("note", ""),
    }


def _value(figure: Figure, unit: str, texts: Texts) -> Markup:
    return texts.figure(float(figure.row["value"]), str(figure.row["qualifier"]), unit)


def _unit(part: IndicatorPart, texts: Texts) -> str:
    return read_schema("indicators")["unit"].labels(texts.language)[str(part.about["unit"])]
