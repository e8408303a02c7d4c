"""How many printed figures the reader reads in a second: ``python -m tests.reading_speed``."""

from __future__ import annotations

import random
import time

from dgsn_opendata.numerals import read

_FORMS = (
    "{0:,}",
    "{1},{2} بالمائة",
    "{3} ألف و{4}",
    "أكثر من {0}",
    "{0} موظف",
    "{1} مليون و{4} ألف و{3}",
    "{1}.{2} %",
)
_REPEATS = 20


def figures(number: int) -> list[str]:
    """Return so many distinct printed figures, of the forms that the press prints most."""
    numbers = random.Random(0)
    found: dict[str, None] = {}
    while len(found) < number:
        parts = [
            numbers.randrange(2_200, 10**7),
            *(numbers.randrange(1, limit) for limit in (1000, 10, 1000, 1000)),
        ]
        found[numbers.choice(_FORMS).format(*parts).replace(",", "." if len(found) % 2 else ",")] = None
    return list(found)


def rate(texts: list[str]) -> float:
    """Return how many of these are read in a second."""
    start = time.perf_counter()
    for text in texts:
        read(text, "ar", True)
    return len(texts) / (time.perf_counter() - start)


def main() -> None:
    """Print the rates of distinct and of repeated figures."""
    texts = [text for text in figures(60_000) if _is_read(text)]
    read.__globals__["_read"].cache_clear()
    print(f"distinct figures: {rate(texts):>12,.0f} a second")
    few = texts[:2_000]
    rate(few)
    print(f"repeated figures: {rate(few * _REPEATS):>12,.0f} a second")


def _is_read(text: str) -> bool:
    try:
        read(text, "ar", True)
    except ValueError:
        return False
    return True


if __name__ == "__main__":
    main()
