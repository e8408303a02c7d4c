"""What writers know of each of the package's languages: its name, direction and code, and texts in all of them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from dgsn_opendata.schemas import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_STRONG = ("L", "R", "AL")  # the letters that give a text its direction
Text = TypeVar("Text")  # a text, or a list of such


@dataclass(frozen=True, slots=True)
class LanguageFacts:
    """A language: what its own speakers call it, how it runs, and its code in the EU's authority table.

    ``decimal`` and ``group`` are the marks in numbers, as Unicode CLDR has them for Morocco, and ``pause`` what
    stands between the members of a list; ``colon`` has the space before it that French wants.
    """

    name: str
    direction: str
    eu_code: str
    decimal: str
    group: str
    pause: str
    colon: str


FACTS: Mapping[Language, LanguageFacts] = {
    "en": LanguageFacts("English", "ltr", "ENG", ".", ",", ", ", ":"),
    "fr": LanguageFacts("français", "ltr", "FRA", ",", "\u202f", ", ", "\u00a0:"),
    "ar": LanguageFacts("العربية", "rtl", "ARA", ",", ".", "، ", ":"),
}


def in_languages(text: Callable[[Language], Text]) -> dict[Language, Text]:
    """Return a text in each of the three languages.

    >>> from dgsn_opendata.schemas import read_schema
    >>> in_languages(read_schema("series")["year"].title)["fr"]
    'Année'
    """
    return {language: text(language) for language in LANGUAGES}


def direction_of(text: str) -> str:
    """Return how a text runs, as its first letter with a direction says: ``ltr`` or ``rtl``.

    Without a direction of its own, an Arabic text that ends with a full stop begins with it.

    >>> direction_of("2023: الأمن."), direction_of("19")
    ('rtl', 'ltr')
    """
    strong = next((kind for letter in text if (kind := unicodedata.bidirectional(letter)) in _STRONG), "L")
    return "ltr" if strong == "L" else "rtl"


def suffixed(key: str, texts: Mapping[Language, Text]) -> dict[str, Text]:
    """Return texts under the keys by which our files tell languages apart: the plain key is English.

    >>> suffixed("title", {"en": "Year", "fr": "Année"})
    {'title': 'Year', 'title_fr': 'Année'}
    """
    return {key if language == "en" else f"{key}_{language}": text for language, text in texts.items()}


def isolate(text: str, language: Language) -> str:
    """Return a text that keeps its order among texts of the other direction, for what lays out no paragraphs.

    Arabic is put between the marks of a right-to-left isolate, which belong into pictures and never into data.

    >>> isolate("Rabat", "fr"), len(isolate("الرباط", "ar"))
    ('Rabat', 8)
    """
    return f"\u2067{text}\u2069" if FACTS[language].direction == "rtl" else text
