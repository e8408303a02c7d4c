"""The letters of a page's bytes, whatever its server says of them.

Sites of the Arabic press still send Windows-1256 as Latin letters, or call UTF-8 something else. What the bytes
themselves show outweighs what is said of them.
"""

from __future__ import annotations

import codecs
import re

_ARABIC = "windows-1256"
_LATIN = "windows-1252"
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta\b[^>]*\bcharset\s*=[^>]*>|<\?xml\b[^>]*>", re.IGNORECASE)
_XML_ENCODING = re.compile(r"encoding\s*=\s*[\"']([A-Za-z0-9._:-]+)", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page says what it is written in; the HTML standard asks for the first 1024
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_ARABIC_WORD = re.compile("[\u0621-\u064a]{3,}")
_LOST = "\ufffd"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd-\uffff]")
_MOST_STRANGE = 200  # one letter that is none among that many, or a few in a short text, is an accident
_FEW = 50  # one letter lost among that many is an accident in a text of that encoding
# What the HTML standard reads these as.
_ALIASES = {
    "iso-8859-1": _LATIN,
    "latin1": _LATIN,
    "us-ascii": _LATIN,
    "ascii": _LATIN,
    "iso-8859-9": "windows-1254",
}


def decode_page(data: bytes, content_type: str = "") -> str:
    """Return the text of a page's bytes; ``content_type`` is the header of that name.

    A byte order mark decides; then bytes that are UTF-8 throughout, but for single damaged letters of a page that
    says so; then bytes that read as Arabic words in an encoding named or in Windows-1256; then what the header
    says, what the page says, and Windows-1252. No letter is ever dropped: what cannot be read is U+FFFD.

    >>> decode_page("سبع مكالمات".encode("windows-1256"), "text/html; charset=iso-8859-1")
    'سبع مكالمات'
    >>> decode_page("une année".encode("latin-1"), "text/html; charset=utf-8")
    'une année'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.removeprefix(mark).decode(encoding, errors="replace")
    declared = _declared(data, content_type)
    text = data.decode("utf-8", errors="replace")
    foreign = sum(letter > "\x7f" for letter in text)
    damaged = text.count(_LOST)
    if not damaged or ("utf-8" in declared and damaged * _FEW < foreign):
        return text
    readings = [data.decode(encoding, errors="replace") for encoding in [*declared, _ARABIC]]
    arabic = (reading for reading in readings if is_arabic(reading))
    sound = (reading for reading in readings[:-1] if _LOST not in reading)
    return next(arabic, None) or next(sound, None) or data.decode(_LATIN, errors="replace")


def is_legible(text: str) -> bool:
    r"""Return whether what was decoded is a text: packed or foreign data give control characters and lost letters.

    >>> is_legible("12 cartes\n"), is_legible("\x8b\x03\x80\x1a\ufffd")
    (True, False)
    """
    strange = sum(1 for _ in _CONTROL.finditer(text))
    return strange <= max(3, len(text) // _MOST_STRANGE)


def _declared(data: bytes, content_type: str) -> list[str]:
    """Return the encodings that header and page name, those that there are, by Python's names."""
    head = data[:_HEAD]
    page = " ".join(found.decode("latin-1") for found in _META.findall(head))
    named = [*_CHARSET.findall(content_type), *_CHARSET.findall(page), *_XML_ENCODING.findall(page)]
    encodings = []
    for name in named:
        alias = _ALIASES.get(name.lower(), name)
        try:
            b"a".decode(alias)  # Python has codecs of other things than letters, and refuses those here
            encoding = codecs.lookup(alias).name
        except (LookupError, ValueError):
            continue
        # A page in UTF-16 is known by its mark alone; the others are no encodings of pages.
        if not encoding.startswith(("utf-16", "utf-32", "utf-7", "idna", "punycode")):
            encodings.append(encoding)
    return encodings


def is_arabic(text: str) -> bool:
    """Return whether most of a text's letters beyond ASCII stand in Arabic words; single ones are accents misread.

    >>> is_arabic("سبع مكالمات"), is_arabic("Évolution des appels reçus".encode("latin-1").decode("windows-1256"))
    (True, False)
    """
    words = sum(map(len, _ARABIC_WORD.findall(text)))
    return words * 2 > sum(letter > "\x7f" and letter.isalpha() for letter in text)
