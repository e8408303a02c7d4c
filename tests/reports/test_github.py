"""A report as workflow commands of GitHub."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import given

from dgsn_opendata.phrases import SPOKEN
from dgsn_opendata.reports.github import as_github
from tests.reports.samples import HOSTILE, found, reported, written

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = re.compile(r"::(error|warning|notice) ([^\n]*?)::([^\n]*)")


def read(line: str) -> tuple[str, dict[str, str], str]:
    """Return what a runner reads of a line: the command, its properties and its message."""
    whole = COMMAND.fullmatch(line)
    assert whole is not None, line
    properties = dict(one.split("=", 1) for one in whole[2].split(","))
    return whole[1], {key: restored(value) for key, value in properties.items()}, restored(whole[3])


def restored(text: str) -> str:
    for code, mark in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, mark)
    return text


def test_a_finding_is_an_annotation_at_its_cell(tmp_path: Path) -> None:
    line, summary = as_github(reported(written(tmp_path), found("12,5")), root=tmp_path).splitlines()
    kind, properties, message = read(line)
    title = "the text is not of the column's kind"
    assert (kind, properties) == ("error", {"file": "data/waivers.csv", "line": "2", "col": "12", "title": title})
    place, advice = message.splitlines()
    assert place.startswith(f"waivers.csv:2: as_printed: {title}: ")
    assert advice == "The row's note explains it: 12,5"
    assert read(summary) == ("notice", {"title": "dgsn-opendata validate"}, "1 table, 2 rows: 1 error, 0 warnings")


def test_errors_come_first_and_the_summary_says_what_github_leaves_out(tmp_path: Path) -> None:
    warnings = [found(str(number), code="reads-as-missing") for number in range(3)]
    errors = [found(str(number)) for number in range(11)]
    report = reported(written(tmp_path), *warnings, *errors)
    lines = [read(line) for line in as_github(report, "fr", tmp_path).splitlines()]
    assert [kind for kind, *_ in lines] == ["error"] * 11 + ["warning"] * 3 + ["notice"]
    assert "les 10 premières erreurs" in lines[-1][2]
    few = reported(written(tmp_path), *warnings, *errors[:10])
    assert "10 premières" not in as_github(few, "fr", tmp_path)


def test_no_path_ends_its_property(tmp_path: Path) -> None:
    finding = found("x")
    folder = written(tmp_path / "a,title=b::c%3A")
    line = as_github(reported(folder, finding), root=tmp_path).splitlines()[0]
    assert line.startswith("::error file=a%2Ctitle=b%3A%3Ac%253A/data/waivers.csv,line=2,")
    assert read(line)[1]["file"] == "a,title=b::c%3A/data/waivers.csv"


@given(HOSTILE)
def test_nothing_in_a_cell_or_in_a_name_gets_out_of_its_command(text: str) -> None:
    finding = found(text, column=text)
    report = reported(written_nowhere(text), finding)
    for language in SPOKEN:
        lines = as_github(report, language).split("\n")
        assert len(lines) == 2
        kind, properties, message = read(lines[0])
        assert (kind, properties["title"]) == ("error", finding.title.say(language))
        assert message == f"{finding.say(language)}\n{finding.advice.say(language)}"


def written_nowhere(text: str) -> Path:
    from pathlib import Path

    return Path("/nowhere") / text.replace("\x00", "").encode("utf-8", "replace").decode()
