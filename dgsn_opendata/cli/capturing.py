"""The curator's command that brings an article in: capture."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dgsn_opendata.cli.options import ALLOW_LOCAL, PACKAGE
from dgsn_opendata.errors import UsageProblem
from dgsn_opendata.schemas import read_schema

if TYPE_CHECKING:
    import datetime

    from dgsn_opendata.capturing import Capture, Page

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")  # one letter alone is a drive of Windows
_SHOWN = 12  # numbers beside the text that are named


@click.command("capture")
@click.argument("article")
@click.option(
    "--texts",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the text, outside of the package. The file is named by the source: press-2024-12-26.txt.",
)
@click.option("--source", help="The source's identifier. Without it, one is made of publisher and date.")
@PACKAGE
@click.option("--write", is_flag=True, help="Put the row into the table sources, instead of only showing it.")
@click.option("--report-year", type=click.IntRange(1956, 2100), help="The yearly report whose figures it states.")
@click.option("--kind", type=click.Choice(read_schema("sources")["kind"].codes), help="What kind of text it is.")
@click.option(
    "--language",
    type=click.Choice(read_schema("sources")["language"].codes),
    help="The language of the text, if the page does not say it.",
)
@click.option("--url", default="", help="The address of the page that a file was saved from.")
@click.option("--saved-on", type=click.DateTime(["%Y-%m-%d"]), help="The day that a file was saved on.")
@click.option("--replace", is_flag=True, help="Replace a text that is there already and differs.")
@ALLOW_LOCAL
def capture_command(
    *,
    article: str,
    texts: Path,
    source: str | None,
    package: Path | None,
    write: bool,
    report_year: int | None,
    kind: str | None,
    language: str | None,
    url: str,
    saved_on: datetime.datetime | None,
    replace: bool,
    allow_local: bool,
) -> None:
    """Save an article's text in a folder of yours, and make its row of the table sources.

    ARTICLE is the address of a page, or a page (HTML) or text that was saved to a file. Its main text goes to the
    folder of texts, never into the package, and what the page says of itself is shown: title, date, language,
    publisher, and how many numbers the text has. The row for the table sources is printed or, with --write, put
    into the table; of a source that is there already, empty cells are filled in.

    \b
    dgsn-opendata capture https://example.org/bilan-2026 --texts ~/articles
    dgsn-opendata capture saved.html --texts ~/articles --url https://example.org/bilan-2026
    """  # noqa: D301 - click keeps the lines after this mark as they are
    from dgsn_opendata import store
    from dgsn_opendata.capturing import check_row, check_text, plan_capture, write_text
    from dgsn_opendata.locating import refuse_package
    from dgsn_opendata.source_rows import SourceRows, write_row

    package = package or store.package_folder()
    refuse_package(texts, package)
    given = {
        "source_id": source or "",
        "report_year": str(report_year or ""),
        "kind": kind or "",
        "language": language or "",
    }
    page = _read(article, url, saved_on, allow_local)
    sources = SourceRows(package)  # not before: a page may take minutes, in which somebody edits the table
    capture = plan_capture(page, texts, sources, given)
    # Whatever is refused is refused before anything is written.
    check_text(capture, replace=replace)
    if write:
        check_row(capture)
    is_new = write_text(capture, replace=replace)
    _show(capture)
    click.echo(f"text       {capture.path}{'' if is_new else ', which was there already'}")
    if not write:
        _show_row(capture, write_row(capture.row).decode())
    elif capture.filled:
        sources.write(capture.row)
        done = "added" if capture.is_new else f"filled {', '.join(capture.filled)}"
        click.echo(f"row        {sources.path}: {done}")
    else:
        click.echo(f"row        {sources.path}: nothing to add")


def _read(article: str, url: str, saved_on: datetime.datetime | None, allow_local: bool) -> Page:
    from dgsn_opendata.capturing import fetch_page, read_page
    from dgsn_opendata.fetching import Fetcher

    if _ADDRESS.match(article):
        if url or saved_on:
            raise UsageProblem("--url and --saved-on are for a saved file", "Leave them out for an address.")
        return fetch_page(article, Fetcher(allow_local=allow_local))
    path = Path(article)
    if not path.is_file():
        raise UsageProblem(f"There is no file {article}", "An address begins with https://")
    if url and not re.fullmatch(read_schema("sources")["url"].constraints["pattern"], url):
        raise UsageProblem(f'"{url}" is no web address', "Write it whole: https://example.org/page")
    return read_page(path, url, saved_on.date().isoformat() if saved_on else "")


def _show(capture: Capture) -> None:
    from dgsn_opendata.phrases import inert

    row, article = capture.row, capture.page.article
    publisher = row["publisher"] or "not known"
    if article.publisher not in {"", publisher}:
        publisher += f"; the page calls itself {article.publisher}"
    printed, beside = article.list_figures(row["language"])
    figures = sum(found.kind in {"statistic", "percent"} for found in printed)
    for name, text in (
        ("source", row["source_id"] + ("" if capture.is_new else ", known already")),
        ("title", article.title),
        ("date", article.published_on),
        ("language", row["language"]),
        ("publisher", publisher),
        ("address", capture.page.url),
        ("length", f"{len(article.text):,} characters"),
        ("numbers", f"{len(printed):,}, {figures:,} of them certainly figures"),
        ("elsewhere", _some(beside)),
    ):
        click.echo(f"{name:<10} {inert(text) or 'not known'}")
    if capture.differs:
        click.echo("digest     another text than the one in the table")


def _some(beside: list[str]) -> str:
    more = len(beside) - _SHOWN
    named = "  ".join(" ".join(text.split()) for text in beside[:_SHOWN])
    return named + (f"  and {more} more" if more > 0 else "") if beside else "no other numbers on the page"


def _show_row(capture: Capture, row: str) -> None:
    if capture.missing:
        click.echo(f"to fill in {', '.join(capture.missing)}")
    click.echo(f"\n{','.join(read_schema('sources').names)}\n{row}", nl=False)
