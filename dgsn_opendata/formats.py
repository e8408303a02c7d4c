"""The formats of published files: their media type, their code in the EU's table of file types, and a label.

Media types are those of IANA, codes those of http://publications.europa.eu/resource/authority/file-type. The
table has no code for SQLite, which portals file under BIN.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: ``label`` is what people call it, ``conforms_to`` the standard that its files follow."""

    label: str
    mediatype: str
    eu_code: str
    conforms_to: str = ""


TABLE_SCHEMA = "https://datapackage.org/standard/table-schema/"
DATA_PACKAGE = "https://datapackage.org/standard/data-package/"
CROISSANT = "http://mlcommons.org/croissant/1.1"
CSVW = "http://www.w3.org/ns/csvw"
DCAT_AP = "http://data.europa.eu/r5r/"
SDMX = "https://sdmx.org/standards-2/"

FORMATS = {
    "csv": Format("CSV", "text/csv", "CSV", TABLE_SCHEMA),
    "parquet": Format("Parquet", "application/vnd.apache.parquet", "PARQUET"),
    "sqlite": Format("SQLite", "application/vnd.sqlite3", "BIN"),
    "xlsx": Format("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
    "sdmx-csv": Format("SDMX", "text/csv", "SDMX", SDMX),
    "sdmx-ml": Format("SDMX", "application/xml", "SDMX", SDMX),
    "json": Format("JSON", "application/json", "JSON"),
    "datapackage": Format("JSON", "application/vnd.datapackage+json", "JSON", DATA_PACKAGE),
    "csvw": Format("JSON-LD", "application/csvm+json", "JSON_LD", CSVW),
    "croissant": Format("JSON-LD", "application/ld+json", "JSON_LD", CROISSANT),
    "dcat": Format("JSON-LD", "application/ld+json", "JSON_LD", DCAT_AP),
    "schemaorg": Format("JSON-LD", "application/ld+json", "JSON_LD"),
    "turtle": Format("Turtle", "text/turtle", "RDF_TURTLE", DCAT_AP),
}

# What a published folder may lack: each takes time, or has limits that a large package breaks.
OPTIONAL = ("pages", "parquet", "sdmx", "sqlite", "xlsx")
