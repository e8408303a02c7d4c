"""The article of a page: its main text, and what the page says of itself.

The text is found by trafilatura, told to take rather too much than too little. What a page does not say stays
empty: no date is read out of its text and no publisher out of its address.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dgsn_opendata.articles import compose, normalise
from dgsn_opendata.errors import MissingExtra
from dgsn_opendata.numerals import LANGUAGES, scan
from dgsn_opendata.schemas import read_schema

if TYPE_CHECKING:
    from types import ModuleType

    from dgsn_opendata.numerals import Found

_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|div|p)\b", re.IGNORECASE)
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2})\b")
# What trafilatura writes beside the page's own words; before a number the mark of a list would be a minus.
_ITEM = re.compile(r"^[-*] (?=\S)", re.MULTILINE)
_RULE = re.compile(r"^\|(?:-+\|)+\s*\n?", re.MULTILINE)
# Elements that do not end a word; what others hold stands on lines of its own.
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "em", "font", "i", "ins", "label", "mark", "q",
    "s", "small", "span", "strong", "sub", "sup", "u", "wbr",
})  # fmt: skip
_LATEST = "2100-12-31"  # or what is later than the clock would be no date
_ARABIC = re.compile("[\u0621-\u064a]")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its text (NFC, LF, the headline first), and what is known of it; empty where that is nothing.

    ``language`` is a code of the table of sources, ``published_on`` a day of ISO 8601, ``page`` all that the page
    shows, menus and other headlines included.
    """

    text: str
    title: str = ""
    publisher: str = ""
    published_on: str = ""
    language: str = ""
    page: str = ""

    def list_figures(self, language: str = "") -> tuple[list[Found], list[str]]:
        """Return the numerals that the text prints, and those that the page prints elsewhere, each of these once.

        A person sees by the second whether one of the article's was left out. ``language`` is that of the text
        where the article does not know it.

        >>> printed, elsewhere = Article("12 cartes", page="Menu 3, 12 cartes", language="fr").list_figures()
        >>> [found.text for found in printed], elsewhere
        (['12'], ['3'])
        """
        known = language or self.language
        reader = known if known in LANGUAGES else None
        printed = scan(self.text, reader)
        around = Counter(found.text for found in scan(self.page, reader))
        return printed, list(around - Counter(found.text for found in printed))


def is_markup(text: str) -> bool:
    r"""Return whether a text is a page of HTML rather than plain text.

    >>> is_markup("<!DOCTYPE html>\n<html lang=fr>"), is_markup("De 3 < 4 et 5 > 2")
    (True, False)
    """
    return bool(_MARKUP.search(text[:10_000]))


def extract_article(page: str) -> Article:
    """Return the article of a page of HTML; where none is found its text is empty, and ``page`` is all there is.

    Raises :class:`~dgsn_opendata.errors.MissingExtra` where trafilatura is not installed.
    """
    trafilatura = _trafilatura()
    tree = trafilatura.load_html(page)
    if tree is not None:  # behind a comment, lxml gives an element of the page for the whole
        tree = tree.getroottree().getroot()
    shown = _visible(tree)
    found = trafilatura.bare_extraction(
        page,
        favor_recall=True,
        include_comments=False,  # readers' figures are not the article's
        include_tables=True,
        with_metadata=True,
        # The date that the page gives; a search through its text would find any.
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": _LATEST},
    )
    if found is None or not (found.text or "").strip():
        return Article("", page=shown)
    title = _line(found.title)
    body = _tidy(_RULE.sub("", _ITEM.sub("", found.text)))
    # A headline prints figures, too; where the text does not begin with it, it was cut off as a part of the page.
    text = body if not title or _opens(body, title) else f"{title}\n\n{body}"
    language = tell_language(text, _declared_language(tree))
    return Article(text, title, _publisher(found), found.date or "", language, shown)


def plain_article(text: str) -> Article:
    """Return a saved text as an article: what it says of itself is for a person to read.

    >>> plain_article("بلغ عدد القضايا 779.008 قضية").language
    'ar'
    """
    tidy = _tidy(text)
    return Article(tidy, language=tell_language(tidy))


def tell_language(text: str, declared: str = "") -> str:
    """Return the language of a text: Arabic by its letters, others as their page declares; empty where unknown.

    >>> tell_language("سبع مكالمات"), tell_language("sept appels", "fr-MA"), tell_language("seven")
    ('ar', 'fr', '')
    """
    if len(_ARABIC.findall(text)) * 2 > len(_LETTER.findall(text)):
        return "ar"
    tag = _LANGUAGE.match(declared)
    code = tag[1].lower() if tag else ""
    # A page in Latin letters whose frame calls itself Arabic does not say which language it is in.
    known = read_schema("sources")["language"].codes
    return code if code in known and code != "ar" else ""


def _declared_language(tree: Any) -> str:
    return "" if tree is None else tree.get("lang") or tree.get("xml:lang") or ""


def _visible(tree: Any) -> str:
    """Return all the words of a page, each block of them on lines of its own, without its scripts and its head."""
    if tree is None:
        return ""
    for element in [*tree.iter("head", "script", "style", "template", "noscript")]:
        element.drop_tree()
    for element in tree.iter():
        if element.tag not in _INLINE:
            element.text = f"\n{element.text or ''}"
            element.tail = f"\n{element.tail or ''}"
    return "".join(tree.itertext())


def _trafilatura() -> ModuleType:
    try:
        import trafilatura
    except ImportError as error:
        raise MissingExtra("publish", "trafilatura") from error
    return trafilatura


def _publisher(found: Any) -> str:
    """Return the site's name for itself; its host's name, which trafilatura gives in its place, is none."""
    name = _line(found.sitename)
    return "" if found.hostname and name.casefold() in str(found.hostname).casefold() else name


def _opens(body: str, title: str) -> bool:
    start = normalise(body[: len(title) * 2 + 200]).text
    return normalise(title).text in start


def _line(text: str | None) -> str:
    """Return a text as one line in NFC, without control characters, which no browser shows."""
    words = " ".join(compose(text or "").split())
    return "".join(letter for letter in words if unicodedata.category(letter) != "Cc")


def _tidy(text: str) -> str:
    """Return a text in NFC whose lines end in LF, with one at its end."""
    composed = compose(text.removeprefix("\ufeff"))
    # A pattern for the spaces before a line's end would try anew from every one of them.
    lines = composed.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    tidy = "\n".join(line.rstrip(" \t") for line in lines)
    return f"{tidy.strip()}\n" if tidy.strip() else ""
