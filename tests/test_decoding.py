"""The letters of a page, whatever its server says of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.decoding import decode_page

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


def test_one_damaged_letter_does_not_spoil_the_others() -> None:
    data = (ARABIC * 3).encode() + b"\xff"
    assert decode_page(data, "text/html; charset=utf-8") == f"{ARABIC * 3}\ufffd"


@given(st.binary(max_size=300), st.text(max_size=30))
def test_any_bytes_under_any_header_give_a_text(data: bytes, said: str) -> None:
    assert isinstance(decode_page(data, f"text/html; charset={said}"), str)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\ufeff")))
def test_utf_8_is_read_as_it_was_written(text: str) -> None:
    assert decode_page(text.encode(), "text/html; charset=windows-1256") == text
