"""Articles: one spelling, the way back to the original, and where an expression is printed."""

from __future__ import annotations

import hashlib
import time
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dgsn_opendata.articles import compose, digest, find, normalise, occurrences
from dgsn_opendata.loading import load, tables
from tests.growth import FEW, grows_as_fast

ARTICLES = Path(__file__).parent.parent.parent / "shared" / "sources"
# What texts are made of that normalising changes, and what stands beside it.
PIECES = [
    *" \n\t\u00a0\u202f\u2009\u200b\u200f\u202b\ufeff\u00ad",
    *"اوبعضنرىةأآئء\u0653\u0654\u0640\u064b\u064e\u0651\u0670",
    *"\ufefb\ufe8e\ufc60\ufe71\ufb01\ufefc",
    *"e\u0301éo'’“«.,-()17٣٫٬",
    "عضو ا",
    " ا ",
    "القسم ا",
    "43.807",
    "Å가\u1100\u1161\u11a8",
]
texts = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("  بلغ\u00a0 \n\tعدد\u202f7 ", "بلغ عدد 7"),
        ("مســـتوى", "مستوى"),
        ("عَدَدُ الشُّرطِيِّينَ هٰذا", "عدد الشرطيين هذا"),
        ("مسؤول قرآن مبدأ", "مسؤول قرآن مبدأ"),
        ("ا\u0653ن و\u0654", "آن ؤ"),
        ("\u202b43\u200f.\u200e807\u202c\ufeff", "43.807"),
        ("po\u00adlice na\u200btionale", "police nationale"),
        ("\ufedf\ufefc\ufee3\ufee6 ﷲ \ufe8e\ufe71", "للامن الله ا"),
        ("o\ufb03ce \ufb01n", "office fin"),
        ("l’année ‘x’ “y” „z‟", 'l\'année \'x\' "y" "z"'),
        ("« 12 – 13 »", "« 12 – 13 »"),
        ("Fe\u0301vrier", "Février"),
        ("٤٣٫٨ و4٬269 m²", "٤٣٫٨ و4٬269 m²"),
        ("", ""),
        (" \u200f \u064b ", ""),
    ],
)
def test_a_text_has_one_spelling(text: str, plain: str) -> None:
    assert normalise(text).text == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("دولة عضو ا في", "دولة عضوا في"),
        ("127 أمر ا دوليا", "127 أمرا دوليا"),
        ("صار عضو ًا.", "صار عضوا."),
        ("شيئ ا وجزء ا", "شيئا وجزءا"),
        ("عضو\u00a0ا", "عضوا"),
    ],
)
def test_an_alef_that_lost_its_tanwin_goes_back_to_its_word(text: str, plain: str) -> None:
    assert normalise(text).text == plain


@pytest.mark.parametrize(
    "text",
    [
        "نسبة ب 11 بالمئة",
        "القيام ب 867.042 تدخلا",
        "الأمن و السكان",
        "الرباط، و 1.192.383 بطاقة",
        "القسم ا والقسم ب",
        "وللقسم ا",
        "المجموعة ا",
        "مستوى ا",
        "7 ا",
        "و ا",
        "يمك ن",
        "عب ر عن",
        "المسي رات",
        "المدعو ر عن عمر",
        "وس م اتهم",
    ],
)
def test_letters_that_may_stand_alone_stay_alone(text: str) -> None:
    assert normalise(text).text == text


@given(texts | st.text(max_size=20))
@example("ا\u0640\u0653")
@example("عضو ا ا")
@example("\u1100\u064b\u1161")
@example("ﷺ \ufc60")
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once
    assert unicodedata.is_normalized("NFC", once)
    assert "  " not in once
    assert once == once.strip()


@given(texts | st.text(max_size=20), st.text(st.characters(categories=["M"]), max_size=40), st.integers(1, 3))
@example("e", "\u0323\u0301\u093c", 20)
@example("\u1ebf", "\u0301\u0323" * 20, 1)
def test_composing_gives_what_unicode_gives(text: str, marks: str, times: int) -> None:
    marked = marks * times + text + marks * times + text
    assert compose(marked) == unicodedata.normalize("NFC", marked)


@FEW
@given(texts, st.sampled_from(PIECES) | st.text(min_size=1, max_size=5), texts, st.sampled_from(PIECES))
@example("a", "\u0301\u0323", "", "a")
@example("", "7.", "", "7.7")
def test_a_text_is_brought_to_one_spelling_and_searched_in_a_time_that_grows_as_it_does(
    start: str, piece: str, end: str, printed: str
) -> None:
    assert grows_as_fast(lambda text: occurrences(normalise(text), printed), start, piece, end)


@given(texts, st.data())
def test_words_lead_back_to_where_they_stand_in_the_original(text: str, data: st.DataObject) -> None:
    one = normalise(text)
    starts = [place for place in range(len(one.text)) if place == 0 or one.text[place - 1] == " "]
    if not starts:
        return
    start = data.draw(st.sampled_from(starts))
    ends = [place for place in [*starts[1:], len(one.text) + 1] if place > start]
    end = data.draw(st.sampled_from(ends)) - 1
    first, last = one.span(start, end)
    assert normalise(text[first:last]).text == one.text[start:end]


@given(texts, st.data())
def test_any_slice_leads_back_to_letters_that_hold_it(text: str, data: st.DataObject) -> None:
    one = normalise(text)
    if not one.text:
        return
    start = data.draw(st.integers(0, len(one.text) - 1))
    end = data.draw(st.integers(start + 1, len(one.text)))
    first, last = one.span(start, end)
    assert 0 <= first < last <= len(text)
    # A joined alef can stand alone in a slice of its word.
    held = normalise(text[first:last]).text.replace(" ", "")
    assert one.text[start:end].replace(" ", "") in held
    if end < len(one.text):
        assert one.span(end, end + 1)[0] >= first


def test_a_span_of_nothing_is_refused() -> None:
    one = normalise("7 ملفات")
    for span in [(0, 0), (3, 2), (-1, 2), (0, 8)]:
        with pytest.raises(ValueError, match="There is no text"):
            one.span(*span)


@pytest.mark.parametrize(
    ("text", "printed", "found"),
    [
        ("عالجت 43.807 ملفات و43.807 طلبات", "43.807", ["43.807", "43.807"]),
        ("ألف\u00a0\n و130\u202fألفًا", "130 ألفا", ["130\u202fألفًا"]),
        ("سنة 2024", "سَنَة 2024", ["سنة 2024"]),
        ("l’office : 1 234", "l'office", ["l’office"]),
        ("دولة عضو ا في", "دولة عضوا", ["دولة عضو ا"]),
        ("دولة عضوا في", "عضو ا", ["عضوا"]),
        ("7 أو 17 أو 7.5 أو 1,7 أو 7٬000 أو 3٫7 أو 77", "7", ["7"]),
        ("7، ثم 7.", "7", ["7", "7"]),
        ("٧ أو ١٧", "٧", ["٧"]),
        ("24/24 و7/7", "7", ["7", "7"]),
        ("1-2-1-", "1-", ["1-", "1-"]),
        ("755 541 cartes et 541 visas", "541", ["541"]),
        ("755\u202f541 cartes et 755 visas", "755", ["755"]),
        ("1 755 541 cartes", "755 541", []),
        ("en 2024 541 visas", "541", ["541"]),
        ("en 2024 541 visas", "2024", ["2024"]),
        ("1,5 541", "541", ["541"]),
        ("aaaa", "aa", ["aa"]),
        ("سبعين، سبع", "سبع", ["سبع"]),
        ("وسبع وحدات", "سبع", ["سبع"]),
        ("abc", "", []),
        ("", "7", []),
    ],
)
def test_an_expression_is_found_wherever_it_is_printed_and_not_within_longer_numbers(
    text: str, printed: str, found: list[str]
) -> None:
    article = normalise(text)
    spans = [find(article, printed, number + 1) for number in range(len(occurrences(article, printed)))]
    assert [text[slice(*span)] for span in spans if span] == found


def test_an_occurrence_that_is_not_there_is_not_found() -> None:
    article = normalise("7 ثم 7")
    assert find(article, "7", 2) == (5, 6)
    for number in (-1, 0, 3):
        assert find(article, "7", number) is None


@given(texts, st.sampled_from(PIECES))
def test_what_is_found_is_the_expression(text: str, printed: str) -> None:
    article = normalise(text)
    plain = normalise(printed).text
    spans = occurrences(article, printed)
    assert all(article.text[slice(*span)] == plain for span in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    if plain and not plain[0].isdecimal() and not plain[-1].isalnum():
        assert len(spans) == article.text.count(plain)


def test_the_digest_is_that_of_the_spelling_in_utf8() -> None:
    assert digest(" بلغَ\n43.807 ") == hashlib.sha256("بلغ 43.807".encode()).hexdigest()
    assert digest("43.807") != digest("43807")


@pytest.mark.parametrize(
    "text", ["عالجت 43.807 ملفات\n", "عَلَّمَ\u00a0ﻻ\u200f \n", "ا ", "عضو ا ", "\u200f", "\u064b", "é’"]
)
def test_megabytes_take_a_few_seconds(text: str) -> None:
    article = text * (2_000_000 // len(text.encode()))
    start = time.perf_counter()
    occurrences(normalise(article), "43.807")
    assert time.perf_counter() - start < 10


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the articles' texts are not at hand")
def test_every_row_is_found_in_its_article_as_it_is_printed() -> None:
    articles = {path.stem: normalise(path.read_text(encoding="utf-8")) for path in ARTICLES.glob("*.txt")}
    for row in [row for name in tables()["table"] for row in load(name).to_dict("records")]:
        if isinstance(row.get("as_printed"), str) and row["source_id"] in articles:
            article = articles[row["source_id"]]
            span = find(article, row["as_printed"], row.get("occurrence", 1))
            assert span, row
            assert normalise(article.original[slice(*span)]).text == normalise(row["as_printed"]).text
