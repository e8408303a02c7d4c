"""Ctrl-C, and what else asks a process to end: a word, the shell's exit code, and nothing half-written."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata import fetching, validation
from dgsn_opendata.cli import main
from tests.environment.children import EXCHANGE, FORKS, Child, at_operation, call, list_operations, run
from tests.environment.editions import contents

if TYPE_CHECKING:
    from pathlib import Path

    from tests.environment.editions import Editions

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="forks"),
    pytest.mark.filterwarnings(FORKS),
]
NAMES = ["dist"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_ctrl_c_at_any_step_on_the_disk_leaves_one_edition_and_nothing_beside_it(
    editions: Editions, tmp_path: Path
) -> None:
    out = tmp_path / "dist"
    editions.put("one", out)
    operations = list_operations(lambda: editions.write("two", out), tmp_path)
    at, last = operations.index(EXCHANGE) + 1, len(operations)
    seen = set()
    for number in sorted(
        {3, 4, 5, at // 3, at // 2, *range(at - 2, at + 4), (at + last) // 2, last - 6, last - 5}
    ):
        editions.put("one", out)

        def interrupted(number: int = number) -> None:
            editions.write("two", out, before=lambda: at_operation(number, interrupt, tmp_path), through=main)

        ending = run(interrupted)
        assert (number, ending.code, ending.err.strip()) == (number, 130, "Interrupted.")
        seen.add(editions.at(out))
        assert (number, names(tmp_path)) == (number, NAMES)
    assert seen == {"one", "two"}


@pytest.mark.parametrize(
    ("number", "share", "code"),
    [(signal.SIGINT, 0.1, 130), (signal.SIGTERM, 0.2, 143), (signal.SIGHUP, 0.05, 129)],
)
def test_a_build_that_is_asked_to_end_leaves_the_last_one(
    editions: Editions, tmp_path: Path, number: signal.Signals, share: float, code: int
) -> None:
    out = tmp_path / "dist"
    editions.put("one", out)
    child = Child(call("build", editions.folders["two"], "--out", out))
    while not (tmp_path / ".dist.building").exists():
        time.sleep(0.002)
    time.sleep(share)
    child.kill(number)
    ending = child.end()
    assert (ending.code, ending.out, ending.err.strip()) == (code, "", "Interrupted.")
    assert (editions.at(out), names(tmp_path)) == ("one", NAMES)


def test_who_is_told_to_ignore_the_end_of_a_terminal_does(editions: Editions, tmp_path: Path) -> None:
    def build() -> None:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does
        call("validate", editions.folders["one"])()

    child = Child(build)
    time.sleep(0.2)
    child.kill(signal.SIGHUP)
    assert child.end().code == 0


def test_ctrl_c_while_validating_says_so(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def press(*_: object) -> None:
        interrupt()
        time.sleep(5)

    monkeypatch.setattr(validation, "read_table", press)
    with pytest.raises(SystemExit) as ending:
        main(["validate", str(small)])
    assert (ending.value.code, capsys.readouterr().err.strip()) == (130, "Interrupted.")


def test_ctrl_c_while_an_article_is_fetched_leaves_no_text_and_no_row(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def press(*_: object) -> None:
        interrupt()
        time.sleep(5)

    before = contents(small)
    monkeypatch.setattr(fetching.Fetcher, "fetch", press)
    with pytest.raises(SystemExit) as ending:
        main(
            [
                "capture",
                "https://example.org/a",
                "--texts",
                str(tmp_path / "t"),
                "--package",
                str(small),
                "--write",
            ]
        )
    assert (ending.value.code, capsys.readouterr().err.strip()) == (130, "Interrupted.")
    assert contents(small) == before
    assert names(tmp_path) == ["package"]
