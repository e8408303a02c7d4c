"""Printed figures in the forms of the Arabic, French and English press, each reading as the number it was made from.

Numbers are whole: a percentage in hundredths, a mass in tenths of a kilogram, everything else in its unit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SCALES = {
    "percent": 100,
    "kg": 10,
}  # how many of our whole numbers make one of the unit; others are counted in ones
_MARKS = {"ar": ",", "fr": ",", "en": "."}  # before decimals
_HEDGES = {
    "ar": {
        "more_than": ("أكثر من",),
        "about": ("حوالي",),
        "nearly": ("ما يقارب", "ناهز", "زهاء"),
        "less_than": ("أقل من",),
    },
    "fr": {
        "more_than": ("plus de",),
        "about": ("environ", "quelque"),
        "nearly": ("près de",),
        "less_than": ("moins de",),
    },
    "en": {
        "more_than": ("more than", "over"),
        "about": ("about",),
        "nearly": ("nearly",),
        "less_than": ("less than",),
    },
}
_PERCENT = {
    "ar": ("{} بالمائة", "{}%", "{} في المائة", "{} بالمئة"),
    "fr": ("{} %", "{}%", "{}\u00a0%"),
    "en": ("{}%", "{} percent", "{} per cent"),
}
_RISES = {"ar": "ارتفاع بنسبة {}", "fr": "hausse de {}", "en": "increase of {}"}
_FALLS = {
    "ar": ("انخفاض قدره {}", "تراجع بنسبة {}", "ناقص {}"),
    "fr": ("baisse de {}", "-{}", "moins {}"),
    "en": ("decrease of {}", "drop of {}", "fall of {}"),
}
_MEASURES = {
    "MAD": {"ar": "درهم", "fr": "dirhams", "en": "dirhams"},
    "EUR": {"ar": "يورو", "fr": "euros", "en": "euros"},
    "USD": {"ar": "دولار أمريكي", "fr": "dollars", "en": "dollars"},
    "GBP": {"ar": "جنيه إسترليني", "fr": "livres sterling", "en": "pounds sterling"},
    "hectares": {"ar": "هكتارا", "fr": "hectares", "en": "hectares"},
    "years": {"ar": "سنة", "fr": "ans", "en": "years"},
}
_SMALL_MEASURES = ("hectares", "years")
_SMALL = {
    "ar": ("", "", "عمليتين", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمانية", "تسع", "عشر"),
    "fr": ("", "", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    "en": ("", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}
_STYLES = {
    "ar": ("dots", "dots", "words", "words", "plain"),
    "fr": (".", ".", " ", "\u00a0", "\u202f", ""),
    "en": (",",),
}


class Printed(NamedTuple):
    """A figure as printed, and what of it stands elsewhere on the page (the code of ``reading``)."""

    text: str
    reading: str


def print_figure(
    number: int,
    unit: str,
    qualifier: str,
    language: str,
    chance: int,
    nouns: Mapping[tuple[str, str], Sequence[str]],
) -> Printed:
    """Return a number of a unit as a page of that language prints it; ``chance`` (0 to 9999) chooses among its forms.

    >>> print_figure(19722041, "cards", "exact", "ar", 2, {})
    Printed(text='19 مليون و722 ألف و41', reading='')
    >>> print_figure(-1250, "percent", "nearly", "fr", 10, {})
    Printed(text='près de 12,5 %', reading='sign')
    """
    if unit == "percent":
        return _print_percent(number, qualifier, language, chance)
    if unit == "kg":
        if language == "en" and qualifier == "exact" and number % 10 == 0 and number >= 10_000 and chance % 3:
            return Printed(f"{number // 10:,} tons", "ambiguous")
        text = _mass(number, language, chance)
    elif unit in _MEASURES:
        # "1.234 hectares" could be one and a bit; money has no third decimal.
        size = str(number) if unit in _SMALL_MEASURES else _number(number, language, chance)
        text = f"{size} {_MEASURES[unit][language]}"
    elif 2 <= number <= 10 and chance % 10 < 3 and qualifier == "exact":
        text = _SMALL[language][number]
    elif 1000 <= number < 1_000_000 and chance % 200 == 0 and qualifier == "exact":
        return Printed(f"{number:,}".replace(",", ". "), "unread")
    else:
        text = _number(number, language, chance)
        counted = nouns.get((unit, language))
        if counted and chance % 10 < 3:
            text = f"{text} {counted[chance % len(counted)]}"
    return _hedge(text, qualifier, language, chance, "")


def _print_percent(number: int, qualifier: str, language: str, chance: int) -> Printed:
    size = f"{abs(number) / 100:.2f}".rstrip("0").rstrip(".").replace(".", _MARKS[language])
    bare = chance % 100 < 5  # its unit stands elsewhere
    forms = _PERCENT[language]
    text = size if bare else forms[chance % len(forms)].format(size)
    elsewhere = "sign" if number < 0 else ""
    if qualifier == "exact" and not bare:
        if number < 0 and chance % 20 >= 9:
            falls = _FALLS[language]
            return Printed(falls[chance % len(falls)].format(text), "")
        if number > 0 and chance % 20 >= 16:
            return Printed(_RISES[language].format(text), "")
    return _hedge(text, qualifier, language, chance, elsewhere, "unit" if bare else "")


def _hedge(text: str, qualifier: str, language: str, chance: int, sign: str, unit: str = "") -> Printed:
    hedge = ""
    if qualifier != "exact":
        if chance % 11 == 0:
            hedge = "hedge"  # stands elsewhere
        else:
            words = _HEDGES[language][qualifier]
            text = f"{words[chance % len(words)]} {text}"
    return Printed(text, "_".join(filter(None, (sign, hedge, unit))))


def _number(number: int, language: str, chance: int) -> str:
    if number < 1000:
        return str(number)
    style = _STYLES[language][chance % len(_STYLES[language])]
    if language == "ar":
        if style == "words":
            return _with_scale_words(number)
        style = "." if style == "dots" else ""
    elif language == "fr" and number >= 1_000_000 and number % 100_000 == 0:
        return f"{number / 1_000_000:g} million{'s' if number >= 2_000_000 else ''}".replace(".", ",")
    return f"{number:,}".replace(",", style)


def _with_scale_words(number: int) -> str:
    millions, rest = divmod(number, 1_000_000)
    thousands, ones = divmod(rest, 1000)
    parts = []
    if millions:
        parts.append({1: "مليون", 2: "مليونين"}.get(millions, f"{millions} مليون"))
    if thousands:
        parts.append({1: "ألف", 2: "ألفين"}.get(thousands, f"{thousands} ألف"))
    if ones:
        parts.append(str(ones))
    return " و".join(parts)


def _mass(tenths: int, language: str, chance: int) -> str:
    kilograms, tenth = divmod(tenths, 10)
    unit = "كيلوغرام" if language == "ar" else "kg"
    if tenth:
        return f"{kilograms}{_MARKS[language]}{tenth} {unit}"
    tonnes, rest = divmod(kilograms, 1000)
    if tonnes < 2 or language == "en" or chance % 3 == 0:
        return f"{kilograms} {unit}"
    if language == "ar":
        return f"{tonnes} طنا و{rest} {unit}" if rest else f"{tonnes} طنا"
    return f"{tonnes} tonnes et {rest} {unit}" if rest else f"{tonnes} tonnes"
