"""Numbers, values and marks as a report of changes writes them."""

from __future__ import annotations

import re

from dgsn_opendata.localising import say_number

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]+)?")
_MARK = re.compile(r"[\\`*<>\[\]|&]|(?<![^\W_])_|_(?![^\W_])")  # an underscore within a word is no mark


def say_value(value: object, qualifier: object = "exact") -> str:
    """Return a value as a report writes it.

    >>> say_value("130000", "more_than"), say_value("")
    ('more than 130,000', 'nothing')
    """
    text = str(value)
    number = say_number(float(text), "en") if _NUMBER.fullmatch(text) else text or "nothing"
    return number if qualifier in ("exact", "") else f"{str(qualifier).replace('_', ' ')} {number}"


def count(number: int, word: str, words: str = "") -> str:
    """Return a number with its noun.

    >>> count(1, "value"), count(1200, "value"), count(2, "category", "categories")
    ('1 value', '1,200 values', '2 categories')
    """
    return f"{number:,} {word if number == 1 else words or word + 's'}"


def say_counts(added: int, removed: int, changed: int) -> str:
    """Return how many rows are new, removed and changed, without those that are none.

    >>> say_counts(1200, 0, 3)
    '1,200 new, 3 changed'
    """
    numbers = {"new": added, "removed": removed, "changed": changed}
    return ", ".join(f"{number:,} {word}" for word, number in numbers.items() if number)


def escape(text: str) -> str:
    r"""Return a text in which nothing is a mark of Markdown, but what stands in backticks.

    >>> print(escape("cnie_issued: «*1*»"), escape("`a_b`: _c_"))
    cnie_issued: «\*1\*» `a_b`: \_c\_
    """
    parts = re.split("(`[a-z0-9_/.-]+`)", text)
    return "".join(part if number % 2 else _MARK.sub(r"\\\g<0>", part) for number, part in enumerate(parts))
