"""Read JSON that somebody else may have written: what has two readings, or none, is refused.

The standard library's reader takes the last of two values of one name, numbers that JSON does not have, halves of
letters that no file can hold, and as much as memory holds; other programs read the same file otherwise, or not.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from dgsn_opendata.findings import shorten
from dgsn_opendata.phrases import phrase

if TYPE_CHECKING:
    from dgsn_opendata.phrases import Phrase

MOST_BYTES = 8 * 1024**2  # ten times what the largest file of ours has; a few bytes of JSON are many in memory
_MOST_DIGITS = 400  # Python refuses 4,300 and more, other programs far fewer
# An escape of one half that has not the other beside it; no file in UTF-8 can hold what it says.
_HALF_LETTER = re.compile(r"\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]")


class JsonFault(ValueError):
    """What keeps a file from being read as JSON, in our own words: ``said``."""

    def __init__(self, said: Phrase) -> None:
        self.said = said
        super().__init__(said)


def parse_json(data: bytes) -> Any:
    """Return what JSON in UTF-8 says; raises :class:`JsonFault` for what is none, or can be read in two ways.

    >>> parse_json(b'{"year": 2024}')
    {'year': 2024}
    >>> parse_json(b'{"year": 2024, "year": 2025}')
    Traceback (most recent call last):
        ...
    dgsn_opendata.jsonfile.JsonFault: "year" twice in one object
    """
    if len(data) > MOST_BYTES:
        raise JsonFault(phrase("json-too-large", most=MOST_BYTES // 1024**2))
    try:
        text = data.decode("utf-8")
        if _HALF_LETTER.search(text):
            raise JsonFault(phrase("half-a-letter"))
        return json.loads(
            text, object_pairs_hook=_object, parse_float=_number, parse_int=_integer, parse_constant=_number
        )
    except UnicodeDecodeError as error:
        raise JsonFault(phrase("no-utf8")) from error
    except json.JSONDecodeError as error:
        raise JsonFault(phrase("no-json", line=error.lineno, column=error.colno)) from error
    except RecursionError as error:
        raise JsonFault(phrase("json-too-deep")) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise JsonFault(phrase("named-twice", name=shorten(max(names, key=Counter(names).__getitem__))))
    return found


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise JsonFault(phrase("no-json-number", number=shorten(text)))
    return value


def _integer(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise JsonFault(phrase("no-json-number", number=shorten(text)))
    return int(text)
