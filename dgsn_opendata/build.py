"""Build the published package: all of it, or nothing.

Everything is written into a temporary folder beside the target, checked there, and put in the target's place in
one step; until then the last good build stands.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dgsn_opendata.addresses import make_addresses
from dgsn_opendata.collecting import Uncollected
from dgsn_opendata.errors import EnvironmentProblem, FindingsStand, UsageProblem
from dgsn_opendata.exports.site.vega import bundle_vega
from dgsn_opendata.jsonfile import parse_json
from dgsn_opendata.locating import given_package, refuse_package
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.opening import read_file
from dgsn_opendata.processes import Assistant
from dgsn_opendata.reference_check import (
    check_files,
    find_file_problems,
    find_problems,
    load_reference,
    refuse_problems,
)
from dgsn_opendata.replacing import replace_folder
from dgsn_opendata.rules.descriptor import DESCRIPTOR, local_path
from dgsn_opendata.staging import resolve_target, stage, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from dgsn_opendata.link_health import Health
    from dgsn_opendata.package import Package

_LICENCE = "LICENSE"


def build(
    out: Path,
    folder: Path | None = None,
    progress: Callable[[str], None] | None = None,
    *,
    base_url: str | None = None,
    links: Path | None = None,
    without: Collection[str] = (),
    release: bool = False,
    since: str | None = None,
) -> list[Path]:
    """Write the published package to ``out`` and return its files; ``progress`` is told each step.

    The folder gets every file of :func:`~dgsn_opendata.publication.publish`, and the licence. With ``base_url``
    all addresses in them are absolute under it; ``links`` is a file of :mod:`~dgsn_opendata.link_health`, which
    the pages show beside the sources; ``without`` names what is left out. A ``release`` is refused unless
    :func:`~dgsn_opendata.releasing.check_release` finds it ready (``since`` is the one before it), and gets its
    manifest and archive (:func:`~dgsn_opendata.archiving.seal`). Raises
    :class:`~dgsn_opendata.errors.FindingsStand` while the data has errors,
    :class:`~dgsn_opendata.errors.UsageProblem` where ``out`` holds something else than an earlier build or
    ``base_url`` is no address, and :class:`~dgsn_opendata.errors.EnvironmentProblem` where it cannot be written or
    ``links`` is no such file.
    """
    tell = progress or (lambda step: None)
    folder = given_package(folder)
    out = resolve_target(out)
    refuse_package(out, folder, "What is published stands outside of it: name another folder with --out.")
    with Uncollected(), Assistant(load_reference) as assistant:
        if "pages" not in without:
            bundle_vega()
        _refuse_foreign(out)
        health = _read_health(links)
        addresses = make_addresses(base_url, read_metadata(folder).homepage)
        if release:
            _check_release(folder, since, base_url, tell)
        with stage(out) as temporary:
            tell("validating")
            from dgsn_opendata.refreshing import read_sound  # brings pandas; what is above gets ready meanwhile

            package = read_sound(folder, addresses, _import_writers)
            licence = _licence(folder)
            with writing(out):
                _write_files(temporary, licence)
                _write_publication(temporary, package, tell, assistant, health=health, without=without)
                if release:
                    from dgsn_opendata.archiving import seal

                    tell("writing the archive and proving it")
                    seal(temporary, check_files)
                _refuse_foreign(out)  # seconds have passed, in which somebody may have put something there
                replace_folder(temporary, out)
    return sorted(path for path in out.rglob("*") if path.is_file())


def _check_release(folder: Path, since: str | None, base_url: str | None, tell: Callable[[str], None]) -> None:
    from dgsn_opendata.refreshing import refresh
    from dgsn_opendata.releasing import check_release  # brings the comparison of releases, which other builds lack

    if base_url is not None:
        raise UsageProblem(
            "An archive holds the files beside its descriptor, so that no address goes into it",
            "Build the release without --base-url, and the site that has an address without --release.",
        )
    tell("comparing with the last release")
    check_release(folder, since)
    if stale := refresh(folder, check=True):
        raise FindingsStand(f"{stale[0]} is out of date", "Run: dgsn-opendata refresh")


def _refuse_foreign(out: Path) -> None:
    """Refuse a target that holds anything but an earlier build: replacing it would lose somebody's work."""
    if out == Path.cwd():
        raise UsageProblem(f"{out} is the folder you are in", "Name another one with --out.")
    if not out.exists():
        return
    if not out.is_dir():
        raise UsageProblem(f"{out} is a file", "Name a folder that does not exist yet, or an earlier build.")
    from dgsn_opendata.archiving import MANIFEST, archive_names
    from dgsn_opendata.exports.site.downloads import INDEX, listed_files
    from dgsn_opendata.publication import BESIDE

    try:
        descriptor = parse_json(read_file(out / DESCRIPTOR))
        paths = (local_path(descriptor, resource["path"]) for resource in descriptor["resources"])
        built = {DESCRIPTOR, _LICENCE, *BESIDE, *paths, MANIFEST, *archive_names(descriptor)}
        if (out / INDEX).is_file():
            built |= listed_files(read_file(out / INDEX))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        built = set()
    found = (path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir())
    if stranger := next((name for name in found if name not in built), None):
        raise UsageProblem(
            f"{out} holds something else than an earlier build: {stranger}",
            "Name a new or an empty folder with --out.",
        )


def _import_writers() -> None:
    from dgsn_opendata.publication import publish  # noqa: F401


def _licence(folder: Path) -> dict[str, bytes]:
    try:
        return {_LICENCE: read_file(folder / _LICENCE, folder)}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise EnvironmentProblem(
            f"{folder / _LICENCE} cannot be read ({error.strerror or error})",
            "Take the file from the release again.",
        ) from error


def _read_health(links: Path | None) -> dict[str, Health]:
    if links is None:
        return {}
    from dgsn_opendata.link_health import read_results  # brings pandas

    return read_results(links)


def _write_publication(
    folder: Path,
    package: Package,
    tell: Callable[[str], None],
    assistant: Assistant,
    *,
    health: Mapping[str, Health],
    without: Collection[str],
) -> None:
    """Write all files of a package into a folder; what has been written is checked beside what is being made."""
    from dgsn_opendata.exports.csv import csv_files
    from dgsn_opendata.exports.descriptor import write_descriptor
    from dgsn_opendata.publication import publish

    tables = []
    for file in csv_files(package):
        tell(f"writing {file.path}")
        tables.append(file)
    _write_files(folder, {file.path: file.data for file in tables})
    checks = [assistant.beside(partial(find_problems, write_descriptor(package, tables), folder))]
    for files in publish(package, tables, tell, health, without):
        _write_files(folder, files)
        if DESCRIPTOR in files:
            checked = [file.path for file in tables]
            checks.append(assistant.beside(partial(find_file_problems, folder / DESCRIPTOR, checked)))
    tell("checking with frictionless")
    refuse_problems([problem for check in checks for problem in check()])


def _write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    for parent in {(folder / name).parent for name in files}:
        parent.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
