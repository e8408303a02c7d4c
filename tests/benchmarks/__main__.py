"""``python -m tests.benchmarks [WHAT]``: measure beside peers, print the ratios, and say which limits are broken."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tests.benchmarks.figures import as_markdown, as_text, replace_between
from tests.benchmarks.growth import growth
from tests.benchmarks.machine import describe_machine
from tests.benchmarks.measuring import CommandFailed
from tests.benchmarks.slips import mutations
from tests.benchmarks.waiting import building, imports, loading, validating

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.benchmarks.figures import Figure

READMES = ("README.md", "docs/README.fr.md", "docs/README.ar.md")
_ROOT = Path(__file__).parent.parent.parent
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("what", type=click.Choice(["all", "imports", "load", "validate", "build", "growth", "mutation"]))
@click.argument("texts", type=click.Path(exists=True, file_okay=False, path_type=Path), required=False)
@click.option(
    "--runs", type=click.IntRange(min=1), default=7, show_default=True, help="Runs to take the median of."
)
@click.option("--packages", type=_FOLDER, help="Where made-up packages are, or are put to be used again.")
@click.option("--write", is_flag=True, help="With all: write the table into the READMEs, between the markers.")
def main(what: str, texts: Path | None, runs: int, packages: Path | None, write: bool) -> None:
    """Measure WHAT beside its peers; exit with 1 where a limit is broken.

    TEXTS is a folder of captured articles, for mutation: slips are then looked for in their texts, too.
    """
    if write and what != "all":
        raise click.UsageError("--write wants all: a table of some figures would replace the whole one.")
    with tempfile.TemporaryDirectory() as temporary:
        folder = (packages or Path(temporary)).resolve()
        figures = []
        try:
            for figure in _measured(what, texts, runs, folder):
                figures.append(figure)
                click.echo("  ".join(filter(None, figure.cells)), err=True)
        except CommandFailed as error:
            raise click.ClickException(f"This cannot be measured:\n{error}") from error
    click.echo(f"{as_text(figures)}\n\n{describe_machine()}")
    if write:
        write_table(_ROOT, as_markdown(figures, describe_machine()))
    broken = [figure.what for figure in figures if not figure.kept]
    if broken:
        raise click.ClickException(f"{len(broken)} of {len(figures)} limits broken: {', '.join(broken)}")


def _measured(what: str, texts: Path | None, runs: int, folder: Path) -> Iterator[Figure]:
    parts: dict[str, Callable[[], Iterator[Figure]]] = {
        "imports": lambda: imports(runs),
        "load": lambda: loading(runs),
        "validate": lambda: validating(runs),
        "build": lambda: building(runs),
        "growth": lambda: growth(runs, folder),
        "mutation": lambda: mutations(texts),
    }
    for name, part in parts.items():
        if what in ("all", name):
            yield from part()


def write_table(root: Path, table: str) -> list[Path]:
    """Write a table between the markers of every README that has them, and return these; of none, none is written.

    Raises ``ValueError`` where the markers of one are not in order.
    """
    texts = {root / name: (root / name).read_text(encoding="utf-8") for name in READMES if (root / name).is_file()}
    changed = {path: replace_between(text, table) for path, text in texts.items() if "<!-- figures -->" in text}
    for path, text in changed.items():
        path.write_text(text, encoding="utf-8")
    return [*changed]


if __name__ == "__main__":
    main()
