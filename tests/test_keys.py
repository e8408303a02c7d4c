"""Numbers in place of texts say the same of every two rows."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.fieldtypes import TEXT
from dgsn_opendata.keys import categorical, combined

numbers = st.integers(-1, 3) | st.sampled_from([2**31, 2**40])  # two of the great ones are more than 64 bits hold


@given(st.lists(st.text(max_size=2) | st.none()))
def test_a_column_of_texts_has_the_categories_that_pandas_gives_it(texts: list[str | None]) -> None:
    column = pd.Series(texts, dtype=TEXT)
    pd.testing.assert_series_equal(pd.Series(categorical(column)), column.astype("category"))


@given(st.lists(st.tuples(numbers, numbers, numbers), max_size=8))
def test_rows_have_one_key_where_they_are_the_same_in_every_column_and_keep_their_order(
    rows: list[tuple[int, int, int]],
) -> None:
    keys = combined(*np.array(rows, dtype="int64").reshape(-1, 3).T)
    for (one, key), (other, other_key) in combinations(zip(rows, keys, strict=True), 2):
        assert (one < other, one == other) == (key < other_key, key == other_key)
