"""The command that looks after the sources' addresses: links."""

from __future__ import annotations

import contextlib
import datetime
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dgsn_opendata.cli.options import ALLOW_LOCAL, PACKAGE
from dgsn_opendata.errors import FindingsStand, UsageProblem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dgsn_opendata.link_health import Health, Link
    from dgsn_opendata.links import Checker, Job

_SAVE_EVERY = 2.0  # seconds: what a killed check may lose


@click.command("links")
@PACKAGE
@click.option("--source", "names", multiple=True, help="Check this source alone; may be given several times.")
@click.option("--content", is_flag=True, help="Look on each page for the figures that were recorded from it, too.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("links.json"),
    show_default=True,
    help="The file of results, which build --links shows on the pages.",
)
@click.option("--again", is_flag=True, help="Check those, too, that the file has from the last 24 hours.")
@click.option("--no-archive", is_flag=True, help="Do not ask the Wayback Machine for archived copies.")
@click.option("--archive-api", metavar="URL", help="Ask another archive, by the same API.")
@click.option(
    "--pause",
    type=click.FloatRange(0),
    default=1,
    show_default=True,
    help="Seconds between two requests to a host.",
)
@click.option(
    "--timeout", type=click.FloatRange(0.1), default=60, show_default=True, help="Seconds that a page may take."
)
@ALLOW_LOCAL
def links_command(
    *,
    package: Path | None,
    names: tuple[str, ...],
    content: bool,
    out: Path,
    again: bool,
    no_archive: bool,
    archive_api: str | None,
    pause: float,
    timeout: float,
    allow_local: bool,
) -> int:
    """Check whether the addresses of the sources still lead to their pages.

    A page is reachable, moved (it leads to another address), gone, blocked (its host refuses programs), timed_out,
    unreachable, or its certificate is in trouble. Of each it is asked whether an archive has a copy. With
    --content the recorded figures are looked for: found, changed (printed otherwise now) or gone.

    Exit code 1 where addresses are gone or unreachable, or figures changed or gone; a blocked, slow or badly
    certified page may open in a browser, and is none. The file of results grows as pages are checked: after an
    interruption the same command goes on where it stopped.
    """
    from dgsn_opendata import store
    from dgsn_opendata.fetching import Fetcher, Limits
    from dgsn_opendata.link_health import read_results
    from dgsn_opendata.links import ARCHIVE_API, Checker, list_jobs
    from dgsn_opendata.locking import alone
    from dgsn_opendata.validation import read_whole_tables

    if no_archive and archive_api:
        raise UsageProblem("--no-archive and --archive-api contradict one another", "Give one of them.")
    if not out.absolute().parent.is_dir():
        raise UsageProblem(f"{out.parent} is no folder", "Make it first, or name another file with --out.")
    tables = read_whole_tables(package or store.package_folder(), ("sources", "observations"))
    jobs = list_jobs(tables, list(dict.fromkeys(names)))
    if not jobs:
        click.echo("None of these sources has an address.")
        return 0
    limits = Limits(connect=min(10, timeout), read=min(20, timeout), total=timeout, pause=pause)
    checker = Checker(
        Fetcher(limits, allow_local=allow_local), None if no_archive else archive_api or ARCHIVE_API, content
    )
    known = set(tables["sources"].texts["source_id"])
    with alone(out):
        results = {name: one for name, one in (read_results(out) if out.exists() else {}).items() if name in known}
        now = datetime.datetime.now(datetime.UTC)
        due = [job for job in jobs if again or checker.needs(job, results.get(job.source_id), now)]
        _check(due, checker, results, out)
    checked = [results[job.source_id] for job in jobs]
    _show(checked, len(jobs) - len(due), no_archive=no_archive)
    click.echo(f"Results in {out}")
    return FindingsStand.exit_code if any(one.is_dead or one.unprinted for one in checked) else 0


def _check(due: list[Job], checker: Checker, results: dict[str, Health], out: Path) -> None:
    """Check what is due, and write the file of results now and then, and in any case at the end."""
    from dgsn_opendata.link_health import write_results
    from dgsn_opendata.links import check_links

    written, count = time.monotonic(), 0
    terminal = sys.stderr is not None and sys.stderr.isatty()
    shown = click.progressbar(length=len(due), label="Checking", file=sys.stderr) if terminal else None
    try:
        with shown or contextlib.nullcontext():
            for health in check_links(due, checker):
                results[health.source_id] = health
                count += 1
                if shown is not None:
                    shown.update(1)
                if time.monotonic() - written > _SAVE_EVERY:
                    write_results(out, results)
                    written = time.monotonic()
    finally:
        if count:
            write_results(out, results)


def _show(checked: Iterable[Health], fresh: int, *, no_archive: bool) -> None:
    from dgsn_opendata.link_health import count_states
    from dgsn_opendata.phrases import inert
    from dgsn_opendata.reprinting import FATES

    checked = list(checked)
    for one in checked:
        for link in (one.page, one.archive):
            if link is not None and link.state != "reachable":
                click.echo(inert(f"{link.state:<11} {one.source_id}: {link.address}{_explain(link)}"))
                if one.copy_address not in {"", link.address}:
                    click.echo(inert(f"{'':<12}copy: {one.copy_address}"))
        for figure in one.unprinted:
            instead = f", now {figure.instead}" if figure.instead else ""
            click.echo(inert(f"{'figure':<11} {one.source_id}: {figure.as_printed} is {figure.fate}{instead}"))
    counts = ", ".join(f"{number} {state}" for state, number in count_states(checked).items())
    before = f" ({fresh} checked before)" if fresh else ""
    click.echo(f"{len(checked)} {'source' if len(checked) == 1 else 'sources'}{before}: {counts}")
    silent = sum(one.page is not None and one.archive is None and one.copy is None for one in checked)
    if silent and not no_archive:
        click.echo(f"The archive did not answer for {silent} of them; the next check asks it again")
    figures = [figure for one in checked for figure in one.figures or ()]
    if figures:
        counts = ", ".join(f"{sum(figure.fate == fate for figure in figures)} {fate}" for fate in FATES)
        click.echo(f"{len(figures)} printed figures: {counts}")


def _explain(link: Link) -> str:
    if link.final:
        return f", {link.reason or 'it leads to another page'}: {link.final}"
    return f", {link.reason}" if link.reason else ""
