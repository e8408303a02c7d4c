"""The state that an answer shows an address to be in."""

from __future__ import annotations

import pytest

from dgsn_opendata.fetching import Answer
from dgsn_opendata.links import judge


@pytest.mark.parametrize(
    ("address", "final", "state"),
    [
        ("http://example.org/a", "https://www.example.org/a/", "reachable"),
        ("https://example.org/%D8%A3", "https://example.org/أ", "reachable"),
        ("https://example.org/a", "https://example.org/b", "moved"),
        ("https://example.org/?p=1", "https://example.org/title", "moved"),
        ("https://example.org/?p=1", "https://example.org/", "gone"),
        ("https://example.org/a", "https://other.example/", "gone"),
        ("https://example.org/", "https://example.org", "reachable"),
        *(
            (f"https://example.org/news/{number}", f"https://example.org/{front}", "gone")
            for number, front in enumerate(
                ["index.php", "index.html", "fr/", "ar/", "fr/index.php", "?p=1", "ar/?from=old"]
            )
        ),
        ("https://example.org/news/1", "https://example.org/france/", "moved"),
        ("https://example.org/news/1", "https://example.org/index.php/news/2", "moved"),
        ("https://example.org/?p=1", "https://example.org/fr/?p=1&lang=fr", "moved"),
        ("https://example.org/?p=1", "https://example.org/?p=1", "reachable"),
        ("https://example.org/", "https://example.org/fr/", "moved"),
        ("https://example.org/fr/", "https://example.org/index.php", "moved"),
    ],
)
def test_a_page_has_moved_where_it_is_another_one(address: str, final: str, state: str) -> None:
    assert judge(Answer(address, final, (), 200, "text/html", b"", 0.1)).state == state


@pytest.mark.parametrize(
    ("status", "body", "state"),
    [(200, b"", "reachable"), (203, b"x", "reachable"), (206, b"x", "reachable"), (206, b"", "blocked")],
)
def test_a_page_or_a_part_of_it_shows_that_it_can_be_reached(status: int, body: bytes, state: str) -> None:
    address = "https://example.org/a"
    assert judge(Answer(address, address, (), status, "text/html", body, 0.1)).state == state
