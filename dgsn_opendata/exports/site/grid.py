"""The coverage as a grid: an indicator a row, a year a column, a sign for what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dgsn_opendata.coverage import SIGNS
from dgsn_opendata.schemas import read_schema

if TYPE_CHECKING:
    from dgsn_opendata.package import Package
    from dgsn_opendata.schemas import Language

# The class by which the style sheet colours a status.
_CLASSES = {"recorded": "r", "disputed": "d", "partial": "p", "not_published": "n"}


def cover_grid(package: Package, language: Language) -> dict[str, Any]:
    """Return the ``years``, the ``rows`` (``name``, ``label``, ``cells``) and the ``legend`` of the grid."""
    frame = package.frame("coverage")
    labels = package.frame("indicators").set_index("indicator_id")[f"label_{language}"]
    cells = frame.pivot_table(index="indicator_id", columns="year", values="status", aggfunc="first")
    known = read_schema("coverage")["status"].labels(language)
    return {
        "years": [int(year) for year in cells.columns],
        "rows": [
            {"name": name, "label": labels[name], "cells": [(SIGNS[one], _CLASSES.get(one)) for one in row]}
            for name, *row in cells.itertuples()
        ],
        "legend": [(sign, known[status]) for status, sign in SIGNS.items()],
    }
