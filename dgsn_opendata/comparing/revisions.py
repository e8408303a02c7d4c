"""Read a release out of git's history: any commit, branch or tag, without checking it out."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path, PurePosixPath

from dgsn_opendata import store
from dgsn_opendata.comparing.versions import is_version
from dgsn_opendata.errors import EnvironmentProblem, closest

_SECONDS = 60  # after which git is taken to hang, on a lock or a question


def open_revision(name: str, descriptor: str, near: Path | None = None) -> io.BytesIO | None:
    """Return a zip of a revision's package folder; ``None`` where no repository at hand knows the revision.

    The repository is the one that the folder ``near`` is in; without it, that of the current folder or, where that
    does not know the revision, of the package. The package's folder is where a file named ``descriptor`` lies
    least deep. Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` where the revision has no package.
    """
    for folder in [near] if near else _places():
        commit = _git(folder, "rev-parse", "--quiet", "--verify", "--end-of-options", f"{name}^{{commit}}")
        if commit is not None:
            return io.BytesIO(_archive(folder, commit.decode().strip(), name, descriptor))
    return None


def _archive(folder: Path, commit: str, name: str, descriptor: str) -> bytes:
    top = _git(folder, "rev-parse", "--show-toplevel")
    repository = Path(top.decode().rstrip("\n")) if top else folder
    listed = _git(repository, "ls-tree", "-r", "-z", "--name-only", commit) or b""
    paths = [PurePosixPath(one) for one in listed.decode(errors="replace").split("\0")]
    found = sorted((path for path in paths if path.name == descriptor), key=lambda path: len(path.parts))
    if not found:
        raise EnvironmentProblem(
            f"The revision {name} of {repository} has no {descriptor}", "Name one that has the package."
        )
    inside = "" if found[0].parent == PurePosixPath() else f":{found[0].parent}"
    archived = _git(repository, "archive", "--format=zip", "-0", f"{commit}{inside}")
    if archived is None:
        raise EnvironmentProblem(f"git cannot give the revision {name}", f"See why: git archive {commit}{inside}")
    return archived


def suggest_revisions(name: str) -> list[str]:
    """Return the tags and branches, three at most, that look like a name."""
    known: dict[str, None] = {}
    for folder in _places():
        listed = _git(folder, "for-each-ref", "--format=%(refname:short)", "refs/tags", "refs/heads")
        known |= dict.fromkeys((listed or b"").decode(errors="replace").split())
    return closest(name, [*known])


def list_versions(folder: Path) -> list[str]:
    """Return the tags of versions (``v1.2.3``) in the history of a folder's repository, the latest first."""
    listed = _git(folder, "tag", "--list", "v*", "--sort=-version:refname", "--merged", "HEAD")
    tags = (listed or b"").decode(errors="replace").split()
    return [tag for tag in tags if is_version(tag.removeprefix("v"))]


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
