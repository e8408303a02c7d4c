"""Read a CSV file strictly: every record with the physical line it begins on, every fault as a finding.

The form is the project's own (UTF-8, commas, LF, a header row, RFC 4180 quotes). pandas reads such a file faster,
but repairs or swallows what is wrong with it and forgets the lines; ``load`` uses pandas, ``validate`` this.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dgsn_opendata.collecting import Uncollected
from dgsn_opendata.decoding import is_arabic
from dgsn_opendata.errors import closest
from dgsn_opendata.findings import Finding, limit
from dgsn_opendata.opening import LeadsOut, NotRegular, read_file
from dgsn_opendata.phrases import NOTHING, any_of, phrase, verbatim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from dgsn_opendata.phrases import Phrase

_BOM = "\ufeff"
_END = "unexpected end of data"  # what csv says of a quote that nothing closes
_TOO_LONG = "field larger"  # what csv says of a cell that is longer than its limit
_OTHER_LINE_END = re.compile(r"\r\n?")
# A spreadsheet's cell holds no more. A longer one is the rest of the file behind a quotation mark, or an attack.
LONGEST_CELL = 32_767
_WIDE = {2: "UTF-16", 4: "UTF-32"}  # by the bytes of a letter
_SAMPLE = 100_000  # bytes that show how a file is written
_HEAD = 32  # bytes of a file in which there are names of columns alone


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a CSV file: the header, the rows (all as long as the header) and each row's first line.

    A text that stands in many cells is kept once: a tenth of the memory, and quicker to compare.
    ``ragged`` are the lines of the rows that had to be filled up or cut to that length, ``data`` the file's bytes.
    """

    header: list[str]
    rows: list[list[str]]
    lines: list[int]
    ragged: frozenset[int]
    data: bytes = b""


def read_records(path: Path, file: str, folder: Path | None = None) -> tuple[Records | None, list[Finding]]:
    """Return the records of a CSV file and what is wrong with its form; no records where it cannot be read.

    ``file`` is how findings name the file, ``folder`` the package that it must not lead out of.
    """
    data, findings = read_bytes(path, file, folder)
    return (None, findings) if data is None else parse_records(data, file)


def read_bytes(path: Path, file: str, folder: Path | None = None) -> tuple[bytes | None, list[Finding]]:
    """Return the bytes of a table's file; or none, and why they cannot be had."""
    try:
        return read_file(path, folder), []
    except FileNotFoundError:
        return None, [Finding("missing-table", file)]
    except NotRegular:
        return None, [Finding("unreadable", file, expected=phrase("regular-file"))]
    except LeadsOut:
        return None, [Finding("unreadable", file, expected=phrase("file-inside"))]
    except OSError as error:
        return None, [Finding("unreadable", file, found=error.strerror or str(error))]


def parse_records(data: bytes, file: str, separator: str = ",") -> tuple[Records | None, list[Finding]]:
    r"""Return the records in the bytes of a CSV file and what is wrong with its form, as :func:`read_records`.

    >>> parse_records("year\n2024\n".encode(), "series.csv")[0].rows
    [['2024']]
    """
    text, findings = decode(data, file)
    if text is None:
        return None, findings
    records, more = _parse(text, file, separator)
    return replace(records, data=data) if records else None, findings + more


def decode(data: bytes, file: str) -> tuple[str | None, list[Finding]]:
    r"""Return the text of a file and what is wrong with its bytes; no text where they are not UTF-8.

    >>> decode(b"\xff\xfea\x00", "sources.csv")[1][0].found
    'UTF-16'
    """
    if not data:
        return None, [Finding("empty-file", file)]
    if wide := _wide_encoding(data):
        return None, [Finding("encoding", file, 1, found=verbatim(wide), expected=verbatim("UTF-8"))]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [
            Finding("encoding", file, line, found=_guess_encoding(data, error), expected=verbatim("UTF-8"))
        ]
    findings = []
    if text.startswith(_BOM):
        findings.append(Finding("byte-order-mark", file, 1))
        text = text.removeprefix(_BOM)
    if "\r" in text:
        other = _OTHER_LINE_END.findall(text)
        line = text[: _OTHER_LINE_END.search(text).start()].count("\n") + 1  # type: ignore[union-attr]
        name = "CRLF" if other[0] == "\r\n" else "CR"
        found = phrase("line-ends", mark=name, number=len(other))
        findings.append(Finding("line-ending", file, line, found=found, expected=verbatim("LF")))
    if not text or text.isspace():
        return None, [*findings, Finding("empty-file", file)]
    return text, findings


def match_header(header: Sequence[str], expected: Sequence[str], file: str) -> list[Finding]:
    """Return what a header lacks, has too much, twice or in another order than expected.

    >>> [str(finding) for finding in match_header(["yaer"], ["year"], "series.csv")][0]
    'series.csv:1: yaer: the table has no such column: expected year [extra-column]'
    """
    findings = limit(_superfluous(header, expected, file))
    seen = set(header)
    findings += [Finding("missing-column", file, 1, name) for name in expected if name not in seen]
    known = [name for name in dict.fromkeys(header) if name in expected]
    order = [name for name in expected if name in seen]
    if known != order:
        findings.append(
            Finding("column-order", file, 1, found=",".join(known), expected=verbatim(",".join(order)))
        )
    return findings


def _parse(text: str, file: str, separator: str) -> tuple[Records | None, list[Finding]]:
    with _cells_of_a_spreadsheet(), Uncollected():
        records = _parse_faultless(text, separator)
        return (records, []) if records else _parse_faulty(text, file, separator)


def _parse_faultless(text: str, separator: str) -> Records | None:
    """Return the records of a text whose rows stand on a line each and are of one length; else nothing."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    once: dict[str, str] = {}
    try:
        header, *rows = [list(map(once.setdefault, row, row)) for row in reader]
    except (csv.Error, ValueError):
        return None
    whole = reader.line_num == len(rows) + 1 and {len(header)}.issuperset(map(len, rows))
    if not whole or not header or _other_separator(header):
        return None
    return Records(header, rows, [*range(2, len(rows) + 2)], frozenset())


def _parse_faulty(text: str, file: str, separator: str) -> tuple[Records | None, list[Finding]]:
    findings: list[Finding] = []
    broken: list[tuple[int, Phrase]] = []
    header: list[str] | None = None
    rows: list[list[str]] = []
    lines: list[int] = []
    ragged: dict[int, int] = {}
    once: dict[str, str] = {}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            if str(error).startswith(_TOO_LONG):
                bound = phrase("characters-at-most", bound=LONGEST_CELL)
                advice = phrase("shorten-or-close")
                return None, [*findings, Finding("max-length", file, line, expected=bound, advice=advice)]
            broken.append((line, phrase("file-ends" if str(error) == _END else "text-behind-quote")))
            continue
        if header is None and not row:
            blank, wanted = phrase("blank-line"), phrase("the-header")
            findings.append(Finding("ragged-row", file, line, found=blank, expected=wanted))
            continue
        if header is None:
            header = row
            if other := _other_separator(row):
                wanted = phrase("a-comma")
                return None, [*findings, Finding("separator", file, 1, found=other, expected=wanted)]
            continue
        if len(row) != len(header):
            ragged[line] = len(row)
            row = (row + [""] * len(header))[: len(header)]
        rows.append(list(map(once.setdefault, row, row)))
        lines.append(line)
    findings += limit(Finding("unclosed-quote", file, line, found=found) for line, found in broken)
    if header is None:
        return None, findings
    wanted = phrase("cells", number=len(header))
    findings += limit(
        Finding("ragged-row", file, line, found=_say_cells(number), expected=wanted)
        for line, number in ragged.items()
    )
    return Records(header, rows, lines, frozenset(ragged)), findings


def _superfluous(header: Sequence[str], expected: Sequence[str], file: str) -> Iterator[Finding]:
    lacking = [name for name in expected if name not in header]
    seen: set[str] = set()
    for name in header:
        if name in seen:
            yield Finding("duplicate-column", file, 1, name, found=name)
        elif name not in expected:
            likely = closest(name, lacking)
            advice = phrase("did-you-mean", names=likely[0]) if likely else NOTHING
            yield Finding("extra-column", file, 1, name, expected=any_of(likely), advice=advice)
        seen.add(name)


def _say_cells(number: int) -> Phrase:
    name = {0: "blank-line", 1: "a-cell"}.get(number)
    return phrase(name) if name else phrase("cells", number=number)


@contextlib.contextmanager
def _cells_of_a_spreadsheet() -> Iterator[None]:
    other = csv.field_size_limit(LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(other)


def _other_separator(header: list[str]) -> str:
    if len(header) == 1:
        return next((mark for mark in ";\t|" if mark in header[0]), "")
    return ""


def _wide_encoding(data: bytes) -> str:
    """Return the name of an encoding with two or four bytes a letter, where a file begins so; else nothing."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return _WIDE[4]
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _WIDE[2]
    # Without a mark, the names of columns show it: each of their letters has empty bytes beside it.
    head = data[:_HEAD]
    zeros = head.count(0)
    return next((name for size, name in _WIDE.items() if zeros and zeros == len(head) * (size - 1) // size), "")


def _guess_encoding(data: bytes, error: UnicodeDecodeError) -> Phrase:
    if data.startswith(b"PK\x03\x04"):
        return phrase("zip-archive")
    if is_arabic(data[:_SAMPLE].decode("cp1256", errors="replace")):
        return phrase("windows-arabic")
    return phrase("a-byte", byte=f"{data[error.start]:02X}")
