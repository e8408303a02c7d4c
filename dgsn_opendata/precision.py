"""How much a printed figure leaves open: the range of true values that its digits and qualifier allow.

A rounded figure says less than an exact one, and two figures contradict one another only where their ranges do not
meet. The rule: an exact count is itself; an exact percentage or measure is rounded at the last digit of its value;
*about*, *nearly*, *more than* and *less than* reach one unit of the last digit that is not zero (half of it to
either side for *about*), but a fifth of the figure at most — "nearly 8000" allows 7000 to 8000, "more than 4300"
allows 4300 to 4400, "nearly 100" allows 80 to 100.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

EPSILON = 1e-9  # what binary fractions may add to a sum or quotient of decimal ones
_DECIMALS = 6  # more than any figure is printed with
_POWERS = 15  # 10^15 is more than anything that is counted here


def last_digit_unit(values: ArrayLike) -> Floats:
    """Return the worth of the last digit of each value that is not zero: 10 for 1230, 0.1 for 194.5.

    >>> last_digit_unit([1230, 194.5, 8000, 0]).tolist()
    [10.0, 0.1, 1000.0, 1.0]
    """
    numbers = np.abs(np.asarray(values, dtype="float64"))
    unit: Floats = np.ones_like(numbers)
    for power in range(1, _POWERS):
        unit = np.where((numbers > 0) & (numbers % 10.0**power == 0), 10.0**power, unit)
    for decimals in range(_DECIMALS, 0, -1):
        # Going down, the last decimal count at which rounding changes nothing is the number of decimals printed.
        rounds = np.isclose(np.round(numbers, decimals), numbers, rtol=0, atol=10.0 ** -(_DECIMALS + 3))
        unit = np.where((numbers % 1 != 0) & rounds, 10.0**-decimals, unit)
    return unit


def rounding_unit(values: ArrayLike) -> Floats:
    """Return the worth of the last printed digit of each value: 1 for a whole number, 0.1 for 194.5.

    >>> rounding_unit([20, 194.5]).tolist()
    [1.0, 0.1]
    """
    unit: Floats = np.minimum(last_digit_unit(values), 1.0)
    return unit


def bounds(values: ArrayLike, qualifiers: Sequence[str] | ArrayLike, counted: ArrayLike) -> tuple[Floats, Floats]:
    """Return the least and the greatest true value that each printed figure allows.

    ``counted`` says for each figure whether it counts whole things; other exact figures are rounded.

    >>> words = ["more_than", "nearly", "exact", "exact"]
    >>> low, high = bounds([4300, 8000, 117, 37], words, [True, True, True, False])
    >>> list(zip(low.tolist(), high.tolist()))
    [(4300.0, 4400.0), (7000.0, 8000.0), (117.0, 117.0), (36.5, 37.5)]
    """
    numbers = np.asarray(values, dtype="float64")
    words = np.asarray(qualifiers, dtype="str")
    reach = np.minimum(last_digit_unit(numbers), np.abs(numbers) / 5)
    rounded = np.where(np.asarray(counted, dtype="bool"), 0.0, rounding_unit(numbers) / 2)
    below = np.select(
        [words == "about", words == "nearly", words == "less_than", words == "exact"],
        [reach / 2, reach, reach, rounded],
        0.0,
    )
    above = np.select([words == "about", words == "more_than", words == "exact"], [reach / 2, reach, rounded], 0.0)
    return numbers - below, numbers + above


def meets(low: ArrayLike, high: ArrayLike, other_low: ArrayLike, other_high: ArrayLike) -> NDArray[np.bool_]:
    """Return whether ranges overlap, elementwise; ranges that only touch do not, unless one is a single value.

    >>> meets([35.5, 7986, 7000], [36.5, 7986, 8000], [36.5, 7000, 8000], [37.5, 8000, 8000]).tolist()
    [False, True, True]
    """
    low, high, other_low, other_high = (
        np.asarray(end, dtype="float64") for end in (low, high, other_low, other_high)
    )
    point = (low == high) | (other_low == other_high)
    room = np.where(point, -EPSILON, EPSILON) * np.maximum(1.0, np.abs(high))
    overlap: NDArray[np.bool_] = (low + room < other_high) & (other_low + room < high)
    return overlap
