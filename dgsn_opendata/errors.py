"""What stops the program: exceptions that say what happened, what to do, and how to exit.

Findings about the data are not exceptions (see :mod:`dgsn_opendata.findings`). Exit codes: 0 fine, 1 findings,
2 usage, 3 environment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_LONGEST_NAME = 200


class DgsnOpendataError(Exception):
    """The base of every error the library raises on purpose: a title, an advice and an exit code.

    >>> error = DgsnOpendataError("Something is off", advice="Do this.")
    >>> print(error)
    Something is off. Do this.
    """

    exit_code: ClassVar[int] = 3
    language: Literal["en", "fr"] = "en"  # the language in which it is shown, where its texts have that

    def __init__(self, title: str, advice: str = "") -> None:
        self.title = title
        self.advice = advice
        super().__init__(f"{title}. {advice}" if advice else title)


class UsageProblem(DgsnOpendataError):
    """The caller asked for something that cannot be: a wrong name, option or value."""

    exit_code = 2


class EnvironmentProblem(DgsnOpendataError):
    """The machine cannot do it: a file, a right, a disk or an installed package is missing."""

    exit_code = 3


class FindingsStand(DgsnOpendataError):
    """The data has errors, so that the step that needs sound data refuses; ``details`` lists them."""

    exit_code = 1

    def __init__(self, title: str, advice: str = "", details: str = "") -> None:
        self.details = details
        super().__init__(title, advice)


class UnknownName(UsageProblem, LookupError):
    """A table, indicator or other name that does not exist, with the nearest ones that do.

    >>> str(UnknownName("indicator", "cnie_isued", ["cnie_issued", "visas_issued_at_border"]))
    'There is no indicator "cnie_isued". Did you mean cnie_issued?'
    """

    def __init__(self, kind: str, name: str, candidates: Iterable[str], listing: str = "") -> None:
        self.suggestions = closest(str(name), [*candidates])
        advice = f"Did you mean {' or '.join(self.suggestions)}?" if self.suggestions else listing
        super().__init__(f'There is no {kind} "{name}"', advice)


class MissingExtra(EnvironmentProblem, ImportError):
    """A command needs packages that the light base install does not bring.

    >>> str(MissingExtra("publish", "pandera"))
    'This needs pandera, which is not installed. Run: pip install "dgsn-opendata[publish]"'
    """

    def __init__(self, extra: str, module: str) -> None:
        super().__init__(
            f"This needs {module}, which is not installed", f'Run: pip install "dgsn-opendata[{extra}]"'
        )


Trouble = Literal[
    "refused",
    "unresolved",
    "unreachable",
    "timed_out",
    "certificate",
    "redirects",
    "broken",
    "too_large",
    "unreadable",
]


class NotFetched(EnvironmentProblem):
    """A page that did not come: the ``kind`` of trouble, for programs, and the ``reason``, for people.

    ``unresolved`` is a host without an address, or one that no network leads to; what is ``refused`` is not asked
    for at all (:class:`AddressRefused`, or a host that asked to be left alone); ``unreadable`` is packed in a way
    that we do not unpack.

    >>> str(NotFetched("https://example.org/", "timed_out", "no answer in 10 s", "Try again later."))
    'https://example.org/ was not fetched: no answer in 10 s. Try again later.'
    """

    def __init__(self, address: str, kind: Trouble, reason: str, advice: str = "") -> None:
        self.address = address
        self.kind = kind
        self.reason = reason
        super().__init__(f"{address} was not fetched: {reason}", advice)

    def of(self, address: str) -> NotFetched:
        """Return the same trouble as that of another address, as what a host does is said of the page."""
        return NotFetched(address, self.kind, self.reason, self.advice)


class AddressRefused(NotFetched):
    """An address that is never asked: of another scheme than the web's, or of this machine or its own network.

    >>> AddressRefused("ftp://example.org/", "it is of the scheme ftp").exit_code
    2
    """

    exit_code = UsageProblem.exit_code

    def __init__(self, address: str, reason: str, advice: str = "") -> None:
        super().__init__(address, "refused", reason, advice)

    def of(self, address: str) -> AddressRefused:
        """Return the same trouble as that of another address."""
        return AddressRefused(address, self.reason, self.advice)


def closest(name: str, candidates: Sequence[str], cutoff: float = 0.6) -> list[str]:
    """Return the candidates, three at most, that look most like the name or, failing that, have it in them.

    What is longer than any name is like none.

    >>> closest("observation", ["cooperation", "observations", "series"])
    ['observations']
    >>> closest("cnie", ["cnie_issued", "visas_issued_at_border"])
    ['cnie_issued']
    """
    import difflib  # of use where something was misspelt, and a wait for every command

    if len(name) > _LONGEST_NAME:
        return []
    likely = difflib.get_close_matches(name, candidates, n=3, cutoff=cutoff)
    if not likely:
        return [other for other in candidates if name and name.casefold() in other.casefold()][:3]
    ratios = {other: difflib.SequenceMatcher(None, name, other).ratio() for other in likely}
    return [other for other in likely if ratios[other] > ratios[likely[0]] - 0.1]
