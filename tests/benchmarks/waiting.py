"""What users wait for: imports, help, loading, validating, building the real package, beside its peers."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from dgsn_opendata import store
from dgsn_opendata.schemas import read_schema
from tests.benchmarks.figures import Figure, compare, say_seconds
from tests.benchmarks.measuring import BIN, DGSN, Command, measure, python

if TYPE_CHECKING:
    from collections.abc import Iterator

_SERIES = 'dgsn_opendata.load("series")'


def imports(runs: int) -> Iterator[Figure]:
    """Yield what the import and the command line without a command take."""
    ours, pandas = measure([python("import dgsn_opendata"), python("import pandas")], runs)
    yield compare("`import dgsn_opendata`", ours.seconds, pandas.seconds, 0.15, name="`import pandas`")
    commands = [Command([DGSN, "--help"]), Command([DGSN, "--version"]), python("import click")]
    *both, click = measure(commands, runs)
    for option, one in zip(("--help", "--version"), both, strict=True):
        yield compare(f"`dgsn-opendata {option}`", one.seconds, click.seconds, 1.5, name="`import click`")


def loading(runs: int) -> Iterator[Figure]:
    """Yield what a fresh process takes that imports and loads the series."""
    series = read_schema("series").path_in(store.package_folder())
    peers = {
        "pandas, the same CSV": (f"import pandas; pandas.read_csv({str(series)!r})", 1.10),
        "`palmerpenguins.load_penguins()`": ("import palmerpenguins; palmerpenguins.load_penguins()", 1.0),
        "`import owid.catalog`": ("import owid.catalog", 0.75),
    }
    lines = [f"import dgsn_opendata; {_SERIES}", *(line for line, _ in peers.values())]
    ours, *others = measure([python(line) for line in lines], runs)
    for (name, (_, limit)), peer in zip(peers.items(), others, strict=True):
        yield compare('`load("series")`, from the start', ours.seconds, peer.seconds, limit, name=name)


def validating(runs: int) -> Iterator[Figure]:
    """Yield what it takes to validate the real package, with all rules."""
    folder = store.package_folder()
    reference = Command([str(BIN / "frictionless"), "validate", "datapackage.json"], folder)
    ours, peer = measure([Command([DGSN, "validate", str(folder)]), reference], runs)
    yield compare("`dgsn-opendata validate`", ours.seconds, peer.seconds, 1.5, name="`frictionless validate`")


def building(runs: int) -> Iterator[Figure]:
    """Yield what it takes to build everything, and everything but the pages."""
    with tempfile.TemporaryDirectory() as folder:
        for options, limit in (([], 5.0), (["--no-pages"], 3.0)):
            out = Path(folder) / "dist"
            (built,) = measure([Command([DGSN, "build", "--out", str(out), *options])], runs)
            name = " ".join(["dgsn-opendata build", *options])
            yield Figure(f"`{name}`", say_seconds(built.seconds), "", built.seconds, limit, "s")
