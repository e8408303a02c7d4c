"""The command that explains findings: codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dgsn_opendata.cli.options import SPEAKING

if TYPE_CHECKING:
    from dgsn_opendata.phrases import Spoken


@click.command("codes")
@click.argument("code", required=False)
@SPEAKING
@click.option(
    "--format", "shape", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True
)
def codes_command(code: str | None, lang: Spoken, shape: str) -> None:
    """List the codes of findings, or explain one: what it means, an example, and what to do.

    CODE is what validate writes in brackets at the end of a line, such as foreign-key.
    """
    from dgsn_opendata.codebook import as_json, as_markdown, explain_text, find_codes, list_text

    chosen = find_codes(code)
    if shape == "text":
        click.echo(list_text(chosen, lang) if code is None else explain_text(chosen[0], lang))
    else:
        click.echo({"json": as_json, "markdown": as_markdown}[shape](chosen, lang))
