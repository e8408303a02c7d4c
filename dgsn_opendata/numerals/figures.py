"""What a printed figure says: the records of the reader, and its refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    from dgsn_opendata.phrases import Phrase

LANGUAGES = ("ar", "fr", "en")  # those with a grammar
Kind = Literal["statistic", "percent", "date", "ordinal", "identifier", "unknown"]


class NumeralError(ValueError):
    r"""A text that the reader does not understand with certainty; ``reason`` says what stands in the way.

    >>> from dgsn_opendata.phrases import phrase
    >>> refusal = NumeralError(phrase("several-figures", number=2, words="6, 7"))
    >>> str(refusal), refusal.reason.say("fr")
    ('2 figures stand here: 6, 7', 'il y a 2 chiffres ici\xa0: 6, 7')
    """

    def __init__(self, reason: Phrase) -> None:
        self.reason = reason
        super().__init__(reason)


class Figure(NamedTuple):
    """A printed figure as read.

    ``value`` is exact: an ``int``, or a ``Decimal`` where the figure has decimals (those printed are kept:
    ``Decimal("25.0")``). ``qualifier`` is one of the codes of ``observations.qualifier``. ``unit`` is that of a
    measure which the text carries, in the codes of ``indicators.unit`` (percent, MAD, kg, hectares …), ``None``
    for what is merely counted. ``span`` is where the figure stands in the text, its scale words and unit included.
    """

    value: int | Decimal
    qualifier: str
    unit: str | None
    span: tuple[int, int]


class Found(NamedTuple):
    """A numeral in running text: its words, where they stand, what kind it is, and the figure where it is one.

    ``kind`` is statistic, percent, date (times and periods too), ordinal, identifier (part of a name or number) or
    unknown: what no rule is sure of, such as ranges, fractions and "dozens".
    """

    text: str
    span: tuple[int, int]
    kind: Kind
    figure: Figure | None = None
