"""The official schemas of what we publish, from wheels that carry them, so that no network is needed.

The profiles of Data Package 2.0 are in dplib-py; those of repositories' own files in check-jsonschema.
"""

from __future__ import annotations

import functools
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import dplib
import jsonschema
from referencing import Registry, Resource

_BASE = "https://datapackage.org/profiles/2.0/"


@functools.cache
def _registry() -> Registry[Any]:
    folder = Path(dplib.__file__).parent / "profiles" / "2.0"
    contents = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
    return Registry().with_resources((_BASE + name, Resource.from_contents(one)) for name, one in contents.items())


def faults_by_profile(name: str, declaration: dict[str, Any]) -> list[str]:
    """Return what a profile (datapackage, dataresource, tableschema) finds wrong with a declaration."""
    profile = _registry().contents(f"{_BASE}{name}.json")
    validator = jsonschema.validators.validator_for(profile)(profile, registry=_registry())
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(declaration)]


def repository_schema(name: str) -> dict[str, Any]:
    """Return the schema of a kind of file that repositories have, such as citation-file-format."""
    schemas = files("check_jsonschema") / "builtin_schemas" / "vendor"
    schema: dict[str, Any] = json.loads((schemas / f"{name}.json").read_text(encoding="utf-8"))
    return schema
