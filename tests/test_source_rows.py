"""The table of sources as a file that people keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dgsn_opendata import store
from dgsn_opendata.errors import EnvironmentProblem
from dgsn_opendata.source_rows import SourceRows
from tests.small import change, places, read, rewrite

if TYPE_CHECKING:
    from pathlib import Path

ROW = {"title": "Un, deux", "language": "fr", "kind": "opinion", "report_year": "2024"}
NAMES = st.from_regex(r"[a-z][a-z0-9]{0,5}-20[0-9]{2}", fullmatch=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(name=NAMES)
def test_a_new_row_goes_to_its_place_and_no_other_line_changes(small: Path, name: str) -> None:
    before = read(small, "sources")
    sources = SourceRows(small)
    after = sources.put({**ROW, "source_id": name})
    lines = after.splitlines(keepends=True)
    (new,) = [line for line in lines if line.startswith(f"{name},".encode())]
    lines.remove(new)
    assert b"".join(lines) == before
    names = [line.partition(b",")[0] for line in after.splitlines()[1:]]
    assert names == sorted(names)


def test_the_table_stays_valid(small: Path) -> None:
    rewrite(small, "sources", SourceRows(small).put({**ROW, "source_id": "b-2024"}))
    assert places(small) == []


def test_a_row_is_replaced_where_it_stands_also_over_several_lines(small: Path) -> None:
    change(small, "sources", "beta-2024,Yearly report", 'beta-2024,"Yearly\nreport"')
    rewrite(small, "sources", read(small, "sources").removesuffix(b"\n"))
    sources = SourceRows(small)
    assert sources.rows["beta-2024"]["title"] == "Yearly\nreport"
    lines = sources.put({**ROW, "source_id": "beta-2024"}).split(b"\n")
    assert [line.partition(b",")[0] for line in lines] == [
        b"source_id",
        b"alpha-2024",
        b"beta-2024",
        b"gamma-2025",
        b"",
    ]
    assert lines[2] == b'beta-2024,"Un, deux",,,fr,,,,opinion,2024,,,,'
    assert lines[1] == read(small, "sources").split(b"\n")[1]


def test_an_empty_table_takes_its_first_row(small: Path) -> None:
    header = read(small, "sources").split(b"\n")[0]
    rewrite(small, "sources", header)
    assert SourceRows(small).put({**ROW, "source_id": "a-2024"}).split(b"\n")[0] == header


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"\xff\xfe", b'source_id\n"a\n'])
def test_a_damaged_table_is_not_touched(small: Path, data: bytes) -> None:
    rewrite(small, "sources", data)
    with pytest.raises(EnvironmentProblem, match="missing or damaged"):
        SourceRows(small)


@pytest.mark.parametrize(
    "damage", [b"delta-2024,short\n", b"delta-2024,,,,,,,,,,,,,,,,more\n", b'delta-2024,"a"b,,,,,,,,,,,,\n']
)
def test_a_table_with_a_damaged_row_is_not_touched(small: Path, damage: bytes) -> None:
    rewrite(small, "sources", read(small, "sources") + damage)
    with pytest.raises(EnvironmentProblem, match="missing or damaged"):
        SourceRows(small)


def test_a_table_that_was_changed_meanwhile_is_not_written_over(small: Path) -> None:
    sources = SourceRows(small)
    change(small, "sources", "beta-2024,Yearly report", "beta-2024,Report")
    edited = read(small, "sources")
    with pytest.raises(EnvironmentProblem, match="was changed while"):
        sources.write({**ROW, "source_id": "b-2024"})
    assert read(small, "sources") == edited
    SourceRows(small).write({**ROW, "source_id": "b-2024"})
    assert len(read(small, "sources")) > len(edited)


def test_new_identifiers_are_made_as_those_there_are() -> None:
    sources = SourceRows(store.package_folder())
    assert sources.propose_id("Hespress", "2026-12-16") == "hespress-2026-12-16"
    assert sources.propose_id("Agora.ma", "2026-12") == "agora-2026-12"  # as its other rows are spelt
    assert sources.propose_id("Agora.ma", "2019-12-23") == "agora-2019-12-23-5"
    assert sources.propose_id("L’Écho du Rif", "2026") == "lecho_du_rif-2026"
    assert sources.propose_id("جريدة", "2026") == ""
    assert sources.propose_id("Hespress", "") == ""


def test_most_identifiers_there_are_would_be_made_again() -> None:
    sources = SourceRows(store.package_folder())
    dated = {name: row for name, row in sources.rows.items() if row["publisher"] and row["published_on"]}
    alike = [
        name
        for name, row in dated.items()
        if sources.propose_id(row["publisher"], row["published_on"]).startswith(name)
    ]
    assert len(alike) > 0.7 * len(dated)


def test_a_page_is_known_however_its_address_is_written(small: Path) -> None:
    sources = SourceRows(small)
    assert sources.find_page("http://www.example.org/a/#top") == "alpha-2024"
    assert sources.find_page("https://example.org/b", "https://example.org/a") == "alpha-2024"
    assert sources.find_page("", "https://example.org/") == ""


def test_the_publishers_of_a_host_are_known() -> None:
    sources = SourceRows(store.package_folder())
    assert sources.publishers_at("https://halapress.com/999.html") == ["Hala Press"]
    assert len(sources.publishers_at("https://www.maghress.com/hespress/1")) > 1
    assert sources.publishers_at("https://example.org/") == []
