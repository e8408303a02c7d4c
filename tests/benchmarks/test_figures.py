"""Figures as rows of a table, and the table in its place in the READMEs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.benchmarks import __main__ as benchmarks
from tests.benchmarks.figures import MARKERS, Figure, as_markdown, as_text, compare, replace_between
from tests.benchmarks.machine import describe_machine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BEGIN, END = MARKERS
KEPT = compare("import", 0.03, 0.4, 0.15, name="pandas")
BROKEN = Figure("build", "12 s", "", 12.0, 5.0, "s")


def test_a_limit_is_the_most_or_the_least_and_only_told_where_there_is_none() -> None:
    assert KEPT.kept
    assert not BROKEN.kept
    assert not Figure("slips", "98.9 %", "", 98.9, 99, "%", least=True).kept
    assert Figure("XLSX", "90 s").kept


def test_a_table_has_a_row_a_figure_under_the_machine() -> None:
    lines = as_markdown([KEPT, BROKEN], "a machine").splitlines()
    assert lines[0] == "Measured on a machine."
    assert lines[2] == "| what | ours | peer | ratio | limit | kept |"
    assert lines[4:] == [
        "| import | 30 ms | 400 ms (pandas) | 0.07 | ≤ 0.15 | yes |",
        "| build | 12 s |  |  | ≤ 5 s | no |",
    ]


def test_columns_for_a_terminal_stand_under_one_another() -> None:
    header, first, second = as_text([KEPT, BROKEN]).splitlines()
    assert header.index("limit") == first.index("≤") == second.index("≤")


@pytest.mark.parametrize(
    "text",
    [
        "no markers",
        f"{BEGIN}\nnever closed",
        f"{END}\n{BEGIN}",
        f"{BEGIN}\n{END}\n{BEGIN}\n{END}",
        f"in a line {BEGIN} {END}",
    ],
)
def test_markers_out_of_order_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="must stand once"):
        replace_between(text, "table")


def test_the_table_comes_into_every_readme_that_has_a_place_for_it(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    place = f"# Title\n\n{BEGIN}\nold\n{END}\n\nالنهاية \\1\n"
    texts = {"README.md": place, "docs/README.fr.md": "sans place\n", "docs/README.ar.md": place}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    written = benchmarks.write_table(tmp_path, "| new \\2 |")
    assert [path.name for path in written] == ["README.md", "README.ar.md"]
    for name, text in texts.items():
        assert (tmp_path / name).read_text(encoding="utf-8") == text.replace("old", "| new \\2 |")


def test_nothing_is_written_while_the_markers_of_one_readme_are_out_of_order(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "README.md").write_text(f"{BEGIN}\nold\n{END}\n", encoding="utf-8")
    (tmp_path / "docs/README.fr.md").write_text(f"{BEGIN}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="must stand once"):
        benchmarks.write_table(tmp_path, "new")
    assert "old" in (tmp_path / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("figure", "code"), [(KEPT, 0), (BROKEN, 1)])
def test_a_broken_limit_ends_with_1(figure: Figure, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def imports(_: int) -> Iterator[Figure]:
        yield figure

    monkeypatch.setattr(benchmarks, "imports", imports)
    result = CliRunner().invoke(benchmarks.main, ["imports"])
    assert result.exit_code == code
    assert figure.what in result.output


def test_a_part_is_never_written_over_the_whole() -> None:
    result = CliRunner().invoke(benchmarks.main, ["imports", "--write"])
    assert result.exit_code == 2
    assert "--write wants all" in result.output


def test_the_machine_is_told_with_what_was_measured() -> None:
    assert "Python 3." in describe_machine()
    assert "pandas " in describe_machine()
