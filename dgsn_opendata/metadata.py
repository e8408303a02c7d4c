"""What the one reviewed file, ``metadata.toml``, says of the package as a whole."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from dgsn_opendata import store
from dgsn_opendata.errors import EnvironmentProblem, closest
from dgsn_opendata.schemas import Language, words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


_LISTS = ("keywords", "licenses", "contributors")
_PARTS = (("licenses", "name"), ("licenses", "path"), ("licenses", "title"), ("contributors", "title"))


@dataclass(frozen=True, slots=True)
class Metadata:
    """Name, version, words in three languages, licences and contributors of the package."""

    name: str
    version: str
    title: str
    title_fr: str
    title_ar: str
    description: str
    description_fr: str
    description_ar: str
    keywords: list[str]
    licenses: list[dict[str, str]]
    contributors: list[dict[str, Any]]

    def words(self, key: str, language: Language) -> str:
        """Return the title or the description in a language.

        >>> read_metadata().words("title", "fr")
        'Chiffres annuels de la police nationale marocaine (DGSN)'
        """
        return words({name: getattr(self, name) for name in self.__slots__}, key, language)

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
    texts = [entries[key] for key in known if key not in _LISTS] + list(entries["keywords"])
    texts += [entry.get(part) for key, part in _PARTS for entry in entries[key]]
    if wrong := [text for text in texts if not isinstance(text, str) or not text.strip()]:
        raise EnvironmentProblem(
            f"{path} has {wrong[0]!r} where a text belongs", "Write a text in quotation marks."
        )
    return Metadata(**entries)
