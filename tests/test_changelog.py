"""CHANGELOG.md: its part for data users is what the data gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgsn_opendata.comparing.changelog import check_data_part, choose_heading, data_part
from dgsn_opendata.errors import UsageProblem
from dgsn_opendata.releasing import changes_since

ROOT = Path(__file__).parent.parent


def test_its_part_for_data_users_follows_from_the_last_release() -> None:
    try:
        difference = changes_since(ROOT / "datapackage")
    except UsageProblem as error:  # a copy without the history: an unpacked sdist, a clone without tags
        pytest.skip(error.title)
    assert difference is not None
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heading = choose_heading(text, difference)
    assert check_data_part(text, heading, data_part(difference)) is None, (
        "Run: dgsn-opendata diff LAST . --changelog CHANGELOG.md"
    )
