"""Build the published package: all of it, or nothing.

Everything is written into a temporary folder beside the target, checked there, and put in the target's place in
one step; until then the last good build stands.
"""

from __future__ import annotations

import contextlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dgsn_opendata.addresses import make_addresses
from dgsn_opendata.errors import EnvironmentProblem, FindingsStand, UsageProblem
from dgsn_opendata.exports.csv import csv_files, curated_files, derived_files
from dgsn_opendata.exports.deposit import deposit_files
from dgsn_opendata.exports.descriptor import write_descriptor
from dgsn_opendata.jsonfile import parse_json
from dgsn_opendata.link_health import read_results
from dgsn_opendata.locating import given_package, refuse_package
from dgsn_opendata.locking import alone
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.opening import leads_out, read_file
from dgsn_opendata.package import make_package
from dgsn_opendata.processes import beside
from dgsn_opendata.reference_check import check_files, find_problems, refuse_problems
from dgsn_opendata.replacing import replace_file, replace_folder
from dgsn_opendata.report import Report, as_text
from dgsn_opendata.rules.descriptor import DESCRIPTOR, local_path
from dgsn_opendata.schemas import table_names
from dgsn_opendata.staging import resolve_target, stage, writing
from dgsn_opendata.validation import check_tables, read_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from dgsn_opendata.addresses import Addresses
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
    _refuse_foreign(out)
    from dgsn_opendata.publication import (  # brings every writer, of which refresh needs none
        prepare_pages,
        publish,
    )

    health = {} if links is None else read_results(links)
    addresses = make_addresses(base_url, read_metadata(folder).homepage)
    if release:
        _check_release(folder, since, base_url, tell)
    with stage(out) as temporary:
        if "pages" not in without:
            prepare_pages()
        tell("validating")
        package = _sound_package(folder, addresses)
        licence = _licence(folder)
        with writing(out):
            tables = [*csv_files(package)]
            _write_files(temporary, licence | {file.path: file.data for file in tables})
            refused = beside(partial(find_problems, write_descriptor(package, tables), temporary))
            _write_files(temporary, publish(package, tables, tell, health, without))
            tell("checking with frictionless")
            refuse_problems([*refused(), *find_problems((temporary / DESCRIPTOR).read_bytes(), temporary, tables)])
            if release:
                from dgsn_opendata.archiving import seal

                tell("writing the archive and proving it")
                seal(temporary, check_files)
            _refuse_foreign(out)  # seconds have passed, in which somebody may have put something there
            replace_folder(temporary, out)
    return sorted(path for path in out.rglob("*") if path.is_file())


def refresh(folder: Path | None = None, check: bool = False) -> list[str]:
    """Write ``derived/*.csv`` and ``datapackage.json`` of a package folder anew; return which files changed.

    In a repository the files for citation and deposit that lie beside the folder are written anew, too.
    With ``check`` nothing is written: what is returned is stale. Raises
    :class:`~dgsn_opendata.errors.FindingsStand` while the data has errors, and
    :class:`~dgsn_opendata.errors.EnvironmentProblem` where a file cannot be written.
    """
    folder = given_package(folder)
    with contextlib.nullcontext() if check else alone(folder):
        return _refresh(folder, check=check)


def _refresh(folder: Path, *, check: bool) -> list[str]:
    package = _sound_package(folder, make_addresses(None, read_metadata(folder).homepage))
    files = [*curated_files(package), *derived_files(package, "derived")]
    written = {file.path: file.data for file in files} | {DESCRIPTOR: write_descriptor(package, files)}
    for name, data in deposit_files(package.metadata).items():
        if (folder.resolve().parent / name).is_file():
            written[f"../{name}"] = data
    stale = [path for path, data in written.items() if _bytes_of(folder / path) != data]
    for path in [] if check else stale:
        _write_derived(folder, path, written[path])
    return stale


def _write_derived(folder: Path, name: str, data: bytes) -> None:
    path = folder / name
    if not name.startswith("../") and leads_out(path, folder):
        raise EnvironmentProblem(f"{path} leads out of the package {folder}", "Remove the link.")
    if not path.parent.is_dir():
        try:
            path.parent.mkdir()
        except OSError as error:
            raise EnvironmentProblem(
                f"{path.parent} cannot be made ({error.strerror or error})",
                "Check what stands there, and who may write to it.",
            ) from error
    replace_file(path, data)


def _check_release(folder: Path, since: str | None, base_url: str | None, tell: Callable[[str], None]) -> None:
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


def _sound_package(folder: Path, addresses: Addresses) -> Package:
    tables, findings = read_tables(folder)
    report = check_tables(folder, tables, findings)
    # An old descriptor and old derived tables are what this is about to write anew.
    old = {DESCRIPTOR, *(f"{name}.csv" for name in table_names("derived"))}
    errors = [one for one in report.errors if one.file not in old]
    if errors:
        details = as_text(Report(errors, report.rows))
        raise FindingsStand("The data has errors", "Mend them first; dgsn-opendata validate lists them.", details)
    return make_package(folder, tables, addresses)


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


def _write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _bytes_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
