"""Bring the files of the curated tables into their one form, without changing what a cell says.

Rows are sorted as the schema declares (the order that ``validate`` checks), columns stand in the schema's order,
cells are quoted only where they must be; UTF-8 without a byte order mark, LF, one line end at the end, and letters
composed in Unicode's normal form C. Nothing else is touched: spaces, spellings and numbers stay as typed, and so
do invisible characters, those that turn the direction of writing among them. A person should see where they stood
and why, so ``validate`` reports them and nothing removes them in silence.
"""

from __future__ import annotations

import contextlib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dgsn_opendata.csvfile import decode, read_bytes
from dgsn_opendata.exports.serialising import write_rows
from dgsn_opendata.frames import parse_table
from dgsn_opendata.locating import given_package
from dgsn_opendata.locking import alone
from dgsn_opendata.replacing import replace_file
from dgsn_opendata.rules.order import sort_rows
from dgsn_opendata.schemas import read_schema, table_names

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence
    from pathlib import Path

    from dgsn_opendata.findings import Finding
    from dgsn_opendata.schemas import TableSchema

# With these a file cannot be read so that every cell is sure to be where it was meant.
_LOSSES = {
    "empty-file", "encoding", "separator", "unclosed-quote", "ragged-row", "missing-column", "extra-column",
    "duplicate-column",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Formatting:
    """What formatting a package has done or would do: the files out of form, and why others had to be left."""

    changed: Sequence[Path]
    refused: Sequence[Finding]


def format_package(folder: str | os.PathLike[str] | None = None, *, check: bool = False) -> Formatting:
    """Bring every curated table of a package folder into form; by default of the package that is installed.

    A file that is in form is not written, and one that cannot be read without loss is left as it is. With
    ``check`` nothing is written. Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` where there is no such
    folder or a file cannot be written.

    >>> format_package(check=True)
    Formatting(changed=[], refused=[])
    """
    folder = given_package(folder)
    with contextlib.nullcontext() if check else alone(folder):
        return _format(folder, check=check)


def _format(folder: Path, *, check: bool) -> Formatting:
    changed = []
    refused = []
    for name in table_names("curated"):
        schema = read_schema(name)
        path = schema.path_in(folder)
        data, found = read_bytes(path, path.name, folder)
        formatted, losses = (None, found) if data is None else format_table(data, schema, path.name)
        refused += losses
        if formatted is not None and formatted != data:
            changed.append(path)
            if not check:
                replace_file(path, formatted)
    return Formatting(changed, refused)


def format_table(data: bytes, schema: TableSchema, file: str) -> tuple[bytes | None, list[Finding]]:
    r"""Return the bytes of a table's file in form; or none, and what keeps the file from being read without loss.

    ``file`` is how findings name the file.

    >>> rows = "\ufeffbreakdown,category,label_en,label_fr,label_ar,code,parent\r\nb,a,B,B,B,,\r\na,b,A,A,A,,"
    >>> format_table(rows.encode(), read_schema("categories"), "categories.csv")[0].decode().splitlines()[1:]
    ['a,b,A,A,A,,', 'b,a,B,B,B,,']
    """
    text, findings = decode(data, file)
    if text is None:
        return None, findings
    # None of this moves a cell: commas, quotes and line ends are composed with nothing.
    text = unicodedata.normalize("NFC", re.sub(r"\r\n?", "\n", text)).rstrip("\n") + "\n"
    table, findings = parse_table(text.encode("utf-8"), schema, file)
    losses = [finding for finding in findings if finding.code in _LOSSES]
    if table is None or losses:
        return None, losses
    order = sort_rows(table.values, schema).index
    return write_rows(schema.names, table.texts.loc[order].itertuples(index=False)), []
