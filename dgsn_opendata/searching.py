"""Find indicators by words in any of the three languages."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from dgsn_opendata.loading import load

if TYPE_CHECKING:
    import pandas as pd

    from dgsn_opendata.schemas import Language

# Spellings that writers use for one another: hamza on its seats, final ya, ta marbuta; tatweel is no letter.
_SAME_LETTERS = str.maketrans("أإآٱىةؤئ", "اااايهوي", "ـ")


def search(text: str, lang: Language = "en") -> pd.DataFrame:
    """Return the indicators whose labels, definition or categories hold every word of the text; all for no words.

    Words are looked for in all three languages, whatever their case, accents or Arabic spelling variants. Columns:
    ``indicator_id``, ``label`` (in ``lang``), ``unit``, ``theme``, ``first_year``, ``last_year`` (missing where no
    figure has a year). Labels that hold the words come before categories and definitions that do.

    >>> "cnie_issued" in search("carte nationale")["indicator_id"].tolist()
    True
    """
    indicators = load("indicators")
    series = load("series")
    categories = load("categories").set_index(["breakdown", "category"])
    wanted = fold(text).split()
    names = indicators[["indicator_id", "label_en", "label_fr", "label_ar"]]
    named = names.fillna("").agg(" ".join, axis="columns").map(fold)
    members = series[["indicator_id", "breakdown", "category"]].drop_duplicates()
    labels = categories[["label_en", "label_fr", "label_ar"]].fillna("").agg(" ".join, axis="columns").map(fold)
    listed = members.join(labels.rename("words"), on=["breakdown", "category"])
    within = indicators["indicator_id"].map(listed.groupby("indicator_id")["words"].agg(" ".join)).fillna("")
    definitions = indicators[["definition_en", "definition_fr", "definition_ar"]].fillna("")
    everything = named + " " + within + " " + definitions.agg(" ".join, axis="columns").map(fold)
    hits = _holds(everything, wanted)
    years = series.groupby("indicator_id")["year"].agg(first_year="min", last_year="max")
    found = indicators.assign(label=indicators[f"label_{lang}"], elsewhere=~_holds(named, wanted))[hits]
    found = found.join(years, on="indicator_id").sort_values(["elsewhere", "indicator_id"], kind="stable")
    columns = ["indicator_id", "label", "unit", "theme", "first_year", "last_year"]
    return found[columns].reset_index(drop=True)


def fold(text: str) -> str:
    """Return a text as it is compared: no case, no accents or vowel signs, one spelling for Arabic variants.

    >>> fold("Évolution") == fold("evolution"), fold("الأمن") == fold("الامن")
    (True, True)
    """
    letters = unicodedata.normalize("NFC", text).translate(_SAME_LETTERS).casefold()
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(letter)
    )
    return re.sub(r"[\W_]+", " ", plain).strip()


def _holds(texts: pd.Series, words: list[str]) -> pd.Series:
    return texts.map(lambda text: all(word in text for word in words))
