"""The letters of a page, whatever its server says of them."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.decoding import decode_page, is_legible

ARABIC = "استقبلت القاعات ألف مكالمة، وكانت سبع مكالمات مستعجلة: 19 مليون و722 ألف و41"
FRENCH = "Près de 1.000 affaires élucidées à l’étranger, où l’année a été marquée"
SPANISH = "El año pasado, mañana aún más árboles: ñandú, cigüeña, pingüino"


@pytest.mark.parametrize(
    "said", ["", "utf-8", "iso-8859-1", "windows-1252", "windows-1256", "us-ascii", "hex", "no-such"]
)
@pytest.mark.parametrize(
    ("text", "encoding"),
    [(ARABIC, "utf-8"), (ARABIC, "windows-1256"), (ARABIC, "utf-8-sig"), (ARABIC, "utf-16"), (FRENCH, "utf-8")],
)  # fmt: skip
def test_bytes_are_believed_before_the_header(text: str, encoding: str, said: str) -> None:
    assert decode_page(text.encode(encoding), f"text/html; charset={said}" if said else "") == text


@pytest.mark.parametrize("said", ["", "utf-8", "iso-8859-1", "windows-1252"])
@pytest.mark.parametrize("text", [FRENCH, SPANISH])
def test_latin_letters_with_accents_are_not_taken_for_arabic(text: str, said: str) -> None:
    assert decode_page(text.encode("windows-1252"), f"text/html; charset={said}" if said else "") == text


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1250">',
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1250">',
        "<?xml version='1.0' encoding='windows-1250'?>",
    ],
)
def test_a_page_may_say_itself_what_it_is_written_in(head: str) -> None:
    page = f"{head}<p>Příliš žluťoučký kůň"
    assert decode_page(page.encode("windows-1250")) == page


def test_the_header_is_heard_before_the_page_where_bytes_do_not_tell() -> None:
    page = '<meta charset="windows-1250">Ärger'
    assert decode_page(page.encode("windows-1252"), "text/html; charset=iso-8859-15") == page


def test_arabic_in_its_iso_encoding_is_read_where_it_is_named() -> None:
    text = "استقبلت القاعات مكالمة"
    assert decode_page(text.encode("iso-8859-6"), "text/html; charset=iso-8859-6") == text


@pytest.mark.parametrize("text", [ARABIC * 3, FRENCH * 20])
def test_one_damaged_letter_does_not_spoil_the_others(text: str) -> None:
    assert decode_page(text.encode() + b"\xff", "text/html; charset=utf-8") == f"{text}\ufffd"


@pytest.mark.parametrize(
    "data", [zlib.compress(FRENCH.encode() * 9), b"a\x1b[31m\x1b[0m\x07\x07b", b"\xfe\xff\xff" * 40]
)
def test_packed_or_foreign_data_are_no_text(data: bytes) -> None:
    assert not is_legible(decode_page(data, "text/plain; charset=utf-8"))


@pytest.mark.parametrize("text", [ARABIC, FRENCH, f"{FRENCH}\ufffd", "a\tb\r\n\fc", "", f"\x02{FRENCH}"])
def test_an_accident_leaves_a_text_a_text(text: str) -> None:
    assert is_legible(text)


@given(st.binary(max_size=300), st.text(max_size=30))
def test_any_bytes_under_any_header_give_a_text(data: bytes, said: str) -> None:
    assert isinstance(decode_page(data, f"text/html; charset={said}"), str)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\ufeff")))
def test_utf_8_is_read_as_it_was_written(text: str) -> None:
    assert decode_page(text.encode(), "text/html; charset=windows-1256") == text
