"""Prepare a release: say everywhere in a repository which version comes next, and what changes with it."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, NamedTuple

from dgsn_opendata.comparing.changelog import HEADING, data_part, put_data_part, sections_above
from dgsn_opendata.comparing.versions import is_version
from dgsn_opendata.errors import EnvironmentProblem, UsageProblem
from dgsn_opendata.exports.deposit import deposit_files
from dgsn_opendata.locking import alone
from dgsn_opendata.metadata import read_metadata
from dgsn_opendata.refreshing import refresh
from dgsn_opendata.releasing import CHANGELOG, changes_since, read_changelog
from dgsn_opendata.replacing import replace_file

if TYPE_CHECKING:
    from pathlib import Path

    from dgsn_opendata.comparing.difference import Difference

_METADATA = "metadata.toml"


class Preparation(NamedTuple):
    """What :func:`prepare` has done: the version to be released, and the names of the files that it changed."""

    version: str
    files: list[str]


def prepare(folder: Path, day: str, version: str | None = None, since: str | None = None) -> Preparation:
    """Make a repository say everywhere which version comes next; return that version and what was changed.

    The version is the one that follows from the changes since the last release (``since`` as in
    :func:`~dgsn_opendata.releasing.check_release`), or the one given, where that follows too. Version and day (ISO
    8601) go into ``metadata.toml``, from there into ``CITATION.cff``, ``.zenodo.json`` and ``datapackage.json``,
    and into the heading of ``CHANGELOG.md``, whose part for data users is made anew. Raises
    :class:`~dgsn_opendata.errors.UsageProblem` for a version that does not follow, and
    :class:`~dgsn_opendata.errors.FindingsStand` while the data has errors.
    """
    with alone(folder):
        return _prepare(folder, day, version, since)


def _prepare(folder: Path, day: str, version: str | None, since: str | None) -> Preparation:
    changelog = read_changelog(folder)
    changed = refresh(folder)
    difference = changes_since(folder, since)
    version = _choose(version, difference, read_metadata(folder).version)
    last = difference.old.version if difference else None
    changelog = _head(changelog, f"## {version} ({day})", last)
    if last is not None and len(above := sections_above(changelog, last)) != 1:
        raise UsageProblem(
            f"{CHANGELOG} has {len(above)} sections above that of {last}: {', '.join(above)}",
            "Make them one first.",
        )
    if difference is not None:
        changelog = put_data_part(changelog, version, data_part(difference))
    changed += _write(folder, {_METADATA: _stamp((folder / _METADATA).read_bytes(), version, day)})
    root = folder.resolve().parent
    changed += _write(root, {CHANGELOG: changelog.encode(), **deposit_files(read_metadata(folder))})
    return Preparation(version, sorted({*changed, *refresh(folder)}))


def _choose(version: str | None, difference: Difference | None, stated: str) -> str:
    if version is not None and not is_version(version):
        raise UsageProblem(f'"{version}" is no version', "Write three numbers: 1.2.3")
    if difference is None:
        return version or stated
    if difference.step == "none" and version is None:
        raise UsageProblem(
            f"Nothing has changed for data users since {difference.old.version}",
            "To release the library alone, name its version: --version X.Y.Z",
        )
    if version == difference.old.version:
        raise UsageProblem(f"{version} has been released", f"Name another: {' or '.join(difference.versions)}.")
    if version is not None and version not in difference.versions:
        raise UsageProblem(
            f"The version {version} does not follow {difference.old.version}",
            f"The changes ask for a {difference.step} step, to {' or '.join(difference.versions)}.",
        )
    return version or difference.versions[0]


def _head(changelog: str, heading: str, last: str | None) -> str:
    r"""Return the changelog with a heading on top: in the place of one never released, or as a new one.

    >>> _head("# Changes\n\n## Unreleased\n\n- More.\n\n## 0.1.0 (2026-01-31)\n", "## 0.2.0 (2026-12-22)", "0.1.0")
    '# Changes\n\n## 0.2.0 (2026-12-22)\n\n- More.\n\n## 0.1.0 (2026-01-31)\n'
    """
    first = HEADING.search(changelog)
    if first and first["name"] != last:
        return changelog[: first.start()] + heading + changelog[first.end() :]
    line_end = "\r\n" if "\r\n" in changelog else "\n"
    if first is None:
        return changelog.rstrip() + line_end * 2 + heading + line_end
    return changelog[: first.start()] + heading + line_end * 2 + changelog[first.start() :]


def _stamp(metadata: bytes, version: str, day: str) -> bytes:
    r"""Return the bytes of ``metadata.toml`` with another version and day, everything else as it was.

    >>> _stamp(b'version = "0.1.0"\nreleased = "2026-01-31"  # the day\n', "0.2.0", "2026-12-22")
    b'version = "0.2.0"\nreleased = "2026-12-22"  # the day\n'
    """
    said = {"version": version, "released": day}
    text = metadata.decode()
    for key, value in said.items():
        text = re.sub(rf'(?m)^({key} = )"[^"\r\n]*"', rf'\g<1>"{value}"', text, count=1)
    if tomllib.loads(text) != tomllib.loads(metadata.decode()) | said:
        raise EnvironmentProblem(
            f"{_METADATA} does not have version and released as lines of their own",
            'Write them so: version = "0.1.0" and released = "2026-01-31"',
        )
    return text.encode()


def _write(folder: Path, files: dict[str, bytes]) -> list[str]:
    """Write the files that are not so already, and return their names."""
    stale = [
        name
        for name, data in files.items()
        if not ((path := folder / name).is_file() and path.read_bytes() == data)
    ]
    for name in stale:
        replace_file(folder / name, files[name])
    return stale
