"""Write ``csvw-metadata.json``: CSV on the Web (https://www.w3.org/TR/tabular-metadata/), a table a CSV file.

What the standard has no word of its own for are common properties. A code list is a concept scheme of SKOS under
``qb:codeList``; a unit is ``schema:unitCode``, a code of UCUM or the address (RFC 7111) of the column that states
it. A column with gaps has ``dc:references``, the address of the column that it refers to: a foreign key of the
standard has to find its row for every row, and strict validators refuse an empty one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from dgsn_opendata.exports.serialising import write_json
from dgsn_opendata.formats import CSVW
from dgsn_opendata.languages import FACTS, in_languages
from dgsn_opendata.metadata import AUTHORITY
from dgsn_opendata.schemas import EDTF, LANGUAGES, read_schema, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dgsn_opendata.package import Package
    from dgsn_opendata.provenance import Source
    from dgsn_opendata.published import PublishedFile, PublishedTable
    from dgsn_opendata.schemas import Field, Language

_BASES = {
    "boolean": "boolean",
    "date": "date",
    "integer": "integer",
    "number": "decimal",
    "string": "string",
    "year": "gYear",
    "yearmonth": "gYearMonth",
}


def write_csvw(package: Package, files: Sequence[PublishedFile]) -> bytes:
    """Return ``csvw-metadata.json`` for the CSV files: indented JSON in UTF-8, the same data the same bytes."""
    metadata, addresses = package.metadata, package.addresses
    group: dict[str, Any] = {
        "@context": CSVW,
        "@id": addresses.absolute("#dataset"),
        "dc:identifier": metadata.id,
        "dc:title": _tagged(metadata.texts("title")),
        "dc:description": _tagged(metadata.texts("description")),
        "dcat:version": metadata.version,
        "dc:modified": _typed(metadata.released, "date"),
        "dc:language": list(LANGUAGES),
        "dcat:keyword": [
            {"@value": word, "@language": one} for one in LANGUAGES for word in metadata.keywords_in(one)
        ],
        "dc:creator": [{"schema:name": name} for name in metadata.creators],
        "dc:publisher": {"schema:name": metadata.publisher},
        "dc:license": {"@id": metadata.licence["path"]},
        "dc:rights": _tagged(metadata.texts("rights")),
        "dc:provenance": _tagged(metadata.texts("provenance")),
        "dc:accrualPeriodicity": {"@id": f"{AUTHORITY}frequency/{metadata.frequency}"},
        "dc:spatial": [{"@id": place["path"]} for place in metadata.places],
    }
    if package.years is not None:
        first, last = package.years
        group["dc:temporal"] = {
            "@type": "dc:PeriodOfTime",
            "dcat:startDate": _typed(str(first), "gYear"),
            "dcat:endDate": _typed(str(last), "gYear"),
        }
    group["dc:source"] = [_source(source) for source in package.sources]
    tables = {file.table.name: file for file in files if file.kind == "csv" and file.table is not None}
    links = {name: addresses.link(file.path) for name, file in tables.items()}
    group["tables"] = [_table(file, file.table, links) for file in tables.values() if file.table is not None]
    return write_json(group)


def datatype(field: Field) -> str | dict[str, Any]:
    """Return the datatype of a field: its base alone, or with the constraints that CSVW has for that base.

    A pattern is anchored, for the standard does not say whether it has to match all of a text. Bounds of a year
    are left out: CSVW allows them on dates, which some of its readers do not take a year to be.

    >>> datatype(read_schema("places")["latitude"])
    {'base': 'decimal', 'minimum': -90, 'maximum': 90}
    >>> datatype(read_schema("series")["caution"])
    {'base': 'string', 'format': '^(?:misprint|doubtful)$'}
    """
    base, constraints = _BASES[field.type], field.constraints
    described: dict[str, Any] = {"base": "anyURI" if field.declaration.get("format") == "uri" else base}
    if field.declaration.get("rdfType") == EDTF:
        described = {"@id": EDTF, **described}
    if base == "string":
        # ECMAScript, unlike Python, knows no escaped hyphen.
        codes = "|".join(re.escape(code).replace(r"\-", "-") for code in field.codes)
        if pattern := codes or constraints.get("pattern"):
            described["format"] = f"^(?:{pattern})$"
        described |= {key: constraints[key] for key in ("minLength", "maxLength") if key in constraints}
    if base == "boolean" and "trueValues" in field.declaration:
        described["format"] = f"{field.declaration['trueValues'][0]}|{field.declaration['falseValues'][0]}"
    if base in {"integer", "decimal", "date"}:
        described |= {key: constraints[key] for key in ("minimum", "maximum") if key in constraints}
    return described if len(described) > 1 else str(described["base"])


def _table(file: PublishedFile, table: PublishedTable, links: Mapping[str, str]) -> dict[str, Any]:
    schema = table.schema
    described: dict[str, Any] = {
        "url": links[table.name],
        "dc:title": _tagged(file.titles),
        "dc:description": _tagged(file.descriptions),
    }
    if table.licence:
        described["dc:license"] = {"@id": table.licence["path"]}
    if sources := schema.declaration.get("sources"):
        described["dc:source"] = [{"@id": one["path"], "dc:title": one["title"]} for one in sources]
    if table.language is not None:
        described["tableDirection"] = FACTS[table.language].direction
    described["tableSchema"] = {
        # A list of one is as good by the standard, but not for all who read it.
        "null": schema.missing_values[0] if len(schema.missing_values) == 1 else list(schema.missing_values),
        "columns": [_column(field, table, links) for field in schema.fields],
        "primaryKey": list(schema.primary_key),
    }
    whole = [key for key in schema.foreign_keys if all(schema[name].required for name in key.fields)]
    if whole:
        described["tableSchema"]["foreignKeys"] = [
            {
                "columnReference": list(key.fields),
                "reference": {"resource": links[key.table], "columnReference": list(key.reference)},
            }
            for key in whole
        ]
    return described


def _column(field: Field, table: PublishedTable, links: Mapping[str, str]) -> dict[str, Any]:
    column: dict[str, Any] = {
        "name": field.name,
        # Validators hold the header row against the titles, and one in no language fits any language.
        "titles": {**in_languages(field.title), "und": field.name},
        "dc:description": _tagged(in_languages(field.description)),
        "datatype": datatype(field),
    }
    if field.required:
        column["required"] = True
    if (language := _language(field, table)) is not None:
        column |= {"lang": language, "textDirection": FACTS[language].direction}
    for key in table.schema.foreign_keys:
        if key.fields == (field.name,) and not field.required:
            column["dc:references"] = _address(f"{key.table}.{key.reference[0]}", table, links)
    if field.unit is not None:
        coded = field.unit.startswith("UCUM:")
        column["schema:unitCode"] = field.unit if coded else _address(field.unit, table, links)
    if field.categories:
        column["qb:codeList"] = {
            "@type": "skos:ConceptScheme",
            "skos:hasTopConcept": [_concept(entry) for entry in field.categories],
        }
    return column


def _language(field: Field, table: PublishedTable) -> Language | None:
    """Return the language of a column's texts; codes are in none, or foreign keys would not find them."""
    if table.language is not None:
        return table.language if field.type == "string" and field.name not in table.schema.primary_key else None
    return next((one for one in LANGUAGES if field.name.endswith(f"_{one}")), None)


def _address(reference: str, table: PublishedTable, links: Mapping[str, str]) -> dict[str, str]:
    """Return the address of ``table.column``, or of a column of the table itself."""
    name, _, column = reference.rpartition(".")
    schema = read_schema(name) if name else table.schema
    return {"@id": f"{links[name or table.name]}#col={schema.names.index(column) + 1}"}


def _concept(entry: Mapping[str, Any]) -> dict[str, Any]:
    concept: dict[str, Any] = {
        "@type": "skos:Concept",
        "skos:notation": str(entry["value"]),
        "skos:prefLabel": _tagged(in_languages(lambda language: words(entry, "label", language))),
    }
    if "standard" in entry:
        concept["schema:unitCode"] = entry["standard"]
    return concept


def _source(source: Source) -> dict[str, str]:
    named = {"@id": "url", "dc:identifier": "source_id", "dc:title": "title", "dc:publisher": "publisher"}
    return {key: text for key, name in named.items() if (text := getattr(source, name))}


def _typed(text: str, base: str) -> dict[str, str]:
    return {"@value": text, "@type": f"xsd:{base}"}


def _tagged(texts: Mapping[Language, str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language, text in texts.items()]
