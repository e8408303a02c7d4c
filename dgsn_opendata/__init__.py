"""Yearly figures of Morocco's national police (DGSN) as open data, each with the article that printed it.

    >>> import dgsn_opendata as dgsn
    >>> cards = dgsn.series("cnie_issued")  # one indicator, a row a year
    >>> cards.attrs["label"], cards["year"].tolist()[:2]
    ('Electronic national identity cards issued', [2016, 2017])
    >>> len(dgsn.load("observations")) > 3000  # every figure as printed, with its source
    True
    >>> dgsn.__version__.count(".")
    2

Names are loaded when first used, so that importing the package imports no pandas.
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

    from dgsn_opendata.citing import cite
    from dgsn_opendata.exporting import export
    from dgsn_opendata.loading import indicators, load, series, sources, tables
    from dgsn_opendata.pandera_schemas import pandera_schema
    from dgsn_opendata.plots import plot, save_plot
    from dgsn_opendata.searching import search
    from dgsn_opendata.validation import validate

    __version__: str

__all__ = [
    "__version__",
    "cite",
    "export",
    "indicators",
    "load",
    "pandera_schema",
    "plot",
    "save_plot",
    "search",
    "series",
    "sources",
    "tables",
    "validate",
]

_HOMES = {
    "cite": "citing",
    "export": "exporting",
    "indicators": "loading",
    "load": "loading",
    "pandera_schema": "pandera_schemas",
    "plot": "plots",
    "save_plot": "plots",
    "search": "searching",
    "series": "loading",
    "sources": "loading",
    "tables": "loading",
    "validate": "validation",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return importlib.import_module("dgsn_opendata.store").read_version()
    if name in _HOMES:
        return getattr(_import(f"dgsn_opendata.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _import(name: str) -> ModuleType:
    if name in sys.modules:
        return sys.modules[name]
    with importlib.import_module("dgsn_opendata.collecting").Uncollected():
        return importlib.import_module(name)


def __dir__() -> list[str]:
    return __all__
