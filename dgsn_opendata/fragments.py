"""Text fragments: the end of a web address that opens a page at the very words that print a figure.

They follow the WICG's "URL Fragment Text Directives": a browser goes to the first whole words of the page that
match, whatever their case and accents, directly between the prefix and suffix words where there are any.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from urllib.parse import quote

from dgsn_opendata.articles import UNSEEN, NormalisedText, occurrences

# Words as Unicode bounds them (UAX 29): some marks do not end a word between two letters or two digits.
_CHARACTER = r"[\w\u0300-\u036f\u0653-\u065f٫]"
_CONNECTED = r"(?:(?<=\d)[.,;'،٬](?=\d)|(?<=[^\W\d])[.:'·](?=[^\W\d]))"
_WORD = re.compile(rf"{_CHARACTER}+(?:{_CONNECTED}{_CHARACTER}+)*")
# A tab stands between the cells of a table where a page is captured as text; each cell is a block.
_BREAK = re.compile(r"[\t\n\r\u2028\u2029]")
_COLLAPSIBLE = re.compile(r"[ \t\n\r\f]+")
_OUTSIDE = re.compile(rf"\A[\s{UNSEEN}]+|(?<![\s{UNSEEN}])[\s{UNSEEN}]+\Z")
# Unseen characters, tatweel and the narrow no-break space belong to a word for what bounds words, and are nothing
# for what compares them.
_BARRIER = re.compile(f"[{UNSEEN}\u0640\u202f]")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A text directive: the words to land on (with ``end``, from there to these) and the words beside them.

    >>> str(Fragment("و43.807", prefix="ما مجموعه"))
    'text=%D9%85%D8%A7%20%D9%85%D8%AC%D9%85%D9%88%D8%B9%D9%87-,%D9%8843.807'
    >>> str(Fragment("12 %", suffix="en 2024 - 2025"))
    'text=12%20%25,-en%202024%20%2D%202025'
    """

    text: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        before = f"{_encode(self.prefix)}-," if self.prefix else ""
        end = f",{_encode(self.end)}" if self.end else ""
        after = f",-{_encode(self.suffix)}" if self.suffix else ""
        return f"text={before}{_encode(self.text)}{end}{after}"


def fragment(article: NormalisedText, as_printed: str, occurrence: int = 1) -> Fragment | None:
    r"""Return the smallest fragment that lands on the n-th appearance of an expression, as ``occurrences`` counts.

    The words are those of the original, whole: what is glued to the expression belongs to them. Where a match
    stands before them in the article, as few words before them are the prefix as rule that out; failing these,
    words after them the suffix; failing these, both; and failing both, the whole line is landed on. A line break
    of the original is taken for the border of a block, which neither the words nor the prefix nor the suffix may
    cross; an expression printed across one is given by its first and last line. Where a tatweel or an unseen
    character stands at an edge, which browsers do not take for one, the words go on to the next edge of the line.

    ``None`` where the article has no such appearance, or the same lines twice so that nothing tells them apart, or
    no edge that a browser can tell. The article must be all of the page's text in its order: what it lacks may
    match as well.

    >>> from dgsn_opendata.articles import normalise
    >>> article = normalise("عالجت 120 ملفا.\nوأحالت المصالح 120 ملفا و43.807 طلبات.")
    >>> fragment(article, "43.807")
    Fragment(text='و43.807', end='', prefix='', suffix='')
    >>> fragment(article, "120 ملفا", 2)
    Fragment(text='120 ملفا', end='', prefix='المصالح', suffix='')
    """
    spans = occurrences(article, as_printed)
    if not 1 <= occurrence <= len(spans):
        return None
    page = _page(article)
    words = page.whole_words(*spans[occurrence - 1])
    return page.fragment(*words) or page.fragment(*page.whole_lines(*words))


def link(url: str, *targets: Fragment | str) -> str:
    """Return an address that opens at a fragment, or at the first match of an expression as it is printed.

    Of several targets the first that the page has is gone to, and all that it has are marked. The address keeps a
    fragment identifier of its own, and loses other directives.

    >>> link("https://example.org/a?b=1#top", "1,5 million")
    'https://example.org/a?b=1#top:~:text=1%2C5%20million'
    >>> link("https://example.org/a#:~:text=old", Fragment("new"))
    'https://example.org/a#:~:text=new'
    """
    address, _, identifier = url.partition("#")
    directives = (Fragment(_shown(one)) if isinstance(one, str) else one for one in targets)
    return f"{address}#{identifier.partition(':~:')[0]}:~:{'&'.join(map(str, directives))}"


@functools.lru_cache(maxsize=16)
def _page(article: NormalisedText) -> _Page:
    return _Page(article)


class _Page:
    """An article as a browser searches it; all offsets are those of its normalised text."""

    def __init__(self, article: NormalisedText) -> None:
        self.article = article
        self.folded = article.text.translate(_Folding())
        words = [match.span() for match in _WORD.finditer(article.text)]
        self.starts = [start for start, _ in words]
        self.ends = [end for _, end in words]

    def whole_words(self, start: int, end: int) -> tuple[int, int]:
        """Widen a span until it cuts no word and ends at edges that a browser can tell."""
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end) - 1
        start = min([start, *self.starts[first : first + 1]])
        end = max([end, *self.ends[max(last, 0) : last + 1]])
        while not self._is_edge(start) and start > self._line_start(start):
            start = self._starts_before(start)[0]
        while not self._is_edge(end) and end < self._line_end(end):
            end = self._ends_after(end)[0]
        return start, end

    def whole_lines(self, start: int, end: int) -> tuple[int, int]:
        """Widen a span to all of the lines it stands in."""
        return self._line_start(start), self._line_end(end)

    def fragment(self, start: int, end: int) -> Fragment | None:
        """Return the smallest fragment that lands on a span of whole words, if there is one."""
        if not self._is_edge(end):
            return None
        if self._lands(start, start, end, end):
            return self._cut(start, start, end, end)
        # Between the words and those beside them there may be white space only.
        before = [*filter(self._is_edge, self._starts_before(start))] if self._is_edge(start) else []
        after = [*filter(self._is_edge, self._ends_after(end))]
        for most_before, most_after in ((len(before), 0), (0, len(after)), (len(before), len(after))):
            tries = [
                ([start, *before][min(size, most_before)], [end, *after][min(size, most_after)])
                for size in range(max(most_before, most_after) + 1)
            ]
            # More words never match in more places, so that the fewest are found by halves.
            fewest = bisect_left(tries, True, key=lambda one: self._lands(one[0], start, end, one[1]))
            if fewest < len(tries):
                return self._cut(tries[fewest][0], start, end, tries[fewest][1])
        return None

    def _lands(self, first: int, start: int, end: int, last: int) -> bool:
        """Say whether the first match of the words from start to end, between those beside them, is theirs.

        Where browsers differ in what they take for equal, this takes the widest view: what is the first match then
        is so in all of them.
        """
        prefix, suffix = self.folded[first:start].rstrip(), self.folded[end:last].lstrip()
        head, tail = self._parts(start, end)
        pattern = re.escape(self.folded[slice(*head)])
        if tail != head:
            pattern += f"{_bound_after(self.folded[head[1] - 1])}.*?{re.escape(self.folded[slice(*tail)])}"
        bounded = f"{re.escape(prefix)} ?(?P<words>{pattern}) ?{re.escape(suffix)}"
        edges = _bound_before(self.folded[first]), _bound_after(self.folded[last - 1])
        match = re.search(edges[0] + bounded + edges[1], self.folded)
        return match is not None and match.span("words") == (start, end)

    def _cut(self, first: int, start: int, end: int, last: int) -> Fragment:
        head, tail = self._parts(start, end)
        return Fragment(
            text=self._original(*head),
            end=self._original(*tail) if tail != head else "",
            prefix=self._original(first, start),
            suffix=self._original(end, last),
        )

    def _original(self, start: int, end: int) -> str:
        return _shown(self.article.original[slice(*self.article.span(start, end))]) if start < end else ""

    def _parts(self, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return the spans of the first and the last line of a span, the same where there is but one."""
        return (start, min(end, self._line_end(start))), (max(start, self._line_start(end)), end)

    def _starts_before(self, position: int) -> list[int]:
        """Return where a prefix may begin, nearest first: in the same line, or else in the one before."""
        line = self._line_start(position)
        if line == position:
            line = self._line_start(max(position - 1, 0))
        starts = self.starts[bisect_left(self.starts, line) : bisect_left(self.starts, position)]
        return sorted({line, *starts} - {position}, reverse=True)

    def _ends_after(self, position: int) -> list[int]:
        """Return where a suffix may end, nearest first: in the same line, or else in the one after."""
        line = self._line_end(position)
        if line == position:
            line = self._line_end(min(position + 1, len(self.folded)))
        ends = self.ends[bisect_right(self.ends, position) : bisect_right(self.ends, line)]
        return sorted({line, *ends} - {position})

    def _line_start(self, position: int) -> int:
        while (space := self.folded.rfind(" ", 0, position)) >= 0:
            if self._is_break(space):
                return space + 1
            position = space
        return 0

    def _line_end(self, position: int) -> int:
        while (space := self.folded.find(" ", position)) >= 0:
            if self._is_break(space):
                return space
            position = space + 1
        return len(self.folded)

    def _is_break(self, space: int) -> bool:
        return bool(_BREAK.search(self.article.original, *self.article.span(space, space + 1)))

    def _is_edge(self, position: int) -> bool:
        """Say whether nothing unseen stands at a position, neither by the letter before nor in the white space."""
        text, original = self.folded, self.article.original
        before = position - 1 if text[position - 1 : position] == " " else position
        gap = self.article.span(before, before + 1) if text[before : before + 1] == " " else (0, 0)
        letter = self.article.span(before - 1, before) if before else (0, 0)
        return not _BARRIER.search(original[slice(*letter)] + original[slice(*gap)])


class _Folding(dict[int, int]):
    """Characters by what is equal to them at the primary level of the Unicode collation, Arabic rules included."""

    def __missing__(self, code: int) -> int:
        base = unicodedata.normalize("NFD", chr(code))[0].casefold()[0]
        digit = unicodedata.decimal(base, None)
        self[code] = ord(str(digit) if digit is not None else {"ة": "ت", "ى": "ي"}.get(base, base))
        return self[code]


def _bound_before(first: str) -> str:
    """Return the pattern of what surely keeps a word that begins so from having begun before."""
    connected = r"(?<!\d[.,;،٬])" if first.isdecimal() else r"(?<![^\W\d]['·])"
    return rf"(?<!{_CHARACTER}){connected}" if re.match(_CHARACTER, first) else ""


def _bound_after(last: str) -> str:
    """Return the pattern of what surely keeps a word that ends so from going on."""
    connected = r"[.,;،٬]\d" if last.isdecimal() else r"['·][^\W\d]"
    return rf"(?!{_CHARACTER}|{connected})" if re.match(_CHARACTER, last) else ""


def _shown(text: str) -> str:
    """Return a text as a page shows it: white space of the source collapses, no-break spaces do not."""
    return _COLLAPSIBLE.sub(" ", _OUTSIDE.sub("", text))


def _encode(text: str) -> str:
    return quote(text, safe="").replace("-", "%2D")
