"""Arguments and options that several commands take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from dgsn_opendata.schemas import LANGUAGES

Command = Callable[..., Any]

FOLDER = click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
SOURCE = click.option(
    "--source", help="The article's identifier in the table sources. Without it, the name of the file."
)
PACKAGE = click.option(
    "--package",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of the data, with data/ in it. Without it, that of this program.",
)
LANGUAGE = click.option(
    "--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="The language of labels."
)
# The languages of what is said of the data's faults; those of the data are LANGUAGE's.
SPEAKING = click.option(
    "--lang", type=click.Choice(["en", "fr"]), default="en", show_default=True, help="The language of messages."
)
CHECK = click.option(
    "--check",
    is_flag=True,
    help="Write nothing; list the files that would change, and exit with 1 where there are any.",
)


def series_options(command: Command) -> Command:
    """Give a command the options that choose among the series of an indicator."""
    for name, text in (
        (
            "--period",
            "Take this period instead of calendar years, such as school_year. show names those that there are.",
        ),
        ("--category", "Take this category alone, such as cocaine."),
        (
            "--breakdown",
            "Take the parts instead of the whole, such as substance. show names those that there are.",
        ),
    ):
        command = click.option(name, help=text)(command)
    return command


AS_OF = click.option(
    "--as-of",
    type=int,
    metavar="YEAR",
    help="As it stood after the report of that year: without what later reports added or revised.",
)

PACKAGE = click.option(
    "--package",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of the data, with data/ in it. Without it, that of this program.",
)
ALLOW_LOCAL = click.option(
    "--allow-local", is_flag=True, help="Also fetch from this machine and its own network; for tests."
)
