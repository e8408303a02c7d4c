"""The reader's commands: list, show."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

import click

from dgsn_opendata.schemas import LANGUAGES, Language

if TYPE_CHECKING:
    import pandas as pd

_LANGUAGE = click.option(
    "--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="The language of labels."
)
_SHAPE = click.option(
    "--format", "shape", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)


@click.command("list")
@click.option("--search", "text", metavar="TEXT", help="Only indicators that match these words, in any language.")
@_LANGUAGE
@_SHAPE
def list_command(text: str | None, lang: str, shape: str) -> None:
    """List the indicators, or find those that match words."""
    from dgsn_opendata.searching import search

    found = search(text or "", cast("Language", lang))
    if shape == "table" and found.empty:
        click.echo(f'No indicator matches "{text}". See them all: dgsn-opendata list')
        return
    _echo(found, shape)


@click.command("show")
@click.argument("indicator")
@click.option("--breakdown", help="Show this breakdown instead of the whole figures.")
@click.option("--category", help="Show this category alone.")
@_LANGUAGE
@_SHAPE
def show_command(indicator: str, breakdown: str | None, category: str | None, lang: str, shape: str) -> None:
    """Show the series of an indicator, year by year.

    INDICATOR is a name that dgsn-opendata list shows. Each row has the value taken, how it is hedged, how far the
    sources agree, the figure as printed, and the source that printed it.
    """
    from dgsn_opendata.loading import series

    frame = series(indicator, breakdown, category, cast("Language", lang))
    if shape != "table":
        _echo(frame, shape)
        return
    click.echo(f"{frame.attrs['label']} ({frame.attrs['unit_label']})")
    click.echo(f"{frame.attrs['definition']}\n")
    if frame.empty:
        click.echo("No year is known for any figure of this indicator; see the table of observations.")
        return
    wanted = ["year", "value", "qualifier", "status", "as_printed", "source_id"]
    by_category = ["category_label"] if frame["category"].nunique() > 1 else []
    _echo(frame[by_category + wanted], shape)
    others = [name for name in frame.attrs["breakdowns"] if name not in set(frame["breakdown"])]
    if others:
        click.echo(f"\nAlso by {', '.join(others)}: dgsn-opendata show {indicator} --breakdown {others[0]}")


def _echo(frame: pd.DataFrame, shape: str) -> None:
    if shape == "csv":
        click.echo(frame.to_csv(index=False, lineterminator="\n"), nl=False)
    elif shape == "json":
        click.echo(json.dumps(json.loads(frame.to_json(orient="records")), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_rows(frame)))


def _rows(frame: pd.DataFrame) -> list[str]:
    """Return a frame as lines of a table: numbers to the right, texts to the left."""
    from dgsn_opendata.fieldtypes import format_value

    columns = []
    for name in frame.columns:
        texts = [
            format_value(value) if isinstance(value, float) else str(value)
            for value in frame[name].astype("object").where(frame[name].notna(), "")
        ]
        width = max(len(text) for text in [str(name), *texts])
        align = str.rjust if frame[name].dtype.kind in "if" else str.ljust
        columns.append([align(text, width) for text in [str(name), *texts]])
    return ["  ".join(row).rstrip() for row in zip(*columns, strict=True)]
