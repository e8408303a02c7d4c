"""Check the sources' addresses: do they lead to their pages, is a copy archived, are the figures still printed.

Several hosts are asked at a time, each of them one thing after another.
"""

from __future__ import annotations

import datetime
import json
import queue
import re
import threading
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlsplit

from dgsn_opendata.addresses import page_key
from dgsn_opendata.capturing import read_answer
from dgsn_opendata.errors import DgsnOpendataError, EnvironmentProblem, NotFetched, UnknownName
from dgsn_opendata.fetching import WITH_BODY
from dgsn_opendata.link_health import Copy, Health, Link, State
from dgsn_opendata.reprinting import list_expressions, look_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dgsn_opendata.errors import Trouble
    from dgsn_opendata.fetching import Answer, Fetcher
    from dgsn_opendata.frames import Table

ARCHIVE_API = "https://archive.org/wayback/available"
FRESH = datetime.timedelta(days=1)

_WORKERS = 12  # hosts asked at a time
_SUSPICIOUS = 3  # hosts without an address that make one ask whether there is a network at all
_TROUBLE: Mapping[Trouble, State] = {
    "refused": "blocked",
    "timed_out": "timed_out",
    "certificate": "certificate",
    "too_large": "reachable",  # it is there, and more than is read
    "unreadable": "reachable",  # a browser may well open it
}
_FRONT = re.compile(r"(?:/(?:ar|fr|en|es))?(?:/index\.(?:php|html?|aspx?|jsp))?", re.IGNORECASE)
_PART = 206
_GONE = (404, 410)
_SERVER = 500
_TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Job:
    """A source to check: its addresses, empty where unknown, and what its page must still print."""

    source_id: str
    url: str
    archive_url: str
    language: str
    expressions: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Checker:
    """What is asked of each source: its addresses, an archive for a copy, with ``content`` its page for figures.

    ``archive_api`` is the address of an API such as that of the Wayback Machine
    (https://archive.org/help/wayback_api.php); none where it is not to be asked.
    """

    fetcher: Fetcher
    archive_api: str | None = ARCHIVE_API
    content: bool = False

    def check(self, job: Job) -> tuple[Health, bool]:
        """Return what a check finds of a source, and whether that may be for want of a network."""
        offline = False
        page, archive, figures, copy = None, None, None, None
        if job.url:
            page, offline, answer = self._follow(job.url)
            if self.content and answer is not None:
                figures = _read_figures(answer, job)
        if job.archive_url:
            archive, archive_offline, _ = self._follow(job.archive_url)
            offline = offline or archive_offline
        elif job.url and self.archive_api:
            copy = self._find_copy(job.url, self.archive_api)
        found = None if figures is None else tuple(look_for(figures, job.expressions, job.language))
        return Health(job.source_id, _now(), page, archive, copy, found), offline

    def needs(self, job: Job, last: Health | None, now: datetime.datetime) -> bool:
        """Return whether a source is to be checked: unless its last check is fresh and was as thorough."""
        if last is None:
            return True
        taken = datetime.datetime.strptime(last.checked_at, _TIME).replace(tzinfo=datetime.UTC)
        same = (last.page.address if last.page else "", last.archive.address if last.archive else "")
        looked = last.page is None or last.page.state not in {"reachable", "moved"} or not self.content
        looked = looked or [one.as_printed for one in last.figures or ()] == [*job.expressions]
        asked = last.copy is not None or bool(job.archive_url) or not job.url or not self.archive_api
        # What was checked in the future was checked by a clock that was wrong.
        fresh = datetime.timedelta(0) <= now - taken < FRESH
        return not (fresh and same == (job.url, job.archive_url) and looked and asked)

    def has_network(self) -> bool:
        """Return whether a network leads to a host that is always there: that of the archive.

        That its name can be looked up does not tell: names are remembered where there is no network any more.
        """
        return self.fetcher.reaches(self.archive_api or ARCHIVE_API)

    def _follow(self, address: str) -> tuple[Link, bool, Answer | None]:
        try:
            answer = self.fetcher.fetch(address)
        except NotFetched as failure:
            state = _TROUBLE.get(failure.kind, "unreachable")
            return Link(address, state, reason=failure.reason), failure.kind == "unresolved", None
        link = judge(answer)
        return link, False, answer if link.state in {"reachable", "moved"} else None

    def _find_copy(self, address: str, api: str) -> Copy | None:
        """Return the copy nearest to now that an archive has; nothing where it does not answer."""
        try:
            answer = self.fetcher.fetch(f"{api}?url={quote(address, safe='')}")
            if answer.status != 200:
                return None
            closest = json.loads(answer.body)["archived_snapshots"].get("closest", {})
            if not closest.get("available") or not str(closest.get("status", "")).startswith("2"):
                return Copy()
            taken = datetime.datetime.strptime(str(closest["timestamp"])[:8], "%Y%m%d").date()  # noqa: DTZ007
            found = str(closest["url"])
        except (NotFetched, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None
        if not re.fullmatch(r"https?://\S+", found):
            return None
        return Copy(found.replace("http://web.archive.org/", "https://web.archive.org/", 1), taken.isoformat())


def judge(answer: Answer) -> Link:
    """Return the state that an answer shows an address to be in.

    An address that leads to another page has moved; one that leads to a front page is gone, for so do many sites
    hide that they lost a page. What a host refuses us is blocked, whatever it would show a reader.
    """
    recorded, final = page_key(answer.address), page_key(answer.final)
    elsewhere = answer.final if final != recorded else ""
    status, said = answer.status, f"it answers with status {answer.status}"
    if status in WITH_BODY and (status == 200 or answer.body):
        if elsewhere and _leads_to_front(recorded, final):
            return Link(answer.address, "gone", status, elsewhere, "it leads to the front page")
        return Link(answer.address, "moved" if elsewhere else "reachable", status, elsewhere)
    state: State = "gone" if status in _GONE else "unreachable" if status >= _SERVER else "blocked"
    return Link(answer.address, state, status, elsewhere, said)


def _leads_to_front(recorded: str, final: str) -> bool:
    """Whether a page's address leads to a front page, in whichever language, with whatever that is told."""
    place, _, asked = recorded.partition("?")
    front, _, told = final.partition("?")
    was_front = not asked and _is_front(place)
    # Sites without names for their pages have all of them on the front page, told apart by what is asked for.
    still_asked = bool(asked) and {*parse_qsl(asked)} <= {*parse_qsl(told)}
    return _is_front(front) and not was_front and not still_asked


def _is_front(place: str) -> bool:
    return bool(_FRONT.fullmatch(place[place.find("/") :] if "/" in place else ""))


def list_jobs(tables: Mapping[str, Table], names: Sequence[str] = ()) -> list[Job]:
    """Return the sources to check that have an address: all, or those named.

    What their pages must print is what the tables record from them. Raises
    :class:`~dgsn_opendata.errors.UnknownName` for a name that is no source's.
    """
    rows = {str(row["source_id"]): row for row in tables["sources"].texts.to_dict("records")}
    for name in names:
        if name not in rows:
            raise UnknownName("source", name, list(rows))
    expressions = list_expressions(tables)
    jobs = []
    for name in names or rows:
        url, archive_url, language = (str(rows[name][column]) for column in ("url", "archive_url", "language"))
        if url or archive_url:
            jobs.append(Job(name, url, archive_url, language, tuple(expressions.get(name, ()))))
    return jobs


def check_links(jobs: Sequence[Job], checker: Checker) -> Iterator[Health]:
    """Yield what a check finds of each source, as it is found; stopping early ends the check.

    Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` where there is no network, or no longer one. Failures
    that may be for want of it are held back until it is known to be there.
    """
    hosts: defaultdict[str, list[Job]] = defaultdict(list)
    for job in jobs:
        hosts[_host(job.url or job.archive_url)].append(job)
    waiting: queue.SimpleQueue[list[Job]] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[Health, bool] | BaseException] = queue.SimpleQueue()
    for queued in sorted(hosts.values(), key=len, reverse=True):  # the longest first, or it would end alone
        waiting.put(queued)
    stop = threading.Event()
    for _ in range(min(_WORKERS, len(hosts))):
        # Daemons: an interrupted check waits for no slow host.
        threading.Thread(target=_work, args=(waiting, done, checker, stop), daemon=True).start()
    held: list[Health] = []
    try:
        for number in range(len(jobs)):
            result = done.get()
            if isinstance(result, BaseException):
                raise result
            health, offline = result
            if not offline:
                yield health
                continue
            held.append(health)
            if len(held) >= _SUSPICIOUS:
                yield from _known_to_fail(held, checker, is_all=number + 1 == len(held))
                held = []
        if held:
            yield from _known_to_fail(held, checker, is_all=len(jobs) == len(held))
    finally:
        stop.set()


def _known_to_fail(held: Sequence[Health], checker: Checker, *, is_all: bool) -> Sequence[Health]:
    """Return failures that are not the network's; raises where they are."""
    if checker.has_network():
        return held
    if is_all:
        raise EnvironmentProblem("There is no network: no host has an address")
    raise EnvironmentProblem("The network was lost: hosts have no address any more; what was found before is kept")


def _work(
    waiting: queue.SimpleQueue[list[Job]],
    done: queue.SimpleQueue[tuple[Health, bool] | BaseException],
    checker: Checker,
    stop: threading.Event,
) -> None:
    """Check hosts until none is left.

    What goes wrong with a page alone is that page's state; what stops the program is for the reader of the results
    to raise.
    """
    while True:
        try:
            jobs = waiting.get_nowait()
        except queue.Empty:
            return
        for job in jobs:
            if stop.is_set():
                return
            try:
                done.put(checker.check(job))
            except Exception as error:
                if isinstance(error, DgsnOpendataError):
                    done.put(error)
                    return
                done.put((_unexpected(job, error), False))
            except BaseException as error:
                done.put(error)
                return


def _unexpected(job: Job, error: Exception) -> Health:
    """Return the health of a source whose page is of a kind that nobody thought of."""
    reason = f"it could not be checked ({type(error).__name__}: {' '.join(str(error).split())})"
    page, archive = (
        Link(one, "unreachable", reason=reason) if one else None for one in (job.url, job.archive_url)
    )
    return Health(job.source_id, _now(), page, archive)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # what is no address has no host, and the check says so
        return ""


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).strftime(_TIME)


def _read_figures(answer: Answer, job: Job) -> list[str] | None:
    """Return the texts to look for figures in; nothing where there is no whole text, or nothing is recorded."""
    article = read_answer(answer) if job.expressions and answer.status != _PART else None
    return [article.text, article.page] if article is not None else None
