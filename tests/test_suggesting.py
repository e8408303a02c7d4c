"""Rows suggested for what an article prints and nobody has recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgsn_opendata.captures import read_captures
from dgsn_opendata.schemas import read_schema
from dgsn_opendata.store import package_folder
from dgsn_opendata.suggesting import columns, suggest, write_suggestions
from dgsn_opendata.validation import read_tables
from tests.small import TEXTS, change, write_package
from tests.suggestions import ranks

ARTICLES = Path(__file__).parent.parent.parent / "shared" / "sources"
NEXT = (
    "أعلنت القاعات يوم 17 دجنبر أنها استقبلت أكثر من 1.300 مكالمة، مقابل 1010 مكالمات سنة 2024، بارتفاع بلغ 28,7 بالمائة.\n"
    "واستقبلت قاعات الجنوب 520 مكالمة.\nوكانت 310 مكالمات مستعجلة.\n"
)
Row = dict[str, str]
SOURCE = "delta-2025,Report,Delta,,ar,2025-12-20,https://example.org/d,,communique_reprint,2025,,,,"


def rows(folder: Path, text: str = NEXT) -> list[Row]:
    change(folder, "sources", "gamma-2025,", f"{SOURCE}\ngamma-2025,")
    return suggest(text, "delta-2025", read_tables(folder)[0])


@pytest.fixture(scope="module")
def suggested(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """Give the rows for the article above."""
    return rows(write_package(tmp_path_factory.mktemp("suggesting") / "package"))


def test_each_numeral_that_is_not_recorded_has_a_row_in_reading_order(suggested: list[Row]) -> None:
    assert [
        (row["as_printed"], row.get("value"), row.get("qualifier"), row["occurrence"]) for row in suggested
    ] == [
        ("17 دجنبر", None, None, "1"),
        ("أكثر من 1.300", "1300", "more_than", "1"),
        ("1010", "1010", "exact", "1"),
        ("2024", None, None, "1"),
        ("28,7 بالمائة", "28.7", "exact", "1"),
        ("520 مكالمة", "520", "exact", "1"),
        ("310 مكالمات", "310", "exact", "1"),
    ]


def test_what_only_a_person_can_say_is_empty(suggested: list[Row]) -> None:
    for row in suggested:
        assert row["source_id"] == "delta-2025"
        assert not {
            "indicator_id",
            "breakdown",
            "category",
            "year",
            "period",
            "year_basis",
            "reason",
            "take",
        } & set(row)


def test_the_likely_indicators_come_with_their_last_values(suggested: list[Row]) -> None:
    by_value = {row["value"]: row for row in suggested if "value" in row}
    assert {value: row["likely_1"] for value, row in by_value.items()} == {
        "1300": "calls",
        "1010": "calls",
        "520": "calls centre=south",
        "310": "urgent_calls",
        "28.7": "calls_change_pct",
    }
    assert {value: row["last_1"] for value, row in by_value.items()} == {
        "1300": "2024: 1000",
        "1010": "2024: 1000",
        "520": "2024: 400",
        "310": "2024: 300",
        "28.7": "2024: 25",
    }
    assert {row["unit"] for row in by_value.values() if "unit" in row} == {"percent"}
    assert {row["kind"] for row in by_value.values()} == {"statistic", "percent"}


def test_a_value_of_an_earlier_year_is_said_to_be_restated(suggested: list[Row]) -> None:
    restated = next(row for row in suggested if row.get("value") == "1010")
    assert (
        restated["hint"]
        == "likely_1 has this value for 2024: probably a restatement; the words beside it name 2024"
    )
    assert restated["likely_year"] == "2024"
    fresh = next(row for row in suggested if row.get("value") == "310")
    assert fresh["likely_year"] == "2025"


def year_of(folder: Path, text: str) -> str | None:
    return next(row for row in rows(folder, text) if row.get("value") == "310").get("likely_year")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("تم خلال سنة 2023 تسجيل 310 مكالمات.", "2023"),
        ("تم تسجيل 310 مكالمات سنة 2023، و77 رسالة.", "2023"),
        ("تم بين 2022 و2023 تسجيل 310 مكالمات.", "2025"),
        ("كان ذلك سنة 2023. وسجلت 310 مكالمات.", "2025"),
        ("تم تسجيل 310 مكالمات، و77 رسالة سنة 2023.", "2025"),
        ("في سنة 2023 وردت 77 رسالة و310 مكالمات.", "2025"),
        ("بارتفاع بلغ 310 بالمائة مقارنة مع سنة 2023.", "2025"),
    ],
)
def test_the_only_year_that_the_words_beside_a_figure_name_is_likely_its_own(
    small: Path, text: str, year: str
) -> None:
    assert year_of(small, text) == year


def test_what_is_recorded_or_waived_has_no_row(small: Path) -> None:
    tables, _ = read_tables(small)
    assert suggest(TEXTS["alpha-2024"], "alpha-2024", tables) == []
    more = suggest(TEXTS["alpha-2024"] + "Et 77 alertes au numéro 19.", "alpha-2024", tables)
    assert [(row["as_printed"], row["occurrence"]) for row in more] == [("77 alertes", "1"), ("19", "2")]


def test_the_context_shows_the_numeral_and_is_never_run_as_a_formula(small: Path) -> None:
    for row in rows(small, "=1+1 هناك 310 مكالمة"):
        assert row["context"].startswith("…")
        assert row["context"].endswith("…")
    assert row["context"] == "…=1+1 هناك [310] مكالمة…"
    assert not [cell for cell in row.values() if cell[0] in "=+-@"]


def test_the_file_has_the_columns_of_observations_first(suggested: list[Row]) -> None:
    lines = write_suggestions(suggested).decode().splitlines()
    names = read_schema("observations").names
    assert lines[0] == ",".join(columns())
    assert columns()[: len(names)] == names
    assert len(lines) == 8


def test_an_article_without_a_report_year_or_a_numeral_is_no_trouble(small: Path) -> None:
    assert rows(small, "لا شيء") == []
    change(small, "sources", "communique_reprint,2025,,,,", "communique_reprint,,,,,")
    assert {row.get("likely_year", "") for row in suggest(NEXT, "delta-2025", read_tables(small)[0])} == {
        "",
        "2024",
    }


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the captured articles are not part of the project")
def test_the_right_indicator_is_mostly_among_the_three_suggested() -> None:
    tables, _ = read_tables(package_folder())
    texts = {
        name: text
        for name, text in read_captures(ARTICLES).items()
        if name in ("halapress-2023-12", "hespress-2025-12-17")
    }
    found = [*ranks(texts, tables, first=True)]
    assert len(found) > 40
    assert sum(indicator is not None for indicator, _ in found) / len(found) > 0.85
