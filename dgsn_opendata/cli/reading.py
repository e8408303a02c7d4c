"""The reader's commands: list, show."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypedDict, cast

import click

from dgsn_opendata.cli.options import AS_OF, LANGUAGE, series_options
from dgsn_opendata.errors import UsageProblem
from dgsn_opendata.periods import YEAR
from dgsn_opendata.schemas import Language, read_schema

if TYPE_CHECKING:
    import pandas as pd

_BREAK = "|"
_SHOWN = ["year", "value", "qualifier", "status", "as_printed", "source_id"]
_SHAPE = click.option(
    "--format", "shape", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)


class _Wanted(TypedDict):
    """Which rows of an indicator are asked for."""

    breakdown: str | None
    category: str | None
    period: str | None
    as_of: int | None


@click.command("list")
@click.option("--search", "text", metavar="TEXT", help="Only indicators that match these words, in any language.")
@LANGUAGE
@_SHAPE
def list_command(text: str | None, lang: str, shape: str) -> None:
    """List the indicators, or find those that match words.

    An indicator is something that is counted, such as identity cards issued. Its name, in the first column, is
    what the other commands ask for.

    \b
    dgsn-opendata list --search cannabis
    dgsn-opendata list --search "carte nationale" --lang fr
    """  # noqa: D301 - click keeps the lines after this mark as they are
    from dgsn_opendata.searching import search

    found = search(text or "", cast("Language", lang))
    if shape == "table" and found.empty:
        click.echo(f'No indicator matches "{text}". See them all: dgsn-opendata list')
        return
    _echo(found, shape)


@click.command("show")
@click.argument("indicator")
@series_options
@AS_OF
@click.option("--sources", is_flag=True, help="Say of each value who printed what, and why it was taken.")
@LANGUAGE
@_SHAPE
def show_command(
    indicator: str,
    *,
    breakdown: str | None,
    category: str | None,
    period: str | None,
    as_of: int | None,
    sources: bool,
    lang: str,
    shape: str,
) -> None:
    """Show the figures of an indicator, year by year, and who printed them.

    INDICATOR is a name that dgsn-opendata list shows. Each row has the value taken, whether it is exact or about
    so much (qualifier), whether the sources agree (status), the figure as printed, and the source that printed it.
    A | marks the first value after a change in what is counted.

    \b
    dgsn-opendata show drug_seized --category cocaine --sources
    """  # noqa: D301 - click keeps the lines after this mark as they are
    from dgsn_opendata.attributes import as_of_in_words
    from dgsn_opendata.loading import series

    if sources and shape != "table":
        advice = f"Leave --format out, or write: dgsn-opendata export {shape} --table observations {indicator}"
        raise UsageProblem(f"--sources explains in words, not as {shape}", advice)
    language = cast("Language", lang)
    wanted: _Wanted = {"breakdown": breakdown, "category": category, "period": period, "as_of": as_of}
    frame = series(indicator, **wanted, lang=language)
    undated = frame.attrs["undated"]
    if shape != "table":
        _echo(frame, shape)
        if undated:
            click.echo(
                f"{undated} figures without a year are in no series. They are in the table observations.", err=True
            )
        return
    state = "" if as_of is None else f" ({as_of_in_words(as_of, language)})"
    click.echo(f"{frame.attrs['label']} ({frame.attrs['unit_label']}){state}")
    click.echo(frame.attrs["definition"])
    if not frame.empty:
        by = ["category_label"] if frame["category"].nunique() > 1 else []
        by += ["period_label"] if set(frame["period"]) != {YEAR} else []
        marks = ["series_break"] if frame["series_break"].any() else []
        shown = frame.assign(series_break=frame["series_break"].map({True: _BREAK, False: ""}))
        click.echo()
        _echo(_in_words(shown[[*by, *_SHOWN, *marks]], "series", language), shape)
    if frame.attrs["breaks"]:
        click.echo()
    for year, change in frame.attrs["breaks"].items():
        click.echo(f"{_BREAK} {year}: {change}")
    if sources:
        _explain(indicator, wanted, language)
    cited = [frame["source_id"]]
    if undated:
        cited.append(_undated(indicator, wanted, language))
    click.echo()
    for line in _sources({source for part in cited for source in part}):
        click.echo(line)
    _offer_others(indicator, frame, wanted, language)


def _offer_others(indicator: str, frame: pd.DataFrame, wanted: _Wanted, language: Language) -> None:
    """Name the breakdowns and periods that are not shown, and the command that shows the first."""
    for option, joined in (("breakdown", "by"), ("period", "for")):
        others = [name for name in frame.attrs[f"{option}s"] if name not in set(frame[option])]
        if others:
            click.echo(f"\nAlso {joined} {', '.join(others)}:")
            # Another breakdown has its own categories and periods.
            kept = ("as_of",) if option == "breakdown" else ("breakdown", "category", "as_of")
            chosen = "".join(
                f" --{name.replace('_', '-')} {value}" for name, value in wanted.items() if value and name in kept
            )
            again = f"{chosen} --{option} {others[0]}{'' if language == 'en' else f' --lang {language}'}"
            click.echo(f"dgsn-opendata show {indicator}{again}")


def _explain(indicator: str, wanted: _Wanted, language: Language) -> None:
    """Show of each value who printed what, and which step of the rule took which."""
    from dgsn_opendata.explaining import explain

    for one in explain(indicator, **wanted, lang=language):
        click.echo(f"\n{one.headline}")
        for line in one.witnesses:
            click.echo(f"    {line}")


def _undated(indicator: str, wanted: _Wanted, language: Language) -> pd.Series:
    """Show the figures that no series has, because their source gives no year; return their sources."""
    from dgsn_opendata.loading import load

    printed = load("observations", language, as_of=wanted["as_of"])
    printed = printed[printed["indicator_id"].eq(indicator) & printed["year"].isna()]
    for column, name in (("breakdown", wanted["breakdown"]), ("category", wanted["category"])):
        printed = printed if name is None else printed[printed[column].eq(name)]
    click.echo("\nWithout a year, and so in no series:\n")
    shown = [name for name in _SHOWN if name not in {"year", "status"}]
    _echo(_in_words(printed[["category_label", *shown]], "observations", language), "table")
    return printed["source_id"]


def _in_words(frame: pd.DataFrame, table: str, language: Language) -> pd.DataFrame:
    """Return a frame with the titles and the codes of a table in a language."""
    titles = {}
    for name in frame.columns:
        if name in read_schema(table).names:
            field = read_schema(table)[name]
            titles[name] = field.title(language)
            if field.codes:
                frame = frame.assign(**{name: frame[name].astype("object").map(field.labels(language))})
    for name in ("category", "period"):
        titles[f"{name}_label"] = read_schema("observations")[name].title(language)
    return frame.rename(columns=titles)


def _sources(wanted: set[str]) -> list[str]:
    """Return a line on each source: who printed it, under which title, when and where."""
    from dgsn_opendata.loading import load

    sources = load("sources")
    lines = []
    sources = sources[["source_id", "publisher", "title", "published_on", "url"]]
    for source in sources[sources["source_id"].isin(wanted)].fillna("").to_dict("records"):
        known = [source["publisher"], source["title"], source["published_on"], source["url"] or "address unknown"]
        lines.append(f"{source['source_id']}: {', '.join(text for text in known if text)}")
    return lines


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
