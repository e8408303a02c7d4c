"""The parts of the workbook, held against what Excel is known to refuse or to repair."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from openpyxl.utils import get_column_letter, range_boundaries

if TYPE_CHECKING:
    from collections.abc import Iterator

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
EXCEL = "{urn:schemas-microsoft-com:office:excel}"
VML = "{urn:schemas-microsoft-com:vml}"
CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*")  # what a table may not be called


@pytest.fixture(scope="module")
def parts(data_of_workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data_of_workbook)) as archive:
        names = archive.namelist()
        assert len(set(names)) == len(names)
        return {name: archive.read(name) for name in names}


@pytest.fixture(scope="module")
def trees(parts: dict[str, bytes]) -> dict[str, ET.Element]:
    """Every part as XML, which none of them is with a character that XML forbids."""
    return {name: ET.fromstring(data) for name, data in parts.items()}


def worksheets(trees: dict[str, ET.Element]) -> Iterator[tuple[str, ET.Element, dict[str, tuple[str, str]]]]:
    """Yield each worksheet with its related parts: kind and target by identifier."""
    for name, tree in trees.items():
        folder, _, file = name.rpartition("/")
        if folder == "xl/worksheets":
            related = trees.get(f"{folder}/_rels/{file}.rels", ET.Element("none"))
            yield (
                name,
                tree,
                {
                    one.get("Id", ""): (one.get("Type", "").rpartition("/")[2], one.get("Target", ""))
                    for one in related
                },
            )


def test_every_related_part_exists_and_has_a_type(parts: dict[str, bytes], trees: dict[str, ET.Element]) -> None:
    types = trees["[Content_Types].xml"]
    named = {one.get("PartName") for one in types}
    endings = {one.get("Extension") for one in types}
    for name in parts:
        if name != "[Content_Types].xml":
            assert f"/{name}" in named or name.rpartition(".")[2] in endings, name
    for name, tree in trees.items():
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            for one in tree:
                if one.get("TargetMode") != "External":
                    target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
                    assert target.removeprefix("/") in parts


def test_sheets_have_short_names_that_differ(trees: dict[str, ET.Element]) -> None:
    names = [one.get("name", "") for one in trees["xl/workbook.xml"].iter(f"{MAIN}sheet")]
    assert len({name.casefold() for name in names}) == len(names) == 13
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)


def test_each_table_covers_its_sheet_under_a_name_and_number_of_its_own(trees: dict[str, ET.Element]) -> None:
    tables = []
    for _, tree, related in worksheets(trees):
        own = [target for kind, target in related.values() if kind == "table"]
        assert len(own) == len(tree.findall(f"{MAIN}tableParts/{MAIN}tablePart"))
        for target in own:
            table = trees[target.removeprefix("/")]
            tables.append(table)
            columns, _, last, rows = range_boundaries(table.get("ref"))
            header = tree.find(f"{MAIN}sheetData/{MAIN}row")
            assert header is not None
            titles = ["".join(cell.itertext()) for cell in header]
            assert all(cell.get("t") == "inlineStr" for cell in header)
            assert [one.get("name") for one in table.iter(f"{MAIN}tableColumn")] == titles
            assert len({title.casefold() for title in titles}) == len(titles) == last - columns + 1
            assert all(titles)
            assert rows >= 2
            assert table.find(f"{MAIN}autoFilter").get("ref") == table.get("ref")  # type: ignore[union-attr]
            # A filter of the sheet beside the table's, or merged cells in a table, make Excel ask for repair.
            assert tree.find(f"{MAIN}autoFilter") is None
            assert tree.find(f"{MAIN}mergeCells") is None
    assert len(tables) == 12
    assert len({table.get("id") for table in tables}) == 12
    names = [table.get("displayName", "") for table in tables]
    assert len({name.casefold() for name in names}) == 12
    assert not any(CELL.fullmatch(name) or " " in name for name in names)


def test_defined_names_are_the_print_set_up_and_name_sheets_that_exist(trees: dict[str, ET.Element]) -> None:
    workbook = trees["xl/workbook.xml"]
    names = [one.get("name", "") for one in workbook.iter(f"{MAIN}sheet")]
    for one in workbook.iter(f"{MAIN}definedName"):
        assert one.get("name") in {"_xlnm.Print_Titles", "_xlnm.Print_Area"}
        assert (one.text or "").startswith(f"'{names[int(one.get('localSheetId', ''))]}'!")


def test_no_formula_stands_anywhere_and_nothing_is_to_be_calculated(trees: dict[str, ET.Element]) -> None:
    for _, tree, _ in worksheets(trees):
        assert tree.find(f".//{MAIN}f") is None
        assert {cell.get("t") for cell in tree.iter(f"{MAIN}c")} <= {"inlineStr", "b", None}  # None: a number
    assert trees["xl/workbook.xml"].find(f"{MAIN}calcPr").get("fullCalcOnLoad") != "1"  # type: ignore[union-attr]


def test_cells_stand_in_order_and_hold_what_excel_can_hold(trees: dict[str, ET.Element]) -> None:
    for _, tree, _ in worksheets(trees):
        for number, row in enumerate(tree.iter(f"{MAIN}row"), start=1):
            assert row.get("r") == str(number)
            assert float(row.get("ht", "1")) <= 409
            columns = [range_boundaries(cell.get("r"))[0] for cell in row]
            assert columns == sorted(set(columns))
            assert all(len("".join(cell.itertext())) <= 32_767 for cell in row)
        assert all(float(column.get("width", "1")) <= 255 for column in tree.iter(f"{MAIN}col"))


def test_links_are_as_many_and_as_long_as_excel_opens(trees: dict[str, ET.Element]) -> None:
    for _, tree, related in worksheets(trees):
        links = list(tree.iter(f"{MAIN}hyperlink"))
        assert len(links) <= 65_530
        assert len({link.get("ref") for link in links}) == len(links)
        for link in links:
            _, target = related.get(link.get(f"{RELATION}id", ""), ("", ""))
            assert target or link.get("location")
            assert "#" not in target
            assert len(f"{target}#{link.get('location', '')}") <= 2_079
            assert re.fullmatch(r"[!-~]*", target), "an address is a URI"


def test_each_note_has_its_box_and_stands_at_a_cell_of_its_own(trees: dict[str, ET.Element]) -> None:
    noted = []
    for _, tree, related in worksheets(trees):
        kinds = Counter(kind for kind, _ in related.values())
        assert kinds["comments"] == kinds["vmlDrawing"] == len(tree.findall(f"{MAIN}legacyDrawing")) <= 1
        if not kinds["comments"]:
            continue
        targets = {kind: target.removeprefix("/") for kind, target in related.values()}
        comments = [one.get("ref", "") for one in trees[targets["comments"]].iter(f"{MAIN}comment")]
        assert len(set(comments)) == len(comments)
        boxes = [
            f"{get_column_letter(int(box.findtext(f'{EXCEL}Column', '')) + 1)}{int(box.findtext(f'{EXCEL}Row', '')) + 1}"
            for box in trees[targets["vmlDrawing"]].iter(f"{EXCEL}ClientData")
        ]
        assert boxes == comments
        shapes = [one.get("id") for one in trees[targets["vmlDrawing"]].iter(f"{VML}shape")]
        assert len(set(shapes)) == len(shapes)
        noted.append(tree.find(f".//{MAIN}sheetView").get("rightToLeft") == "1")  # type: ignore[union-attr]
        directions = {box.get("style") for box in trees[targets["vmlDrawing"]].iter(f"{VML}textbox")}
        assert len(directions) == 1
        assert ("direction:RTL" in str(directions)) == noted[-1]
    assert noted == [False, False, True, False]


def test_the_boxes_of_notes_have_the_names_that_excel_gives(parts: dict[str, bytes]) -> None:
    for name, data in parts.items():
        if name.endswith(".vml"):
            assert b"<v:shape " in data
            assert b"ns0:" not in data
