"""Connections that lead to public addresses alone and that end at a deadline, for ``requests`` to send over.

A name is looked up once, every address of it is judged, and the connection goes to one of those very addresses:
a name server that answers otherwise the second time (DNS rebinding) changes nothing. What is sent through a proxy
would escape this, so that the session takes none from the environment.
"""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import os
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

from requests import Session
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from dgsn_opendata.addresses import to_uri
from dgsn_opendata.bodies import LATER
from dgsn_opendata.errors import AddressRefused, NotFetched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from requests import Response

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # IPv4 behind a translator (RFC 6052)
# Not of the public internet either, by the registries of special-purpose addresses of IANA; which of them the
# standard library knows depends on its version.
_SPECIAL = tuple(
    ipaddress.ip_network(one)
    for one in (
        "192.88.99.0/24",  # relays of 6to4, given up (RFC 7526)
        "3fff::/20",  # documentation (RFC 9637)
        "fec0::/10",  # site-local, given up (RFC 3879)
    )
)
_NO_WAY = (errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH)
_LOCAL = "Only pages of the public web are fetched; --allow-local, which is for tests, lifts that."
_OFFLINE = "Check the address, and whether this machine has a network."


class Guard:
    """Judges where a session's connections lead, and ends each exchange that takes too long.

    ``connect`` and ``total`` are seconds. Timeouts of sockets count anew with every byte that drips in; the
    deadline does not.
    """

    def __init__(self, connect: float, total: float, *, allow_local: bool = False) -> None:
        self._connect_timeout, self._total, self._allow_local = connect, total, allow_local
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._ends = 0.0
        self.expired = False

    @contextlib.contextmanager
    def exchange(self) -> Iterator[None]:
        """Give the time of one request and its answer, body included; past it the connection is cut."""
        self.expired = False
        self._ends = time.monotonic() + self._total
        timer = threading.Timer(self._total, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            with self._lock:
                if self._socket is not None:
                    self._socket.close()
                    self._socket = None

    def connect(self, host: str, port: int) -> socket.socket:
        """Return a socket that is connected to a host; raises ``NotFetched`` where it may not or cannot be."""
        troubles: list[OSError] = []
        for family, kind, protocol, _, address in self._resolve(host, port):
            one = socket.socket(family, kind, protocol)
            one.settimeout(max(0.001, min(self._connect_timeout, self._ends - time.monotonic())))
            try:
                one.connect(address)
            except OSError as error:
                one.close()
                troubles.append(error)
                continue
            with self._lock:
                # TLS takes the socket over; this second handle on the connection is what can still cut it.
                self._socket = one.dup()
            return one
        # A machine without IPv6 has no way to some of the addresses; what the others answered is what counts.
        trouble = next((one for one in troubles if one.errno not in _NO_WAY), None)
        if isinstance(trouble, TimeoutError):
            raise NotFetched(host, "timed_out", "the host does not take the connection", LATER) from trouble
        if trouble is None:
            raise NotFetched(host, "unresolved", f"no network leads to {host}", _OFFLINE)
        reason = trouble.strerror or "it did not say why"
        raise NotFetched(host, "unreachable", f"the host takes no connection ({reason})", _OFFLINE) from trouble

    def _resolve(self, host: str, port: int) -> list[Any]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise NotFetched(host, "unresolved", f"the host {host} has no address", _OFFLINE) from error
        for *_, address in found:
            if not self._allow_local and not is_public(str(address[0])):
                leads = f"{host} leads to {address[0]}, which" if address[0] != host.strip("[]") else host
                raise AddressRefused(host, f"{leads} is no public address", _LOCAL)
        return found

    def _cut(self) -> None:
        with self._lock:
            self.expired = True
            if self._socket is not None:
                with contextlib.suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the public internet.

    None of the private, shared, loopback, link-local, reserved, unspecified and multicast ranges is, nor an IPv6
    address that carries an IPv4 address of these.

    >>> [is_public(one) for one in ("93.184.215.14", "10.0.0.1", "::ffff:127.0.0.1", "fe80::1%eth0")]
    [True, False, False, False]
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        carried = found.ipv4_mapped or found.sixtofour
        if found.teredo:
            carried = found.teredo[1]
        if found in _TRANSLATED:
            carried = ipaddress.IPv4Address(int(found) & 0xFFFF_FFFF)
        if carried is not None:
            found = carried
    special = any(found in network for network in _SPECIAL)
    return found.is_global and not (found.is_multicast or found.is_reserved or special)


class GuardedSession(Session):
    """A session of ``requests`` that connects through a guard and follows no redirect by itself.

    It takes no proxy and no password from the environment (see above), but the certificates to trust where
    REQUESTS_CA_BUNDLE names some, as a network that inspects its traffic needs it.
    """

    def __init__(self, guard: Guard, agent: str) -> None:
        super().__init__()
        self.trust_env = False
        self.verify = os.environ.get("REQUESTS_CA_BUNDLE") or True
        # What else a host may send would need other libraries to unpack.
        self.headers.update({"User-Agent": agent, "Accept-Encoding": "gzip, deflate", "Connection": "close"})
        for scheme in ("http://", "https://"):
            self.mount(scheme, _adapter(guard))

    def get_redirect_target(self, resp: Response) -> str | None:
        """Return nothing: following it, ``requests`` would read the body of a redirect whole, however long."""
        return None

    def redirect_target(self, response: Response) -> str | None:
        """Return where a response sends its reader, if it does."""
        try:
            return super().get_redirect_target(response)
        except UnicodeDecodeError:  # what is not UTF-8 goes back to the host byte for byte, percent-encoded
            return to_uri(response.headers["Location"].encode("latin-1"))


def _adapter(guard: Guard) -> HTTPAdapter:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return guard.connect(self.host, int(self.port))

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return guard.connect(self.host, int(self.port))

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    class Adapter(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **options: Any) -> None:
            super().init_poolmanager(*args, **options)
            self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

    return Adapter()
