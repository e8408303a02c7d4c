"""Text hygiene."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.hygiene import are_clean, faults_of


@pytest.mark.parametrize(
    "text", ["-8,5 %", "+36%", "-24 %", "+1 500", "-٨٫٥ %", "755 541", "755\u202f541", "a=b", "x@y"]
)
def test_printed_figures_and_words_are_clean(text: str) -> None:
    assert faults_of(text) == []


def test_what_most_cells_hold_is_seen_to_be_clean_at_a_glance() -> None:
    assert are_clean(
        ["", "19 مليون و722 ألف و41", "755 541", "755\u202f541", "755\u00a0541", "hausse de 8,5 %", "crème"]
    )


PARTS = st.sampled_from(
    ["\n", " ", "\u202f", "\t", "=", "-", "5", "%", "?", "NA", "e", "\u0301", "\u200b", "\u0430", "سنة"]
)


@given(st.lists(st.one_of(st.text(max_size=4), st.lists(PARTS, max_size=4).map("".join)), max_size=4))
def test_texts_that_are_clean_at_a_glance_have_no_fault(texts: list[str]) -> None:
    if are_clean(texts):
        assert [faults_of(text) for text in texts] == [[]] * len(texts)


def test_no_letter_that_is_a_fault_is_overlooked_at_a_glance() -> None:
    letters = [*map(chr, range(0x10000)), "\U0001d400", "\U000e0001", "\U0010ffff"]
    faulty = [f"a{letter}" for letter in letters if faults_of(f"a{letter}")]
    assert len(faulty) > 5_000
    assert not any(are_clean([text]) for text in faulty)


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+1+cmd|' /C calc'!A0", "-2+3", "-A1", "+", "-"])
def test_what_a_spreadsheet_would_run_is_a_formula(text: str) -> None:
    assert [code for code, _ in faults_of(text)] == ["formula"]


def test_every_text_that_pandas_takes_for_missing_is_found() -> None:
    from pandas._libs.parsers import STR_NA_VALUES  # type: ignore[import-not-found]

    for text in STR_NA_VALUES - {""}:
        assert "reads-as-missing" in [code for code, _ in faults_of(text)], text
    assert faults_of("Nador") == faults_of("nul") == faults_of("MA") == []


@given(st.text(max_size=30))
def test_a_text_without_faults_is_what_it_seems(text: str) -> None:
    if not faults_of(text):
        assert text == text.strip() == unicodedata.normalize("NFC", text)
        assert not any(
            unicodedata.bidirectional(letter) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
            for letter in text
        )
        assert not any(unicodedata.category(letter) == "Cc" for letter in text)
