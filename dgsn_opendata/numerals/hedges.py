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

_FAR = 4  # words between a verb and its figure
_BEHIND = 2  # words between a figure and a hedge behind it
_REACH_BACK = frozenset({"after", "both"})
_QUOTES = frozenset("(«\"“'’")
_TRANSPARENT = frozenset({Role.FILLER, Role.REACH, Role.PREFIX})
_PLAIN = frozenset({Role.WORD, Role.NOUN, Role.LINK})
_CLAUSE = 6  # words between a fall and the "by" of its figure


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
        if token.role is Role.HEDGE and token.value[1] != "after" and not token.prefix.endswith("ال"):
            word, reach = token.value
            if words <= (_FAR if reach == "far" else 0):
                if index and tokens[index - 1].role is Role.NOT:
                    raise NumeralError(f'"{token.text}" is denied')
                if reach == "far" and _says_by(tokens[index + 1]):
                    raise NumeralError(f'"{token.text}" says by how much, not how much')
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


def direction(
    tokens: Sequence[Token], quantity: Quantity, others: Collection[int], *, running: bool = False
) -> int:
    """Return -1 for a quantity that is a fall, 1 for any other.

    A fall is joined to its figure by "by" ("de", "بنسبة") or by nothing, or stands right behind it. One that
    stands elsewhere says something else in a ``running`` text; in a figure's own expression it leaves no certain
    reading. Raises :class:`NumeralError` there, where the words go both ways, and where no percentage falls.
    """
    if quantity.sign:
        return quantity.sign
    falls = [index for index, token in enumerate(tokens) if token.role is Role.FALL and index not in others]
    if not falls:
        return 1
    if not any(_is_joined(tokens, index, quantity, others) for index in falls):
        if running:
            return 1
        raise NumeralError(f'"{tokens[falls[0]].text}" may be said of something else')
    if any(token.role is Role.RISE and index not in others for index, token in enumerate(tokens)):
        raise NumeralError("the words go both up and down")
    if quantity.unit != "percent":
        raise NumeralError("a fall in numbers may be the level or the change")
    return -1


def _says_by(token: Token) -> bool:
    """Whether a word says by how much: "de", "by", "بنسبة" (but not "نسبة" alone)."""
    return token.role is Role.LINK and (token.text[0] < "\u0600" or token.prefix.endswith("ب"))


def _is_joined(tokens: Sequence[Token], fall: int, quantity: Quantity, others: Collection[int]) -> bool:
    """Whether a word of falling says what its figure is: "baisse de 12 %", "12 % de moins"."""
    if fall > quantity.last:
        between = tokens[quantity.last + 1 : fall]
        return not tokens[fall].prefix and all(token.role in {Role.LINK, Role.YEAR} for token in between)
    if any(token.role is Role.NOT for token in tokens[max(0, fall - 2) : fall]):
        return False
    by = tokens[quantity.first].prefix.endswith("ب")
    words = 0
    for index in range(quantity.first - 1, fall, -1):
        token = tokens[index]
        if index in others or token.role in {Role.HEDGE, Role.FILLER} or token.text in _QUOTES:
            continue
        if _says_by(token):
            by = True
        elif token.role is Role.REACH or (token.role is Role.TO and tokens[index - 1].role is Role.REACH):
            # "a fall that reached": the verb stands right behind the noun.
            if tokens[fall].value != "noun" or index > fall + 2:
                return False
        elif token.role in _PLAIN and by and words < _CLAUSE and not token.joined:
            words += 1
        else:
            return False
    return True
