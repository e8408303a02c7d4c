"""What every writer shares: the package's words, its tables, the series made from them, and its files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dgsn_opendata.countries import name_countries
from dgsn_opendata.coverage import cover
from dgsn_opendata.errors import FindingsStand
from dgsn_opendata.formats import FORMATS, Format
from dgsn_opendata.metadata import Metadata, read_metadata
from dgsn_opendata.resolution import resolve
from dgsn_opendata.rules.descriptor import checksum
from dgsn_opendata.schemas import LANGUAGES, Language, read_schema, table_names
from dgsn_opendata.widening import widen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from dgsn_opendata.addresses import Addresses
    from dgsn_opendata.frames import Table
    from dgsn_opendata.schemas import TableSchema

# Each language as its own speakers call it: a file in it is for them.
_LANGUAGE_NAMES: Mapping[Language, str] = {"en": "English", "fr": "français", "ar": "العربية"}


@dataclass(frozen=True, slots=True)
class PackageFile:
    """One file of the package: its path inside, its bytes, and what it is.

    ``name`` is the same in every release. A file that holds one table has it as ``table``; one that is in one
    language has that.
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
    def hash(self) -> str:
        """The SHA-256 of the bytes, as Data Package writes it: ``sha256:`` and 64 hexadecimal digits."""
        return checksum(self.data)

    @property
    def sha512(self) -> str:
        """The SHA-512 of the bytes in hexadecimal digits."""
        return hashlib.sha512(self.data).hexdigest()

    @property
    def language(self) -> Language | None:
        """The language of a file that is in one language."""
        return self.table.language if self.table else None


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
    def sources(self) -> list[str] | None:
        """The identifiers of the sources that the table quotes; nothing where it has no column of them."""
        if "source_id" not in self.schema.names:
            return None
        return sorted(self.frame["source_id"].dropna().astype("str").unique())

    def file(self, path: str, data: bytes, kind: str) -> PackageFile:
        """Return the table as a file in a format."""
        name = self.name if kind == "csv" else f"{self.name}.{kind}"
        own = f" – {_LANGUAGE_NAMES[self.language]}" if self.language else ""
        titles = {language: self.schema.title(language) + own for language in LANGUAGES}
        descriptions = {language: self.schema.description(language) for language in LANGUAGES}
        return PackageFile(name, path, data, kind, titles, descriptions, self)


@dataclass(frozen=True, slots=True)
class Package:
    """A validated package: metadata, the curated tables, and what is derived from them.

    ``derived`` are the derived tables by name; ``wide`` the series with a column a year, one frame a language.
    """

    metadata: Metadata
    tables: Mapping[str, Table]
    derived: Mapping[str, pd.DataFrame]
    wide: Mapping[Language, pd.DataFrame]
    addresses: Addresses

    def frame(self, name: str) -> pd.DataFrame:
        """Return the typed values of a table, curated or derived."""
        return self.derived[name] if name in self.derived else self.tables[name].values

    @property
    def published(self) -> list[PublishedTable]:
        """All tables as they are published: curated, derived, and the wide series once in each language."""
        tables = [PublishedTable(name, self.frame(name), read_schema(name)) for name in table_names("curated")]
        tables += [PublishedTable(name, frame, read_schema(name)) for name, frame in self.derived.items()]
        for language, frame in self.wide.items():
            years = [int(column) for column in frame.columns if column.isdecimal()]
            schema = read_schema("series_wide").with_years(years)
            tables.append(PublishedTable(f"{schema.name}.{language}", frame, schema, language))
        return tables

    @property
    def created(self) -> str:
        """The day of the latest source, to the precision it is known: the data's own date, not the clock's."""
        sources = self.frame("sources")
        dates = sources["published_on"].dropna()
        return str(dates.max() if len(dates) else sources["report_year"].max())

    @property
    def created_day(self) -> str:
        """The first day of :attr:`created`, where only a month or a year of it is known."""
        return self.created + "-01-01"[len(self.created) - 4 :]

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year that the series have a value for; nothing while they have none."""
        years = self.frame("series")["year"]
        return (int(years.min()), int(years.max())) if len(years) else None

    def file(self, suffix: str, data: bytes, kind: str) -> PackageFile:
        """Return a file about the whole package, named by the package and a suffix."""
        name = f"{self.metadata.name}.{suffix}"
        return self.described(name, name, data, kind)

    def described(self, name: str, path: str, data: bytes, kind: str) -> PackageFile:
        """Return a file that has the package's own title and description."""
        titles = {language: self.metadata.words("title", language) for language in LANGUAGES}
        descriptions = {language: self.metadata.words("description", language) for language in LANGUAGES}
        return PackageFile(name, path, data, kind, titles, descriptions)


def make_package(folder: Path, tables: Mapping[str, Table], addresses: Addresses) -> Package:
    """Return the package that valid tables make, with its series resolved and its other tables derived.

    ``folder`` is where ``metadata.toml`` lies. Raises :class:`~dgsn_opendata.errors.FindingsStand` where there is
    no source yet, and what :func:`~dgsn_opendata.metadata.read_metadata` raises.
    """
    values = {name: table.values for name, table in tables.items()}
    if values["sources"].empty:
        raise FindingsStand(
            "The package has no source", "Add the first row to sources.csv, and a figure it prints."
        )
    series = resolve(values["observations"], values["sources"], values["indicators"], values["breaks"])
    derived = {"countries": name_countries(values), "coverage": cover(series, values), "series": series}
    wide = {
        language: widen(series, values["indicators"], values["categories"], language) for language in LANGUAGES
    }
    return Package(read_metadata(folder), tables, derived, wide, addresses)
