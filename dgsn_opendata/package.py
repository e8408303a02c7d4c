"""What every writer shares: the package's words, its tables and sources, and the series made from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from dgsn_opendata.countries import name_countries
from dgsn_opendata.coverage import cover
from dgsn_opendata.errors import FindingsStand
from dgsn_opendata.languages import in_languages
from dgsn_opendata.metadata import Metadata, read_metadata
from dgsn_opendata.periods import first_day
from dgsn_opendata.provenance import Source, list_sources
from dgsn_opendata.published import PublishedFile, PublishedTable
from dgsn_opendata.resolution import resolve
from dgsn_opendata.schemas import Language, read_schema, table_names
from dgsn_opendata.widening import widen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dgsn_opendata.addresses import Addresses
    from dgsn_opendata.frames import Table


@dataclass(frozen=True)
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

    @cached_property
    def published(self) -> list[PublishedTable]:
        """All tables as they are published: curated, derived, and the wide series once in each language."""
        tables = [PublishedTable(name, self.frame(name), read_schema(name)) for name in table_names("curated")]
        tables += [PublishedTable(name, frame, read_schema(name)) for name, frame in self.derived.items()]
        for language, frame in self.wide.items():
            years = [int(column) for column in frame.columns if column.isdecimal()]
            schema = read_schema("series_wide").with_years(years)
            tables.append(PublishedTable(f"{schema.name}.{language}", frame, schema, language))
        return tables

    @cached_property
    def created(self) -> str:
        """The day of the latest source, to the precision it is known: the data's own date, not the clock's."""
        sources = self.frame("sources")
        dates = sources["published_on"].dropna()
        return str(dates.max() if len(dates) else sources["report_year"].max())

    @property
    def created_day(self) -> str:
        """The first day of :attr:`created`, where only a month or a year of it is known."""
        return first_day(self.created).isoformat()

    @cached_property
    def years(self) -> tuple[int, int] | None:
        """The first and the last of the longest run of years that the series have values for; nothing without any.

        A single figure of long before does not make the years between covered.
        """
        years = pd.Series(sorted(self.frame("series")["year"].unique()), dtype="int64")
        if years.empty:
            return None
        runs = years.groupby(years - years.index).agg(["size", "min", "max"])
        longest = runs.sort_values(["size", "max"]).iloc[-1]
        return int(longest["min"]), int(longest["max"])

    @property
    def homepage(self) -> str:
        """Where the package is: the base address, or the home that its metadata names where none is given."""
        return self.addresses.base if self.addresses.given else self.metadata.homepage

    @cached_property
    def sources(self) -> list[Source]:
        """The articles that some table quotes; one that was read in vain is a row of sources alone."""
        quoted = {source for table in self.published for source in table.quoted}
        return [source for source in list_sources(self.frame("sources")) if source.source_id in quoted]

    def file(self, data: bytes, kind: str) -> PublishedFile:
        """Return a file that holds the whole package in a format."""
        name = f"{self.metadata.name}.{kind}"
        titles, descriptions = self.metadata.texts("title"), self.metadata.texts("description")
        return PublishedFile(name, name, data, kind, titles, descriptions)


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
    wide = in_languages(lambda language: widen(series, values["indicators"], values["categories"], language))
    return Package(read_metadata(folder), tables, derived, wide, addresses)
