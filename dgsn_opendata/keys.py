"""Rows are grouped and joined by one number each: texts in many columns take ten times as long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST = np.iinfo(np.int64).max


def categorical(texts: pd.Series) -> pd.Categorical:
    """Return a column of texts as ``astype("category")`` does, in a quarter of its time where few texts are many.

    >>> categorical(pd.Series(["year", None, "promotion", "year"], dtype="string")).codes.tolist()
    [1, -1, 0, 1]
    """
    # A Python text remembers its hash, and pandas' factorize does not ask for it.
    distinct = set(texts.to_numpy("object")) - {texts.dtype.na_value}
    known = pd.Index(sorted(distinct), dtype=texts.dtype)
    return pd.Categorical.from_codes(known.get_indexer(texts), categories=known)


def combined(*columns: NDArray[np.integer] | pd.Series) -> NDArray[np.int64]:
    """Return one number a row, the same for the rows that are the same in every column of whole numbers from -1 on.

    Rows of two frames compare only where they were combined as one.

    >>> combined(np.array([0, 1, 0, -1]), np.array([-1, 7, -1, 7])).tolist()
    [9, 26, 9, 8]
    """
    keys, span = np.zeros(len(columns[0]), dtype="int64"), 1
    for column in columns:
        numbers = np.asarray(column, dtype="int64") + 1
        size = int(numbers.max(initial=0)) + 1
        if span > _MOST // size:
            keys, span = pd.factorize(keys)[0].astype("int64"), len(keys)
        keys, span = keys * size + numbers, span * size
    return keys
