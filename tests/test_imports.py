"""What an import may load: nothing that the caller does not need."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import dgsn_opendata
from dgsn_opendata.cli.main import COMMANDS

PACKAGE = Path(dgsn_opendata.__file__).parent
# Rooms from the ground up; a module imports from its own line or from those before it, never upwards.
FLOORS = [
    ["collecting", "errors", "formats", "processes"],
    ["store"],
    ["opening", "locking"],
    ["schemas"],
    ["languages"],
    ["phrases"],
    ["findings"],
    ["decoding", "descriptors", "hygiene", "jsonfile"],
    ["articles"],
    ["fragments"],
    ["numerals.figures", "numerals.measures"],
    ["numerals.arabic", "numerals.french", "numerals.english", "numerals.digits"],
    ["numerals.words"],
    ["numerals.tokens"],
    ["numerals.spelled"],
    ["numerals.quantities"],
    ["numerals.dates", "numerals.names", "numerals.hedges"],
    ["numerals.directions"],
    ["numerals.candidates", "numerals.shapes"],
    ["numerals.reading"],
    ["numerals.scanning"],
    ["numerals"],
    ["addresses", "csvfile", "report", "replacing", "captures", "locating"],
    ["codebook"],
    ["fieldtypes", "keys", "precision", "periods", "countries", "provenance", "localising"],
    ["csvcolumns", "extracting"],
    ["metadata", "published"],
    ["bodies"],
    ["connecting"],
    ["fetching"],
    ["citation_formats", "citation"],
    ["reports", "reports.places"],
    ["reports.github", "reports.page", "reports.sarif"],
    ["frames", "pandera_schemas"],
    [
        "rules",
        "rules.arithmetic",
        "rules.corrections",
        "rules.descriptor",
        "rules.facts",
        "rules.growths",
        "rules.observations",
        "rules.order",
        "rules.periods",
        "rules.provenance",
        "rules.relations",
        "rules.schema",
        "rules.text",
        "rules.transcription",
    ],
    ["reprinting"],
    ["link_health"],
    ["shipped"],
    ["attributes", "labelling", "notebook", "polars_frames"],
    ["cited_frames"],
    ["selecting"],
    ["validation", "resolution", "coverage"],
    ["widening", "witnesses"],
    ["vintages"],
    ["loading"],
    ["explaining", "charts", "citing"],
    ["plots"],
    ["verification", "audit"],
    ["comparing", "comparing.versions", "comparing.archives"],
    ["comparing.changes", "comparing.revisions"],
    ["comparing.releases"],
    ["comparing.moving", "comparing.rows", "comparing.structure"],
    ["comparing.meanings", "comparing.values"],
    ["comparing.difference"],
    ["comparing.wording"],
    ["comparing.telling"],
    ["comparing.changelog", "comparing.rendering"],
    ["audit_report"],
    ["package", "searching"],
    ["resemblance"],
    ["matching"],
    ["quoting"],
    [
        "exports.about",
        "exports.archive",
        "exports.plain",
        "exports.spreadsheetml",
        "exports.cells",
        "exports.serialising",
        "exports.styles",
        "exports.rdf",
        "exports.fulltext",
        "exports.views",
        "exports.sdmx_codes",
        "exports.site",
        "exports.site.grid",
        "exports.site.health",
        "exports.site.map",
        "exports.site.panels",
        "exports.site.parts",
        "exports.site.sparkline",
        "exports.site.texts",
        "exports.site.vega",
    ],
    ["exports.marks", "exports.sdmx_structure", "exports.sheet_layout", "exports.sheet_rows"],
    ["exports.worksheets"],
    ["exports.cover", "exports.notes", "exports.sdmx_ml"],
    ["exports.series_sheets"],
    ["exports.reference_sheets"],
    ["exports.sheets"],
    [
        "exports",
        "exports.croissant",
        "exports.deposit",
        "exports.csv",
        "exports.csvw",
        "exports.datasette",
        "exports.dcat",
        "exports.descriptor",
        "exports.parquet",
        "exports.schemaorg",
        "exports.sdmx",
        "exports.selection",
        "exports.selection_xlsx",
        "exports.sqlite",
        "exports.xlsx",
    ],
    ["exports.site.downloads"],
    ["exports.site.views"],
    ["exports.site.pages"],
    ["exports.site.discovery"],
    ["publication", "exporting", "archiving", "reference_check", "refreshing"],
    ["curating", "formatting", "suggesting"],
    ["completing"],
    ["recording"],
    ["releasing"],
    ["staging"],
    ["build"],
    ["preparing"],
    ["source_rows"],
    ["capturing"],
    ["links"],
    ["cli.options", "cli.process"],
    [
        "cli.capturing",
        "cli.citing",
        "cli.comparing",
        "cli.explaining",
        "cli.exporting",
        "cli.linking",
        "cli.main",
        "cli.making",
        "cli.plotting",
        "cli.proving",
        "cli.reading",
        "cli.recording",
        "cli.releasing",
        "cli",
    ],
    ["__main__"],
]
HEAVY = {
    "pandas",
    "numpy",
    "pandera",
    "frictionless",
    "openpyxl",
    "requests",
    "trafilatura",
    "rdflib",
    "pyarrow",
    "jinja2",
    "altair",
}


def loaded_by(*arguments: str) -> set[str]:
    """Return the top-level modules that a fresh Python has loaded after running with these arguments."""
    program = "import sys; " + arguments[0] + "; print(*{name.partition('.')[0] for name in sys.modules})"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(result.stdout.splitlines()[-1].split())


def modules() -> dict[str, Path]:
    names = {
        path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", "."): path
        for path in PACKAGE.rglob("*.py")
    }
    return {name.removesuffix(".__init__"): path for name, path in names.items() if name != "__init__"}


def run_quietly(command: str) -> str:
    return f"import contextlib, io\nwith contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):\n from dgsn_opendata.cli import main; main({command})\n"


def test_importing_the_package_loads_nothing_but_the_standard_library() -> None:
    loaded = loaded_by("import dgsn_opendata")
    assert loaded - set(sys.stdlib_module_names) <= {
        "dgsn_opendata",
        "__main__",
        "__mp_main__",
        "_virtualenv",
        "_distutils_hack",
        "sitecustomize",
    }
    assert not loaded & HEAVY


@pytest.mark.parametrize(
    "arguments",
    [
        *(["--help"], ["--version"]),
        *([name, "--help"] for name in COMMANDS),
        ["read", "19 مليون و722 ألف و41"],
        ["codes", "foreign-key", "--lang", "fr"],
    ],
)
def test_help_version_codes_and_reading_a_figure_load_nothing_heavy(arguments: list[str]) -> None:
    program = run_quietly(repr(arguments)) + "import sys; print(*{name.partition('.')[0] for name in sys.modules})"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(result.stdout.split())
    assert "click" in loaded
    assert not loaded & HEAVY


def test_loading_a_table_needs_pandas_alone() -> None:
    loaded = loaded_by("import dgsn_opendata; dgsn_opendata.load('series', lang='ar')")
    # pandas itself imports pyarrow where that is installed.
    assert (loaded & HEAVY) - loaded_by("import pandas") == set()


def test_loading_computes_nothing_unless_an_earlier_state_is_asked_for() -> None:
    program = "import sys, dgsn_opendata as d; d.load('series'); d.series('cnie_issued'); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "dgsn_opendata.loading" in loaded
    for name in ("vintages", "resolution", "coverage", "widening", "polars_frames", "exporting"):
        assert f"dgsn_opendata.{name}" not in loaded
    assert not {"polars", "openpyxl"} & set(loaded)


def test_writing_a_selection_needs_no_library_of_spreadsheets() -> None:
    program = (
        "import dgsn_opendata as d; from dgsn_opendata.exports.selection import write_frame;"
        "[write_frame(d.series('cnie_issued'), kind) for kind in ('csv', 'json', 'sqlite', 'xlsx')]"
    )
    assert not loaded_by(program) & {"openpyxl", "polars", "jinja2", "rdflib"}


def test_every_module_has_its_floor() -> None:
    assert sorted(modules()) == sorted(name for floor in FLOORS for name in floor)


@pytest.mark.parametrize("name", sorted(modules()))
def test_no_module_imports_upwards(name: str) -> None:
    height = {module: number for number, floor in enumerate(FLOORS) for module in floor}
    tree = ast.parse(modules()[name].read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert not [alias for alias in node.names if alias.name.startswith("dgsn_opendata.")], (
                "import names, not modules"
            )
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dgsn_opendata"):
            parts = [node.module or ""] + [f"{node.module}.{alias.name}" for alias in node.names]
            for other in (part.removeprefix("dgsn_opendata").removeprefix(".") for part in parts):
                of_its_own_package = name.startswith(f"{other}.")
                assert of_its_own_package or height.get(other, 0) <= height[name], f"{name} imports {other}"


@pytest.mark.parametrize("name", sorted(modules()))
def test_modules_are_small_and_say_what_they_hold(name: str) -> None:
    text = modules()[name].read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    tree = ast.parse(text)
    assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{name}.{node.name} is long"
