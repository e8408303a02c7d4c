"""The commands that prove: read, verify, audit, and validate with texts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_commands import run
from tests.faults import CASES
from tests.small import DIGESTS, TEXTS, change, write_texts

if TYPE_CHECKING:
    from pathlib import Path

ROW = "urgent_calls,2024,year,report,total,total,300,exact,300,1,alpha-2024,,,"


# --- read -----------------------------------------------------------------------------------------------------


def test_read_says_what_a_figure_says() -> None:
    lines = run("read", "أزيد من 19 مليون و722 ألف و41").stdout.splitlines()
    assert [line.split(maxsplit=1) for line in lines] == [
        ["value", "19722041"],
        ["qualifier", "more_than"],
        ["unit", "none, it is counted"],
        ["figure", "19 مليون و722 ألف و41"],
    ]


@pytest.mark.parametrize(
    ("arguments", "value", "qualifier", "unit"),
    [
        (["recul de plus de 18,50 %", "--lang", "fr"], -18.5, "more_than", "percent"),
        (["1.000", "--lang", "fr", "--whole"], 1000, "exact", None),
        (["1 billion", "--lang", "fr"], 10**12, "exact", None),
        (["1 billion", "--lang", "en"], 10**9, "exact", None),
        (["--", "-24 %"], -24, "exact", "percent"),
        (["٢٥ كيلوغراما"], 25, "exact", "kg"),
    ],
)
def test_read_gives_json(arguments: list[str], value: float, qualifier: str, unit: str | None) -> None:
    said = json.loads(run("read", "--format", "json", *arguments).stdout)
    assert (said["value"], said["qualifier"], said["unit"]) == (value, qualifier, unit)
    assert set(said) == {"value", "qualifier", "unit", "figure"}


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["6 و7"], "2 figures stand here: 6, 7"),
        (["1 billion"], "billion"),
        (["1.250 %", "--lang", "fr", "--measured"], "could be 1250 or 1.250"),
        ([""], "no figure stands here"),
        (["rien"], "no figure stands here"),
        (["12/12/2024"], "a date or time"),
        (["9" * 5000], "99999"),
    ],
)
def test_read_refuses_what_is_not_certain_with_the_reason(arguments: list[str], reason: str) -> None:
    result = run("read", *arguments, code=1)
    assert result.stderr.startswith("Error: Not read: ")
    assert reason in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["read"], "Missing argument"),
        (["read", "5", "--lang", "de"], "'de' is not one of"),
        (["red", "5"], "Did you mean read?"),
    ],
)
def test_read_called_wrongly_is_a_usage_error(arguments: list[str], message: str) -> None:
    assert message in run(*arguments, code=2).stderr


# --- verify ---------------------------------------------------------------------------------------------------


def test_verify_lists_the_proofs_of_each_source(small: Path) -> None:
    assert run("verify", str(small), "--texts", str(write_texts(small))).stdout.splitlines() == [
        "alpha-2024  8 of 8 figures, 1 of 1 other rows, digest matches",
        "beta-2024   2 of 2 figures, 0 of 0 other rows, digest matches",
        "gamma-2025  2 of 2 figures, 0 of 0 other rows, digest matches",
        "12 of 12 figures of 3 sources proved (100.0%)",
    ]


def test_verify_exits_with_1_where_something_is_not_proved(small: Path) -> None:
    change(small, "observations", ROW, ROW.replace(",300,exact,300,1,", ",301,exact,300,2,"))
    lines = run("verify", str(small), "--texts", str(write_texts(small)), code=1).stdout.splitlines()
    assert lines[0].startswith(
        'observations.csv:12: value: the row does not say what the printed figure says: found "301"'
    )
    assert lines[1].startswith("    Check the row against the article")
    assert lines[2].startswith("observations.csv:12: occurrence: the article does not print this here")
    assert lines[-1] == "11 of 12 figures of 3 sources proved (91.7%)"


def test_verify_shows_excused_figures_warnings_strangers_and_sources_without_text(small: Path) -> None:
    write_texts(small)
    (small.parent / "texts" / "gamma-2025.txt").rename(small.parent / "texts" / "gama-2025.txt")
    change(small, "sources", DIGESTS["beta-2024"], "")
    change(
        small,
        "observations",
        ROW,
        ROW.replace(",300,exact,300,1,alpha-2024,,,", ",300,about,300,1,alpha-2024,hedge,,In the title."),
    )
    lines = run("verify", str(small), "--texts", str(small.parent / "texts")).stdout.splitlines()
    assert lines[0].startswith("warning: sources.csv:3: text_sha256: the text's digest is not recorded")
    assert lines[2:] == [
        "alpha-2024  7 of 8 figures (1 excused), 1 of 1 other rows, digest matches",
        "beta-2024   2 of 2 figures, 0 of 0 other rows, digest not recorded",
        "gama-2025: no source has this name",
        "9 of 10 figures of 2 sources proved (90.0%); no text here of gamma-2025",
    ]


def test_verify_calls_no_broken_row_proved(small: Path) -> None:
    CASES["a comma for a point"].fault(small)
    lines = run("verify", str(small), "--texts", str(write_texts(small)), code=1).stdout.splitlines()
    assert lines[0].startswith("observations.csv:2: not judged")
    assert "dgsn-opendata validate" in lines[1]
    assert lines[-1] == "11 of 12 figures of 3 sources proved (91.7%)"


def test_verify_gives_json(small: Path) -> None:
    change(small, "observations", ROW, ROW.replace(",300,exact,300,1,", ",301,exact,300,1,"))
    data = json.loads(
        run("verify", str(small), "--texts", str(write_texts(small)), "--format", "json", code=1).stdout
    )
    assert set(data) == {"proofs", "findings", "unjudged", "strangers"}
    assert data["proofs"][0] == {
        "source_id": "alpha-2024", "figures": 8, "proved": 7, "excused": 0, "statements": 1, "found": 1, "digest": "matches",
    }  # fmt: skip
    assert [(one["code"], one["line"], one["severity"]) for one in data["findings"]] == [
        ("transcription", 12, "error")
    ]


@pytest.mark.parametrize(
    ("make", "code", "message", "advice"),
    [
        ("nowhere", 2, "does not exist", "for help."),
        ("empty", 2, "has no article's text in it", "Save each text there, named by its source"),
        ("undecodable", 3, "is no plain text in UTF-8 (see byte 1)", "Save it again"),
    ],
)
@pytest.mark.parametrize("command", ["verify", "validate"])
def test_texts_that_cannot_be_read_are_an_error_with_advice(
    small: Path, tmp_path: Path, command: str, make: str, code: int, message: str, advice: str
) -> None:
    texts = tmp_path / "texts"
    if make != "nowhere":
        texts.mkdir()
    if make == "undecodable":
        (texts / "alpha-2024.txt").write_bytes(b"\xff\xfe6\x00")
    result = run(command, str(small), "--texts", str(texts), code=code)
    assert message in result.stderr
    assert advice in result.stderr
    assert result.stdout == ""


def test_verify_needs_texts(small: Path) -> None:
    assert "Missing option '--texts'" in run("verify", str(small), code=2).stderr


@pytest.mark.parametrize("fault", [b"", b"\xff\xfe", b"a;b\n1;2\n", b'indicator_id,"year\n'])
def test_a_package_whose_table_is_broken_is_an_error_that_leads_to_validate(small: Path, fault: bytes) -> None:
    texts = write_texts(small)
    (small / "data" / "observations.csv").write_bytes(fault)
    for arguments in (
        ["verify", str(small), "--texts", str(texts)],
        ["audit", str(texts / "alpha-2024.txt"), "--package", str(small)],
    ):
        result = run(*arguments, code=3)
        assert f"Error: The table observations in {small} is missing or damaged." in result.stderr
        assert "dgsn-opendata validate" in result.stderr
    assert "observations.csv" in run("validate", str(small), "--texts", str(texts), code=1).stdout


# --- audit ----------------------------------------------------------------------------------------------------


def audit(small: Path, *arguments: str, more: str = "", code: int = 0) -> str:
    path = write_texts(small) / "alpha-2024.txt"
    path.write_text(TEXTS["alpha-2024"] + more, encoding="utf-8")
    return run("audit", str(path), "--package", str(small), *arguments, code=code).stdout


def test_audit_lists_every_numeral_and_is_fine_where_none_is_missing(small: Path) -> None:
    lines = audit(small).splitlines()
    assert len(lines) == 10
    assert lines[0].startswith("recorded statistic  observations.csv:5 calls 2024 ")
    assert lines[-1] == "alpha-2024: 9 numerals: 8 recorded, 1 waived, 0 missing"


def test_audit_exits_with_1_while_a_numeral_is_missing(small: Path) -> None:
    lines = audit(small, more="Et 77 alertes.", code=1).splitlines()
    assert lines[-2].startswith("missing  statistic")
    assert lines[-2].endswith("Et [77] alertes.")


def test_audit_gives_json_and_a_page(small: Path) -> None:
    data = json.loads(audit(small, "--format", "json", more="Et 77 alertes.", code=1))
    assert (data["recorded"], data["waived"], data["missing"]) == (8, 1, 1)
    path = str(small.parent / "texts" / "alpha-2024.txt")
    page = run("audit", path, "--package", str(small), "--format", "html", code=1).stdout
    assert page.startswith("<!DOCTYPE html>")
    assert '<mark class="missing" title="missing, statistic">77</mark>' in page


def test_audit_takes_a_file_of_any_name_with_the_source_named(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "صفحة.txt"
    path.write_text(TEXTS["beta-2024"], encoding="utf-8")
    assert run("audit", str(path), "--package", str(small), "--source", "beta-2024").stdout.endswith(
        " 0 missing\n"
    )


def test_audit_of_an_unknown_source_says_which_was_likely_meant(small: Path, tmp_path: Path) -> None:
    texts = write_texts(small)
    (texts / "alpha-2024.txt").rename(texts / "alfa-2024.txt")
    result = run("audit", str(texts / "alfa-2024.txt"), "--package", str(small), code=2)
    assert 'Error: There is no source "alfa-2024".' in result.stderr
    assert "Did you mean alpha-2024?" in result.stderr
    result = run("audit", str(texts / "beta-2024.txt"), "--package", str(small), "--source", "xyzzy", code=2)
    assert "Name it with --source, or add its row to sources.csv first." in result.stderr


def test_audit_of_a_file_that_cannot_be_read_is_an_error_with_advice(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "alpha-2024.txt"
    assert "does not exist" in run("audit", str(path), "--package", str(small), code=2).stderr
    assert "is a directory" in run("audit", str(tmp_path), "--package", str(small), code=2).stderr
    path.write_bytes("مكالمة".encode("cp1256"))
    result = run("audit", str(path), "--package", str(small), code=3)
    assert f"Error: {path} is no plain text in UTF-8 (see byte 1)." in result.stderr
    assert "Save it again as plain text, and choose the encoding UTF-8." in result.stderr


def test_audit_of_a_folder_that_is_no_package_is_an_error(small: Path, tmp_path: Path) -> None:
    texts = write_texts(small)
    assert (
        "The table sources in "
        in run("audit", str(texts / "beta-2024.txt"), "--package", str(texts), code=3).stderr
    )


def test_audit_survives_a_row_whose_occurrence_is_no_number(small: Path) -> None:
    CASES["thirty thousand digits"].fault(small)
    assert "1 missing" in audit(small, code=1).splitlines()[-1]


# --- validate with texts --------------------------------------------------------------------------------------


def test_validate_looks_into_the_texts_at_hand(small: Path) -> None:
    texts = str(write_texts(small))
    assert "0 errors" in run("validate", str(small), "--texts", texts).stdout
    change(small, "observations", ROW, ROW.replace(",300,1,", ",300,2,"))
    assert "0 errors" in run("validate", str(small)).stdout
    lines = run("validate", str(small), "--texts", texts, code=1).stdout.splitlines()
    assert lines[0] == (
        'observations.csv:12: occurrence: the article does not print this here: found "2", '
        "expected 1, for the text has it once [not-printed]"
    )


def test_validate_gives_a_digest_that_is_not_recorded_as_a_warning(small: Path) -> None:
    change(small, "sources", DIGESTS["beta-2024"], "")
    data = json.loads(run("validate", str(small), "--texts", str(write_texts(small)), "--format", "json").stdout)
    assert (data["errors"], data["warnings"]) == (0, 1)
    assert data["findings"][0]["expected"] == DIGESTS["beta-2024"]


def test_an_article_is_audited_as_its_own_source_alone(small: Path) -> None:
    texts = write_texts(small)
    command = ["audit", str(texts / "alpha-2024.txt"), "--package", str(small)]
    said = run(*command, "--source", "beta-2024", code=2).stderr
    assert "This is the text of alpha-2024, not that of beta-2024" in said
    assert "--source alpha-2024" in said
    page = texts / "page.txt"
    page.write_text("<!DOCTYPE html><p>12 visas</p>", encoding="utf-8")
    assert (
        "dgsn-opendata capture"
        in run("audit", str(page), "--source", "alpha-2024", "--package", str(small), code=3).stderr
    )
