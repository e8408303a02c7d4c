"""How much a printed figure leaves open: the range of true values that its digits and qualifier allow.

A rounded figure says less than an exact one, and two figures contradict one another only where their ranges do not
meet. The rule:

- an exact count is itself; but from 10,000 on, one that ends in three zeros was printed in thousands, and is
  rounded at its last digit that is not zero;
- an exact percentage is rounded at its last digit, but at the point at most; another exact measure (money, mass,
  area) at its last digit that is not zero;
- *about* reaches one unit of the last digit that is not zero to both sides, *nearly* and *less than* below, *more
  than* above, but a fifth of the figure at most, and a measure never less than where it is exact;
- a fall is as large as it is said to be: "a fall of more than 18 %" is -18 or less.

"Nearly 8000" allows 7000 to 8000, "more than 4300" allows 4300 to 4400, "nearly 100" allows 80 to 100.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dgsn_opendata.schemas import whole_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

EPSILON = 1e-9  # what binary fractions may add to a sum or quotient of decimal ones
_DECIMALS = 6  # more than any figure is printed with
_LARGE, _THOUSAND = 10_000, 1000  # one large count in a thousand ends in three zeros by chance
_POWERS = 15  # 10^15 is more than anything that is counted here


def last_digit_unit(values: ArrayLike) -> Floats:
    """Return the worth of the last digit of each value that is not zero: 10 for 1230, 0.1 for 194.5.

    >>> last_digit_unit([1230, 194.5, 8000, 0]).tolist()
    [10.0, 0.1, 1000.0, 1.0]
    """
    numbers = np.abs(np.asarray(values, dtype="float64"))
    unit: Floats = np.ones_like(numbers)
    round_ones = np.flatnonzero(numbers > 0)  # fewer with each power: most end in another digit than nought
    for power in range(1, _POWERS):
        round_ones = round_ones[numbers[round_ones] % 10.0**power == 0]
        unit[round_ones] = 10.0**power
    broken = np.flatnonzero(numbers % 1 != 0)
    for decimals in range(_DECIMALS, 0, -1):
        # Going down, the last decimal count at which rounding changes nothing is the number of decimals printed.
        fractions = numbers[broken]
        rounds = np.isclose(np.round(fractions, decimals), fractions, rtol=0, atol=10.0 ** -(_DECIMALS + 3))
        unit[broken[rounds]] = 10.0**-decimals
    return unit


def bounds(
    values: ArrayLike, qualifiers: Sequence[str] | ArrayLike, units: Sequence[str] | ArrayLike
) -> tuple[Floats, Floats]:
    """Return the least and the greatest true value that each printed figure allows, by its qualifier and unit.

    >>> words = ["more_than", "nearly", "exact", "exact", "exact"]
    >>> units = ["cameras", "files", "persons", "cases", "percent"]
    >>> low, high = bounds([4300, 8000, 117, 851000, 37], words, units)
    >>> list(zip(low.tolist(), high.tolist()))
    [(4300.0, 4400.0), (7000.0, 8000.0), (117.0, 117.0), (850500.0, 851500.0), (36.5, 37.5)]
    """
    numbers = np.asarray(values, dtype="float64")
    words, kinds = pd.Series(qualifiers), pd.Series(units)
    sizes = np.abs(numbers)
    digit = last_digit_unit(sizes)
    reach = np.minimum(digit, sizes / 5)
    counted = kinds.isin(whole_units()).to_numpy()
    percent = kinds.isin(["percent"]).to_numpy()
    rounded = np.where(percent, np.minimum(digit, 1.0), reach) / 2
    rounded[counted] = 0.0
    shortened = counted & (sizes >= _LARGE) & (sizes % _THOUSAND == 0) & words.isin(["exact"]).to_numpy()
    rounded = np.where(shortened, reach / 2, rounded)
    hedged = np.maximum(reach, rounded)
    below = np.where(words.isin(["about", "nearly", "less_than"]), hedged, rounded)
    above = np.where(words.isin(["about", "more_than"]), hedged, rounded)
    low, high = sizes - below, sizes + above
    return np.where(numbers < 0, -high, low), np.where(numbers < 0, -low, high)


def meets(low: ArrayLike, high: ArrayLike, other_low: ArrayLike, other_high: ArrayLike) -> NDArray[np.bool_]:
    """Return whether ranges overlap, elementwise; ranges that only touch do not, unless one is a single value.

    >>> meets([35.5, 7986, 7000], [36.5, 7986, 8000], [36.5, 7000, 8000], [37.5, 8000, 8000]).tolist()
    [False, True, True]
    """
    low, high, other_low, other_high = (
        np.asarray(end, dtype="float64") for end in (low, high, other_low, other_high)
    )
    point = (low == high) | (other_low == other_high)
    scale = EPSILON * np.maximum(1.0, np.abs(high))
    narrower = np.minimum(high - low, other_high - other_low)
    room = np.where(point, -scale, np.minimum(scale, narrower / 4))
    overlap: NDArray[np.bool_] = (low + room < other_high) & (other_low + room < high)
    return overlap
