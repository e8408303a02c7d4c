"""Every file of a published package, in the order in which they describe one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsn_opendata.exports.csv import csv_files
from dgsn_opendata.exports.descriptor import write_descriptor
from dgsn_opendata.exports.xlsx import write_xlsx
from dgsn_opendata.rules.descriptor import DESCRIPTOR

if TYPE_CHECKING:
    from collections.abc import Callable

    from dgsn_opendata.package import Package, PackageFile


# What is in a published folder beside the resources of datapackage.json.
CATALOGUES: tuple[str, ...] = ()


def publish(package: Package, tell: Callable[[str], None]) -> list[PackageFile]:
    """Return all files of a package; ``tell`` is told each step.

    Data comes first (the resources of ``datapackage.json``), then that descriptor and the other standards' twins of
    it, then the catalogues, which describe all of these, and the page that leads to them.
    """
    data: list[PackageFile] = []
    for file in csv_files(package):
        tell(f"writing {file.path}")
        data.append(file)
    tell("writing the workbook")
    data.append(package.file("xlsx", write_xlsx(package), "xlsx"))
    tell("writing the descriptor")
    described = [*data, describe(package, data)]
    return described


def describe(package: Package, files: list[PackageFile]) -> PackageFile:
    """Return ``datapackage.json`` as a file of the package."""
    return package.described("datapackage", DESCRIPTOR, write_descriptor(package, files), "datapackage")
