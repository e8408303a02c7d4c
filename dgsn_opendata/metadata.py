"""What the one reviewed file, ``metadata.toml``, says of the package as a whole."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from dgsn_opendata import store
from dgsn_opendata.errors import EnvironmentProblem, closest
from dgsn_opendata.schemas import Language, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


AUTHORITY = "http://publications.europa.eu/resource/authority/"
_PARTS = {
    "licenses": ("name", "path", "title"),
    "contributors": ("title",),
    "spatial": ("code", "title", "title_fr", "title_ar"),
    "themes": ("code", "title", "title_fr", "title_ar"),
}
_LISTS = ("keywords", "keywords_fr", "keywords_ar")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Name, version, address, words in three languages, licences and contributors of the package.

    ``frequency`` and the codes of ``spatial`` (countries) and ``themes`` are those of the EU's authority tables.
    """

    name: str
    version: str
    released: str
    id: str
    homepage: str
    title: str
    title_fr: str
    title_ar: str
    description: str
    description_fr: str
    description_ar: str
    rights: str
    rights_fr: str
    rights_ar: str
    provenance: str
    provenance_fr: str
    provenance_ar: str
    keywords: list[str]
    keywords_fr: list[str]
    keywords_ar: list[str]
    frequency: str
    spatial: list[dict[str, str]]
    themes: list[dict[str, str]]
    licenses: list[dict[str, str]]
    contributors: list[dict[str, Any]]

    def words(self, key: str, language: Language) -> str:
        """Return the title, the description, the rights or the provenance in a language.

        >>> read_metadata().words("title", "fr")
        'Chiffres annuels de la police nationale marocaine (DGSN)'
        """
        return words({name: getattr(self, name) for name in self.__slots__}, key, language)

    def keywords_in(self, language: Language) -> list[str]:
        """Return the keywords in a language.

        >>> read_metadata().keywords_in("fr")[0]
        'Maroc'
        """
        return {"en": self.keywords, "fr": self.keywords_fr, "ar": self.keywords_ar}[language]

    def citation(self) -> str:
        """Return how to cite the whole package.

        >>> read_metadata().citation().startswith("dgsn-opendata maintainers: ")
        True
        """
        authors = ", ".join(str(one["title"]) for one in self.contributors)
        licence = self.licenses[0]["name"]
        return f"{authors}: {self.title}. {self.name} {self.version}, {licence}."


def read_metadata(folder: Path | None = None) -> Metadata:
    """Return the metadata of a package folder, by default of the installed package.

    Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` for a missing or broken file, a missing key, or a key
    that is not known.

    >>> read_metadata().name
    'dgsn-opendata'
    """
    return _read((folder or store.package_folder()) / "metadata.toml")


@functools.cache
def _read(path: Path) -> Metadata:
    try:
        entries: Mapping[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EnvironmentProblem(f"{path} cannot be read ({error})", "Restore it from the release.") from error
    known = [field.name for field in fields(Metadata)]
    for key in entries:
        if key not in known:
            hint = closest(key, known)
            raise EnvironmentProblem(
                f'{path} has the unknown key "{key}"', f"Did you mean {hint[0]}?" if hint else "Remove it."
            )
    if missing := [key for key in known if not entries.get(key)]:
        raise EnvironmentProblem(f"{path} lacks {', '.join(missing)}", "Add what is missing.")
    if wrong := [place for place, fits in _forms(entries) if not fits]:
        raise EnvironmentProblem(f"{path} has no {wrong[0]}", "Write it as in the release.")
    return Metadata(**entries)


def _forms(entries: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """Yield what the file must have, and whether it has it."""
    yield (
        "name of small letters, digits, - and _",
        re.fullmatch(r"[a-z0-9][a-z0-9_-]*", str(entries["name"])) is not None,
    )
    yield "version like 1.2.3", re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", str(entries["version"])) is not None
    yield (
        "day like 2026-01-31 as released",
        re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(entries["released"])) is not None,
    )
    yield "address as homepage", str(entries["homepage"]).startswith(("https://", "http://"))
    for key in entries:
        if key in _LISTS:
            yield f"list of texts as {key}", _texts(entries[key])
        elif key not in _PARTS:
            yield f"text as {key}", isinstance(entries[key], str) and bool(entries[key].strip())
    for key, parts in _PARTS.items():
        rows = entries[key] if isinstance(entries[key], list) else [entries[key]]
        for row in rows:
            fits = isinstance(row, dict) and all(isinstance(row.get(part), str) for part in parts)
            yield (
                f"[[{key}]] with {' and '.join(parts)}",
                isinstance(entries[key], list)
                and fits
                and all(isinstance(one, str) or _texts(one) for one in row.values()),
            )


def _texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) and one.strip() for one in value)
