"""How a figure is said: the hedge that qualifies it, and the direction of a change.

A hedge stands right before its figure ("plus de 300"), a verb may have some words between ("تجاوز تعداده 12 ألف"),
a few stand behind ("300 environ"). Two that differ, or one that is denied, leave no certain reading. The sign of a
change is that of the word that carries it: "baisse de 12 %" is -12.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsn_opendata.numerals.figures import NumeralError
from dgsn_opendata.numerals.tokens import PADDING
from dgsn_opendata.numerals.words import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dgsn_opendata.numerals.quantities import Quantity
    from dgsn_opendata.numerals.tokens import Token

_FAR = 8  # words between a verb and its figure
_BEHIND = 2  # words between a figure and a hedge behind it
_REACH_BACK = frozenset({"after", "both"})
_QUOTES = frozenset("(«\"“'’")
_TRANSPARENT = frozenset({Role.FILLER, Role.REACH, Role.TO, Role.PREFIX})


def qualifier(
    tokens: Sequence[Token], quantity: Quantity, others: Collection[int], *, running: bool = False
) -> str:
    """Return the qualifier of a quantity; ``others`` are the tokens that belong to other numerals.

    In a ``running`` text a hedge that stands elsewhere says something else; in a figure's own expression it leaves
    no certain reading. Raises :class:`NumeralError` there, and where hedges differ or are denied.
    """
    found = {*_before(tokens, quantity, others, running), *_behind(tokens, quantity, others, running)}
    if len(found) > 1:
        raise NumeralError(f"two hedges that differ: {', '.join(sorted(found))}")
    return found.pop() if found else "exact"


def _before(tokens: Sequence[Token], quantity: Quantity, others: Collection[int], running: bool) -> Iterator[str]:
    words = 0
    for index in range(quantity.first - 1, -1, -1):
        token = tokens[index]
        if index in others:
            continue
        if token.role is Role.HEDGE and token.value[1] != "after":
            word, reach = token.value
            if words <= (_FAR if reach == "far" else 0):
                if index and tokens[index - 1].role is Role.NOT:
                    raise NumeralError(f'"{token.text}" is denied')
                yield word
            elif not running:
                raise NumeralError(f'"{token.text}" stands too far from the figure')
        elif token.role not in _TRANSPARENT and token.text not in _QUOTES:
            words += 1


def _behind(tokens: Sequence[Token], quantity: Quantity, others: Collection[int], running: bool) -> Iterator[str]:
    words = 0
    for index in range(quantity.last + 1, len(tokens) - len(PADDING)):
        token = tokens[index]
        if index in others:
            continue
        if token.role is Role.HEDGE:
            if token.value[1] in _REACH_BACK and words <= _BEHIND:
                yield token.value[0]
            elif not running:
                raise NumeralError(f'"{token.text}" stands behind the figure')
        elif token.role is not Role.SYMBOL:
            words += 1


def direction(tokens: Sequence[Token], quantity: Quantity, others: Collection[int]) -> int:
    """Return -1 for a quantity that is a fall, 1 for any other.

    Raises :class:`NumeralError` where the words go both ways, or where what has fallen may be a level ("fell to
    12 %").
    """
    if quantity.sign:
        return quantity.sign
    if not any(token.role is Role.FALL for token in tokens):
        return 1
    roles = {token.role for index, token in enumerate(tokens) if index not in others}
    if Role.FALL not in roles:
        return 1
    if Role.RISE in roles:
        raise NumeralError("the words go both up and down")
    index = quantity.first - 1
    while index >= 0 and tokens[index].role in {Role.HEDGE, Role.FILLER}:
        index -= 1
    if index >= 0 and tokens[index].role is Role.TO and Role.REACH not in roles:
        raise NumeralError("it may be what something has fallen to")
    if quantity.unit != "percent":
        raise NumeralError("a fall in numbers may be the level or the change")
    return -1
