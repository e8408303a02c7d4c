"""What a person cannot see in a text and a program stumbles on."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Patterns are compiled when they are asked for: who loads a table asks for two of them.
_CONTROL = r"[\x00-\x1f\x7f-\x9f\u2028\u2029]"
_INVISIBLE = {"Cf", "Co", "Cn", "Cs"}  # formats, private use, unassigned, surrogates
_FILLERS = r"[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f]"  # letters and marks without a shape
# What pandas.read_csv takes for missing, beside the empty text; R takes the first of them.
_MISSING = {
    *("NA", "N/A", "n/a", "#NA", "#N/A", "#N/A N/A", "<NA>", "NULL", "null", "None"),
    *("NaN", "nan", "-NaN", "-nan", "1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN"),
}
# Letters of other alphabets, or of mathematics, that look Latin; Persian ones that look Arabic.
_LOOK_ALIKE = (
    r"[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u13a0-\u13f5\u1d00-\u1d2b\u1f00-\u1fff\uff21-\uff3a\uff41-\uff5a"
    r"\U0001d400-\U0001d7ff\u06a9\u06be\u06c1\u06cc]"
)
_LOST = r"\ufffd|\?\?"
# A signed figure ("-8,5 %") is shown as text or number; anything else after these signs is run.
_FORMULA = r"[=@＝＠＋－]|[+-](?![0-9\u0660-\u0669.,٫٬ \u00a0\u202f]+(?:\s*%)?\Z)"
# What a text that is printable may still hold; a line that may be a formula.
_STRANGE = rf"{_FILLERS[:-1]}{_LOOK_ALIKE[1:-1]}\ufffd]"
_SIGN_FIRST = r"\n[=@＝＠＋－+-]"


def are_clean(texts: Sequence[str]) -> bool:
    """Whether texts surely have no fault, looked at all at once; where not, :func:`faults_of` tells of each.

    >>> are_clean(["Rabat", "7 986", ""]), are_clean(["Rabat", "=1+1"])
    (True, False)
    """
    lines = "\n".join(["", *texts, ""])
    # No other space is printable, and no control or invisible character is.
    plain = lines.replace("\u00a0", " ").replace("\u202f", " ")
    return (
        lines.count("\n") == len(texts) + 1
        and plain.replace("\n", "").isprintable()
        and not ("\n " in plain or " \n" in plain or "??" in lines)
        and not (re.search(_STRANGE, lines) or re.search(_SIGN_FIRST, lines))
        and unicodedata.is_normalized("NFC", lines)  # and so is each part of it
        and _MISSING.isdisjoint(texts)
    )


def faults_of(text: str) -> list[tuple[str, str]]:
    r"""Return the codes of what is wrong with a cell's text, each with what was found.

    >>> faults_of("=1+1"), faults_of("-8,5 %"), faults_of("a\u200bb")
    ([('formula', '=1+1')], [], [('invisible-character', 'U+200B ZERO WIDTH SPACE')])
    """
    faults = []
    if control := re.search(_CONTROL, text):
        faults.append(("control-character", f"U+{ord(control[0]):04X}"))
    if invisible := re.search(_FILLERS, text) or _first_invisible(text):
        faults.append(
            ("invisible-character", f"U+{ord(invisible[0]):04X} {unicodedata.name(invisible[0], '')}".strip())
        )
    if lost := re.search(_LOST, text):
        faults.append(("lost-letters", text[max(0, lost.start() - 20) :]))
    if not unicodedata.is_normalized("NFC", text):
        faults.append(("not-normalised", text))
    if strange := re.search(_LOOK_ALIKE, text):
        faults.append(("look-alike", f"U+{ord(strange[0]):04X} {unicodedata.name(strange[0], '')}".strip()))
    if text in _MISSING:
        faults.append(("reads-as-missing", text))
    if text != text.strip():
        faults.append(("surrounding-space", text))
    if re.match(_FORMULA, text):
        faults.append(("formula", text))
    return faults


def _first_invisible(text: str) -> str:
    # isprintable() is false for all of them, so that most texts need no closer look.
    if text.isprintable():
        return ""
    return next((letter for letter in text if unicodedata.category(letter) in _INVISIBLE), "")
