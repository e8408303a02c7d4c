"""What the one reviewed file, ``metadata.toml``, says of the package as a whole."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from dgsn_opendata import store
from dgsn_opendata.errors import EnvironmentProblem, closest
from dgsn_opendata.hygiene import are_clean, faults_of
from dgsn_opendata.languages import in_languages
from dgsn_opendata.localising import say_date
from dgsn_opendata.opening import read_file
from dgsn_opendata.periods import is_date
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
_MOST_BYTES = 20_000  # four times what it has; TOML takes time that grows with the square of it
_LONGEST = 2000  # letters of one text
_LISTS = ("keywords", "keywords_fr", "keywords_ar")
_ADDRESS = r"https?://[A-Za-z0-9][A-Za-z0-9._~:/%-]*"
_CODE = r"[A-Z]+(_[A-Z]+)*"
_PATTERNS = {
    "name": ("small letters, digits, - and _", r"[a-z0-9][a-z0-9_-]{0,99}"),
    "version": ("something like 1.2.3", r"[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}"),
    "released": ("day like 2026-01-31", r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"),
    "id": ("URI", r"(urn:[a-z]+:|https?://)[A-Za-z0-9._~:/%-]+"),
    "homepage": ("address", _ADDRESS),
    "frequency": ("code of capitals", _CODE),
}
# Arabic words stand between the Latin ones, or they would run together from left to right.
_CITATION: Mapping[Language, str] = {
    "en": "{creators}: {title}. {version}, {day}, {licence}, {address}.",
    "fr": "{creators}\u00a0: {title}. {version}, {day}, {licence}, {address}.",
    "ar": "{title}، إعداد {creators}. الإصدار {version} بتاريخ {day}، الرخصة {licence}، الرابط: {address}.",
}


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

    def texts(self, key: str) -> dict[Language, str]:
        """Return the title, the description, the rights or the provenance in each language.

        >>> list(read_metadata().texts("title"))
        ['en', 'fr', 'ar']
        """
        return in_languages(lambda language: self.words(key, language))

    def keywords_in(self, language: Language) -> list[str]:
        """Return the keywords in a language.

        >>> read_metadata().keywords_in("fr")[0]
        'Maroc'
        """
        return {"en": self.keywords, "fr": self.keywords_fr, "ar": self.keywords_ar}[language]

    @property
    def licence(self) -> Mapping[str, str]:
        """The licence of the data: ``name`` (of SPDX), ``path`` and ``title``."""
        return self.licenses[0]

    @property
    def creators(self) -> list[str]:
        """The names of those who made the data.

        >>> read_metadata().creators
        ['dgsn-opendata maintainers']
        """
        return self._with_role("creator")

    @property
    def publisher(self) -> str:
        """The name of who publishes the data: a contributor with that role, or the first creator."""
        return [*self._with_role("publisher"), *self.creators][0]

    @property
    def contact(self) -> str:
        """Where to reach the maintainers: the path of a contributor with that role, or the homepage.

        >>> read_metadata().contact.startswith("https://")
        True
        """
        paths = (one.get("path") for one in self.contributors if "contact" in one.get("roles", ()))
        return str(next(filter(None, paths), self.homepage))

    @property
    def places(self) -> list[dict[str, str]]:
        """The countries that the data is about: ``code``, titles, and ``path``, the identifier.

        >>> read_metadata().places[0]["path"]
        'http://publications.europa.eu/resource/authority/country/MAR'
        """
        return [{**place, "path": f"{AUTHORITY}country/{place['code']}"} for place in self.spatial]

    def _with_role(self, role: str) -> list[str]:
        return [str(one["title"]) for one in self.contributors if role in one.get("roles", ())]

    def citation(self, language: Language = "en") -> str:
        r"""Return how to cite the whole package, in a language: by whom, what, which version, and where it is.

        >>> read_metadata().citation("fr").startswith("dgsn-opendata maintainers\xa0: Chiffres annuels")
        True
        """
        return _CITATION[language].format(
            creators=", ".join(self.creators),
            title=self.words("title", language),
            version=f"{self.name} {self.version}",
            day=say_date(self.released, language),
            licence=self.licence["name"],
            address=self.homepage,
        )


def read_metadata(folder: Path | None = None) -> Metadata:
    """Return the metadata of a package folder, by default of the installed package.

    Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` for a missing or broken file, a missing key, or a key
    that is not known.

    >>> read_metadata().name
    'dgsn-opendata'
    """
    path = (folder or store.package_folder()) / "metadata.toml"
    written = path.stat() if path.is_file() else None
    return _read(path, folder, written and (written.st_mtime_ns, written.st_ino))


@functools.cache
def _read(
    path: Path, folder: Path | None, _written: tuple[int, int] | None
) -> Metadata:  # read again where it has been written since
    try:
        data = read_file(path, folder)
        if len(data) > _MOST_BYTES:
            raise ValueError(f"it has more than {_MOST_BYTES // 1000} kB")
        entries: Mapping[str, Any] = tomllib.loads(data.decode("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise EnvironmentProblem(
            f"{path} cannot be read ({getattr(error, 'strerror', None) or error})",
            "Take the file from the release again.",
        ) from error
    known = [field.name for field in fields(Metadata)]
    for key in entries:
        if key not in known:
            hint = closest(key, known)
            raise EnvironmentProblem(
                f'{path} has the unknown key "{key}"', f"Did you mean {hint[0]}?" if hint else "Remove it."
            )
    if missing := [key for key in known if not entries.get(key)]:
        raise EnvironmentProblem(f"{path} lacks {', '.join(missing)}", "Add what is missing.")
    # One by one: a later form may only be asked for where the earlier ones hold.
    if wrong := next((place for place, fits in _forms(entries) if not fits), None):
        raise EnvironmentProblem(f"{path} has no {wrong}", "Write it as in the release.")
    return Metadata(**entries)


def _forms(entries: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """Yield what the file must have, and whether it has it."""
    for key in entries:
        if key in _LISTS:
            yield f"list of texts as {key}", _texts(entries[key])
        elif key not in _PARTS:
            yield f"text as {key}", isinstance(entries[key], str) and bool(entries[key].strip())
    for key, (form, pattern) in _PATTERNS.items():
        yield f"{form} as {key}", re.fullmatch(pattern, str(entries[key])) is not None
    yield "day that exists as released", is_date(entries["released"])
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
    # Writers for portals have one place for it.
    yield (
        "single [[licenses]] with an address",
        (len(entries["licenses"]) == 1 and re.fullmatch(_ADDRESS, entries["licenses"][0]["path"]) is not None),
    )
    for key in entries:
        yield f"text as {key} that is short and can be seen as it is", _can_be_seen([*_texts_in(entries[key])])
    roles = [role for one in entries["contributors"] for role in one.get("roles", ())]
    yield '[[contributors]] with the role "creator"', "creator" in roles
    for key in ("spatial", "themes"):
        yield f"code of capitals in [[{key}]]", all(re.fullmatch(_CODE, row["code"]) for row in entries[key])


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(one)


def _can_be_seen(texts: list[str]) -> bool:
    return max(map(len, texts), default=0) <= _LONGEST and (are_clean(texts) or not any(map(faults_of, texts)))


def _texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) and one.strip() for one in value)
