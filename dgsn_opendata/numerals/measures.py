"""The measures that a figure may carry, each in one base unit, and the signs that all languages share.

Base units are the codes of ``indicators.unit``: money is in dirhams (``MAD``; a centime is a hundredth), mass in
kilograms, area in hectares. Other currencies and durations stay as they are.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class Measure(NamedTuple):
    """A unit of measure: the code of its base unit, and how many of those one of it is."""

    unit: str
    factor: int | Decimal = 1


DIRHAM, CENTIME = Measure("MAD"), Measure("MAD", Decimal("0.01"))
THOUSAND_DIRHAMS = Measure("MAD", 10**3)
MILLION_DIRHAMS, MILLIARD_DIRHAMS = Measure("MAD", 10**6), Measure("MAD", 10**9)
EURO, DOLLAR, POUND = Measure("EUR"), Measure("USD"), Measure("GBP")
TONNE, KILOGRAM, GRAM = Measure("kg", 1000), Measure("kg"), Measure("kg", Decimal("0.001"))
HECTARE, SQUARE_METRE, SQUARE_KILOMETRE = (
    Measure("hectares"),
    Measure("hectares", Decimal("0.0001")),
    Measure("hectares", 100),
)
KILOMETRE, METRE, LITRE = Measure("km"), Measure("metres"), Measure("litres")
YEARS, MONTHS, WEEKS = Measure("years"), Measure("months"), Measure("weeks")
DAYS, HOURS, MINUTES = Measure("days"), Measure("hours"), Measure("minutes")

MONEY = frozenset({"MAD", "EUR", "USD", "GBP"})
DURATIONS = frozenset({"years", "months", "weeks", "days", "hours", "minutes"})

# Abbreviations that are other words in other letters: mad people, PC, the G of 4G.
CASED = {"mad": ("MAD",), "pc": ("pc",), "g": ("g",), "gr": ("gr",), "ha": ("ha", "Ha"), "gbp": ("GBP",)}

Entry = tuple[str, object, str]

ENTRIES: tuple[Entry, ...] = (
    ("percent", None, "% | ٪"),
    ("unit", DIRHAM, "mad | dh | dhs"),
    ("unit", THOUSAND_DIRHAMS, "kdh | kdhs"),
    ("unit", MILLION_DIRHAMS, "mdh | mdhs"),
    ("unit", MILLIARD_DIRHAMS, "mmdh | mmdhs"),
    ("unit", EURO, "€ | eur"),
    ("unit", DOLLAR, "$ | usd"),
    ("unit", POUND, "£ | gbp"),
    ("unit", TONNE, "t"),
    ("unit", KILOGRAM, "kg | kgs"),
    ("unit", GRAM, "g | gr"),
    ("unit", HECTARE, "ha"),
    ("unit", SQUARE_METRE, "m² | m2"),
    ("unit", SQUARE_KILOMETRE, "km² | km2"),
    ("unit", KILOMETRE, "km"),
    ("hedge", ("about", "near"), "~ | ≈"),
    ("refused", "a-share-of-a-thousand", "‰"),
    (
        "refused",
        "a-measure-that-is-not-known",
        "mg | m³ | m3 | cm | mm | cl | ml | kw | mw | ° | l | min | lbs | oz | pts",
    ),
    ("refused", "a-measure-that-is-not-known", "¥ | ₽ | ₹ | ₿"),
    ("refused", "a-scale-that-is-abbreviated", "k | m | md | mds | mrd | mrds | bn | mln | mn | mio"),
    ("refused", "a-share-of-ten-thousand", "‱"),
    ("label", None, "№ | §"),
)
