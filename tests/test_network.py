"""Nothing asks the network but the two commands that are for it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.cli.main import COMMANDS
from tests.pages import PAGE
from tests.repositories import FIRST
from tests.small import TEXTS, write_texts

if TYPE_CHECKING:
    from pathlib import Path

# Refuses and notes whatever would reach another machine, or ask for its address.
WATCH = """
import json, sys
asked = []

def watch(event, arguments):
    reaching = {"connect", "sendto", "sendmsg", "getaddrinfo", "gethostbyname", "gethostbyaddr", "getnameinfo"}
    library, _, action = event.partition(".")
    if (library == "socket" and action in reaching) or library in {"urllib", "http", "ftplib", "smtplib"}:
        asked.append(f"{event}{arguments}")
        raise OSError("the network was asked")

sys.addaudithook(watch)
"""
CALLS = """
import contextlib, io
import dgsn_opendata
dgsn_opendata.load("observations", lang="fr")
dgsn_opendata.series("cnie_issued", lang="ar")
dgsn_opendata.indicators(), dgsn_opendata.tables()
from dgsn_opendata.cli import main
codes = {}
for arguments in json.loads(sys.argv[1]):
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            main(arguments)
    except SystemExit as left:
        codes[" ".join(arguments[:2])] = (left.code, said.getvalue()[-500:])
print(json.dumps([asked, codes]))
"""


def run(program: str, *arguments: str) -> list[object]:
    result = subprocess.run(
        [sys.executable, "-c", WATCH + program, *arguments], capture_output=True, text=True, check=True
    )
    answer: list[object] = json.loads(result.stdout.splitlines()[-1])
    return answer


@pytest.mark.parametrize("request_", ["http://192.0.2.1/", "http://example.org/"])
def test_a_question_to_the_network_would_be_noticed(request_: str) -> None:
    program = f"import requests\ntry: requests.get({request_!r}, timeout=1)\nexcept OSError: pass\nprint(json.dumps(asked))"
    assert run(program) != []


def test_nothing_but_links_and_the_capture_of_an_address_asks_the_network(small: Path, tmp_path: Path) -> None:
    texts = write_texts(small)
    (small.parent / "CHANGELOG.md").write_text(FIRST, encoding="utf-8")
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    article, package, rows = str(texts / "alpha-2024.txt"), str(small), str(tmp_path / "rows.csv")
    (tmp_path / "alpha-2024.txt").write_text(f"{TEXTS['alpha-2024']}77 autres appels.\n", encoding="utf-8")
    calls = [
        ["validate", package, "--texts", str(texts)],
        ["format", package],
        ["refresh", package],
        ["verify", package, "--texts", str(texts)],
        ["audit", article, "--package", package, "--format", "html"],
        ["suggest", str(tmp_path / "alpha-2024.txt"), "--package", package, "-o", rows],
        ["record", rows, "--package", package],
        ["capture", str(tmp_path / "page.html"), "--texts", str(texts), "--source", "new-2026", "--package", package],
        ["build", package, "--out", str(tmp_path / "dist")],
        ["diff", package, str(tmp_path / "dist")],
        ["prepare", package, "--since", "nothing", "--day", "2026-12-23"],
        ["list", "--search", "cannabis"],
        ["show", "cnie_issued", "--sources"],
        ["cite", "cnie_issued", "2024"],
        ["plot", "cnie_issued", "-o", str(tmp_path / "a.png")],
        ["plot", "cnie_issued", "-o", str(tmp_path / "a.html")],
        *(["export", kind, "cnie_issued", "-o", f"{tmp_path / 'out'}.{kind}"] for kind in ("parquet", "sqlite", "xlsx")),
        ["read", "19 مليون و722 ألف و41"],
        ["codes"],
    ]  # fmt: skip
    asked, codes = run(CALLS, json.dumps(calls))
    assert asked == []
    assert isinstance(codes, dict)
    assert {name.split()[0] for name in codes} == COMMANDS.keys() - {"links"}
    assert {name: said for name, (code, said) in codes.items() if code != 0} == {}
