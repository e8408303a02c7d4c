"""Bad descriptors: JSON with two readings or none, wrong types everywhere, paths that lead elsewhere."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

from tests.hostile.cases import Bad, descriptor

if TYPE_CHECKING:
    from pathlib import Path

GOOD: dict[str, Any] = {
    "name": "small", "version": "1.0.0", "title": "T", "title_ar": "ع", "keywords": ["a"], "homepage": "https://example.org/",
    "licenses": [{"name": "CC-BY-4.0", "path": "https://example.org/l", "title": "L"}],
    "sources": [{"title": "S", "path": "https://example.org/s"}],
    "contributors": [{"title": "C", "roles": ["creator"]}],
    "resources": [
        {
            "name": "gaps", "path": "data/gaps.csv", "encoding": "utf-8", "mediatype": "text/csv",
            "schema": {
                "fields": [
                    {"name": "a", "type": "string", "title": "A", "constraints": {"required": True, "enum": ["b"], "maxLength": 3}},
                    {"name": "c", "type": "string", "categories": [{"value": "b", "label": "B"}]},
                ],
                "primaryKey": ["a"], "missingValues": [""],
                "foreignKeys": [{"fields": ["a"], "reference": {"resource": "gaps", "fields": ["a"]}}],
            },
        }
    ],
}  # fmt: skip


def _with(place: str, value: Any) -> dict[str, Any]:
    """Return the good descriptor with another value at a place such as ``resources.0.name``."""
    changed = copy.deepcopy(GOOD)
    *way, last = [int(step) if step.isdecimal() else step for step in place.split(".")]
    inner: Any = changed
    for step in way:
        inner = inner[step]
    inner[last] = value
    return changed


def _raw(text: str) -> str:
    """Return the good descriptor as text with more before its end."""
    return f"{json.dumps(GOOD)[:-1]}, {text}}}"


_TEXT, _COUNT, _FLAG = (7, None, ["a"], {"a": 1}, True), ("3", -1, 1.5, True, None), ("yes", 1, None)
_LIST: tuple[Any, ...] = ("a", 1, None, {})
_OBJECT = ("a", 1, None, [1])
_FORMS = {
    **dict.fromkeys(("name", "version", "title", "title_ar", "homepage", "resources.0.name", "resources.0.encoding"), _TEXT),
    **dict.fromkeys(("resources.0.schema.fields.0.name", "resources.0.schema.fields.0.type", "licenses.0.title"), _TEXT),
    **dict.fromkeys(("keywords", "licenses", "sources", "contributors", "contributors.0.roles"), _LIST),
    **dict.fromkeys(("resources.0.schema.fields", "resources.0.schema.fields.1.categories", "resources.0.schema.foreignKeys"), _LIST),
    **dict.fromkeys(("resources.0.schema", "resources.0.schema.fields.0.constraints", "resources.0.schema.foreignKeys.0.reference"), _OBJECT),
    **dict.fromkeys(("licenses.0", "sources.0", "resources.0.schema.fields.0", "resources.0.schema.foreignKeys.0"), _OBJECT),
    "resources.0.schema.fields.0.constraints.required": _FLAG,
    "resources.0.schema.fields.0.constraints.maxLength": _COUNT,
    "resources.0.bytes": _COUNT,
    "resources.0.path": (7, None, {}, [1]),
    "resources.0.schema.primaryKey": (7, None, {}, [1]),
    "resources.0.hash": _TEXT,
    "keywords.0": (7, None, []),
}  # fmt: skip
TYPES = {
    f"{place} is {json.dumps(value)}": (place, _with(place, value))
    for place, values in _FORMS.items()
    for value in values
}

_PATHS = {
    **dict.fromkeys(["../a.csv", "data/../../a.csv", "data/../data/gaps.csv", "/etc/passwd", "/dev/zero", "/dev/stdin"], "unsafe-path"),
    **dict.fromkeys(["//host/share", "\\\\host\\share", "C:/a.csv", "C:a.csv", "HTTP://example.com/a.csv", "file:///etc/passwd"], "unsafe-path"),
    **dict.fromkeys(["ftp://example.com/a", "data\\gaps.csv", "data/a\0.csv", "https://example.org/../../etc/passwd"], "unsafe-path"),
    **dict.fromkeys(["https://example.org//etc/passwd", "https://user@example.com/a"], "unsafe-path"),
    **dict.fromkeys(["", ".", "data", "~/a.csv", "%2e%2e/a.csv", "data:text/csv,a", "data/CON", "data/ga\u200bps.csv"], "missing-resource"),
}  # fmt: skip
PATHS = {
    f"the path {path!a}": descriptor(code, "resources.gaps.path", _with("resources.0.path", path))
    for path, code in _PATHS.items()
}

_MARKED = "\ufeff" + json.dumps(GOOD)
_SYNTAX = {
    "a list nested a hundred thousand times": descriptor("descriptor", None, "[" * 100_000),
    "an object nested a hundred thousand times": descriptor("descriptor", None, '{"a":' * 100_000),
    "a closed list nested a hundred thousand times": descriptor("descriptor", None, '{"resources":' + "[" * 100_000 + "]" * 100_000 + "}"),
    "a name twice": descriptor("descriptor", None, _raw('"version": "2.0.0"')),
    "resources twice": descriptor("descriptor", None, _raw('"resources": [{"name": "x", "path": "data/gaps.csv"}]')),
    "a path twice": descriptor("descriptor", None, '{"resources": [{"name": "x", "path": "../a", "path": "data/gaps.csv"}]}'),
    "NaN": descriptor("descriptor", None, _raw('"x": NaN')),
    "Infinity": descriptor("descriptor", None, _raw('"x": -Infinity')),
    "1e999": descriptor("descriptor", None, _raw('"x": 1e999')),
    "an integer of ten thousand digits": descriptor("descriptor", None, _raw(f'"x": {"9" * 10_000}')),
    "half a pair of surrogates": descriptor("descriptor", None, _raw('"x": "\\ud800"')),
    "the other half": descriptor("descriptor", None, _raw('"x": "\\udc00"')),
    "a byte order mark": descriptor("descriptor", None, _MARKED),
    "comments": descriptor("descriptor", None, json.dumps(GOOD) + "// end"),
    "single quotes": descriptor("descriptor", None, "{'resources': []}"),
    "a comma at the end": descriptor("descriptor", None, '{"resources": [],}'),
    "two documents": descriptor("descriptor", None, json.dumps(GOOD) * 2),
    "an empty file": descriptor("descriptor", None, ""),
    "zeros": descriptor("descriptor", None, "\0" * 100),
    "nine megabytes": descriptor("descriptor", None, _raw(f'"x": "{"a" * 9_000_000}"')),
    "three million lists": descriptor("descriptor", None, _raw(f'"x": [{"[]," * 3_000_000}[]]')),
    "a list": descriptor("descriptor", None, "[]"), "null": descriptor("descriptor", None, "null"), "a text": descriptor("descriptor", None, '"a"'),
    "a hundred thousand resources that are none": descriptor("more-findings", None, {"resources": [None] * 100_000}),
    "two resources of one name": descriptor("descriptor", "resources.1.name", _with("resources", [*GOOD["resources"], {"name": "gaps", "path": "data/breaks.csv"}])),
    "two resources of one file": descriptor("descriptor", "resources.b.path", _with("resources", [*GOOD["resources"], {"name": "b", "path": "data/gaps.csv"}])),
    "two fields of one name": descriptor("descriptor", "resources.0.schema.fields.1.name", _with("resources.0.schema.fields.1.name", "a")),
    "a resource without a name": descriptor("descriptor", "resources.0", {"resources": [{"path": "data/gaps.csv"}]}),
    "a resource without a path": descriptor("descriptor", "resources.0", {"resources": [{"name": "gaps"}]}),
    "a path of two hundred thousand folders": descriptor("descriptor", "resources.0", _with("resources.0.path", "a/" * 200_000)),
    "a name that turns the writing": descriptor("descriptor", "resources.0.name", _with("resources.0.name", "a\u202eb")),
    "a name that is HTML": descriptor("descriptor", "resources.0.name", _with("resources.0.name", "<script>")),
    "a name with a Cyrillic letter": descriptor("descriptor", "resources.0.name", _with("resources.0.name", "g\u0430ps")),
    "a name that is a path": descriptor("descriptor", "name", _with("name", "../small")),
    "a schema elsewhere": descriptor("descriptor", "resources.0.schema", _with("resources.0.schema", "https://example.org/schema.json")),
}  # fmt: skip


def _bytes(encoding: str) -> Any:
    def write(folder: Path) -> None:
        (folder / "datapackage.json").write_bytes(
            json.dumps({**GOOD, "title": "é", "title_ar": "e"}, ensure_ascii=False).encode(encoding)
        )

    return write


_ENCODED = {f"a descriptor in {encoding}": Bad("descriptor", "datapackage.json", None, None, _bytes(encoding)) for encoding in ("utf-16", "utf-32-le", "latin-1", "cp1256")}  # fmt: skip
DESCRIPTORS = {**{f"the descriptor: {name}": case for name, case in _SYNTAX.items()}, **PATHS, **_ENCODED}
