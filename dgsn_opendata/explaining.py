"""Why a value of a series is what it is, in words: who printed what, and which step of the rule took which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.loading import load, series
from dgsn_opendata.periods import YEAR
from dgsn_opendata.precision import meets
from dgsn_opendata.resolution import CELL, weigh
from dgsn_opendata.schemas import Language, read_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WORDS: Mapping[Language, Mapping[str, str]] = {
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
_PAUSE: Mapping[Language, str] = {"en": ", ", "fr": ", ", "ar": "، "}


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
    observations, sources = load("observations", as_of=as_of), load("sources", as_of=as_of)
    weighed = weigh(observations[observations["indicator_id"] == indicator], sources, load("indicators"))
    details = sources.set_index("source_id")[["publisher", "published_on"]]
    for value in taken.to_dict("records"):
        cell = weighed[(weighed[CELL] == [value[name] for name in CELL]).all(axis="columns")]
        yield Explanation(_headline(value, lang), tuple(_witnesses(value, cell, details, lang)))


def _headline(value: Mapping[Any, Any], lang: Language) -> str:
    words, schema = _WORDS[lang], read_schema("series")
    said = [f"{value['year']}: {_figure(value['value'])}"]
    if value["category"] != "total":
        said[0] = f"{value['category_label']}{_PAUSE[lang]}{said[0]}"
    if value["period"] != YEAR:
        said[0] = f"{value['period_label']}{_PAUSE[lang]}{said[0]}"
    if value["qualifier"] != "exact":
        said.append(schema["qualifier"].labels(lang)[str(value["qualifier"])])
    said.append(schema["status"].labels(lang)[str(value["status"])])
    if value["agreeing"] > 1:
        said.append(words["origins"].format(agreeing=value["agreeing"]))
    if value["minimum"] != value["maximum"]:
        ends = {name: _figure(value[name]) for name in ("minimum", "maximum")}
        said.append(words["range"].format(**ends))
    if value["taken_by"] != "unanimous":
        said.append(words["by"].format(step=schema["taken_by"].labels(lang)[str(value["taken_by"])]))
    if value["revised"]:
        said.append(words["revised"].format(first=_figure(value["first_reported"])))
    return _PAUSE[lang].join(said)


def _witnesses(
    value: Mapping[Any, Any], cell: pd.DataFrame, details: pd.DataFrame, lang: Language
) -> Iterator[str]:
    words, schema = _WORDS[lang], read_schema("observations")
    kinds = read_schema("sources")["kind"].labels(lang)
    taken = (cell["source_id"] == value["source_id"]) & (cell["as_printed"] == value["as_printed"])
    one = cell[taken].iloc[0]
    agrees = meets(cell["low"], cell["high"], one["low"], one["high"])
    cell = cell.assign(verdict=pd.Series(agrees, cell.index).map({True: "agrees", False: "contradicts"}))
    cell.loc[taken, "verdict"] = "taken"
    rank = cell["verdict"].map({"taken": 0, "agrees": 1, "contradicts": 2})
    for row in cell.assign(rank=rank).sort_values(["rank", "caution_rank", "age", "source_id"]).to_dict("records"):
        publisher, published = details.loc[row["source_id"]]
        who = [str(text) for text in (publisher, published) if not pd.isna(text)]
        said = [words[row["verdict"]], *who, kinds[row["kind"]], words["report"].format(year=-row["age"])]
        if not pd.isna(row["caution"]):
            said.append(schema["caution"].labels(lang)[row["caution"]])
        line = f"{_figure(row['value'])} «{row['as_printed']}» {row['source_id']}: {_PAUSE[lang].join(said)}"
        yield line if pd.isna(row["note"]) else f"{line}. {row['note']}"


def _figure(value: object) -> str:
    number = float(str(value))
    return f"{int(number) if number.is_integer() else number:,}"
