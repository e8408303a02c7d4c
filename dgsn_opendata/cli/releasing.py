"""The command that prepares a release: prepare."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import click

from dgsn_opendata.cli.options import FOLDER

if TYPE_CHECKING:
    from pathlib import Path


@click.command("prepare")
@FOLDER
@click.option("--version", metavar="X.Y.Z", help="The version to release. Without it, the one that follows.")
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day of the release. Without it, today.",
)
@click.option(
    "--since",
    metavar="RELEASE",
    help="The release before this one: a tag, a zip, a wheel, a folder, or nothing for the first one. Without it, "
    "the latest tag.",
)
def prepare_command(
    folder: Path | None, version: str | None, day: datetime.datetime | None, since: str | None
) -> None:
    """Prepare a release: write its version everywhere, and what has changed into the changelog.

    The version follows from the changes since the last release: a new major number where a field, a table or a
    thing counted is removed or redefined, a minor one for new data, a patch for corrected values. Written are
    metadata.toml, datapackage.json and derived/ in FOLDER, and beside it CITATION.cff, .zenodo.json and
    CHANGELOG.md. Look at the changes before you commit them.

    FOLDER is a package: a folder with data/ in it. Without it the data that came with this program is taken.
    """
    from dgsn_opendata import store
    from dgsn_opendata.preparing import prepare

    today = datetime.datetime.now(tz=datetime.UTC)
    prepared = prepare(folder or store.package_folder(), (day or today).date().isoformat(), version, since)
    for name in prepared.files:
        click.echo(f"written: {name}")
    click.echo(f"Version {prepared.version} is ready to be looked at, tested and committed.")
    click.echo("Then: dgsn-opendata build --release")
