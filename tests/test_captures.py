"""Reading captured texts from a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.captures import read_capture, read_captures
from dgsn_opendata.errors import EnvironmentProblem, UsageProblem
from tests.small import TEXTS, write_texts

if TYPE_CHECKING:
    from pathlib import Path


def test_texts_come_by_the_name_of_their_source(tmp_path: Path) -> None:
    texts = read_captures(write_texts(tmp_path))
    assert {source: text.original for source, text in texts.items()} == TEXTS


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "alpha-2024.txt").write_bytes(b"\xef\xbb\xbf600 appels")
    assert read_capture(tmp_path / "alpha-2024.txt") == "600 appels"
    assert read_captures(tmp_path)["alpha-2024"].text == "600 appels"


def test_line_ends_of_other_systems_are_line_ends(tmp_path: Path) -> None:
    (tmp_path / "alpha-2024.txt").write_bytes(b"600\r\nappels\r")
    assert read_capture(tmp_path / "alpha-2024.txt") == "600\nappels\n"


def test_an_empty_text_is_a_text(tmp_path: Path) -> None:
    (tmp_path / "alpha-2024.txt").touch()
    assert read_captures(tmp_path)["alpha-2024"].text == ""


@pytest.mark.parametrize("data", ["مكالمة".encode("cp1256"), "600 appels".encode("utf-16"), b"600\xff"])
def test_bytes_that_are_not_utf_8_are_refused_with_file_and_advice(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "alpha-2024.txt").write_bytes(data)
    with pytest.raises(
        EnvironmentProblem, match=r"alpha-2024\.txt is no plain text in UTF-8 \(see byte \d+\)"
    ) as caught:
        read_captures(tmp_path)
    assert "UTF-8" in caught.value.advice


def test_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="nowhere is no folder"):
        read_captures(tmp_path / "nowhere")


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "alpha-2024.txt").touch()
    with pytest.raises(EnvironmentProblem, match=r"alpha-2024\.txt is no folder"):
        read_captures(tmp_path / "alpha-2024.txt")


def test_a_folder_without_texts_is_refused_and_told_how_texts_are_named(tmp_path: Path) -> None:
    (tmp_path / "README.md").touch()
    (tmp_path / "old.txt").mkdir()
    with pytest.raises(UsageProblem, match="no article's text") as caught:
        read_captures(tmp_path)
    assert "press-2024-12-26.txt" in caught.value.advice
