"""Why a value of a series is what it is, in words: who printed what, and which step of the rule took which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.languages import FACTS
from dgsn_opendata.loading import load, series
from dgsn_opendata.localising import say_number
from dgsn_opendata.periods import YEAR
from dgsn_opendata.resolution import CELL
from dgsn_opendata.schemas import Language, read_schema
from dgsn_opendata.witnesses import judge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "taken": "taken",
        "agrees": "agrees",
        "contradicts": "contradicts it",
        "origins": "different texts that agree: {agreeing}",
        "range": "from {minimum} to {maximum}",
        "by": "decided by: {step}",
        "revised": "first reported: {first}",
        "report": "report of {year}",
    },
    "fr": {
        "taken": "retenu",
        "agrees": "concorde",
        "contradicts": "le contredit",
        "origins": "textes différents qui concordent : {agreeing}",
        "range": "de {minimum} à {maximum}",
        "by": "départagé par : {step}",
        "revised": "d’abord publié : {first}",
        "report": "bilan de {year}",
    },
    "ar": {
        "taken": "معتمد",
        "agrees": "يوافقه",
        "contradicts": "يناقضه",
        "origins": "النصوص المختلفة المتفقة: {agreeing}",
        "range": "من {minimum} إلى {maximum}",
        "by": "الحسم: {step}",
        "revised": "أول ما نُشر: {first}",
        "report": "حصيلة {year}",
    },
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """One value of a series and its witnesses, in words: a headline, and a line on each figure printed for it."""

    headline: str
    witnesses: tuple[str, ...]


def explain(
    indicator: str,
    *,
    breakdown: str | None = None,
    category: str | None = None,
    period: str | None = None,
    lang: Language = "en",
    as_of: int | None = None,
) -> Iterator[Explanation]:
    """Yield, for each value that :func:`~dgsn_opendata.loading.series` returns, why it is that, in a language.

    ``as_of`` is that of :func:`~dgsn_opendata.loading.load`.

    Raises what :func:`~dgsn_opendata.loading.series` raises.

    >>> one = next(explain("emergency_calls_line19"))
    >>> one.headline.partition(", ")[0]
    '2015: 775,353'
    """
    taken = series(indicator, breakdown=breakdown, category=category, period=period, lang=lang, as_of=as_of)
    tables = {name: load(name, as_of=as_of) for name in ("observations", "sources")}
    figures = judge(taken, tables["observations"], tables["sources"], load("indicators")).groupby(CELL)
    for value in taken.to_dict("records"):
        rows = figures.get_group(tuple(value[name] for name in CELL))
        yield Explanation(_headline(value, lang), tuple(_witnesses(rows, lang)))


def _headline(value: Mapping[Any, Any], lang: Language) -> str:
    words, schema = WORDS[lang], read_schema("series")
    said = [f"{value['year']}: {say_number(value['value'], lang)}"]
    if value["category"] != "total":
        said[0] = f"{value['category_label']}{FACTS[lang].pause}{said[0]}"
    if value["period"] != YEAR:
        said[0] = f"{value['period_label']}{FACTS[lang].pause}{said[0]}"
    if value["qualifier"] != "exact":
        said.append(schema["qualifier"].labels(lang)[str(value["qualifier"])])
    said.append(schema["status"].labels(lang)[str(value["status"])])
    if value["agreeing"] > 1:
        said.append(words["origins"].format(agreeing=value["agreeing"]))
    if value["minimum"] != value["maximum"]:
        ends = {name: say_number(value[name], lang) for name in ("minimum", "maximum")}
        said.append(words["range"].format(**ends))
    if value["taken_by"] != "unanimous":
        said.append(words["by"].format(step=schema["taken_by"].labels(lang)[str(value["taken_by"])]))
    if value["revised"]:
        said.append(words["revised"].format(first=say_number(value["first_reported"], lang)))
    return FACTS[lang].pause.join(said)


def _witnesses(rows: pd.DataFrame, lang: Language) -> Iterator[str]:
    words, schema = WORDS[lang], read_schema("observations")
    kinds = read_schema("sources")["kind"].labels(lang)
    for row in rows.to_dict("records"):
        who = [str(text) for text in (row["publisher"], row["published_on"]) if not pd.isna(text)]
        said = [words[row["verdict"]], *who, kinds[row["kind"]], words["report"].format(year=row["report_year"])]
        if not pd.isna(row["caution"]):
            said.append(schema["caution"].labels(lang)[row["caution"]])
        figure = say_number(row["value"], lang)
        line = f"{figure} «{row['as_printed']}» {row['source_id']}: {FACTS[lang].pause.join(said)}"
        yield line if pd.isna(row["note"]) else f"{line}. {row['note']}"
