"""Rows against the articles that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.articles import digest, normalise
from dgsn_opendata.rules.provenance import check_provenance, witnessed
from dgsn_opendata.validation import read_tables
from tests.small import DIGESTS, TEXTS, change, findings, places, read, rewrite, write_texts

if TYPE_CHECKING:
    from pathlib import Path

ROW = "urgent_calls,2024,year,report,total,total,300,exact,300,1,alpha-2024,,,"


def reword(folder: Path, source: str, text: str) -> None:
    """Put another text in the place of an article's, and its digest on record."""
    (folder.parent / "texts" / f"{source}.txt").write_text(text, encoding="utf-8")
    change(folder, "sources", DIGESTS[source], digest(text))


def test_what_the_articles_print_is_found_in_them(small: Path) -> None:
    write_texts(small)
    assert findings(small) == []


def test_an_expression_that_the_article_does_not_print_is_told(small: Path) -> None:
    write_texts(small)
    change(small, "observations", ROW, ROW.replace(",300,1,", ",trois cents,1,"))
    assert places(small) == [("not-printed", "observations.csv", 12, "as_printed")]


@pytest.mark.parametrize(
    ("more", "occurrence", "expected"),
    [
        ("", 2, "1, for the text has it once"),
        (" Encore 300, puis 300.", 4, "1 to 3, for the text has it 3 times"),
        (" Encore 300, puis 300.", 3, None),
        (" Encore 1.300 et 300.000.", 2, "1, for the text has it once"),
    ],
)
def test_appearances_are_counted_and_longer_numbers_are_none(
    small: Path, more: str, occurrence: int, expected: str | None
) -> None:
    write_texts(small)
    reword(small, "alpha-2024", TEXTS["alpha-2024"] + more)
    change(small, "observations", ROW, ROW.replace(",300,1,", f",300,{occurrence},"))
    told = [(one.code, one.column, one.expected) for one in findings(small)]
    assert told == ([("not-printed", "occurrence", expected)] if expected else [])


def test_how_the_article_is_typeset_makes_no_difference(small: Path) -> None:
    write_texts(small)
    text = TEXTS["alpha-2024"].replace("hausse de 25 %", "haus\u00adse\n de\u00a025\u202f%")
    (small.parent / "texts" / "alpha-2024.txt").write_text(text, encoding="utf-8")
    assert findings(small) == []


def test_every_table_with_a_witness_is_looked_for(small: Path) -> None:
    write_texts(small)
    change(small, "waivers", "alpha-2024,19,1,", "alpha-2024,91,1,")
    rewrite(small, "projects", read(small, "projects") + project("alpha-2024", "un nouveau centre"))
    assert [(code, file) for code, file, *_ in places(small) if code == "not-printed"] == [
        ("not-printed", "projects.csv"),
        ("not-printed", "waivers.csv"),
    ]


def project(source: str, printed: str) -> bytes:
    """Return a row of projects; what its other cells say is of no matter here."""
    from dgsn_opendata.schemas import read_schema

    cells = {"source_id": source, "as_printed": printed, "occurrence": "1"}
    return (",".join(cells.get(name, "") for name in read_schema("projects").names) + "\n").encode()


def test_a_source_whose_text_is_not_at_hand_is_not_judged(small: Path) -> None:
    (write_texts(small) / "alpha-2024.txt").unlink()
    change(small, "observations", ROW, ROW.replace(",300,1,", ",300,7,"))
    change(small, "sources", DIGESTS["alpha-2024"], "0" * 64)
    assert findings(small) == []


def test_a_text_of_no_source_is_a_warning_that_names_the_likely_one(small: Path) -> None:
    (write_texts(small) / "gama-2025.txt").write_text("Another text.", encoding="utf-8")
    (finding,) = findings(small)
    assert (finding.code, finding.severity, finding.file) == ("unknown-text", "warning", "gama-2025.txt")
    assert finding.advice.startswith("Did you mean gamma-2025?")


def test_a_figure_cut_at_its_front_is_cut(small: Path) -> None:
    text = write_texts(small) / "beta-2024.txt"
    text.write_text(TEXTS["beta-2024"].replace("ألف مكالمة", "20 مليون مكالمة"), encoding="utf-8")
    change(small, "observations", "1000,exact,ألف", "1000000,exact,مليون")
    assert 'all of "20 مليون"' in [finding.expected for finding in findings(small) if finding.code == "cut-figure"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("1200,nearly,ما يقرب 1200", "1200,exact,1200", "nearly 1200, as the words around it say"),
        ("60,exact,60 %", "60,exact,60", 'all of "60 %"'),
        ("300,exact,300", "19,exact,19", "a figure; this is identifier"),
    ],
)
def test_an_expression_is_the_whole_figure_that_the_article_prints(
    small: Path, old: str, new: str, expected: str
) -> None:
    write_texts(small)
    change(small, "observations", old, new)
    assert expected in [finding.expected for finding in findings(small) if finding.code == "cut-figure"]


@pytest.mark.parametrize(
    ("recorded", "code", "severity"), [("", "no-digest", "warning"), ("0" * 64, "other-text", "error")]
)
def test_a_text_must_be_the_one_on_record(small: Path, recorded: str, code: str, severity: str) -> None:
    write_texts(small)
    change(small, "sources", DIGESTS["gamma-2025"], recorded)
    (finding,) = findings(small)
    assert (finding.code, finding.severity, finding.line) == (code, severity, 4)
    assert finding.expected == DIGESTS["gamma-2025"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (",300,1,alpha-2024,,,", ",300,first,alpha-2024,,,", "type"),
        (",300,1,alpha-2024,,,", ",300,,alpha-2024,,,", "no-occurrence"),
        (",300,1,alpha-2024,,,", ",,1,alpha-2024,,,", "required"),
        (",300,1,alpha-2024,,,", ",300,1,alpha-2024,,,,", "ragged-row"),
        (",300,1,alpha-2024,,,", ",300,1,delta-2024,,,", "foreign-key"),
    ],
)
def test_a_row_whose_cells_are_broken_is_not_judged_twice(small: Path, old: str, new: str, code: str) -> None:
    write_texts(small)
    change(small, "observations", ROW, ROW.replace(old, new))
    assert {found for found, _, line, _ in places(small) if line == 12} == {code}


@pytest.mark.parametrize("column", ["source_id", "as_printed", "occurrence"])
def test_a_table_without_one_of_the_columns_is_not_judged(small: Path, column: str) -> None:
    write_texts(small)
    rewrite(small, "waivers", read(small, "waivers").replace(column.encode(), b"other", 1))
    assert {code for code, *_ in places(small)} == {"missing-column", "extra-column"}


def test_sources_that_cannot_be_read_leave_the_other_tables_to_be_judged(small: Path) -> None:
    (small / "data" / "sources.csv").unlink()
    change(small, "observations", ROW, ROW.replace(",300,1,", ",300,7,"))
    tables, _ = read_tables(small)
    texts = {source: normalise(text) for source, text in TEXTS.items()}
    assert [one.code for one in check_provenance(tables, texts)] == ["not-printed"]


def test_the_witnessed_tables_are_those_with_source_expression_and_occurrence(small: Path) -> None:
    tables, _ = read_tables(small)
    assert {table.schema.name for table in witnessed(tables)} == {
        "observations", "deployments", "structures", "cooperation", "projects", "waivers",
    }  # fmt: skip
