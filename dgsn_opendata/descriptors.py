"""The form of a descriptor: what kind of value each property of Data Package has, wherever it stands.

A property means the same on every level (the name of a package is a text, and so is that of a field), so that one
table says all. Properties that are not in it may hold anything, as the standard has it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dgsn_opendata.findings import shorten
from dgsn_opendata.hygiene import faults_of
from dgsn_opendata.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dgsn_opendata.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Fault:
    """A property of a descriptor that has not its form: where it stands, what was found, what was expected."""

    place: str
    found: Phrase
    expected: Phrase


_FIELD = re.compile(r"\.schema\.fields\.[0-9]+")
# As the standard asks; nothing in it can be taken for another letter, a mark or a folder. A field may be
# called as its column is, in several words.
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")


def _is_texts(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))


_FORMS: dict[str, Callable[[Any], bool]] = {
    "form-text": lambda value: isinstance(value, str),
    "form-name": lambda value: isinstance(value, str) and _NAME.fullmatch(value) is not None,
    "form-heading": lambda value: isinstance(value, str) and value != "" and not faults_of(value),
    "form-text-or-texts": _is_texts,
    "form-list": lambda value: isinstance(value, list),
    "form-object": lambda value: isinstance(value, dict),
    "form-count": lambda value: type(value) is int and value >= 0,
    "form-flag": lambda value: isinstance(value, bool),
}
_PROPERTIES = {
    "form-text": (
        *("$schema", "accrualPeriodicity", "created", "description", "encoding", "endDate", "format", "hash"),
        *("homepage", "id", "label", "mediatype", "pattern", "provenance", "rdfType", "resource"),
        *("rights", "startDate", "title", "type", "unit", "version"),
    ),
    "form-name": ("name",),
    "form-text-or-texts": ("path", "primaryKey", "fields"),
    "form-object": ("constraints", "reference", "schema", "temporal"),
    "form-count": ("bytes", "maxLength", "minLength"),
    "form-flag": ("required", "unique"),
}
# Lists, and the form of what is in them.
_LISTS = {
    **dict.fromkeys(("contributors", "foreignKeys", "licenses", "resources", "sources"), "form-object"),
    **dict.fromkeys(("falseValues", "keywords", "missingValues", "roles", "trueValues"), "form-text"),
    **dict.fromkeys(("categories", "enum", "uniqueKeys"), ""),
}
_FORM_OF = {name: form for form, names in _PROPERTIES.items() for name in names} | dict.fromkeys(
    _LISTS, "form-list"
)
_LANGUAGES = ("_en", "_fr", "_ar")


def find_faults(descriptor: Any) -> Iterator[Fault]:
    """Yield every property of a descriptor that has not its form, and names that resources or fields share.

    >>> resource = {"name": 7, "schema": {"fields": [None]}}
    >>> [fault.place for fault in find_faults({"resources": [resource]})]
    ['resources.0.name', 'resources.0.schema.fields.0']
    """
    # No call for each level: there may be as many as JSON can nest.
    waiting = [iter([("", "", "form-object", descriptor)])]
    while waiting:
        place, name, form, value = next(waiting[-1], ("", "", "", None))
        if not form:
            waiting.pop()
        elif not _FORMS[form](value):
            yield Fault(place, _say(value), phrase(form))
        else:
            if isinstance(value, list) and _is_named(place):
                yield from _doubled(place, value)
            waiting.append(_parts(place, name, value))


def _parts(place: str, name: str, value: Any) -> Iterator[tuple[str, str, str, Any]]:
    if isinstance(value, dict):
        for inner, part in value.items():
            where = f"{place}.{inner}".removeprefix(".")
            plain = inner[: -len(_LANGUAGES[0])] if inner.endswith(_LANGUAGES) else inner
            form = "form-list" if _is_named(where) else _FORM_OF.get(plain)
            if form == "form-name" and _FIELD.search(place):
                form = "form-heading"
            if form:
                yield where, inner, form, part
    elif isinstance(value, list):
        form = "form-object" if _is_named(place) else _LISTS.get(name)
        if form:
            for number, part in enumerate(value):
                yield f"{place}.{number}", "", form, part


def _is_named(place: str) -> bool:
    """Whether a list's parts are objects whose names differ: resources, and fields, but for those of a key."""
    return place == "resources" or place.endswith(".schema.fields")


def _doubled(place: str, parts: list[Any]) -> Iterator[Fault]:
    seen = set()
    for number, part in enumerate(parts):
        name = part.get("name") if isinstance(part, dict) else None
        if isinstance(name, str):
            if name in seen:
                yield Fault(f"{place}.{number}.name", shorten(name), phrase("another-name"))
            seen.add(name)


def _say(value: Any) -> Phrase:
    kinds = {dict: "an-object", list: "a-list", type(None): "a-null", bool: "a-flag"}
    if isinstance(value, str):
        return shorten(value) if value else phrase("empty-text")
    return phrase(kinds[type(value)]) if type(value) in kinds else phrase("a-number", number=str(value))
