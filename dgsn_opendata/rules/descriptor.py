"""The descriptor beside the data: that it is one, stays inside its folder, and still describes the files there."""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any

from dgsn_opendata.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

DESCRIPTOR = "datapackage.json"


def check_descriptor(folder: Path) -> Iterator[Finding]:
    """Yield what is wrong with the folder's ``datapackage.json``; nothing where there is none."""
    path = folder / DESCRIPTOR
    try:
        if not path.is_file():
            if path.exists():
                yield Finding("unreadable", DESCRIPTOR, expected="a regular file")
            return
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        resources = descriptor["resources"]
        if not isinstance(resources, list) or not resources:
            raise TypeError("resources is no list of at least one")
    except (OSError, ValueError, TypeError, KeyError, RuntimeError) as error:
        yield Finding("descriptor", DESCRIPTOR, found=f"{type(error).__name__}: {error}")
        return
    for number, resource in enumerate(resources):
        try:
            yield from _check_resource(folder, resource, descriptor)
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RuntimeError) as error:
            yield Finding(
                "descriptor", DESCRIPTOR, None, f"resources.{number}", f"{type(error).__name__}: {error}"
            )


def _check_resource(folder: Path, resource: dict[str, Any], descriptor: dict[str, Any]) -> Iterator[Finding]:
    name = f"resources.{resource['name']}.path"
    paths = [resource["path"]] if isinstance(resource["path"], str) else resource["path"]
    if not isinstance(paths, list) or not paths:
        raise TypeError("path is no text and no list of texts")
    for path in (local_path(descriptor, one) for one in paths):
        if not is_inside(folder, path):
            yield Finding("unsafe-path", DESCRIPTOR, None, name, path, "a relative path inside the folder")
        elif not (folder / path).is_file():
            yield Finding("missing-resource", DESCRIPTOR, None, name, path)
        elif {"hash", "bytes"} & resource.keys():
            data = (folder / path).read_bytes()
            if len(data) != resource.get("bytes", len(data)) or checksum(data) != resource.get(
                "hash", checksum(data)
            ):
                yield Finding("stale", PurePosixPath(path).name)


def local_path(descriptor: Mapping[str, Any], path: str) -> str:
    """Return where a resource lies beside its descriptor: an address under the package's homepage is a file of it.

    >>> local_path({"homepage": "https://example.org/dgsn/"}, "https://example.org/dgsn/data/series.csv")
    'data/series.csv'
    >>> local_path({}, "data/series.csv")
    'data/series.csv'
    """
    homepage = str(descriptor.get("homepage", ""))
    return path.removeprefix(homepage) if homepage.endswith("/") else path


def is_inside(folder: Path, path: str) -> bool:
    """Return whether a resource's path is relative, no address, and stays in the folder, links included.

    >>> from pathlib import Path
    >>> [is_inside(Path("."), one) for one in ("data/a.csv", "../a.csv", "/etc/hosts", "http://host/a.csv")]
    [True, False, False, False]
    """
    return stays_inside(path) and (folder / path).resolve().is_relative_to(folder.resolve())


def stays_inside(path: str) -> bool:
    """Return whether a path is relative, no address, and cannot lead out of where it begins, links aside.

    >>> [stays_inside(one) for one in ("data/a.csv", "data/../../a.csv", "C:a.csv")]
    [True, False, False]
    """
    plain = PurePosixPath(path)
    outside = plain.is_absolute() or bool(PureWindowsPath(path).drive) or ".." in plain.parts
    return not outside and not any(mark in path for mark in ("\\", "://", "\0"))


def checksum(data: bytes) -> str:
    """Return the hash of a file's bytes as Data Package writes it.

    >>> checksum(b"")[:15]
    'sha256:e3b0c442'
    """
    return "sha256:" + hashlib.sha256(data).hexdigest()
