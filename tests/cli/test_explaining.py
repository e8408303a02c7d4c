"""Findings in every shape and in both languages, and the command that explains them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.cli import main
from dgsn_opendata.findings import codes
from tests.cli.test_commands import run
from tests.faults import CASES

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("shape", "begins", "holds"),
    [
        ("text", "observations.csv:2: value: le texte n’est pas du type", "14 tables, 27 lignes\u00a0: 1 erreur, 0 avertissement"),
        ("json", '{\n  "valid": false', '"title": "le texte n’est pas du type de la colonne"'),
        ("github", "::error file=package/data/observations.csv,line=2,col=37,title=le texte n’est pas", "::notice title="),
        ("sarif", '{\n  "$schema": "https://docs.oasis-open.org/sarif', '"uri": "package/data/observations.csv"'),
        ("html", '<!DOCTYPE html>\n<html lang="fr">', "Écrivez 12.5\u00a0: le signe décimal est un point"),
    ],
)  # fmt: skip
def test_validate_speaks_french_in_every_shape(
    small: Path,
    shape: str,
    begins: str,
    holds: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    CASES["a comma for a point"].fault(small)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.chdir(small.parent)
    with pytest.raises(SystemExit) as ended:
        main(["validate", "package", "--format", shape, "--lang", "fr"])
    said = capsys.readouterr().out
    assert ended.value.code == 1
    assert said.startswith(begins)
    assert holds in said


def test_what_stops_validate_is_said_in_french_too(tmp_path: Path) -> None:
    said = run("validate", str(tmp_path), "--lang", "fr", code=3).stderr.splitlines()
    assert said[0].startswith("Erreur\u00a0: ")
    assert said[0].endswith(" ne contient pas de dossier data.")
    assert said[1].startswith("Indiquez le dossier d’un paquet\u00a0: ")


def test_codes_lists_them_all_or_explains_one() -> None:
    assert len(run("codes").stdout.splitlines()) == len(codes())
    assert run("codes", "formula", "--lang", "fr").stdout.startswith("formula – un tableur exécuterait")
    assert json.loads(run("codes", "formula", "--format", "json").stdout)[0]["severity"] == "error"
    assert "Did you mean formula?" in run("codes", "formulla", code=2).stderr
