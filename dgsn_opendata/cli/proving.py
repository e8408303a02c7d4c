"""The curator's commands: read, verify, audit."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dgsn_opendata.cli.options import FOLDER, PACKAGE, SOURCE
from dgsn_opendata.errors import FindingsStand

if TYPE_CHECKING:
    from dgsn_opendata.verification import Proof, Verification

_NAMED = 5  # sources that a summary names


@click.command("read")
@click.argument("text")
@click.option(
    "--lang",
    type=click.Choice(["ar", "fr", "en"]),
    help="The language of the text. Arabic is known by its letters.",
)
@click.option("--whole/--measured", default=None, help="Whether it counts whole things (cases) or measures (kg).")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
def read_command(text: str, lang: str | None, whole: bool | None, shape: str) -> int:
    """Read a figure as an article prints it, and show its value.

    TEXT is the figure in Arabic, French or English, in quotation marks, with words such as "about" or "more than"
    and with its unit. Write -- before one that begins with a minus sign. What is not understood with certainty is
    refused with the reason, and the exit code is 1.

    \b
    dgsn-opendata read "19 مليون و722 ألف و41"
    dgsn-opendata read "près de 49 %" --lang fr
    """  # noqa: D301 - click keeps the lines after this mark as they are
    from dgsn_opendata.numerals import NumeralError, read

    try:
        figure = read(text, lang, whole)
    except NumeralError as error:
        raise FindingsStand(f"Not read: {error}") from error
    start, end = figure.span
    said = {
        "value": str(figure.value) if shape == "text" else figure.value,
        "qualifier": figure.qualifier,
        "unit": figure.unit,
        "figure": text[start:end],
    }
    if shape == "json":
        click.echo(json.dumps(said, ensure_ascii=False, indent=2, default=float))
        return 0
    for name, value in said.items():
        click.echo(f"{name:<10} {'none, it is counted' if value is None else value}")
    return 0


@click.command("verify")
@FOLDER
@click.option(
    "--texts",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of the articles' texts, each a file named by its source: press-2024-12-26.txt.",
)
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
def verify_command(folder: Path | None, texts: Path, shape: str) -> int:
    """Look for every recorded figure in the texts of the articles.

    A figure is proved when its value, qualifier (exact, about …) and unit follow from the printed figure, and when
    the article's text prints it at the place named. Exit code 1 where something of an article at hand is not
    proved.

    FOLDER is a package: a folder with data/ in it. Without it the data that came with this program is taken.
    """
    from dgsn_opendata.verification import verify

    verification = verify(texts, folder)
    if shape == "json":
        click.echo(json.dumps(dataclasses.asdict(verification), ensure_ascii=False, indent=2))
    else:
        _show_proofs(verification)
    return 0 if verification.holds else FindingsStand.exit_code


def _show_proofs(verification: Verification) -> None:
    at_hand = [proof for proof in verification.proofs if proof.digest != "no text"]
    for finding in verification.findings:
        mark = "" if finding.severity == "error" else "warning: "
        click.echo(f"{mark}{finding}\n    {finding.advice}")
    for place in verification.unjudged:
        click.echo(f"{place}: not judged, because its cells have errors\n    See why: dgsn-opendata validate")
    width = max((len(proof.source_id) for proof in at_hand), default=0)
    for proof in at_hand:
        click.echo(f"{proof.source_id:<{width}}  {_share(proof)}, digest {proof.digest}")
    for name in verification.strangers:
        click.echo(f"{name}: no source has this name")
    without = [proof.source_id for proof in verification.proofs if proof.digest == "no text"]
    figures, proved = sum(one.figures for one in at_hand), sum(one.proved for one in at_hand)
    share = f"{proved / figures:.1%}" if figures else "none"
    click.echo(
        f"{proved} of {figures} figures of {len(at_hand)} sources proved ({share})"
        f"{f'; no text here of {_names(without)}' if without else ''}"
    )


def _names(names: list[str]) -> str:
    """Return some names, and how many there are besides."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more sources" if more > 0 else "")


def _share(proof: Proof) -> str:
    excused = f" ({proof.excused} excused)" if proof.excused else ""
    return f"{proof.proved} of {proof.figures} figures{excused}, {proof.found} of {proof.statements} other rows"


@click.command("audit")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@SOURCE
@PACKAGE
@click.option("--format", "shape", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
def audit_command(file: Path, source: str | None, package: Path | None, shape: str) -> int:
    """List every number that an article prints: recorded, left out on purpose, or missing.

    FILE is the text of an article, which the package does not hold. Numbers in words count too. A number left out
    on purpose (waived) has its reason in the table waivers. --format html gives a page of the article with its
    numbers coloured: add > audit.html to save it. Exit code 1 while a number is missing.
    """
    from dgsn_opendata import store
    from dgsn_opendata.audit import audit_article, check_source
    from dgsn_opendata.audit_report import as_html, as_json, as_text
    from dgsn_opendata.captures import read_capture
    from dgsn_opendata.validation import read_whole_tables

    source = source or file.stem
    tables = read_whole_tables(package or store.package_folder(), ("sources", "observations", "waivers"))
    text = read_capture(file)
    check_source(source, text, tables)
    audit = audit_article(text, source, tables)
    click.echo({"text": as_text, "json": as_json, "html": as_html}[shape](audit))
    return FindingsStand.exit_code if audit.count("missing") else 0
