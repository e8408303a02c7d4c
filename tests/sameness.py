"""Folders of built files compared byte for byte: run by scripts/reproduce, and used by the test that builds twice.

Another version of SQLite writes the same database in other bytes. Where the versions differ, what the database holds
is compared, and the files that give its digest, or that of one of these, without the digests.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import sqlite3
import sys
from pathlib import Path
from typing import Any

ABOUT = "about.txt"  # beside the files: what built them
SQLITE = re.compile(r"SQLite ([\d.]+)")
DEFINITIONS = """
SELECT name, sql FROM sqlite_master
WHERE name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow') ORDER BY rowid
"""


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files below a folder by their path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def differing(one: Path, other: Path) -> list[str]:
    """Return the paths of the files that only one of two folders has, or that have other bytes in the other."""
    first, second = read_files(one), read_files(other)
    return sorted(path for path in first.keys() | second.keys() if first.get(path) != second.get(path))


def dump(path: Path) -> list[Any]:
    """Return the definitions and all rows of a database, but for the tables that SQLite keeps its indexes in."""
    with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        definitions = database.execute(DEFINITIONS).fetchall()
        tables = [name for name, sql in definitions if re.match("CREATE (VIRTUAL )?TABLE", sql or "")]
        return [definitions, *(database.execute(f'SELECT rowid, * FROM "{name}"').fetchall() for name in tables)]


def unexcused(one: Path, other: Path) -> list[str]:
    """Return the paths of the files of two places that differ, and not by the version of SQLite alone."""
    versions = {SQLITE.findall((place / ABOUT).read_text(encoding="utf-8"))[0] for place in (one, other)}
    first, second = read_files(one / "files"), read_files(other / "files")
    paths = differing(one / "files", other / "files")
    databases = [path for path in paths if path.endswith(".sqlite") and path in first and path in second]
    if len(versions) == 1:
        databases = []
    excused = {path for path in databases if dump(one / "files" / path) == dump(other / "files" / path)}
    waiting, replaced = [*excused], dict(second)
    while waiting:
        path = waiting.pop()
        for algorithm in (hashlib.sha256, hashlib.sha512):
            old, new = (algorithm(files[path]).hexdigest().encode() for files in (second, first))
            replaced = {name: data.replace(old, new) for name, data in replaced.items()}
        waiting += (told := {path for path in paths if replaced.get(path) == first.get(path)} - excused)
        excused |= told
    return [path for path in paths if path not in excused]


def main(places: list[Path]) -> int:
    """Print what was built where, and what differs from the first; 1 where something does that may not."""
    for number, place in enumerate(places, start=1):
        files = read_files(place / "files")
        sums = "".join(f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files))
        digest = hashlib.sha256(sums.encode()).hexdigest()
        print(
            f"{number}  {len(files):,} files  {digest[:16]}  {(place / ABOUT).read_text(encoding='utf-8').strip()}"
        )
    first, *others = places
    wrong = 0
    for number, place in enumerate(others, start=2):
        found = set(unexcused(first, place))
        for path in differing(first / "files", place / "files"):
            print(
                f"1 and {number}: {path}: {'differs' if path in found else 'differs by the version of SQLite alone'}"
            )
        wrong += len(found)
    print(f"{wrong:,} files differ." if wrong else "Everything is the same.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))
