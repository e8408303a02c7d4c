"""Write ``metadata.json`` for Datasette, which puts the database on the web with titles, words and search boxes.

::

    datasette dgsn-opendata.sqlite --metadata metadata.json

The keys are those of Datasette 0.65. Version 1.0 takes the same file: it moves the settings of tables to where it
has them now, and knows ``units`` no more.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from dgsn_opendata.exports.fulltext import index_name, is_searched
from dgsn_opendata.exports.serialising import write_json
from dgsn_opendata.exports.sqlite import empty_database
from dgsn_opendata.exports.views import column_words, views
from dgsn_opendata.languages import FACTS
from dgsn_opendata.schemas import LANGUAGES, Language, read_schema

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Mapping

    from dgsn_opendata.exports.views import View
    from dgsn_opendata.package import Package
    from dgsn_opendata.published import PublishedTable
    from dgsn_opendata.schemas import Field

_PINT_UNITS = {"UCUM:deg": "degree"}  # Datasette asks Pint, which has other names than UCUM
_ROW = "_row"  # ends the name of a view's column that holds the rowid of a table
_JOINED = ("series", "observations", "indicators", "sources", "places")  # whose columns views have, too
_SORTED_DOWN = {
    "cooperation": "date",
    "sources": "published_on",
    "structures": "year",
    "figures_by_source": "figures",
}
_MOST_FACETS = 3
_SOURCE = {
    "en": "Press articles on the yearly reports of the DGSN",
    "fr": "Articles de presse sur les bilans annuels de la DGSN",
    "ar": "مقالات صحفية عن الحصائل السنوية للأمن الوطني",
}
_ABOUT_TABLES: dict[str, tuple[dict[Language, str], dict[Language, str]]] = {
    "code_lists": (
        {"en": "Code lists", "fr": "Listes de codes", "ar": "قوائم الرموز"},
        {
            "en": "The codes that columns take, with their labels in three languages.",
            "fr": "Les codes que prennent les colonnes, avec leurs libellés en trois langues.",
            "ar": "الرموز التي تأخذها الأعمدة مع تسمياتها في ثلاث لغات.",
        },
    ),
    "dictionary": (
        {"en": "Dictionary", "fr": "Dictionnaire", "ar": "معجم الأعمدة"},
        {
            "en": "Every column of every table: its type, unit, title and description in three languages.",
            "fr": "Chaque colonne de chaque table : type, unité, titre et description en trois langues.",
            "ar": "كل عمود من كل جدول: نوعه ووحدته وعنوانه ووصفه في ثلاث لغات.",
        },
    ),
    "package": (
        {"en": "Package", "fr": "Paquet", "ar": "الحزمة"},
        {
            "en": "What the package is, its version, licence and rights, and how to cite it.",
            "fr": "Ce qu’est le paquet, sa version, sa licence, ses droits, et comment le citer.",
            "ar": "ما هي الحزمة وإصدارها ورخصتها وحقوقها وكيفية الإحالة إليها.",
        },
    ),
}


def write_datasette(package: Package) -> bytes:
    """Return ``metadata.json`` for the package's database: indented JSON in UTF-8, the same for the same data.

    Descriptions are in three languages; column descriptions are in English, with the columns' titles in the other
    two. Tables that have a full-text index, and the views of their rows, get a search box.
    """
    metadata, addresses = package.metadata, package.addresses
    descriptions, rights = metadata.texts("description"), metadata.texts("rights")
    about_all = {language: f"{descriptions[language]} {rights[language]}" for language in LANGUAGES}
    credits = {
        "license": metadata.licence["title"],
        "license_url": metadata.licence["path"],
        "source": _joined(_SOURCE.values()),
        # Only under a given base is there something to open.
        "source_url": addresses.absolute("data/sources.csv") if addresses.given else package.homepage,
        "about": f"{metadata.name} {metadata.version}",
        "about_url": package.homepage,
    }
    about = {**_words(metadata.texts("title"), about_all), **credits}
    document = {**about, "databases": {metadata.name: {**about, "tables": _tables(package)}}}
    return write_json(document)


def _tables(package: Package) -> dict[str, Any]:
    searched = {table.sql_name for table in package.published if is_searched(table)}
    entries = {table.sql_name: _table(table) for table in package.published}
    entries |= {name: _words(*words) for name, words in _ABOUT_TABLES.items()}
    units = {name: unit for table in package.published for name, unit in _units(table).items()}
    connection = empty_database(package)
    try:
        entries |= {view.name: _view(view, connection, units, searched) for view in views()}
    finally:
        connection.close()
    for name, entry in entries.items():
        if name in searched:
            entry |= {"fts_table": index_name(name), "fts_pk": "rowid"}
        if name in _SORTED_DOWN:
            entry["sort_desc"] = _SORTED_DOWN[name]
    return entries


def _table(table: PublishedTable) -> dict[str, Any]:
    schema = table.schema
    entry = _words(table.titles, table.descriptions)
    entry["columns"] = {field.name: _column(field) for field in schema.fields}
    if units := _units(table):
        entry["units"] = units
    if "label_en" in schema.names:
        entry["label_column"] = "label_en"
    if facets := [field.name for field in schema.fields if field.codes and field.required][:_MOST_FACETS]:
        entry["facets"] = facets
    return entry


def _units(table: PublishedTable) -> dict[str, str]:
    """Return the units that Datasette is to write behind values, by column.

    Pint writes 0.5 degrees as 500 millidegrees; a column with such a value goes without.
    """
    columns = {field.name: field.unit for field in table.schema.fields if field.unit in _PINT_UNITS}
    sizes = {name: table.frame[name].abs() for name in columns}
    return {
        name: _PINT_UNITS[unit]
        for name, unit in columns.items()
        if unit and not ((sizes[name] > 0) & (sizes[name] < 1)).any()
    }


def _view(
    view: View, connection: sqlite3.Connection, units: Mapping[str, str], searched: Collection[str]
) -> dict[str, Any]:
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({view.name})")]
    # Datasette looks the rows that an index finds up in the column that holds their rowids.
    owner = next(name for name in names if name.endswith(_ROW)).removesuffix(_ROW)
    entry = _words(view.titles, view.descriptions)
    entry["columns"] = {name: _described(name, owner) for name in names}
    if shown := {name: unit for name, unit in units.items() if name in names}:
        entry["units"] = shown
    return entry | ({"fts_table": index_name(owner), "fts_pk": f"{owner}{_ROW}"} if owner in searched else {})


def _described(name: str, owner: str) -> str:
    """Return the description of a view's column: its own words, or those of the same column of a table."""
    stem, _, suffix = name.rpartition("_")
    words = column_words().get(f"{stem}_*" if suffix in LANGUAGES else name)
    if words is not None:
        return _joined(words.values())
    schema = next(schema for schema in map(read_schema, (owner, *_JOINED)) if name in schema.names)
    return _column(schema[name])


def _column(field: Field) -> str:
    return _joined([field.description("en"), field.title("fr"), field.title("ar")])


def _words(titles: Mapping[Language, str], descriptions: Mapping[Language, str]) -> dict[str, Any]:
    """Return a title in three languages and a description, as text and as HTML that knows its languages."""
    paragraphs = (
        f'<p lang="{language}" dir="{FACTS[language].direction}">{html.escape(text)}</p>'
        for language, text in descriptions.items()
    )
    return {
        "title": _joined(titles.values()),
        "description": descriptions["en"],
        "description_html": "".join(paragraphs),
    }


def _joined(texts: Iterable[str]) -> str:
    return " · ".join(dict.fromkeys(texts))
