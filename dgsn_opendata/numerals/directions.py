"""The sign of a change, which is that of the word that carries it: "baisse de 12 %" is -12.

A fall is said of its figure where the two are joined: by "by" ("de", "بنسبة") with few words between, by a verb
of reaching right behind the noun ("انخفاض وصل إلى 12 بالمائة"), by nothing at all, or right behind it ("12 % de
moins"). One that stands elsewhere may be of something else, or down to this figure: no reading is certain then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsn_opendata.numerals.figures import NumeralError
from dgsn_opendata.numerals.hedges import QUOTES, says_by
from dgsn_opendata.numerals.words import Role
from dgsn_opendata.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dgsn_opendata.numerals.quantities import Quantity
    from dgsn_opendata.numerals.tokens import Token

_WORDS = 2  # between a fall and the "by" of its figure: the thing that falls
_BEHIND = 3  # tokens between a figure and a fall behind it
_PLAIN = frozenset({Role.WORD, Role.NOUN, Role.LINK})
_LINKS = frozenset({Role.LINK, Role.YEAR})
_THAN = frozenset({Role.FROM, Role.END})


def direction(tokens: Sequence[Token], quantity: Quantity, others: Collection[int]) -> int:
    """Return -1 for a quantity that is a fall, 1 for any other; ``others`` are the tokens of other numerals.

    Raises :class:`NumeralError` where a fall is not joined to the figure, where the words go both ways, and where
    what falls is no percentage.
    """
    if quantity.sign:
        return quantity.sign
    falls = [index for index, token in enumerate(tokens) if token.role is Role.FALL and index not in others]
    if not falls:
        return 1
    if not any(_is_joined(tokens, index, quantity, others) for index in falls):
        raise NumeralError(phrase("said-of-else", word=tokens[falls[0]].text))
    if any(token.role is Role.RISE and index not in others for index, token in enumerate(tokens)):
        raise NumeralError(phrase("up-and-down"))
    if quantity.unit != "percent":
        raise NumeralError(phrase("level-or-change"))
    return -1


def _is_joined(tokens: Sequence[Token], fall: int, quantity: Quantity, others: Collection[int]) -> bool:
    if fall > quantity.last:
        return _is_behind(tokens, fall, quantity)
    if any(token.role is Role.NOT for token in tokens[max(0, fall - 2) : fall]):
        return False
    by = tokens[quantity.first].prefix.endswith("ب")
    words = 0
    for index in range(quantity.first - 1, fall, -1):
        token = tokens[index]
        if index in others or token.role in {Role.HEDGE, Role.FILLER} or token.text in QUOTES:
            continue
        if says_by(token):
            by = True
        elif token.role is Role.REACH or (token.role is Role.TO and tokens[index - 1].role is Role.REACH):
            if tokens[fall].value != "noun" or index > fall + 2:
                return False
        elif token.role in _PLAIN and by and words < _WORDS and not _begins_clause(token):
            words += 1
        else:
            return False
    return True


def _is_behind(tokens: Sequence[Token], fall: int, quantity: Quantity) -> bool:
    """Whether a fall right behind a figure is its own: a noun ("12 % de baisse"), or the end ("12 % de moins")."""
    if fall > quantity.last + _BEHIND or tokens[fall].prefix:
        return False
    between = all(tokens[index].role in _LINKS for index in range(quantity.last + 1, fall))
    return between and (tokens[fall].value == "noun" or tokens[fall + 1].role in _THAN)


def _begins_clause(token: Token) -> bool:
    """Whether an Arabic word may begin with "and" or "so": what follows says something else."""
    return token.joined or (len(token.text) > 3 and token.text[0] in "وف")
