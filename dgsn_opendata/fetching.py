"""The one polite way to the web: it says who asks, asks a host one thing at a time, and takes nothing on trust.

Times, sizes and redirects are bounded (:class:`Limits`); every hop's scheme and addresses are judged anew
(:mod:`dgsn_opendata.connecting`); what fails for the moment is tried again, when the host says so.
"""

from __future__ import annotations

import datetime
import email.utils
import re
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

from dgsn_opendata.bodies import BY_HAND, LATER, read_body
from dgsn_opendata.errors import AddressRefused, MissingExtra, NotFetched
from dgsn_opendata.metadata import read_metadata

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dgsn_opendata.connecting import Guard, GuardedSession

_SCHEMES = ("http", "https")
_PAGES = "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1"
_PASSING = frozenset({429, 500, 502, 503, 504})  # statuses that the same request may not meet again
WITH_BODY = frozenset({200, 203, 206})  # statuses whose answer is the page, or a part of it
_NO_HOST = re.compile(r"[\s%]")
_SECONDS = re.compile(r"[0-9]{1,9}")
_EXAMPLE = "Name the page by its address: https://example.org/page"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how much a page may take: seconds to connect, between bytes and in total, bytes once unpacked.

    ``redirects`` and ``retries`` are the most that are followed and made; ``pause`` the seconds between two
    requests to a host, doubled with every retry; ``patience`` the longest wait that a host may ask for.
    """

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    size: int = 4_000_000
    redirects: int = 5
    retries: int = 2
    pause: float = 1.0
    patience: float = 120.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered: where the redirects ended, the status there, the header that types it, the body.

    ``hops`` are the statuses of the redirects and the addresses that sent them. The body is empty unless the
    status is one of :data:`WITH_BODY`.
    """

    address: str
    final: str
    hops: Sequence[tuple[int, str]]
    status: int
    content_type: str
    body: bytes
    elapsed: float


class Fetcher:
    """Fetches pages; one for all threads, since it remembers when each host was asked last."""

    def __init__(self, limits: Limits | None = None, *, allow_local: bool = False) -> None:
        self.limits = limits or Limits()
        self._allow_local = allow_local
        self._agent = user_agent()
        self._hosts: dict[str, threading.Lock] = {}
        self._free: dict[str, float] = {}
        self._asked: dict[str, float] = {}  # until when hosts have asked to be left alone

    def fetch(self, address: str) -> Answer:
        """Return what an address answers, whatever its status.

        Raises :class:`~dgsn_opendata.errors.NotFetched` where there is no whole answer, and
        :class:`~dgsn_opendata.errors.MissingExtra` where ``requests`` is not installed.
        """
        try:
            from dgsn_opendata.connecting import Guard, GuardedSession
        except ImportError as error:
            raise MissingExtra("publish", "requests") from error
        began = time.monotonic()
        guard = Guard(self.limits.connect, self.limits.total, allow_local=self._allow_local)
        hops: list[tuple[int, str]] = []
        here = address
        with GuardedSession(guard, self._agent) as session:
            while True:
                _check_scheme(here)
                reply = self._ask(session, guard, here)
                if reply.target is None:
                    break
                hops.append((reply.status, here))
                here = _join(here, reply.target)
                if len(hops) > self.limits.redirects:
                    circle = here in {address for _, address in hops}
                    reason = "it redirects in a circle" if circle else f"more than {len(hops) - 1} redirects"
                    raise NotFetched(address, "redirects", reason, BY_HAND)
        elapsed = time.monotonic() - began
        return Answer(address, here, hops, reply.status, reply.content_type, reply.body, elapsed)

    def _ask(self, session: GuardedSession, guard: Guard, address: str) -> _Reply:
        """Return one host's reply, after as many tries as it takes; no other request to it goes out meanwhile."""
        host = urlsplit(address).hostname or ""
        with self._hosts.setdefault(host, threading.Lock()):
            for again in range(self.limits.retries, -1, -1):
                self._await_turn(host, address)
                try:
                    reply = _exchange(session, guard, address, self.limits)
                except NotFetched as failure:
                    if failure.kind not in {"unreachable", "broken"} or not again:
                        raise
                else:
                    if reply.status not in _PASSING:
                        return reply
                    asked = wait_asked(reply.retry_after, datetime.datetime.now(datetime.UTC)) or 0.0
                    self._asked[host] = time.monotonic() + asked
                    if not again or asked > self.limits.patience:
                        return reply
                finally:
                    tried = self.limits.retries - again
                    self._free[host] = time.monotonic() + self.limits.pause * 2**tried
        raise AssertionError("the last try returns or raises")

    def _await_turn(self, host: str, address: str) -> None:
        """Wait until a host may be asked; raises ``NotFetched`` where it wants to be left alone for too long."""
        now = time.monotonic()
        asked = self._asked.get(host, now) - now
        if asked > self.limits.patience:
            reason = f"its host has asked to be left alone for {asked:,.0f} s more"
            raise NotFetched(address, "refused", reason, LATER)
        time.sleep(max(0.0, asked, self._free.get(host, now) - now))

    def reaches(self, address: str) -> bool:
        """Return whether an address's host has an address and some network leads there; nothing is sent."""
        from dgsn_opendata.connecting import Guard

        guard = Guard(self.limits.connect, self.limits.total, allow_local=self._allow_local)
        try:
            _check_scheme(address)
            parts = urlsplit(address)
            with guard.exchange():
                guard.connect(parts.hostname or "", parts.port or (80 if parts.scheme == "http" else 443)).close()
        except NotFetched as failure:
            return failure.kind != "unresolved"
        return True


def user_agent() -> str:
    """Return how requests name who makes them: name, version and where to reach the maintainers.

    >>> user_agent().startswith("dgsn-opendata/") and "(+https://" in user_agent()
    True
    """
    metadata = read_metadata()
    return f"{metadata.name}/{metadata.version} (+{metadata.contact})"


def wait_asked(retry_after: str, now: datetime.datetime) -> float | None:
    """Return the seconds that a header ``Retry-After`` asks to wait, as such or as a date; none for anything else.

    >>> now = datetime.datetime(2026, 12, 16, 10, 0, 0, tzinfo=datetime.UTC)
    >>> wait_asked("120", now), wait_asked("Wed, 16 Dec 2026 10:00:30 GMT", now), wait_asked("soon", now)
    (120.0, 30.0, None)
    """
    text = retry_after.strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    try:
        date = email.utils.parsedate_to_datetime(text)
        return max(0.0, (date.replace(tzinfo=date.tzinfo or datetime.UTC) - now).total_seconds())
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    target: str | None
    content_type: str
    retry_after: str
    body: bytes


def _check_scheme(address: str) -> None:
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError as error:
        raise AddressRefused(address, "it is no web address", _EXAMPLE) from error
    if parts.scheme not in _SCHEMES or not parts.hostname or _NO_HOST.search(parts.hostname):
        raise AddressRefused(address, "it is no address of http or https with a host", _EXAMPLE)
    if parts.username is not None:
        raise AddressRefused(address, "it carries a user name", "Name the page without it.")


def _join(address: str, target: str) -> str:
    """Return the address that a redirect leads to."""
    try:
        return urldefrag(urljoin(address, target)).url
    except ValueError as error:
        raise NotFetched(address, "redirects", "it redirects to what is no web address", BY_HAND) from error


def _exchange(session: GuardedSession, guard: Guard, address: str, limits: Limits) -> _Reply:
    """Return a host's reply to one request; raises ``NotFetched`` with the address for whatever goes wrong."""
    from requests import RequestException
    from urllib3.exceptions import HTTPError

    slow = NotFetched(address, "timed_out", f"it took more than {limits.total:g} s", LATER)
    with guard.exchange():
        try:
            timeouts = (limits.connect, limits.read)
            with session.get(address, stream=True, timeout=timeouts, headers={"Accept": _PAGES}) as response:
                target = session.redirect_target(response)
                body = read_body(response, address, limits.size) if response.status_code in WITH_BODY else b""
        except NotFetched as failure:
            raise (slow if guard.expired else failure.of(address)) from failure
        except (RequestException, HTTPError, OSError, ValueError) as error:
            # A connection that was cut fails in many ways.
            raise slow if guard.expired else _explain(address, error, limits) from error
        # A body of unknown length ends well where it is cut.
        if guard.expired:
            raise slow
    headers = response.headers
    kind, wait = headers.get("Content-Type", ""), headers.get("Retry-After", "")
    return _Reply(response.status_code, target, kind, wait, body)


def _explain(address: str, error: Exception, limits: Limits) -> NotFetched:
    """Return what an exception of the libraries below says to people."""
    import ssl

    from requests import exceptions
    from urllib3.exceptions import ProtocolError, ReadTimeoutError

    causes = list(_causes(error))
    if any(isinstance(one, exceptions.Timeout | ReadTimeoutError | TimeoutError) for one in causes):
        return NotFetched(address, "timed_out", f"nothing came for {limits.read:g} s", LATER)
    for one in causes:
        if isinstance(one, ssl.SSLCertVerificationError):
            return NotFetched(address, "certificate", f"its certificate: {one.verify_message}", BY_HAND)
    if isinstance(error, exceptions.SSLError):
        return NotFetched(address, "certificate", "no secure connection could be agreed on", BY_HAND)
    if isinstance(error, ProtocolError):
        return NotFetched(address, "broken", "its body is cut short or damaged", LATER)
    if isinstance(error, exceptions.InvalidURL | exceptions.InvalidSchema | ValueError):
        return AddressRefused(address, "it is no web address", _EXAMPLE)
    reason = next((one.strerror for one in reversed(causes) if isinstance(one, OSError) and one.strerror), "")
    return NotFetched(address, "unreachable", f"the host broke off{f' ({reason})' if reason else ''}", LATER)


def _causes(error: BaseException | None) -> list[BaseException]:
    """Return an exception with all that it was raised from, or was made of."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        inner = [one for one in error.args if isinstance(one, BaseException)]
        reason = getattr(error, "reason", None)
        error = (
            reason
            if isinstance(reason, BaseException)
            else next(iter(inner), None) or error.__cause__ or error.__context__
        )
    return found
