"""What a host asks of those who fetch: to wait, to leave it alone, to go elsewhere."""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.errors import NotFetched
from dgsn_opendata.fetching import Fetcher, Limits
from tests.misbehaving import PAGE, misbehaving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.misbehaving import Web

LIMITS = Limits(connect=10, read=10, total=20, size=200_000, retries=0, pause=0.01, patience=5)


@pytest.fixture
def web() -> Iterator[Web]:
    with misbehaving() as one:
        yield one


def redirect(web: Web, target: str) -> str:
    web.replies["/redirect"] = (302, b"", {"Location": target})
    return web.url("redirect")


def test_a_redirect_to_what_is_no_address_is_trouble_with_that_redirect(web: Web) -> None:
    address = redirect(web, "http://[::1")
    with pytest.raises(NotFetched, match="redirects to what is no web address") as caught:
        Fetcher(LIMITS, allow_local=True).fetch(address)
    assert (caught.value.kind, caught.value.address, caught.value.exit_code) == ("redirects", address, 3)


@pytest.mark.parametrize(("letters", "final"), [("é", "b?%E9"), ("é".encode().decode("latin-1"), "b?é")])
def test_a_redirect_in_letters_of_any_encoding_is_followed(web: Web, letters: str, final: str) -> None:
    web.pages["/b"] = ("text/html", PAGE.encode())
    answer = Fetcher(LIMITS, allow_local=True).fetch(redirect(web, f"/b?{letters}"))
    assert (answer.final, answer.body.decode()) == (web.url(final), PAGE)


def test_a_host_that_asks_to_be_left_alone_for_long_is_asked_nothing_more(web: Web) -> None:
    fetcher = Fetcher(LIMITS, allow_local=True)
    assert fetcher.fetch(web.url("full")).status == 429
    for name in ("page", "moved"):
        with pytest.raises(NotFetched, match=r"left alone for 86,\d{3} s more") as caught:
            fetcher.fetch(web.url(name))
        assert caught.value.kind == "refused"
    assert sum(web.asked.values()) == 1
    with misbehaving() as other:
        elsewhere = other.url("page").replace("127.0.0.1", "localhost")
        assert fetcher.fetch(elsewhere).status == 200


def test_a_wait_that_a_host_asks_holds_for_its_other_pages_too(web: Web) -> None:
    web.retry_after = "1"
    fetcher = Fetcher(LIMITS, allow_local=True)
    assert fetcher.fetch(web.url("busy")).status == 429
    assert fetcher.fetch(web.url("page")).status == 200
    (_, first), (_, second) = web.times
    assert second - first >= 1


def test_the_pause_doubles_with_every_retry(web: Web) -> None:
    fetcher = Fetcher(dataclasses.replace(LIMITS, retries=3, pause=0.03), allow_local=True)
    assert fetcher.fetch(web.url("broken")).status == 503
    moments = [moment for _, moment in web.times]
    gaps = [later - sooner for sooner, later in itertools.pairwise(moments)]
    assert len(gaps) == 3
    assert all(gap >= 0.03 * 2**number for number, gap in enumerate(gaps))


def test_statuses_of_pages_and_of_parts_come_with_their_bodies(web: Web) -> None:
    for status in (203, 206):
        web.replies["/page"] = (status, b"a part", {})
        answer = Fetcher(LIMITS, allow_local=True).fetch(web.url("page"))
        assert (answer.status, answer.body) == (status, b"a part")


def test_whether_a_network_leads_to_a_host_is_known_without_a_request(web: Web) -> None:
    fetcher = Fetcher(LIMITS, allow_local=True)
    assert fetcher.reaches(web.url("page"))
    assert not fetcher.reaches("http://no-such-host.invalid/")
    for refused in (web.url("page"), "http://[::1", "ftp://example.org/"):
        assert Fetcher(LIMITS).reaches(refused)  # that tells nothing of the network
    assert not web.asked
