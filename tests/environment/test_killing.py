"""A build that is killed, at any moment, leaves the old folder or the new one, whole; and the next clears away."""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
import time
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata import replacing
from dgsn_opendata.processes import beside
from dgsn_opendata.staging import stage
from tests.environment.children import EXCHANGE, FORKS, Child, at_operation, list_operations, run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.environment.editions import Editions

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked children"),
    pytest.mark.filterwarnings(FORKS),
]
MOMENTS = 8  # of a whole build; what touches the disk is a small part of it, and killed at each step below
SPREAD = 20  # steps of the writing and of the removing
NEAR = 8  # steps on both sides of the exchange
OTHER = {"one": "two", "two": "one"}
NAMES = ["dist"]


def kill_self() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def steps(operations: list[str], swap: str) -> list[int]:
    """Return the numbers of steps to be killed at: some of all, and every one near the exchange."""
    last = len(operations)
    at = operations.index(swap) + 1
    spread = {round(1 + (last - 1) * number / (SPREAD - 1)) for number in range(SPREAD)}
    return sorted(spread | {number for number in range(at - NEAR, at + NEAR + 1) if 1 <= number <= last})


def test_a_build_killed_at_any_step_on_the_disk_leaves_one_of_the_two_editions(
    editions: Editions, tmp_path: Path
) -> None:
    out = tmp_path / "dist"
    editions.put("one", out)
    seen = set()
    operations = list_operations(lambda: editions.write("two", out), tmp_path)
    assert editions.at(out) == "two"
    for number in steps(operations, EXCHANGE):
        before = editions.at(out)

        def killed(number: int = number, before: str = before) -> None:
            at_operation(number, kill_self, tmp_path)
            editions.write(OTHER[before], out)

        # Each finds what the one before has left, and may have a step more or less for that.
        assert run(killed).code in {-signal.SIGKILL, 0}
        seen.add(editions.at(out) == before)
    assert seen == {True, False}
    assert run(lambda: editions.write("one", out)).code == 0
    assert (editions.at(out), names(tmp_path)) == ("one", NAMES)


@pytest.mark.parametrize("share", [number / MOMENTS for number in range(MOMENTS)])
def test_a_build_killed_at_a_random_moment_leaves_one_of_the_two_editions(
    editions: Editions, tmp_path: Path, duration: float, share: float
) -> None:
    out = tmp_path / "dist"
    editions.put("one", out)
    child = Child(lambda: editions.build("two", out))
    time.sleep(duration * (share + random.Random(share).random() / MOMENTS))
    child.kill()
    assert child.end().code in {-signal.SIGKILL, 0}
    editions.at(out)
    with stage(out):  # the beginning of the next build
        assert names(tmp_path) == [".dist.building", ".dist.dgsn-lock", *NAMES]
    assert names(tmp_path) == NAMES


@pytest.fixture(scope="module")
def duration(editions: Editions, tmp_path_factory: pytest.TempPathFactory) -> float:
    """Give the seconds that a whole build takes in a child."""
    out = tmp_path_factory.mktemp("timed") / "dist"
    begin = time.monotonic()
    assert run(lambda: editions.build("one", out)).code == 0
    return time.monotonic() - begin


def test_what_a_killed_process_has_started_beside_it_ends_too(tmp_path: Path) -> None:
    reading, writing = os.pipe()  # who lives has the end to write to

    def start() -> None:
        result = beside(lambda: b"x" * 10_000_000)  # more than a pipe holds
        (tmp_path / "started").touch()
        time.sleep(60)
        result()

    child = Child(start)
    os.close(writing)
    while not (tmp_path / "started").exists():
        time.sleep(0.002)
    time.sleep(0.1)
    child.kill()
    child.end()
    assert select.select([reading], [], [], 10)[0], "a process is left"
    assert os.read(reading, 1) == b""
    os.close(reading)


def test_a_first_build_that_is_killed_leaves_nothing_or_all(editions: Editions, tmp_path: Path) -> None:
    out = tmp_path / "made" / "dist"
    total = len(list_operations(lambda: editions.write("one", tmp_path / "counted"), tmp_path))
    for number in range(1, total, total // 8):

        def killed(number: int = number) -> None:
            at_operation(number, kill_self, tmp_path / "made")
            editions.write("one", out)

        assert run(killed).code == -signal.SIGKILL
        if out.exists():
            assert editions.at(out) == "one"
            shutil.rmtree(out)
    assert run(lambda: editions.write("one", out)).code == 0
    assert (editions.at(out), names(out.parent)) == ("one", NAMES)


def test_where_folders_cannot_be_exchanged_the_next_build_puts_the_old_one_back(
    editions: Editions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replacing, "_exchange", lambda one, other: False)
    out = tmp_path / "dist"
    editions.put("one", out)
    operations = list_operations(lambda: editions.write("two", out), tmp_path)
    gone = 0
    for number in range(operations.index("os.rename"), operations.index("os.rename") + 5):
        editions.put("one", out)

        def killed(number: int = number) -> None:
            at_operation(number, kill_self, tmp_path)
            editions.write("two", out)

        assert run(killed).code == -signal.SIGKILL
        gone += not out.exists()
        with stage(out):
            editions.at(out)
        assert names(tmp_path) == NAMES
    assert gone == 1
