"""The small files of each indicator: its series as CSV, XLSX and JSON, and its chart in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dgsn_opendata.schemas import Language

FOLDER = "series"


def series_path(indicator: str, kind: str) -> str:
    """Return the path of an indicator's series in a format.

    >>> series_path("cnie_issued", "csv")
    'series/cnie_issued.csv'
    """
    return f"{FOLDER}/{indicator}.{kind}"


def chart_path(indicator: str, language: Language) -> str:
    """Return the path of an indicator's chart as Vega-Lite in a language.

    >>> chart_path("cnie_issued", "ar")
    'ar/series/cnie_issued.vl.json'
    """
    return f"{'' if language == 'en' else f'{language}/'}{FOLDER}/{indicator}.vl.json"
