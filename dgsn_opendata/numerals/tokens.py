"""A text as the reader sees it: words with their meaning, digits, signs, each with its place in the text."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from dgsn_opendata.numerals.words import Role, Word, fold, look_up

# All kinds of space that separate the groups of a number; a line break does not.
SPACES = " \u00a0\u2007\u2009\u202f"
# Letters; no number signs that are no digits (², ½, ①). A tatweel begins no word: it is a dash there.
_LETTER = "[^\\W\\d_²³¹¼-¾⁰-₉⅐-↋①-⓿❶-➓]"
_MARK = "[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d]"
_TOKEN = re.compile(
    rf"(?P<digits>\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?:[.,٫]\d+)?(?!\d)|\d+(?:[.,٬٫'’]\d+)*)"
    r"|(?P<percent>[pP]\.\s?[cC](?:ent\b|\.)?)"
    rf"|(?P<word>k?m[23²³](?!\w)|[nN]°|(?!\u0640){_LETTER}(?:{_LETTER}|{_MARK})*)"
    r"|(?P<symbol>[^\s\u0640\u0300-\u036f\u064b-\u0652\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff])"
)
_PERCENT, _DIGITS, _SYMBOL = Word(Role.PERCENT), Word(Role.DIGITS), Word(Role.SYMBOL)
_WORD = Word(Role.WORD)
# Articles and pronouns before an apostrophe, which are no litres or metres; "d'" and "n'" mean what they do alone.
_ELIDED = frozenset({"l", "m", "s", "t", "c", "j", "qu"})
_JOINERS = frozenset("-‐‑'’ʼ")

NUMBER_WORDS = frozenset(
    {
        Role.ONES, Role.BOUND_ONE, Role.TEN, Role.TEEN, Role.TENS, Role.HUNDRED, Role.HUNDREDS, Role.SCALE,
        Role.SCALES, Role.CONSTRUCT, Role.DUAL_SCALE, Role.ZERO,
    }
)  # fmt: skip
NUMBERS = NUMBER_WORDS | {Role.DIGITS}
_JOINABLE = NUMBER_WORDS | {Role.DIGITS, Role.HALF, Role.UNIT, Role.DUAL_UNIT}


_Part = tuple[Word, str, int, int]


class Token(NamedTuple):
    """A word, number or sign of a text.

    ``prefix`` are the letters written onto it that are words of their own, ``joined`` whether an "and" stands
    before it; neither is part of the span from ``start`` to ``end``.
    """

    role: Role
    value: Any
    text: str
    start: int
    end: int
    prefix: str = ""
    joined: bool = False


# Empty tokens behind the last one, so that the grammar may look some tokens ahead anywhere.
PADDING = (Token(Role.END, None, "", -1, -1),) * 4


def tokenise(text: str, language: str | None) -> list[Token]:
    """Return the tokens of a text, phrases of several words as one, with padding behind the last.

    >>> [(token.role.value, token.text) for token in tokenise("plus de 12,5 %", "fr")[:3]]
    [('hedge', 'plus de'), ('digits', '12,5'), ('percent', '%')]
    """
    words = [_word(match, language) for match in _TOKEN.finditer(text)]
    if not _JOINERS.isdisjoint(text):
        words = _without_joiners(words)
    tokens: list[Token] = []
    index = 0
    while index < len(words):
        (role, value, prefix, phrases), part, start, end = words[index]
        index += 1
        for rest, phrase_role, phrase_value in phrases:
            last = index + len(rest)
            if tuple(fold(entry[1]) for entry in words[index:last]) == rest:
                role, value, end = phrase_role, phrase_value, words[last - 1][3]
                part, index = text[start:end], last
                break
        token = Token(role, value, part, start, end, prefix, prefix[:1] == "و")
        if tokens:
            token = _attached(tokens, token)
        tokens.append(token)
    tokens += PADDING
    return tokens


def _word(match: re.Match[str], language: str | None) -> _Part:
    kind, part = match.lastgroup, match.group()
    if kind == "digits":
        word = _DIGITS
    elif kind == "percent":
        word = _PERCENT
    else:
        word = look_up(part, language)
        if kind == "symbol" and word.role is Role.WORD:
            word = _SYMBOL
    return word, part, match.start(), match.end()


def _without_joiners(words: list[_Part]) -> list[_Part]:
    """Return the words without what joins two of them: "vingt-et-un", "plus d'un", "l'ensemble"."""
    kept: list[_Part] = []
    for before, word, after in zip([None, *words], words, [*words[1:], None], strict=False):
        if word[1] in _JOINERS and before is not None and after is not None:
            glued = before[3] == word[2] and word[3] == after[2]
            if glued and before[1][-1].isalpha() and after[1][0].isalpha():
                if word[1] not in "-‐‑" and before[1].lower() in _ELIDED:
                    kept[-1] = (_WORD, *before[1:])
                continue
        kept.append(word)
    return kept


def _attached(tokens: list[Token], token: Token) -> Token:
    """Return a token with the prefixes before it taken into it."""
    last = tokens[-1]
    if last.role is Role.PREFIX and token.role in _JOINABLE:
        tokens.pop()
        prefix = last.prefix + fold(last.text)
        return token._replace(prefix=prefix, joined=last.joined or prefix[:1] == "و")
    if last.role is Role.AND and token.role in _JOINABLE:
        tokens.pop()
        return token._replace(prefix=last.prefix + token.prefix, joined=True)
    return token
