"""What of a year a figure covers: the calendar year, another kind of year, or an interval.

Kinds of year are the categories of the breakdown ``period``: ``year`` (the calendar year, and the state at its
report), ``school_year``, ``promotion_list`` and the like. An interval is written as ISO 8601 writes it, with its
first and last year, month or day: ``2018-01-01/2018-11-20``, ``2015-01/2021-04``.
"""

from __future__ import annotations

import calendar
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

PERIOD = "period"  # the breakdown whose categories are the kinds of year
YEAR = "year"  # the calendar year
_MARK = "/"
_YEAR, _MONTH = len("2021"), len("2021-04")


def is_interval(periods: pd.Series) -> pd.Series:
    """Return which periods are intervals.

    >>> import pandas as pd
    >>> is_interval(pd.Series(["year", "2015-01/2021-04"])).tolist()
    [False, True]
    """
    return periods.isin([text for text in set(periods.to_numpy("object")) if _MARK in str(text)])


def first_day(text: str) -> date:
    """Return the first day of a year, month or day of ISO 8601; raises ValueError for what does not exist.

    >>> first_day("2021-04").isoformat()
    '2021-04-01'
    """
    return date.fromisoformat(text + "-01-01"[len(text) - _YEAR :])


def last_day(text: str) -> date:
    """Return the last day of a year, month or day of ISO 8601; raises ValueError for what does not exist.

    >>> last_day("2020-02").isoformat(), last_day("2021").isoformat()
    ('2020-02-29', '2021-12-31')
    """
    first = first_day(text)
    month = 12 if len(text) == _YEAR else first.month
    return first if len(text) > _MONTH else date(first.year, month, calendar.monthrange(first.year, month)[1])


def is_date(text: str) -> bool:
    """Return whether a year, month or day of ISO 8601 exists.

    >>> [is_date(one) for one in ("2021", "2021-04", "2021-13", "2020-02-30")]
    [True, True, False, False]
    """
    try:
        first_day(text)
    except ValueError:
        return False
    return True


def interval_ends(period: str) -> tuple[str, str]:
    """Return the first and the last day, month or year of an interval.

    >>> interval_ends("2015-01/2021-04")
    ('2015-01', '2021-04')
    """
    first, _, last = period.partition(_MARK)
    return first, last
