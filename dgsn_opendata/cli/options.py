"""Arguments and options that several commands take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from dgsn_opendata.schemas import LANGUAGES

Command = Callable[..., Any]

FOLDER = click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
LANGUAGE = click.option(
    "--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="The language of labels."
)


def series_options(command: Command) -> Command:
    """Give a command the options that choose among the series of an indicator."""
    for name, text in (
        ("--period", "Take this kind of year or interval instead of calendar years."),
        ("--category", "Take this category alone."),
        ("--breakdown", "Take this breakdown instead of the whole figures."),
    ):
        command = click.option(name, help=text)(command)
    return command


AS_OF = click.option(
    "--as-of",
    type=int,
    metavar="YEAR",
    help="As it stood after the report of that year: without what later reports added or revised.",
)
