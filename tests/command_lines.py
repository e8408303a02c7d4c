"""Whether a command line that stands in a file of the repository is one that the program takes."""

from __future__ import annotations

import re
import shlex

import click

from dgsn_opendata.cli.main import COMMANDS, group

# At the start of a line or of a $( ).
_CALL = re.compile(r"(?:^|\$\()(?:\S*/)?dgsn-opendata (?P<arguments>[^\n)]*)", re.MULTILINE)
_BUILD = re.compile(r"^scripts/build(?P<arguments>[^\n]*)", re.MULTILINE)


def calls(shell: str) -> list[list[str]]:
    """Return the arguments of each call of the program in a shell script, those of scripts/build among them."""
    direct = [shlex.split(match["arguments"]) for match in _CALL.finditer(shell)]
    return direct + [["build", *shlex.split(match["arguments"])] for match in _BUILD.finditer(shell)]


def parse(arguments: list[str]) -> None:
    """Parse the arguments of the program as it would, and run nothing; raises where there is no such command or option."""
    if arguments == ["--version"]:
        return
    name, *rest = arguments
    assert name in COMMANDS, f"there is no command {name}"
    command = group.get_command(click.Context(group), name)
    assert command is not None
    command.make_context(name, rest)
