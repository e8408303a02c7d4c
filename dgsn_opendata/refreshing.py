"""Write anew what the library makes of the tables of a package, in the package's own folder."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from dgsn_opendata.addresses import make_addresses
from dgsn_opendata.errors import EnvironmentProblem, FindingsStand
from dgsn_opendata.exports.csv import curated_files, derived_files
from dgsn_opendata.exports.deposit import deposit_files
from dgsn_opendata.exports.descriptor import write_descriptor
from dgsn_opendata.locating import given_package
from dgsn_opendata.locking import alone
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.opening import leads_out
from dgsn_opendata.package import make_package
from dgsn_opendata.replacing import replace_file
from dgsn_opendata.report import Report, as_text
from dgsn_opendata.rules.descriptor import DESCRIPTOR
from dgsn_opendata.schemas import table_names
from dgsn_opendata.validation import read_tables, start_checks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dgsn_opendata.addresses import Addresses
    from dgsn_opendata.package import Package


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
    package = read_sound(folder, make_addresses(None, read_metadata(folder).homepage))
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


def read_sound(folder: Path, addresses: Addresses, meanwhile: Callable[[], object] = lambda: None) -> Package:
    """Return what is to be published of a package folder, whose data has been validated.

    ``meanwhile`` is done while rules run in another process. Raises
    :class:`~dgsn_opendata.errors.FindingsStand` while the data has errors.
    """
    tables, findings = read_tables(folder)
    check = start_checks(folder, tables, findings)
    meanwhile()
    report = check()
    # An old descriptor and old derived tables are what this is about to write anew.
    old = {DESCRIPTOR, *(f"{name}.csv" for name in table_names("derived"))}
    errors = [one for one in report.errors if one.file not in old]
    if errors:
        details = as_text(Report(errors, report.rows))
        raise FindingsStand("The data has errors", "Mend them first; dgsn-opendata validate lists them.", details)
    return make_package(folder, tables, addresses)


def _bytes_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
