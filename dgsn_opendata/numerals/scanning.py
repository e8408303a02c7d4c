"""Find all numerals of a running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsn_opendata.numerals.candidates import find_candidates
from dgsn_opendata.numerals.directions import direction
from dgsn_opendata.numerals.figures import Found, NumeralError
from dgsn_opendata.numerals.hedges import first_with_hedges, qualifier
from dgsn_opendata.numerals.reading import DISTURBING, figure_of, language_of
from dgsn_opendata.numerals.tokens import NUMBERS, PADDING, tokenise
from dgsn_opendata.numerals.words import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dgsn_opendata.numerals.candidates import Candidate
    from dgsn_opendata.numerals.figures import Figure
    from dgsn_opendata.numerals.tokens import Token

_SENTENCE = frozenset(".;؛:!؟?•|")
_PART = _SENTENCE | frozenset(",،")
_SENTENCE_LONG = 40  # tokens before a percentage in which a fall may carry its sign
_NEAR = 10  # tokens beside a figure in which its hedge may stand
_DOUBTFUL = frozenset({Role.NOT, Role.HALF, Role.FRACTION, Role.REFUSED, Role.FROM})


def scan(text: str, language: str | None = None) -> list[Found]:
    """Return all numerals of a running text in reading order, with their places and kinds.

    A numeral's words are its number with scale words and unit, or its date, ordinal or name; duals and single
    number words are found where the vocabulary knows them. ``figure`` is filled for statistics and percentages
    where nothing beside them leaves a doubt; it is empty more often than :func:`read` refuses, for a sentence says
    more than an expression.

    >>> [(found.text, found.kind) for found in scan("En 2023, 1.192.383 cartes au 2ème centre, soit +4 %.", "fr")]
    [('2023', 'date'), ('1.192.383', 'statistic'), ('2ème', 'ordinal'), ('4 %', 'percent')]
    """
    language = language_of(text, language)
    tokens = tokenise(text, language)
    candidates = [one for one in find_candidates(tokens, text, language) if not one.weak]
    firsts = [first_with_hedges(tokens, one.first) for one in candidates]
    taken: set[int] = set()
    found = []
    for number, candidate in enumerate(candidates):
        start, end = tokens[candidate.first].start, tokens[candidate.last].end
        figure = None
        if candidate.kind in {"statistic", "percent"}:
            ceiling = firsts[number + 1] if number + 1 < len(candidates) else len(tokens) - len(PADDING)
            figure = _figure(tokens, candidate, taken, ceiling)
        found.append(Found(text[start:end], (start, end), candidate.kind, figure))
        taken.update(range(firsts[number], candidate.last + 1))
    return found


def _figure(tokens: Sequence[Token], candidate: Candidate, taken: set[int], ceiling: int) -> Figure | None:
    """Return the figure of a numeral, read with the words of its sentence; ``None`` where they leave a doubt.

    ``taken`` are the tokens of the numerals before it, ``ceiling`` the first of the one behind it.
    """
    quantity = candidate.quantity
    assert quantity is not None
    if _is_doubtful(tokens, candidate):
        return None
    is_percent = quantity.unit == "percent"
    first, last = candidate.first, candidate.last
    floor = max(0, first - (_SENTENCE_LONG if is_percent else _NEAR))
    breaks = _SENTENCE if is_percent else _PART
    while first > floor and tokens[first - 1].text not in breaks:
        first -= 1
    ceiling = min(ceiling, last + _NEAR)
    while last + 1 < ceiling and tokens[last + 1].text not in _PART and not _begins_clause(tokens[last + 1]):
        last += 1
    near = [*tokens[first : last + 1], *PADDING]
    others = {index - first for index in range(first, candidate.first) if index in taken}
    moved = quantity._replace(first=quantity.first - first, last=quantity.last - first)
    try:
        return figure_of(near, moved, direction(near, moved, others), qualifier(near, moved, others))
    except NumeralError:
        return None


def _begins_clause(token: Token) -> bool:
    return token.role in {Role.AND, Role.CLAUSE} or token.joined


def _is_doubtful(tokens: Sequence[Token], candidate: Candidate) -> bool:
    """Whether something right beside a numeral says more of it than its reading holds."""
    quantity = candidate.quantity
    assert quantity is not None
    first = candidate.first - (1 if quantity.sign else 0)
    beside = [tokens[candidate.last + 1], *tokens[max(0, first - 1) : first]]
    if beside[-1].text == "(" and first > 1:
        beside.append(tokens[first - 2])
    after = tokens[candidate.last + 1]
    number_behind = after.role in NUMBERS and not after.joined
    return number_behind or any(token.text in DISTURBING or token.role in _DOUBTFUL for token in beside)
