"""Two editions of the small package: which of the two a folder is, or whether it is neither."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dgsn_opendata import build as building
from dgsn_opendata import publication, refreshing
from dgsn_opendata.build import build
from dgsn_opendata.exports import csv, descriptor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from types import ModuleType


Files = dict[str, bytes]


def contents(folder: Path) -> Files:
    """Return the bytes of all files of a folder by their path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def no_problems(*_: object) -> list[str]:
    """Find nothing; a function of a module, as it goes to another process by its name."""
    return []


@dataclass(frozen=True, slots=True)
class Editions:
    """Two states of the small package, their folders, and the files that a build makes of each."""

    folders: Mapping[str, Path]
    files: dict[str, Files]

    def at(self, out: Path) -> str:
        """Return which edition a folder is; fails where it is not one of them, whole and unmixed."""
        found = contents(out)
        names = [name for name, files in self.files.items() if files == found]
        assert names, f"{out} is neither: it has {len(found)} files"
        return names[0]

    def put(self, name: str, out: Path) -> None:
        """Write an edition as an earlier build has left it."""
        shutil.rmtree(out, ignore_errors=True)
        for path, data in self.files[name].items():
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            (out / path).write_bytes(data)

    def build(self, name: str, out: Path) -> None:
        """Build an edition, all of it."""
        build(out, self.folders[name])

    def write(
        self,
        name: str,
        out: Path,
        before: Callable[[], None] = lambda: None,
        through: Callable[[list[str]], None] | None = None,
    ) -> None:
        """Build an edition whose files have been computed before, and so do no more than touch the folder.

        For a child, which the library is patched in. ``before`` is done first; ``through`` is the command line.
        """

        def publish(*_: object) -> list[Files]:
            return [self.files[name]]

        patched: dict[ModuleType, dict[str, Any]] = {
            refreshing: {"read_sound": lambda *_: None},
            csv: {"csv_files": lambda package: iter(())},
            descriptor: {"write_descriptor": lambda package, files: b""},
            publication: {"publish": publish},
            building: {
                "find_problems": no_problems,
                "find_file_problems": no_problems,
                "load_reference": no_problems,
                "bundle_vega": no_problems,
            },
        }
        for module, names in patched.items():
            vars(module).update(names)
        before()
        if through is None:
            build(out, self.folders[name])
        else:
            through(["build", str(self.folders[name]), "--out", str(out)])
