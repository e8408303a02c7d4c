"""How time and memory grow with the rows: validate, build and load on made-up packages of 10^4 to 10^6 rows."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dgsn_opendata import store
from dgsn_opendata.schemas import read_schema
from tests.benchmarks.figures import Figure, compare, say_seconds
from tests.benchmarks.measuring import BIN, DGSN, Command, measure, python

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = (10_000, 100_000, 1_000_000)
# What the rows of observations refer to: the reference validator needs these tables too.
_REFERRED = ("categories", "indicators", "sources", "observations")
_REFERENCE = "reference.json"
_MOST_MEMORY, _MOST_SECONDS, _MOST_GROWTH = 2000, 60, 1.1
_FEW = 3  # runs of what takes long


def growth(runs: int, folder: Path, sizes: tuple[int, ...] = SIZES) -> Iterator[Figure]:
    """Yield the figures of packages of these sizes, which are made in a folder; one that is there is taken."""
    times = {}
    for rows in sizes:
        package = _made(rows, folder)
        few = runs if rows < sizes[-1] else min(runs, _FEW)
        ours = Command([DGSN, "validate", str(package)])
        peer = Command(
            [str(BIN / "frictionless"), "validate", _REFERENCE, "--resource-name", "observations"], package
        )
        own, reference = measure([ours, peer], few)
        times[rows] = own.seconds
        largest = rows == sizes[-1]
        name = f"`validate`, {rows:,} observations"
        yield compare(
            name, own.seconds, reference.seconds, 0.25 if largest else None, name="`frictionless validate`"
        )
    yield Figure(f"{name}: memory", f"{own.megabytes:,.0f} MB", "", own.megabytes, _MOST_MEMORY, "MB")
    least, most = sizes[0], sizes[-1]
    yield Figure(
        f"`validate`, {least:,} to {most:,}: time over rows",
        f"{say_seconds(times[least])} to {say_seconds(times[most])}",
        "",
        times[most] / times[least] / (most / least),
        _MOST_GROWTH,
    )
    yield from _building(most, package, few)
    yield from _loading(most, package, few)


def _building(rows: int, package: Path, runs: int) -> Iterator[Figure]:
    """Yield what writing takes; the workbook is measured apart, for it takes longest."""
    out = str(package.with_name(f"written-{rows}"))
    commands = [
        Command([sys.executable, "-m", "tests.benchmarks.writing", str(package), out, *kinds])
        for kinds in ((), ("csv", "parquet", "sqlite"), ("xlsx",))
    ]
    nothing, formats, workbook = measure(commands, min(runs, 1))
    ours = formats.seconds - nothing.seconds
    yield Figure(
        f"CSV, Parquet and SQLite of {rows:,} observations", say_seconds(ours), "", ours, _MOST_SECONDS, "s"
    )
    seconds, more = workbook.seconds - nothing.seconds, workbook.megabytes - nothing.megabytes
    yield Figure(f"XLSX of {rows:,} observations", f"{say_seconds(seconds)}, {more:,.0f} MB more than without it")


def _loading(rows: int, package: Path, runs: int) -> Iterator[Figure]:
    """Yield what loading the observations takes, in a checkout whose package is this one."""
    checkout = package.with_name(f"checkout-{rows}")
    checkout.mkdir(exist_ok=True)
    library = Path(store.__file__).parent
    for name, target in (
        ("dgsn_opendata", library),
        ("schemas", store.schemas_folder()),
        ("datapackage", package),
    ):
        if not (checkout / name).exists():
            (checkout / name).symlink_to(target, target_is_directory=True)
    table = read_schema("observations").path_in(package)
    loads = python('import dgsn_opendata; assert len(dgsn_opendata.load("observations")) == ' + str(rows))
    ours = Command(loads.arguments, checkout, {"PYTHONPATH": str(checkout)})
    typed = f"dtype={{{_types('observations')}}}, keep_default_na=False, na_values=['']"
    peers = [python(f"import pandas; pandas.read_csv({str(table)!r}, {more})") for more in (typed, "")]
    own, same, other = measure([ours, *peers], runs)
    name = f'`load("observations")`, {rows:,}'
    yield compare(name, own.seconds, same.seconds, 1.10, name="pandas, the same CSV into the same types")
    yield compare(name, own.seconds, other.seconds, None, name="pandas, the same CSV into types of its own")


def _types(table: str) -> str:
    """Return the entries of a dictionary, as Python code, that has pandas make the types that ``load`` makes."""
    from dgsn_opendata.fieldtypes import TEXT, dtype_of  # brings pandas, and what measures is small

    types = {}
    for field in read_schema(table).fields:
        dtype = dtype_of(field)
        name = "string[python]" if dtype == TEXT else str(dtype)
        types[field.name] = f"pandas.CategoricalDtype({[*field.codes]})" if field.is_coded else repr(name)
    return ", ".join(f"{name!r}: {kind}" for name, kind in types.items())


def _made(rows: int, folder: Path) -> Path:
    package = folder / f"synthesis-{rows}"
    reference = package / _REFERENCE
    if not reference.is_file():
        # In a process of its own: what this one holds would count as the memory of those that it starts.
        measure([Command([sys.executable, "-m", "tests.synthesis", str(rows), str(package)])], runs=1)
        reference.write_text(json.dumps(_descriptor(package)), encoding="utf-8")
    return package


def _descriptor(package: Path) -> dict[str, object]:
    """Return a descriptor of the observations and of what they refer to, by the package's own schemas."""
    schemas = {name: read_schema(name) for name in _REFERRED}
    resources = [
        {
            "name": name,
            "type": "table",
            "path": schema.path_in(package).relative_to(package).as_posix(),
            "format": "csv",
            "encoding": "utf-8",
            "schema": schema.declaration,
        }
        for name, schema in schemas.items()
    ]
    return {"name": "synthesis", "resources": resources}
