"""The vocabularies: every word and phrase means what its entry says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.numerals import arabic, english, french
from dgsn_opendata.numerals.tokens import tokenise
from dgsn_opendata.numerals.words import Role, fold, look_up

if TYPE_CHECKING:
    from types import ModuleType

VOCABULARIES = {"ar": arabic, "fr": french, "en": english}
# Prefixes and "and" are taken into the word behind them, nouns and labels give way to what says more.
GIVES_WAY = {"noun", "prefix", "and"}


@pytest.mark.parametrize(("language", "vocabulary"), VOCABULARIES.items())
def test_each_word_and_phrase_has_the_role_and_value_of_its_entry(language: str, vocabulary: ModuleType) -> None:
    wrong = []
    for name, value, listing in vocabulary.ENTRIES:
        for phrase in listing.split("|"):
            token = tokenise(phrase.strip(), language)[0]
            if name not in GIVES_WAY and (token.role, token.value) != (Role(name), value):
                wrong.append((phrase.strip(), name, token.role.value))
    assert wrong == []


@pytest.mark.parametrize("vocabulary", VOCABULARIES.values())
def test_no_phrase_stands_twice_with_two_meanings(vocabulary: ModuleType) -> None:
    meanings: dict[str, set[tuple[str, object]]] = {}
    for name, value, listing in vocabulary.ENTRIES:
        if name not in GIVES_WAY:
            for phrase in listing.split("|"):
                meanings.setdefault(" ".join(map(fold, phrase.split())), set()).add((name, value))
    assert {phrase: found for phrase, found in meanings.items() if len(found) > 1} == {}


def test_spellings_that_mean_the_same_are_one() -> None:
    assert look_up("مِئَة", "ar") == look_up("مئه", "ar")
    assert look_up("DÉPASSÉ", "fr").role is Role.HEDGE
    assert look_up("MAD", "fr").role is Role.UNIT
    assert look_up("mad", "fr").role is Role.WORD
    assert look_up("ـ", "ar").role is Role.WORD
