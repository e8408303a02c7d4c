"""The command that writes a selection in the format asked for: export."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from dgsn_opendata.cli.options import AS_OF, LANGUAGE, series_options
from dgsn_opendata.errors import UsageProblem

if TYPE_CHECKING:
    from dgsn_opendata.schemas import Language, TableName

_FORMATS = ("csv", "json", "parquet", "sqlite", "xlsx")
_TEXTS = ("csv", "json")  # what a terminal can show
_YEARS = re.compile(r"([0-9]{4})?([-–]?)([0-9]{4})?")
_FIRST, _LAST = 0, 9999


@click.command("export")
@click.argument("kind", metavar="FORMAT", type=click.Choice(_FORMATS))
@click.argument("indicators", metavar="[INDICATOR]...", nargs=-1)
@click.option(
    "--table", metavar="TABLE", help="Take the rows from this table, instead of one value a year from the series."
)
@series_options
@click.option(
    "--years", metavar="YEARS", help="Only these years: 2024, 2019-2024, 2019- (and later) or -2024 (and earlier)."
)
@AS_OF
@LANGUAGE
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="The file to write. Without it, csv and json are shown on the screen.",
)
def export_command(
    kind: str,
    indicators: tuple[str, ...],
    *,
    table: str | None,
    breakdown: str | None,
    category: str | None,
    period: str | None,
    years: str | None,
    as_of: int | None,
    lang: str,
    out: Path | None,
) -> None:
    """Write figures to a file: CSV, JSON, Parquet, SQLite or a spreadsheet.

    FORMAT is csv, json, parquet, sqlite or xlsx (for Excel and other spreadsheets). INDICATOR is a name that
    dgsn-opendata list shows; several are written one under the other. With --table the rows are those of a table,
    for example observations, sources or indicators, and an INDICATOR leaves only its own.

    \b
    dgsn-opendata export xlsx cnie_issued -o cards.xlsx
    dgsn-opendata export csv drug_seized --category cannabis_resin --years 2019-2024
    dgsn-opendata export csv --table observations drug_seized -o printed.csv
    """  # noqa: D301 - click keeps the lines after this mark as they are
    if not indicators and table is None:
        raise UsageProblem(
            "Nothing to export was named",
            "Name an indicator (dgsn-opendata list shows them), or a table with --table.",
        )
    if out is None and kind not in _TEXTS:
        raise UsageProblem(
            f"A file of {kind} cannot be shown on the screen", f"Name a file to write: -o figures.{kind}"
        )
    wanted = None if years is None else _span(years)
    from dgsn_opendata.exporting import export, kind_of, select
    from dgsn_opendata.exports.selection import write_frame

    if out is not None and out.suffix and (ending := kind_of(out)) != kind:
        advice = f"Write dgsn-opendata export {ending}, or give the file another ending."
        raise UsageProblem(f"{out} ends like a file of {ending}, not of {kind}", advice)
    frame = select(
        indicators,
        cast("TableName | None", table),
        breakdown=breakdown,
        category=category,
        period=period,
        years=wanted,
        lang=cast("Language", lang),
        as_of=as_of,
    )
    if frame.empty:
        raise UsageProblem(
            "No figure is left to write",
            "Ask for more years or another category. Figures without a year are in --table observations.",
        )
    if out is None:
        click.echo(write_frame(frame, kind), nl=False)
    else:
        click.echo(f"{len(frame):,} rows in {export(frame, out, kind=kind)}", err=True)


def _span(text: str) -> tuple[int, int]:
    """Return the first and the last of the years that a text names."""
    found = _YEARS.fullmatch(text.strip())
    first, dash, last = found.groups() if found else (None, "", None)
    if not (first or last) or (first and last and (not dash or first > last)):
        raise UsageProblem(
            f'"{text}" names no years', "Write 2024, 2019-2024, 2019- (and later) or -2024 (and earlier)."
        )
    if not dash:
        return int(first or last or 0), int(first or last or 0)
    return int(first or _FIRST), int(last or _LAST)
