"""Findings and their catalogue."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.findings import Finding, codes, shorten
from dgsn_opendata.phrases import SPOKEN, phrase, verbatim


@pytest.mark.parametrize("code", sorted(codes()))
def test_every_code_has_title_meaning_example_and_advice_in_both_languages(code: str) -> None:
    entry = codes()[code]
    assert entry.severity in {"error", "warning"}
    for language in SPOKEN:
        title, meaning, advice, said = (
            text.say(language) for text in (entry.title, entry.meaning, entry.advice, entry.example.said)
        )
        assert title
        assert not title.endswith(".")
        assert meaning.endswith(".")
        assert advice
        assert title in said
        assert said.endswith(f"[{code}]")
    words = (entry.title, entry.meaning, entry.advice, entry.example.said, entry.example.words)
    assert [text for text in words if text and text.say("en") == text.say("fr")] == []
    assert bool(entry.example.words) is not bool(entry.example.wrong)


def test_a_code_that_is_not_in_the_catalogue_is_refused() -> None:
    with pytest.raises(KeyError):
        Finding("no-such-code", "sources.csv")


def test_a_finding_tells_place_fault_and_expectation() -> None:
    finding = Finding("enum", "sources.csv", 3, "kind", found="blog", expected=phrase("one-of", codes="a, b"))
    assert (
        str(finding)
        == 'sources.csv:3: kind: the value is not one of the codes allowed here: found "blog", expected one of a, b [enum]'
    )
    assert (
        str(Finding("missing-table", "sources.csv")) == "sources.csv: the table's file is missing [missing-table]"
    )


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_a_finding_never_writes_to_the_terminal_what_cannot_be_seen(file: str, column: str, expected: str) -> None:
    assert str(Finding("enum", file, 1, column, expected=verbatim(expected))).isprintable()


@given(st.text(max_size=300))
def test_a_shown_text_never_moves_the_cursor_and_is_never_long(text: str) -> None:
    shown = shorten(text)
    assert shown.isprintable()
    assert "\n" not in shown
    assert len(text) <= 80 or f"({len(text):,} characters)" in shown
