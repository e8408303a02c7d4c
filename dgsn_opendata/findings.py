"""What a check found: the record of a finding, and the catalogue of codes.

A finding is data, not an exception: it says where (file, physical line, column), what was found, what was
expected, and what to do. Title, meaning, advice and severity of a code stand once, in ``codes.toml``.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning"]

_SHOWN = 80  # characters of a found cell that a person needs to recognise it


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding: its code, severity, title, meaning and advice."""

    code: str
    severity: Severity
    title: str
    meaning: str
    advice: str


@functools.cache
def codes() -> dict[str, Code]:
    """Return the catalogue: every code that a check may report, by its name.

    >>> codes()["foreign-key"].title
    'no such row in the other table'
    """
    text = (Path(__file__).parent / "codes.toml").read_text(encoding="utf-8")
    return {code: Code(code=code, **entry) for code, entry in tomllib.loads(text).items()}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found.

    ``line`` is the physical line of the file (the header is line 1; a record over several lines is named by its
    first), ``None`` where the finding is about the whole file. ``advice`` and ``severity`` come from the
    catalogue unless the check knows better. An unknown code raises ``KeyError``.

    >>> print(Finding("type", "observations.csv", 42, "value", found="12,5", expected="a number"))
    observations.csv:42: value: the text is not of the column's kind: found "12,5", expected a number [type]
    """

    code: str
    file: str
    line: int | None = None
    column: str | None = None
    found: str = ""
    expected: str = ""
    advice: str = ""
    severity: Severity | Literal[""] = ""

    def __post_init__(self) -> None:
        entry = codes()[self.code]
        object.__setattr__(self, "advice", self.advice or entry.advice)
        object.__setattr__(self, "severity", self.severity or entry.severity)
        object.__setattr__(self, "found", shorten(self.found))
        for name in ("file", "column", "expected", "advice"):
            text = getattr(self, name)
            object.__setattr__(self, name, text if text is None else visible(text))

    @property
    def title(self) -> str:
        """What is wrong, in a few words."""
        return codes()[self.code].title

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        column = f"{self.column}: " if self.column else ""
        found = f'found "{self.found}"' if self.found else ""
        expected = f"expected {self.expected}" if self.expected else ""
        detail = ", ".join(part for part in (found, expected) if part)
        return f"{place}: {column}{self.title}{': ' if detail else ''}{detail} [{self.code}]"


def shorten(text: str) -> str:
    r"""Return a cell's text fit for a message: at most 80 characters, nothing that moves the cursor.

    >>> shorten("two\nlines")
    'two\\nlines'
    >>> shorten("9" * 1_000_000)[-29:]
    '99999… (1,000,000 characters)'
    """
    shown = visible(text[:_SHOWN])
    return shown if len(text) <= _SHOWN else f"{shown}… ({len(text):,} characters)"


def visible(text: str) -> str:
    r"""Return a text with every character that cannot be seen written out.

    >>> visible("a\x1b[2J")
    'a\\x1b[2J'
    """
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)
