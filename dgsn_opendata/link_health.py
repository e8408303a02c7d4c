"""Whether the sources' addresses still lead to their pages: the record of a check, and the file that keeps them.

The file is JSON: ``format`` and ``version`` say what it is, ``checked_at`` when the last check was (UTC),
``summary`` counts the states of pages, and ``sources`` has by source id what :class:`Health` says: ``checked_at``,
``page`` and ``archive`` with ``address``, ``state``, ``status``, ``final`` and ``reason``, ``copy`` with
``address`` and ``taken_on``, and ``figures``, a list of ``as_printed``, ``fate`` and ``instead``. ``null`` is what
was not asked for or not answered.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from dgsn_opendata.errors import EnvironmentProblem
from dgsn_opendata.jsonfile import parse_json
from dgsn_opendata.opening import read_file
from dgsn_opendata.replacing import replace_file
from dgsn_opendata.reprinting import FATES, Expression

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

State = Literal["reachable", "moved", "gone", "blocked", "timed_out", "certificate", "unreachable"]
STATES: tuple[State, ...] = ("reachable", "moved", "gone", "blocked", "timed_out", "certificate", "unreachable")
# Nobody can open these now. Blocked, slow and badly certified pages may well open in a reader's browser.
DEAD: frozenset[State] = frozenset({"gone", "unreachable"})

_WEB = ("http://", "https://")
_STATUSES = range(100, 1000)  # servers answer with more than the standard has
_FORMAT, _VERSION = "dgsn-opendata link health", 1
_Record = TypeVar("_Record")


@dataclass(frozen=True, slots=True)
class Link:
    """What became of an address: its state, the status it answered with, why, and where it leads if elsewhere."""

    address: str
    state: State
    status: int | None = None
    final: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """The copy of a page that an archive has, and the day it was taken; both empty where it has none."""

    address: str = ""
    taken_on: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """What a check found of a source: its page, the archived copy it names or that is known, its figures.

    ``checked_at`` is a moment of ISO 8601 in UTC. What was not asked for, or did not answer, is ``None``.
    """

    source_id: str
    checked_at: str
    page: Link | None = None
    archive: Link | None = None
    copy: Copy | None = None
    figures: tuple[Expression, ...] | None = None

    @property
    def is_dead(self) -> bool:
        """Whether an address of the source can be opened by nobody."""
        return any(link.state in DEAD for link in (self.page, self.archive) if link is not None)

    @property
    def unprinted(self) -> list[Expression]:
        """The expressions that the page does not print as they were recorded."""
        return [one for one in self.figures or () if one.fate != "found"]

    @property
    def copy_address(self) -> str:
        """The address of a copy of the page in an archive; empty where none is known to be there."""
        if self.archive is not None and self.archive.state in {"reachable", "moved"}:
            return self.archive.address
        return self.copy.address if self.copy is not None else ""


def count_states(healths: Sequence[Health]) -> dict[State, int]:
    """Return how many pages are in each state, in the order of :data:`STATES`.

    >>> count_states([Health("a-2024", "2026-12-16T10:00:00Z", Link("https://example.org/", "moved"))])
    {'moved': 1}
    """
    counts = Counter(one.page.state for one in healths if one.page is not None)
    return {state: counts[state] for state in STATES if counts[state]}


def write_results(path: Path, healths: Mapping[str, Health]) -> None:
    """Write the results of checks to a file; raises ``EnvironmentProblem`` where it cannot be written."""
    entries = {name: dataclasses.asdict(healths[name]) for name in sorted(healths)}
    for entry in entries.values():
        del entry["source_id"]
    document = {
        "format": _FORMAT,
        "version": _VERSION,
        "checked_at": max((one.checked_at for one in healths.values()), default=None),
        "summary": count_states([*healths.values()]),
        "sources": entries,
    }
    replace_file(path, f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode())


def read_results(path: Path) -> dict[str, Health]:
    """Return the results of a file by source id.

    Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` for a file that is none of :func:`write_results`.
    """
    try:
        document = parse_json(read_file(path))
        if (document["format"], str(document["version"])) != (_FORMAT, str(_VERSION)):
            raise ValueError("another format")
        return {name: _health(name, entry) for name, entry in document["sources"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EnvironmentProblem(
            f"{path} is no file of link health ({_say(error)})",
            "Name the file that dgsn-opendata links has written, or write a new one.",
        ) from error


def _health(name: str, entry: dict[str, Any]) -> Health:
    datetime.datetime.strptime(entry["checked_at"], "%Y-%m-%dT%H:%M:%SZ")  # noqa: DTZ007 - the form alone is checked
    page, archive = (_record(Link, entry[key]) for key in ("page", "archive"))
    copy = _record(Copy, entry["copy"])
    if any(link is not None and link.state not in STATES for link in (page, archive)):
        raise ValueError(f"{name} has an unknown state")
    addresses = [link.address for link in (page, archive, copy) if link is not None]
    addresses += [link.final for link in (page, archive) if link is not None]
    if not all(one.startswith(_WEB) for one in addresses if one):
        raise ValueError(f"{name} has an address that is none of the web")
    figures = entry["figures"]
    if figures is not None:
        figures = tuple(_record(Expression, one) for one in figures)
        if any(one.fate not in FATES for one in figures):
            raise ValueError(f"{name} has a figure of an unknown fate")
    return Health(name, entry["checked_at"], page, archive, copy, figures)


def _record(kind: type[_Record], entry: dict[str, Any] | None) -> _Record | None:
    """Return a record of texts (and a status, which is a number) as JSON has it."""
    if entry is None:
        return None
    if any(
        not _is_status(value) if key == "status" else not isinstance(value, str) for key, value in entry.items()
    ):
        raise ValueError("a value of another kind")
    return kind(**entry)


def _is_status(value: Any) -> bool:
    return value is None or (type(value) is int and value in _STATUSES)


def _say(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or "not readable"
    return f"it lacks {error}" if isinstance(error, KeyError) else str(error).partition("\n")[0]
