"""The cover of the workbook, a column a language: what it is, what stands where, how to read it and to cite it.

Its words stand in ``cover.toml``.
"""

from __future__ import annotations

import functools
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from dgsn_opendata.exports.cells import Column, Figure, Heading, Link, Sheet
from dgsn_opendata.exports.marks import BREAK, COVERAGE, DISPUTED, DOUBTFUL, HEDGES
from dgsn_opendata.languages import in_languages
from dgsn_opendata.schemas import LANGUAGES, Language, read_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dgsn_opendata.package import Package

_TITLE = "Cover"
_EXAMPLE = 1200.0
_MARKED: Mapping[str, Figure] = {
    "none": Figure(_EXAMPLE),
    "about": Figure(_EXAMPLE, HEDGES["about"], "approximate"),
    "more_than": Figure(_EXAMPLE, HEDGES["more_than"], "approximate"),
    "less_than": Figure(_EXAMPLE, HEDGES["less_than"], "approximate"),
    "disputed": Figure(_EXAMPLE, DISPUTED, "disputed"),
    "doubtful": Figure(_EXAMPLE, DOUBTFUL, "doubtful"),
    "break": Figure(_EXAMPLE, BREAK, "break"),
}
Texts = dict[Language, Any]


def cover_sheet(package: Package, titles: Sequence[str]) -> Sheet:
    """Return the cover, with links to the sheets of these titles."""
    rows = list(_rows(package, titles))
    texts = (Column("", [row[language] for _, row in rows], widest=62) for language in LANGUAGES)
    return Sheet(_TITLE, [Column("", [first for first, _ in rows]), *texts])


def _rows(package: Package, titles: Sequence[str]) -> Iterator[tuple[Any, Texts]]:
    """Yield what stands before the texts of a row, and a text in each language."""
    words, metadata, licence = _words(), package.metadata, package.metadata.licence
    dates = {"version": metadata.version, "released": metadata.released, "created": package.created}
    yield None, in_languages(lambda language: Heading(metadata.words("title", language), is_title=True))
    yield None, metadata.texts("description")
    yield Link(metadata.name, package.homepage), _filled(words["version"], dates)
    yield Link(licence["name"], licence["path"]), _filled(words["licence"], licence)
    yield None, metadata.texts("rights")
    yield from _section(words["contents"])
    for title in titles:
        yield Link(title, f"#'{title}'!A1"), words["sheets"][title]
    yield from _section(words["reading"])
    for name, figure in _MARKED.items():
        yield figure, words["marks"][name]
    yield from _section(words["coverage"])
    labels = in_languages(read_schema("coverage")["status"].labels)
    for status, sign in COVERAGE.items():
        yield sign, {language: labels[language][status] for language in LANGUAGES}
    yield from _section(words["limits"])
    for caveat in words["caveats"]:
        yield None, caveat
    yield from _section(words["cite"])
    yield None, in_languages(metadata.citation)
    yield None, words["article"]


def _section(title: Texts) -> Iterator[tuple[None, Texts]]:
    """Yield an empty row and one of headings."""
    yield None, dict.fromkeys(LANGUAGES)
    yield None, {language: Heading(title[language]) for language in LANGUAGES}


def _filled(texts: Texts, facts: Mapping[str, str]) -> Texts:
    return {language: texts[language].format(**facts) for language in LANGUAGES}


@functools.cache
def _words() -> dict[str, Any]:
    text = (files("dgsn_opendata.exports") / "cover.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
