"""Fetching pages from a server that misbehaves in every way."""

from __future__ import annotations

import dataclasses
import datetime
import email.utils
import itertools
import socket
import ssl
import sys
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
import trustme
from hypothesis import given, settings
from hypothesis import strategies as st

from dgsn_opendata.connecting import Guard, is_public
from dgsn_opendata.errors import MissingExtra, NotFetched
from dgsn_opendata.fetching import Fetcher, Limits, wait_asked
from dgsn_opendata.metadata import read_metadata
from tests.misbehaving import ARABIC, PAGE, make_bomb, misbehaving, not_accepting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.misbehaving import Web

PATIENT = Limits(connect=10, read=10, total=20, size=200_000, retries=1, pause=0.01)
HASTY = dataclasses.replace(PATIENT, connect=0.2, read=0.2, total=0.4)
NOW = datetime.datetime(2026, 12, 16, 10, 0, 0, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    make_bomb(1), make_bomb(2)  # not while somebody waits for it
    with misbehaving() as one:
        yield one


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(PATIENT, allow_local=True)


@pytest.fixture
def hasty() -> Fetcher:
    return Fetcher(HASTY, allow_local=True)


def failure(fetcher: Fetcher, address: str) -> NotFetched:
    with pytest.raises(NotFetched) as caught:
        fetcher.fetch(address)
    return caught.value


def test_a_page_comes_whole_with_where_it_was_found(web: Web, fetcher: Fetcher) -> None:
    answer = fetcher.fetch(web.url("moved"))
    assert (answer.address, answer.final, answer.status) == (web.url("moved"), web.url("page"), 200)
    assert (answer.body.decode(), answer.content_type) == (PAGE, "text/html; charset=utf-8")
    assert [*answer.hops] == [(301, web.url("moved"))]
    assert 0 < answer.elapsed < 5


def test_who_asks_says_who_it_is_and_where_to_complain(web: Web, fetcher: Fetcher) -> None:
    fetcher.fetch(web.url("page"))
    metadata = read_metadata()
    assert web.agents[-1] == f"dgsn-opendata/{metadata.version} (+{metadata.contact})"


@pytest.mark.parametrize("name", ["missing", "gone", "forbidden"])
def test_a_status_is_an_answer_too(web: Web, fetcher: Fetcher, name: str) -> None:
    answer = fetcher.fetch(web.url(name))
    assert (answer.status, answer.body) == ({"missing": 404, "gone": 410, "forbidden": 403}[name], b"")
    assert web.asked[f"/{name}"] == 1


@pytest.mark.parametrize(
    ("name", "kind", "reason"),
    [
        ("drip", "timed_out", "more than 0.4 s"),
        ("drip_head", "timed_out", "more than 0.4 s"),
        ("drip_packed", "timed_out", "more than 0.4 s"),
        ("hang", "timed_out", "nothing came for 0.2 s"),
        ("drop", "unreachable", "broke off"),
        ("circle", "redirects", "in a circle"),
        ("further", "redirects", "more than 5 redirects"),
        ("short", "broken", "cut short"),
        ("short_chunks", "broken", "cut short"),
        ("damaged", "broken", "damaged"),
        ("bomb", "too_large", "larger than 200,000 bytes"),
        ("bomb_of_bombs", "too_large", "larger than 200,000 bytes"),
        ("large", "too_large", "larger than 200,000 bytes"),
        ("declared_large", "too_large", "larger than 200,000 bytes"),
        ("file", "refused", "no address of http"),
    ],
)
def test_trouble_is_named_and_over_soon(web: Web, name: str, kind: str, reason: str) -> None:
    began = time.monotonic()
    fetcher = Fetcher(HASTY if kind == "timed_out" else PATIENT, allow_local=True)
    trouble = failure(fetcher, web.url(name))
    assert (trouble.kind, reason in trouble.reason) == (kind, True), trouble.reason
    assert time.monotonic() - began < 5
    assert trouble.exit_code == (2 if kind == "refused" else 3)


def test_a_packed_bomb_takes_no_memory(web: Web, fetcher: Fetcher) -> None:
    tracemalloc.start()
    failure(fetcher, web.url("bomb"))
    failure(fetcher, web.url("bomb_of_bombs"))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 10_000_000


def test_the_body_of_a_redirect_is_not_waited_for(web: Web, fetcher: Fetcher) -> None:
    assert fetcher.fetch(web.url("endless_redirect")).body.decode() == PAGE


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse where the queue is full")
def test_a_host_that_takes_no_connection_is_given_up(hasty: Fetcher) -> None:
    with not_accepting() as address:
        trouble = failure(hasty, address)
    assert (trouble.kind, trouble.address) == ("timed_out", address)


def test_a_host_that_refuses_is_unreachable_and_one_without_address_unresolved(fetcher: Fetcher) -> None:
    with misbehaving() as gone:
        address = gone.url("page")
    assert failure(fetcher, address).kind == "unreachable"
    assert failure(fetcher, "http://no-such-host.invalid/").kind == "unresolved"


@pytest.mark.parametrize("name", ["busy", "flaky"])
def test_what_passes_is_tried_again_after_the_wait_that_the_host_asks(
    web: Web, fetcher: Fetcher, name: str
) -> None:
    web.retry_after = "1"
    assert fetcher.fetch(web.url(name)).body.decode() == PAGE
    first, second = (moment for path, moment in web.times if path == f"/{name}")
    assert second - first >= {"busy": 1.0, "flaky": 0.01}[name]


@pytest.mark.parametrize(("name", "status", "times"), [("full", 429, 1), ("broken", 503, 2)])
def test_what_does_not_pass_is_an_answer(web: Web, fetcher: Fetcher, name: str, status: int, times: int) -> None:
    assert fetcher.fetch(web.url(name)).status == status
    assert web.asked[f"/{name}"] == times


def test_a_host_is_asked_one_thing_at_a_time_with_a_pause(fetcher: Fetcher) -> None:
    polite = Fetcher(Limits(pause=0.05), allow_local=True)
    with misbehaving() as web, ThreadPoolExecutor(4) as pool:
        list(pool.map(polite.fetch, [web.url("slow")] * 4))
    assert web.most_at_once == 1
    moments = [moment for _, moment in web.times]
    assert min(later - sooner for sooner, later in itertools.pairwise(moments)) >= 0.1


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ftp://example.org/a", "no address of http"),
        ("file:///etc/passwd", "no address of http"),
        ("javascript:alert(1)", "no address of http"),
        ("example.org/a", "no address of http"),
        ("https://", "no address of http"),
        ("http://[::1", "no web address"),
        ("http://example.org:99999/", "no web address"),
        ("http://name:secret@example.org/", "user name"),
        ("http://exa mple.org/", "no address of http"),
    ],
)
def test_other_addresses_are_refused(fetcher: Fetcher, address: str, reason: str) -> None:
    trouble = failure(fetcher, address)
    assert (trouble.kind, reason in trouble.reason) == ("refused", True), trouble.reason


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.1.2.3", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "[::1]", "224.0.0.1", "255.255.255.255", "[::ffff:127.0.0.1]", "[fe80::1]", "[fd00::1]", "[64:ff9b::a00:1]", "2130706433"],
)  # fmt: skip
def test_this_machine_and_its_network_are_refused_before_anything_is_sent(host: str) -> None:
    trouble = failure(Fetcher(PATIENT), f"http://{host}:9/")
    assert trouble.kind == "refused"
    assert "no public address" in trouble.reason
    assert "--allow-local" in trouble.advice


def test_every_hop_of_a_redirect_is_judged(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    own = web.address.rpartition(":")[0].removeprefix("http://")
    monkeypatch.setattr("dgsn_opendata.connecting.is_public", lambda address: address == own or is_public(address))
    trouble = failure(Fetcher(PATIENT), web.url("inside"))
    assert trouble.kind == "refused"
    assert "10.0.0.1" in trouble.reason


def test_the_address_judged_is_the_one_connected_to(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    real = socket.getaddrinfo

    def rebinding(host: str, port: int, *args: object, **options: object) -> object:
        asked.append(host)
        return real("127.0.0.1" if len(asked) > 1 else "93.184.215.14", port, type=socket.SOCK_STREAM)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    connected = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: connected.append(address))
    guard = Guard(1, 1)
    with guard.exchange():
        guard.connect("rebinding.example", 80).close()
    assert (asked, connected) == (["rebinding.example"], [("93.184.215.14", 80)])


def test_nothing_of_the_environment_is_sent_along(
    web: Web, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetcher.fetch(web.url("page")).status == 200


def test_certificates_are_checked(
    tmp_path: Path, fetcher: Fetcher, hasty: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with misbehaving(context) as web:
        trouble = failure(fetcher, web.url("page"))
        assert (trouble.kind, "certificate" in trouble.reason) == ("certificate", True)
        authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "authority.pem"))
        assert fetcher.fetch(web.url("page")).status == 200
        # The deadline holds within TLS, too.
        assert failure(hasty, web.url("drip")).kind == "timed_out"
    other = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("another.example").configure_cert(other)
    with misbehaving(other) as web:
        assert failure(fetcher, web.url("page")).kind == "certificate"
    with misbehaving() as web:
        assert failure(fetcher, web.url("page").replace("http:", "https:")).kind == "certificate"


def test_letters_come_as_bytes_with_what_the_header_says(web: Web, fetcher: Fetcher) -> None:
    answer = fetcher.fetch(web.url("windows_1256"))
    assert answer.body == ARABIC.encode("windows-1256")
    assert answer.content_type.endswith("ISO-8859-1")


@given(st.integers(0, 10**9 - 1))
def test_a_wait_in_seconds_is_read(seconds: int) -> None:
    assert wait_asked(f" {seconds} ", NOW) == seconds


@given(st.datetimes(NOW.replace(1990, tzinfo=None), NOW.replace(2200, tzinfo=None)))
def test_a_wait_until_a_date_is_read(date: datetime.datetime) -> None:
    aware = date.replace(microsecond=0, tzinfo=datetime.UTC)
    expected = max(0.0, (aware - NOW).total_seconds())
    assert wait_asked(email.utils.format_datetime(aware, usegmt=True), NOW) == expected


@settings(max_examples=60)
@given(
    st.text()
    | st.from_regex(r"Wed, [0-9]{2} Dec [0-9]{4,9} [0-9]{2}:[0-9]{2}:[0-9]{2} [A-Z+0-9-]+", fullmatch=True)
)
def test_no_header_is_too_strange(text: str) -> None:
    asked = wait_asked(text, NOW)
    assert asked is None or asked >= 0


@given(st.ip_addresses())
def test_an_address_that_is_carried_in_another_is_judged_as_itself(address: object) -> None:
    text = str(address)
    if ":" not in text:
        assert is_public(f"::ffff:{text}") == is_public(text)
    assert isinstance(is_public(text), bool)


def test_what_is_not_installed_is_named(fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "requests", None)
    monkeypatch.delitem(sys.modules, "dgsn_opendata.connecting")
    with pytest.raises(MissingExtra, match=r"requests.*dgsn-opendata\[publish\]"):
        fetcher.fetch("https://example.org/")
