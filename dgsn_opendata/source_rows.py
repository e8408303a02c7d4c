"""The table of sources as a file that people keep: one row is added or filled in, the others are left alone."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dgsn_opendata.addresses import page_key
from dgsn_opendata.csvfile import read_bytes, read_records
from dgsn_opendata.curating import insert_rows
from dgsn_opendata.errors import EnvironmentProblem
from dgsn_opendata.exports.serialising import write_rows
from dgsn_opendata.frames import parse_table
from dgsn_opendata.locking import alone
from dgsn_opendata.replacing import replace_file
from dgsn_opendata.schemas import read_schema

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from dgsn_opendata.csvfile import Records

_TABLE = "sources"
_KEY = "source_id"
_PREFIX = re.compile(r"(.+?)-[0-9]{4}(?:-.*)?")
_LETTERS = str.maketrans({"’": "", "'": "", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})
_OTHER = re.compile(r"[^a-z0-9]+")


class SourceRows:
    """The rows of ``data/sources.csv`` in a package folder, by their id, as texts.

    Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` where the file is missing or damaged.
    """

    def __init__(self, package: Path) -> None:
        schema = read_schema(_TABLE)
        self._package = package
        self.path = schema.path_in(package)
        records, findings = read_records(self.path, self.path.name, package)
        if records is None or findings or tuple(records.header) != schema.names:
            raise EnvironmentProblem(f"{self.path} is missing or damaged", "See why: dgsn-opendata validate")
        self._records: Records = records
        self.rows = {row[_KEY]: row for row in (dict(zip(schema.names, one, strict=True)) for one in records.rows)}

    def find_page(self, *addresses: str) -> str:
        """Return the id of the source that one of these addresses is the page of; empty where there is none."""
        wanted = {page_key(address) for address in addresses if address}
        pages = (name for name, row in self.rows.items() if row["url"] and page_key(row["url"]) in wanted)
        return next(pages, "")

    def publishers_at(self, address: str) -> list[str]:
        """Return the publishers of the known pages of an address's host."""
        host = _host(address)
        return sorted({row["publisher"] for row in self.rows.values() if row["url"] and _host(row["url"]) == host})

    def propose_id(self, publisher: str, date: str) -> str:
        """Return a new identifier of publisher and date, as those there are made; empty where either is unknown.

        The publisher is spelt as in its other rows. A second article of a day is numbered.
        """
        alike = [name for name, row in self.rows.items() if row["publisher"] == publisher]
        spelt = Counter(found[1] for name in alike if (found := _PREFIX.fullmatch(name)))
        prefix = spelt.most_common(1)[0][0] if spelt else make_slug(publisher)
        if not (prefix and date):
            return ""
        name, number = f"{prefix}-{date}", 1
        while name in self.rows:
            number += 1
            name = f"{prefix}-{date}-{number}"
        return name

    def put(self, row: Mapping[str, str]) -> bytes:
        """Return the file with a row added in its place, or in the place of the row of that id.

        Every other line stays byte for byte.
        """
        schema, data = read_schema(_TABLE), self._records.data
        if row[_KEY] not in self.rows:
            table, _ = parse_table(data, schema, self.path.name)
            return data if table is None else insert_rows(table, [row])
        lines = (data if data.endswith(b"\n") else data + b"\n").splitlines(keepends=True)
        starts = [*(line - 1 for line in self._records.lines), len(lines)]
        place = [one[0] for one in self._records.rows].index(row[_KEY])
        return b"".join([*lines[: starts[place]], write_row(row), *lines[starts[place + 1] :]])

    def write(self, row: Mapping[str, str]) -> None:
        """Put a row into the file, as :meth:`put` does.

        Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` where the file is not the one that was read.
        """
        with alone(self._package):
            if read_bytes(self.path, self.path.name, self._package)[0] != self._records.data:
                raise EnvironmentProblem(f"{self.path} was changed while the row was made", "Capture it again.")
            replace_file(self.path, self.put(row))


def write_row(row: Mapping[str, str]) -> bytes:
    r"""Return a row of sources as its line of CSV; columns that it lacks are empty.

    >>> write_row({"source_id": "a-2024", "title": "One, two"})
    b'a-2024,"One, two",,,,,,,,,,,,\n'
    """
    names = read_schema(_TABLE).names
    return write_rows(names, [[row.get(name, "") for name in names]]).partition(b"\n")[2]


def make_slug(name: str) -> str:
    """Return a publisher's name as identifiers have it; empty where it has no Latin letter or digit.

    >>> make_slug("L’Œil du Rif"), make_slug("Yeni Şafak FR"), make_slug("هسبريس")
    ('loeil_du_rif', 'yeni_safak_fr', '')
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _OTHER.sub("_", letters.lower()).strip("_")


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")
