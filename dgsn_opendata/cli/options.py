"""Arguments that several commands take."""

from __future__ import annotations

from pathlib import Path

import click

from dgsn_opendata.schemas import LANGUAGES

FOLDER = click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
LANGUAGE = click.option(
    "--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="The language of labels."
)
AS_OF = click.option(
    "--as-of",
    type=int,
    metavar="YEAR",
    help="As it stood after the report of that year: without what later reports added or revised.",
)
