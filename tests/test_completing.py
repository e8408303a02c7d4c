"""Reading the rows that a person has completed, as a spreadsheet may have left them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.articles import normalise
from dgsn_opendata.completing import read_completed
from dgsn_opendata.errors import FindingsStand, UsageProblem
from dgsn_opendata.recording import record
from dgsn_opendata.suggesting import suggest, write_suggestions
from dgsn_opendata.validation import read_tables
from tests.small import TEXTS
from tests.test_recording import NAMED, URGENT, WAIVED, complete, refused

if TYPE_CHECKING:
    from pathlib import Path

ALTERED = [
    ("1234567", "1.234.567"),
    ("07/07/2026", "7/7"),
    ("12345", "12 345"),
    ("-44%", "-44 %"),
    ("310", "310 مكالمات"),
]


@pytest.mark.parametrize(("printed", "numeral"), ALTERED)
@pytest.mark.parametrize("completed", [NAMED, {"reason": "date"}, {"take": "2"}])
def test_a_figure_that_a_spreadsheet_has_altered_is_refused(
    small: Path, printed: str, numeral: str, completed: dict[str, str]
) -> None:
    row = URGENT | completed | {"as_printed": printed, "context": f"…avant [{numeral}] après…"}
    path = complete(small, row)
    with pytest.raises(FindingsStand) as caught:
        record(path, small)
    said, advice = caught.value.details.splitlines()
    assert said == (
        f'rows.csv:2: as_printed: the article does not print this here: found "{printed}", '
        f"expected {numeral}, as suggest wrote it [not-printed]"
    )
    assert "A spreadsheet may have altered the figure" in advice


@pytest.mark.parametrize(
    "context", ["", "…sans crochets…", "…[12] ما يقرب [310] مكالمات…", "…\u202b[٣]\u202c [31\u200f0]…", "…[310\u00a0مكالمات]…"]
)  # fmt: skip
def test_a_figure_that_holds_the_numeral_of_its_context_is_read(small: Path, context: str) -> None:
    completed = read_completed(complete(small, URGENT | NAMED | {"context": context}))
    assert completed["observations"]["as_printed"].tolist() == ["310 مكالمات"]


def test_a_row_that_waits_may_hold_anything(small: Path) -> None:
    path = complete(small, URGENT | {"as_printed": "07/07/2026", "context": "…[7/7]…"})
    assert len(read_completed(path)["waiting"]) == 1


@pytest.mark.parametrize("source", TEXTS)
def test_what_suggest_writes_is_not_taken_for_altered(small: Path, source: str) -> None:
    tables = read_tables(small)[0]
    whole = tables["observations"]
    tables["observations"] = replace(whole, texts=whole.texts[:0], values=whole.values[:0])
    rows = [row | {"reason": "chrome"} for row in suggest(TEXTS[source], source, tables)]
    path = small.parent / "rows.csv"
    path.write_bytes(write_suggestions(rows))
    assert len(read_completed(path)["waivers"]) == len(rows) > 0


def test_a_figure_is_recorded_or_waived_and_not_both_in_one_file(small: Path) -> None:
    waived = {name: URGENT[name] for name in ("source_id", "as_printed", "occurrence")} | {"reason": "date"}
    assert refused(small, URGENT | NAMED, waived) == [
        "rows.csv:3: reason: the value is not one of the codes allowed here: "
        'found "date", expected nothing, for line 2 records the figure [enum]'
    ]
    assert refused(small, waived, URGENT | {"take": "2"})[0].startswith("rows.csv:2: reason: ")
    other = waived | {"occurrence": "2"}
    assert record(complete(small, URGENT | NAMED, other), small).recorded == {"observations": 1, "waivers": 1}


@pytest.mark.parametrize("file", ["article", "page", "table"])
def test_a_file_of_another_kind_gets_one_message(small: Path, file: str) -> None:
    path = small.parent / "rows.csv"
    said = {
        "article": f"Bilan, 2025 ; police | DGSN\n{TEXTS['alpha-2024'] * 9}",
        "page": '<!doctype html>\n<html lang="ar">\n<p class="a", id="b">1,2</p>\n' * 9,
        "table": "year;value\n2024;1\n",
    }
    path.write_text(said[file], encoding="utf-8")
    with pytest.raises(UsageProblem, match="is no file of suggestions"):
        record(path, small)


def test_with_the_texts_at_hand_each_new_row_is_looked_for_in_its_article(small: Path) -> None:
    captures = {"gamma-2025": normalise("وكانت 310 مكالمات مستعجلة يوم 17 دجنبر.\n")}
    wrong = URGENT | NAMED | {"as_printed": "311 مكالمات", "value": "311"}
    path = complete(small, wrong, WAIVED | {"occurrence": "2"})
    with pytest.raises(FindingsStand) as caught:
        record(path, small, captures)
    said = "the article does not print this here: found"
    assert caught.value.details.splitlines()[::2] == [
        f'rows.csv:2: as_printed: {said} "311 مكالمات", expected words that the text has [not-printed]',
        f'rows.csv:3: occurrence: {said} "2", expected 1, for the text has it once [not-printed]',
    ]
    good = complete(small, URGENT | NAMED, WAIVED)
    assert record(good, small, captures).recorded == {"observations": 1, "waivers": 1}


def test_texts_without_that_of_a_new_row_are_refused(small: Path) -> None:
    with pytest.raises(UsageProblem, match="no captured text of gamma-2025"):
        record(complete(small, URGENT | NAMED), small, {"alpha-2024": normalise(TEXTS["alpha-2024"])})


@given(st.binary(max_size=300))
def test_no_bytes_are_a_traceback(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(b"as_printed," + data)
    with pytest.raises(FindingsStand):
        read_completed(path)
