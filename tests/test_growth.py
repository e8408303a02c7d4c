"""Telling growth from growth by the square."""

from __future__ import annotations

from tests.growth import grows_as_fast


def test_what_takes_the_square_of_its_input_is_told_from_what_does_not() -> None:
    assert grows_as_fast(lambda text: list(text * 20), "", "ab", "c")
    assert not grows_as_fast(lambda text: [one for one in text for _ in text], "", "ab", "c")
