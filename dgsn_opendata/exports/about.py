"""What a file with a selection says of it: from the frame's ``.attrs``, for programs and for people."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from dgsn_opendata.languages import FACTS
from dgsn_opendata.schemas import LANGUAGES, Language, read_schema, table_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

# In this order; ``label`` repeats the title, ``breakdowns`` and ``periods`` name what is not in the selection.
_FIRST = (
    "title", "description", "definition", "table", "unit", "unit_label", "unit_code", "units", "language", "as_of",
    "breaks", "undated", "sources", "source_count", "citation", "license", "version",
)  # fmt: skip
_LEFT_OUT = ("label", "breakdowns", "periods")
_WORDS: Mapping[str, tuple[str, str, str]] = {
    "title": ("Title", "Titre", "العنوان"),
    "description": ("What a row is", "Ce qu’est une ligne", "ما يمثله كل سطر"),
    "definition": ("Definition", "Définition", "التعريف"),
    "unit_label": ("Unit", "Unité", "الوحدة"),
    "units": ("Unit", "Unité", "الوحدة"),
    "as_of": ("As it stood after the report of", "État après le bilan de", "كما كانت بعد حصيلة"),
    "breaks": ("Break in the counting", "Rupture dans le comptage", "تغير في طريقة الإحصاء"),
    "undated": ("Figures without a year, left out", "Chiffres sans année, omis", "أرقام بلا سنة لم تُدرج"),
    "sources": ("Source", "Source", "المصدر"),
    "source_count": ("Articles quoted", "Articles cités", "عدد المقالات المستشهد بها"),
    "citation": ("How to cite", "Comment citer", "كيفية الاستشهاد"),
    "license": ("Licence", "Licence", "الرخصة"),
    "version": ("Version", "Version", "الإصدار"),
}  # fmt: skip


def describe(frame: pd.DataFrame) -> dict[str, Any]:
    """Return what a frame says of itself, as a document of JSON: known keys first, then what its owner added.

    Units and breaks are those of the indicators in the frame. Empty for a frame that says nothing.

    >>> from dgsn_opendata import series
    >>> list(describe(series("cnie_issued")))[:3]
    ['title', 'description', 'definition']
    """
    said = dict(frame.attrs)
    # The series of one indicator says nothing of others, and has its breaks by year.
    if "indicator_id" in frame.columns and "label" not in said:
        present = set(frame["indicator_id"].dropna())
        for key in ("units", "breaks"):
            if isinstance(said.get(key), dict):
                said[key] = {name: entry for name, entry in said[key].items() if name in present}
    # Rows may have been taken away since the frame was loaded.
    if "source_id" in frame.columns and "source_count" in said:
        quoted = set(frame["source_id"].dropna())
        said["source_count"] = len(quoted)
        if isinstance(said.get("sources"), dict):
            said["sources"] = {name: entry for name, entry in said["sources"].items() if name in quoted}
    return arrange(said)


def arrange(said: Mapping[Any, Any]) -> dict[str, Any]:
    """Return what is said of a selection as a document of JSON, in the order in which it is read.

    >>> arrange({"version": "1.0.0", "title": "Cartes"})
    {'title': 'Cartes', 'version': '1.0.0'}
    """
    keys: list[Any] = [key for key in _FIRST if key in said]
    keys += [key for key in said if key not in _FIRST and key not in _LEFT_OUT]
    return {str(key): _document(said[key]) for key in keys}


def describe_in_words(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    r"""Yield what :func:`describe` gives as pairs of texts for people: what it is, in the selection's language.

    >>> list(describe_in_words({"title": "Cartes", "language": "fr", "breaks": {"2023": "Autre mesure"}}))
    [('Titre', 'Cartes'), ('Rupture dans le comptage\xa0: 2023', 'Autre mesure')]
    """
    language = language_of(said)
    colon = f"{FACTS[language].colon} "
    for key, entry in said.items():
        if key not in _WORDS or (key == "units" and "unit_label" in said) or (key == "undated" and not entry):
            continue
        label = _WORDS[key][LANGUAGES.index(language)]
        if key == "sources" and isinstance(entry, dict):
            for name, article in entry.items():
                yield f"{label}{colon}{name}", ", ".join(map(str, article.values()))
        else:
            yield from _lines(label, entry, colon)


def describe_columns(said: Mapping[str, Any], names: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the columns that the schema of the selection's table knows, each with its title and description.

    >>> next(describe_columns({"table": "series"}, ["year"]))
    ('year', 'Year: The year the figure describes (reference year).')
    """
    table, language = str(said.get("table", "")), language_of(said)
    if table in table_names():
        known = {field.name: field for name in ("sources", table) for field in read_schema(name).fields}
        for name in names:
            if name in known:
                yield name, f"{known[name].title(language)}: {known[name].description(language)}"


def language_of(said: Mapping[str, Any]) -> Language:
    """Return the language of a selection's texts, English where it says none.

    >>> language_of({"language": "ar"}), language_of({})
    ('ar', 'en')
    """
    return next((one for one in LANGUAGES if one == said.get("language")), "en")


def _lines(label: str, entry: Any, colon: str) -> Iterator[tuple[str, str]]:
    if not isinstance(entry, dict):
        yield label, str(entry)
        return
    for name, part in entry.items():
        yield from _lines(f"{label}{colon}{name}", part, colon)


def _document(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _document(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_document(entry) for entry in value]
    plain = value is None or isinstance(value, str | bool | int) or (isinstance(value, float) and isfinite(value))
    return value if plain else str(value)
