"""Where data and schemas are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dgsn_opendata import store
from dgsn_opendata.errors import EnvironmentProblem

if TYPE_CHECKING:
    from pathlib import Path


def test_inside_the_package_goes_before_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_INSIDE", tmp_path / "inside")
    monkeypatch.setattr(store, "_BESIDE", tmp_path / "beside")
    (tmp_path / "beside" / "schemas").mkdir(parents=True)
    assert store.schemas_folder() == tmp_path / "beside" / "schemas"
    (tmp_path / "inside" / "schemas").mkdir(parents=True)
    assert store.schemas_folder() == tmp_path / "inside" / "schemas"


def test_an_installation_without_data_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_INSIDE", tmp_path)
    monkeypatch.setattr(store, "_BESIDE", tmp_path)
    with pytest.raises(EnvironmentProblem, match="pip install --force-reinstall"):
        store.package_folder()
