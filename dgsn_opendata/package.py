"""What every writer shares: the package's words, its tables, the series made from them, and its files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dgsn_opendata.countries import name_countries
from dgsn_opendata.coverage import cover
from dgsn_opendata.errors import FindingsStand
from dgsn_opendata.metadata import Metadata, read_metadata
from dgsn_opendata.resolution import resolve
from dgsn_opendata.rules.descriptor import checksum
from dgsn_opendata.schemas import LANGUAGES, Language
from dgsn_opendata.widening import widen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from dgsn_opendata.frames import Table
    from dgsn_opendata.schemas import TableSchema


@dataclass(frozen=True, slots=True)
class PackageFile:
    """One file of the package: its path inside, its bytes, and what it is."""

    name: str
    path: str
    data: bytes
    format: str
    mediatype: str
    titles: Mapping[Language, str]
    descriptions: Mapping[Language, str]
    schema: TableSchema | None = None
    language: Language | None = None

    @property
    def hash(self) -> str:
        """The checksum of the bytes, as Data Package writes it."""
        return checksum(self.data)


@dataclass(frozen=True, slots=True)
class Package:
    """A validated package: metadata, the curated tables, and what is derived from them.

    ``derived`` are the derived tables by name; ``wide`` the series with a column a year, one frame a language.
    """

    metadata: Metadata
    tables: Mapping[str, Table]
    derived: Mapping[str, pd.DataFrame]
    wide: Mapping[Language, pd.DataFrame]

    def frame(self, name: str) -> pd.DataFrame:
        """Return the typed values of a table, curated or derived."""
        return self.derived[name] if name in self.derived else self.tables[name].values

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


def make_package(folder: Path, tables: Mapping[str, Table]) -> Package:
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
    return Package(read_metadata(folder), tables, derived, wide)
