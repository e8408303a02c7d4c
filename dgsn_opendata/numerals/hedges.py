"""How a figure is hedged: by words right before it, by a verb some words before, by a few words behind.

"plus de 300", "تجاوز تعداده 12 ألف", "300 environ", "au moins 300". Two hedges that differ, or one that is denied
or says by how much, leave no certain reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsn_opendata.numerals.figures import NumeralError
from dgsn_opendata.numerals.tokens import PADDING
from dgsn_opendata.numerals.words import Role
from dgsn_opendata.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dgsn_opendata.numerals.quantities import Quantity
    from dgsn_opendata.numerals.tokens import Token

_FAR = 4  # words between a verb and its figure
_BEHIND = 2  # words between a figure and a hedge behind it
_BEFORE = frozenset({"near", "both"})
_AFTER = frozenset({"after", "both"})
_TRANSPARENT = frozenset({Role.FILLER, Role.REACH, Role.PREFIX})
QUOTES = frozenset("(«\"“'’")


def qualifier(tokens: Sequence[Token], quantity: Quantity, others: Collection[int]) -> str:
    """Return the qualifier of a quantity; ``others`` are the tokens that belong to other numerals.

    Raises :class:`NumeralError` where hedges differ, are denied, or stand where they may hedge something else.
    """
    found = {*_before(tokens, quantity, others), *_behind(tokens, quantity, others)}
    if len(found) > 1:
        raise NumeralError(phrase("two-hedges", words=", ".join(sorted(found))))
    return found.pop() if found else "exact"


def first_with_hedges(tokens: Sequence[Token], first: int) -> int:
    """Return the first token of a numeral with the hedges that stand right before it."""
    while first and tokens[first - 1].role is Role.HEDGE and tokens[first - 1].value[1] in _BEFORE:
        first -= 1
    return first


def says_by(token: Token) -> bool:
    """Whether a word says by how much: "de", "by", "بنسبة" (but not "نسبة" alone)."""
    return token.role is Role.LINK and (token.text[0] < "\u0600" or token.prefix.endswith("ب"))


def _before(tokens: Sequence[Token], quantity: Quantity, others: Collection[int]) -> Iterator[str]:
    words = 0
    by = tokens[quantity.first].prefix.endswith("ب")
    for index in range(quantity.first - 1, -1, -1):
        token = tokens[index]
        if index in others:
            continue
        if token.role is Role.HEDGE and token.value[1] != "after" and not token.prefix.endswith("ال"):
            word, reach = token.value
            if words > (_FAR if reach == "far" else 0):
                raise NumeralError(phrase("hedge-far", word=token.text))
            if index and tokens[index - 1].role is Role.NOT:
                raise NumeralError(phrase("hedge-denied", word=token.text))
            if reach == "far" and by:
                raise NumeralError(phrase("hedge-by", word=token.text))
            yield word
        elif token.role is Role.CLAUSE or (token.role is Role.SYMBOL and token.text not in QUOTES):
            words += _FAR + 1  # what stands before another clause says something of that
        elif token.role not in _TRANSPARENT and token.text not in QUOTES:
            words += 1
            by = by or says_by(token)


def _behind(tokens: Sequence[Token], quantity: Quantity, others: Collection[int]) -> Iterator[str]:
    words = 0
    for index in range(quantity.last + 1, len(tokens) - len(PADDING)):
        token = tokens[index]
        if index in others:
            continue
        if token.role is Role.HEDGE:
            if token.value[1] not in _AFTER or words > _BEHIND:
                raise NumeralError(phrase("hedge-behind", word=token.text))
            yield token.value[0]
        elif token.role is not Role.SYMBOL:
            words += 1
