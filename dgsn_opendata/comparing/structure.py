"""What changed in the structure: tables, fields, constraints, code lists, keys, and the words of the package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dgsn_opendata.comparing.changes import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dgsn_opendata.comparing.releases import Release
    from dgsn_opendata.schemas import Field, TableSchema

# The properties of a field that say how its cells are read; each with what holds where it is not stated.
_READING: dict[str, Any] = {
    "format": "default",
    "trueValues": None,
    "falseValues": None,
    "decimalChar": ".",
    "groupChar": None,
}
_READING |= {"bareNumber": True}
_MEANING = ("unit", "rdfType")  # what the cells mean; stated for the first time these are words that were missing
_LOWER, _UPPER = ("minimum", "minLength"), ("maximum", "maxLength")  # more is tighter; less is tighter
_IDENTITY = ("id", "name")
_WORDS = ("title", "description", "example")
# What has its own comparison, follows from the rest, or says where the package is, which the recipe gives no step.
_NOT_WORDS = (
    *_IDENTITY,
    "version",
    "created",
    "resources",
    "sources",
    "licenses",
    "temporal",
    "homepage",
    "$schema",
)
_FORM = ("encoding", "dialect", "format")


def compare_structure(old: Release, new: Release) -> Iterator[Change]:
    """Yield what changed in the package's words and files and in the schemas of its tables."""
    yield from _compare_words(old.descriptor, new.descriptor)
    if old.files and new.files:  # a checkout has its tables alone, a build other forms of them, too
        yield from (Change("file-removed", old=name) for name in old.files if name not in new.files)
        yield from (Change("file-added", new=name) for name in new.files if name not in old.files)
    gone = [name for name in old.tables if name not in new.tables]
    come = [name for name in new.tables if name not in old.tables]
    for name in gone:
        names = old.tables[name].schema.names
        now = next((other for other in come if new.tables[other].schema.names == names), None)
        yield Change("table-renamed", name, name, now) if now else Change("table-removed", name, name)
    yield from (Change("table-added", name, new=name) for name in come)
    for name, table in new.tables.items():
        if name in old.tables:
            yield from _compare_resource(name, _resource(old, name), _resource(new, name))
            yield from _compare_schemas(old.tables[name].schema, table.schema)


def is_year(field: str) -> bool:
    """Return whether a field is the column of a year, which comes and goes with the data.

    >>> is_year("2024"), is_year("year")
    (True, False)
    """
    return field.isdecimal()


def _resource(release: Release, name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next(one for one in release.descriptor["resources"] if one["name"] == name)
    return found


def _compare_words(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for key in _IDENTITY:
        if old.get(key, new.get(key)) != new.get(key):
            yield Change("identity", key, _say(old.get(key)), _say(new.get(key)))
    yield from _compare_licences("the package", old, new)
    for key in dict.fromkeys((*old, *new)):
        if key not in _NOT_WORDS and old.get(key) != new.get(key):
            yield Change("metadata", key, _say(old.get(key)), _say(new.get(key)))


def _compare_licences(where: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    was, now = (
        [_say(one.get("name") or one.get("path")) for one in each.get("licenses", ())] for each in (old, new)
    )
    yield from (Change("licence-removed", where, old=one) for one in was if one not in now)
    yield from (Change("licence-added", where, new=one) for one in now if one not in was)


def _compare_resource(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    yield from _compare_licences(f"the table {name}", old, new)
    for key in _FORM:
        if old.get(key, new.get(key)) != new.get(key):
            yield Change("form-changed", name, _say(old.get(key)), _say(new.get(key)))
    words = (key for key in dict.fromkeys((*old, *new)) if key.startswith(_WORDS))
    if differing := [key for key in words if old.get(key) != new.get(key)]:
        yield Change("described", name, new=", ".join(differing))


def _compare_schemas(old: TableSchema, new: TableSchema) -> Iterator[Change]:
    name = new.name
    if old.primary_key != new.primary_key:
        yield Change("key-changed", name, ", ".join(old.primary_key), ", ".join(new.primary_key))
    keys = [{frozenset(key): ", ".join(key) for key in schema.unique_keys} for schema in (old, new)]
    yield from (Change("unique-removed", name, old=text) for key, text in keys[0].items() if key not in keys[1])
    yield from (Change("unique-added", name, new=text) for key, text in keys[1].items() if key not in keys[0])
    if {*old.foreign_keys} != {*new.foreign_keys}:
        yield Change("reference-changed", name, _references(old), _references(new))
    if {*old.missing_values} != {*new.missing_values}:
        yield Change("form-changed", name, _say(old.missing_values), _say(new.missing_values))
    yield from _compare_fields(old, new)


def _compare_fields(old: TableSchema, new: TableSchema) -> Iterator[Change]:
    was = [field for field in old.fields if not is_year(field.name)]
    now = [field for field in new.fields if not is_year(field.name)]
    come = [field for field in now if field.name not in old.names]
    for field in was:
        if field.name not in new.names:
            titles = (other.name for other in come if _title(other) and _title(other) == _title(field))
            after = next(titles, "")
            where = f"{new.name}.{field.name}"
            yield Change("field-renamed", where, field.name, after) if after else Change("field-removed", where)
    yield from (Change("field-added", f"{new.name}.{field.name}") for field in come)
    both = [field.name for field in was if field.name in new.names]
    if both != [field.name for field in now if field.name in old.names]:
        yield Change("field-order", new.name)
    for name in both:
        yield from _compare_field(f"{new.name}.{name}", old[name], new[name])


def _compare_field(where: str, old: Field, new: Field) -> Iterator[Change]:
    if old.type != new.type:
        yield Change("field-redefined", where, "type", new.type)
    meaning = {key: None for key in _MEANING if key in old.declaration}
    for key, default in (_READING | meaning).items():
        if old.declaration.get(key, default) != new.declaration.get(key, default):
            yield Change("field-redefined", where, key, _say(new.declaration.get(key, default)))
    if old.codes and new.codes:
        if gone := [code for code in old.codes if code not in new.codes]:
            yield Change("codes-removed", where, old=_say(gone))
        if come := [code for code in new.codes if code not in old.codes]:
            yield Change("codes-added", where, new=_say(come))
    for key in sorted({*old.constraints, *new.constraints}):
        was, now = old.constraints.get(key), new.constraints.get(key)
        if was != now and not (key == "enum" and old.codes and new.codes):
            yield Change(
                _judge_constraint(key, was, now),
                where,
                *("" if one is None else f"{key} {_say(one)}" for one in (was, now)),
            )
    named = (key for key in (*old.declaration, *new.declaration) if key.startswith((*_WORDS, *_MEANING)))
    differing = [
        key
        for key in dict.fromkeys(named)
        if old.declaration.get(key) != new.declaration.get(key) and key not in meaning
    ]
    entries = [{str(entry["value"]): entry for entry in field.categories} for field in (old, new)]
    if any(code in entries[1] and entries[1][code] != entry for code, entry in entries[0].items()):
        differing.append("code list")
    if differing:
        yield Change("described", where, new=", ".join(differing))


def _judge_constraint(key: str, was: Any, now: Any) -> str:
    """Return whether a constraint takes more than before, less, or whether that cannot be told."""
    if was in (None, False) or now in (None, False):
        return "constraint-tightened" if was in (None, False) else "constraint-loosened"
    if key in (*_LOWER, *_UPPER):
        try:
            grows = float(was) < float(now)
        except (TypeError, ValueError):  # dates are ordered as texts
            grows = str(was) < str(now)
        return "constraint-tightened" if grows == (key in _LOWER) else "constraint-loosened"
    # Of two patterns it cannot be told which takes more, unless one is an alternative within the other.
    if key == "pattern" and str(was) in str(now).split("|"):
        return "constraint-loosened"
    if key == "pattern" and str(now) in str(was).split("|"):
        return "constraint-tightened"
    return "constraint-changed"


def _references(schema: TableSchema) -> str:
    return "; ".join(sorted(f"{', '.join(key.fields)} to {key.table}" for key in schema.foreign_keys))


def _title(field: Field) -> str:
    return str(field.declaration.get("title", ""))


def _say(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_say, value)) if value else ""
    return "" if value is None else str(value)
