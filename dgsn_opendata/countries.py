"""The names of countries, from Unicode CLDR through Babel, so that nobody types them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dgsn_opendata.errors import MissingExtra
from dgsn_opendata.fieldtypes import TEXT
from dgsn_opendata.schemas import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

_ISO_3166 = "[A-Z]{2}"
# The columns that hold a country's code, in some tables among other codes.
_COLUMNS = (("places", "country"), ("cooperation", "counterpart"), ("categories", "code"))


def name_countries(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the countries that the tables name by their ISO 3166-1 code: ``country`` and a label a language.

    Raises :class:`~dgsn_opendata.errors.MissingExtra` where Babel is not installed. A code that CLDR does
    not know in each language has no row.
    """
    try:
        from babel import Locale
    except ImportError as error:
        raise MissingExtra("publish", "Babel") from error
    used: set[str] = set()
    for table, column in _COLUMNS:
        codes = tables[table][column].dropna().astype("str")
        used.update(codes[codes.str.fullmatch(_ISO_3166)])
    names = {language: Locale(language).territories for language in LANGUAGES}
    rows = [
        {"country": code} | {f"label_{language}": names[language][code] for language in LANGUAGES}
        for code in sorted(used)
        if all(code in names[language] for language in LANGUAGES)
    ]
    return pd.DataFrame(rows, columns=["country", *(f"label_{one}" for one in LANGUAGES)], dtype=TEXT)
