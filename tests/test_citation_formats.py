"""BibTeX, CSL-JSON and RIS, read back by other people's readers."""

from __future__ import annotations

import dataclasses
import json
import warnings
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from citeproc import Citation as CitationOfItems
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pylatexenc.latex2text import LatexNodes2Text  # type: ignore[import-untyped]

from dgsn_opendata.citation_formats import list_csl, one_line, package_key, write_bibtex, write_ris
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.provenance import Source, list_sources
from dgsn_opendata.schemas import LANGUAGES, Language

METADATA = read_metadata()
ALPHA = Source(
    "alpha-2024",
    "Bilan {R&D} à 100 % #1_a",
    "Alpha & Fils",
    "fr",
    "2024-12-20",
    "https://example.org/a_b?c=%20&d#e",
)
BARE = Source("bare-2024", "", "", "nl", "", "")
# Every character that one of the formats might take for its own; none that a text of the tables may not hold.
TITLES = st.text(
    st.sampled_from("{}\\%&$#_~^\"'`-,<>=@:;?! \n\u00a0ABab12éالأمن«»“”–’") | st.characters(exclude_categories=("C", "Z")),
    min_size=1,
    max_size=40,
).filter(lambda text: one_line(text) != "")  # fmt: skip
SOURCES = st.builds(
    Source,
    st.from_regex(r"[a-z0-9]+([_-][a-z0-9]+)*", fullmatch=True),
    st.just("") | TITLES,
    st.just("") | TITLES,
    st.sampled_from(["ar", "en", "fr", "es", "de", "it", "nl"]),
    st.sampled_from(["", "2024", "2024-02", "2024-02-29"]),
    st.sampled_from(["", "https://example.org/%D8%A7?a=1&b_c#d~e"]),
    st.sampled_from(["", "2024-12-21"]),
)
# What schema/csl-data.json of the Citation Style Language allows of what is written here.
DATE = {
    "type": "object",
    "required": ["date-parts"],
    "additionalProperties": False,
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        }
    },
}
NAMES = {
    "type": "array",
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["literal"],
        "properties": {"literal": {"type": "string", "minLength": 1}},
    },
}
TEXTS = ("id", "title", "publisher", "URL", "language", "version", "note")
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            **{name: {"type": "string", "minLength": 1} for name in TEXTS},
            "type": {"enum": ["article-newspaper", "dataset", "webpage"]},
            "author": NAMES,
            "issued": DATE,
            "accessed": DATE,
        },
    },
}


def read_bibtex(text: str) -> list[dict[str, str]]:
    library = parse_string(text)
    assert library.failed_blocks == []
    return [
        {"type": entry.entry_type, "key": entry.key} | {name: field.value for name, field in entry.fields_dict.items()}
        for entry in library.entries
    ]  # fmt: skip


def untex(text: str) -> str:
    """Return what TeX sets for a text."""
    return str(LatexNodes2Text(keep_braced_groups=False).latex_to_text(text)).replace("ˆ", "^")


def as_text(text: str) -> str:
    return one_line(text).replace("ˆ", "^")


def read_ris(text: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = rispy.loads(text)
    return entries


def test_bibtex_reads_back_with_the_same_facts() -> None:
    article, package = read_bibtex(write_bibtex([ALPHA], METADATA, "en"))
    assert article == {
        "type": "online",
        "key": "alpha-2024",
        "author": r"{Alpha \& Fils}",
        "title": r"{Bilan \lbrace{}R\&D\rbrace{} à 100 \% \#1\_a}",
        "date": "2024-12-20",
        "year": "2024",
        "url": ALPHA.url,
        "langid": "french",
    }
    assert (package["type"], package["key"]) == ("dataset", f"dgsn-opendata-{METADATA.version}")
    assert untex(package["title"]) == METADATA.title
    assert untex(package["author"]) == METADATA.creators[0]
    assert (package["version"], package["date"], package["url"]) == (
        METADATA.version,
        METADATA.released,
        METADATA.homepage,
    )
    assert package["note"] == METADATA.licence["name"]


@given(source=SOURCES, language=st.sampled_from(LANGUAGES))
def test_any_text_goes_through_bibtex_unchanged(source: Source, language: Language) -> None:
    article, package = read_bibtex(write_bibtex([source], METADATA, language))
    assert article["key"] == source.source_id
    for name, text in {"title": source.title, "author": source.publisher}.items():
        assert untex(article.get(name, "")) == as_text(text)
    for name, text in {"date": source.published_on, "url": source.url}.items():
        assert article.get(name, "") == text
    assert untex(package["title"]) == METADATA.words("title", language)


@given(source=SOURCES)
def test_braces_of_bibtex_are_balanced_as_tex_counts_them(source: Source) -> None:
    depth = 0
    for character in write_bibtex([source], METADATA, "en"):
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0


@given(sources=st.lists(SOURCES, max_size=3), language=st.sampled_from(LANGUAGES))
def test_csl_json_is_as_its_schema_wants_it(sources: list[Source], language: Language) -> None:
    items = list_csl(sources, METADATA, language)
    Draft7Validator(CSL).validate(items)
    assert json.loads(json.dumps(items)) == items
    for source, item in zip(sources, items, strict=False):
        assert item["id"] == source.source_id
        assert item.get("title", "") == one_line(source.title)
        assert [one["literal"] for one in item.get("author", [])] == [one_line(source.publisher)] * bool(
            source.publisher
        )
        assert item.get("URL", "") == source.url
    assert items[-1]["type"] == "dataset"
    assert items[-1]["version"] == METADATA.version


@pytest.mark.parametrize(
    ("date", "parts"), [("2024-12-20", [2024, 12, 20]), ("2024-12", [2024, 12]), ("2024", [2024])]
)
def test_dates_have_the_parts_that_are_known(date: str, parts: list[int]) -> None:
    source = dataclasses.replace(ALPHA, published_on=date)
    assert list_csl([source], METADATA, "en")[0]["issued"] == {"date-parts": [parts]}
    (article, _) = read_ris(write_ris([source], METADATA, "en"))
    assert article["year"] == "2024"
    assert [int(part) for part in article["date"].split("/") if part] == parts
    assert article["date"].count("/") == 3
    assert read_bibtex(write_bibtex([source], METADATA, "en"))[0]["date"] == date


def test_the_day_of_access_is_that_of_the_capture_where_there_is_an_address_to_go_to() -> None:
    seen = dataclasses.replace(ALPHA, captured_on="2024-12-21")
    for source, day in ((seen, "2024-12-21"), (dataclasses.replace(seen, url=""), ""), (ALPHA, "")):
        parts = {"accessed": {"date-parts": [[2024, 12, 21]]}} if day else {}
        assert {
            key: value for key, value in list_csl([source], METADATA, "en")[0].items() if key == "accessed"
        } == parts
        assert read_bibtex(write_bibtex([source], METADATA, "en"))[0].get("urldate", "") == day
        (article, _) = read_ris(write_ris([source], METADATA, "en"))
        assert article.get("access_date", "") == (f"{day.replace('-', '/')}/" if day else "")


def test_what_is_not_known_is_left_out() -> None:
    assert list_csl([BARE], METADATA, "en")[0] == {"id": "bare-2024", "type": "webpage", "language": "nl"}
    assert read_bibtex(write_bibtex([BARE], METADATA, "en"))[0] == {
        "type": "online",
        "key": "bare-2024",
        "langid": "dutch",
    }
    assert read_ris(write_ris([BARE], METADATA, "en"))[0] == {
        "type_of_reference": "ELEC",
        "id": "bare-2024",
        "language": "nl",
    }


def test_citeproc_renders_article_and_package() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        items = CiteProcJSON(list_csl([ALPHA], METADATA, "en"))
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, items, formatter.plain)
        for key in (ALPHA.source_id, package_key(METADATA)):
            bibliography.register(CitationOfItems([CitationItem(key)]))
        article, package = sorted(map(str, bibliography.bibliography()))
    assert article.startswith("Alpha & Fils (2024) ")
    assert ALPHA.title in article
    assert ALPHA.url in article
    assert package.startswith(f"{METADATA.creators[0]} ({METADATA.released[:4]}) ")
    assert METADATA.homepage in package


@given(source=SOURCES, language=st.sampled_from(LANGUAGES))
def test_any_text_goes_through_ris_unchanged(source: Source, language: Language) -> None:
    text = write_ris([source], METADATA, language)
    article, package = read_ris(text)
    assert article["type_of_reference"] == ("NEWS" if source.publisher else "ELEC")
    assert article["id"] == source.source_id
    assert article.get("title", "") == one_line(source.title)
    assert article.get("authors", []) == [one_line(source.publisher)] * bool(source.publisher)
    assert article.get("urls", []) == [source.url] * bool(source.url)
    assert package["type_of_reference"] == "DATA"
    assert package["title"] == METADATA.words("title", language)
    assert package["edition"] == METADATA.version
    assert text.replace("\r\n", "").count("\n") == 0
    assert text.count("ER  - \r\n") == 2


def test_every_source_of_the_package_reads_back() -> None:
    from dgsn_opendata import sources

    known = list_sources(sources())
    entries = read_bibtex(write_bibtex(known, METADATA, "fr"))
    records = read_ris(write_ris(known, METADATA, "fr"))
    assert [entry["key"] for entry in entries[:-1]] == [source.source_id for source in known]
    assert all(key.isascii() for key in (entry["key"] for entry in entries))
    assert [untex(entry.get("title", "")) for entry in entries[:-1]] == [
        one_line(source.title) for source in known
    ]
    assert [record.get("title", "") for record in records[:-1]] == [one_line(source.title) for source in known]
    Draft7Validator(CSL).validate(list_csl(known, METADATA, "fr"))


@pytest.mark.parametrize("text", ["a--b", "a---b", "''a''", "<<a>>", ",,a", "?`a", "``a", "a\\b", "{", "}{"])
def test_what_tex_would_join_or_obey_stays_as_it_is(text: str) -> None:
    entry = read_bibtex(write_bibtex([dataclasses.replace(ALPHA, title=text)], METADATA, "en"))[0]
    assert untex(entry["title"]) == text
    bare = entry["title"].removeprefix("{").removesuffix("}")
    assert not [pair for pair in ("--", "''", "<<", ">>", ",,", "`") if pair in bare]
