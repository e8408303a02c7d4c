"""Whether a repository may release what it holds: the version follows, and what it says of itself is in step.

The repository is the folder that the package's folder lies in. There ``CHANGELOG.md`` has a section for each
version, and the files of :func:`~dgsn_opendata.exports.deposit.deposit_files` repeat what ``metadata.toml`` says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dgsn_opendata.comparing.changelog import check_data_part, data_part, sections_above
from dgsn_opendata.comparing.difference import compare
from dgsn_opendata.comparing.releases import read_release
from dgsn_opendata.comparing.revisions import list_versions
from dgsn_opendata.errors import EnvironmentProblem, FindingsStand, UsageProblem
from dgsn_opendata.exports.deposit import deposit_files
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.opening import read_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dgsn_opendata.comparing.difference import Difference
    from dgsn_opendata.metadata import Metadata

CHANGELOG = "CHANGELOG.md"
NOTHING = "nothing"  # what a first release comes after
_PREPARE = "Run: dgsn-opendata prepare"


def check_release(folder: Path, since: str | None = None) -> None:
    """Refuse to release a package folder that is not ready for it.

    Its version must follow from the changes since the last release (``since``, by default the latest tag that is
    not of this very release; ``nothing`` for the first one), and the changelog and the files for citation and
    deposit must be in step. Raises :class:`~dgsn_opendata.errors.FindingsStand` with all that is not so.
    """
    metadata, difference = read_metadata(folder), _changes_of_release(folder, since)
    problems = [
        *_version_problems(difference, metadata.version),
        *_changelog_problems(folder, difference, metadata),
        *_stale_files(folder, metadata),
    ]
    if problems:
        raise FindingsStand(f"Version {metadata.version} cannot be released", _PREPARE, "\n".join(problems))


def changes_since(folder: Path, since: str | None = None) -> Difference | None:
    """Return the difference of a package folder to the last release, ``None`` where ``since`` is ``nothing``.

    Raises :class:`~dgsn_opendata.errors.UsageProblem` where no release is named and no tag tells the last one.
    """
    return None if since == NOTHING else next(_changes(folder, since))


def _changes_of_release(folder: Path, since: str | None) -> Difference | None:
    """Return the difference to the release before; a tag of this very version and data is not before it."""
    if since is not None:
        return changes_since(folder, since)
    found = (one for one in _changes(folder) if not (one.is_empty and one.old.version == one.new.version))
    return next(found, None)


def _changes(folder: Path, since: str | None = None) -> Iterator[Difference]:
    """Yield the differences to the releases that may be meant, the latest first."""
    names = list_versions(folder) if since is None else [since]
    if not names:
        raise UsageProblem(
            "No tag of this repository tells which release was the last",
            f"Name it with --since: a tag, a commit, an archive, a wheel; or {NOTHING}, for a first release.",
        )
    release = read_release(folder)
    for name in names:
        yield compare(read_release(name, near=folder), release)


def read_changelog(folder: Path) -> str:
    """Return the text of the changelog beside a package folder.

    Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` where there is none.
    """
    path = folder.resolve().parent / CHANGELOG
    try:
        return read_file(path).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EnvironmentProblem(
            f"{path} cannot be read ({getattr(error, 'strerror', None) or 'it is not UTF-8'})",
            "A release is made in a repository: the package's folder, with the changelog beside it.",
        ) from error


def _version_problems(difference: Difference | None, version: str) -> Iterator[str]:
    if difference is not None and not difference.version_follows:
        yield (
            f"The version {version} does not follow {difference.old.version}: the changes ask for a "
            f"{difference.step} step, to {' or '.join(difference.versions)}."
        )


def _changelog_problems(folder: Path, difference: Difference | None, metadata: Metadata) -> Iterator[str]:
    text = read_changelog(folder)
    heading = f"## {metadata.version} ({metadata.released})"
    if not re.search(rf"(?m)^{re.escape(heading)}\s*$", text):
        yield f'{CHANGELOG} has no section "{heading}".'
    elif difference is None:
        return
    elif problem := check_data_part(text, metadata.version, data_part(difference)):
        yield f"{CHANGELOG}: {problem}"
    elif len(sections_above(text, difference.old.version)) != 1:
        yield f"{CHANGELOG} has another section than that of this release above {difference.old.version}."


def _stale_files(folder: Path, metadata: Metadata) -> Iterator[str]:
    for name, data in deposit_files(metadata).items():
        path = folder.resolve().parent / name
        if not path.is_file() or path.read_bytes() != data:
            yield f"{name} does not say what metadata.toml says."
