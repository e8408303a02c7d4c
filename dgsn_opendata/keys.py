"""Rows are grouped and joined by one number each: texts in many columns take ten times as long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST = np.iinfo(np.int64).max


def categorical(texts: pd.Series) -> pd.Categorical:
    """Return a column of the dtype ``string`` as ``astype("category")`` does.

    It takes a quarter of the time where few texts stand in many rows, and most of them are there.

    >>> categorical(pd.Series(["year", None, "promotion", "year"], dtype="string")).codes.tolist()
    [1, -1, 0, 1]
    """
    # A Python text remembers its hash, and pandas' factorize does not ask for it.
    known = pd.Index(sorted(set(texts.to_numpy("object")) - {pd.NA}), dtype=texts.dtype)
    return pd.Categorical.from_codes(known.get_indexer(pd.Index(texts)), categories=known)


def combined(*columns: NDArray[np.integer] | pd.Series) -> NDArray[np.int64]:
    """Return one number a row, the same for rows that are the same in every column of whole numbers from -1 on.

    They are in the order of the rows, compared by the first column first. Rows of two frames compare only where
    they were combined as one.

    >>> keys = combined(np.array([0, 1, 0, -1]), np.array([-1, 7, -1, 7]))
    >>> pd.factorize(keys)[0].tolist()
    [0, 1, 0, 2]
    """
    keys, span = np.zeros(len(columns[0]), dtype="int64"), 1
    for column in columns:
        numbers = np.asarray(column, dtype="int64") + 1
        size = int(numbers.max(initial=0)) + 1
        if span > _MOST // size:
            keys, span = pd.factorize(keys, sort=True)[0].astype("int64"), len(keys)
        keys, span = keys * size + numbers, span * size
    return keys
