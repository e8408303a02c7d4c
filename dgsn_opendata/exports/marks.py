"""The signs and tones of the workbook's cells: what of a value or a year its reader must know at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dgsn_opendata.coverage import SIGNS
from dgsn_opendata.exports.cells import Sign, Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from dgsn_opendata.exports.cells import Tone

BREAK, DISPUTED, DOUBTFUL = "|", "!", "?"
HEDGES: Mapping[str, str] = {"more_than": ">", "less_than": "<", "about": "≈", "nearly": "≈"}
# Tones differ in brightness as well as in hue, and each has its sign.
_TONES: tuple[Tone, ...] = ("recorded", "disputed", "partial", "not_published")
COVERAGE: Mapping[str, Sign] = {
    status: Sign(sign, next((tone for tone in _TONES if tone == status), None)) for status, sign in SIGNS.items()
}


def marked(series: pd.DataFrame) -> pd.DataFrame:
    """Return the values of the series that carry a mark."""
    hedged = series["qualifier"].astype("object") != "exact"
    disputed = series["status"].astype("object") == "disputed"
    return series[hedged | disputed | series["caution"].notna() | series["series_break"].astype("bool")]


def mark(value: Mapping[Any, Any]) -> tuple[str, Tone | None]:
    """Return the signs of a value of the series, and the tone of the gravest of them.

    >>> mark({"series_break": True, "status": "disputed", "caution": None, "qualifier": "about"})
    ('|!≈', 'disputed')
    """
    signs: list[tuple[str, Tone]] = []
    if value["series_break"]:
        signs.append((BREAK, "break"))
    if isinstance(value["caution"], str):
        signs.append((DOUBTFUL, "doubtful"))
    if value["status"] == "disputed":
        signs.append((DISPUTED, "disputed"))
    if value["qualifier"] in HEDGES:
        signs.append((HEDGES[value["qualifier"]], "approximate"))
    gravest: list[Tone] = ["doubtful", "disputed", "break", "approximate"]
    tones = [tone for _, tone in signs]
    return "".join(sign for sign, _ in signs), next((tone for tone in gravest if tone in tones), None)
