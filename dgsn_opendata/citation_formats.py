"""Bibliographies that reference managers read: BibTeX, CSL-JSON and RIS of articles and of the package.

A publisher stands where these formats ask for the author, for it answers for what it printed; journalists are not
named. What is not known of an article is left out, and dates are as precise as they are known; the day of access
is that on which its text was captured. The package is one entry of its own, with its version, in each of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dgsn_opendata.metadata import Metadata
    from dgsn_opendata.provenance import Source
    from dgsn_opendata.schemas import Language

# Languages as LaTeX's packages babel and polyglossia name them.
_BABEL = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
}
# What TeX takes for a command, and pairs that it would join into another character.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\lbrace{}",
    "}": r"\rbrace{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}
_TEX_PAIRS = re.compile(r"(?<=-)-|(?<=')'|(?<=<)<|(?<=>)>|(?<=,),")
_BREAKING = re.compile(r"[^\S\u00a0\u202f]+")
_LINE_END = "\r\n"  # which RIS prescribes


def package_key(metadata: Metadata) -> str:
    """Return what a bibliography calls the package in its version; articles are called by their ``source_id``.

    >>> from dgsn_opendata.metadata import read_metadata
    >>> package_key(read_metadata()) == f"dgsn-opendata-{read_metadata().version}"
    True
    """
    return f"{metadata.name}-{metadata.version}"


def write_bibtex(sources: Iterable[Source], metadata: Metadata, language: Language) -> str:
    r"""Return BibTeX: ``@online`` for each article and ``@dataset`` for the package.

    The fields are those of biblatex, and ``year`` for styles that do not know its ``date``. Everything that TeX
    would take for a command is escaped, save in addresses, which are taken as they stand.

    >>> from dgsn_opendata.metadata import read_metadata
    >>> from dgsn_opendata.provenance import Source
    >>> source = Source("a-2024", "Bilan {R&D}", "Alpha", "fr", "2024-12", "https://example.org/a_b")
    >>> print(write_bibtex([source], read_metadata(), "en").partition("@dataset")[0].strip())
    @online{a-2024,
      author = {{Alpha}},
      title = {{Bilan \lbrace{}R\&D\rbrace{}}},
      date = {2024-12},
      year = {2024},
      url = {https://example.org/a_b},
      langid = {french}
    }
    """
    entries = [
        _entry(
            "online",
            source.source_id,
            {
                "author": _braced(source.publisher),
                "title": _braced(source.title),
                "date": source.published_on,
                "year": source.published_on.partition("-")[0],
                "url": source.url,
                "urldate": source.captured_on if source.url else "",
                "langid": _BABEL.get(source.language, ""),
            },
        )
        for source in sources
    ]
    dataset = {
        "author": " and ".join(map(_braced, metadata.creators)),
        "title": _braced(metadata.words("title", language)),
        "date": metadata.released,
        "year": metadata.released.partition("-")[0],
        "version": _tex(metadata.version),
        "url": metadata.homepage,
        "note": _tex(metadata.licence["name"]),
        "langid": _BABEL[language],
    }
    return "\n".join([*entries, _entry("dataset", package_key(metadata), dataset)])


def list_csl(sources: Iterable[Source], metadata: Metadata, language: Language) -> list[dict[str, Any]]:
    """Return the items of CSL-JSON: ``article-newspaper`` or ``webpage`` for each article, and the ``dataset``.

    An article of which no publisher is known is a ``webpage``.

    >>> from dgsn_opendata.metadata import read_metadata
    >>> from dgsn_opendata.provenance import Source
    >>> items = list_csl([Source("a-2024", "", "Alpha", "fr", "2024-12", "")], read_metadata(), "en")
    >>> items[0]["issued"], [item["type"] for item in items]
    ({'date-parts': [[2024, 12]]}, ['article-newspaper', 'dataset'])
    """
    items = [
        {
            "id": source.source_id,
            "type": "article-newspaper" if source.publisher else "webpage",
            "title": one_line(source.title),
            "author": _literals([source.publisher]),
            "publisher": one_line(source.publisher),
            "issued": _date_parts(source.published_on),
            "URL": source.url,
            "accessed": _date_parts(source.captured_on if source.url else ""),
            "language": source.language,
        }
        for source in sources
    ]
    items.append(
        {
            "id": package_key(metadata),
            "type": "dataset",
            "title": metadata.words("title", language),
            "author": _literals(metadata.creators),
            "issued": _date_parts(metadata.released),
            "version": metadata.version,
            "URL": metadata.homepage,
            "note": metadata.licence["name"],
            "language": language,
        }
    )
    return [{key: value for key, value in item.items() if value} for item in items]


def write_ris(sources: Iterable[Source], metadata: Metadata, language: Language) -> str:
    """Return RIS: ``NEWS`` or, of an article without known publisher, ``ELEC``, and ``DATA`` for the package.

    >>> from dgsn_opendata.metadata import read_metadata
    >>> from dgsn_opendata.provenance import Source
    >>> source = Source("a-2024", "Bilan", "Alpha", "fr", "2024-12", "https://example.org/a")
    >>> write_ris([source], read_metadata(), "en").splitlines()[:7]
    ['TY  - NEWS', 'ID  - a-2024', 'TI  - Bilan', 'AU  - Alpha', 'PB  - Alpha', 'PY  - 2024', 'DA  - 2024/12//']
    """
    records = [
        _record(
            ("TY", "NEWS" if source.publisher else "ELEC"),
            ("ID", source.source_id),
            ("TI", source.title),
            ("AU", source.publisher),
            ("PB", source.publisher),
            *_ris_date(source.published_on),
            ("UR", source.url),
            ("Y2", _ris_day(source.captured_on) if source.url else ""),
            ("LA", source.language),
        )
        for source in sources
    ]
    dataset = _record(
        ("TY", "DATA"),
        ("ID", package_key(metadata)),
        ("TI", metadata.words("title", language)),
        *(("AU", name) for name in metadata.creators),
        ("PB", metadata.publisher),
        *_ris_date(metadata.released),
        ("ET", metadata.version),
        ("UR", metadata.homepage),
        ("N1", metadata.licence["name"]),
        ("LA", language),
    )
    return _LINE_END.join([*records, dataset])


def one_line(text: str) -> str:
    r"""Return a text on one line; spaces that do not break are the text's own.

    >>> one_line("Bilan\n de l’année ")
    'Bilan de l’année'
    """
    return _BREAKING.sub(" ", text).strip()


def _entry(kind: str, key: str, values: Mapping[str, str]) -> str:
    lines = [f"  {name} = {{{value}}}" for name, value in values.items() if value]
    return ",\n".join([f"@{kind}{{{key}", *lines]) + "\n}\n"


def _tex(text: str) -> str:
    escaped = "".join(_TEX.get(character, character) for character in one_line(text))
    return _TEX_PAIRS.sub(lambda pair: "{}" + pair[0], escaped)


def _braced(text: str) -> str:
    """Return a text whose capitals, and whose "and" and commas of a name, BibTeX leaves alone."""
    return f"{{{_tex(text)}}}" if text else ""


def _record(*values: tuple[str, str]) -> str:
    lines = [f"{tag}  - {line}" for tag, text in values if (line := one_line(text))]
    return _LINE_END.join([*lines, "ER  - ", ""])


def _ris_date(date: str) -> Iterator[tuple[str, str]]:
    yield "PY", date.partition("-")[0]
    yield "DA", _ris_day(date)


def _ris_day(date: str) -> str:
    """Return a date as RIS has it: with its slashes also where month or day are not known."""
    year, month, day = [*date.split("-"), "", ""][:3]
    return f"{year}/{month}/{day}/" if year else ""


def _date_parts(date: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else {}


def _literals(names: Sequence[str]) -> list[dict[str, str]]:
    return [{"literal": one_line(name)} for name in names if name]
