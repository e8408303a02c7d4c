"""The code lists of the SDMX export, made from the tables and from the code lists of their schemas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.languages import in_languages
from dgsn_opendata.periods import PERIOD
from dgsn_opendata.schemas import TOTAL, read_schema

if TYPE_CHECKING:
    from collections.abc import Hashable

    from dgsn_opendata.package import Package
    from dgsn_opendata.schemas import Field

Words = Mapping[Any, str]  # a text by its language, which of a source is any

ANNUAL, NOT_APPLICABLE = "A", "_Z"  # of SDMX's CL_FREQ
WHOLE = "_T"  # SDMX's code for the total, in every code list
INTERVAL = "interval"  # the kind of period that is no kind of year
_FREQUENCIES = {
    ANNUAL: {"en": "Annual", "fr": "Annuelle", "ar": "سنوية"},
    NOT_APPLICABLE: {"en": "Not applicable", "fr": "Sans objet", "ar": "لا ينطبق"},
}
_INTERVALS = {"en": "Interval", "fr": "Intervalle", "ar": "مدة محددة"}
# What the code list keeps of an indicator beside its words, by column.
_OF_INDICATORS = ("theme", "value_kind", "share_of", "growth_of", "iccs_code")


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a list; ``annotations`` are further texts by their type, ``url`` where it leads."""

    id: str
    names: Words
    descriptions: Words = field(default_factory=dict)
    parent: str = ""
    annotations: Mapping[str, str] = field(default_factory=dict)
    url: str = ""


def category_code(breakdown: str, category: str) -> str:
    """Return the code of a category, which its breakdown is part of: one category's name may serve many.

    >>> category_code("substance", "cocaine"), category_code("total", "total")
    ('substance-cocaine', '_T')
    """
    return WHOLE if breakdown == category == TOTAL else f"{breakdown}-{category}"


def frequency_codes() -> list[Code]:
    """Return how often figures come: once a year, or, of intervals, at no frequency.

    >>> [code.id for code in frequency_codes()]
    ['A', '_Z']
    """
    return [Code(code, names) for code, names in _FREQUENCIES.items()]


def indicator_codes(package: Package) -> list[Code]:
    """Return the indicators with their definitions; an indicator that is part of another is below it."""
    return [
        Code(
            row["indicator_id"],
            _words(row, "label"),
            _words(row, "definition"),
            _text(row["part_of"]),
            {column: row[column] for column in _OF_INDICATORS if _text(row[column])},
        )
        for row in package.frame("indicators").to_dict("records")
    ]


def category_codes(package: Package) -> list[Code]:
    """Return the categories of all breakdowns but kinds of year, each below the one that includes it."""
    categories = package.frame("categories")
    return [
        Code(
            category_code(row["breakdown"], row["category"]),
            _words(row, "label"),
            parent=category_code(row["breakdown"], row["parent"]) if _text(row["parent"]) else "",
            annotations={"code": row["code"]} if _text(row["code"]) else {},
        )
        for row in categories[categories["breakdown"] != PERIOD].to_dict("records")
    ]


def period_codes(package: Package) -> list[Code]:
    """Return the kinds of year, and the interval."""
    categories = package.frame("categories")
    kinds = categories[categories["breakdown"] == PERIOD].to_dict("records")
    return [*(Code(row["category"], _words(row, "label")) for row in kinds), Code(INTERVAL, _INTERVALS)]


def source_codes(package: Package) -> list[Code]:
    """Return the sources, named by publisher and title in the article's own language, with their addresses."""
    return [Code(source.source_id, {source.language: source.name}, url=source.url) for source in package.sources]


def unit_codes() -> list[Code]:
    """Return the units, with their codes in UCUM or ISO 4217.

    >>> [dict(code.annotations) for code in unit_codes() if code.id in ("kg", "MAD")]
    [{'UCUM': 'kg'}, {'ISO4217': 'MAD'}]
    """
    unit = read_schema("indicators")["unit"]
    standards = {entry["value"]: str(entry["standard"]).partition(":") for entry in unit.categories}
    return [
        Code(code.id, code.names, annotations={standards[code.id][0]: standards[code.id][2]})
        for code in field_codes(unit)
    ]


def field_codes(column: Field) -> list[Code]:
    """Return the code list of a column; empty where it has none.

    >>> [code.id for code in field_codes(read_schema("series")["status"])]
    ['corroborated', 'single_source', 'disputed']
    """
    labels = in_languages(column.labels)
    return [Code(code, {language: labels[language][code] for language in labels}) for code in labels["en"]]


def _words(row: Mapping[Hashable, Any], column: str) -> Words:
    return in_languages(lambda language: row[f"{column}_{language}"])


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)
