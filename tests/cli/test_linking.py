"""The command links."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.cli.main import main
from dgsn_opendata.link_health import read_results
from tests.misbehaving import COPY, misbehaving
from tests.small import read, rewrite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.misbehaving import Web

    Call = Callable[..., tuple[str, str]]


@pytest.fixture
def web() -> Iterator[Web]:
    with misbehaving() as one:
        one.copies["/gone"] = COPY | {"url": "http://web.archive.org/web/20250102030405/x"}
        yield one


@pytest.fixture
def package(small: Path, web: Web) -> Path:
    """Give a package whose sources are alpha (reachable) and beta (in Arabic), and one that is gone."""
    text = read(small, "sources").decode()
    text = text.replace("https://example.org/a", web.url("page"))
    text = text.replace("2024-12,,,press_report", f"2024-12,{web.url('windows_1256')},,press_report")
    rewrite(small, "sources", f"{text}zeta-2024,,Zeta,,fr,2024,{web.url('gone')},,opinion,2024,,,,\n".encode())
    return small


@pytest.fixture
def links(package: Path, web: Web, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    def call(*arguments: str, code: int = 0, archive: tuple[str, ...] | None = None) -> tuple[str, str]:
        archive = ("--archive-api", web.url("wayback")) if archive is None else archive
        fixed = ["--package", str(package), "--out", str(tmp_path / "links.json"), "--pause", "0", "--allow-local"]
        with pytest.raises(SystemExit) as left:
            main(["links", *arguments, *fixed, *archive])
        said = capsys.readouterr()
        assert left.value.code == code, said
        return said.out, said.err

    return call


def test_every_address_is_checked_and_dead_ones_are_listed_with_their_copies(
    links: Call, web: Web, tmp_path: Path
) -> None:
    out, err = links(code=1)
    assert out.splitlines() == [
        f"gone        zeta-2024: {web.url('gone')}, it answers with status 410",
        f"{'':<12}copy: https://web.archive.org/web/20250102030405/x",
        "3 sources: 2 reachable, 1 gone",
        f"Results in {tmp_path / 'links.json'}",
    ]
    assert err == ""
    assert [*read_results(tmp_path / "links.json")] == ["alpha-2024", "beta-2024", "zeta-2024"]


def test_what_is_fresh_is_not_asked_again_unless_told(links: Call, web: Web) -> None:
    links("--source", "alpha-2024")
    out, _ = links(code=1)
    assert "3 sources (1 checked before): 2 reachable, 1 gone" in out
    assert web.asked["/page"] == 1
    links("--source", "alpha-2024", "--again")
    assert web.asked["/page"] == 2


def test_figures_that_the_page_no_longer_prints_are_listed(links: Call, web: Web) -> None:
    out, _ = links("--source", "alpha-2024", "--content")
    assert "8 printed figures: 8 found, 0 changed, 0 gone" in out
    out, _ = links("--source", "beta-2024", "--content", code=1)
    assert out.splitlines()[:2] == [
        "figure      beta-2024: ألف is changed, now 19 مليون و722 ألف و41",
        "figure      beta-2024: سبع is gone",
    ]
    assert "2 printed figures: 0 found, 1 changed, 1 gone" in out


def test_an_archive_that_does_not_answer_is_named_and_asked_again(links: Call, web: Web) -> None:
    line = "The archive did not answer for 1 of them; the next check asks it again"
    silent = ("--archive-api", web.url("forbidden"))
    assert line in links("--source", "alpha-2024", archive=silent)[0].splitlines()
    assert line in links("--source", "alpha-2024", archive=silent)[0].splitlines()
    assert web.asked["/forbidden"] == 2
    assert "The archive" not in links("--source", "alpha-2024")[0]


def test_a_terminal_obeys_nothing_that_a_host_sends(links: Call, web: Web) -> None:
    web.pages["/b"] = ("text/html", b"<html>")
    web.replies["/page"] = (302, b"", {"Location": "/b?\x1b[2J"})
    out, _ = links("--source", "alpha-2024")
    assert ("\x1b" in out, r"/b?\x1b[2J" in out) == (False, True)


def test_no_archive_is_asked_where_none_is_wanted(links: Call, web: Web, tmp_path: Path) -> None:
    links("--no-archive", "--source", "zeta-2024", code=1, archive=())
    assert web.asked["/wayback"] == 0
    assert read_results(tmp_path / "links.json")["zeta-2024"].copy is None


def test_results_of_sources_that_are_no_more_are_dropped(links: Call, package: Path, tmp_path: Path) -> None:
    links(code=1)
    rewrite(package, "sources", b"".join(read(package, "sources").splitlines(keepends=True)[:-1]))
    links("--again")
    assert "zeta-2024" not in read_results(tmp_path / "links.json")


def test_without_a_network_one_line_says_so_and_nothing_is_written(
    links: Call, package: Path, web: Web, tmp_path: Path
) -> None:
    rewrite(package, "sources", read(package, "sources").replace(web.address.encode(), b"http://none.invalid"))
    out, err = links(code=3, archive=("--archive-api", "http://none.invalid/"))
    assert (out, err) == ("", "Error: There is no network: no host has an address.\n")
    assert not (tmp_path / "links.json").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--source", "alpha-2025"], 2, "Did you mean alpha-2024?"),
        (["--no-archive"], 2, "contradict one another"),
        (["--timeout", "0"], 2, "--timeout"),
    ],
)
def test_what_cannot_be_is_said_plainly(links: Call, arguments: list[str], code: int, message: str) -> None:
    assert message in links(*arguments, code=code)[1]


def test_somebody_elses_file_is_not_overwritten(links: Call, web: Web, tmp_path: Path) -> None:
    (tmp_path / "links.json").write_text("mine")
    _, err = links(code=3)
    assert "is no file of link health" in err
    assert (tmp_path / "links.json").read_text() == "mine"
    assert not web.asked


def test_who_watches_sees_how_far_it_is(links: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert "100%" in links(code=1)[1]


def test_sources_without_an_address_have_none_to_check(links: Call) -> None:
    assert links("--source", "gamma-2025")[0] == "None of these sources has an address.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="sends the signal that Ctrl-C sends")
def test_an_interruption_keeps_what_was_found_and_the_next_run_goes_on(
    package: Path, web: Web, links: Call, tmp_path: Path
) -> None:
    rewrite(package, "sources", read(package, "sources").replace(b"/gone", b"/hang"))
    out = tmp_path / "links.json"
    arguments = ["--package", str(package), "--out", str(out), "--pause", "0", "--allow-local", "--no-archive"]
    process = subprocess.Popen(
        [sys.executable, "-m", "dgsn_opendata", "links", *arguments], stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 20
    while not web.asked["/hang"] and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err.strip()) == (130, "Interrupted.")
    assert [*json.loads(out.read_bytes())["sources"]] == ["alpha-2024", "beta-2024"]
    rewrite(package, "sources", read(package, "sources").replace(b"/hang", b"/gone"))
    assert "(2 checked before)" in links("--no-archive", archive=(), code=1)[0]
