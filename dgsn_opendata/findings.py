"""What a check found: the record of a finding, and the catalogue of codes.

A finding is data, not an exception: it says where (file, physical line, column), what was found, what was
expected, and what to do. Title, meaning, example, advice and severity of a code stand once, in ``codes.toml``; the
other words that a finding needs in ``phrases.toml``.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from dgsn_opendata.phrases import NOTHING, Phrase, phrase, say, verbatim, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dgsn_opendata.phrases import Spoken

Severity = Literal["error", "warning"]

_SHOWN = 80  # characters of a found cell that a person needs to recognise it
MOST_ERRORS = 10_000  # of one check; nobody reads more, and a file of rubbish has millions


@dataclass(frozen=True, slots=True)
class Example:
    """A fault that gives a finding, and what is said of it.

    ``file`` has ``wrong`` in the place of ``right``: a part of a line, a line more where ``right`` is empty, or
    the whole text of a file that is no table. A fault that no text can show is told in ``words`` instead.
    """

    said: Phrase
    file: str = ""
    wrong: str = ""
    right: str = ""
    words: Phrase = NOTHING


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding: its code, severity, title, meaning, example and advice."""

    code: str
    severity: Severity
    title: Phrase
    meaning: Phrase
    example: Example
    advice: Phrase


@functools.cache
def codes() -> dict[str, Code]:
    """Return the catalogue: every code that a check may report, by its name.

    >>> codes()["foreign-key"].title
    'no such row in the other table'
    >>> codes()["foreign-key"].title.say("fr")
    'cette ligne n’existe pas dans l’autre table'
    """
    text = (Path(__file__).parent / "codes.toml").read_text(encoding="utf-8")
    return {
        code: Code(code=code, **_phrased({**entry, "example": Example(**_phrased(entry["example"]))}))
        for code, entry in tomllib.loads(text).items()
    }


def _phrased(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members of an entry, as a phrase each that has its French words beside it ("title_fr")."""
    french = {key.removesuffix("_fr"): text for key, text in entry.items() if key.endswith("_fr")}
    return {
        key: Phrase.of({"en": text, "fr": french[key]}) if key in french else text
        for key, text in entry.items()
        if not key.endswith("_fr")
    }


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found.

    ``line`` is the physical line of the file (the header is line 1; a record over several lines is named by its
    first), ``None`` where the finding is about the whole file. ``found`` is the text of a cell, or a phrase.
    ``advice`` and ``severity`` come from the catalogue unless the check knows better. An unknown code raises
    ``KeyError``.

    >>> one = Finding("type", "observations.csv", 42, "value", found="12,5", expected=phrase("type-number"))
    >>> print(one)
    observations.csv:42: value: the text is not of the column's kind: found "12,5", expected a number in ASCII
    digits with "." before decimals [type]
    """

    code: str
    file: str
    line: int | None = None
    column: str | None = None
    found: str = ""
    expected: Phrase = NOTHING
    advice: Phrase = NOTHING
    severity: Severity | Literal[""] = ""

    def __post_init__(self) -> None:
        entry = codes()[self.code]
        object.__setattr__(self, "advice", self.advice or entry.advice)
        object.__setattr__(self, "severity", self.severity or entry.severity)
        object.__setattr__(self, "file", visible(self.file))
        object.__setattr__(self, "column", self.column and visible(self.column))
        if not isinstance(self.found, Phrase):
            object.__setattr__(self, "found", shorten(self.found))

    @property
    def title(self) -> Phrase:
        """What is wrong, in a few words."""
        return codes()[self.code].title

    @property
    def detail(self) -> Phrase:
        """What was found and what was expected; nothing where neither can be said."""
        found = phrase("found", found=self.found) if self.found else NOTHING
        expected = phrase("expected", expected=self.expected) if self.expected else NOTHING
        return phrase("details", one=found, other=expected) if found and expected else found or expected

    @property
    def message(self) -> Phrase:
        """What is wrong, what was found and what was expected."""
        return phrase("message", title=self.title, detail=self.detail) if self.detail else self.title

    def say(self, language: Spoken) -> str:
        """Return the finding as a line in a language: its place, its message and its code."""
        place = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        column = f"{self.column}: " if self.column else ""
        return f"{place}: {column}{self.message.say(language)} [{self.code}]"

    def words(self, language: Spoken) -> dict[str, Any]:
        """Return the finding as plain data, its texts in a language."""
        return {
            "title": self.title.say(language),
            "code": self.code,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            **{key: say(getattr(self, key), language) for key in ("found", "expected", "advice")},
            "severity": self.severity,
        }

    def __str__(self) -> str:
        return self.say("en")


def limit(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings of one check as far as its 10,000th error, and then one that says that there are more.

    >>> many = (Finding("encoding", "series.csv", line) for line in range(1_000_000))
    >>> [one.code for one in limit(many)][-2:]
    ['encoding', 'more-findings']
    """
    listed: list[Finding] = []
    errors = 0
    for finding in findings:
        if errors == MOST_ERRORS:
            return [*listed, Finding("more-findings", finding.file, found=phrase("first-errors", number=errors))]
        listed.append(finding)
        errors += finding.severity == "error"
    return listed


def shorten(text: str) -> Phrase:
    r"""Return a cell's text fit for a message: at most 80 characters, nothing that moves the cursor.

    >>> shorten("two\nlines")
    'two\\nlines'
    >>> shorten("9" * 1_000_000)[-29:]
    '99999… (1,000,000 characters)'
    """
    if len(text) <= _SHOWN:
        return verbatim(text)
    return phrase("shortened", text=text[:_SHOWN], number=len(text))
