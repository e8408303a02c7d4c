"""The hooks for pre-commit: each calls a command that there is, when a file changes that it reads."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from dgsn_opendata.schemas import table_names
from tests.command_lines import calls, parse

ROOT = Path(__file__).parent.parent
HOOKS: list[dict[str, Any]] = YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
NAMES = [hook["id"] for hook in HOOKS]


@pytest.mark.parametrize("hook", HOOKS, ids=NAMES)
def test_a_hook_runs_a_command_that_there_is_and_once_for_the_whole_package(
    hook: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    (arguments,) = calls(" ".join([hook["entry"], *hook["args"]]))
    parse(arguments)
    assert hook["id"] == f"dgsn-opendata-{arguments[0]}"
    assert arguments[1:] == ["datapackage"]
    assert hook["pass_filenames"] is False


@pytest.mark.parametrize("hook", HOOKS, ids=NAMES)
def test_a_hook_waits_for_the_tables_wherever_the_package_lies(hook: dict[str, Any]) -> None:
    for folder in ("", "datapackage/", "some/where/"):
        for name in table_names("curated"):
            assert re.search(hook["files"], f"{folder}data/{name}.csv")
    for other in (
        "datapackage/derived/series.csv",
        "data/old/sources.csv",
        "metadata/sources.csv",
        "data/sources.csv~",
    ):
        assert not re.search(hook["files"], other)


def test_a_hook_asks_for_extras_that_the_project_has() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {one for hook in HOOKS for one in hook.get("additional_dependencies", [])}
    assert asked == {".[publish]"}
    assert "publish" in project["optional-dependencies"]
