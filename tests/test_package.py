"""What every writer takes from the package."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata import load
from tests.packages import BASE, HOME, make
from tests.small import change

if TYPE_CHECKING:
    from pathlib import Path

    from dgsn_opendata.package import Package


@pytest.mark.parametrize(
    ("years", "covered"),
    [
        ([2004, 2007, 2015, 2016, 2017], (2015, 2017)),
        ([2015, 2016, 2020, 2021], (2020, 2021)),
        ([2024], (2024, 2024)),
        ([], None),
    ],
)
def test_a_single_figure_of_long_before_does_not_stretch_the_years(
    package: Package, years: list[int], covered: tuple[int, int] | None
) -> None:
    series = package.frame("series").head(len(years)).assign(year=years)
    assert dataclasses.replace(package, derived={**package.derived, "series": series}).years == covered


def test_the_sources_are_those_that_a_table_quotes(package: Package, small: Path) -> None:
    names = {source.source_id for source in package.sources}
    assert names < set(load("sources")["source_id"])
    assert names >= {*load("observations")["source_id"], *load("waivers")["source_id"]}
    change(small, "sources", "beta-2024,", "beta-2023,")
    assert [source.source_id for source in make(small).sources] == ["alpha-2024", "gamma-2025"]


def test_what_a_source_does_not_say_is_the_empty_text(small: Path) -> None:
    (beta,) = [source for source in make(small).sources if source.source_id == "beta-2024"]
    assert (beta.url, beta.name, beta.published_on) == ("", "Beta — Yearly report", "2024-12")


def test_a_file_in_one_language_says_so_in_its_title(package: Package) -> None:
    tables = {table.name: table for table in package.published}
    assert tables["series_wide.ar"].titles["fr"].endswith(" – العربية")
    assert tables["series"].titles["fr"] == "Séries"
    assert {table.language for table in package.published} == {None, "en", "fr", "ar"}


def test_home_is_the_base_that_is_given_or_that_of_the_metadata(package: Package, based: Package) -> None:
    assert based.homepage == BASE
    assert package.homepage == package.metadata.homepage != HOME
