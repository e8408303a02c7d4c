"""The SDMX structure of the series: which components it has, what they mean, and what codes they take.

Everything that the table says is a component: a dimension, the measure or an attribute, under the column's own
name in capitals where SDMX has none for it. Artefacts keep the two-part version 1.0: in SDMX 3.0 an artefact with
a version of three parts may never change once it is published, and the code lists grow every year.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dgsn_opendata.exports.sdmx_codes import (
    Code,
    Words,
    category_codes,
    field_codes,
    frequency_codes,
    indicator_codes,
    period_codes,
    source_codes,
    unit_codes,
)
from dgsn_opendata.languages import in_languages
from dgsn_opendata.schemas import read_schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dgsn_opendata.metadata import Metadata
    from dgsn_opendata.package import Package
    from dgsn_opendata.schemas import Field

VERSION = "1.0"
SERIES = "SERIES"  # the identifier of the data structure and of the dataflow
_TEXT_TYPES = {"string": "String", "integer": "Integer", "number": "Decimal", "boolean": "Boolean"}
_IN_KEY = ("indicator_id", "breakdown", "category", "period", "year", "value")  # columns that are no attributes
_FREQUENCY = {"en": "Frequency", "fr": "Fréquence", "ar": "الدورية"}
_CATEGORY = {
    "en": "Breakdown and its member, joined by a hyphen; _T for the whole figure.",
    "fr": "Ventilation et son membre, joints par un trait d’union ; _T pour le chiffre d’ensemble.",
    "ar": "التفصيل وعنصره تجمع بينهما شرطة؛ و_T للرقم الإجمالي.",
}
_PERIOD_KIND = {"en": "Kind of period", "fr": "Type de période", "ar": "نوع الفترة"}
_PERIOD_KINDS = {
    "en": "What the figure covers: the calendar year, another kind of year, or an interval.",
    "fr": "Ce que le chiffre couvre : l’année civile, un autre type d’année ou un intervalle.",
    "ar": "ما يغطيه الرقم: السنة الميلادية أو نوع آخر من السنوات أو مدة محددة.",
}
_TIME_PERIOD = {"en": "Time period", "fr": "Période", "ar": "الفترة الزمنية"}
_TIME_PERIODS = {
    "en": "The year; for an interval its first day and its duration, last day included.",
    "fr": "L’année ; pour un intervalle, son premier jour et sa durée, dernier jour compris.",
    "ar": "السنة؛ وللمدة المحددة يومها الأول وطولها مع احتساب اليوم الأخير.",
}


@dataclass(frozen=True, slots=True)
class Component:
    """A dimension, measure or attribute: a concept and either its codes or the type of its texts.

    An attribute ``of`` a dimension has one value for each of its codes; one of none, a value an observation. The
    codes of a ``cross_domain`` one are those of SDMX.
    """

    id: str
    names: Words
    descriptions: Words = field(default_factory=dict)
    codes: Sequence[Code] = ()
    text_type: str = ""
    required: bool = True
    of: str = ""

    @property
    def cross_domain(self) -> bool:
        """Whether the codes are those of SDMX's own list for all domains."""
        return self.id in {"FREQ", "OBS_STATUS"}


@dataclass(frozen=True, slots=True)
class DataStructure:
    """The components of the series, in the order in which data has them."""

    dimensions: Sequence[Component]
    measure: Component
    attributes: Sequence[Component]

    @property
    def components(self) -> list[Component]:
        """All components: dimensions, measure, attributes."""
        return [*self.dimensions, self.measure, *self.attributes]


def agency(metadata: Metadata) -> str:
    """Return the identifier of the agency that maintains the structure: the package's name, not the police.

    >>> from dgsn_opendata.metadata import read_metadata
    >>> agency(read_metadata())
    'DGSN_OPENDATA'
    """
    return metadata.name.upper().replace("-", "_")


def reference(metadata: Metadata, artefact: str) -> str:
    """Return how data and structures name an artefact of the package.

    >>> from dgsn_opendata.metadata import read_metadata
    >>> reference(read_metadata(), SERIES)
    'DGSN_OPENDATA:SERIES(1.0)'
    """
    return f"{agency(metadata)}:{artefact}({VERSION})"


def make_structure(package: Package) -> DataStructure:
    """Return the components of the series, with the codes that the package has."""
    series, indicators = read_schema("series"), read_schema("indicators")
    dimensions = [
        Component("FREQ", _FREQUENCY, codes=frequency_codes()),
        _component(series["indicator_id"], "INDICATOR", indicator_codes(package)),
        Component("CATEGORY", in_languages(series["category"].title), _CATEGORY, category_codes(package)),
        Component("PERIOD_KIND", _PERIOD_KIND, _PERIOD_KINDS, period_codes(package)),
        Component("TIME_PERIOD", _TIME_PERIOD, _TIME_PERIODS, text_type="ObservationalTimePeriod"),
    ]
    coded = {"source_id": source_codes(package)}
    attributes = [_component(indicators["unit"], "UNIT_MEASURE", unit_codes(), of="INDICATOR")]
    for column in series.fields:
        if column.name not in _IN_KEY:
            codes = coded.get(column.name, field_codes(column))
            attributes.append(_component(column, column.name.upper(), codes))
    return DataStructure(dimensions, _component(series["value"], "OBS_VALUE"), attributes)


def _component(column: Field, name: str, codes: Sequence[Code] = (), of: str = "") -> Component:
    titles, descriptions = in_languages(column.title), in_languages(column.description)
    return Component(name, titles, descriptions, codes, _TEXT_TYPES[column.type], column.required, of)
