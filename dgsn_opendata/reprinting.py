"""Whether a page still prints what was recorded from it: each expression found, changed or gone.

An expression is *found* where the text prints it, as :func:`~dgsn_opendata.articles.occurrences` judges it, and
not as a part of a longer numeral alone ("433 kg" in "1 tonne et 433 kg"). It is *changed* where the text prints
only such a numeral, or a figure of the same value and unit in another way ("4 269 781" for "4.269.781"), or the
same words with another number ("118 طلبا" for "117 طلبا") that is not recorded from that source itself. Everything
else is *gone*. Both kinds need a person's eye: a small number has namesakes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from dgsn_opendata.articles import normalise, occurrences
from dgsn_opendata.numerals import LANGUAGES, NumeralError, read, scan
from dgsn_opendata.rules.provenance import find_cut, witnessed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dgsn_opendata.articles import NormalisedText
    from dgsn_opendata.frames import Table
    from dgsn_opendata.numerals import Found

Fate = Literal["found", "changed", "gone"]
FATES: tuple[Fate, ...] = ("found", "changed", "gone")

# Its length is bounded, so that a page of nothing but numbers takes no time that grows with its square.
_NUMBER = r"\d{1,15}(?:[.,٬٫ ]\d{1,15}){0,9}"
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Expression:
    """What became of an expression on its page; ``instead`` is what the page prints now where it is changed."""

    as_printed: str
    fate: Fate
    instead: str = ""


def list_expressions(tables: Mapping[str, Table]) -> dict[str, list[str]]:
    """Return by source every expression that a row of any table records from it, each once.

    A table counts that has the columns ``source_id``, ``as_printed`` and ``occurrence``. Waivers do not: much of
    what they leave out stands in menus and other headlines of the page, which come and go. What a correction needs
    its source to print still is among them, too.
    """
    expressions: defaultdict[str, dict[str, None]] = defaultdict(dict)
    printed = [(table, "as_printed") for table in witnessed(tables) if table.schema.name != "waivers"]
    if "corrections" in tables:
        printed.append((tables["corrections"], "still_prints"))
    for table, column in printed:
        for source, text in table.values[["source_id", column]].dropna().itertuples(index=False):
            expressions[str(source)][str(text)] = None
    return {source: list(texts) for source, texts in expressions.items()}


def look_for(texts: Sequence[str], expressions: Sequence[str], language: str) -> list[Expression]:
    """Return what became of each expression; the first of the texts is the article's, the others more of its page.

    >>> [(one.fate, one.instead) for one in look_for(["4 269 781 cartes"], ["4.269.781", "12 visas"], "fr")]
    [('changed', '4 269 781'), ('gone', '')]
    """
    reader = language if language in LANGUAGES else None
    missing: dict[str, str] = dict.fromkeys(expressions, "")
    for text in filter(None, texts):
        article, found = normalise(text), scan(text, reader)
        missing = {one: cut for one in missing if (cut := _cut(one, article, found)) is not None}
    if not missing:
        return [Expression(one, "found") for one in expressions]
    article = normalise(next(filter(None, texts), ""))
    figures = ((found.figure, found.text) for found in scan(article.text, reader))
    values = {(figure.value, figure.unit): text for figure, text in figures if figure is not None}
    fates = {}
    for one, cut in missing.items():
        instead = cut or _same_value(one, values, reader) or _same_words(one, article, expressions)
        fates[one] = Expression(one, "changed" if instead else "gone", instead)
    return [fates.get(one) or Expression(one, "found") for one in expressions]


def _cut(expression: str, article: NormalisedText, found: Sequence[Found]) -> str | None:
    """Return ``None`` where a text prints an expression, else the numeral that it is but a part of, if any."""
    spans = [article.span(*one) for one in occurrences(article, expression)]
    cuts = [find_cut(article.original, span, found) for span in spans]
    return None if not all(cuts) else next(iter(cuts), "")


def _same_value(expression: str, values: Mapping[Any, str], language: str | None) -> str:
    try:
        figure = read(expression, language)
    except NumeralError:
        return ""
    return values.get((figure.value, figure.unit), "")


def _same_words(expression: str, article: NormalisedText, recorded: Sequence[str]) -> str:
    """Return what prints the words of an expression with another number, unless that is recorded itself."""
    spelling = normalise(expression).text
    words = re.split(_NUMBER, spelling)
    if len(words) < 2 or not any(map(_WORD.search, words)):
        return ""
    pattern = _NUMBER.join(map(re.escape, words))
    known = {normalise(one).text for one in recorded}
    found = (match[0] for match in re.finditer(rf"(?<!\d)(?<!\d[.,٬٫]){pattern}(?![^\W_])", article.text))
    return next((text for text in found if text not in known), "")
