"""Where connections may lead."""

from __future__ import annotations

import errno
import socket
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.connecting import Guard, is_public
from dgsn_opendata.errors import AddressRefused, NotFetched
from dgsn_opendata.fetching import Fetcher

if TYPE_CHECKING:
    from collections.abc import Sequence


def resolve_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    def resolve(host: str, port: int, **options: object) -> Sequence[object]:
        families = {one: socket.AF_INET6 if ":" in one else socket.AF_INET for one in addresses}
        return [(families[one], socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


def connect_to(monkeypatch: pytest.MonkeyPatch, answers: dict[str, OSError | None]) -> list[str]:
    """Let each address answer a connection, by an error or by none; return who is asked."""
    asked = []

    def connect(self: socket.socket, address: tuple[str, int]) -> None:
        asked.append(address[0])
        if (error := answers[address[0]]) is not None:
            raise error

    monkeypatch.setattr(socket.socket, "connect", connect)
    return asked


def connect() -> None:
    guard = Guard(1, 1)
    with guard.exchange():
        guard.connect("example.org", 80).close()


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("2002:5db8:d70e::1", True),  # 93.184.215.14 by 6to4
        ("2002:a00:1::1", False),  # 10.0.0.1 by 6to4
        ("64:ff9b::5db8:d70e", True),  # the same by a translator
        ("64:ff9b::a00:1", False),
        ("64:ff9b:1::5db8:d70e", False),
        ("2001:0:5db8:d70e::f5ff:fffe", False),  # 10.0.0.1 by Teredo
        ("::a00:1", False),
        ("::ffff:192.88.99.1", False),
        ("192.88.99.1", False),
        ("192.88.98.1", True),
        ("fec0::1", False),
        ("feff::1", False),
        ("3fff::1", False),
        ("2606:2800:220:1::1", True),
    ],
)
def test_special_addresses_are_not_public_and_carried_ones_are_judged(address: str, public: bool) -> None:
    assert is_public(address) == public


@pytest.mark.parametrize("addresses", [("10.0.0.1", "93.184.215.14"), ("93.184.215.14", "10.0.0.1")])
def test_all_addresses_of_a_host_are_judged_before_any_is_asked(
    monkeypatch: pytest.MonkeyPatch, addresses: tuple[str, ...]
) -> None:
    resolve_to(monkeypatch, *addresses)
    asked = connect_to(monkeypatch, dict.fromkeys(addresses))
    with pytest.raises(AddressRefused, match=r"example\.org leads to 10\.0\.0\.1"):
        connect()
    assert asked == []


NO_WAY = OSError(errno.ENETUNREACH, "Network is unreachable")
ANSWERS = {
    "2606:2800:220:1::1": NO_WAY,
    "93.184.215.14": OSError(errno.ECONNREFUSED, "Connection refused"),
    "93.184.215.15": TimeoutError("timed out"),
    "93.184.215.16": OSError(errno.EHOSTUNREACH, "No route to host"),
}


@pytest.mark.parametrize(
    ("last", "kind"),
    [("93.184.215.14", "unreachable"), ("93.184.215.15", "timed_out"), ("93.184.215.16", "unresolved")],
)
def test_a_host_is_without_network_only_where_no_address_has_a_way(
    monkeypatch: pytest.MonkeyPatch, last: str, kind: str
) -> None:
    for order in (("2606:2800:220:1::1", last), (last, "2606:2800:220:1::1")):
        resolve_to(monkeypatch, *order)
        assert connect_to(monkeypatch, dict(ANSWERS)) == []
        with pytest.raises(NotFetched) as caught:
            connect()
        assert caught.value.kind == kind
        assert Fetcher().reaches("https://example.org/") == (kind != "unresolved")
