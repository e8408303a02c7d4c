"""The command that draws a chart: plot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from dgsn_opendata.cli.options import LANGUAGE, series_options

if TYPE_CHECKING:
    from dgsn_opendata.schemas import Language


@click.command("plot")
@click.argument("indicator")
@series_options
@LANGUAGE
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="The file to write. Its ending says what it becomes: .png or .svg a picture, .html a page for a "
    "browser, .json the chart as data (Vega-Lite) for programs and editors.",
)
def plot_command(
    indicator: str, *, breakdown: str | None, category: str | None, period: str | None, lang: str, out: Path
) -> None:
    """Draw the chart of an indicator and save it as a picture or a page.

    INDICATOR is a name that dgsn-opendata list shows. Hollow points are approximate figures. Orange bars reach
    from the lowest to the highest figure where sources contradict one another. A dashed line stands where the
    counting changed. The source line is part of the picture.

    \b
    dgsn-opendata plot cnie_issued -o cards.png
    dgsn-opendata plot drug_seized --category cocaine --lang ar -o cocaine.html
    """  # noqa: D301 - click keeps the lines after this mark as they are
    from dgsn_opendata.plots import plot, save_plot

    chart = plot(indicator, breakdown=breakdown, category=category, period=period, lang=cast("Language", lang))
    save_plot(chart, out)
    click.echo(f"{out.stat().st_size:>12,}  {out}")
