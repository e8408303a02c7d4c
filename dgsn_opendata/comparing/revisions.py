"""Read a release out of git's history: any commit, branch or tag, without checking it out."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path, PurePosixPath

from dgsn_opendata import store
from dgsn_opendata.errors import EnvironmentProblem, closest

_SECONDS = 60  # after which git is taken to hang, on a lock or a question


def open_revision(name: str, descriptor: str) -> io.BytesIO | None:
    """Return a zip of a revision's package folder; ``None`` where no repository at hand knows the revision.

    The repository is the one that the current folder is in or, where that does not know it, the one that the
    package is in. The package's folder is where a file named ``descriptor`` lies least deep. Raises
    :class:`~dgsn_opendata.errors.EnvironmentProblem` where the revision has no package.
    """
    lacking = []
    for folder in _places():
        commit = _git(folder, "rev-parse", "--quiet", "--verify", "--end-of-options", f"{name}^{{commit}}")
        if commit is None:
            continue
        tree = commit.decode().strip()
        listed = _git(folder, "ls-tree", "-r", "-z", "--full-tree", "--name-only", tree) or b""
        paths = [PurePosixPath(one) for one in listed.decode(errors="replace").split("\0")]
        found = sorted((path for path in paths if path.name == descriptor), key=lambda path: len(path.parts))
        if not found:
            lacking.append(str(folder))
            continue
        inside = "" if found[0].parent == PurePosixPath() else f":{found[0].parent}"
        top = (_git(folder, "rev-parse", "--show-toplevel") or b"").decode().strip()
        archived = _git(Path(top or folder), "archive", "--format=zip", "-0", f"{tree}{inside}")
        if archived is None:
            raise EnvironmentProblem(f"git cannot give the revision {name}", "See why: git show --stat " + name)
        return io.BytesIO(archived)
    if lacking:
        raise EnvironmentProblem(
            f"The revision {name} of {' and '.join(lacking)} has no {descriptor}", "Name one that has the package."
        )
    return None


def suggest_revisions(name: str) -> list[str]:
    """Return the tags and branches, three at most, that look like a name."""
    known: dict[str, None] = {}
    for folder in _places():
        listed = _git(folder, "for-each-ref", "--format=%(refname:short)", "refs/tags", "refs/heads")
        known |= dict.fromkeys((listed or b"").decode(errors="replace").split())
    return closest(name, [*known])


def has_git() -> bool:
    """Return whether the program git is installed."""
    return shutil.which("git") is not None


def _places() -> list[Path]:
    """Return the folders whose repositories are asked."""
    return [Path.cwd(), store.package_folder()]


def _git(folder: Path, *arguments: str) -> bytes | None:
    """Return what git answers in a folder; ``None`` where it answers with an error."""
    try:
        result = subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):  # ValueError: a NUL in the name
        return None
    return result.stdout if result.returncode == 0 else None
