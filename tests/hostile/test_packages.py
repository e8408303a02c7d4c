"""Every bad package of the corpus gives its finding, at its place, before anybody loses patience."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.findings import limit
from dgsn_opendata.frames import read_table
from dgsn_opendata.rules.descriptor import check_descriptor
from dgsn_opendata.rules.order import check_order
from dgsn_opendata.rules.schema import check_schema
from dgsn_opendata.rules.text import check_text
from dgsn_opendata.schemas import read_schema
from dgsn_opendata.validation import validate
from tests.hostile.cases import Bad, patience
from tests.hostile.cells import CELLS, CIRCLES, FAMILIES
from tests.hostile.descriptors import DESCRIPTORS, GOOD, TYPES
from tests.hostile.files import FILES
from tests.small import findings, read, rewrite, write_package

if TYPE_CHECKING:
    from pathlib import Path

    from tests.hostile.cases import Bad

# Validated with all that is around them; what a file alone shows is found in the file alone, which takes less time.
WHOLE = {**dict([*FILES.items()][::8]), **CIRCLES}
_OF_ONE_TABLE = (check_text, check_schema, check_order)


def test_without_a_change_nothing_is_found(small: Path) -> None:
    assert findings(small) == []
    (small / "datapackage.json").write_text(json.dumps(GOOD), encoding="utf-8")
    assert findings(small) == []


@pytest.mark.parametrize("name", WHOLE)
def test_a_bad_package_gives_its_finding(name: str, small: Path) -> None:
    case = WHOLE[name]
    case.change(small)
    with patience():
        found = validate(small).findings
    places = {(one.code, one.file, one.line, one.column) for one in found}
    assert (case.code, case.file, case.line, case.column) in places, [str(one) for one in found[:5]]


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_gives_its_finding(name: str, small: Path) -> None:
    case = FILES[name]
    case.change(small)
    schema = read_schema(case.file.removesuffix(".csv"))
    with patience():
        table, found = read_table(small / "data" / case.file, schema)
        tables = {} if table is None else {schema.name: table}
        found += [finding for rule in _OF_ONE_TABLE for finding in limit(rule(tables))]
    places = {(one.code, one.file, one.line, one.column) for one in found}
    assert (case.code, case.file, case.line, case.column) in places, [str(one) for one in found[:5]]


def test_each_bad_cell_gives_its_finding_whatever_is_wrong_with_others(tmp_path: Path) -> None:
    waiting, packages = dict(CELLS), 0
    while waiting:
        packages += 1
        folder = write_package(tmp_path / str(packages) / "package")
        made: dict[str, Bad] = {}
        for name, case in waiting.items():
            if (case.file, case.line) not in {(one.file, one.line) for one in made.values()}:
                case.change(folder)
                made[name] = case
        with patience():
            found = {(one.code, one.file, one.line, one.column) for one in validate(folder).findings}
        assert [
            name for name, one in made.items() if (one.code, one.file, one.line, one.column) not in found
        ] == []
        waiting = {name: case for name, case in waiting.items() if name not in made}
    assert packages < len(CELLS)


@pytest.mark.parametrize("name", FAMILIES)
def test_each_bad_cell_of_a_column_gives_its_finding(name: str, small: Path) -> None:
    table, row, column, texts = FAMILIES[name]
    lines = read(small, table).count(b"\n")
    rewrite(small, table, read(small, table) + "".join(f"{row.format(text)}\n" for text in texts).encode())
    with patience():
        found = {
            (one.code, one.line, one.column) for one in validate(small).findings if one.file == f"{table}.csv"
        }
    wanted = {text: (code, line, column) for line, (text, code) in enumerate(texts.items(), lines + 1)}
    assert [text for text, place in wanted.items() if place not in found] == []


@pytest.mark.parametrize("name", DESCRIPTORS)
def test_a_bad_descriptor_gives_its_finding(name: str, small: Path) -> None:
    case: Bad = DESCRIPTORS[name]
    case.change(small)
    with patience():
        found = [(one.code, one.file, one.line, one.column) for one in limit(check_descriptor(small))]
    assert (case.code, case.file, case.line, case.column) in found, found[:5]


def test_a_property_of_another_type_gives_a_finding_wherever_it_stands(small: Path) -> None:
    missed = []
    for name, (place, text) in TYPES.items():
        (small / "datapackage.json").write_text(json.dumps(text), encoding="utf-8")
        with patience():
            found = [(one.code, one.column or "") for one in check_descriptor(small)]
        if not any(code == "descriptor" and where.startswith(place) for code, where in found):
            missed.append((name, found))
    assert missed == []
