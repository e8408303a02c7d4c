"""Numbers, dates, periods and figures as English, French and Arabic running text writes them.

Names of months are those of Unicode CLDR for ``en_GB``, ``fr`` and ``ar_MA``. Nothing that is returned
holds a character for writing direction.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING

from dgsn_opendata.languages import FACTS
from dgsn_opendata.periods import YEAR, interval_ends
from dgsn_opendata.schemas import Language, read_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

_SCHOOL_YEAR = "school_year"
_SPACE = "\u00a0"  # does not break
_MONTHS: Mapping[Language, str] = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "ar": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
}
# What names a year or a range of years, and the same of school years, which are named by both of their years.
_YEARS: Mapping[Language, tuple[str, str]] = {
    "en": ("{0}", "{0}–{1}"),
    "fr": ("{0}", "{0}–{1}"),
    "ar": ("سنة {0}", "من {0} إلى {1}"),
}
_SCHOOL_YEARS: Mapping[Language, tuple[str, str]] = {
    "en": ("school year {0}–{1}", "school years {0}–{1} to {2}–{3}"),
    "fr": ("année scolaire {0}–{1}", "années scolaires {0}–{1} à {2}–{3}"),
    "ar": ("الموسم الدراسي {0}-{1}", "المواسم الدراسية من {0}-{1} إلى {2}-{3}"),
}
_CHANGES: Mapping[Language, tuple[str, str]] = {
    "en": ("a fall of {}", "a rise of {}"),
    "fr": ("une baisse {}", "une hausse {}"),
    "ar": ("انخفاض ب{}", "ارتفاع ب{}"),
}
_PERCENT: Mapping[Language, str] = {"en": "{}%", "fr": "{}" + _SPACE + "%", "ar": "{} بالمائة"}


def say_number(value: float, language: Language) -> str:
    r"""Return a number with its thousands grouped.

    >>> [say_number(1433.5, language) for language in ("en", "fr", "ar")]
    ['1,433.5', '1\u202f433,5', '1.433,5']
    """
    if not math.isfinite(value):
        return str(value)
    number = Decimal(repr(float(value)))
    text = f"{int(number):,d}" if number == number.to_integral_value() else f"{number:,f}"
    facts = FACTS[language]
    return text.translate({ord(","): facts.group, ord("."): facts.decimal})


def say_date(date: str, language: Language) -> str:
    """Return a year, month or day of ISO 8601 in words, to the precision that it has.

    >>> say_date("2021-12-01", "fr"), say_date("2021-12", "ar"), say_date("2021", "en")
    ('1er décembre 2021', 'دجنبر 2021', '2021')
    """
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    parts = [year]
    if month:
        parts.insert(0, _MONTHS[language].split()[int(month) - 1])
    if day:
        parts.insert(0, "1er" if language == "fr" and int(day) == 1 else str(int(day)))
    return " ".join(parts)


def say_period(period: str, first: int, last: int, language: Language) -> str:
    """Return what a figure, or a series from a first to a last year, is of: its years, or its interval.

    Of another kind of year than a calendar or school year the year alone is said.

    >>> say_period("year", 2015, 2023, "en"), say_period("school_year", 2024, 2024, "fr")
    ('2015–2023', 'année scolaire 2023–2024')
    >>> say_period("2015-01/2021-04", 2021, 2021, "ar")
    'من يناير 2015 إلى أبريل 2021'
    """
    if "/" in period:
        return _say_interval(*interval_ends(period), language)
    if period == _SCHOOL_YEAR:
        return _SCHOOL_YEARS[language][first != last].format(first - 1, first, last - 1, last)
    return _YEARS[language][first != last].format(first, last)


def names_period(period: str) -> bool:
    """Return whether :func:`say_period` says all there is of a period, so that its label is not needed.

    >>> names_period("year"), names_period("2015/2021"), names_period("promotion_list")
    (True, True, False)
    """
    return period in {YEAR, _SCHOOL_YEAR} or "/" in period


def say_figure(value: float, qualifier: str, unit: str, language: Language, *, change: bool = False) -> str:
    r"""Return a figure with its hedge and, of a percentage, its sign; a change is said to be a rise or a fall.

    ``qualifier`` and ``unit`` are codes of the tables. Other units stay unsaid: Arabic would decline them.

    >>> say_figure(130000, "more_than", "persons", "en"), say_figure(-18, "about", "percent", "fr", change=True)
    ('more than 130,000', 'une baisse d’environ 18\xa0%')
    >>> say_figure(-6, "exact", "percent", "ar", change=True)
    'انخفاض بنسبة 6 بالمائة'
    """
    is_change = change and value != 0
    text = say_number(abs(value) if is_change else value, language)
    if unit == "percent":
        text = _PERCENT[language].format(text)
    hedge = "" if qualifier == "exact" else read_schema("series")["qualifier"].labels(language)[qualifier]
    if not is_change:
        return f"{hedge} {text}".strip()
    if language == "ar":
        hedge = hedge or "نسبة"
    text = f"{hedge} {text}".strip()
    return _CHANGES[language][value > 0].format(after_de(text) if language == "fr" else text)


def after_de(text: str) -> str:
    """Return a French text after its "de", which loses its vowel before another.

    >>> after_de("avril 2015"), after_de("433")
    ('d’avril 2015', 'de 433')
    """
    return f"d’{text}" if text.startswith(("a", "e", "o", "u")) else f"de {text}"


def _say_interval(first: str, last: str, language: Language) -> str:
    ends = [say_date(one, language) for one in (first, last)]
    if language == "en":
        return " to ".join(ends)
    if language == "ar":
        return f"من {ends[0]} إلى {ends[1]}"
    begins = f"du {ends[0]}" if _is_day(first) else after_de(ends[0])
    return f"{begins} {'au' if _is_day(last) else 'à'} {ends[1]}"


def _is_day(date: str) -> bool:
    return len(date) == len("2021-04-01")
