"""The maintainer's commands: validate, build, refresh."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dgsn_opendata.cli.options import CHECK, FOLDER, SPEAKING
from dgsn_opendata.errors import DgsnOpendataError, FindingsStand, UsageProblem
from dgsn_opendata.formats import OPTIONAL

if TYPE_CHECKING:
    from dgsn_opendata.phrases import Spoken


@click.command("validate")
@FOLDER
@click.option(
    "--texts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of the articles' texts, each a file named by its source, to find every printed figure in.",
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "github", "sarif", "html"]),
    default="text",
    show_default=True,
    help="text for people, json for programs, github for annotations in a workflow, sarif for code scanning, "
    "html for a page to pass on.",
)
@SPEAKING
def validate_command(folder: Path | None, texts: Path | None, shape: str, lang: Spoken) -> int:
    """Check every table and list what is wrong, and what to do about it.

    FOLDER is a package: a folder with data/ in it. Without it the data that came with this program is taken. Exit
    code 1 where there are errors; warnings alone are 0. The code in brackets behind each finding is explained by
    the command codes.

    \b
    dgsn-opendata validate datapackage --lang fr
    dgsn-opendata validate datapackage --format html > report.html
    """  # noqa: D301 - click keeps the lines after this mark as they are
    from dgsn_opendata.report import as_json, as_text
    from dgsn_opendata.reports.github import as_github
    from dgsn_opendata.reports.page import as_html
    from dgsn_opendata.reports.sarif import as_sarif
    from dgsn_opendata.validation import validate

    shapes = {"text": as_text, "json": as_json, "github": as_github, "sarif": as_sarif, "html": as_html}
    try:
        report = validate(folder, texts)
        click.echo(shapes[shape](report, lang))
    except DgsnOpendataError as error:
        error.language = lang
        raise
    return FindingsStand.exit_code if report.errors else 0


@click.command("build")
@FOLDER
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("dist"),
    show_default=True,
    help="The folder to make.",
)
@click.option(
    "--base-url",
    metavar="URL",
    help="The web address that the folder will have. Every address in it then begins with this one.",
)
@click.option(
    "--links",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of results of the command links: the pages then say of each source whether its address works.",
)
@click.option(
    "--without",
    type=click.Choice(OPTIONAL),
    multiple=True,
    help="Leave a part out: to be quicker, or where it cannot hold the rows. May be given several times.",
)
@click.option(
    "--release",
    is_flag=True,
    help="Make a release, with an archive; refused unless version and changelog follow from what has changed.",
)
@click.option(
    "--since",
    metavar="RELEASE",
    help="With --release, the release before this one: a tag, a zip, a wheel, a folder, or nothing for the first. "
    "Without it, the latest tag before.",
)
def build_command(
    *,
    folder: Path | None,
    out: Path,
    base_url: str | None,
    links: Path | None,
    without: tuple[str, ...],
    release: bool,
    since: str | None,
) -> None:
    """Make the folder to publish: web pages, workbook, and every other format.

    Data: CSV, Parquet, SQLite, XLSX, SDMX. Descriptions: datapackage.json, DCAT-AP, schema.org, Croissant,
    CSVW. For people: a page in each language with a chart of every indicator. With a base address there are
    sitemap.xml and robots.txt, too.

    FOLDER is a package: a folder with data/ in it. Without it the data that came with this program is taken. The
    data is validated first; while it has errors nothing is built. The target is replaced as a whole at the end, so
    that an interrupted build leaves the last one as it was.

    A release has an archive of all files beside them, dgsn-opendata-VERSION.zip, and SHA256SUMS, with which
    anybody can check them: sha256sum --check SHA256SUMS
    """
    from dgsn_opendata.build import build
    from dgsn_opendata.staging import resolve_target

    if release and without:
        raise UsageProblem("A release has every part", "Leave --without out.")
    if since is not None and not release:
        raise UsageProblem("--since is of use with --release alone", "Add --release, or leave it out.")
    out = resolve_target(out)
    terminal = sys.stderr is not None and sys.stderr.isatty()
    try:
        progress = _show_step if terminal else None
        files = build(
            out, folder, progress, base_url=base_url, links=links, without=without, release=release, since=since
        )
    finally:
        if terminal:
            _show_step("")
    small = [path for path in files if path.parent.name == "series"]
    for path in files:
        if path not in small:
            click.echo(f"{path.stat().st_size:>12,}  {path.relative_to(out)}")
    click.echo(f"{sum(path.stat().st_size for path in small):>12,}  {len(small):,} small files of the pages")
    if base_url is None:
        click.echo("No --base-url: what needs an address has one under the package's homepage.", err=True)
    click.echo(f"{len(files)} files in {out}")


@click.command("refresh")
@FOLDER
@CHECK
def refresh_command(folder: Path | None, check: bool) -> int:
    """Write anew what the library makes from the tables: series, coverage, datapackage.json.

    Run it after a change to the tables in data/. FOLDER is a package: a folder with data/ in it. Without it the
    data that came with this program is taken. What is written (derived/ and datapackage.json) is kept in version
    control, so that portals can read the repository as it is. In a repository CITATION.cff and .zenodo.json beside
    the folder are written anew from its metadata.toml, too.
    """
    from dgsn_opendata.refreshing import refresh

    stale = refresh(folder, check=check)
    for path in stale:
        click.echo(f"{'stale' if check else 'written'}: {path}")
    if not stale:
        click.echo("All derived files are up to date.")
    elif check:
        click.echo("Run: dgsn-opendata refresh")
    return FindingsStand.exit_code if stale and check else 0


def _show_step(step: str) -> None:
    """Show a step in the place of the one before, on the terminal's last line."""
    click.echo(f"\r\x1b[2K{step}", nl=False, err=True)
