"""The vocabulary of the reader: what a word means, whatever its spelling, case, vowels and glued prefixes.

A language's words stand in its own module (``arabic``, ``french``, ``english``) as entries: a role, a value, and
the words or phrases that have them. This module joins them into one lexicon a language and looks words up.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from enum import Enum
from typing import Any, NamedTuple

from dgsn_opendata.numerals import arabic, english, french, measures

_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200c\u200d]+")
_LETTERS = str.maketrans("أإآٱىةؤئکی", "اااايهويكي")
_PRESENTATION_FORMS = "\ufb00"  # from here on, compatibility forms of letters


class Role(Enum):
    """What a word does in or near a figure."""

    # Members are compared by identity; Enum's own hash is written in Python and would take a tenth of a reading.
    __hash__ = object.__hash__

    # Numbers.
    DIGITS = "digits"
    ONES = "ones"  # 1 to 9
    BOUND_ONE = "bound one"  # one, only in compounds: "أحد عشر"
    TEN = "ten"
    TEEN = "teen"  # 10 to 16 in French, 10 to 19 in English
    TENS = "tens"
    HUNDRED = "hundred"
    HUNDREDS = "hundreds"  # 200 to 900 in one word
    SCALE = "scale"
    SCALES = "scales"  # a plural: a number only behind a multiplier
    CONSTRUCT = "construct"  # "ألفا": a thousand (accusative) or two thousand (construct)
    DUAL_SCALE = "dual scale"
    ZERO = "zero"
    HALF = "half"
    AND = "and"
    ARTICLE = "article"
    # What a number measures or counts.
    PERCENT = "percent"
    UNIT = "unit"
    DUAL_UNIT = "dual unit"
    NOUN = "noun"
    DUAL_NOUN = "dual noun"
    DUAL_CONSTRUCT = "dual construct"  # a dual before its noun, which otherwise reads "my"
    # How it is said.
    HEDGE = "hedge"
    NOT = "not"
    FILLER = "filler"  # may stand between a hedge and its figure
    LINK = "link"  # de, of, by
    FALL = "fall"
    RISE = "rise"
    REACH = "reach"
    TO = "to"
    FROM = "from"
    # What makes it another thing than a figure.
    MONTH = "month"
    WEEKDAY = "weekday"
    YEAR = "year"
    WITHIN = "within"
    ORDINAL = "ordinal"
    ORDINAL_NOUN = "ordinal noun"
    LABEL = "label"
    SUFFIX = "suffix"
    BETWEEN = "between"
    CLAUSE = "clause"  # begins what is said of something else
    RANGE = "range"
    VAGUE = "vague"
    SEVERAL = "several"  # makes a number word behind it vague
    FRACTION = "fraction"
    REFUSED = "refused"
    CONFLICT = "conflict"  # means two things where the language is not known
    # The rest.
    PREFIX = "prefix"
    WORD = "word"
    SYMBOL = "symbol"
    END = "end"


class Word(NamedTuple):
    """A word looked up: its role and value, the prefix that was glued to it, and the phrases that it begins."""

    role: Role
    value: Any = None
    prefix: str = ""
    phrases: tuple[tuple[tuple[str, ...], Role, Any], ...] = ()


_PLAIN = Word(Role.WORD)
_FAINT = frozenset({Role.NOUN, Role.REFUSED})
_CASED_ROLES = frozenset({Role.UNIT, Role.PERCENT})


@functools.lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return a word without the differences of spelling that change no meaning: case, accents, vowels, hamzas.

    >>> fold("مِئَة") == fold("مئه"), fold("PRÈS")
    (True, 'pres')
    """
    if word.isascii():
        return word.lower()
    word = _MARKS.sub("", word)  # before and after: many marks on one letter take the square of their number
    if word and max(word) >= _PRESENTATION_FORMS:
        word = unicodedata.normalize("NFKC", word)
    return _MARKS.sub("", unicodedata.normalize("NFD", word.translate(_LETTERS))).translate(_LETTERS).casefold()


@functools.lru_cache(maxsize=1 << 16)
def look_up(word: str, language: str | None) -> Word:
    """Return what a word means in a language; without one, in Arabic by its script, or French and English at once.

    >>> look_up("وستين", "ar").value, look_up("وستين", "ar").prefix
    (60, 'و')
    >>> look_up("billion", "fr").value, look_up("billion", "en").value, look_up("billion", None).role.value
    (1000000000000, 1000000000, 'conflict')
    """
    folded = fold(word)
    lexicon = _lexicon(language)
    found = None if word.startswith(arabic.AND_ONE) else lexicon.get(folded)
    if found is None and folded > "\u0600":
        for prefix in arabic.PREFIXES:
            if folded.startswith(prefix) and folded[len(prefix) :] in lexicon:
                found = lexicon[folded[len(prefix) :]]._replace(prefix=prefix)
                break
    if found is None or (found.role is Role.ORDINAL and word.endswith(arabic.NOT_ORDINAL)):
        return _PLAIN
    if found.role is Role.CONSTRUCT and "\u064b" in word:
        return found._replace(role=Role.SCALE)
    if found.role in _CASED_ROLES and word not in measures.CASED.get(folded, (word,)):
        return _PLAIN
    return found


@functools.cache
def _lexicon(language: str | None) -> dict[str, Word]:
    entries = [*measures.ENTRIES, *arabic.ENTRIES]
    if language != "en":
        entries += french.ENTRIES
    if language != "fr":
        entries += english.ENTRIES
    singles: dict[str, Word] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Role, Any]]] = {}
    for name, value, listing in entries:
        role = Role(name)
        for phrase in listing.split("|"):
            first, *rest = (fold(word) for word in phrase.split())
            if rest:
                phrases.setdefault(first, []).append((tuple(rest), role, value))
                continue
            singles[first] = _merged(singles.get(first), Word(role, value))
    for first, found in phrases.items():
        longest_first = tuple(sorted(found, key=lambda entry: -len(entry[0])))
        singles[first] = singles.get(first, _PLAIN)._replace(phrases=longest_first)
    return singles


def _merged(known: Word | None, new: Word) -> Word:
    """Return what a word means of which two things are known; that it is a noun, or no measure, says the least."""
    if known is None or known == new or known.role in _FAINT:
        return new
    return known if new.role in _FAINT else Word(Role.CONFLICT)
