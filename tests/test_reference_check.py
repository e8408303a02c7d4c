"""What frictionless, the reference implementation, says of the files of a descriptor."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.errors import EnvironmentProblem, MissingExtra
from dgsn_opendata.reference_check import check_files, find_file_problems, find_problems

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def descriptor(tmp_path: Path) -> Path:
    """A descriptor beside two sound files, of which the second refers to the first."""

    def resource(name: str, rows: str, **schema: object) -> dict[str, object]:
        (tmp_path / f"{name}.csv").write_text(f"id,year\n{rows}", encoding="utf-8")
        fields = [{"name": "id", "type": "string"}, {"name": "year", "type": "integer"}]
        return {"name": name, "path": f"{name}.csv", "schema": {"fields": fields, **schema}}

    key = {"fields": "id", "reference": {"resource": "articles", "fields": "id"}}
    resources = [resource("articles", "a,2023\nb,2024\n"), resource("figures", "a,2024\n", foreignKeys=[key])]
    path = tmp_path / "datapackage.json"
    path.write_text(json.dumps({"resources": resources}), encoding="utf-8")
    return path


def test_sound_files_have_no_problem(descriptor: Path) -> None:
    assert find_file_problems(descriptor) == []
    check_files(descriptor)


def test_a_cell_of_another_type_is_a_problem_of_its_file(descriptor: Path) -> None:
    (descriptor.parent / "figures.csv").write_text("id,year\na,lately\n", encoding="utf-8")
    (problem,) = find_file_problems(descriptor)
    assert problem.startswith("figures: ")
    assert "lately" in problem


def test_files_that_have_been_checked_are_not_read_again(descriptor: Path) -> None:
    (descriptor.parent / "figures.csv").write_text("id,year\na,lately\n", encoding="utf-8")
    assert find_file_problems(descriptor, checked=["figures.csv"]) == []


def test_a_key_that_leads_nowhere_is_found_where_keys_are_followed(descriptor: Path) -> None:
    (descriptor.parent / "figures.csv").write_text("id,year\nz,2024\n", encoding="utf-8")
    folder = descriptor.parent
    assert find_problems(descriptor.read_bytes(), folder) == []
    assert len(find_problems(descriptor.read_bytes(), folder, follow_keys=True)) == 1
    with pytest.raises(EnvironmentProblem, match="frictionless refuses the package: figures"):
        check_files(descriptor)


def test_a_descriptor_that_is_none_is_a_problem(descriptor: Path) -> None:
    assert find_problems(b'{"resources": [{"name": "x", "path": "x.csv", "schema": 1}]}', descriptor.parent)


def test_without_frictionless_the_extra_that_brings_it_is_named(
    descriptor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "frictionless", None)
    with pytest.raises(MissingExtra, match="publish"):
        check_files(descriptor)
