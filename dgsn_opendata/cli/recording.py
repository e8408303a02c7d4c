"""The curator's commands around the tables: suggest, record, format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dgsn_opendata.cli.options import CHECK, FOLDER, PACKAGE, SOURCE
from dgsn_opendata.errors import FindingsStand, UsageProblem

if TYPE_CHECKING:
    from dgsn_opendata.recording import Recording

_BOM = b"\xef\xbb\xbf"  # without it, spreadsheets take the file for another encoding and break its Arabic


@click.command("suggest")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@SOURCE
@PACKAGE
@click.option(
    "-o", "--output", "out", type=click.Path(dir_okay=False, path_type=Path),
    help="The CSV file to write. Without it, the rows are shown.",
)  # fmt: skip
def suggest_command(file: Path, source: str | None, package: Path | None, out: Path | None) -> None:
    """Write a row to complete for each number of an article that is not recorded yet.

    FILE is the text of an article, as audit takes it. Each row has the figure as printed and its value; the three
    indicators that it is most likely one of, with their last values; and the words around it. Open the file in a
    spreadsheet. In each row write the number of the right indicator in the column take (1, 2 or 3), or another
    indicator with its breakdown and category; then year, period and year_basis. For a number that is no figure of
    the police, write a reason instead (one of waivers.reason, such as date). Nothing is guessed: a row without
    either is left.

    \b
    dgsn-opendata suggest ARTICLES/le360-2025-12-17.txt -o rows.csv
    dgsn-opendata record rows.csv
    """  # noqa: D301 - click keeps the lines after this mark as they are
    from dgsn_opendata import store
    from dgsn_opendata.audit import check_source
    from dgsn_opendata.captures import read_capture
    from dgsn_opendata.locating import refuse_package
    from dgsn_opendata.replacing import replace_file
    from dgsn_opendata.suggesting import NEEDED, suggest, write_suggestions
    from dgsn_opendata.validation import read_whole_tables

    if out is not None and out.exists():
        raise UsageProblem(
            f"{out} is there already, and may hold rows that somebody has completed",
            "Name another file, or remove that one first.",
        )
    package = package or store.package_folder()
    if out is not None:
        refuse_package(out, package)
    source = source or file.stem
    tables, text = read_whole_tables(package, NEEDED), read_capture(file)
    check_source(source, text, tables)
    rows = suggest(text, source, tables)
    figures = sum("value" in row for row in rows)
    if out is None:
        click.echo(write_suggestions(rows).decode("utf-8"), nl=False)
    elif rows:
        replace_file(out, _BOM + write_suggestions(rows))
    where = f" in {out}" if out is not None and rows else ""
    click.echo(f"{_rows(len(rows))}{where}: {figures} with a value, {len(rows) - figures} without", err=True)


@click.command("record")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@PACKAGE
@click.option(
    "--texts", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of captured articles: what each new row prints is looked for in its article first.",
)  # fmt: skip
def record_command(file: Path, package: Path | None, texts: Path | None) -> None:
    """Put the rows that you have completed into the tables: all of them, or none.

    FILE is a file that suggest has written. A row with an indicator, or a number in the column take, becomes a row
    of observations.csv, and a row with a reason one of waivers.csv, each in its place; a row with neither is left
    for later. Every rule of validate is asked first, and while one is broken nothing is written: exit code 1.

    A spreadsheet may have saved the file with commas, semicolons or tabs between the cells, with any line ends,
    with or without a byte order mark. It must be UTF-8 ("CSV UTF-8"), and its columns must keep their names. A
    figure that the spreadsheet has altered (7/7 to 07/07/2026) is refused: the column context shows it in brackets
    as the article has it. With --texts each new figure is looked for in its article, too.

    \b
    dgsn-opendata record rows.csv --texts ARTICLES
    """  # noqa: D301 - click keeps the lines after this mark as they are
    from dgsn_opendata import store
    from dgsn_opendata.captures import read_captures
    from dgsn_opendata.recording import record

    captures = None if texts is None else read_captures(texts)
    recording = record(file, package or store.package_folder(), captures)
    for finding in recording.warnings:
        click.echo(f"warning: {finding}\n    {finding.advice}")
    for table, number in recording.recorded.items():
        if number:
            click.echo(f"{_rows(number)} recorded in {table}.csv")
    if recording.already:
        click.echo(f"{_rows(recording.already)} recorded before")
    if recording.waiting:
        verb = "waits" if recording.waiting == 1 else "wait"
        click.echo(
            f"{_rows(recording.waiting)} still {verb} for an indicator, or for a reason to leave the number out"
        )
    click.echo(_next_step(recording))


@click.command("format")
@FOLDER
@CHECK
def format_command(folder: Path | None, check: bool) -> int:
    """Sort the tables and bring them into their one form, without changing what a cell says.

    Rows are sorted by key, columns put in their order, quotation marks left where they are needed; UTF-8 without a
    byte order mark, lines that end in LF, and one form of letters with accents (NFC). Spaces, spellings, numbers
    and invisible characters stay as they are: validate reports those that are wrong.

    FOLDER is a package: a folder with data/ in it. Without it the data that came with this program is taken. A
    file that cannot be read for certain is left as it is, with the reason and exit code 1.
    """
    from dgsn_opendata.formatting import format_package

    formatting = format_package(folder, check=check)
    for path in formatting.changed:
        click.echo(f"{'not in form' if check else 'formatted'}: {path}")
    for finding in formatting.refused:
        click.echo(f"{finding}\n    {finding.advice}", err=True)
    if formatting.changed and check:
        click.echo("Run: dgsn-opendata format")
    if not formatting.changed and not formatting.refused:
        click.echo("All tables are in form.")
    return FindingsStand.exit_code if formatting.refused or (check and formatting.changed) else 0


def _next_step(recording: Recording) -> str:
    from dgsn_opendata.recording import UNCORRECTED

    if not any(recording.recorded.values()):
        return "Nothing was written."
    if misprints := sum(finding.code == UNCORRECTED for finding in recording.warnings):
        its = "its row" if misprints == 1 else "their rows"
        return f"Now add {its} to corrections.csv, then run: dgsn-opendata refresh"
    return "Now run: dgsn-opendata audit ARTICLE, to see that nothing is missing; then: dgsn-opendata refresh"


def _rows(number: int) -> str:
    return f"{number:,} row{'' if number == 1 else 's'}"
