"""Whether the time that something takes grows as its input does, and not as its square."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, AnyStr

from hypothesis import settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

_SHORT, _TIMES = 1_000, 4
_QUICK = 0.008  # seconds, in which little of this length is done whose time grows as the square
_FACTOR = 9  # between the four that growth as fast gives and the sixteen that a square gives
_ATTEMPTS = 3  # the machine may have had something else to do

# How many examples such a test needs: each takes a while.
FEW = settings(max_examples=max(25, settings().max_examples // 4))


def pieces_of(parts: SearchStrategy[bytes]) -> tuple[SearchStrategy[bytes], ...]:
    """Return the strategies of a start, a piece that is repeated and an end, each put together of some parts."""
    sizes = ((0, 3), (1, 4), (0, 3))
    return tuple(st.lists(parts, min_size=least, max_size=most).map(b"".join) for least, most in sizes)


def grows_as_fast(action: Callable[[AnyStr], object], start: AnyStr, piece: AnyStr, end: AnyStr) -> bool:
    """Return whether four times as many pieces between start and end take about four times as long."""
    times = max(1, _SHORT // len(piece))
    # Each text is another one, so that no cache knows its words.
    for more in range(_ATTEMPTS):
        long = _seconds(action, start + piece * (times * _TIMES + more) + end)
        if long < _QUICK or long < _FACTOR * _seconds(action, start + piece * (times + more) + end):
            return True
    return False


def _seconds(action: Callable[[AnyStr], object], text: AnyStr) -> float:
    begin = time.process_time()
    action(text)
    return time.process_time() - begin
