"""The descriptor beside the data: that it is one, stays inside its folder, and still describes the files there."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any, cast

from dgsn_opendata.csvfile import read_bytes
from dgsn_opendata.descriptors import find_faults
from dgsn_opendata.findings import Finding
from dgsn_opendata.jsonfile import JsonFault, parse_json
from dgsn_opendata.opening import read_file
from dgsn_opendata.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from dgsn_opendata.phrases import Phrase

DESCRIPTOR = "datapackage.json"


_LONGEST_PATH = 4096  # no system opens a longer one, and to ask takes long


class _Fault(ValueError):
    """What is wrong with a descriptor, in our own words."""


# What a path of any shape may bring about.
_FAULTS = (OSError, ValueError, KeyError, RuntimeError)


def check_descriptor(folder: Path, read: Mapping[Path, bytes] | None = None) -> Iterator[Finding]:
    """Yield what is wrong with the folder's ``datapackage.json``; nothing where there is none.

    ``read`` are the bytes of files that have been read already, and are not read again.
    """
    data, findings = read_bytes(folder / DESCRIPTOR, DESCRIPTOR, folder)
    if data is None:
        yield from (one for one in findings if one.code != "missing-table")
        return
    try:
        descriptor = parse_json(data)
    except JsonFault as error:
        yield Finding("descriptor", DESCRIPTOR, found=_fault(error))
        return
    resources = descriptor.get("resources", ()) if isinstance(descriptor, dict) else ()
    if not isinstance(resources, list) or not resources:
        yield Finding("descriptor", DESCRIPTOR, found=phrase("no-resources"))
        return
    faulty = False
    for one in find_faults(descriptor):
        faulty = True
        yield Finding("descriptor", DESCRIPTOR, None, one.place, one.found, one.expected)
    if faulty:
        return  # without the forms there is no telling what a path is
    seen: set[str] = set()
    for number, resource in enumerate(resources):
        try:
            yield from _check_resource(folder, resource, descriptor, read or {}, seen)
        except _FAULTS as error:
            yield Finding("descriptor", DESCRIPTOR, None, f"resources.{number}", _fault(error))


def _check_resource(
    folder: Path,
    resource: dict[str, Any],
    descriptor: dict[str, Any],
    read: Mapping[Path, bytes],
    seen: set[str],
) -> Iterator[Finding]:
    """Yield what is wrong with a resource's files; a file of one of the resources ``seen`` is another's."""
    name = f"resources.{resource['name']}.path"
    paths = [resource["path"]] if isinstance(resource["path"], str) else resource["path"]
    if not paths:
        raise _Fault(phrase("no-path"))
    for path in (local_path(descriptor, one) for one in paths):
        if len(path) > _LONGEST_PATH:
            raise _Fault(phrase("endless-path"))
        if path in seen:
            yield Finding("descriptor", DESCRIPTOR, None, name, path, phrase("another-file"))
        elif not is_inside(folder, path):
            yield Finding("unsafe-path", DESCRIPTOR, None, name, path, phrase("path-inside"))
        elif not (folder / path).is_file():
            yield Finding("missing-resource", DESCRIPTOR, None, name, path)
        elif {"hash", "bytes"} & resource.keys():
            data = read[folder / path] if folder / path in read else read_file(folder / path)
            if len(data) != resource.get("bytes", len(data)) or checksum(data) != resource.get(
                "hash", checksum(data)
            ):
                yield Finding("stale", PurePosixPath(path).name)
        seen.add(path)


def _fault(error: Exception) -> str:
    """Return what an error says of the descriptor: in our words, or in those of the operating system."""
    if isinstance(error, JsonFault):
        return error.said
    if isinstance(error, _Fault):
        return cast("Phrase", error.args[0])
    if isinstance(error, KeyError):
        return phrase("no-property", name=str(error.args[0]))
    return getattr(error, "strerror", None) or phrase("other-shape")


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
