"""What the program says about data: each phrase stands once, in ``phrases.toml``, in English and in French.

A phrase is a text, its English one, so that it compares, sorts and goes into JSON as such; and it says itself in
the other languages. What stands in a phrase as a value (a cell, a name, a number) is never taken for words of its
own, and shows nothing that cannot be seen.
"""

from __future__ import annotations

import functools
import re
import string
import tomllib
import unicodedata
from numbers import Number
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from dgsn_opendata.languages import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FRENCH_SPACE = r"(?<=«) | (?=[:;?!»%])"
Spoken = Literal["en", "fr"]
SPOKEN: tuple[Spoken, ...] = get_args(Spoken)


class Phrase(str):
    """A text of the program: English as a ``str``, and by :meth:`say` in every language that it has.

    ``templates`` are format strings by language, ``values`` what stands in them. A number with a format
    specification is written as the language writes numbers; one without, as the tables do.

    >>> found = Phrase({"en": "{size:,.1f} metres", "fr": "{size:,.1f} mètres"}, {"size": 1433.5})
    >>> found, found.say("fr")
    ('1,433.5 metres', '1\u202f433,5 mètres')
    """

    templates: Mapping[str, str]
    values: Mapping[str, Any]
    __slots__ = ("templates", "values")

    def __new__(cls, templates: Mapping[str, str], values: Mapping[str, Any] | None = None) -> Phrase:
        """Return the phrase that a template makes with values."""
        values = values or {}
        shown = {name: _shown(value) for name, value in values.items()}
        self = super().__new__(cls, templates["en"].format_map(shown))
        self.templates, self.values = templates, values
        return self

    @classmethod
    def of(cls, words: Mapping[str, str]) -> Phrase:
        """Return the phrase that has these words, by language, and no values.

        >>> Phrase.of({"en": "table", "fr": "table"}).say("fr")
        'table'
        """
        return cls({one: text.replace("{", "{{").replace("}", "}}") for one, text in typeset(words).items()})

    def __getnewargs__(self) -> tuple[Mapping[str, str], Mapping[str, Any]]:  # type: ignore[override]
        return self.templates, self.values

    def say(self, language: Spoken) -> str:
        """Return the phrase in a language; in English where it has no other words, as an identifier."""
        if language == "en" or language not in self.templates:
            return str(self)
        return _SPEAKERS[language].vformat(self.templates[language], (), self.values)


def phrase(name: str, /, **values: Any) -> Phrase:
    """Return the phrase of the catalogue with this name; raises ``KeyError`` where there is none.

    >>> phrase("cells", number=5).say("fr")
    '5 cellules'
    """
    return Phrase(phrases()[name], values)


def verbatim(text: object) -> Phrase:
    r"""Return what is the same in every language, such as an identifier, a value of a cell, or a curator's note.

    >>> verbatim("calls\n").say("fr")
    'calls\\n'
    """
    return Phrase({"en": "{text}"}, {"text": str(text)})


def any_of(names: Iterable[str]) -> Phrase:
    """Return names as alternatives; nothing where there is none.

    >>> any_of(["calls", "cases"]).say("fr")
    'calls ou cases'
    """
    texts = [verbatim(name) for name in names] or [NOTHING]
    return functools.reduce(lambda one, other: phrase("or", one=one, other=other), texts)


def say(text: str, language: Spoken) -> str:
    """Return a text in a language: a phrase in its words, anything else as it stands."""
    return text.say(language) if isinstance(text, Phrase) else text


def visible(text: str) -> str:
    r"""Return a text with every character that cannot be seen written out.

    >>> visible("a\x1b[2J")
    'a\\x1b[2J'
    """
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)


def inert(text: str) -> str:
    r"""Return a text of several lines, with what a terminal would obey written out; spaces of every kind stay.

    >>> inert("a\x1b[2J\u202eb\n1\u00a0000")
    'a\\x1b[2J\\u202eb\n1\xa0000'
    """
    return "".join(one if one in "\n" or unicodedata.category(one) == "Zs" else visible(one) for one in text)


@functools.cache
def phrases() -> dict[str, dict[str, str]]:
    """Return the catalogue of phrases: the template in each language, by the phrase's name.

    >>> sorted(phrases()["cells"])
    ['en', 'fr']
    """
    text = (Path(__file__).parent / "phrases.toml").read_text(encoding="utf-8")
    return {name: typeset(words) for name, words in tomllib.loads(text).items()}


def typeset(words: Mapping[str, str]) -> dict[str, str]:
    r"""Return words by language with the spaces that do not break, which French has beside some marks.

    >>> typeset({"fr": "Vouliez-vous dire « calls » ?"})["fr"]
    'Vouliez-vous dire «\xa0calls\xa0»\xa0?'
    """
    return {one: re.sub(_FRENCH_SPACE, "\u00a0", text) if one == "fr" else text for one, text in words.items()}


class _Speaker(string.Formatter):
    """Fills templates as a language wants it."""

    def __init__(self, language: Spoken) -> None:
        self.language: Spoken = language
        self.marks = {ord(","): FACTS[language].group, ord("."): FACTS[language].decimal}

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Phrase):
            return value.say(self.language)
        if not isinstance(value, Number) or not format_spec:
            return str(_shown(value))
        return format(value, format_spec).translate(self.marks)


def _shown(value: Any) -> Any:
    """Return a value fit to be shown: a number as it is, anything else as a text that holds nothing unseen."""
    if isinstance(value, str):
        return visible(value)
    return value if isinstance(value, Number) else visible(str(value))


_SPEAKERS: Mapping[Spoken, _Speaker] = {language: _Speaker(language) for language in SPOKEN}
NOTHING = verbatim("")
