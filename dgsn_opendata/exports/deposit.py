"""What the repository says to those who cite or deposit the package: ``CITATION.cff`` and ``.zenodo.json``.

The first follows the Citation File Format 1.2.0 (https://citation-file-format.github.io), the second the deposit
metadata of Zenodo (https://developers.zenodo.org/#representation), from which it registers a DOI with DataCite.
Both lie beside the package's folder and are written from ``metadata.toml``.
"""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any

from dgsn_opendata.exports.serialising import write_json
from dgsn_opendata.languages import FACTS
from dgsn_opendata.schemas import LANGUAGES

if TYPE_CHECKING:
    from dgsn_opendata.metadata import Metadata

# The roles of metadata.toml that DataCite has as types of contributors; a creator stands among the creators.
_TYPES = {"curator": "DataCurator", "contact": "ContactPerson", "publisher": "Distributor"}


def deposit_files(metadata: Metadata) -> dict[str, bytes]:
    """Return the files that lie beside the package's folder, by name.

    >>> from dgsn_opendata.metadata import read_metadata
    >>> sorted(deposit_files(read_metadata()))
    ['.zenodo.json', 'CITATION.cff']
    """
    return {"CITATION.cff": _citation_file(metadata), ".zenodo.json": write_json(_deposit(metadata))}


def _citation_file(metadata: Metadata) -> bytes:
    # A JSON value is one of YAML, whatever is in it.
    said: dict[str, Any] = {
        "message": "Please cite the data as below, and the article that printed the figure you use.",
        "type": "dataset",
        "title": metadata.title,
        "abstract": metadata.description,
        "version": metadata.version,
        "date-released": metadata.released,
        "license": metadata.licence["name"],
        "url": metadata.homepage,
    }
    lists: dict[str, list[Any]] = {
        "authors": [{"name": name} for name in metadata.creators],
        "identifiers": [
            {
                "type": "other",
                "value": metadata.id,
                "description": "The package, wherever and in whichever version it is published.",
            }
        ],
        "keywords": metadata.keywords,
    }
    lines = ["cff-version: 1.2.0", *(f"{key}: {_json(value)}" for key, value in said.items())]
    for key, entries in lists.items():
        lines += [f"{key}:", *(f"  - {_json(entry)}" for entry in entries)]
    return "\n".join([*lines, ""]).encode()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _deposit(metadata: Metadata) -> dict[str, Any]:
    paragraphs = (
        f'<p lang="{language}" dir="{FACTS[language].direction}">{html.escape(text, quote=False)}</p>'
        for key in ("description", "provenance")
        for language, text in metadata.texts(key).items()
    )
    return {
        "upload_type": "dataset",
        "title": metadata.title,
        "description": "".join(paragraphs),
        "version": metadata.version,
        "publication_date": metadata.released,
        "language": "eng",
        "access_right": "open",
        "license": metadata.licence["name"],
        "creators": [{"name": name} for name in metadata.creators],
        "contributors": [
            {"name": one["title"], "type": _TYPES[role]}
            for one in metadata.contributors
            for role in one.get("roles", ())
            if role in _TYPES
        ],
        "keywords": list(dict.fromkeys(word for language in LANGUAGES for word in metadata.keywords_in(language))),
        "notes": metadata.rights,
        "related_identifiers": [
            {"identifier": metadata.id, "relation": "isVersionOf", "resource_type": "dataset"},
            {"identifier": metadata.homepage, "relation": "isDocumentedBy", "resource_type": "software"},
        ],
    }
