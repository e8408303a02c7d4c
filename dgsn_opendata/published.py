"""What is published: tables in their schema's words, and files with all that the writers say of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dgsn_opendata.formats import FORMATS, Format
from dgsn_opendata.languages import FACTS, in_languages

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from dgsn_opendata.schemas import Language, TableSchema


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """One table as it is published: typed values, their schema, and the language of a table that is in one.

    ``name`` is the schema's name, with the language where there is one file a language (``series_wide.fr``).
    """

    name: str
    frame: pd.DataFrame
    schema: TableSchema
    language: Language | None = None

    @property
    def sql_name(self) -> str:
        """The name in a database, where a dot stands between a database and its table."""
        return self.name.replace(".", "_")

    @property
    def titles(self) -> dict[Language, str]:
        """The title in each language, with that of the table where it is in one alone."""
        own = f" – {FACTS[self.language].name}" if self.language else ""
        return in_languages(lambda language: self.schema.title(language) + own)

    @property
    def descriptions(self) -> dict[Language, str]:
        """What one row is, in each language."""
        return in_languages(self.schema.description)

    @property
    def licence(self) -> Mapping[str, str] | None:
        """The licence of what the table takes from elsewhere; nothing where the package's holds."""
        licences: list[dict[str, str]] = self.schema.declaration.get("licenses", [])
        return licences[0] if licences else None

    @property
    def quoted(self) -> list[str]:
        """The identifiers of the sources that the table quotes; none where it names none, or lists them itself."""
        if "source_id" not in self.schema.names or self.schema.primary_key == ("source_id",):
            return []
        return sorted(self.frame["source_id"].dropna().astype("str").unique())

    def file(self, data: bytes, kind: str, folder: str = "data") -> PublishedFile:
        """Return the table as a file in a format."""
        name = self.name if kind == "csv" else f"{self.name}.{kind}"
        path = f"{folder}/{self.name}.{kind}"
        return PublishedFile(name, path, data, kind, self.titles, self.descriptions, self)


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """One published file: its path, its bytes, and what it is.

    ``name`` is the same in every release, ``kind`` a key of :data:`~dgsn_opendata.formats.FORMATS`. A file that
    holds one table has it as ``table``.
    """

    name: str
    path: str
    data: bytes
    kind: str
    titles: Mapping[Language, str]
    descriptions: Mapping[Language, str]
    table: PublishedTable | None = None

    @property
    def format(self) -> Format:
        """What the file's format is called in the vocabularies of portals."""
        return FORMATS[self.kind]

    @property
    def size(self) -> int:
        """The number of bytes."""
        return len(self.data)

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes in hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def sha512(self) -> str:
        """The SHA-512 of the bytes in hexadecimal digits."""
        return hashlib.sha512(self.data).hexdigest()

    @property
    def language(self) -> Language | None:
        """The language of a file that is in one language."""
        return self.table.language if self.table else None

    def licence(self, of_package: Mapping[str, str]) -> Mapping[str, str]:
        """Return the licence of the file: its table's own, or that of the package."""
        return (self.table.licence if self.table else None) or of_package
