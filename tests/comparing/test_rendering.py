"""How a difference is shown: short for people, whole in JSON and on the page, and nothing in it is markup."""

from __future__ import annotations

import dataclasses
import html.parser
import itertools
import json
import re
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from dgsn_opendata.comparing.difference import Difference, compare
from dgsn_opendata.comparing.rendering import as_html, as_json, as_markdown, as_text
from dgsn_opendata.comparing.telling import say_step, tell
from tests.comparing.releases import with_rows

if TYPE_CHECKING:
    from dgsn_opendata.comparing.releases import Release

EVIL = "<script>alert(1)</script>*a* [x](y) \u202e\x1b[2J"


@pytest.fixture(scope="module")
def evil(core: Release) -> Difference:
    """Give a difference with texts that want to be markup."""
    changed = with_rows(
        core, "indicators", definition_en={0: EVIL}, definition_fr={0: "b"}, definition_ar={0: "c"}
    )
    changed = with_rows(changed, "series", value={3: "7"}, as_printed={3: f"سبعة{EVIL}"})
    return compare(core, dataclasses.replace(changed, where=f"new {EVIL}"))


@pytest.fixture(scope="module")
def great(core: Release) -> Difference:
    """Give a difference with three hundred new indicators, each with a value."""
    tables = dict(core.tables)
    for name, one in (("indicators", 0), ("series", 0)):
        rows = tables[name].rows
        row = rows.iloc[[one]]
        many = [row.assign(indicator_id=f"new_{number:03}") for number in range(300)]
        tables[name] = dataclasses.replace(tables[name], rows=pd.concat([rows, *many], ignore_index=True))
    return compare(core, dataclasses.replace(core, tables=tables))


class Page(html.parser.HTMLParser):
    """Collects a page's tags and text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_nothing_in_the_data_is_markup_on_the_page_or_moves_a_terminal(evil: Difference) -> None:
    page = Page()
    page.feed(as_html(evil))
    assert "script" not in page.tags
    assert "<script>alert(1)</script>*a*" in page.text
    for text in (as_text(evil), as_markdown(evil), as_html(evil)):
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert "\\<script\\>" in as_markdown(evil)
    assert "<script" not in re.sub(r"\\.", "", as_markdown(evil))


def test_what_is_printed_in_arabic_is_kept_apart_on_the_page(corrected: Difference) -> None:
    assert "«<bdi>1010</bdi>»" in as_html(corrected)


def test_text_and_markdown_say_how_much_more_there_is_the_others_hold_all(great: Difference) -> None:
    for text in (as_text(great), as_markdown(great)):
        assert len(text.splitlines()) < 120
        assert "and 288 more" in text
        assert "new_299" not in text
    assert as_html(great).count("new_299") == 3  # a reason, an indicator, a value
    document = json.loads(as_json(great))
    assert len(document["values"]["added"]) == 300
    assert len([one for one in document["reasons"] if one["kind"] == "indicator-added"]) == 300


def test_the_json_has_the_shape_that_is_documented(corrected: Difference) -> None:
    document = json.loads(as_json(corrected))
    for key in document:
        assert f"``{key}``" in (as_json.__doc__ or "")
    assert document["step"] == "patch"
    assert document["old"] == {"version": "0.1.0", "where": corrected.old.where, "remarks": []}
    (row,) = document["values"]["revised"]
    assert (row["year"], row["value_old"], row["value_new"], row["why"]) == (2024, 1010, 1000, "withdrawn")
    assert document["tables"]["observations"]["removed"][0]["as_printed"] == "1010"
    assert document["observations"] == [{"indicator_id": "calls", "added": 0, "removed": 1, "changed": 0}]
    assert document["versions"] == ["0.1.1", "0.2.0", "1.0.0"]


def test_a_table_with_a_column_a_year_is_counted_for_it_repeats_the_values(release: Release) -> None:
    found = compare(release, with_rows(release, "series_wide.en", unit={0: "other"}))
    document = json.loads(as_json(found))
    assert document["tables"]["series_wide.en"] == {
        "key": ["indicator_id", "breakdown", "category", "period"],
        "old_rows": 7,
        "new_rows": 7,
        "added": 0,
        "removed": 0,
        "changed": 1,
    }
    assert "series_wide.en: 1 changed" in as_text(found)


def test_values_are_told_by_indicator_with_old_new_and_reason(corrected: Difference) -> None:
    (section,) = [one for one in tell(corrected) if one.title == "Revised values"]
    assert section.summary == "1 value of 1 indicator."
    assert section.groups[0].heading == "calls"
    assert section.groups[0].lines == ("2024: 1,010, now 1,000: «1010» of gamma-2025 was withdrawn",)


def test_where_nothing_changed_that_is_all_there_is_but_remarks(core: Release) -> None:
    stale = dataclasses.replace(core, remarks=("data/gaps.csv is not as described",))
    assert "Nothing changed" in as_text(compare(core, core))
    assert "no new version is needed" in say_step(compare(core, core))
    assert as_text(compare(core, stale)).endswith("data/gaps.csv is not as described")
    assert len(tell(compare(core, core))) == 1


def test_the_same_releases_give_the_same_bytes(great: Difference) -> None:
    again = compare(great.old, great.new)
    assert as_json(again) == as_json(great)
    assert as_html(again) == as_html(great)


def test_markdown_keeps_headings_and_lists_apart(great: Difference) -> None:
    lines = as_markdown(great).splitlines()
    for before, line in itertools.pairwise(lines):
        if line.startswith(("#", "**")) or (line.startswith("- ") and not before.startswith("- ")):
            assert before == ""
    assert "\n\n\n" not in as_markdown(great)
