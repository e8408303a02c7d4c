"""The command that says how to cite: cite."""

from __future__ import annotations

import json
from typing import cast

import click

from dgsn_opendata.cli.options import series_options
from dgsn_opendata.schemas import LANGUAGES, Language


@click.command("cite")
@click.argument("indicator", required=False)
@click.argument("year", required=False, type=int)
@series_options
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="The language of the sentence, and of the package's title.",
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "bibtex", "csl", "ris"]),
    default="text",
    show_default=True,
    help="A sentence to paste, or a file for a reference manager such as Zotero (ris, csl) or LaTeX (bibtex).",
)
def cite_command(
    indicator: str | None,
    year: int | None,
    *,
    breakdown: str | None,
    category: str | None,
    period: str | None,
    lang: str,
    shape: str,
) -> None:
    """Say how to cite a figure, a series, or the whole package.

    With INDICATOR and YEAR it cites one figure and the article that printed it, with INDICATOR alone all articles
    behind its series, with neither the package. INDICATOR is a name that dgsn-opendata list shows.

    \b
    dgsn-opendata cite cnie_issued 2023
    dgsn-opendata cite drug_seized 2024 --category cocaine --lang fr
    dgsn-opendata cite cnie_issued --format ris > cards.ris
    """  # noqa: D301 - click takes a backspace for a mark
    from dgsn_opendata.citing import cite

    language = cast("Language", lang)
    citation = cite(indicator, year, breakdown=breakdown, category=category, period=period)
    if shape == "text":
        click.echo(citation.sentence(language))
    elif shape == "csl":
        click.echo(json.dumps(citation.csl(language), ensure_ascii=False, indent=2))
    elif shape == "bibtex":
        click.echo(citation.bibtex(language), nl=False)
    else:
        # As bytes, so that its line ends stay as they are everywhere.
        click.echo(citation.ris(language).encode("utf-8"), nl=False)
