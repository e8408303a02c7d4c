"""Write a selection as a workbook: a sheet with its data as a table, and one about it.

A build makes such a workbook for each indicator, and openpyxl takes five times as long for it, so that its few
parts are written here (ECMA-376, SpreadsheetML).
"""

from __future__ import annotations

import datetime
import io
import re
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from dgsn_opendata.addresses import to_uri
from dgsn_opendata.errors import UsageProblem
from dgsn_opendata.exports.about import describe_columns, describe_in_words, language_of
from dgsn_opendata.exports.archive import Archive
from dgsn_opendata.exports.plain import Column, check_names, plain_rows
from dgsn_opendata.exports.spreadsheetml import (
    LONGEST_ADDRESS,
    MOST_COLUMNS,
    MOST_LINKS,
    escape_text,
    letters,
    refuse_rows,
    value_cell,
)
from dgsn_opendata.languages import FACTS, direction_of
from dgsn_opendata.metadata import read_metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dgsn_opendata.schemas import Language

_SHEETS = {"en": ("Data", "About"), "fr": ("Données", "À propos"), "ar": ("البيانات", "حول البيانات")}
_LONGEST_NAME = 255
_FIRST_DAY = datetime.date(1900, 3, 1)  # before it Excel counts a day that never was
_DAY_ZERO = datetime.date(1899, 12, 30)
_NARROWEST, _WIDEST, _ABOUT = 8, 40, 100
_LINK = re.compile(r"https?://[^\s]+")
_PLAIN, _DAY, _LINKED, _BOLD, _LEFT, _RIGHT = range(6)  # styles by their place in _STYLES
_LINE_HEIGHT = 15  # points

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE = f"{_PACKAGE}/relationships/metadata/core-properties"
_OUTSIDE = ' TargetMode="External"'
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "/xl/workbook.xml": f"{_SHEET_TYPE}.sheet.main+xml",
    "/xl/worksheets/sheet1.xml": f"{_SHEET_TYPE}.worksheet+xml",
    "/xl/worksheets/sheet2.xml": f"{_SHEET_TYPE}.worksheet+xml",
    "/xl/tables/table1.xml": f"{_SHEET_TYPE}.table+xml",
    "/xl/styles.xml": f"{_SHEET_TYPE}.styles+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in _PARTS.items())
    + "</Types>"
)
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment vertical="top" horizontal="left" wrapText="1" readingOrder="1"/></xf>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment vertical="top" horizontal="right" wrapText="1" readingOrder="2"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def write_selection(columns: list[Column], said: Mapping[str, Any]) -> bytes:
    """Return the workbook of columns and what is said of them, in the language that this names.

    Raises :class:`~dgsn_opendata.errors.UsageProblem` for what a spreadsheet cannot hold.
    """
    check_names(columns, "A spreadsheet")
    names = [column.name for column in columns]
    if len(names) > MOST_COLUMNS or any(len(name) > _LONGEST_NAME for name in names):
        raise UsageProblem(
            f"A spreadsheet takes {MOST_COLUMNS:,} columns, and names of {_LONGEST_NAME} characters",
            "Take fewer columns or shorter names, or write CSV instead.",
        )
    rows = [*plain_rows(columns)]
    refuse_rows(len(rows))
    # A table has a row of data at least, be it empty.
    area = f"A1:{letters(len(names))}{max(len(rows), 1) + 1}"
    lines = [*describe_in_words(said), *describe_columns(said, names)]
    language = language_of(said)
    links: dict[str, str] = {}
    cells = _row(1, names, _BOLD) + "".join(_row(number, row, _PLAIN, links) for number, row in enumerate(rows, 2))
    text = "".join(_line(number, line) for number, line in enumerate(lines, start=1))
    data_sheet = _sheet(language, [_width(one) for one in columns], cells, links)
    about_sheet = _sheet(language, [_WIDEST, _ABOUT], text)
    relations = [(f"{_OFFICE}/table", "../tables/table1.xml")]
    relations += [(f"{_OFFICE}/hyperlink", target) for target in links.values()]
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations(
            [(f"{_OFFICE}/officeDocument", "xl/workbook.xml"), (_CORE, "docProps/core.xml")]
        ),
        "docProps/core.xml": _properties(str(said.get("title", "")), language),
        "xl/workbook.xml": _workbook(language),
        "xl/_rels/workbook.xml.rels": _relations(
            [(f"{_OFFICE}/worksheet", f"worksheets/sheet{number}.xml") for number in (1, 2)]
            + [(f"{_OFFICE}/styles", "styles.xml")]
        ),
        "xl/styles.xml": _STYLES,
        "xl/worksheets/sheet1.xml": data_sheet,
        "xl/worksheets/sheet2.xml": about_sheet,
        "xl/worksheets/_rels/sheet1.xml.rels": _relations(relations),
        "xl/tables/table1.xml": _table(names, area),
    }
    buffer = io.BytesIO()
    with Archive(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, _HEAD + part)
    return buffer.getvalue()


def _row(number: int, values: Iterable[Any], style: int, links: dict[str, str] | None = None) -> str:
    """Return a row of a sheet; addresses that stand alone in a cell are put among the links."""
    cells = []
    for column, value in enumerate(values, start=1):
        if value is None:
            continue
        place = f"{letters(column)}{number}"
        if links is not None and isinstance(value, str) and _is_link(value, links):
            links[place] = to_uri(value)
            cells.append(_cell(place, value, _LINKED))
        else:
            cells.append(_cell(place, value, style))
    return f'<row r="{number}">{"".join(cells)}</row>'


def _line(number: int, texts: tuple[str, str]) -> str:
    """Return a row of texts that are read, not computed with: wrapped, and each in its own direction."""
    # A wrapped text shows only its first line in programs that do not measure rows when they open a file.
    lines = max(-(-len(text) // width) for text, width in zip(texts, (_WIDEST, _ABOUT), strict=True))
    cells = (
        _cell(f"{letter}{number}", text, _LEFT if direction_of(text) == "ltr" else _RIGHT)
        for letter, text in zip("AB", texts, strict=True)
    )
    return f'<row r="{number}" ht="{max(lines, 1) * _LINE_HEIGHT}" customHeight="1">{"".join(cells)}</row>'


def _cell(place: str, value: Any, style: int) -> str:
    if isinstance(value, datetime.date) and value >= _FIRST_DAY:
        return value_cell(place, _DAY, (value - _DAY_ZERO).days)
    return value_cell(place, style, value)


def _is_link(text: str, links: Mapping[str, str]) -> bool:
    return len(text) <= LONGEST_ADDRESS and len(links) < MOST_LINKS and _LINK.fullmatch(text) is not None


def _sheet(language: Language, widths: list[int], rows: str, links: Mapping[str, str] | None = None) -> str:
    """Return a sheet; with links, be there none, it is that of the table, whose first row stays in sight."""
    direction = ' rightToLeft="1"' if FACTS[language].direction == "rtl" else ""
    pane = (
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' if links is not None else ""
    )
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(widths, start=1)
    )
    # The first relation of the sheet is its table.
    linked = "".join(
        f'<hyperlink ref="{place}" r:id="rId{number}"/>' for number, place in enumerate(links or (), start=2)
    )
    return (
        f'<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView{direction} workbookViewId="0">{pane}</sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{rows}</sheetData>"
        + (f"<hyperlinks>{linked}</hyperlinks>" if linked else "")
        + '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>'
        + ('<tableParts count="1"><tablePart r:id="rId1"/></tableParts>' if links is not None else "")
        + "</worksheet>"
    )


def _table(names: list[str], area: str) -> str:
    columns = "".join(
        f'<tableColumn id="{number}" name={quoteattr(name)}/>' for number, name in enumerate(names, start=1)
    )
    return (
        f'<table xmlns="{_MAIN}" id="1" name="data" displayName="data" ref="{area}" totalsRowShown="0">'
        f'<autoFilter ref="{area}"/><tableColumns count="{len(names)}">{columns}</tableColumns>'
        '<tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0" showRowStripes="1" '
        'showColumnStripes="0"/></table>'
    )


def _workbook(language: Language) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(_SHEETS[language], start=1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _properties(title: str, language: Language) -> str:
    metadata = read_metadata()
    day = f'xsi:type="dcterms:W3CDTF">{metadata.released}T00:00:00Z'
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape_text(title)}</dc:title><dc:creator>{escape_text(metadata.name)}</dc:creator>"
        f"<dc:language>{language}</dc:language>"
        f"<dcterms:created {day}</dcterms:created><dcterms:modified {day}</dcterms:modified></cp:coreProperties>"
    )


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target={quoteattr(target)}'
        f"{_OUTSIDE if kind.endswith('hyperlink') else ''}/>"
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'


def _width(column: Column) -> int:
    longest = max(len(str(value)) for value in [column.name, *column.values] if value is not None)
    return max(_NARROWEST, min(_WIDEST, longest + 3))
