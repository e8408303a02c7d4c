"""The workflows of GitHub: what they may do, what they run, and in which order something is published."""

from __future__ import annotations

import os
import re
import subprocess
import sysconfig
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from tests.command_lines import calls, parse
from tests.profiles import repository_schema

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".github" / "workflows"
NAMES = sorted(path.name for path in FOLDER.iterdir())
TEXTS = {name: (FOLDER / name).read_text(encoding="utf-8") for name in NAMES}
WORKFLOWS: dict[str, dict[str, Any]] = {name: YAML(typ="safe").load(text) for name, text in TEXTS.items()}
JOBS: dict[tuple[str, str], dict[str, Any]] = {
    (name, job): content for name in NAMES for job, content in WORKFLOWS[name]["jobs"].items()
}
STEPS = [(*key, step) for key, job in JOBS.items() for step in job.get("steps", [])]
RUNS = [step["run"] for *_, step in STEPS if "run" in step]
# A commit, with the version whose commit it is.
PINNED = re.compile(r"uses: (?P<action>[\w.-]+(?:/[\w.-]+)+)@[0-9a-f]{40} # v\d+\.\d+\.\d+")
OWN = re.compile(r"uses: \$/\.github/workflows/(?P<name>\w+\.yml)")
MAY_WRITE = {
    ("release.yml", "attest"): {"id-token", "attestations"},
    ("release.yml", "pypi"): {"id-token"},
    ("release.yml", "github"): {"contents"},
    ("release.yml", "site"): {"pages", "id-token"},
    ("site.yml", "deploy"): {"pages", "id-token"},
}


def test_zizmor_finds_nothing() -> None:
    zizmor = Path(sysconfig.get_path("scripts")) / "zizmor"
    # Strictly: workflows and hooks that their schemas refuse are faults, too.
    options = ["--offline", "--strict-collection", "--no-progress", "--color=never"]
    result = subprocess.run([zizmor, *options, ROOT], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    for name in (*NAMES, "dependabot.yml", ".pre-commit-hooks.yaml"):
        assert f"{name}\n" in result.stderr


@pytest.mark.parametrize("name", NAMES)
def test_a_workflow_is_valid_by_its_schema(name: str) -> None:
    validator = Draft7Validator(repository_schema("github-workflows"))
    assert [error.message for error in validator.iter_errors(WORKFLOWS[name])] == []
    assert [*validator.iter_errors(WORKFLOWS[name] | {"permissions": "some"})]


def test_every_action_is_pinned_to_one_commit_with_its_version() -> None:
    lines = [line.strip().removeprefix("- ") for text in TEXTS.values() for line in text.splitlines()]
    uses = [line for line in lines if line.startswith("uses:")]
    pins: dict[str, set[str]] = {}
    for line in uses:
        if own := OWN.fullmatch(line):
            assert "workflow_call" in WORKFLOWS[own["name"]]["on"]
        else:
            match = PINNED.fullmatch(line)
            assert match, line
            pins.setdefault(match["action"], set()).add(line)
    assert len(uses) == sum("uses" in one for one in [*JOBS.values(), *(step for *_, step in STEPS)])
    assert {action: len(lines) for action, lines in pins.items() if len(lines) > 1} == {}


def test_a_job_may_do_what_it_needs_and_nothing_more() -> None:
    assert [name for name in NAMES if WORKFLOWS[name]["permissions"] != {}] == []
    writing = {
        key: {scope for scope, access in job["permissions"].items() if access == "write"}
        for key, job in JOBS.items()
    }
    assert {key: scopes for key, scopes in writing.items() if scopes} == MAY_WRITE


def test_a_job_that_may_write_runs_nothing_of_the_repository() -> None:
    fetching = {(name, job) for name, job, step in STEPS if step.get("uses", "").startswith("actions/checkout@")}
    assert fetching
    assert not fetching & MAY_WRITE.keys()
    for name, job, step in STEPS:
        if (name, job) in fetching and step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
            assert JOBS[name, job]["permissions"]["contents"] == "read"


def test_no_expression_is_pasted_into_a_script() -> None:
    assert [script for script in RUNS if "${{" in script] == []
    assert not {"pull_request_target", "workflow_run"} & {
        event for one in WORKFLOWS.values() for event in one["on"]
    }


def test_every_run_ends_and_waits_for_none_of_its_own() -> None:
    assert [key for key, job in JOBS.items() if "steps" in job and not 0 < job["timeout-minutes"] <= 60] == []
    assert [name for name in NAMES if not WORKFLOWS[name]["concurrency"]["group"]] == []


def test_what_they_run_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    scripts = {match for script in RUNS for match in re.findall(r"(?<!\S)scripts/\w+", script)}
    assert scripts == {"scripts/test", "scripts/build", "scripts/reproduce", "scripts/fuzz"}
    for script in scripts:
        assert os.access(ROOT / script, os.X_OK)
    monkeypatch.chdir(ROOT)
    found = [arguments for script in RUNS for arguments in calls(script)]
    assert {arguments[0] for arguments in found} == {"--version", "validate", "format", "refresh", "build"}
    for arguments in found:
        parse(arguments)


def test_the_suite_runs_on_the_oldest_and_the_newest_that_the_project_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (oldest,) = re.findall(r"^>=(3\.\d+)$", project["requires-python"])
    named = [one.rpartition(" ")[2] for one in project["classifiers"] if ":: Python :: 3." in one]
    newest = max(named, key=lambda version: int(version.partition(".")[2]))
    matrix = JOBS["test.yml", "suite"]["strategy"]["matrix"]["include"]
    runs = {(one["python"], one["resolution"]) for one in matrix}
    assert {(oldest, "lowest-direct"), (oldest, "highest"), (newest, "highest")} <= runs
    assert f"scripts/reproduce {' '.join(f'python{version}' for version in named)}" in RUNS


def needed_by(name: str) -> set[str]:
    """Return the jobs of a release that must have succeeded before this one starts."""
    needs = JOBS["release.yml", name].get("needs", [])
    direct = {needs} if isinstance(needs, str) else set(needs)
    return direct.union(*(needed_by(one) for one in direct))


def test_nothing_is_published_before_it_is_tested_built_and_attested() -> None:
    assert WORKFLOWS["release.yml"]["on"] == {"push": {"tags": ["v*"]}}
    for job in ("pypi", "github", "site"):
        assert {"test", "build", "attest"} <= needed_by(job)


def test_a_release_knows_all_earlier_ones() -> None:
    (checkout, *_) = JOBS["release.yml", "build"]["steps"]
    assert checkout["with"]["fetch-depth"] == 0


def test_no_secret_is_kept_for_publishing() -> None:
    assert [name for name in NAMES if "secrets." in TEXTS[name]] == []
    assert JOBS["release.yml", "pypi"]["environment"]["name"] == "pypi"


def test_the_name_of_each_artifact_that_is_fetched_is_one_that_is_kept() -> None:
    kept = {
        step["with"]["name"] for *_, step in STEPS if step.get("uses", "").startswith("actions/upload-artifact@")
    }
    for _, _, step in STEPS:
        if step.get("uses", "").startswith("actions/download-artifact@"):
            wanted = step["with"].get("pattern", step["with"].get("name"))
            assert [name for name in kept if Path(name).match(wanted)], wanted
