"""Bringing the curated tables into form."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dgsn_opendata.errors import EnvironmentProblem
from dgsn_opendata.formatting import format_package, format_table
from dgsn_opendata.frames import parse_table
from dgsn_opendata.rules.order import check_order
from dgsn_opendata.schemas import read_schema
from tests.small import change, places, read, rewrite

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = read_schema("categories")
# What hands and spreadsheets leave in cells: quotes, separators, breaks, marks that nobody sees, letters in two parts.
CELLS = st.text(st.sampled_from("abZé 7.,;\"'\n\u0301\u200f\u202b\ufeff\u0625الأ=-\x85\u2028"), max_size=5)
NOT_IN_FORM = {"line-ending", "byte-order-mark", "sort-order", "not-normalised", "column-order", "unclosed-quote"}


def cells_of(data: bytes) -> Counter[str]:
    rows = csv.reader(io.StringIO(data.decode("utf-8").removeprefix("\ufeff"), newline=""))
    return Counter(unicodedata.normalize("NFC", cell.replace("\r\n", "\n").replace("\r", "\n")) for row in rows for cell in row)  # fmt: skip


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Give a file of categories as anything but this program might write it."""
    order = draw(st.permutations(SCHEMA.names))
    rows = draw(st.lists(st.tuples(*[CELLS for _ in order]), max_size=5))
    buffer = io.StringIO(newline="")
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    # With CR as its line end, the csv module leaves a cell with LF in it unquoted.
    quotes_all = end == "\r" or draw(st.booleans())
    csv.writer(buffer, lineterminator=end, quoting=csv.QUOTE_ALL if quotes_all else csv.QUOTE_MINIMAL).writerows(
        [order, *rows]
    )
    return (draw(st.sampled_from(["", "\ufeff"])) + buffer.getvalue() + draw(st.sampled_from(["", "\n"]))).encode()  # fmt: skip


@settings(max_examples=40)
@given(files())
def test_formatting_changes_no_cell_leaves_nothing_out_of_form_and_is_done_once(data: bytes) -> None:
    formatted, losses = format_table(data, SCHEMA, "categories.csv")
    assert losses == []
    assert formatted is not None
    assert cells_of(formatted) == cells_of(data)
    assert format_table(formatted, SCHEMA, "categories.csv")[0] == formatted
    table, findings = parse_table(formatted, SCHEMA, "categories.csv")
    assert table is not None
    assert not {one.code for one in [*findings, *check_order({"categories": table})]} & NOT_IN_FORM


def test_the_published_tables_are_in_form() -> None:
    formatting = format_package(check=True)
    assert (formatting.changed, formatting.refused) == ([], [])


def test_a_table_is_sorted_and_the_others_are_not_touched(small: Path) -> None:
    lines = read(small, "observations").splitlines(keepends=True)
    rewrite(
        small, "observations", b"\xef\xbb\xbf" + b"".join([lines[0], *reversed(lines[1:])]).replace(b"\n", b"\r\n")
    )
    times = {path: path.stat().st_mtime_ns for path in (small / "data").iterdir()}
    path = small / "data" / "observations.csv"
    before = path.read_bytes()
    assert format_package(small, check=True).changed == [path]
    assert path.read_bytes() == before
    assert format_package(small).changed == [path]
    assert read(small, "observations") == b"".join(lines)
    assert [one for one in times if one.stat().st_mtime_ns != times[one]] == [path]
    assert format_package(small).changed == []


def test_cells_keep_their_spaces_numbers_and_marks_that_validate_reports(small: Path) -> None:
    change(
        small, "observations", "600,exact,600,1,alpha-2024,,,", '600.0,exact,600,1,alpha-2024,,," a\u202b \u200b"'
    )
    format_package(small)
    assert "600.0,exact,600,1,alpha-2024,,, a\u202b \u200b\n".encode() in read(small, "observations")
    assert {place[0] for place in places(small)} == {"invisible-character", "surrounding-space"}


def test_letters_are_composed_before_rows_are_sorted(small: Path) -> None:
    change(small, "categories", "centre,south,South,Sud", "centre,south,South,Sude\u0301")
    format_package(small)
    assert "South,Sudé,".encode() in read(small, "categories")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"\xff\xfea\x00", "encoding"),
        ("breakdown,category\nمكالمة,x\n".encode("cp1256"), "encoding"),
        (b"breakdown;category\n", "separator"),
        (b'breakdown,category,label_en,label_fr,label_ar,code,parent\na,"b,c,d,e,,\n', "unclosed-quote"),
        (b"breakdown,category,label_en,label_fr,label_ar,code,parent\na,b\n", "ragged-row"),
        (b"breakdown,category,label_en,label_fr,label_ar,code,parent\n\na,b,,,,,\n", "ragged-row"),
        (b"breakdown,category,label_en,label_fr,label_ar,code,parent,colour\n", "extra-column"),
        (b"breakdown,category,label_en,label_fr,label_ar,code\n", "missing-column"),
        (b"breakdown,category,label_en,label_fr,label_ar,code,parent,code\n", "duplicate-column"),
    ],
)
def test_a_file_that_cannot_be_read_without_loss_is_refused_and_left(small: Path, data: bytes, code: str) -> None:
    rewrite(small, "categories", data)
    rewrite(small, "waivers", read(small, "waivers").replace(b"\n", b"\r\n"))
    formatting = format_package(small)
    assert code in {one.code for one in formatting.refused}
    assert {one.file for one in formatting.refused} == {"categories.csv"}
    assert read(small, "categories") == data
    assert [path.name for path in formatting.changed] == ["waivers.csv"]


def test_a_missing_table_is_said_to_be_missing(small: Path) -> None:
    (small / "data" / "gaps.csv").unlink()
    assert [str(one) for one in format_package(small).refused] == [
        "gaps.csv: the table's file is missing [missing-table]"
    ]


def test_where_a_file_cannot_be_written_it_stays(small: Path) -> None:
    rewrite(small, "waivers", read(small, "waivers").replace(b"\n", b"\r\n"))
    before = read(small, "waivers")
    (small / "data" / ".waivers.csv.new").mkdir()
    with pytest.raises(EnvironmentProblem, match=r"waivers\.csv cannot be written"):
        format_package(small)
    assert read(small, "waivers") == before


def test_a_folder_that_is_no_package_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="has no data folder"):
        format_package(tmp_path)
