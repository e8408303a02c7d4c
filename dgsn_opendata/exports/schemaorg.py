"""Write the package as a schema.org Dataset, as search engines for data ask for it.

Properties are those that Google Dataset Search requires or recommends
(https://developers.google.com/search/docs/appearance/structured-data/dataset), and what the figures are based on.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dgsn_opendata.exports.serialising import write_json
from dgsn_opendata.schemas import LANGUAGES, read_schema

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from dgsn_opendata.package import Package
    from dgsn_opendata.provenance import Source
    from dgsn_opendata.published import PublishedFile

_CITE_ALSO = "The article that printed the figure, which each observation names; all of them are in isBasedOn."


def write_schemaorg(package: Package, files: Sequence[PublishedFile]) -> bytes:
    """Return the dataset as JSON-LD in UTF-8: its files, each indicator, and the articles it is based on."""
    return write_json(
        {
            "@context": "https://schema.org/",
            **describe_dataset(package),
            # Search engines want here what is to be cited in addition to the dataset.
            "citation": _CITE_ALSO,
            "creditText": package.metadata.citation(),
            "includedInDataCatalog": {
                "@type": "DataCatalog",
                "@id": package.addresses.absolute("#catalogue"),
                "name": package.metadata.title,
                "url": package.addresses.base,
            },
            "distribution": [_download(file, package) for file in files],
            "variableMeasured": [_variable(row) for row in package.frame("indicators").to_dict("records")],
            "isBasedOn": [_article(source) for source in package.sources],
        }
    )


def describe_dataset(package: Package) -> dict[str, Any]:
    """Return what schema.org and those who build on it say of a dataset as a whole, files apart."""
    metadata = package.metadata
    dataset: dict[str, Any] = {
        "@type": "Dataset",
        "@id": package.addresses.absolute("#dataset"),
        "identifier": metadata.id,
        "name": metadata.title,
        "alternateName": [metadata.title_fr, metadata.title_ar],
        "description": metadata.description,
        "url": package.addresses.base,
        "sameAs": metadata.homepage,
        "version": metadata.version,
        "datePublished": metadata.released,
        "dateModified": metadata.released,
        "license": metadata.licence["path"],
        "copyrightNotice": metadata.rights,
        "isAccessibleForFree": True,
        "inLanguage": list(LANGUAGES),
        "keywords": list(dict.fromkeys(word for one in LANGUAGES for word in metadata.keywords_in(one))),
        "creator": [_organisation(name) for name in metadata.creators],
        "publisher": _organisation(metadata.publisher),
        "measurementTechnique": metadata.provenance,
        "spatialCoverage": [
            {"@type": "Place", "name": place["title"], "sameAs": place["path"]} for place in metadata.places
        ],
    }
    if package.years is not None:
        dataset["temporalCoverage"] = "/".join(map(str, package.years))
    return dataset


def summarise(document: bytes) -> dict[str, Any]:
    """Return the dataset for a page that shows its variables and articles itself: what it is, and its files."""
    dataset: dict[str, Any] = json.loads(document)
    return {key: value for key, value in dataset.items() if key not in {"variableMeasured", "isBasedOn"}}


def _organisation(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name}


def _download(file: PublishedFile, package: Package) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "@id": package.addresses.absolute(f"#distribution-{file.name}"),
        "name": f"{file.titles['en']} ({file.format.label})",
        "description": file.descriptions["en"],
        "contentUrl": package.addresses.absolute(file.path),
        "encodingFormat": file.format.mediatype,
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
        "inLanguage": [file.language] if file.language else list(LANGUAGES),
        "license": file.licence(package.metadata.licence)["path"],
    }


def _variable(row: Mapping[Hashable, Any]) -> dict[str, Any]:
    units = read_schema("indicators")["unit"]
    standard = {entry["value"]: entry["standard"] for entry in units.categories}
    return {
        "@type": "PropertyValue",
        "propertyID": row["indicator_id"],
        "name": row["label_en"],
        "alternateName": [row["label_fr"], row["label_ar"]],
        "description": row["definition_en"],
        "unitText": units.labels("en")[row["unit"]],
        "unitCode": standard[row["unit"]],
    }


def _article(source: Source) -> dict[str, Any]:
    article: dict[str, Any] = {"@type": "CreativeWork"}
    named = {"name": "title", "datePublished": "published_on", "inLanguage": "language", "url": "url"}
    article |= {key: text for key, name in named.items() if (text := getattr(source, name))}
    if source.publisher:
        article["publisher"] = _organisation(source.publisher)
    return article
