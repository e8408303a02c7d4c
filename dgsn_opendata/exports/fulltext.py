"""Full-text search in the database, in three languages and whatever the spelling.

A table of things with names, or of figures and facts about such, gets an FTS5 index called ``<table>_fts``, whose
rowid is the table's own::

    SELECT i.indicator_id, i.label_fr
    FROM indicators_fts JOIN indicators AS i ON i.rowid = indicators_fts.rowid
    WHERE indicators_fts MATCH 'cartes' ORDER BY rank

MATCH compares words as they are typed, and no database can be told to fold them first. So each word is indexed in
the spellings that people type: with and without accents, article, hamza and plural ending, as
:func:`dgsn_opendata.searching.fold` takes them for one. ``cart*`` finds the beginnings of words, a text in quotes
words that follow one another, ``names : carte`` only what is called so.

A table of more than 100,000 figures has no index: the same few names in each of its rows would take most of the
time that a database takes. Its indicators and sources are found by theirs.
"""

from __future__ import annotations

import functools
import re
import sqlite3
from typing import TYPE_CHECKING

from dgsn_opendata.errors import EnvironmentProblem
from dgsn_opendata.schemas import LANGUAGES, read_schema
from dgsn_opendata.searching import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from dgsn_opendata.package import Package
    from dgsn_opendata.published import PublishedTable
    from dgsn_opendata.schemas import ForeignKey

_LANGUAGE = f"({'|'.join(LANGUAGES)})"
_NAMES = re.compile(rf"label_{_LANGUAGE}|title|publisher|author")
_TEXTS = re.compile(rf"(definition|purpose)_{_LANGUAGE}|as_printed")
_WORD = re.compile(r"[\w\u064b-\u0652]+")  # vowel signs are no letters to Python, and no end of a word
_ARABIC = re.compile(r"[ء-ي]")
_ARTICLES = ("", "ال")
_ENDINGS = ("", "ة", "ه", "ات")
_ALEFS = "اأإ"  # at the beginning of a word, writers put a hamza or leave it out
_MOST_KEPT = 100_000  # texts, which many rows share
_MOST_FIGURES = 100_000  # rows
_SHORTEST = 3  # letters that a word has where people put an article or an ending to it


def write_indexes(connection: sqlite3.Connection, package: Package) -> None:
    """Write the full-text indexes into a filled database.

    What a row is called weighs ten times what is said of it. Raises
    :class:`~dgsn_opendata.errors.EnvironmentProblem` where Python's SQLite has no FTS5.
    """
    for table in filter(is_searched, package.published):
        index = index_name(table.sql_name)
        try:
            connection.execute(
                f"CREATE VIRTUAL TABLE {index} USING fts5"
                "(names, texts, content='', tokenize='unicode61 remove_diacritics 2')"
            )
        except sqlite3.OperationalError as error:
            raise EnvironmentProblem(
                f"Python's SQLite has no full-text search ({error})",
                "Use a Python whose sqlite3 is built with FTS5, such as that of python.org.",
            ) from error
        rows = zip(_names(table, package), _texts(table, package), strict=True)
        connection.executemany(
            f"INSERT INTO {index} (rowid, names, texts) VALUES (?, ?, ?)",
            ((number, *map(_indexed, row)) for number, row in enumerate(rows, start=1)),
        )
        connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('rank', 'bm25(10.0, 1.0)')")
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")


def index_name(name: str) -> str:
    """Return what the full-text index of a table is called.

    >>> index_name("indicators")
    'indicators_fts'
    """
    return f"{name}_fts"


def is_searched(table: PublishedTable) -> bool:
    """Return whether a table has a full-text index: its rows have names, or are figures (not too many) of such."""
    is_figures = "as_printed" in table.schema.names or table.language is not None
    return _has_names(table) or (is_figures and bool(_naming_keys(table)) and len(table.frame) <= _MOST_FIGURES)


@functools.lru_cache(_MOST_KEPT)
def spellings(word: str) -> frozenset[str]:
    """Return the forms in which people type a word.

    >>> sorted(spellings("cartes"))
    ['carte', 'cartes']
    >>> "الحشيش" in spellings("حشيش"), {"تأشيرات", "التأشيرة", "تاشيرة"} <= spellings("تأشيرة")
    (True, True)
    """
    stem = fold(word)
    if len(stem) < _SHORTEST or " " in stem or stem.isdecimal():
        return frozenset(stem.split())
    if not _ARABIC.search(stem):
        return frozenset({stem, f"{stem}s"})
    stems = {stem, _stem_as_written(word, stem)}
    stems |= {alef + one[1:] for one in stems for alef in _ALEFS if one[0] in _ALEFS}
    return frozenset(f"{article}{one}{ending}" for article in _ARTICLES for one in stems for ending in _ENDINGS)


def _stem_as_written(word: str, stem: str) -> str:
    """Return the shortest part of a word that folds to the same stem: that part, with its hamzas as written."""
    for length in range(len(stem), len(word) + 1):
        for start in range(len(word) - length + 1):
            part = word[start : start + length]
            if fold(part) == stem:
                return part
    return stem


@functools.lru_cache(_MOST_KEPT)
def _indexed(text: str) -> str:
    """Return a text and, after it, every other spelling of its words."""
    words = _WORD.findall(text)
    found = {form for word in words for form in spellings(word)}
    return " ".join([text, *sorted(found - set(words))])


def _names(table: PublishedTable, package: Package) -> list[str]:
    """Return for each row its own names and those of the rows that it refers to."""
    own = [table.frame[name] for name in table.schema.names if _NAMES.fullmatch(name)]
    columns = [_plain(column) for column in own]
    for key in _naming_keys(table):
        named = package.frame(key.table)
        labels = dict(zip(_keys(named, key.reference), _labels(named), strict=True))
        columns.append([labels.get(one, "") for one in _keys(table.frame, key.fields)])
    return [" ".join(filter(None, row)) for row in zip(*columns, strict=True)]


def _texts(table: PublishedTable, package: Package) -> list[str]:
    """Return for each row what is said of it: definitions, words for its codes, an indicator's categories.

    Codes of figures (qualifier, status) are for filters: in words they would be found in every other row.
    """
    columns = [_plain(table.frame[name]) for name in table.schema.names if _TEXTS.fullmatch(name)]
    for field in table.schema.fields:
        if field.categories and _has_names(table):
            words = [field.labels(language) for language in LANGUAGES]
            labels = {code: " ".join(one[code] for one in words) for code in field.codes}
            columns.append([labels.get(code, "") for code in _plain(table.frame[field.name])])
    if table.name == "indicators":
        members = _members(package)
        columns.append([members.get(key, "") for key in _plain(table.frame["indicator_id"])])
    return (
        [" ".join(filter(None, row)) for row in zip(*columns, strict=True)] if columns else [""] * len(table.frame)
    )


def _has_names(table: PublishedTable) -> bool:
    return any(_NAMES.fullmatch(name) for name in table.schema.names)


def _members(package: Package) -> dict[str, str]:
    """Return the names of the categories that each indicator has figures of."""
    observations, categories = package.frame("observations"), package.frame("categories")
    key = ("breakdown", "category")
    labels = dict(zip(_keys(categories, key), _labels(categories), strict=True))
    split = observations[["indicator_id", *key]].drop_duplicates()
    found: dict[str, list[str]] = {}
    for indicator, one in zip(_plain(split["indicator_id"]), _keys(split, key), strict=True):
        found.setdefault(indicator, []).append(labels[one])
    return {indicator: " ".join(names) for indicator, names in found.items()}


def _naming_keys(table: PublishedTable) -> list[ForeignKey]:
    """Return the references of a table to others whose rows have a name."""
    keys = (key for key in table.schema.foreign_keys if key.table != table.schema.name)
    return [key for key in keys if "label_en" in read_schema(key.table).names]


def _labels(frame: pd.DataFrame) -> list[str]:
    return [" ".join(row) for row in zip(*(_plain(frame[f"label_{one}"]) for one in LANGUAGES), strict=True)]


def _keys(frame: pd.DataFrame, fields: Iterable[str]) -> Iterable[tuple[str, ...]]:
    return zip(*(_plain(frame[name]) for name in fields), strict=True)


def _plain(values: pd.Series) -> list[str]:
    texts: list[str] = values.astype("str").where(values.notna(), "").tolist()
    return texts
