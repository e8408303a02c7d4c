"""Ordinals and identifiers: numerals that say which one, not how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsn_opendata.numerals.measures import MONEY
from dgsn_opendata.numerals.tokens import SPACES
from dgsn_opendata.numerals.words import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dgsn_opendata.numerals.tokens import Token

_DASHES = frozenset("-–—−‐‑_")
_BEFORE_ITEM = frozenset(SPACES + "\t-–—•*(")
_INDENT = 20  # spaces and bullets before the number of an item
_MEASURES = frozenset({Role.UNIT, Role.PERCENT, Role.NOUN, Role.SCALE, Role.SCALES, Role.CONSTRUCT})
_UNIT_OR_PERCENT = frozenset({Role.UNIT, Role.PERCENT})


def end_of_ordinal(tokens: Sequence[Token], index: int) -> int:
    """Return the last token of an ordinal in words: "الثالثة والتسعين" and "الثالث عشر" have two."""
    after = tokens[index + 1]
    two = (after.role is Role.TENS and after.joined) or (after.role is Role.TEN and not after.joined)
    return index + 1 if two and after.text[0] > "\u0600" else index


def is_ordinal_word(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether number words say which one: "vingt et unième", "القرن العشرين"."""
    token, after = tokens[first], tokens[last + 1]
    if token.role is Role.DIGITS:
        return False
    if after.role is Role.ORDINAL or (after.role is Role.AND and tokens[last + 2].role is Role.ORDINAL):
        return not after.joined
    return first > 0 and token.prefix.endswith("ال") and tokens[first - 1].role is Role.ORDINAL_NOUN


def end_of_ordinal_number(tokens: Sequence[Token], index: int) -> int | None:
    """Return the last token of an ordinal in digits, ``None`` where none is: "1er", "3rd", "الدورة الـ92"."""
    token, after = tokens[index], tokens[index + 1]
    glued = after.start == token.end or len(after.text) > 2
    if after.role is Role.SUFFIX and after.value == "ordinal" and glued:
        return index + 1
    before = tokens[index - 1] if index else None
    counted = after.role in _MEASURES and not after.prefix
    if before is None or counted or not token.text.isdecimal():
        return None
    definite = token.prefix.endswith("ال") and before.role is Role.WORD and before.text.startswith("ال")
    series = before.role is Role.ORDINAL_NOUN and not token.joined
    return index if series or definite else None


def end_of_identifier(tokens: Sequence[Token], index: int, text: str) -> int | None:
    """Return the last token of a name or number with digits in it, ``None`` where there is none.

    "TASER-7", "A4", "ISO 17025", "24/24", "الرقم 19", "loi 43-05", the "(1)" that calls a footnote and the "1-"
    that begins a line.
    """
    token, after = tokens[index], tokens[index + 1]
    last = _glued_behind(tokens, index)
    if index and _glued_before(tokens, index):
        return index if last is None else last
    if last is not None:
        return last
    before = tokens[index - 1] if index else None
    if before is not None:
        if before.text == "(" and after.text == ")" and before.end == token.start and token.end == after.start:
            return index if len(token.text) <= 2 else None
        if before.role is Role.LABEL or (_is_acronym(before) and before.role is Role.WORD):
            is_range = after.text in _DASHES and tokens[index + 2].role is Role.DIGITS
            measured = tokens[index + 1].role in _UNIT_OR_PERCENT
            return (index + 2 if is_range else index) if not measured else None
    return index if _begins_item(tokens, index, text) else None


def _glued_before(tokens: Sequence[Token], index: int) -> bool:
    """Whether letters stand right before digits, or before a dash glued to them."""
    token, before = tokens[index], tokens[index - 1]
    if token.prefix or before.end != token.start:
        return False
    if before.text in _DASHES and index > 1:
        letters = tokens[index - 2]
        return letters.end == before.start and letters.text[-1:].isalnum()
    is_currency = before.role is Role.UNIT and before.value.unit in MONEY
    return before.text[-1:].isalpha() and before.text[-1:] < "\u0600" and not is_currency


def _glued_behind(tokens: Sequence[Token], index: int) -> int | None:
    """Return the end of what is glued behind digits: letters that are no unit, or the same digits after "/"."""
    token, after = tokens[index], tokens[index + 1]
    if after.start != token.end:
        return None
    if after.text == "/" and tokens[index + 2].role is Role.DIGITS:
        return index + 2 if tokens[index + 2].text == token.text else None
    latin_letters = after.text[:1].isalnum() and after.text[:1] < "\u0600"
    is_unit = (after.role in _MEASURES or after.role is Role.SUFFIX) and after.text != "T"
    return index + 1 if latin_letters and not is_unit else None


def _is_acronym(token: Token) -> bool:
    return len(token.text) > 1 and token.text.isascii() and token.text.isalpha() and token.text.isupper()


def _begins_item(tokens: Sequence[Token], index: int, text: str) -> bool:
    """Whether digits number an item of a list: first of their line, with a dash, dot or bracket glued behind."""
    token, after = tokens[index], tokens[index + 1]
    if len(token.text) > 2 or after.start != token.end or after.text not in {"-", "–", ".", ")"}:
        return False
    if tokens[index + 2].role in {Role.DIGITS, Role.PERCENT}:
        return False
    place = token.start
    while place and token.start - place < _INDENT and text[place - 1] in _BEFORE_ITEM:
        place -= 1
    return place == 0 or text[place - 1] == "\n"
