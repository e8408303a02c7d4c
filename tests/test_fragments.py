"""Text fragments: what lands where, by the specification's rules and in a real browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.articles import find, normalise, occurrences
from dgsn_opendata.fragments import Fragment, fragment, link
from dgsn_opendata.loading import load, tables

if TYPE_CHECKING:
    from collections.abc import Iterator


ARTICLES = Path(__file__).parent.parent.parent / "shared" / "sources"
URL = "https://example.org/a"


@pytest.mark.parametrize(
    ("text", "printed", "occurrence", "expected"),
    [
        ("عالجت و43.807 ملفا", "43.807", 1, Fragment("و43.807")),
        ("بلغت نسبة ب11 بالمئة", "11 بالمئة", 1, Fragment("ب11 بالمئة")),
        ("hausse de l’index 7", "index", 1, Fragment("l’index")),
        ("7/7 et TASER-7", "7", 3, Fragment("7", prefix="TASER-")),
        ("7 ملفات ثم 7 ملفات", "7 ملفات", 2, Fragment("7 ملفات", prefix="ثم")),
        ("17 puis 7.5 puis و7 puis 7", "7", 2, Fragment("7")),
        ("(1) كلمة (1) أخرى", "(1)", 2, Fragment("(1)", prefix="كلمة")),
        ("حوالي 7\nحوالي 7 أيام", "7", 2, Fragment("7", suffix="أيام")),
        ("قبل 7 بعد\nقبل 7 آخر\nسوى 7 بعد\nقبل 7 بعد ثم", "7", 4, Fragment("7", suffix="بعد ثم")),
        ("x 7 y\nz 7 w\nx 7 w", "7", 3, Fragment("7", prefix="x", suffix="w")),
        ("أول\n7\nثان\n7", "7", 2, Fragment("7", prefix="ثان")),
        ("x\n7\ny 7 x\n7\nz", "7", 3, Fragment("7", prefix="7 x")),
        ("منذ 7 أيام\nb\nمنذ 7 أيام\nc", "7", 2, Fragment("منذ 7 أيام", prefix="b")),
        ("a\nمنذ 7 أيام\na\nمنذ 7 أيام\na", "7", 2, None),
        ("avec 541\u202f; puis", "541", 1, Fragment("541\u202f; puis")),
        ("«\u202f541\u202f» ici\net 541 là", "541", 1, Fragment("«\u202f541\u202f» ici")),
        ("19\tcartes", "19 cartes", 1, Fragment("19", end="cartes")),
        ("7", "8", 1, None),
        ("7", "7", 2, None),
        ("7", "7", 0, None),
        ("بلغت 19\nبنية أمنية", "19 بنية أمنية", 1, Fragment("19", end="بنية أمنية")),
        ("19 ثم\nبنية 19\nبنية", "19 بنية", 1, Fragment("19", end="بنية", prefix="بنية")),
        ("7 \u00a0ملفّات \n ثم", "7 ملفات", 1, Fragment("7 \u00a0ملفّات")),
        ("7\u200f \u200fملفات ثم", "7 ملفات", 1, Fragment("7\u200f \u200fملفات")),
        ("7 ملفات\u200f ثم هذا", "7 ملفات", 1, Fragment("7 ملفات\u200f ثم")),
        ("7 ملفات\u200f. ثم", "7 ملفات", 1, Fragment("7 ملفات\u200f. ثم")),
        ("الدورة الـ 92 ثم", "الدورة ال", 1, Fragment("الدورة الـ 92")),
        ("الدورة الـ 92 ثم", "92", 1, Fragment("الـ 92")),
        ("قبل\n\u200f7 ملفات", "7", 1, Fragment("7")),
        ("7\n\u200f7 ملفات", "7", 2, Fragment("7", suffix="ملفات")),
        ("7 ملفات\u200f\nثم", "7 ملفات", 1, None),
        ("a:7 x.7 a;b ثم b", "b", 1, Fragment("b")),
        ("Cote 5, côté 5", "5", 2, Fragment("5", prefix="5, côté")),
        ("عدد ٤ وعدد 4", "4", 1, Fragment("4", prefix="وعدد")),
    ],
)
def test_a_fragment_is_as_small_as_the_article_lets_it_be(
    text: str, printed: str, occurrence: int, expected: Fragment | None
) -> None:
    assert fragment(normalise(text), printed, occurrence) == expected


def test_parts_are_encoded_as_the_specification_wants_and_nothing_else_is() -> None:
    one = Fragment("a-b,c&d", end="é 1.5%", prefix="«x»", suffix="٪#?/")
    assert str(one) == "text=%C2%ABx%C2%BB-,a%2Db%2Cc%26d,%C3%A9%201.5%25,-%D9%AA%23%3F%2F"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (URL, f"{URL}#:~:text=7"),
        (f"{URL}?x=1&y=%20", f"{URL}?x=1&y=%20#:~:text=7"),
        (f"{URL}#top", f"{URL}#top:~:text=7"),
        (f"{URL}#", f"{URL}#:~:text=7"),
        (f"{URL}#:~:text=8,-9", f"{URL}#:~:text=7"),
        (f"{URL}#top:~:text=8&text=9", f"{URL}#top:~:text=7"),
    ],
)
def test_an_address_keeps_its_own_fragment_and_loses_other_directives(url: str, expected: str) -> None:
    assert link(url, Fragment("7")) == expected
    assert link(url, " 7\u200f\n") == expected
    assert link(expected, Fragment("7")) == expected


@given(st.text(min_size=1, max_size=20), st.text(max_size=5))
def test_what_a_link_says_can_be_read_back(text: str, prefix: str) -> None:
    directive = link(URL, Fragment(text, prefix=prefix)).partition("#:~:text=")[2]
    assert directive.isascii()
    *before, words = directive.split(",")
    assert unquote(words) == text
    assert [unquote(part.removesuffix("-")) for part in before] == ([prefix] if prefix else [])
    assert "&" not in directive
    assert "-" not in words


WORD = r"[\w]+(?:(?<=\d)[.,](?=\d)[\w]+|(?<=[^\W\d])['.](?=[^\W\d])[\w]+)*"


def landings(text: str, one: Fragment) -> Iterator[tuple[int, int]]:
    """Give the spans of a text, line by line a block, that a fragment matches by the specification's letter."""
    inside = {place for match in re.finditer(WORD, text) for place in range(match.start() + 1, match.end())}

    def matches(part: str, position: int, *, starts: bool, ends: bool) -> Iterator[tuple[int, int]]:
        for place in range(position, len(text) - len(part) + 1):
            end = place + len(part)
            alike = text[place:end].casefold() == part.casefold()
            if alike and not (starts and place in inside) and not (ends and end in inside):
                yield place, end

    def after_space(position: int) -> int:
        return position + len(text[position:]) - len(text[position:].lstrip())

    def has_suffix(position: int) -> bool:
        place = after_space(position)
        return not one.suffix or any(
            first == place for first, _ in matches(one.suffix, place, starts=False, ends=True)
        )

    def starts() -> Iterator[tuple[int, int]]:
        whole = bool(one.end or not one.suffix)
        if not one.prefix:
            yield from matches(one.text, 0, starts=True, ends=whole)
            return
        for _, end in matches(one.prefix, 0, starts=True, ends=False):
            place = after_space(end)
            yield from (span for span in matches(one.text, place, starts=False, ends=whole) if span[0] == place)

    for start, end in starts():
        finals = (
            (last for _, last in matches(one.end, end, starts=True, ends=not one.suffix)) if one.end else [end]
        )
        yield from ((start, final) for final in finals if has_suffix(final))


pages = st.lists(
    st.sampled_from(["7", "17", "و7", "7.5", "ملف", "ملفات", "a", "A", "(", "،", " ", " ", " ", "\n"])
)


@given(pages.map("".join), st.sampled_from(["7", "7 ملف", "ملف", "a", "(7", "a 7", "7.5"]), st.integers(1, 4))
def test_the_first_match_by_the_specification_is_the_appearance_that_is_meant(
    text: str, printed: str, occurrence: int
) -> None:
    text = re.sub(" *\n[ \n]*", "\n", re.sub(" +", " ", text)).strip()
    article = normalise(text)
    one = fragment(article, printed, occurrence)
    span = find(article, printed, occurrence)
    if one is None:
        return
    assert span
    first = next(landings(text, one))
    assert first[0] <= span[0]
    assert span[1] <= first[1]
    # Nothing more than whole words, unless whole lines had to be taken.
    words = {place for match in re.finditer(WORD, text) for place in match.span()}
    if "\n" not in text:
        assert {*first} <= words | {*span} | {0, len(text)}
    assert "\n" not in one.prefix + one.text + one.end + one.suffix


@given(pages.map("".join), st.sampled_from(["7", "ملف"]))
def test_nothing_is_given_up_that_one_line_tells_apart(text: str, printed: str) -> None:
    article = normalise(text.replace("\n", " "))
    for number in range(len(occurrences(article, printed))):
        assert fragment(article, printed, number + 1)


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the articles' texts are not at hand")
def test_every_row_of_the_data_has_a_fragment_in_its_article() -> None:
    articles = {path.stem: normalise(path.read_text(encoding="utf-8")) for path in ARTICLES.glob("*.txt")}
    for row in [row for name in tables()["table"] for row in load(name).to_dict("records")]:
        if isinstance(row.get("as_printed"), str) and row["source_id"] in articles:
            one = fragment(articles[row["source_id"]], row["as_printed"], row.get("occurrence", 1))
            assert one, row
            words = " ".join(filter(None, (one.text, one.end)))
            assert occurrences(normalise(words), row["as_printed"]), row
