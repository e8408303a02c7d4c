"""Write the workbook: the tables for people who open a spreadsheet rather than a program.

openpyxl puts the clock into the file twice (a property and the times of the zip's members) and writes other bytes
where lxml is installed; all three are fixed here, so that the same data gives the same bytes.
"""

from __future__ import annotations

import datetime
import io
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import register_namespace

os.environ["OPENPYXL_LXML"] = "False"  # read when openpyxl is first imported

from openpyxl import LXML, Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.workbook.properties import CalcProperties
from openpyxl.writer.excel import ExcelWriter

from dgsn_opendata.errors import EnvironmentProblem, UsageProblem
from dgsn_opendata.exports.archive import Archive
from dgsn_opendata.exports.sheets import sheets
from dgsn_opendata.exports.styles import PLAIN, Styles
from dgsn_opendata.exports.worksheets import LEAVE_OUT, write_sheet
from dgsn_opendata.schemas import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from dgsn_opendata.exports.cells import Sheet
    from dgsn_opendata.package import Package

_SHEET = "xl/worksheets/sheet{}.xml"
_NO_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData></sheetData>")
_LARGEST_SHEET = 2_000_000_000  # bytes; beyond them a zip needs an extension that Excel does not take
_NOTES = "xl/drawings/commentsDrawing{}.vml"  # where openpyxl puts the boxes of a sheet's notes
# What makes the text of a note run from the right: openpyxl writes its box one way only.
_LEFTWARD = {
    b'style="mso-direction-alt:auto"': b'style="direction:RTL;mso-direction-alt:auto"',
    b'style="text-align:left"': b'style="text-align:right"',
    b"<x:AutoFill>": b"<x:TextHAlign>Right</x:TextHAlign><x:AutoFill>",
}
# The names that Excel itself gives to the namespaces of such boxes; without them they would be ns0, ns1 and so on.
for _prefix, _namespace in {"v": "vml", "o": "office:office", "x": "office:excel"}.items():
    register_namespace(_prefix, f"urn:schemas-microsoft-com:{_namespace}")


def write_xlsx(package: Package) -> bytes:
    """Return the workbook as bytes: cover, series in three languages, figures, and what explains them.

    Raises :class:`~dgsn_opendata.errors.UsageProblem` for a text that a cell cannot hold, and
    :class:`~dgsn_opendata.errors.EnvironmentProblem` where the program had openpyxl take lxml before.
    """
    if LXML:
        raise EnvironmentProblem(
            "This program has loaded openpyxl with lxml, which writes other workbooks from the same data",
            "Build with the command dgsn-opendata, or set OPENPYXL_LXML=False before openpyxl is first imported.",
        )
    workbook = Workbook(write_only=True)
    workbook.properties = _properties(package)
    workbook.calculation = CalcProperties(fullCalcOnLoad=False)  # no formula: nothing to save when it is closed
    # The font of cells without a style, by which column widths are measured.
    workbook._fonts = IndexedList([PLAIN])
    workbook._named_styles["Normal"].font = PLAIN
    return save(workbook, sheets(package), author=package.metadata.name)


def save(workbook: Workbook, filled: Sequence[Sheet], author: str) -> bytes:
    """Return a write-only workbook with sheets as bytes; ``author`` is who the notes are by.

    openpyxl writes everything but the rows, which are put into its sheets as they are made: no sheet is held
    whole. Raises :class:`~dgsn_opendata.errors.UsageProblem` for what a sheet cannot hold.
    """
    styles = Styles(workbook)
    rows = {
        _SHEET.format(number): write_sheet(workbook, sheet, styles, author)
        for number, sheet in enumerate(filled, start=1)
    }
    noted = [sheet for sheet in filled if sheet.has_notes]
    leftward = {_NOTES.format(number) for number, one in enumerate(noted, start=1) if one.right_to_left}
    buffer = io.BytesIO()
    # Workbook.save would put the clock into the properties and into the zip.
    ExcelWriter(workbook, _Archive(buffer, rows, leftward)).save()
    return buffer.getvalue()


def _properties(package: Package) -> DocumentProperties:
    metadata = package.metadata
    day = datetime.datetime.fromisoformat(package.created_day)
    return DocumentProperties(
        title=metadata.title,
        subject=" · ".join(metadata.words("title", language) for language in LANGUAGES[1:]),
        creator=", ".join(metadata.creators),
        description=metadata.description,
        keywords=", ".join(word for language in LANGUAGES for word in metadata.keywords_in(language)),
        identifier=metadata.id,
        version=metadata.version,
        language=LANGUAGES[0],
        created=day,
        modified=day,
    )


class _Archive(Archive):
    """A zip of a workbook: sheets get their rows by path, and some boxes of notes run from the right."""

    def __init__(self, file: io.BytesIO, rows: Mapping[str, Iterator[str]], leftward: Collection[str]) -> None:
        self._rows, self._leftward = rows, leftward
        super().__init__(file, "w")

    def write(self, filename: Any, arcname: Any = None, *_: Any) -> None:
        """Write a file as a member."""
        if arcname not in self._rows:
            return super().write(filename, arcname)
        before, after = _NO_ROWS.split(Path(filename).read_bytes())
        with self.open_member(arcname) as member:
            size = member.write(before + b"<sheetData>")
            for row in self._rows[arcname]:
                size += member.write(row.encode())
                if size > _LARGEST_SHEET:
                    raise UsageProblem("A sheet is larger than Excel opens", LEAVE_OUT)
            member.write(b"</sheetData>" + after)
        return None

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any) -> None:
        """Write a member."""
        if str(zinfo_or_arcname) in self._leftward:
            for one, other in _LEFTWARD.items():
                data = data.replace(one, other)
        super().writestr(zinfo_or_arcname, data)
