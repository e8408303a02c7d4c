"""How to cite a figure, a series or the whole package: who printed what, when and where, and in which version.

A citation is made of given facts alone; :mod:`dgsn_opendata.citing` takes them from the tables.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dgsn_opendata.citation_formats import list_csl, one_line, write_bibtex, write_ris
from dgsn_opendata.localising import after_de, say_date, say_figure, say_number
from dgsn_opendata.schemas import Language, check_language, read_schema, whole_units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dgsn_opendata.metadata import Metadata
    from dgsn_opendata.provenance import Source

_NAMED = 3  # publishers that the citation of a series names
_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "pause": ", ",
        "colon": ": ",
        "semicolon": "; ",
        "unit": "{}, in {}",
        "quoted": "“{}”",
        "printed": "printed as “{}”",
        "doubtful": "doubtful",
        "disputed": "disputed by other sources",
        "range": "disputed: sources print from {} to {}",
        "source": "Source: {}",
        "sources": "Sources: {}",
        "dataset": "Dataset: {}, {}",
        "day": "{}",
        "month": "{}",
        "year": "{}",
        "address": "{}",
    },
    "fr": {
        "pause": ", ",
        "colon": "\u00a0: ",
        "semicolon": "\u00a0; ",
        "unit": "{}, en {}",
        "quoted": "«\u00a0{}\u00a0»",
        "printed": "publié\u00a0: «\u00a0{}\u00a0»",
        "doubtful": "douteux",
        "disputed": "contesté par d’autres sources",
        "range": "contesté\u00a0: les sources vont {} à {}",
        "source": "Source\u00a0: {}",
        "sources": "Sources\u00a0: {}",
        "dataset": "Jeu de données\u00a0: {}, {}",
        "day": "{}",
        "month": "{}",
        "year": "{}",
        "address": "{}",
    },
    # An Arabic word before each date and address keeps it from joining the Latin name before it.
    "ar": {
        "pause": "، ",
        "colon": ": ",
        "semicolon": "؛ ",
        "unit": "{} ({})",
        "quoted": "«{}»",
        "printed": "كما نُشر: «{}»",
        "doubtful": "مشكوك فيه",
        "disputed": "تناقضه مصادر أخرى",
        "range": "مختلف فيه: المصادر بين {} و{}",
        "source": "المصدر: {}",
        "sources": "المصادر: {}",
        "dataset": "مجموعة البيانات: {}، {}",
        "day": "بتاريخ {}",
        "month": "شهر {}",
        "year": "سنة {}",
        "address": "الرابط: {}",
    },
}
# How many articles, and how many more publishers than those named. Forms are for one and for more; in Arabic for
# one and two, and by the last two digits for three to ten, eleven to 99, and none to two.
_ARTICLES: Mapping[Language, Sequence[str]] = {
    "en": ("{} article", "{} articles"),
    "fr": ("{} article", "{} articles"),
    "ar": ("مقال واحد", "مقالان", "{} مقالات", "{} مقالا", "{} مقال"),
}
_MORE: Mapping[Language, Sequence[str]] = {
    "en": (" and {} more", " and {} more"),
    "fr": (" et {} autre", " et {} autres"),
    "ar": (" وناشر آخر", " وناشران آخران", " و{} ناشرين آخرين", " و{} ناشرا آخر", " و{} ناشر آخر"),
}
_PRECISIONS = {len("2021"): "year", len("2021-04"): "month", len("2021-04-01"): "day"}
_GROUPS = re.compile(r"(?<=[0-9]) (?=[0-9])")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a citation says it: its value, hedge and unit by the codes of the tables, and as it was printed.

    ``range`` is the least and greatest figure that sources print where they contradict one another, ``doubtful``
    whether the figure itself is, ``change`` whether it is a rise or a fall.
    """

    value: float
    qualifier: str
    unit: str
    as_printed: str
    range: tuple[float, float] | None = None
    doubtful: bool = False
    change: bool = False

    @property
    def is_measure(self) -> bool:
        """Whether the figure says nothing without its unit, as one of a mass, an area, a time or money."""
        return self.unit != "percent" and self.unit not in whole_units()

    def text(self, language: Language, *, isolated: bool = False) -> str:
        """Return the figure and, in brackets, how it was printed and what speaks against it.

        ``isolated`` is that of :meth:`Citation.sentence`.

        >>> Figure(19722041, "exact", "calls", "19 مليون و722 ألف و41").text("en")
        '19,722,041 (printed as “19 مليون و722 ألف و41”)'
        >>> Figure(1433, "exact", "kg", "1.433", range=(433, 1433)).text("ar")
        '1.433 (مختلف فيه: المصادر بين 433 و1.433)'
        """
        words, said = _WORDS[language], self._say(self.value, self.qualifier, language)
        # Of a change, the size alone is printed.
        size = say_figure(abs(self.value), self.qualifier, self.unit, language)
        # What does not break in the middle of a number is not torn by a line, nor turned about in Arabic.
        printed, remarks = _GROUPS.sub("\u00a0", one_line(self.as_printed)), []
        if printed and _letters(printed) not in {_letters(said), _letters(size)}:
            remarks.append(words["printed"].format(_isolate(printed, isolated)))
        if self.doubtful:
            remarks.append(words["doubtful"])
        if self.range is not None:
            remarks.append(self._dispute(*self.range, language))
        return f"{said} ({words['semicolon'].join(remarks)})" if remarks else said

    def _dispute(self, least: float, greatest: float, language: Language) -> str:
        if least == greatest:
            return _WORDS[language]["disputed"]
        ends = [self._say(end, "exact", language) for end in (least, greatest)]
        if language == "fr":
            ends[0] = after_de(ends[0])
        return _WORDS[language]["range"].format(*ends)

    def _say(self, value: float, qualifier: str, language: Language) -> str:
        return say_figure(value, qualifier, self.unit, language, change=self.change)


@dataclass(frozen=True, slots=True)
class Citation:
    """What is cited: a figure, a series, or with neither label nor sources the whole package.

    ``labels`` say what is counted and ``references`` the year, years or period, in each language; ``sources`` are
    the articles that printed it. ``str()`` is the sentence in English.

    >>> from dgsn_opendata.metadata import read_metadata
    >>> str(Citation(read_metadata())) == read_metadata().citation()
    True
    """

    metadata: Metadata
    labels: Mapping[Language, str] = field(default_factory=dict)
    references: Mapping[Language, str] = field(default_factory=dict)
    figure: Figure | None = None
    sources: Sequence[Source] = ()

    def __str__(self) -> str:
        return self.sentence()

    def sentence(self, language: Language = "en", *, isolated: bool = False) -> str:
        """Return what to put under a chart or in a footnote: who printed what, when and where, and this package.

        Of a series, and wherever several articles are cited, the publishers with most of them are named. What is
        not known is left out. With ``isolated`` names, printed figures, titles and addresses stand between the
        marks by which Unicode keeps left-to-right and right-to-left words apart: for showing, not for data.

        >>> from dgsn_opendata.metadata import read_metadata
        >>> from dgsn_opendata.provenance import Source
        >>> source = Source("a-2024", "Bilan", "Alpha", "fr", "2024-12", "https://example.org/a")
        >>> figure = Figure(8000, "nearly", "files", "près de 8.000")
        >>> cited = Citation(read_metadata(), {"en": "Files"}, {"en": "2024"}, figure, [source])
        >>> cited.sentence().partition(" Dataset: ")[0]
        'Files, 2024: nearly 8,000 (printed as “près de 8.000”). Source: Alpha, “Bilan”, December 2024, https://example.org/a.'
        """
        check_language(language)
        home = _isolate(self.metadata.homepage, isolated)
        if not self.labels and not self.sources:
            return self.metadata.citation(language).replace(self.metadata.homepage, home)
        what = self._what(language, isolated)
        sources = self.source_line(language, isolated=isolated)
        return f"{what}. {sources}" if what else sources

    def source_line(self, language: Language = "en", *, isolated: bool = False) -> str:
        """Return the line under a chart: who printed its figures, and this package.

        >>> from dgsn_opendata.metadata import read_metadata
        >>> from dgsn_opendata.provenance import Source
        >>> sources = [Source(f"a-{year}", "", "Alpha", "fr", str(year), "") for year in (2023, 2024)]
        >>> Citation(read_metadata(), sources=sources).source_line().partition(" Dataset: ")[0]
        'Sources: 2 articles (Alpha).'
        """
        check_language(language)
        words, home = _WORDS[language], _isolate(self.metadata.homepage, isolated)
        said = []
        if len(self.sources) == 1:
            said.append(words["source"].format(_article(self.sources[0], language, isolated)))
        elif self.sources:
            said.append(words["sources"].format(_articles(self.sources, language, isolated)))
        version = f"{self.metadata.name} {self.metadata.version}"
        said.append(words["dataset"].format(version, words["address"].format(home)))
        return " ".join(f"{text}." for text in said)

    def bibtex(self, language: Language = "en") -> str:
        """Return BibTeX of the articles and the package; see :mod:`dgsn_opendata.citation_formats`."""
        check_language(language)
        return write_bibtex(self.sources, self.metadata, language)

    def csl(self, language: Language = "en") -> list[dict[str, Any]]:
        """Return the items of CSL-JSON, ready for ``json.dumps``, of the articles and the package."""
        check_language(language)
        return list_csl(self.sources, self.metadata, language)

    def ris(self, language: Language = "en") -> str:
        """Return RIS of the articles and the package, with the line ends that it prescribes."""
        check_language(language)
        return write_ris(self.sources, self.metadata, language)

    def _what(self, language: Language, isolated: bool) -> str:
        label, words = self.labels.get(language, ""), _WORDS[language]
        if label and self.figure is not None and self.figure.is_measure:
            unit = read_schema("indicators")["unit"].labels(language)[self.figure.unit]
            label = words["unit"].format(label, unit)
        what = words["pause"].join(filter(None, (label, self.references.get(language, ""))))
        figure = self.figure.text(language, isolated=isolated) if self.figure is not None else ""
        return words["colon"].join(filter(None, (what, figure)))


def _article(source: Source, language: Language, isolated: bool) -> str:
    """Return who printed an article, its title, day and address; its identifier where none is known."""
    words, title, known = _WORDS[language], one_line(source.title), []
    if source.publisher:
        known.append(_isolate(one_line(source.publisher), isolated))
    if title:
        known.append(words["quoted"].format(_isolate(title, isolated)))
    if source.published_on:
        precision = _PRECISIONS[len(source.published_on)]
        known.append(words[precision].format(say_date(source.published_on, language)))
    if source.url:
        known.append(words["address"].format(_isolate(source.url, isolated)))
    return words["pause"].join(known) or source.source_id


def _articles(sources: Sequence[Source], language: Language, isolated: bool) -> str:
    """Return how many articles there are, and the publishers of most of them."""
    said = _count(len(sources), _ARTICLES[language], language)
    publishers = Counter(one_line(source.publisher) for source in sources if source.publisher).most_common()
    if publishers:
        named = [_isolate(name, isolated) for name, _ in publishers[:_NAMED]]
        others = len(publishers) - len(named)
        more = _count(others, _MORE[language], language) if others else ""
        said += f" ({_WORDS[language]['pause'].join(named)}{more})"
    return said


def _count(number: int, forms: Sequence[str], language: Language) -> str:
    form = min(number, 2) - 1
    if language == "ar" and number > 2:
        tens = number % 100
        form = 2 if 3 <= tens <= 10 else 3 if tens > 10 else 4
    return forms[form].format(say_number(number, language))


def _isolate(text: str, isolated: bool) -> str:
    return f"\u2068{text}\u2069" if isolated else text


def _letters(text: str) -> str:
    """Return a text without its spaces, by which alone the same figure may be printed in two ways."""
    return "".join(text.split())
