"""How a frame shows itself in a notebook."""

from __future__ import annotations

import copy
import pickle
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata import load, series
from dgsn_opendata.cited_frames import CitedFrame
from dgsn_opendata.provenance import list_sources
from dgsn_opendata.schemas import LANGUAGES, Language, TableName, read_schema, table_names

if TYPE_CHECKING:
    from collections.abc import Callable

CARDS = series("cnie_issued")
EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "</td></table><h1>",
    "&lt;b&gt;",
    "<!-- ",
    "]]>",
]


class Page(HTMLParser):
    """What a browser finds in a piece of HTML: tags with attributes, the text of each cell, all of its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.header: list[str] = []
        self.rows: list[list[str]] = []
        self.text = ""
        self.inside = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.inside = tag
            (self.header if tag == "th" else self.rows[-1]).append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self.inside = ""

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.inside:
            (self.header if self.inside == "th" else self.rows[-1])[-1] += data

    @property
    def links(self) -> list[str]:
        return [str(attributes["href"]) for tag, attributes in self.tags if tag == "a"]


def shown(frame: Any) -> Page:
    html = frame._repr_html_()
    assert isinstance(html, str)
    return Page(html)


def is_ours(frame: Any) -> bool:
    return "dgsn-opendata maintainers" in frame._repr_html_()


def test_a_series_shows_title_unit_figures_and_citation() -> None:
    frame = series("cnie_issued")
    page = shown(frame)
    assert page.text.startswith("Electronic national identity cards issued (cards)")
    assert frame.attrs["citation"] in page.text
    rows = [dict(zip(page.header, row, strict=True)) for row in page.rows[1:]]
    (row,) = [row for row in rows if row["year"] == "2023"]
    assert (row["value"], row["as_printed"], row["publisher"]) == ("4,269,781", "4.269.781", "Hala Press")
    assert len(rows) == len(frame)


def test_each_figure_is_a_link_that_lands_on_it_in_its_article() -> None:
    frame = series("emergency_calls_line19", lang="fr")
    sources = {source.source_id: source for source in list_sources(load("sources"))}
    witnesses = zip(frame["source_id"], frame["as_printed"], strict=True)
    assert shown(frame).links == [sources[source].link(printed) for source, printed in witnesses]
    assert all("#:~:text=" in link for link in shown(frame).links)


def test_a_figure_without_a_known_address_is_no_link() -> None:
    frame = series("police_districts_created")
    unknown = frame[frame["url"].isna()]
    assert len(unknown)
    assert shown(unknown).links == []


def test_breaks_and_disputes_are_said_in_words() -> None:
    breaks = shown(series("emergency_calls_line19")).text
    assert "| 2023: Another measure" in breaks
    frame = series("drug_seized", category="cocaine")
    assert frame["status"].eq("disputed").any()
    for row in frame[frame["status"] == "disputed"].to_dict("records"):
        assert f"! {row['year']}: sources contradict one another ({row['minimum']:,.10g}–" in shown(frame).text
    several = shown(series("drug_seized", lang="fr")).text
    assert "! Cocaïne 2021: " in several


def test_a_category_is_shown_unless_it_is_the_whole() -> None:
    assert "category" in shown(series("drug_seized", category="cocaine")).header
    labelled = shown(series("drug_seized", category="cocaine", lang="fr"))
    assert "category" not in labelled.header
    assert all("Cocaïne" in row for row in labelled.rows[1:])
    for lang in LANGUAGES:
        assert not {"category", "category_label", "period"} & set(shown(series("cnie_issued", lang=lang)).header)
    assert "period" in shown(series("sextortion_cases", period="2018-01-01/2018-11-20")).header


def test_arabic_runs_from_right_to_left() -> None:
    page = shown(series("cnie_issued", lang="ar"))
    assert page.tags[0] == ("div", {"lang": "ar", "dir": "rtl"})
    assert "أعمدة غير معروضة" in page.text


def test_long_tables_are_cut_and_say_so() -> None:
    frame = load("observations")
    page = shown(frame)
    assert len(page.rows) == 21
    assert f"… {len(frame) - 20} more rows" in page.text
    assert len(shown(frame.head(21)).rows) == 22
    assert "more rows" not in shown(frame.head(21)).text


def test_the_state_after_a_report_is_named() -> None:
    assert "(after the report of 2019)" in shown(series("cnie_issued", as_of=2019)).text


def test_a_column_of_ones_own_is_shown_and_hidden_ones_are_named() -> None:
    frame = series("cnie_issued")
    frame["share"] = frame["value"] / frame["value"].max()
    page = shown(frame)
    assert "share" in page.header
    hidden = page.text.partition("Columns not shown: ")[2]
    assert "taken_by" in hidden
    assert set(page.header) | {name for name in frame.columns if name in hidden} == set(frame.columns)


def test_chosen_columns_are_shown_as_they_are() -> None:
    page = shown(series("cnie_issued")[["year", "value", "minimum"]])
    assert page.header == ["year", "value", "minimum"]
    assert page.links == []
    named = series("cnie_issued").set_index("year")[["value"]]
    assert shown(named).header == ["year", "value"]


@pytest.mark.parametrize("name", table_names())
def test_every_table_shows_itself(name: TableName) -> None:
    languages: tuple[Language | None, ...] = (None, "ar")
    for lang in languages:
        frame = load(name, lang)
        page = shown(frame)
        assert read_schema(name).title("en" if lang is None else "ar") in page.text
        with pd.option_context("display.max_columns", 3):
            assert len(shown(frame).header) == min(3, frame.shape[1])
        with pd.option_context("display.max_columns", None):
            assert len(shown(frame).header) >= len(page.header)


STEPS: dict[str, Callable[[pd.DataFrame], Any]] = {
    "rows": lambda frame: frame[frame["year"] > 2020],
    "columns": lambda frame: frame[["year", "value"]],
    "copy": lambda frame: frame.copy(),
    "deepcopy": copy.deepcopy,
    "pickle": lambda frame: pickle.loads(pickle.dumps(frame)),
    "concat": lambda frame: pd.concat([frame, frame]),
    "merge": lambda frame: frame.merge(load("indicators"), on="indicator_id"),
    "assign": lambda frame: frame.assign(double=frame["value"] * 2),
    "rename": lambda frame: frame.rename(columns={"value": "cards"}),
    "sort": lambda frame: frame.sort_values("value"),
    "reset": lambda frame: frame.reset_index(drop=True),
    "query": lambda frame: frame.query("year > 2020"),
    "astype": lambda frame: frame.astype("object"),
}


@pytest.mark.parametrize("step", STEPS)
def test_what_pandas_makes_of_a_frame_is_what_it_makes_of_a_plain_one(step: str) -> None:
    frame = series("cnie_issued", lang="en")
    plain = pd.DataFrame(frame)
    assert type(plain) is pd.DataFrame
    made = STEPS[step](frame)
    assert type(made) is CitedFrame
    pd.testing.assert_frame_equal(pd.DataFrame(made), pd.DataFrame(STEPS[step](plain)))
    assert isinstance(made._repr_html_(), str)


@pytest.mark.parametrize("step", ["rows", "columns", "copy", "deepcopy", "pickle", "assign", "sort", "query"])
def test_what_a_frame_says_of_itself_stays_with_its_rows(step: str) -> None:
    frame = series("cnie_issued")
    assert STEPS[step](frame).attrs == frame.attrs
    assert is_ours(STEPS[step](frame))


def test_files_of_pandas_are_those_of_a_plain_frame() -> None:
    frame = load("series")
    assert frame.to_csv() == pd.DataFrame(frame).to_csv()
    assert frame.to_json() == pd.DataFrame(frame).to_json()


OTHERS: dict[str, Callable[[pd.DataFrame], Any]] = {
    "described": lambda frame: frame.describe(),
    "turned": lambda frame: frame.T,
    "pivoted": lambda frame: frame.pivot(index="category", columns="year", values="value"),
    "levels": lambda frame: frame.groupby("category")[["value"]].agg(["min", "max"]),
    "doubled": lambda frame: pd.concat([frame, frame], axis="columns"),
    "half-named": lambda frame: frame.set_index(["year", "value"])[["status"]].rename_axis(["year", None]),
    "without words": lambda frame: CitedFrame({"a": [1]}),
    "nothing": lambda frame: frame.iloc[:0, :0],
    "lists": lambda frame: frame[["year"]].assign(parts=pd.Series([[1, 2]] * len(frame), dtype="object")),
    "one word gone": lambda frame: _without(frame, "title"),
    "index and column": lambda frame: frame.set_index("year", drop=False),
}


def _without(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    frame.attrs.pop(key)
    return frame


@pytest.mark.parametrize("other", OTHERS)
def test_whatever_a_frame_has_become_it_shows_itself(other: str) -> None:
    frame = OTHERS[other](series("drug_seized"))
    assert isinstance(frame._repr_html_(), str)


@pytest.mark.parametrize(
    "other", ["described", "turned", "pivoted", "levels", "doubled", "without words", "one word gone"]
)
def test_what_is_no_table_of_the_package_any_more_is_shown_as_pandas_does(other: str) -> None:
    frame = OTHERS[other](series("drug_seized"))
    assert frame._repr_html_() == pd.DataFrame(frame)._repr_html_()  # type: ignore[operator]


def test_who_wants_no_html_gets_none() -> None:
    with pd.option_context("display.notebook_repr_html", False):
        assert series("cnie_issued")._repr_html_() is None  # type: ignore[operator]


@given(
    st.sampled_from(EVIL) | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])), st.booleans()
)
def test_no_text_becomes_markup(text: str, named: bool) -> None:
    frame = CARDS.copy()
    wanted = {tag for tag, _ in shown(frame).tags}
    names = [name for name in frame.columns if frame[name].dtype == "string"]
    evil = frame.assign(
        **{name: pd.Series([text] * len(frame), dtype="string") for name in names if name != "source_id"}
    )
    if named:
        evil = evil.rename(columns={"publisher": f"{text} "})
    evil.attrs |= {"title": text, "citation": text, "unit_label": text, "breaks": {2020: text}, "language": text}
    page = shown(evil)
    assert {tag for tag, _ in page.tags} <= wanted
    assert all(link.startswith(("https://", "http://")) for link in page.links)
    keys = {key for _, attributes in page.tags for key in attributes}
    assert keys <= {"class", "dir", "href", "lang", "rel", "scope", "style", "target", "title"}
    assert text in page.text or not text.strip()
    # A source that the package does not have leads nowhere.
    assert shown(evil.assign(source_id=text)).links == []
