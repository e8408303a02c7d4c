"""How the cells of the workbook look: one prepared style for each look, shared by all cells that have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl import Workbook

# One font with Latin and Arabic letters, that Windows and macOS have and that Linux has a twin of.
_FONT: Mapping[str, Any] = {"name": "Arial", "size": 10}
PLAIN = Font(**_FONT)
_FONTS = {
    "plain": PLAIN,
    "bold": Font(bold=True, **_FONT),
    "header": Font(bold=True, color="FFFFFF", **_FONT),
    "link": Font(color="0563C1", underline="single", **_FONT),
    "quiet": Font(color="595959", **_FONT),
    "title": Font(name="Arial", size=16, bold=True, color="1F3864"),
}
# Tints of colours that differ for colour-blind eyes too (after Okabe and Ito).
_FILLS = {
    "header": "1F3864",
    "approximate": "FBF7C8",
    "break": "D5E9F7",
    "disputed": "F9D08B",
    "doubtful": "EBC7DB",
    "recorded": "9CC9E5",
    "partial": "E3F1FA",
    "not_published": "D0D0D0",
}
_ALIGNMENTS = {
    "ltr": Alignment(vertical="top", wrap_text=True, horizontal="left", indent=1, readingOrder=1),
    "rtl": Alignment(vertical="top", wrap_text=True, horizontal="right", indent=1, readingOrder=2),
    "ltr_header": Alignment(vertical="center", wrap_text=True, horizontal="left", indent=1, readingOrder=1),
    "rtl_header": Alignment(vertical="center", wrap_text=True, horizontal="right", indent=1, readingOrder=2),
    # Left to right in every sheet: a mark stands before its number.
    "number": Alignment(vertical="top", horizontal="right", readingOrder=1),
    "middle": Alignment(vertical="top", horizontal="center", readingOrder=1),
}
_EDGE = Border(top=Side(style="medium", color="1F3864"))


class Styles:
    """The styles of a workbook: by font, fill, alignment, number format, and whether a group begins there."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._styles: dict[tuple[str, str | None, str, str, bool], int] = {}

    def get(
        self,
        font: str,
        fill: str | None,
        alignment: str,
        *,
        number_format: str = "General",
        edge: bool = False,
    ) -> int:
        """Return the number of a style in the workbook, which cells name it by."""
        look = (font, fill, alignment, number_format, edge)
        style = self._styles.get(look)
        if style is None:
            cell = WriteOnlyCell(self._workbook.worksheets[0])
            cell.font, cell.alignment, cell.number_format = _FONTS[font], _ALIGNMENTS[alignment], number_format
            if fill in _FILLS:
                cell.fill = PatternFill("solid", fgColor=_FILLS[fill])
            if edge:
                cell.border = _EDGE
            style = self._styles[look] = cell.style_id
        return style
