"""Addresses under a base, or relative."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.addresses import Addresses, make_addresses, to_uri
from dgsn_opendata.errors import UsageProblem

HOME = "https://example.com/home/"


def test_a_base_is_taken_with_or_without_its_last_slash() -> None:
    for base in ("https://example.org/dgsn", "https://example.org/dgsn/", "http://localhost:8000"):
        addresses = make_addresses(base, HOME)
        assert addresses.absolute("data/a.csv") == f"{base.rstrip('/')}/data/a.csv"
        assert addresses.link("data/a.csv") == addresses.absolute("data/a.csv")


def test_two_spellings_of_one_address_are_one_base() -> None:
    spellings = (
        "HTTPS://Data.Example.ORG:443/Police/",
        "https://data.example.org/Police",
        " https://data.example.org/Police ",
    )
    assert {make_addresses(one, HOME).base for one in spellings} == {"https://data.example.org/Police/"}
    assert make_addresses("http://localhost:8080", HOME).base == "http://localhost:8080/"
    assert make_addresses("https://example.org/a%20b/v1.0", HOME).base == "https://example.org/a%20b/v1.0/"


def test_without_a_base_links_are_relative_and_the_rest_is_under_the_homepage() -> None:
    addresses = make_addresses(None, HOME)
    assert addresses.link("data/a.csv") == "data/a.csv"
    assert addresses.absolute("#dataset") == f"{HOME}#dataset"


@pytest.mark.parametrize(
    "base",
    [
        *("", "dgsn", "/srv/www", "ftp://example.org/", "file:///tmp/", "https://", "https:///a"),
        *(
            "https://example.org/?a=1",
            "https://example.org/#a",
            "https://user@example.org/",
            "https://exa mple.org/",
        ),
        *("https://example.org/المغرب/", "https://example.org:99999/", "https://example.org:x/", "https://[::1/"),
        *(
            "https://example.org/%zz/",
            "https://example.org/../",
            "https://example.org/./a/",
            "https://example.org:/",
        ),
        *(
            "https://example.org//a//",
            "https://example.org/index.html",
            "https://a..b/",
            "https://-/",
            "https://[::1]/",
        ),
        *("https://example.org/<script>", 'https://example.org/"', "javascript:alert(1)"),
    ],
)
def test_what_is_no_plain_web_address_is_refused(base: str) -> None:
    with pytest.raises(UsageProblem, match="no base address"):
        make_addresses(base, HOME)


@given(st.text())
def test_an_address_of_any_text_is_ascii_without_spaces_and_stays_the_same_when_made_again(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode("utf-8")
    address = to_uri(f"https://example.org/{text}")
    assert address.isascii()
    assert not set(address) & set(' "<>\\^`{|}[]\t\n')
    assert not re.search("%(?![0-9A-Fa-f]{2})", address)
    assert to_uri(address) == address
    assert Addresses(HOME, given=False).absolute(text).startswith(HOME)


def test_an_address_that_is_one_already_is_left_alone() -> None:
    address = "https://24saa.com/?p=381959&x=%d8%ad#a(b)'c'"
    assert to_uri(address) == address
    assert urlsplit(to_uri("https://le12.ma/بتوجيهات")).hostname == "le12.ma"
