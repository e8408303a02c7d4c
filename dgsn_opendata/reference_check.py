"""Have frictionless, the reference implementation, read what was written: what it refuses is not published."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from dgsn_opendata.errors import EnvironmentProblem, MissingExtra
from dgsn_opendata.rules.descriptor import local_path

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path
    from types import ModuleType

# Our own rules have judged every row and key by then; what is asked is whether others read the files alike.
_MOST_ROWS = 10_000
# Of a workbook frictionless reads the first sheet, which is its cover, and takes half a second for it.
_LEFT_OUT = (".xlsx",)


def load_reference() -> ModuleType:
    """Return frictionless; raises :class:`~dgsn_opendata.errors.MissingExtra` where it is not installed."""
    try:
        import frictionless
    except ImportError as error:
        raise MissingExtra("publish", "frictionless") from error
    return frictionless


def find_problems(
    descriptor: bytes, folder: Path, checked: Collection[str] = (), follow_keys: bool = False
) -> list[str]:
    """Return what frictionless says against a descriptor and the first rows of its files, which lie in a folder.

    Files whose paths have been ``checked`` with another descriptor are not read again. To ``follow_keys`` into
    other tables takes twice as long: frictionless reads the other one anew for each. Raises what
    :func:`load_reference` raises.
    """
    frictionless = load_reference()
    document: dict[str, Any] = json.loads(descriptor)
    for resource in document["resources"]:
        # Nothing is under the base address yet: the files beside the descriptor are what is checked.
        resource["path"] = local_path(document, resource["path"])
    try:
        package = frictionless.Package.from_descriptor(document, basepath=str(folder))
    except frictionless.FrictionlessException as error:
        return [str(reason.message) for reason in error.reasons or [error.error]]
    problems: list[str] = []
    for resource in package.resources:
        if resource.path not in checked and not str(resource.path).endswith(_LEFT_OUT):
            if not follow_keys and getattr(resource, "schema", None):
                resource.schema.foreign_keys = []
            report = resource.validate(limit_rows=_MOST_ROWS)
            problems += [f"{resource.name}: {one}" for (one,) in report.flatten(["message"])]
    return problems


def refuse_problems(problems: Sequence[str]) -> None:
    """Raise :class:`~dgsn_opendata.errors.EnvironmentProblem` where there is a problem.

    >>> refuse_problems([])
    """
    if problems:
        raise EnvironmentProblem(
            f"frictionless refuses the package: {'; '.join(problems[:3])}",
            "If metadata.toml is as in the release, this is a defect; please report it.",
        )


def find_file_problems(path: Path, checked: Collection[str] = ()) -> list[str]:
    """Return what :func:`find_problems` finds by a descriptor that lies beside its files."""
    return find_problems(path.read_bytes(), path.parent, checked)


def check_files(path: Path) -> None:
    """Check all files of a descriptor, which lie beside it, and follow their keys.

    Raises what :func:`refuse_problems` raises.
    """
    refuse_problems(find_problems(path.read_bytes(), path.parent, follow_keys=True))
