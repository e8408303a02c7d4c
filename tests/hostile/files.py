"""Bad files of tables: their encoding, their line ends, their quotation marks, their rows and columns."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from tests.faults import replaced
from tests.hostile.cases import Bad

if TYPE_CHECKING:
    from collections.abc import Callable

_NUMBER = b"The emergency number."


def _waivers(code: str, line: int | None, column: str | None, make: Callable[[bytes], bytes]) -> Bad:
    return Bad(code, "waivers.csv", line, column, replaced("waivers", make))


def _encoded(encoding: str, table: str, line: int = 1, mark: bytes = b"") -> Bad:
    return Bad(
        "encoding",
        f"{table}.csv",
        line,
        None,
        replaced(table, lambda data: mark + data.decode().encode(encoding, "replace")),
    )


_ENCODINGS = {
    "UTF-16 without a mark": _encoded("utf-16-le", "waivers"),
    "UTF-16, the great end first, without a mark": _encoded("utf-16-be", "waivers"),
    "UTF-16 with its mark": _encoded("utf-16", "categories"),
    "UTF-16, the great end first": _encoded("utf-16-be", "categories", mark=b"\xfe\xff"),
    "UTF-32": _encoded("utf-32", "categories"),
    "UTF-32 without a mark": _encoded("utf-32-be", "categories"),
    "Latin-1": _encoded("latin-1", "indicators", 2),
    "Windows-1252": _encoded("cp1252", "indicators", 2),
    "Mac Roman": _encoded("mac-roman", "indicators", 2),
    "ISO 8859-6": _encoded("iso8859-6", "categories", 2),
    "Windows-1256 of a single label": Bad(
        "encoding", "categories.csv", 8, None,
        replaced("categories", lambda data: data.replace("المجموع".encode(), "المجموع".encode("cp1256"))),
    ),
    "a letter cut in two": _waivers("encoding", 2, None, lambda data: data.replace(_NUMBER, "é".encode()[:1])),
    "half a pair of surrogates": _waivers("encoding", 2, None, lambda data: data.replace(_NUMBER, b"\xed\xa0\x80")),
    "a slash written too long": _waivers("encoding", 2, None, lambda data: data.replace(_NUMBER, b"\xc0\xaf")),
    "a letter beyond Unicode": _waivers("encoding", 2, None, lambda data: data.replace(_NUMBER, b"\xf4\x90\x80\x80")),
    "a mark of another file in the middle": _waivers(
        "invisible-character", 2, "note", lambda data: data.replace(_NUMBER, b"The \xef\xbb\xbf number")
    ),
    "two byte order marks": _waivers("byte-order-mark", 1, None, lambda data: b"\xef\xbb\xbf" * 2 + data),
    "a mark and CRLF": _waivers("line-ending", 1, None, lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")),
    "a packed table": _waivers("encoding", 1, None, gzip.compress),
    "a picture": _waivers("encoding", 1, None, lambda _: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    "a database": _waivers("missing-column", 1, "source_id", lambda _: b"SQLite format 3\0\x10\0"),
    "zeros alone": _waivers("missing-column", 1, "source_id", lambda _: bytes(1000)),
    "ten megabytes of noise": _waivers("encoding", 1, None, lambda _: bytes(range(255, 0, -1)) * 40_000),
    "a page of HTML": _waivers("missing-column", 1, "note", lambda _: b"<!DOCTYPE html><html><body>404</body></html>\n"),
    "JSON": _waivers("missing-column", 1, "note", lambda _: b'[{"source_id": "alpha-2024"}]\n'),
    "spaces alone": _waivers("empty-file", None, None, lambda _: b"   \n \t \n"),
    "a byte order mark alone": _waivers("empty-file", None, None, lambda _: b"\xef\xbb\xbf"),
}  # fmt: skip

_LINES = {
    "CR alone": _waivers("line-ending", 1, None, lambda data: data.replace(b"\n", b"\r")),
    "CRLF on the header alone": _waivers("line-ending", 1, None, lambda data: data.replace(b"\n", b"\r\n", 1)),
    "CRLF behind LF": _waivers("line-ending", 2, None, lambda data: data[:-1] + b"\r\n"),
    "CR CR LF": _waivers("line-ending", 1, None, lambda data: data.replace(b"\n", b"\r\r\n")),
    "LF CR": _waivers("line-ending", 2, None, lambda data: data.replace(b"\n", b"\n\r")),
    "the line separator of Unicode": _waivers(
        "control-character", 2, "note", lambda data: data.replace(b"The e", "The\u2028e".encode())
    ),
    "the next line of mainframes": _waivers(
        "control-character", 2, "note", lambda data: data.replace(b"The e", "The\u0085e".encode())
    ),
    "a form feed": _waivers("control-character", 2, "note", lambda data: data.replace(b"The e", b"The\x0ce")),
    "CR inside of a cell": _waivers("control-character", 2, "note", lambda data: data.replace(_NUMBER, b'"a\rb"')),
    "eleven thousand ends of lines": _waivers("more-findings", None, None, lambda data: data + b"\n" * 11_000),
    "eleven thousand carriage returns": _waivers("line-ending", 3, None, lambda data: data + b"\r" * 11_000),
    "rows of commas alone": _waivers("required", 3, "source_id", lambda data: data + b",,,,\n" * 5),
    "five thousand rows of commas": _waivers("required", 3, "source_id", lambda data: data + b",,,,\n" * 5_000),
    "a row of a space": _waivers("ragged-row", 3, None, lambda data: data + b" \n"),
}

_QUOTES = {
    "a quotation mark that closes in the next row": _waivers(
        "control-character", 2, "note", lambda data: data.replace(_NUMBER, b'"The') + b'x"\n'
    ),
    "quotation marks by the thousand": _waivers("unclosed-quote", 2, None, lambda data: data.replace(_NUMBER, b'"' * 10_001)),
    "quotation marks by the million": _waivers("max-length", 2, None, lambda data: data.replace(_NUMBER, b'"' * 1_000_001)),
    "single quotes": _waivers("ragged-row", 2, None, lambda data: data.replace(_NUMBER, b"'a, b'")),
    "a backslash before the mark": _waivers("unclosed-quote", 2, None, lambda data: data.replace(_NUMBER, b'"a \\" b"')),
    "an open header": _waivers("unclosed-quote", 1, None, lambda data: b'"' + data),
    "an open mark in every row": _waivers("unclosed-quote", 3, None, lambda data: data + b'"a"b,c\n' * 5_000),
}  # fmt: skip

_COLUMNS = {
    "no header": _waivers("missing-column", 1, "as_printed", lambda data: data.split(b"\n", 1)[1]),
    "a header twice": _waivers("enum", 2, "reason", lambda data: data.split(b"\n")[0] + b"\n" + data),
    "a header in capitals": _waivers("extra-column", 1, "SOURCE_ID", lambda data: data.replace(b"source_id", b"SOURCE_ID")),
    "a header with a space": _waivers("extra-column", 1, " note", lambda data: data.replace(b",note", b", note")),
    "a header with a Cyrillic letter": _waivers(
        "extra-column", 1, "n\u043ete", lambda data: data.replace(b"note", "n\u043ete".encode())
    ),
    "a header with a zero-width space": _waivers(
        "extra-column", 1, "no\\u200bte", lambda data: data.replace(b"note", "no\u200bte".encode())
    ),
    "a header with a NUL": _waivers("extra-column", 1, "no\\x00te", lambda data: data.replace(b"note", b"no\0te")),
    "a column without a name": _waivers("extra-column", 1, "", lambda data: data.replace(b",note\n", b",note,\n")),
    "a column misspelt": _waivers("extra-column", 1, "ocurrence", lambda data: data.replace(b"occurrence", b"ocurrence")),
    "the header alone, cut off": _waivers("missing-column", 1, "note", lambda _: b"source_id,as_printed,occ"),
    "a hundred thousand columns": _waivers(
        "more-findings", None, None, lambda data: data.replace(b",note", b",note" + b",x" * 100_000)
    ),
    "a hundred thousand columns of different names": _waivers(
        "missing-column", 1, "note", lambda _: ",".join(f"note{number}" for number in range(100_000)).encode()
    ),
    "a hundred thousand cells in a row": _waivers("ragged-row", 2, None, lambda data: data[:-1] + b"," * 100_000 + b"\n"),
    "pipes between the cells": _waivers("separator", 1, None, lambda data: data.replace(b",", b"|")),
    "semicolons in the rows alone": _waivers(
        "ragged-row", 2, None, lambda data: data.split(b"\n")[0] + b"\n" + data.split(b"\n")[1].replace(b",", b";") + b"\n"
    ),
    "a decimal comma": Bad(
        "ragged-row", "observations.csv", 2, None, replaced("observations", lambda data: data.replace(b",600,exact", b",600,0,exact"))
    ),
    "a cell of ten megabytes": _waivers("max-length", 2, None, lambda data: data.replace(_NUMBER, b"x" * 10_000_000)),
    "a cell of five million lines": _waivers(
        "max-length", 2, None, lambda data: data.replace(_NUMBER, b'"' + b"x\n" * 5_000_000 + b'"')
    ),
    "a header of ten megabytes": _waivers("max-length", 1, None, lambda _: b"a" * 10_000_000),
    "as many letters as a cell may have": _waivers("max-length", 2, "note", lambda data: data.replace(_NUMBER, b"x" * 32_767)),
    "eleven thousand rows of two cells": _waivers("ragged-row", 3, None, lambda data: data + b"a,b\n" * 11_000),
    "one row three thousand times": _waivers(
        "primary-key", 3, "source_id", lambda data: data + (data.split(b"\n")[1] + b"\n") * 3_000
    ),
    "three thousand rows upside down": _waivers(
        "sort-order", 3, "source_id",
        lambda data: data + b"".join(b"alpha-2024,%d,1,identifier,x\n" % number for number in range(13_000, 10_000, -1)),
    ),
}  # fmt: skip

FILES = {**_ENCODINGS, **_LINES, **_QUOTES, **_COLUMNS}
