"""What the articles prove of a package."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgsn_opendata.errors import EnvironmentProblem
from dgsn_opendata.verification import Proof, verify
from tests.small import DIGESTS, change, write_texts

ARTICLES = Path(__file__).parent.parent.parent / "shared" / "sources"
ROW = "urgent_calls,2024,year,report,total,total,300,exact,300,1,alpha-2024,,,"


def test_every_figure_and_row_of_a_sound_package_is_proved(small: Path) -> None:
    verification = verify(write_texts(small), small)
    assert list(verification.proofs) == [
        Proof("alpha-2024", figures=8, proved=8, excused=0, statements=1, found=1, digest="matches"),
        Proof("beta-2024", figures=2, proved=2, excused=0, statements=0, found=0, digest="matches"),
        Proof("gamma-2025", figures=2, proved=2, excused=0, statements=0, found=0, digest="matches"),
    ]
    assert (list(verification.findings), list(verification.unjudged), list(verification.strangers)) == ([], [], [])
    assert verification.holds


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (",301,exact,300,1,", "transcription"),
        (",300,about,300,1,", "transcription"),
        (",300,exact,300,2,", "not-printed"),
        (",300,exact,0300,1,", "not-printed"),
        (",300,exact,40 % vides ; 300,1,", "unread-figure"),
    ],
)
def test_a_figure_that_does_not_follow_or_does_not_stand_there_is_not_proved(
    small: Path, cells: str, code: str
) -> None:
    change(small, "observations", ROW, ROW.replace(",300,exact,300,1,", cells))
    verification = verify(write_texts(small), small)
    assert verification.proofs[0].proved == 7
    assert (code, 12) in [(one.code, one.line) for one in verification.findings]
    assert not verification.holds


def test_a_figure_that_is_wrong_in_two_ways_is_one_figure(small: Path) -> None:
    change(small, "observations", ROW, ROW.replace(",300,exact,300,1,", ",301,about,300,2,"))
    verification = verify(write_texts(small), small)
    assert verification.proofs[0].proved == 7
    assert len(verification.findings) == 3


def test_an_excused_figure_is_counted_as_such_and_not_as_proved(small: Path) -> None:
    change(
        small,
        "observations",
        ROW,
        ROW.replace(",300,exact,300,1,alpha-2024,,,", ",300,about,300,1,alpha-2024,hedge,,In the title."),
    )
    verification = verify(write_texts(small), small)
    proof = verification.proofs[0]
    assert (proof.figures, proof.proved, proof.excused) == (8, 7, 1)
    assert verification.holds


def test_an_excuse_reaches_no_words_that_the_article_does_not_print(small: Path) -> None:
    change(
        small,
        "observations",
        ROW,
        ROW.replace(",300,exact,300,1,alpha-2024,,,", ",300,about,300,2,alpha-2024,hedge,,In the title."),
    )
    assert not verify(write_texts(small), small).holds


def test_a_row_of_another_table_must_stand_in_the_text_too(small: Path) -> None:
    change(small, "waivers", "alpha-2024,19,", "alpha-2024,91,")
    verification = verify(write_texts(small), small)
    assert (verification.proofs[0].statements, verification.proofs[0].found) == (1, 0)
    assert not verification.holds


def test_a_source_without_a_text_has_nothing_proved_and_nothing_against_it(small: Path) -> None:
    (write_texts(small) / "alpha-2024.txt").unlink()
    change(small, "observations", ROW, ROW.replace(",300,exact,", ",301,exact,"))
    verification = verify(small.parent / "texts", small)
    assert verification.proofs[0] == Proof("alpha-2024", 8, 0, 0, 1, 0, "no text")
    assert verification.holds


def test_a_text_of_no_source_is_a_stranger(small: Path) -> None:
    (write_texts(small) / "alfa-2024.txt").write_text("600", encoding="utf-8")
    assert list(verify(small.parent / "texts", small).strangers) == ["alfa-2024"]


def test_the_digest_says_whether_the_text_is_the_one_on_record(small: Path) -> None:
    write_texts(small)
    change(small, "sources", DIGESTS["alpha-2024"], "0" * 64)
    change(small, "sources", DIGESTS["beta-2024"], "")
    (small.parent / "texts" / "gamma-2025.txt").unlink()
    verification = verify(small.parent / "texts", small)
    assert [proof.digest for proof in verification.proofs] == ["differs", "not recorded", "no text"]
    assert [one.code for one in verification.findings] == ["other-text", "no-digest"]
    assert [proof.proved for proof in verification.proofs] == [8, 2, 0]  # the figures stand in it all the same


def test_a_digest_that_is_not_recorded_is_a_warning_only(small: Path) -> None:
    change(small, "sources", DIGESTS["beta-2024"], "")
    assert verify(write_texts(small), small).holds


@pytest.mark.parametrize(
    "broken",
    [
        ROW.replace(",300,exact,", ',"300,5",exact,'),
        ROW.replace(",300,exact,", ",,exact,"),
        ROW.replace(",300,exact,", ",300,exactly,"),
        ROW.replace(",300,1,", ",,1,"),
        ROW.replace(",300,1,", ",300,first,"),
        ROW.replace("urgent_calls,", "urgent_cals,"),
    ],
)
def test_a_row_with_a_broken_cell_is_not_proved_and_is_named(small: Path, broken: str) -> None:
    change(small, "observations", ROW, broken)
    verification = verify(write_texts(small), small)
    assert (verification.proofs[0].figures, verification.proofs[0].proved) == (8, 7)
    assert (list(verification.findings), list(verification.unjudged)) == ([], ["observations.csv:12"])
    assert not verification.holds


def test_a_row_whose_cells_are_shifted_is_named_whatever_source_it_seems_to_have(small: Path) -> None:
    change(small, "observations", ROW, ROW.replace("report,", "report,,"))
    verification = verify(write_texts(small), small)
    assert (list(verification.findings), list(verification.unjudged)) == ([], ["observations.csv:12"])


def test_a_row_of_a_source_that_is_not_listed_is_named_where_its_text_is_at_hand(small: Path) -> None:
    (write_texts(small) / "delta-2024.txt").write_text("300", encoding="utf-8")
    change(small, "observations", ROW, ROW.replace("alpha-2024", "delta-2024"))
    verification = verify(small.parent / "texts", small)
    assert list(verification.unjudged) == ["observations.csv:12"]
    assert list(verification.strangers) == ["delta-2024"]


@pytest.mark.parametrize("table", ["observations", "indicators", "sources"])
def test_a_package_whose_table_cannot_be_read_is_refused(small: Path, table: str) -> None:
    write_texts(small)
    (small / "data" / f"{table}.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(EnvironmentProblem, match=f"The table {table} in ") as caught:
        verify(small.parent / "texts", small)
    assert "validate" in caught.value.advice


def test_a_folder_that_is_no_package_is_refused(small: Path, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="The table observations in "):
        verify(write_texts(small), tmp_path)


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the articles' texts are not at hand")
def test_every_published_figure_of_an_article_at_hand_is_proved() -> None:
    verification = verify(ARTICLES)
    proofs = [proof for proof in verification.proofs if proof.digest != "no text"]
    assert {proof.digest for proof in proofs} == {"matches"}
    assert sum(proof.figures for proof in proofs) >= 122
    assert sum(proof.proved + proof.excused for proof in proofs) == sum(proof.figures for proof in proofs)
    assert sum(proof.proved for proof in proofs) >= 122
    assert all(proof.found == proof.statements for proof in proofs)
    assert list(verification.findings) == []
    assert verification.holds
