"""Checking addresses against a server that misbehaves in every way."""

from __future__ import annotations

import dataclasses
import datetime
import errno
import socket
import threading
from typing import TYPE_CHECKING

import pytest
import trustme

from dgsn_opendata.errors import EnvironmentProblem, MissingExtra, UnknownName
from dgsn_opendata.fetching import Answer, Fetcher, Limits
from dgsn_opendata.link_health import Copy, Health, Link
from dgsn_opendata.links import Checker, Job, check_links, judge, list_jobs
from dgsn_opendata.validation import read_tables
from tests.faults import added
from tests.misbehaving import COPY, make_bomb, misbehaving
from tests.small import TEXTS, change

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.misbehaving import Web

LIMITS = Limits(connect=10, read=10, total=20, size=200_000, retries=1, pause=0)
HASTY = dataclasses.replace(LIMITS, connect=0.2, read=0.2, total=0.3, retries=0)
NOWHERE = "http://no-such-host.invalid"


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    make_bomb(1)
    with misbehaving() as one:
        one.copies["/gone"] = COPY | {"url": "http://web.archive.org/web/20250102030405/http://x/gone"}
        one.copies["/missing"] = COPY | {"url": "https://web.archive.org/web/1/", "status": "404"}
        one.copies["/forbidden"] = COPY | {"url": "javascript:alert(1)"}
        yield one


def checker(web: Web, limits: Limits = LIMITS, *, content: bool = False) -> Checker:
    return Checker(Fetcher(limits, allow_local=True), web.url("wayback"), content)


def job(address: str, *expressions: str, archive: str = "", language: str = "fr") -> Job:
    return Job("a-2024", address, archive, language, expressions)


def page_of(web: Web, name: str, limits: Limits = LIMITS) -> Link:
    (health,) = check_links([job(web.url(name))], checker(web, limits))
    assert health.page is not None
    return health.page


@pytest.mark.parametrize(
    ("name", "state", "status", "leads_to"),
    [
        ("page", "reachable", 200, ""),
        ("windows_1256", "reachable", 200, ""),
        ("busy", "reachable", 200, ""),
        ("flaky", "reachable", 200, ""),
        ("bomb", "reachable", None, ""),
        ("moved", "moved", 200, "page"),
        ("missing", "gone", 404, ""),
        ("gone", "gone", 410, ""),
        ("front", "gone", 200, ""),
        ("forbidden", "blocked", 403, ""),
        ("full", "blocked", 429, ""),
        ("inside", "blocked", None, ""),
        ("circle", "unreachable", None, ""),
        ("short", "unreachable", None, ""),
        ("drop", "unreachable", None, ""),
        ("broken", "unreachable", 503, ""),
    ],
)
def test_each_page_is_in_one_state(
    web: Web, monkeypatch: pytest.MonkeyPatch, name: str, state: str, status: int | None, leads_to: str
) -> None:
    if name == "inside":
        monkeypatch.setattr("dgsn_opendata.connecting.is_public", lambda address: address == "127.0.0.1")
        (health,) = check_links([job(web.url(name))], Checker(Fetcher(LIMITS), None))
        link = health.page
    else:
        link = page_of(web, name)
    assert link is not None
    assert (link.state, link.status) == (state, status), link
    if leads_to:
        assert link.final == web.url(leads_to)
    assert bool(link.reason) == (state not in {"reachable", "moved"} or name == "bomb")


@pytest.mark.parametrize("name", ["drip", "drip_head", "hang"])
def test_slow_pages_are_timed_out(web: Web, name: str) -> None:
    assert page_of(web, name, HASTY).state == "timed_out"


def test_a_certificate_that_nobody_vouches_for_is_named() -> None:
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with misbehaving(context) as secure:
        (health,) = check_links([job(secure.url("page"))], Checker(Fetcher(LIMITS, allow_local=True), None))
    assert health.page is not None
    assert (health.page.state, "certificate" in health.page.reason) == ("certificate", True)


def test_figures_are_not_looked_for_in_a_part_of_a_page(web: Web) -> None:
    web.replies["/part"] = (206, b"<html><body>12</body></html>", {})
    assert checker(web, content=True).check(job(web.url("part"), "12"))[0].figures is None


def test_archived_copies_are_known_none_or_not_told(web: Web) -> None:
    def copy_of(name: str, api: str = "wayback") -> Copy | None:
        asked = dataclasses.replace(checker(web), archive_api=web.url(api))
        return asked.check(job(web.url(name)))[0].copy

    assert copy_of("gone") == Copy("https://web.archive.org/web/20250102030405/http://x/gone", "2025-01-02")
    assert copy_of("page") == copy_of("missing") == Copy()
    for api in ("broken", "archive_astray", "page", "drop"):
        assert copy_of("page", api) is None
    assert copy_of("forbidden") is None  # what is no web address is nothing to link to


def test_a_recorded_copy_is_checked_itself_and_no_other_asked_for(web: Web) -> None:
    before = web.asked["/wayback"]
    health, _ = checker(web).check(job(web.url("gone"), archive=web.url("moved")))
    assert (health.archive and health.archive.state, health.copy) == ("moved", None)
    assert web.asked["/wayback"] == before


def test_figures_are_looked_for_on_the_page(web: Web) -> None:
    health, _ = checker(web, content=True).check(job(web.url("page"), "1.000", "1 000", "7.777"))
    assert [(one.as_printed, one.fate, one.instead) for one in health.figures or ()] == [
        ("1.000", "found", ""),
        ("1 000", "changed", "1.000"),
        ("7.777", "gone", ""),
    ]
    assert [one.fate for one in health.unprinted] == ["changed", "gone"]
    arabic = job(web.url("windows_1256"), "19 مليون و722 ألف و41", language="ar")
    assert [one.fate for one in checker(web, content=True).check(arabic)[0].figures or ()] == ["found"]


@pytest.mark.parametrize("name", ["pdf", "missing", "short"])
def test_figures_of_a_page_that_cannot_be_read_are_not_judged(web: Web, name: str) -> None:
    assert checker(web, content=True).check(job(web.url(name), "12"))[0].figures is None


def test_the_jobs_are_the_sources_with_an_address_and_what_corrections_need_is_asked_for_too(small: Path) -> None:
    change(small, "sources", "2025-12-17,,,", "2025-12-17,,https://archive.example/1,")
    added("corrections", "calls,total,total,year,alpha-2024,1.000,wrong_digit,1010,gamma-2025,Told.,999")(small)
    tables = read_tables(small)[0]
    alpha, gamma = list_jobs(tables)
    assert (alpha.source_id, alpha.url, alpha.language) == ("alpha-2024", "https://example.org/a", "fr")
    assert alpha.expressions[-2:] == ("300", "999")
    assert (gamma.url, gamma.archive_url) == ("", "https://archive.example/1")
    assert [one.source_id for one in list_jobs(tables, ["alpha-2024", "beta-2024"])] == ["alpha-2024"]
    with pytest.raises(UnknownName, match=r"alpha-2025.*Did you mean alpha-2024"):
        list_jobs(tables, ["alpha-2025"])
    assert all(one in TEXTS["alpha-2024"] for one in alpha.expressions[:-1])


def test_hosts_are_asked_side_by_side_and_each_alone() -> None:
    asked = Fetcher(LIMITS, allow_local=True)
    with misbehaving() as one, misbehaving() as other:
        # Two names of this machine are two hosts.
        addresses = [one.url("slow")] * 3 + [other.url("slow").replace("127.0.0.1", "localhost")] * 3
        jobs = [Job(f"a-{number}", address, "", "fr") for number, address in enumerate(addresses)]
        results = list(check_links(jobs, Checker(asked, None)))
    assert {result.source_id for result in results} == {f"a-{number}" for number in range(6)}
    assert (one.most_at_once, other.most_at_once) == (1, 1)
    first, second = ([moment for _, moment in server.times] for server in (one, other))
    assert max(first[0], second[0]) < min(first[-1], second[-1])


def test_without_a_network_nothing_is_said_of_any_page(web: Web) -> None:
    offline = Checker(Fetcher(LIMITS), f"{NOWHERE}/wayback")
    with pytest.raises(EnvironmentProblem, match=r"^There is no network: no host has an address$"):
        list(check_links([Job(f"a-{number}", f"{NOWHERE}/{number}", "", "fr") for number in range(9)], offline))
    with pytest.raises(EnvironmentProblem, match="There is no network"):
        list(check_links([job(NOWHERE)], offline))


def test_names_that_are_remembered_are_no_network(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENETUNREACH, "Network is unreachable")

    monkeypatch.setattr(socket.socket, "connect", fail)
    with pytest.raises(EnvironmentProblem, match="There is no network"):
        list(check_links([Job(f"a-{number}", web.url("page"), "", "fr") for number in range(9)], checker(web)))


def test_a_network_that_is_lost_ends_the_check_with_what_is_known(web: Web) -> None:
    lost = Checker(Fetcher(LIMITS, allow_local=True), f"{NOWHERE}/wayback")
    found = check_links([job(web.url("page")), job(web.url("moved")), job(NOWHERE)], lost)
    assert {next(found).source_id, next(found).source_id} == {"a-2024"}
    with pytest.raises(EnvironmentProblem, match="The network was lost"):
        next(found)


def test_a_host_without_address_is_unreachable_where_others_are_not(web: Web) -> None:
    (health,) = check_links([job(f"{NOWHERE}/a")], checker(web))
    assert health.page is not None
    assert (health.page.state, "has no address" in health.page.reason) == ("unreachable", True)


@pytest.mark.parametrize("error", [MissingExtra("publish", "trafilatura"), KeyboardInterrupt()])
def test_what_stops_the_program_in_a_thread_is_raised(
    web: Web, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(Checker, "check", fail)
    with pytest.raises(type(error)):
        list(check_links([job(web.url("page"))], checker(web)))


def test_what_nobody_thought_of_is_the_state_of_its_page_and_ends_no_check(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(answer: Answer) -> Link:
        return judge(answer) if answer.final.endswith("/page") else Link("", "gone", 1 // 0)

    monkeypatch.setattr("dgsn_opendata.links.judge", fail)
    jobs = [Job(name, web.url(name), "", "fr") for name in ("gone", "page")] + [
        Job("odd", "http://[::1", "", "fr")
    ]
    found = {one.source_id: one.page for one in check_links(jobs, Checker(checker(web).fetcher, None))}
    assert {name: page and page.state for name, page in found.items()} == {
        "gone": "unreachable",
        "page": "reachable",
        "odd": "blocked",
    }
    assert found["gone"] is not None
    assert "ZeroDivisionError" in found["gone"].reason


def test_who_stops_reading_stops_the_check(web: Web) -> None:
    before = web.asked["/slow"]
    results = check_links([Job(f"a-{number}", web.url("slow"), "", "fr") for number in range(20)], checker(web))
    next(results)
    results.close()  # type: ignore[attr-defined]
    for thread in threading.enumerate():
        if thread.name.endswith("(_work)"):
            thread.join(5)
            assert not thread.is_alive()
    assert web.asked["/slow"] - before < 20


def test_a_check_is_fresh_for_a_day_if_it_was_as_thorough(web: Web) -> None:
    now = datetime.datetime(2026, 12, 16, 12, tzinfo=datetime.UTC)
    address = web.url("page")
    last = Health("a-2024", "2026-12-16T10:00:00Z", Link(address, "reachable", 200), None, Copy())
    plain, content = checker(web), checker(web, content=True)
    assert not plain.needs(job(address), last, now)
    assert plain.needs(job(address), None, now)
    assert plain.needs(job(address), last, now + datetime.timedelta(days=1))
    assert plain.needs(job(address), last, now - datetime.timedelta(days=1))  # by a clock that was wrong
    assert plain.needs(job(web.url("moved")), last, now)
    assert plain.needs(job(address, archive=address), last, now)
    assert plain.needs(job(address), dataclasses.replace(last, copy=None), now)
    assert content.needs(job(address, "12"), last, now)
    figures = content.check(job(address, "12"))[0].figures
    assert not content.needs(job(address, "12"), dataclasses.replace(last, figures=figures), now)
    assert content.needs(job(address, "12", "13"), dataclasses.replace(last, figures=figures), now)
    assert not content.needs(job(address, "12"), dataclasses.replace(last, page=Link(address, "gone")), now)
