"""Read a release out of a zip without unpacking it: published archives, wheels, what git archives.

Whoever sends a zip may mean harm. Nothing is written to disk, only the members asked for are read, and an archive
is refused that names files outside of itself, one name twice, or more than any release holds.
"""

from __future__ import annotations

import copy
import io
import stat
import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING

from dgsn_opendata.errors import EnvironmentProblem
from dgsn_opendata.findings import shorten
from dgsn_opendata.rules.descriptor import stays_inside

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_BYTES = 8 * 1024**2  # of all that is read of a release, five times what one has; in memory they are many more
_MOST_MEMBERS = 20_000
_MOST_DIRECTORY = 4 * 1024**2  # bytes of the list of members, which the standard library reads whole
_END = struct.Struct("<4s4H2LH")
_END_MARK, _ZIP64_MARK, _ZIP64_SIZE = b"PK\x05\x06", b"PK\x06\x07", 20
_LONGEST_COMMENT = 0xFFFF
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # of the others, a few bytes unpack to many at once
_ADVICE = "Take the archive from where it is published, or name a folder."


def open_archive(file: IO[bytes], where: str, names: str) -> Callable[[str], bytes | None]:
    """Return a function that reads a member beside the archive's descriptor; ``None`` where it has none.

    The descriptor is the member with this name (``names``) that lies least deep; members are named relative to its
    folder. ``where`` is how messages name the archive. Raises
    :class:`~dgsn_opendata.errors.EnvironmentProblem` for an archive that is damaged, encrypted, without a
    descriptor or not to be trusted; the function does so for a member that cannot be read.
    """
    _check_directory(file, where)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise EnvironmentProblem(f"{where} is no zip that can be read ({error})", _ADVICE) from error
    members = _checked_members(archive, where)
    found = sorted(
        (path for path in map(PurePosixPath, members) if path.name == names),
        key=lambda path: (len(path.parts), str(path)),
    )
    if not found:
        raise EnvironmentProblem(f"{where} has no {names} in it", "Name the archive of a release, or its wheel.")
    if len(found) > 1 and len(found[0].parts) == len(found[1].parts):
        raise EnvironmentProblem(
            f"{where} holds more than one package: {found[0]} and {found[1]}", "Take one of them out of it."
        )
    left = [MOST_BYTES]

    def read(path: str) -> bytes | None:
        member = members.get(str(found[0].parent / path))
        if member is None:
            return None
        left[0] -= member.file_size
        if left[0] < 0:
            raise too_large(where)
        return _read_member(archive, member, where)

    return read


def too_large(where: str) -> EnvironmentProblem:
    """Return the refusal of what would unpack to more than any release holds."""
    return EnvironmentProblem(
        f"{where} holds more than {MOST_BYTES // 1024**2} MB of tables",
        "No release of this package is that large.",
    )


def _check_directory(file: IO[bytes], where: str) -> None:
    """Refuse an archive that says it has a longer list of members than any release, before it is read."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _END.size - _LONGEST_COMMENT - _ZIP64_SIZE))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) < at + _END.size:
        raise EnvironmentProblem(f"{where} is no zip, or one that is cut off", _ADVICE)
    directory = _END.unpack_from(tail, at)[5]
    if directory > _MOST_DIRECTORY or tail[max(0, at - _ZIP64_SIZE) : at].startswith(_ZIP64_MARK):
        raise EnvironmentProblem(f"{where} has far more files in it than any release", _ADVICE)


def _checked_members(archive: zipfile.ZipFile, where: str) -> dict[str, zipfile.ZipInfo]:
    members: dict[str, zipfile.ZipInfo] = {}
    for member in archive.infolist():
        name = member.orig_filename
        if not stays_inside(name):
            raise EnvironmentProblem(f'{where} names a file outside of itself: "{shorten(name)}"', _ADVICE)
        if name in members:
            raise EnvironmentProblem(f'{where} has two files of one name: "{shorten(name)}"', _ADVICE)
        members[name] = member
    if len(members) > _MOST_MEMBERS:
        raise EnvironmentProblem(f"{where} has far more files in it than any release", _ADVICE)
    return members


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str) -> bytes:
    name = shorten(member.filename)
    if member.flag_bits & 1:
        raise EnvironmentProblem(f"{where}: {name} is encrypted", "Releases are not; take the published archive.")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise EnvironmentProblem(f"{where}: {name} is a link, not a file", _ADVICE)
    if member.compress_type not in _METHODS:
        raise EnvironmentProblem(f"{where}: {name} is packed in a way that no release is", _ADVICE)
    # What unpacks may be far longer than the list of members says: it is asked for that and one byte more, for
    # which the list is not believed.
    held = copy.copy(member)
    held.file_size += 1
    try:
        with archive.open(held) as unpacking:
            data = unpacking.read(held.file_size)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        ValueError,
        RuntimeError,
    ) as error:
        raise EnvironmentProblem(f"{where}: {name} is damaged ({error})", _ADVICE) from error
    if len(data) != member.file_size:
        raise EnvironmentProblem(f"{where}: {name} is not as long as the archive says", _ADVICE)
    return data
