"""Every command refuses what is bad with its exit code, in words, and leaves no file where there was none."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.cli.main import main
from dgsn_opendata.refreshing import refresh
from tests.hostile.cases import patience
from tests.hostile.refusals import REFUSALS
from tests.small import write_package

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the small package with its derived files; not to be changed."""
    folder = write_package(tmp_path_factory.mktemp("hostile") / "package")
    refresh(folder)
    return folder


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_bad_input_is_refused(
    name: str, fresh: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = REFUSALS[name]
    folder = shutil.copytree(fresh, tmp_path / "package")
    case.change(folder)
    before = _files(tmp_path)
    arguments = [one.format(package=folder, folder=tmp_path) for one in case.arguments]
    with patience(), pytest.raises(SystemExit) as stopped:
        main(arguments)
    told = "".join(capsys.readouterr())
    assert (stopped.value.code, case.said in told) == (case.exit_code, True), told[:500]
    assert "Traceback" not in told
    assert _files(tmp_path) == before


def test_what_the_refused_commands_take_is_right_without_the_fault(fresh: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(fresh, tmp_path / "package")
    (tmp_path / "C.md").write_text("## Unreleased\n", encoding="utf-8")
    changelog = ["--changelog", str(tmp_path / "C.md")]
    for command, *more in (["refresh", "--check"], ["validate"], ["diff", str(folder), *changelog]):
        with pytest.raises(SystemExit) as stopped:
            main([command, str(folder), *more])
        assert stopped.value.code == 0, command
