"""The results of checking addresses, and the file that keeps them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dgsn_opendata.errors import EnvironmentProblem
from dgsn_opendata.link_health import DEAD, STATES, Copy, Health, Link, count_states, read_results, write_results
from dgsn_opendata.reprinting import FATES, Expression

if TYPE_CHECKING:
    from pathlib import Path

AT = "2026-12-16T10:00:00Z"
TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
ADDRESS = TEXT.map("https://example.org/{}".format)
LINK = st.builds(
    Link, ADDRESS, st.sampled_from(STATES), st.none() | st.integers(100, 599), st.just("") | ADDRESS, TEXT
)
FIGURES = st.none() | st.lists(st.builds(Expression, TEXT, st.sampled_from(FATES), TEXT), max_size=3).map(tuple)
HEALTH = st.builds(
    Health, st.just("alpha-2024"), st.just(AT), st.none() | LINK, st.none() | LINK, st.none() | st.builds(Copy, st.just("") | ADDRESS, TEXT), FIGURES
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(HEALTH)
def test_what_is_written_is_read(tmp_path: Path, health: Health) -> None:
    write_results(tmp_path / "links.json", {"alpha-2024": health})
    assert read_results(tmp_path / "links.json") == {"alpha-2024": health}


def test_the_file_says_what_it_is_when_it_is_from_and_what_was_found(tmp_path: Path) -> None:
    path = tmp_path / "links.json"
    gone, moved = (Link("https://example.org/", state) for state in ("gone", "moved"))
    later = "2026-12-17T10:00:00Z"
    write_results(path, {"b": Health("b", AT, gone), "a": Health("a", later, moved), "c": Health("c", AT)})
    document = json.loads(path.read_bytes())
    assert (document["checked_at"], document["summary"]) == (later, {"moved": 1, "gone": 1})
    assert [*document["sources"]] == ["a", "b", "c"]
    write_results(path, {})
    assert read_results(path) == {}


def entry(**changed: Any) -> dict[str, Any]:
    whole = {"checked_at": AT, "page": None, "archive": None, "copy": None, "figures": None}
    return {"format": "dgsn-opendata link health", "version": 1, "sources": {"a": {**whole, **changed}}}


@pytest.mark.parametrize(
    "document",
    [
        "",
        "[]",
        "{}",
        "null",
        "[" * 100_000,
        "\xff",
        json.dumps(entry() | {"version": 2}),
        json.dumps(entry() | {"format": "links"}),
        json.dumps(entry() | {"sources": []}),
        json.dumps(entry(checked_at="yesterday")),
        json.dumps(entry(checked_at=None)),
        json.dumps(entry(page={"address": "https://example.org/", "state": "fine"})),
        json.dumps(entry(page={"address": 12, "state": "gone"})),
        json.dumps(entry(page={"state": "gone"})),
        json.dumps(entry(page={"address": "", "state": "gone", "more": ""})),
        json.dumps(entry(copy=["https://example.org/"])),
        json.dumps(entry(figures=[{"as_printed": "12", "fate": "lost"}])),
        json.dumps(entry(figures={"12": "found"})),
    ],
)
def test_a_file_that_is_none_of_these_is_refused(tmp_path: Path, document: str) -> None:
    path = tmp_path / "links.json"
    path.write_bytes(document.encode("latin-1"))
    with pytest.raises(EnvironmentProblem, match="is no file of link health") as caught:
        read_results(path)
    assert len(str(caught.value)) < 500
    assert "dgsn-opendata links" in caught.value.advice


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="No such file"):
        read_results(tmp_path / "links.json")


@pytest.mark.parametrize("state", STATES)
def test_only_what_nobody_can_open_is_dead(state: Any) -> None:
    link = Link("https://example.org/", state)
    assert Health("a", AT, link).is_dead == Health("a", AT, None, link).is_dead == (state in DEAD)
    assert not Health("a", AT).is_dead
    assert count_states([Health("a", AT, link), Health("b", AT)]) == {state: 1}


def test_the_copy_is_the_recorded_one_where_it_opens_or_the_known_one() -> None:
    known, archive = Copy("https://archive.example/1", "2025-01-02"), "https://archive.example/2"
    assert Health("a", AT, copy=known).copy_address == known.address
    assert Health("a", AT, archive=Link(archive, "reachable"), copy=known).copy_address == archive
    assert Health("a", AT, archive=Link(archive, "gone")).copy_address == ""
