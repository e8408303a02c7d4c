"""Two that write one thing at once: one does, the other says why it does not, and nothing is mixed or lost."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata import curating, formatting, recording, refreshing
from dgsn_opendata.cli import main
from dgsn_opendata.errors import EnvironmentProblem
from dgsn_opendata.locking import alone
from dgsn_opendata.replacing import replace_file
from tests.environment.children import FORKS, LIMIT, Child, as_nobody, reachable_folder, run
from tests.small import read

if TYPE_CHECKING:
    from collections.abc import Callable

BUSY = r"is being written by another dgsn-opendata \(process \d+\)"
forked = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
pytestmark = pytest.mark.filterwarnings(FORKS)
COLUMNS = "indicator_id,year,period,year_basis,breakdown,category,value,qualifier,as_printed,occurrence,source_id,reading,caution,note"


class Other:
    """Another thread that holds something from entering until leaving."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._held, self._done = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._hold)

    def _hold(self) -> None:
        with alone(self._target):
            self._held.set()
            self._done.wait(LIMIT)

    def __enter__(self) -> None:
        self._thread.start()
        assert self._held.wait(LIMIT)

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()


def test_what_another_holds_is_refused_at_once_and_free_afterwards(tmp_path: Path) -> None:
    target = tmp_path / "file"
    with Other(target), pytest.raises(EnvironmentProblem, match=BUSY) as caught, alone(target):
        pass
    assert caught.value.exit_code == 3
    assert "try again" in caught.value.advice
    with alone(target):
        assert [path.name for path in tmp_path.iterdir()] == [".file.dgsn-lock"]
    assert [*tmp_path.iterdir()] == []


def test_who_holds_a_target_may_ask_again_and_others_stay_out_until_the_last(tmp_path: Path) -> None:
    with alone(tmp_path / "file"):
        with alone(tmp_path / "file"):
            pass
        assert (tmp_path / ".file.dgsn-lock").exists()


@forked
def test_a_killed_holder_keeps_nobody_out_nor_does_a_child_that_outlives_it(tmp_path: Path) -> None:
    target = tmp_path / "file"

    def hold() -> None:
        with alone(target):
            if os.fork() == 0:
                time.sleep(3)
                os._exit(0)
            (tmp_path / "ready").touch()
            time.sleep(LIMIT)

    holder = Child(hold)
    while not (tmp_path / "ready").exists():
        time.sleep(0.005)
    with pytest.raises(EnvironmentProblem, match=rf"process {holder.pid}\)"), alone(target):
        pass
    holder.kill()
    holder.end()
    with alone(target):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["ready"]


@forked
def test_of_many_at_once_one_at_a_time_is_in(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()

    def come() -> None:
        for _ in range(200):
            try:
                with alone(tmp_path / "file"):
                    (tmp_path / "inside" / "me").mkdir()
                    (tmp_path / "inside" / "me").rmdir()
            except EnvironmentProblem:
                pass

    endings = [child.end() for child in [Child(come) for _ in range(4)]]
    assert [(one.code, one.err) for one in endings] == [(0, "")] * 4
    assert [path.name for path in tmp_path.iterdir()] == ["inside"]


@forked
def test_where_no_lock_can_be_made_the_writing_itself_says_why() -> None:
    def write() -> None:
        with pytest.raises(EnvironmentProblem, match=r"cards.csv cannot be written \(Permission denied\)"):
            replace_file(Path(folder, "cards.csv"), b"new")

    with reachable_folder() as folder:
        assert run(as_nobody(write)).code == 0


def test_a_file_that_another_writes_is_left_to_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with Other(tmp_path / "file"), pytest.raises(EnvironmentProblem, match=BUSY):
        replace_file(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"old"


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Give a function that runs a command and returns its exit code and what it says of errors."""

    def call(*arguments: object) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ending:
            main([str(one) for one in arguments])
        assert isinstance(ending.value.code, int)
        return ending.value.code, capsys.readouterr().err

    return call


@pytest.mark.parametrize("command", ["refresh", "format", "prepare"])
def test_a_package_that_another_writes_is_left_to_it(
    small: Path, said: Callable[..., tuple[int, str]], command: str
) -> None:
    (small.parent / "CHANGELOG.md").write_text("# Changes\n", encoding="utf-8")
    with Other(small):
        code, err = said(command, small)
    assert code == 3
    assert f"Error: {small} is being written by another dgsn-opendata" in err
    assert sorted(path.name for path in small.iterdir()) == ["data", "metadata.toml"]


def test_checking_a_package_waits_for_nobody(small: Path) -> None:
    with Other(small):
        assert not formatting.format_package(small, check=True).changed
        assert refreshing.refresh(small, check=True)


def test_the_results_of_two_checks_of_links_are_not_mixed(
    small: Path, tmp_path: Path, said: Callable[..., tuple[int, str]]
) -> None:
    with Other(tmp_path / "links.json"):
        code, err = said("links", "--package", small, "--out", tmp_path / "links.json")
    assert (code, "links.json is being written by another" in err) == (3, True)
    assert not (tmp_path / "links.json").exists()


def test_an_article_that_another_captures_is_left_to_it(
    small: Path, tmp_path: Path, said: Callable[..., tuple[int, str]]
) -> None:
    (tmp_path / "page.txt").write_text("Un titre\n\nLa police a reçu 12 appels.\n", encoding="utf-8")
    texts = tmp_path / "captured"
    arguments = ("capture", tmp_path / "page.txt", "--texts", texts, "--package", small, "--source", "new-2025")
    texts.mkdir()
    with Other(texts / "new-2025.txt"):
        code, err = said(*arguments)
    assert (code, "new-2025.txt is being written by another" in err) == (3, True)
    assert [*texts.iterdir()] == []


def test_of_two_that_record_at_once_one_is_told_and_no_row_is_lost(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = []
    for number, year in ((310, "2025,year,report"), (311, "2023,year,stated")):
        files.append(tmp_path / f"{number}.csv")
        row = f"urgent_calls,{year},total,total,{number},exact,{number} مكالمات,1,gamma-2025,,,"
        files[-1].write_text(f"{COLUMNS}\n{row}\n", encoding="utf-8")
    in_it, go_on = threading.Event(), threading.Event()
    insert = curating.insert_rows

    def slowly(*arguments: object) -> bytes:
        in_it.set()
        assert go_on.wait(LIMIT)
        return insert(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(recording, "insert_rows", slowly)
    first = threading.Thread(target=recording.record, args=(files[0], small))
    first.start()
    assert in_it.wait(LIMIT)
    with pytest.raises(EnvironmentProblem, match=BUSY):
        recording.record(files[1], small)
    go_on.set()
    first.join()
    recording.record(files[1], small)
    observations = read(small, "observations")
    assert [b",310,exact,310 " in observations, b",311,exact,311 " in observations] == [True, True]
