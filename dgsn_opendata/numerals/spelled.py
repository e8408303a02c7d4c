"""Numbers made of words, of digits, or of both: "تسعة عشر مليونا و722 ألف و41", "deux cent mille", "1,5 million".

A number is a row of groups, each with its scale word, in descending order::

    number = group [scale] {["و" | "et" | "and" | ","] group [scale]} ["و" | "et" | "and a" half]
    group  = digits | words below a thousand (each language's own grammar)

Digits that follow without an "and" must be a full group of three. What does not descend is another number. Two
plain groups of digits never add up, joined or not.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from dgsn_opendata.numerals.digits import read_digits
from dgsn_opendata.numerals.figures import NumeralError
from dgsn_opendata.numerals.tokens import NUMBER_WORDS, Token
from dgsn_opendata.numerals.words import Role, fold
from dgsn_opendata.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dgsn_opendata.numerals.digits import Of

_SCALES = frozenset({Role.SCALE, Role.SCALES, Role.CONSTRUCT})
_STARTS = NUMBER_WORDS | {Role.DIGITS, Role.HALF, Role.ARTICLE}
_ALONE_IN_ARABIC = frozenset({Role.ONES, Role.TEN, Role.TENS})
_BOTH_DEFINITE = frozenset({"وال"})  # "الثلاثة والعشرون"
LIMIT = 10**15
AND = frozenset({"", "و"})  # what may be glued to a word inside a number

Value = int | Decimal


class Number(NamedTuple):
    """A number in a row of tokens: what it is worth, and the index behind its last token."""

    value: Value
    end: int


def read_number(tokens: Sequence[Token], start: int, language: str | None, of: Of) -> Number | None:
    """Return the longest number that begins at a token, ``None`` where none does.

    ``of`` is what the figure is of where it carries no scale word. Raises :class:`NumeralError` where a number
    begins that cannot be read.
    """
    if tokens[start].role not in _STARTS:
        return None
    group = _group(tokens, start, language, of)
    if group is None:
        return None
    total, index, smallest = group
    while smallest > 1:
        half = _half(tokens, index, smallest)
        if half is not None:
            total, index = total + half[0], half[1]
            break
        group = _further_group(tokens, index, language, smallest)
        if group is None:
            break
        value, index, smallest = group
        total += value
    if total >= LIMIT:
        raise NumeralError(phrase("beyond-figures", total=total))
    return Number(total, index)


def scales(after: Token) -> bool:
    """Whether the token behind digits is a scale word of theirs: "12 millions", not "12 et mille"."""
    return after.role in _SCALES and not (after.joined or after.prefix)


def _group(tokens: Sequence[Token], start: int, language: str | None, of: Of) -> tuple[Value, int, int] | None:
    """Return a group times its scales, the index behind it, and the scale below which more may follow."""
    token, after = tokens[start], tokens[start + 1]
    group: Value | None
    if token.role is Role.DIGITS:
        group, index = read_digits(token.text, language, "scale" if scales(after) else of), start + 1
    elif token.role is Role.DUAL_SCALE:
        group, index = 2, start
    else:
        group, index = _below_thousand(tokens, start, language)
    if group is None:
        group = _alone(tokens, start)
        if group is None:
            return None
    elif _is_and_a_half(tokens, index) and tokens[index + 3].role in _SCALES:
        group, index = group + Decimal(1) / tokens[index + 2].value, index + 3
    scale = last = 1
    while tokens[index].role in _SCALES or (index == start and tokens[index].role is Role.DUAL_SCALE):
        # "ألف مليون" is a thousand million, "un million mille" a million and a thousand.
        behind = index > start and tokens[index].prefix
        if behind or (tokens[index].joined and index > start) or tokens[index].value <= last:
            break
        last = tokens[index].value
        scale *= last
        index += 1
    if scale == 1:
        return group, index, 1
    value = group * scale
    if isinstance(group, int):
        return value, index, last
    return (int(value) if value == int(value) else value), index, 1


def _further_group(
    tokens: Sequence[Token], start: int, language: str | None, smallest: int
) -> tuple[Value, int, int] | None:
    """Return a group that adds to the ones before it: smaller than their last scale, and joined to it."""
    if tokens[start].text == "," and tokens[start + 1].role in NUMBER_WORDS and language != "fr":
        start += 1  # "one million, four hundred thousand"
    token = tokens[start]
    if token.role not in _STARTS or token.role is Role.HALF or token.prefix not in AND:
        return None
    group = _group(tokens, start, language, "whole")
    if group is None or not 0 < group[0] < smallest or not isinstance(group[0], int):
        return None
    if token.role is Role.DIGITS:
        full = len(token.text) == 3 and smallest == 1000
        return group if token.joined or full or group[2] > 1 else None
    return group if token.joined or token.text[0] < "\u0600" else None


def _alone(tokens: Sequence[Token], index: int) -> int | None:
    """Return what a scale word without a number before it multiplies; ``None`` where it is no number by itself."""
    word, after = tokens[index], tokens[index + 1]
    if word.role is Role.CONSTRUCT:
        if after.joined and after.role in _STARTS:
            return 1  # the construct form has no "and" behind it
        raise NumeralError(phrase("one-or-two", word=word.text, scale=word.value))
    arabic_or_mille = word.text[:1] > "\u0600" or fold(word.text) == "mille"
    return 1 if word.role is Role.SCALE and arabic_or_mille else None


def _half(tokens: Sequence[Token], index: int, smallest: int) -> tuple[int, int] | None:
    """Return the half (or quarter) of the last scale that is added behind it: "ونصف", "et demi", "and a half"."""
    if _is_and_a_half(tokens, index):
        index += 2
    elif not (tokens[index].role is Role.HALF and tokens[index].joined):
        return None
    half, after = tokens[index], tokens[index + 1]
    if after.role is Role.SCALE and not after.joined:
        if after.value != smallest:
            return None
        index += 1  # "مليون ونصف المليون"
    return smallest // half.value, index + 1


def _is_and_a_half(tokens: Sequence[Token], index: int) -> bool:
    article, half = tokens[index + 1].role, tokens[index + 2].role
    return tokens[index].role is Role.AND and article is Role.ARTICLE and half is Role.HALF


def _below_thousand(tokens: Sequence[Token], index: int, language: str | None) -> tuple[Value | None, int]:
    """Return the number below a thousand at a token, ``None`` where none begins, and the index behind it."""
    token = tokens[index]
    if token.role is Role.ZERO:
        return 0, index + 1
    if token.role is Role.ARTICLE:
        if tokens[index + 1].role is Role.HUNDRED:
            rest, end = _english_tens(tokens, index + 2)
            return 100 + (rest or 0), end
        return (1, index + 1) if tokens[index + 1].role is Role.SCALE else (None, index)
    if token.role is Role.HALF:
        after = index + 2 if tokens[index + 1].role is Role.ARTICLE else index + 1
        return (Decimal(1) / token.value, after) if tokens[after].role is Role.SCALE else (None, index)
    half = tokens[index + 1]
    if token.role is Role.ONES and token.value == 1 and half.role is Role.HALF and not half.joined:
        return _below_thousand(tokens, index + 1, language)  # "un demi-million"
    if token.text[:1] > "\u0600":
        return _arabic(tokens, index)
    if language == "en":
        return _english(tokens, index)
    if language == "fr":
        return _french(tokens, index)
    # Where the language is not known the words tell it: the grammar that understands more of them is theirs.
    return max(_french(tokens, index), _english(tokens, index), key=lambda read: (read[0] is not None, read[1]))


def _arabic(tokens: Sequence[Token], index: int) -> tuple[int | None, int]:
    token, after = tokens[index], tokens[index + 1]
    hundreds = 0
    if token.role is Role.HUNDRED or token.role is Role.HUNDREDS:
        hundreds, index = token.value, index + 1
    elif token.role is Role.ONES and token.value > 2 and after.role is Role.HUNDRED and not after.prefix:
        hundreds, index = 100 * token.value, index + 2
    if not hundreds:
        return _arabic_tens(tokens, index)
    if tokens[index].joined and tokens[index].prefix in AND:
        rest, end = _arabic_tens(tokens, index)
        if rest is not None:
            return hundreds + rest, end
        one, scale = tokens[index], tokens[index + 1]
        if one.role is scale.role is Role.SCALE and one.value == scale.value and not scale.joined:
            return hundreds + 1, index + 1  # "مائة وألف ألف", a hundred and one thousand
    return hundreds, index


def _arabic_tens(tokens: Sequence[Token], index: int) -> tuple[int | None, int]:
    token, after = tokens[index], tokens[index + 1]
    if token.role is Role.ONES or token.role is Role.BOUND_ONE:
        if after.role is Role.TEN and not (after.prefix or after.joined):
            return 10 + token.value, index + 2
        if after.role is Role.TENS and after.joined and after.prefix in AND | _BOTH_DEFINITE:
            return token.value + after.value, index + 2
    if token.role in _ALONE_IN_ARABIC:
        return token.value, index + 1
    return None, index


def _french(tokens: Sequence[Token], index: int) -> tuple[int | None, int]:
    token, after = tokens[index], tokens[index + 1]
    hundreds = 0
    if token.role is Role.HUNDRED:
        if fold(token.text) == "cents":
            return None, index
        hundreds, index = 100, index + 1
    elif token.role is Role.ONES and token.value > 1 and after.role is Role.HUNDRED and not after.joined:
        hundreds, index = 100 * token.value, index + 2
    if hundreds and tokens[index].joined:
        return hundreds, index
    rest, end = _french_tens(tokens, index)
    if rest is None:
        return hundreds or None, index
    return hundreds + rest, end


def _french_tens(tokens: Sequence[Token], index: int) -> tuple[int | None, int]:
    token, after = tokens[index], tokens[index + 1]
    if token.role is Role.TEEN:
        if token.value == 10 and after.role is Role.ONES and after.value > 6 and not after.joined:
            return 10 + after.value, index + 2
        return token.value, index + 1
    if token.role is Role.ONES:
        if token.value != 4 or after.role is not Role.TENS or after.value != 20 or after.joined:
            return token.value, index + 1
        tens, index, teens = 80, index + 2, True
    elif token.role is Role.TENS:
        tens, index, teens = token.value, index + 1, token.value == 60
    else:
        return None, index
    unit = tokens[index]
    fits = unit.role is Role.ONES or (teens and unit.role is Role.TEEN)
    if not fits or (unit.joined and (unit.value not in {1, 11} or token.role is Role.ONES)):
        return tens, index
    rest, end = _french_tens(tokens, index) if unit.role is Role.TEEN else (unit.value, index + 1)
    return tens + (rest or 0), end


def _english(tokens: Sequence[Token], index: int) -> tuple[int | None, int]:
    token, after = tokens[index], tokens[index + 1]
    hundreds = 0
    if token.role is Role.ONES and after.role is Role.HUNDRED and not after.joined:
        hundreds, index = 100 * token.value, index + 2
    rest, end = _english_tens(tokens, index)
    if rest is None:
        return hundreds or None, index
    return hundreds + rest, end


def _english_tens(tokens: Sequence[Token], index: int) -> tuple[int | None, int]:
    token, after = tokens[index], tokens[index + 1]
    if token.role is Role.TENS:
        if after.role is Role.ONES and not after.joined:
            return token.value + after.value, index + 2
        return token.value, index + 1
    return (token.value, index + 1) if token.role is Role.ONES or token.role is Role.TEEN else (None, index)
