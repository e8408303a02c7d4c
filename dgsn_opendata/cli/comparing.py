"""The command that compares: diff."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dgsn_opendata.errors import EnvironmentProblem, FindingsStand, UsageProblem

if TYPE_CHECKING:
    from dgsn_opendata.comparing.difference import Difference


@click.command("diff")
@click.argument("old")
@click.argument("new", required=False)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "markdown", "json", "html"]),
    help="How to show it; text unless told. html and json leave nothing out: add > diff.html to save it.",
)
@click.option(
    "--exit-code", is_flag=True, help="Exit with 1 where something changed, as git diff does; for scripts."
)
@click.option(
    "--changelog",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Write the part for data users into this changelog, and show nothing.",
)
@click.option(
    "--check",
    is_flag=True,
    help="With --changelog: write nothing, and exit with 1 where that part is not up to date.",
)
def diff_command(
    old: str, new: str | None, *, shape: str | None, exit_code: bool, changelog: Path | None, check: bool
) -> int:
    """Say what changed between two releases, and which version number follows.

    Shown are values that are new, gone or revised, with the reason; indicators and categories that are new, gone,
    renamed or mean another thing; sources; tables and fields. The version follows by the recipe of Data Package:
    major where something is removed, renamed or means another thing, minor for new data, patch for corrected
    values and words. A value that is withdrawn is a corrected value.

    OLD and NEW are each a folder (of a package, a build, a clone), a zip, a wheel, or a revision of git: a tag, a
    branch, a commit. Without NEW the data that came with this program is taken.

    \b
    dgsn-opendata diff v0.1.0 .
    dgsn-opendata diff dgsn-opendata-0.1.0.zip dist --format html > diff.html
    dgsn-opendata diff v0.1.0 . --changelog CHANGELOG.md
    """  # noqa: D301 - click keeps the lines after this mark as they are
    if changelog is not None and (shape or exit_code):
        raise UsageProblem(
            "--changelog shows nothing, so that --format and --exit-code say nothing", "Leave them out."
        )
    if check and changelog is None:
        raise UsageProblem("--check checks a changelog", "Name it with --changelog, or leave --check out.")
    from dgsn_opendata import store
    from dgsn_opendata.comparing.difference import compare
    from dgsn_opendata.comparing.releases import read_release
    from dgsn_opendata.comparing.rendering import as_html, as_json, as_markdown, as_text

    difference = compare(read_release(old), read_release(new or store.package_folder()))
    if changelog is not None:
        return _keep_changelog(changelog, difference, check)
    shapes = {"text": as_text, "markdown": as_markdown, "json": as_json, "html": as_html}
    click.echo(shapes[shape or "text"](difference))
    return FindingsStand.exit_code if exit_code and not difference.is_empty else 0


def _keep_changelog(path: Path, difference: Difference, check: bool) -> int:
    from dgsn_opendata.comparing.changelog import check_data_part, choose_heading, data_part, put_data_part
    from dgsn_opendata.opening import read_file
    from dgsn_opendata.replacing import replace_file

    try:
        text = read_file(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise EnvironmentProblem(f"{path} is not UTF-8", "Save it as UTF-8.") from error
    except OSError as error:
        raise EnvironmentProblem(f"{path} cannot be read ({error.strerror})", "Name another file.") from error
    heading, part = choose_heading(text, difference), data_part(difference)
    problem = check_data_part(text, heading, part)
    if check:
        click.echo(problem or f"The part for data users in the section {heading} is up to date.")
        if problem:
            click.echo(f"Run the same without --check: it writes {path.name}.")
        return FindingsStand.exit_code if problem else 0
    if problem:
        replace_file(path, put_data_part(text, heading, part).encode("utf-8"))
    click.echo(f"{'written' if problem else 'up to date'}: {path}, section {heading}")
    return 0
