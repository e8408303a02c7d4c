"""What is known of each indicator and year: recorded, disputed, partial, not published, not found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dgsn_opendata.fieldtypes import TEXT
from dgsn_opendata.periods import is_interval
from dgsn_opendata.schemas import read_schema

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

# A sign for each status, which needs no colour to be told apart.
SIGNS = {"recorded": "●", "disputed": "!", "partial": "½", "not_published": "×", "not_found": "–"}
KEY = ["indicator_id", "year"]


def cover(series: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the coverage: one row an indicator and year, from the first report to the last.

    Takes the series and the typed curated tables by name. A year is *disputed* where any of its values is,
    *recorded* where there is one for a whole year, *partial* where only an interval is recorded, *not_published*
    where the table of gaps says so, and *not_found* otherwise. ``figures`` counts observations, ``sources`` who
    printed them.
    """
    reports = tables["sources"]["report_year"].dropna()
    years = range(int(reports.min()), int(reports.max()) + 1) if len(reports) else range(0)
    indicators = sorted(tables["indicators"]["indicator_id"])
    cells = pd.MultiIndex.from_product([indicators, years], names=KEY)
    printed = tables["observations"].dropna(subset=["year"]).groupby(KEY)["source_id"].agg(["size", "nunique"])
    whole = series[~is_interval(series["period"])]
    disputed = series[series["status"] == "disputed"]
    status = np.select(
        [_in(cells, disputed), _in(cells, whole), _in(cells, series), _in_gap(cells, tables["gaps"])],
        ["disputed", "recorded", "partial", "not_published"],
        default="not_found",
    )
    counts = printed.reindex(cells, fill_value=0)
    frame = cells.to_frame(index=False).assign(
        status=status, figures=counts["size"].to_numpy(), sources=counts["nunique"].to_numpy()
    )
    dtypes: dict[Hashable, Any] = {
        "indicator_id": TEXT,
        "year": "Int64",
        "status": TEXT,
        "figures": "Int64",
        "sources": "Int64",
    }
    return frame[list(read_schema("coverage").names)].astype(dtypes)


def _in(cells: pd.MultiIndex, rows: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    known = set(zip(rows["indicator_id"], rows["year"], strict=True))
    return np.array([cell in known for cell in cells], dtype=bool)


def _in_gap(cells: pd.MultiIndex, gaps: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    inside = np.zeros(len(cells), dtype=bool)
    names, years = cells.get_level_values("indicator_id"), cells.get_level_values("year")
    for gap in gaps.to_dict("records"):
        after = True if pd.isna(gap["first_year"]) else years >= gap["first_year"]
        until = True if pd.isna(gap["last_year"]) else years <= gap["last_year"]
        inside |= (names == gap["indicator_id"]) & after & until
    return inside
