"""Zip files without the clock, so that the same data gives the same bytes: workbooks are such files.

openpyxl puts the clock into a workbook twice: the day of change among its properties, and the times of the zip's
members.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl import Workbook

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold
_RIGHTS = 0o644


class Archive(zipfile.ZipFile):
    """A zip being written, whose members have one fixed time, whatever the machine.

    >>> buffer = io.BytesIO()
    >>> with Archive(buffer, "w") as archive:
    ...     archive.writestr("a.txt", "text")
    >>> zipfile.ZipFile(buffer).getinfo("a.txt").date_time
    (1980, 1, 1, 0, 0, 0)
    """

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any) -> None:
        """Write a member."""
        member = zipfile.ZipInfo(str(zinfo_or_arcname), _FIXED_TIME)
        member.external_attr = _RIGHTS << 16
        super().writestr(member, data, zipfile.ZIP_DEFLATED, 6)

    def write(self, filename: Any, arcname: Any = None, *_: Any) -> None:
        """Write a file as a member."""
        self.writestr(arcname, Path(filename).read_bytes())


def workbook_bytes(workbook: Workbook, day: str) -> bytes:
    """Return a workbook of openpyxl as bytes, with a day of ISO 8601 as that on which it was made and changed.

    >>> from openpyxl import Workbook
    >>> workbook_bytes(Workbook(), "2026-01-31") == workbook_bytes(Workbook(), "2026-01-31")
    True
    """
    from openpyxl.writer.excel import ExcelWriter

    workbook.properties.created = workbook.properties.modified = datetime.datetime.fromisoformat(day)
    buffer = io.BytesIO()
    ExcelWriter(workbook, Archive(buffer, "w")).save()
    return buffer.getvalue()
