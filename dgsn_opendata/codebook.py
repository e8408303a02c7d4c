"""The catalogue of codes as people read it: a list, one code explained, and the page of all of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dgsn_opendata.errors import UnknownName
from dgsn_opendata.findings import codes
from dgsn_opendata.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dgsn_opendata.findings import Code, Example
    from dgsn_opendata.phrases import Spoken


def find_codes(name: str | None = None) -> list[Code]:
    """Return the code with a name, or all of them; raises ``UnknownName`` where there is none.

    >>> [code.severity for code in find_codes("foreign-key")]
    ['error']
    """
    if name is None:
        return [*codes().values()]
    if name not in codes():
        raise UnknownName("code", name, codes(), "See them all: dgsn-opendata codes")
    return [codes()[name]]


def list_text(chosen: Sequence[Code], language: Spoken) -> str:
    """Return codes as a list: code, severity and title a line."""
    words = [_severity(code, language) for code in chosen]
    widths = max(len(code.code) for code in chosen), max(map(len, words))
    return "\n".join(
        f"{code.code:<{widths[0]}}  {word:<{widths[1]}}  {code.title.say(language)}"
        for code, word in zip(chosen, words, strict=True)
    )


def explain_text(code: Code, language: Spoken) -> str:
    """Return what there is to know of a code, as lines of plain text."""
    head = phrase("message", title=code.code, detail=code.title).say(language)
    severity = phrase("severity-label", severity=phrase(f"{code.severity}-word")).say(language)
    example, said, advice = _labels(language)
    lines = [
        f"{example} {_happening(code.example, language)}",
        f"{said} {code.example.said.say(language)}",
        f"{advice} {code.advice.say(language)}",
    ]
    return "\n\n".join([f"{head}\n{severity}", code.meaning.say(language), "\n".join(lines)])


def as_json(chosen: Sequence[Code], language: Spoken) -> str:
    """Return codes as a JSON array: ``code``, ``severity``, ``title``, ``meaning``, ``example``, ``advice``."""
    return json.dumps(
        [
            {
                "code": code.code,
                "severity": code.severity,
                "title": code.title.say(language),
                "meaning": code.meaning.say(language),
                "example": {
                    "fault": _happening(code.example, language),
                    "said": code.example.said.say(language),
                },
                "advice": code.advice.say(language),
            }
            for code in chosen
        ],
        ensure_ascii=False,
        indent=2,
    )


def as_markdown(chosen: Sequence[Code], language: Spoken) -> str:
    """Return codes as a page in Markdown, on which each has a heading of its own name to link to."""
    head, about = phrase("codes-title").say(language), phrase("codes-about").say(language)
    columns = [phrase(name).say(language) for name in ("column-code", "column-severity", "column-title")]
    table = [_cells(columns), _cells(["---"] * len(columns))]
    table += [
        _cells([f"[{code.code}](#{code.code})", _severity(code, language), code.title.say(language)])
        for code in chosen
    ]
    explained = [f"## {code.code}\n\n{explain_markdown(code, language)}" for code in chosen]
    return "\n\n".join([f"# {head}", about, "\n".join(table), *explained])


def explain_markdown(code: Code, language: Spoken) -> str:
    """Return what there is to know of a code, in Markdown."""
    example, said, advice = _labels(language)
    return "\n\n".join(
        [
            f"**{code.title.say(language)}** ({_severity(code, language)})",
            code.meaning.say(language),
            f"{example} {_happening(code.example, language)}",
            f"{said}\n\n```text\n{code.example.said.say(language)}\n```",
            f"{advice} {code.advice.say(language)}",
        ]
    )


def _severity(code: Code, language: Spoken) -> str:
    return phrase(f"{code.severity}-word").say(language)


def _labels(language: Spoken) -> tuple[str, str, str]:
    example, said, advice = (phrase(f"{name}-label").say(language) for name in ("example", "said", "advice"))
    return example, said, advice


def _happening(example: Example, language: Spoken) -> str:
    """Return what is wrong in an example: in words, or as the texts that stand in a file."""
    if not example.wrong:
        return example.words.say(language)
    if not example.right:
        return phrase("example-more", file=example.file, wrong=example.wrong).say(language)
    return phrase("example-instead", file=example.file, wrong=example.wrong, right=example.right).say(language)


def _cells(texts: Sequence[str]) -> str:
    return f"| {' | '.join(texts)} |"
