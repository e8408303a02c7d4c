"""Find indicators by words in any of the three languages."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from dgsn_opendata.fieldtypes import TEXT
from dgsn_opendata.loading import load
from dgsn_opendata.schemas import LANGUAGES, Language, check_language, read_schema

if TYPE_CHECKING:
    import pandas as pd

# Spellings that writers use for one another: hamza on its seats, final ya, ta marbuta; tatweel is no letter.
SAME_LETTERS = str.maketrans("أإآٱىةؤئ", "اااايهوي", "ـ")
# Of words between spaces. JavaScript reads the patterns alike, so that the pages search as we do.
ARTICLE = re.compile(r"(?<!\S)(?:وال|بال|كال|فال|لل|ال)+(?=\S{3})")
ENDING = re.compile(r"(?<=\S{3})(?:ات|ه|s)+(?!\S)")


def search(text: str, lang: Language = "en") -> pd.DataFrame:
    """Return the indicators in which every word of the text begins some word; all of them for an empty text.

    Labels, definitions, themes, units and categories are looked through in all three languages, whatever the case,
    accents, Arabic spelling variants, article or plural ending. Columns: ``indicator_id``; ``label``, ``unit`` and
    ``theme`` in words of ``lang``; ``first_year`` and ``last_year``, missing where no figure has a year. Those
    whose label holds the words come first, and of these the ones with more figures.

    Raises :class:`~dgsn_opendata.errors.UnknownName` for a language that does not exist.

    >>> "cnie_issued" in search("carte nationale")["indicator_id"].tolist()
    True
    """
    check_language(lang)
    indicators, observations = load("indicators"), load("observations")
    fields = read_schema("indicators")
    wanted = fold(text).split()
    if text.strip() and not wanted:
        return search("", lang).head(0)

    names = _folded(indicators, "label")
    haystack = names + _folded(indicators, "definition")
    for column in ("theme", "unit"):
        words = {
            code: "".join(f" {fold(fields[column].labels(one)[code])}" for one in LANGUAGES)
            for code in fields[column].codes
        }
        haystack += indicators[column].astype("object").map(words)
    categories = load("categories")
    members = (
        observations[["indicator_id", "breakdown", "category"]]
        .drop_duplicates()
        .merge(categories.assign(words=_folded(categories, "label")), on=["breakdown", "category"])
    )
    haystack += indicators["indicator_id"].map(members.groupby("indicator_id")["words"].agg("".join)).fillna("")

    years = observations.groupby("indicator_id")["year"].agg(first_year="min", last_year="max")
    found = indicators.assign(label=indicators[f"label_{lang}"], elsewhere=~_holds(names, wanted))
    for column in ("theme", "unit"):
        found[column] = found[column].astype("object").map(fields[column].labels(lang)).astype(TEXT)
    found = found[_holds(haystack, wanted)].join(years, on="indicator_id")
    # What is printed most is what is looked for most; a list of all is alphabetical.
    found["figures"] = -found["indicator_id"].map(observations["indicator_id"].value_counts()) if wanted else 0
    found = found.sort_values(["elsewhere", "figures", "indicator_id"], kind="stable")
    columns = ["indicator_id", "label", "unit", "theme", "first_year", "last_year"]
    return found[columns].reset_index(drop=True)


def fold(text: str) -> str:
    """Return a text as it is compared: no case, accents, vowel signs, article or plural ending; one spelling.

    >>> fold("Évolution") == fold("evolution"), fold("التأشيرات") == fold("تأشيرة")
    (True, True)
    """
    letters = unicodedata.normalize("NFKC", text).translate(SAME_LETTERS).casefold()
    plain = "".join(one for one in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(one))
    words = re.sub(r"[\W_]+", " ", plain).strip()
    return ENDING.sub("", ARTICLE.sub("", words))


def _folded(frame: pd.DataFrame, name: str) -> pd.Series:
    """Return the folded words of a text in three languages, each with a space before it."""
    texts = frame[[f"{name}_{language}" for language in LANGUAGES]].agg(" ".join, axis="columns")
    return " " + texts.map(fold) + " "


def _holds(texts: pd.Series, words: list[str]) -> pd.Series:
    return texts.map(lambda text: all(f" {word}" in text for word in words))
