"""The views of the database: ``views.sql`` and the words in its comments.

A view's statement carries them itself, so that whoever opens the database with any tool reads what a view shows.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from dgsn_opendata.schemas import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Mapping

_STATEMENT = re.compile(r"^CREATE VIEW (\w+) AS$.*?;$", re.MULTILINE | re.DOTALL)
_WORDS = re.compile(rf"^-- ({'|'.join(LANGUAGES)}): (.+?)\. (.+)$", re.MULTILINE)
_COLUMN = re.compile(r"^-- column ([\w*]+): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class View:
    """A view: its name, its statement, and its title and description in three languages."""

    name: str
    sql: str
    titles: Mapping[Language, str]
    descriptions: Mapping[Language, str]


@functools.cache
def views() -> tuple[View, ...]:
    """Return the views in the order in which one may build on another.

    >>> views()[0].name, views()[0].titles["fr"]
    ('labelled_series', 'Séries avec libellés')
    """
    return tuple(_view(match) for match in _STATEMENT.finditer(_script()))


@functools.cache
def column_words() -> Mapping[str, Mapping[Language, str]]:
    """Return what the columns are that views have and no table has, by name, with a star for its language.

    >>> column_words()["change"]["en"], column_words()["indicator_*"]["en"]
    ('Value less the value of the year before, in the unit.', 'Name of the indicator.')
    """
    return {
        name: dict(zip(LANGUAGES, words.split(" | "), strict=True)) for name, words in _COLUMN.findall(_script())
    }


def _script() -> str:
    return files("dgsn_opendata.exports").joinpath("views.sql").read_text(encoding="utf-8")


def _view(match: re.Match[str]) -> View:
    words: dict[str, tuple[str, str]] = {
        language: (title, description) for language, title, description in _WORDS.findall(match[0])
    }
    return View(
        match[1],
        match[0].removesuffix(";"),
        {language: words[language][0] for language in LANGUAGES},
        {language: words[language][1] for language in LANGUAGES},
    )
