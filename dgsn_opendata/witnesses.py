"""Who printed what for each value of a series: the figure taken, those that agree, those that contradict it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dgsn_opendata.precision import meets
from dgsn_opendata.resolution import CELL, weigh

if TYPE_CHECKING:
    import pandas as pd

TAKEN, AGREES, CONTRADICTS = "taken", "agrees", "contradicts"
_ORDER = [TAKEN, AGREES, CONTRADICTS]


def judge(
    series: pd.DataFrame, observations: pd.DataFrame, sources: pd.DataFrame, indicators: pd.DataFrame
) -> pd.DataFrame:
    """Return every figure printed for the values of a series, with its ``verdict`` and who printed it.

    Takes rows of the resolved series and the typed tables that they are made from. The columns are those of
    :func:`~dgsn_opendata.resolution.weigh` with ``verdict`` (``taken``, ``agrees`` or ``contradicts``),
    ``publisher`` and ``published_on``; a row is a dated figure. They stand by value, the one taken first, then the
    soundest, then the latest report.

    >>> from dgsn_opendata.loading import load
    >>> cards = load("series").query("indicator_id == 'drug_seized' and category == 'heroin' and year == 2016")
    >>> judge(cards, load("observations"), load("sources"), load("indicators"))["verdict"].tolist()
    ['taken', 'contradicts']
    """
    known = observations[observations["indicator_id"].isin(series["indicator_id"])]
    weighed = weigh(known, sources, indicators).merge(
        sources[["source_id", "publisher", "published_on"]], on="source_id"
    )
    rows = weighed.merge(series[[*CELL, "source_id", "as_printed"]], on=CELL, suffixes=("", "_taken"))
    taken = (rows["source_id"] == rows["source_id_taken"]) & (rows["as_printed"] == rows["as_printed_taken"])
    ranges = rows.loc[taken, [*CELL, "low", "high"]].drop_duplicates(CELL)
    rows = rows.assign(is_taken=taken).merge(ranges, on=CELL, suffixes=("", "_taken"))
    agrees = meets(rows["low"], rows["high"], rows["low_taken"], rows["high_taken"])
    rank = np.select([rows["is_taken"].astype("bool"), agrees], [0, 1], default=2)
    rows = rows.assign(rank=rank, verdict=np.array(_ORDER)[rank])
    rows = rows.sort_values([*CELL, "rank", "caution_rank", "age", "source_id"])
    return rows[[*weighed.columns, "verdict"]].reset_index(drop=True)
