"""The command ``dgsn-opendata``: its group, how errors are shown, and which module each command is in."""

from __future__ import annotations

import contextlib
import importlib
import sys
from typing import TYPE_CHECKING, Any

import click

from dgsn_opendata.cli.process import drop_output, end_code, endable, explain, hush, prepare_streams
from dgsn_opendata.errors import DgsnOpendataError, EnvironmentProblem, FindingsStand, UsageProblem, closest

if TYPE_CHECKING:
    from collections.abc import Sequence

# The module of each command, which is imported when the command runs, so that --help waits for no pandas; and what
# --help says of it without importing it.
COMMANDS = {
    "audit": ("proving", "List every number that an article prints: recorded, left out on purpose, or missing."),
    "build": ("making", "Make the folder to publish: web pages, workbook, and every other format."),
    "capture": (
        "capturing",
        "Save an article's text in a folder of yours, and make its row of the table sources.",
    ),
    "codes": (
        "explaining",
        "List the codes of findings, or explain one: what it means, an example, and what to do.",
    ),
    "cite": ("citing", "Say how to cite a figure, a series, or the whole package."),
    "diff": ("comparing", "Say what changed between two releases, and which version number follows."),
    "export": ("exporting", "Write figures to a file: CSV, JSON, Parquet, SQLite or a spreadsheet."),
    "format": (
        "recording",
        "Sort the tables and bring them into their one form, without changing what a cell says.",
    ),
    "links": ("linking", "Check whether the addresses of the sources still lead to their pages."),
    "list": ("reading", "List the indicators, or find those that match words."),
    "plot": ("plotting", "Draw the chart of an indicator and save it as a picture or a page."),
    "prepare": (
        "releasing",
        "Prepare a release: write its version everywhere, and what has changed into the changelog.",
    ),
    "read": ("proving", "Read a figure as an article prints it, and show its value."),
    "record": ("recording", "Put the rows that you have completed into the tables: all of them, or none."),
    "refresh": (
        "making",
        "Write anew what the library makes from the tables: series, coverage, datapackage.json.",
    ),
    "show": ("reading", "Show the figures of an indicator, year by year, and who printed them."),
    "suggest": ("recording", "Write a row to complete for each number of an article that is not recorded yet."),
    "validate": ("making", "Check every table and list what is wrong, and what to do about it."),
    "verify": ("proving", "Look for every recorded figure in the texts of the articles."),
}

_READING = ("list", "show", "plot", "cite", "export", "build")  # for those who use the data and do not keep it


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, importing its module; nothing for a name that is none."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"dgsn_opendata.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Resolve a command; for an unknown one, say which was likely meant."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            likely = closest(args[0], [*COMMANDS])
            hint = f" Did you mean {' or '.join(likely)}?" if likely else ""
            ctx.fail(f'There is no command "{args[0]}".{hint}')
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with their summaries, which need no import: first those that most people need."""
        rest = [name for name in self.list_commands(ctx) if name not in _READING]
        for title, names in (("Commands", _READING), ("Commands for maintainers", rest)):
            with formatter.section(title):
                formatter.write_dl([(name, COMMANDS[name][1]) for name in names])


def _print_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from dgsn_opendata.store import read_version

        click.echo(f"dgsn-opendata {read_version()}")
        ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)
def group() -> None:
    """Yearly figures of Morocco's national police (DGSN), each with the article that printed it.

    To begin, find an indicator and show it:

    \b
    dgsn-opendata list --search cannabis
    dgsn-opendata show drug_seized
    dgsn-opendata plot drug_seized --category cannabis_resin -o resin.png

    Each command explains itself: dgsn-opendata show --help

    Exit codes, for scripts: 0 all is well, 1 something was found wrong in the data, 2 the command was written
    wrongly, 3 the machine lacks something.
    """  # noqa: D301 - click keeps the lines after this mark as they are


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line; an error is shown with its advice and ends with its exit code, never a traceback."""
    if args is None:  # the process is the command's own
        hush()
    with endable():
        try:
            code = _run(args)
        except (click.Abort, KeyboardInterrupt) as error:
            _say("Interrupted.")
            code = end_code(error)
    sys.exit(code)


def _run(args: Sequence[str] | None) -> int:
    try:
        prepare_streams()
        status: Any = group.main(args=args, prog_name="dgsn-opendata", standalone_mode=False)
        return status if isinstance(status, int) else 0
    except DgsnOpendataError as error:
        if isinstance(error, FindingsStand) and error.details:
            _say(error.details)
        _show_error(error)
        return error.exit_code
    except click.ClickException as error:
        with contextlib.suppress(OSError):
            error.show()
        return UsageProblem.exit_code
    except BrokenPipeError:
        drop_output()  # the reader of a pipe has gone (head, less): no error
        return 0
    except OSError as error:
        _show_error(explain(error))
        drop_output()
        return EnvironmentProblem.exit_code
    except MemoryError:
        _show_error(EnvironmentProblem("The memory does not suffice", "Close other programs first."))
        return EnvironmentProblem.exit_code


def _say(text: str) -> None:
    with contextlib.suppress(OSError):  # what cannot be said changes no exit code
        click.echo(text, err=True)


def _show_error(error: DgsnOpendataError) -> None:
    from dgsn_opendata.phrases import inert, phrase, say

    # Addresses and names of files come from elsewhere, and a terminal obeys what it is shown.
    title, advice = (inert(say(text, error.language)) for text in (error.title, error.advice))
    label = phrase("error-label").say(error.language)
    _say(f"{label} {title}{'' if title.endswith('.') else '.'}")
    if advice:
        _say(advice)
