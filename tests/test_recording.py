"""Taking completed rows over into the package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from dgsn_opendata import recording
from dgsn_opendata.errors import EnvironmentProblem, FindingsStand
from dgsn_opendata.exports.serialising import write_rows
from dgsn_opendata.formatting import format_package
from dgsn_opendata.recording import Recording, record
from dgsn_opendata.report import Report
from dgsn_opendata.suggesting import columns
from dgsn_opendata.validation import validate
from tests.small import ROWS, change, read

if TYPE_CHECKING:
    from pathlib import Path

URGENT = {
    "year": "2025", "period": "year", "year_basis": "report", "value": "310", "qualifier": "exact",
    "as_printed": "310 مكالمات", "occurrence": "1", "source_id": "gamma-2025", "kind": "statistic",
    "likely_1": "calls centre=south", "likely_2": "urgent_calls",
}  # fmt: skip
NAMED = {"indicator_id": "urgent_calls", "breakdown": "total", "category": "total"}
WAIVED = {
    "source_id": "gamma-2025",
    "as_printed": "17 دجنبر",
    "occurrence": "1",
    "reason": "date",
    "note": "The day.",
}
LINE = "urgent_calls,2025,year,report,total,total,310,exact,310 مكالمات,1,gamma-2025,,,"


def complete(folder: Path, *rows: dict[str, str], name: str = "rows.csv") -> Path:
    """Write rows as a person would leave them."""
    path = folder.parent / name
    path.write_bytes(write_rows(columns(), ([row.get(column, "") for column in columns()] for row in rows)))
    return path


def refusal(folder: Path, path: Path) -> str:
    """Return what is said of a file that is refused; nothing may have been written."""
    before = {one: one.read_bytes() for one in (folder / "data").iterdir()}
    with pytest.raises(FindingsStand) as caught:
        record(path, folder)
    assert {one: one.read_bytes() for one in (folder / "data").iterdir()} == before
    assert caught.value.title == f"Nothing has been recorded from {path.name}"
    return caught.value.details


def refused(folder: Path, *rows: dict[str, str]) -> list[str]:
    """Return what is said of rows that are refused, without the advice."""
    return refusal(folder, complete(folder, *rows)).splitlines()[::2]


def test_a_row_with_an_indicator_lands_in_its_place_and_one_with_a_reason_among_the_waivers(small: Path) -> None:
    before = read(small, "observations").decode().splitlines()
    result = record(complete(small, URGENT | NAMED, WAIVED, URGENT), small)
    assert result == Recording({"observations": 1, "waivers": 1}, already=0, waiting=1, warnings=[])
    lines = read(small, "observations").decode().splitlines()
    assert lines == [*before[:-1], LINE, before[-1]]
    assert read(small, "waivers").decode().splitlines()[1:] == [
        *ROWS["waivers"],
        "gamma-2025,17 دجنبر,1,date,The day.",
    ]
    assert validate(small).errors == []
    assert format_package(small, check=True).changed == []


def test_a_row_takes_a_likely_indicator_by_its_number_whatever_the_order_of_columns(small: Path) -> None:
    row = URGENT | {"take": "2"}
    names = [*reversed(row)] + [name for name in columns()[:14] if name not in row]
    path = small.parent / "rows.csv"
    path.write_bytes(write_rows(names, [[row.get(name, "") for name in names]]))
    record(path, small)
    assert LINE in read(small, "observations").decode().splitlines()


WRONG = [
    ({"indicator_id": "urgent_cals"}, 'indicator_id: no such row in the other table: found "urgent_cals", expected indicator_id of indicators [foreign-key]'),
    ({"category": "east", "breakdown": "centre"}, 'category: no such row in the other table: found "centre, east", expected breakdown, category of categories [foreign-key]'),
    ({"category": ""}, "category: the cell is empty: expected a value [required]"),
    ({"year": ""}, "year: the year and its basis do not fit together: expected a year, or the basis undated [year-basis]"),
    ({"year_basis": ""}, "year_basis: the cell is empty: expected a value [required]"),
    ({"period": ""}, "period: the cell is empty: expected a value [required]"),
    ({"year": "٢٠٢٥"}, 'year: the text is not of the column\'s kind: found "٢٠٢٥", expected a year of four ASCII digits [type]'),
    ({"value": "31"}, 'value: the row does not say what the printed figure says: found "31", expected 310, as "310 مكالمات أخرى" says [transcription]'),
    ({"note": " a"}, 'note: the cell begins or ends with a space: found " a" [surrounding-space]'),
    ({"indicator_id": "", "reason": "because", "occurrence": "x"}, 'occurrence: the text is not of the column\'s kind: found "x", expected a whole number of at most 18 ASCII digits [type]'),
]  # fmt: skip


def test_every_row_that_breaks_a_rule_is_named_by_line_and_column_and_none_is_written(small: Path) -> None:
    rows = [URGENT | NAMED | {"as_printed": "310 مكالمات أخرى"} | cells for cells, _ in WRONG]
    details = refusal(small, complete(small, URGENT | NAMED, WAIVED, *rows))
    assert "    Did you mean urgent_calls?" in details
    lines = details.splitlines()[::2]
    for number, (_, said) in enumerate(WRONG, start=4):
        assert f"rows.csv:{number}: {said}" in lines
    assert not [line for line in lines if not line.startswith("rows.csv:")]
    assert not [line for line in lines if line.startswith(("rows.csv:2:", "rows.csv:3:"))]


def test_a_row_that_says_two_things_at_once_is_refused(small: Path) -> None:
    code = "the value is not one of the codes allowed here: found"
    assert refused(
        small,
        URGENT | NAMED | {"reason": "date"},
        URGENT | NAMED | {"take": "1"},
        URGENT | {"take": "3"},
        URGENT | {"take": "yes"},
        URGENT | {"take": "2", "reason": "date"},
        URGENT | {"take": "1", "category": "north"},
    ) == [
        f'rows.csv:2: reason: {code} "date", expected nothing, for the row has an indicator [enum]',
        f'rows.csv:3: indicator_id: {code} "urgent_calls", expected nothing, or calls, which take says [enum]',
        f'rows.csv:4: take: {code} "3", expected the number of a likely indicator of this row [enum]',
        f'rows.csv:5: take: {code} "yes", expected the number of a likely indicator of this row [enum]',
        f'rows.csv:6: reason: {code} "date", expected nothing, for the row has an indicator [enum]',
        f'rows.csv:7: category: {code} "north", expected nothing, or south, which take says [enum]',
    ]


def test_doubled_keys_are_refused_whether_the_first_is_in_the_file_or_in_the_table(small: Path) -> None:
    recorded = dict(zip(columns(), ROWS["observations"][-2].split(","), strict=False))
    lines = refused(small, URGENT | NAMED, URGENT | NAMED | {"note": "Again."}, recorded | {"note": "Again."})
    said = [line.partition(", expected ")[2] for line in lines if "[primary-key]" in line]
    assert said == [
        "a key other than that of line 2 of rows.csv [primary-key]",
        "a key other than that of line 12 [primary-key]",
    ]
    assert lines[0].startswith("rows.csv:3: indicator_id: an earlier row has the same key")


def test_rows_that_the_tables_have_are_counted_and_left(small: Path) -> None:
    recorded = dict(zip(columns(), ROWS["observations"][-2].split(","), strict=False))
    before = read(small, "observations")
    result = record(complete(small, recorded, WAIVED), small)
    assert (result.already, dict(result.recorded)) == (1, {"observations": 0, "waivers": 1})
    assert read(small, "observations") == before


def test_an_error_that_a_new_row_brings_to_an_old_one_is_refused_too(small: Path) -> None:
    (line,) = refused(small, URGENT | NAMED | {"year": "2024", "source_id": "alpha-2024", "value": "301", "as_printed": "301"})  # fmt: skip
    assert "the source contradicts itself" in line


def test_an_error_that_a_new_row_brings_to_an_old_one_alone_is_refused_by_the_line_of_the_table(
    small: Path,
) -> None:
    part = {"breakdown": "centre", "category": "north", "year": "2023", "year_basis": "stated"}
    row = URGENT | part | {"indicator_id": "calls", "source_id": "alpha-2024", "value": "500", "as_printed": "500"}
    (line,) = refused(small, row)
    assert line.startswith("observations.csv:4: value: the parts do not add up to the total")


def test_what_was_wrong_before_keeps_nobody_from_recording(small: Path) -> None:
    change(
        small,
        "observations",
        "urgent_calls,2024,year,report,total,total,300",
        "urgent_calls,2024,year,report,total,total,301",
    )
    assert record(complete(small, URGENT | NAMED), small).recorded["observations"] == 1


def test_a_warning_about_a_new_row_is_told_by_its_line(small: Path) -> None:
    row = URGENT | NAMED | {"note": "More than all calls, 1200: the source prints 1310.", "value": "1310", "as_printed": "1310"}  # fmt: skip
    (warning,) = record(complete(small, row), small).warnings
    assert str(warning).startswith("rows.csv:2: value: a part is greater than its whole")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_may_come_from_any_spreadsheet(small: Path, separator: str, end: str) -> None:
    path = complete(small, URGENT, {}, URGENT, {})
    text = path.read_text(encoding="utf-8").replace(",", separator).replace("\n", end)
    path.write_bytes(b"\xef\xbb\xbf" + text.encode() + end.encode())
    assert record(path, small).waiting == 2


HEADER = ",".join(columns())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "rows.csv: the file is empty [empty-file]"),
        (HEADER.encode("utf-16"), 'rows.csv:1: the bytes are not UTF-8 text: found "UTF-16", expected UTF-8 [encoding]'),
        (f"{HEADER}\nمكالمة".encode("cp1256"), 'rows.csv:2: the bytes are not UTF-8 text: found "bytes that read as Arabic in Windows-1256", expected UTF-8 [encoding]'),
        (b"PK\x03\x04\xff", 'rows.csv:1: the bytes are not UTF-8 text: found "a zip archive, such as an XLSX workbook", expected UTF-8 [encoding]'),
        (HEADER.replace(",", "|").encode(), 'rows.csv:1: the columns are not separated by commas: found "|", expected "," [separator]'),
        (f'{HEADER}\n"a'.encode(), "rows.csv:2: a quotation mark is not closed"),
        (f"{HEADER}\na,b\n".encode(), "rows.csv:2: the row has not as many cells"),
        (HEADER.replace("reason", "resaon").encode(), "rows.csv:1: resaon: the table has no such column: expected reason [extra-column]"),
        (f"{HEADER},mine".encode(), "rows.csv:1: mine: the table has no such column [extra-column]"),
        (HEADER.replace("year_basis,", "").encode(), "rows.csv:1: year_basis: a column of the table is missing [missing-column]"),
        (f"{HEADER},take".encode(), 'rows.csv:1: take: two columns have this name: found "take" [duplicate-column]'),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_for_certain_is_refused(small: Path, data: bytes, said: str) -> None:
    path = small.parent / "rows.csv"
    path.write_bytes(data)
    assert refusal(small, path).startswith(said)


def test_where_one_table_cannot_be_written_neither_is(small: Path) -> None:
    (small / "data" / ".waivers.csv.new").mkdir()
    before = read(small, "observations")
    with pytest.raises(EnvironmentProblem, match=r"waivers\.csv cannot be written"):
        record(complete(small, URGENT | NAMED, WAIVED), small)
    assert read(small, "observations") == before
    assert not (small / "data" / ".observations.csv.new").exists()


def test_a_table_that_is_changed_meanwhile_is_not_written_over(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change_it(*arguments: Any) -> Report:
        change(small, "observations", "calls,2023", "calls,2022")
        return Report([], {})

    monkeypatch.setattr(recording, "check_tables", change_it)
    with pytest.raises(EnvironmentProblem, match=r"observations\.csv was changed while the rows were checked"):
        record(complete(small, URGENT | NAMED), small)
    assert "calls,2022" in read(small, "observations").decode()


def test_a_file_without_completed_rows_asks_no_rule(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(recording, "check_tables")
    assert record(complete(small, URGENT), small) == Recording({"observations": 0, "waivers": 0}, 0, 1, [])


def test_a_table_with_rows_that_cannot_be_read_is_left_alone(small: Path) -> None:
    change(small, "waivers", "alpha-2024,19,1,identifier,The emergency number.", "alpha-2024,19")
    with pytest.raises(FindingsStand):
        record(complete(small, WAIVED), small)
