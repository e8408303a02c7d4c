"""How documents and rows become bytes, the same in every format that is JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable


def write_json(document: Any) -> bytes:
    r"""Return a document as indented JSON in UTF-8 that ends with a line end.

    >>> write_json({"title": "الأمن"}).decode()
    '{\n  "title": "الأمن"\n}\n'
    """
    return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n".encode()


def write_rows(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    r"""Return rows as CSV by RFC 4180, but with LF alone: UTF-8, commas, a header row.

    >>> write_rows(["a", "b"], [["1", "x, y"]])
    b'a,b\n1,"x, y"\n'
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8")
