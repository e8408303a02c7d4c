"""Write the package as a schema.org Dataset, as search engines for data ask for it.

Properties are those that Google Dataset Search requires or recommends
(https://developers.google.com/search/docs/appearance/structured-data/dataset), and what the figures are based on.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.addresses import to_uri
from dgsn_opendata.metadata import AUTHORITY
from dgsn_opendata.schemas import LANGUAGES, read_schema

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from dgsn_opendata.package import Package, PackageFile


def write_schemaorg(package: Package, files: Sequence[PackageFile]) -> bytes:
    """Return the dataset as JSON-LD in UTF-8: its files, each indicator, and the articles it is based on."""
    metadata, addresses = package.metadata, package.addresses
    organisations = [
        {"@type": "Organization", "name": str(one["title"]), "url": metadata.homepage}
        for one in metadata.contributors
    ]
    dataset: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": addresses.absolute("#dataset"),
        "identifier": metadata.id,
        "name": metadata.title,
        "alternateName": [metadata.title_fr, metadata.title_ar],
        "description": metadata.description,
        "url": addresses.base,
        "sameAs": metadata.homepage,
        "version": metadata.version,
        "dateModified": metadata.released,
        "license": metadata.licenses[0]["path"],
        "copyrightNotice": metadata.rights,
        "isAccessibleForFree": True,
        "inLanguage": list(LANGUAGES),
        "keywords": list(dict.fromkeys(word for one in LANGUAGES for word in metadata.keywords_in(one))),
        "creator": organisations,
        "publisher": organisations[0],
        "citation": metadata.citation(),
        "measurementTechnique": metadata.provenance,
        "spatialCoverage": [
            {"@type": "Place", "name": place["title"], "sameAs": f"{AUTHORITY}country/{place['code']}"}
            for place in metadata.spatial
        ],
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "@id": addresses.absolute("#catalogue"),
            "name": metadata.title,
            "url": addresses.base,
        },
    }
    if package.years is not None:
        dataset["temporalCoverage"] = "/".join(map(str, package.years))
    dataset["distribution"] = [_download(file, package) for file in files]
    dataset["variableMeasured"] = [_variable(row) for row in package.frame("indicators").to_dict("records")]
    dataset["isBasedOn"] = [_article(row) for row in package.frame("sources").to_dict("records")]
    return f"{json.dumps(dataset, ensure_ascii=False, indent=2)}\n".encode()


def _download(file: PackageFile, package: Package) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "@id": package.addresses.absolute(f"#distribution-{file.name}"),
        "name": f"{file.titles['en']} ({file.format.label})",
        "description": file.descriptions["en"],
        "contentUrl": package.addresses.absolute(file.path),
        "encodingFormat": file.format.mediatype,
        "contentSize": f"{len(file.data)} B",
        "sha256": file.hash.removeprefix("sha256:"),
        "inLanguage": [file.language] if file.language else list(LANGUAGES),
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


def _article(row: Mapping[Hashable, Any]) -> dict[str, Any]:
    article: dict[str, Any] = {"@type": "CreativeWork"}
    named = {"name": row["title"], "datePublished": row["published_on"], "inLanguage": row["language"]}
    article |= {key: str(value) for key, value in named.items() if not pd.isna(value)}
    if not pd.isna(row["url"]):
        article["url"] = to_uri(str(row["url"]))
    if not pd.isna(row["publisher"]):
        article["publisher"] = {"@type": "Organization", "name": str(row["publisher"])}
    return article
