"""Zip files without the clock, so that the same data gives the same bytes: workbooks are such files."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import IO, Any

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold
_RIGHTS = 0o644


class Archive(zipfile.ZipFile):
    """A zip being written, whose members have one fixed time, whatever the machine.

    >>> import io
    >>> buffer = io.BytesIO()
    >>> with Archive(buffer, "w") as archive:
    ...     archive.writestr("a.txt", "text")
    >>> zipfile.ZipFile(buffer).getinfo("a.txt").date_time
    (1980, 1, 1, 0, 0, 0)
    """

    def open_member(self, name: str) -> IO[bytes]:
        """Return a file to write a member into, piece by piece."""
        return self.open(_member(name), "w")

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any) -> None:
        """Write a member."""
        super().writestr(_member(str(zinfo_or_arcname)), data)

    def write(self, filename: Any, arcname: Any = None, *_: Any) -> None:
        """Write a file as a member."""
        self.writestr(arcname, Path(filename).read_bytes())


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _FIXED_TIME)
    member.external_attr, member.compress_type = _RIGHTS << 16, zipfile.ZIP_DEFLATED
    return member
