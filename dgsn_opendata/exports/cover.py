"""The cover of the workbook: what it is, where what stands, how to cite it and how to read it, a column a language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dgsn_opendata.exports.cells import Column, Figure, Heading, Link, Sheet
from dgsn_opendata.exports.cover_words import (
    ARTICLE,
    CAVEATS,
    CITE,
    CONTENTS,
    COVERAGE_SIGNS,
    LICENCE,
    LIMITS,
    MARKS,
    READING,
    SHEETS,
    VERSION,
)
from dgsn_opendata.exports.marks import BREAK, COVERAGE, DISPUTED, DOUBTFUL, HEDGES
from dgsn_opendata.languages import in_languages
from dgsn_opendata.schemas import LANGUAGES, read_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dgsn_opendata.package import Package
    from dgsn_opendata.schemas import Language

_TITLE = "Cover"
_EXAMPLE = 1200.0
_SHOWN: Mapping[str, Figure] = {
    "none": Figure(_EXAMPLE),
    "about": Figure(_EXAMPLE, HEDGES["about"], "approximate"),
    "more_than": Figure(_EXAMPLE, HEDGES["more_than"], "approximate"),
    "less_than": Figure(_EXAMPLE, HEDGES["less_than"], "approximate"),
    "disputed": Figure(_EXAMPLE, DISPUTED, "disputed"),
    "doubtful": Figure(_EXAMPLE, DOUBTFUL, "doubtful"),
    "break": Figure(_EXAMPLE, BREAK, "break"),
}
Row = tuple[Any, "Mapping[Language, Any]"]  # what stands before the texts, and a text a language


def cover_sheet(package: Package, titles: Sequence[str]) -> Sheet:
    """Return the cover, with links to the sheets of these titles."""
    rows = list(_rows(package, titles))
    texts = (Column("", [row[language] for _, row in rows], widest=62) for language in LANGUAGES)
    return Sheet(_TITLE, [Column("", [first for first, _ in rows]), *texts])


def _rows(package: Package, titles: Sequence[str]) -> Iterator[Row]:
    metadata, licence = package.metadata, package.metadata.licence
    dates = {"version": metadata.version, "released": metadata.released, "created": package.created}
    empty: Row = (None, in_languages(lambda language: None))
    yield None, in_languages(lambda language: Heading(metadata.words("title", language), is_title=True))
    yield None, metadata.texts("description")
    yield Link(metadata.name, package.homepage), in_languages(lambda one: VERSION[one].format(**dates))
    licensed = in_languages(lambda language: LICENCE[language].format(**licence))
    yield Link(licence["name"], licence["path"]), licensed
    yield None, metadata.texts("rights")
    yield empty
    yield None, _headings(CONTENTS)
    for title in titles:
        yield Link(title, f"#'{title}'!A1"), SHEETS[title]
    yield empty
    yield None, _headings(READING)
    for name, figure in _SHOWN.items():
        yield figure, MARKS[name]
    yield empty
    yield None, _headings(COVERAGE_SIGNS)
    labels = in_languages(read_schema("coverage")["status"].labels)
    for status, sign in COVERAGE.items():
        yield sign, {language: labels[language][status] for language in LANGUAGES}
    yield empty
    yield None, _headings(LIMITS)
    for caveat in CAVEATS:
        yield None, caveat
    yield empty
    yield None, _headings(CITE)
    yield None, in_languages(lambda language: metadata.citation())
    yield None, ARTICLE


def _headings(texts: Mapping[Language, str]) -> dict[Language, Heading]:
    return {language: Heading(text) for language, text in texts.items()}
