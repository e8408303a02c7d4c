"""Text hygiene."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.hygiene import faults_of


@pytest.mark.parametrize(
    "text", ["-8,5 %", "+36%", "-24 %", "+1 500", "-٨٫٥ %", "755 541", "755\u202f541", "a=b", "x@y"]
)
def test_printed_figures_and_words_are_clean(text: str) -> None:
    assert faults_of(text) == []


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
