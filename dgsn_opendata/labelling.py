"""Tables in one language: its texts instead of those of all three, and the labels of what identifiers name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dgsn_opendata.fieldtypes import TEXT
from dgsn_opendata.periods import PERIOD
from dgsn_opendata.schemas import LANGUAGES, Language, TableSchema

if TYPE_CHECKING:
    from dgsn_opendata.shipped import FrameOf

# The tables that others refer to, by the field they do it with, and what their label column is called then.
_LABELLED = {
    "indicator_id": ("indicators", "indicator"),
    "category": ("categories", "category_label"),
    "place_id": ("places", "place"),
    "system_id": ("systems", "system"),
}


def in_language(frame: pd.DataFrame, schema: TableSchema, lang: Language, frame_of: FrameOf) -> pd.DataFrame:
    """Return rows of a table with its texts in one language, their columns without the suffix, and with labels.

    Labels are joined as ``indicator``, ``category_label``, ``period_label``, ``place`` and ``system``, from the
    tables that ``frame_of`` gives.

    >>> from dgsn_opendata.schemas import read_schema
    >>> from dgsn_opendata.shipped import read_table
    >>> rows = read_table("series").head(1)
    >>> in_language(rows, read_schema("series"), "fr", read_table)["category_label"].tolist()
    ['Total']
    """
    others = [f"_{other}" for other in LANGUAGES if other != lang]
    frame = frame.drop(columns=[name for name in frame.columns if name.endswith(tuple(others))])
    frame = frame.rename(columns={name: name.removesuffix(f"_{lang}") for name in frame.columns})
    if schema.has_years:
        return frame
    for key in schema.foreign_keys:
        table, column = _LABELLED.get(key.fields[-1], ("", ""))
        if table == key.table and table != schema.name:
            labels = frame_of(table)[[*key.reference, f"label_{lang}"]]
            labels.columns = pd.Index([*key.fields, column])
            frame = frame.merge(labels, on=list(key.fields), how="left")
    if "period" in schema.names:
        known = frame_of("categories")
        kinds = known[known["breakdown"] == PERIOD].set_index("category")[f"label_{lang}"].to_dict()
        # An interval is its own label.
        frame["period_label"] = frame["period"].replace(kinds).astype(TEXT)
    return frame
