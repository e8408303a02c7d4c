"""The descriptor beside the data: that it is one, stays inside its folder, and still describes the files there."""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any

from dgsn_opendata.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DESCRIPTOR = "datapackage.json"


def check_descriptor(folder: Path) -> Iterator[Finding]:
    """Yield what is wrong with the folder's ``datapackage.json``; nothing where there is none."""
    path = folder / DESCRIPTOR
    if not path.exists():
        return
    try:
        resources = json.loads(path.read_text(encoding="utf-8"))["resources"]
        paths = [(resource, one) for resource in resources for one in _paths(resource)]
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        yield Finding("descriptor", DESCRIPTOR, found=f"{type(error).__name__}: {error}")
        return
    for resource, one in paths:
        name = f"resources.{resource.get('name', '?')}.path"
        if not is_inside(folder, one):
            yield Finding(
                "unsafe-path", DESCRIPTOR, None, name, found=one, expected="a relative path inside the folder"
            )
        elif not (folder / one).is_file():
            yield Finding("missing-resource", DESCRIPTOR, None, name, found=one)
        elif "hash" in resource and checksum((folder / one).read_bytes()) != resource["hash"]:
            yield Finding("stale", DESCRIPTOR, None, name, found=one)


def is_inside(folder: Path, path: str) -> bool:
    """Return whether a resource's path is relative, no address, and stays in the folder, links included.

    >>> from pathlib import Path
    >>> [is_inside(Path("."), one) for one in ("data/a.csv", "../a.csv", "/etc/hosts", "http://host/a.csv")]
    [True, False, False, False]
    """
    plain = PurePosixPath(path)
    if plain.is_absolute() or PureWindowsPath(path).drive or ".." in plain.parts or "\\" in path or "://" in path:
        return False
    return (folder / path).resolve().is_relative_to(folder.resolve())


def checksum(data: bytes) -> str:
    """Return the hash of a file's bytes as Data Package writes it.

    >>> checksum(b"")[:15]
    'sha256:e3b0c442'
    """
    return "sha256:" + hashlib.sha256(data).hexdigest()


def _paths(resource: dict[str, Any]) -> list[str]:
    path = resource["path"]
    return [path] if isinstance(path, str) else [str(one) for one in path]
