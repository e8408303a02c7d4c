"""The audit of an article: what it prints, against what the package has."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata import store
from dgsn_opendata.audit import STATES, Audit, audit_article
from dgsn_opendata.validation import read_tables
from tests.small import TEXTS, change, write_package

if TYPE_CHECKING:
    from dgsn_opendata.frames import Table

ARTICLES = Path(__file__).parent.parent.parent / "shared" / "sources"
ROW = "urgent_calls,2024,year,report,total,total,300,exact,300,1,alpha-2024,,,"


def audit(folder: Path, source: str = "alpha-2024", text: str | None = None) -> Audit:
    tables, _ = read_tables(folder)
    return audit_article(TEXTS[source] if text is None else text, source, tables)


def states(folder: Path, text: str, source: str = "alpha-2024") -> dict[str, str]:
    """Return the state of each numeral of a text by its words."""
    return {entry.text: entry.state for entry in audit(folder, source, text).entries}


@pytest.mark.parametrize(
    ("source", "recorded", "waived"), [("alpha-2024", 8, 1), ("beta-2024", 2, 0), ("gamma-2025", 2, 0)]
)
def test_every_numeral_is_recorded_or_waived(small: Path, source: str, recorded: int, waived: int) -> None:
    result = audit(small, source)
    assert {state: result.count(state) for state in STATES} == {
        "recorded": recorded,
        "waived": waived,
        "missing": 0,
    }


def test_an_entry_says_which_row_records_it_or_why_it_is_waived(small: Path) -> None:
    claims = {entry.text: entry.claim for entry in audit(small).entries}
    assert claims["1.000"] == "observations.csv:5 calls 2024"
    assert claims["600"] == "observations.csv:2 calls north 2024"
    assert claims["25 %"] == "observations.csv:9 calls_change_pct 2024"
    assert claims["19"] == "identifier"


def test_a_numeral_that_no_row_has_is_missing(small: Path) -> None:
    result = audit(small, text=TEXTS["alpha-2024"] + "Il y eut 77 alertes.")
    (missing,) = [entry for entry in result.entries if entry.state == "missing"]
    assert (missing.text, missing.claim, missing.kind) == ("77", "", "statistic")


def test_a_record_goes_before_a_waiver(small: Path) -> None:
    change(
        small,
        "waivers",
        "alpha-2024,19,1,identifier,The emergency number.",
        "alpha-2024,300 étaient,1,repeated,\nalpha-2024,19,1,identifier,",
    )
    entries = {entry.text: entry for entry in audit(small).entries}
    assert (entries["300"].state, entries["300"].claim) == ("recorded", "observations.csv:12 urgent_calls 2024")


def test_a_numeral_of_which_a_row_has_only_a_part_is_missing(small: Path) -> None:
    change(small, "observations", ROW, ROW.replace(",300,1,", ",300 mille,1,"))
    assert states(small, "Il y eut 2 millions 300 mille appels.") == {"2 millions 300 mille": "missing"}
    change(small, "observations", ",300 mille,1,", ",2 millions 300 mille,1,")
    assert states(small, "Il y eut 2 millions 300 mille appels.") == {"2 millions 300 mille": "recorded"}


@pytest.mark.parametrize("number", ["1.300", "300.000", "3001", "2300", "300,5"])
def test_a_numeral_in_which_a_shorter_one_stands_is_missing(small: Path, number: str) -> None:
    assert states(small, f"Il y eut {number} appels.") == {number: "missing"}


@pytest.mark.parametrize(("word", "state"), [("سبع", "recorded"), ("وسبع", "recorded"), ("سبعين", "missing")])
def test_a_number_word_of_which_a_row_has_only_the_beginning_is_missing(
    small: Path, word: str, state: str
) -> None:
    assert set(states(small, f"تم تسجيل {word} مكالمة.", "beta-2024").values()) == {state}


def test_two_rows_may_cover_one_numeral_together(small: Path) -> None:
    change(
        small,
        "observations",
        ROW,
        f"{ROW.replace(',300,1,', ',2 millions,1,')}\n{ROW.replace(',300,1,', ',300 mille,1,')}",
    )
    assert states(small, "Il y eut 2 millions 300 mille appels.") == {"2 millions 300 mille": "recorded"}


@pytest.mark.parametrize(("occurrence", "expected"), [(1, [True, False]), (2, [False, True]), (3, [False, False])])
def test_only_the_appearance_that_the_row_means_is_recorded(
    small: Path, occurrence: int, expected: list[bool]
) -> None:
    change(small, "observations", ROW, ROW.replace(",300,1,", f",300,{occurrence},"))
    result = audit(small, text="Ici 300 appels, et là 300 appels.")
    assert [entry.state == "recorded" for entry in result.entries] == expected


@pytest.mark.parametrize("occurrence", ["", "0", "-1", "first", "1.0", "9" * 5000])
def test_a_row_with_a_broken_occurrence_records_nothing(small: Path, occurrence: str) -> None:
    change(small, "observations", ROW, ROW.replace(",300,1,", f",300,{occurrence},"))
    assert states(small, "Il y eut 300 appels.") == {"300": "missing"}


def test_rows_of_another_source_record_nothing(small: Path) -> None:
    assert states(small, "تم تسجيل 300 مكالمة", "beta-2024") == {"300": "missing"}


def test_entries_stand_in_the_order_of_the_text_and_their_spans_are_their_words(small: Path) -> None:
    for source, text in TEXTS.items():
        entries = audit(small, source).entries
        assert [text[slice(*entry.span)] for entry in entries] == [entry.text for entry in entries]
        spans = [entry.span for entry in entries]
        assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))


def test_a_numeral_that_the_page_typesets_otherwise_is_recorded_where_it_stands(small: Path) -> None:
    text = "\u200fبلغ ما\u00a0يقرب\n1200\u200f مكالمة"
    (entry,) = audit(small, "gamma-2025", text).entries
    assert (entry.state, text[slice(*entry.span)]) == ("recorded", "1200")


def test_the_context_has_whole_words_and_a_glued_letter_stays_glued(small: Path) -> None:
    entries = audit(small, "beta-2024", "سجلت القاعات و77 مكالمة.").entries
    assert (entries[0].before, entries[0].after) == ("سجلت القاعات و", " مكالمة.")
    long = "Unmotbienlong " * 5 + "77 " + "motsetmots " * 5
    (entry,) = audit(small, text=long).entries
    assert set(entry.before.split()) == {"Unmotbienlong"}
    assert set(entry.after.split()) == {"motsetmots"}


def test_a_context_over_several_lines_is_one_line(small: Path) -> None:
    (entry,) = audit(small, text="Il\ny  eut\n77\n\nappels").entries
    assert (entry.before, entry.after) == ("Il y eut ", " appels")


def test_a_text_without_numerals_has_no_entries(small: Path) -> None:
    assert list(audit(small, text="").entries) == []
    assert list(audit(small, text="Rien à signaler.").entries) == []


@pytest.fixture(scope="module")
def unchanging(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Table]:
    return read_tables(write_package(tmp_path_factory.mktemp("audit") / "package"))[0]


@given(
    st.lists(
        st.sampled_from(
            [
                "و",
                "43.807",
                "12",
                "٤٣",
                " ",
                "\n",
                ",",
                ".",
                "-",
                "/",
                "%",
                "مليون",
                "ألف",
                "TASER",
                "2024",
                "سنة",
                "6 و7",
                "٪",
                "(",
                "e",
                "²",
                "kg",
                "ـ",
                "\u064b",
                "ملفًا",
                "\u200f",
            ]
        ),
        max_size=14,
    )
)
def test_every_digit_belongs_to_some_entry(unchanging: dict[str, Table], words: list[str]) -> None:
    text = "".join(words)
    assert unlisted(audit_article(text, "beta-2024", unchanging)) == []


def unlisted(result: Audit) -> list[str]:
    """Return the surroundings of each decimal digit of a text that is in no entry."""
    covered = {place for entry in result.entries for place in range(*entry.span)}
    places = [at for at, letter in enumerate(result.text) if letter.isdecimal() and at not in covered]
    return [result.text[max(0, at - 20) : at + 20] for at in places]


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the articles' texts are not at hand")
@pytest.mark.parametrize(
    "source",
    ["24saa-2025-05-21", "alarab-2024-12-25", "halapress-2023-12", "hespress-2025-12-17", "press-2024-12-26"],
)
def test_nothing_that_a_founding_article_prints_is_missing(source: str) -> None:
    tables, _ = read_tables(store.package_folder())
    result = audit_article((ARTICLES / f"{source}.txt").read_text(encoding="utf-8"), source, tables)
    assert [entry for entry in result.entries if entry.state == "missing"] == []
    assert unlisted(result) == []
    assert result.count("recorded") >= 1
