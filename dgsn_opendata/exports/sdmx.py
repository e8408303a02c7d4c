"""Write the series for statistics offices: SDMX-CSV 2.0, and the SDMX-ML 3.0 structure that explains it.

Every kind of year (school year, promotion list) has the frequency A, for each comes once a year; which kind it is
stands in a dimension of its own. An interval has no frequency; its time period is its first day and its duration.
Numbers have no needless decimals, for the structure states their type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.exports.sdmx_codes import ANNUAL, INTERVAL, NOT_APPLICABLE, category_code
from dgsn_opendata.exports.sdmx_ml import write_structure
from dgsn_opendata.exports.sdmx_structure import SERIES, make_structure, reference
from dgsn_opendata.exports.serialising import write_rows
from dgsn_opendata.fieldtypes import format_value
from dgsn_opendata.periods import first_day, interval_ends, is_interval, last_day
from dgsn_opendata.published import PublishedFile
from dgsn_opendata.schemas import Language, read_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dgsn_opendata.exports.sdmx_structure import DataStructure
    from dgsn_opendata.package import Package

_YEAR, _MONTH = len("2021"), len("2021-04")
_INFORMATION = "I"  # what a reader does with the rows is left to the reader
_DATA_TITLES: Mapping[Language, str] = {
    "en": "Series (SDMX-CSV)",
    "fr": "Séries (SDMX-CSV)",
    "ar": "السلاسل (SDMX-CSV)",
}
_DATA_DESCRIPTIONS: Mapping[Language, str] = {
    "en": "The resolved value of each indicator, category and period as SDMX-CSV 2.0, a row an observation. "
    "structure.xml defines its columns and codes.",
    "fr": "La valeur retenue pour chaque indicateur, catégorie et période en SDMX-CSV 2.0, une ligne par "
    "observation. structure.xml en définit les colonnes et les codes.",
    "ar": "القيمة المعتمدة لكل مؤشر وفئة وفترة بصيغة SDMX-CSV 2.0، سطر لكل مشاهدة. ويعرّف structure.xml أعمدتها "
    "ورموزها.",
}
_STRUCTURE_TITLES: Mapping[Language, str] = {
    "en": "Structure of the series (SDMX-ML)",
    "fr": "Structure des séries (SDMX-ML)",
    "ar": "بنية السلاسل (SDMX-ML)",
}
_STRUCTURE_DESCRIPTIONS: Mapping[Language, str] = {
    "en": "The data structure definition, concepts and code lists of the series as SDMX-ML 3.0, in three "
    "languages. The codes of sources lead to the articles.",
    "fr": "La définition de structure de données, les concepts et les listes de codes des séries en SDMX-ML 3.0, "
    "en trois langues. Les codes des sources mènent aux articles.",
    "ar": "تعريف بنية البيانات والمفاهيم وقوائم الرموز الخاصة بالسلاسل بصيغة SDMX-ML 3.0، بثلاث لغات. وتقود رموز "
    "المصادر إلى المقالات.",
}


def sdmx_files(package: Package) -> Iterator[PublishedFile]:
    """Yield the series as SDMX-CSV, and their structure as SDMX-ML."""
    structure = make_structure(package)
    data = _write(package, structure)
    yield PublishedFile("series.sdmx", "sdmx/series.csv", data, "sdmx-csv", _DATA_TITLES, _DATA_DESCRIPTIONS)
    data = write_structure(package, structure)
    yield PublishedFile(
        "structure.sdmx", "sdmx/structure.xml", data, "sdmx-ml", _STRUCTURE_TITLES, _STRUCTURE_DESCRIPTIONS
    )


def time_range(period: str) -> str:
    """Return an interval as SDMX writes one: its first day and its duration, which includes the last day.

    The duration is in years where both ends are years, in months where neither is a day, else in days.

    >>> time_range("2016/2018"), time_range("2015-01/2021-04"), time_range("2015/2025-05")
    ('2016-01-01/P3Y', '2015-01-01/P76M', '2015-01-01/P125M')
    >>> time_range("2019-01-01/2019-09-15"), time_range("2023-08/2023-10-23")
    ('2019-01-01/P258D', '2023-08-01/P84D')
    """
    ends = interval_ends(period)
    first, last = first_day(ends[0]), last_day(ends[1])
    years = last.year - first.year
    finest = max(len(end) for end in ends)
    if finest == _YEAR:
        duration = f"{years + 1}Y"
    elif finest == _MONTH:
        duration = f"{12 * years + last.month - first.month + 1}M"
    else:
        duration = f"{(last - first).days + 1}D"
    return f"{first.isoformat()}/P{duration}"


def _write(package: Package, structure: DataStructure) -> bytes:
    columns = _columns(package)
    names = [component.id for component in structure.components]
    fixed = ("dataflow", reference(package.metadata, SERIES), _INFORMATION)
    rows = zip(*(columns[name] for name in names), strict=True)
    return write_rows(["STRUCTURE", "STRUCTURE_ID", "ACTION", *names], ([*fixed, *row] for row in rows))


def _columns(package: Package) -> dict[str, list[str]]:
    """Return the texts of every component by its identifier."""
    series = package.frame("series")
    indicators = package.frame("indicators")
    units = dict(zip(indicators["indicator_id"], indicators["unit"], strict=True))
    intervals = is_interval(series["period"])
    columns = {
        column.name.upper(): [_text(value) for value in series[column.name].astype("object")]
        for column in read_schema("series").fields
    }
    rows = list(zip(intervals, columns["PERIOD"], columns["YEAR"], strict=True))
    return columns | {
        "FREQ": [NOT_APPLICABLE if interval else ANNUAL for interval in intervals],
        "INDICATOR": columns["INDICATOR_ID"],
        "CATEGORY": [
            category_code(*names) for names in zip(columns["BREAKDOWN"], columns["CATEGORY"], strict=True)
        ],
        "PERIOD_KIND": [INTERVAL if interval else period for interval, period, _ in rows],
        "TIME_PERIOD": [time_range(period) if interval else year for interval, period, year in rows],
        "OBS_VALUE": columns["VALUE"],
        "UNIT_MEASURE": [units[name] for name in columns["INDICATOR_ID"]],
    }


def _text(value: Any) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, float):
        return format_value(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
