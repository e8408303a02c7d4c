"""The catalogue of phrases, and that nothing is said of data in other words than those of the catalogues."""

from __future__ import annotations

import ast
import copy
import functools
import pickle
import re
import string
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dgsn_opendata
from dgsn_opendata.findings import codes
from dgsn_opendata.phrases import SPOKEN, Phrase, any_of, phrase, phrases, verbatim

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(dgsn_opendata.__file__).parent
WORDS = ("found", "expected", "advice")  # the parts of a finding that are said
PLACES = {"found": 4, "expected": 5, "advice": 6}  # where Finding takes them, counted from the code
NO_BREAK = "\u00a0\u202f"


@functools.cache
def trees() -> list[ast.Module]:
    return [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))]


def calls(*names: str) -> Iterator[ast.Call]:
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in names:
                    yield node


@functools.cache
def constants() -> set[str]:
    """Return every text of the source, and the words that are joined to names by a vocabulary."""
    nodes = (node for tree in trees() for node in ast.walk(tree))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("name", phrases())
def test_every_phrase_has_the_same_values_in_each_language(name: str) -> None:
    templates = phrases()[name]
    assert tuple(templates) == SPOKEN
    assert fields(templates["en"]) == fields(templates["fr"])
    shown = Phrase(templates, dict.fromkeys(fields(templates["en"]), 7))
    assert shown
    assert shown.say("fr")


def test_french_is_set_as_french_is() -> None:
    texts = [templates["fr"] for templates in phrases().values()]
    for code in codes().values():
        texts += [text.say("fr") for text in (code.title, code.meaning, code.advice, code.example.words)]
    for text in texts:
        prose = re.sub(r"`[^`]*`", "", text)
        assert "'" not in prose
        assert "..." not in prose
        assert not re.search(r" [:;?!»%]|« ", prose), text
        assert not re.search(rf"[^{NO_BREAK}/{{][;?!»](?!\w)", prose), text


def text_of(node: ast.expr) -> str:
    """Return a constant text; nothing for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_every_phrase_that_is_asked_for_is_there_and_every_one_that_is_there_is_asked_for() -> None:
    names = [call.args[0] for call in calls("phrase")]
    assert {text_of(name) for name in names} - {""} <= set(phrases())
    joined = [
        "".join(re.escape(text_of(part)) or "[a-z]+" for part in name.values)
        for name in names
        if isinstance(name, ast.JoinedStr)
    ]
    made = {name: [pattern for pattern in joined if re.fullmatch(pattern, name)] for name in phrases()}
    assert {pattern for patterns in made.values() for pattern in patterns} == set(joined)
    assert {name for name, patterns in made.items() if not patterns} <= constants()


def test_every_phrase_is_given_the_values_that_it_has() -> None:
    for call in calls("phrase"):
        given_values = {keyword.arg for keyword in call.keywords}
        if text_of(call.args[0]) and None not in given_values:
            assert given_values == fields(phrases()[text_of(call.args[0])]["en"]), ast.unparse(call)


def test_no_finding_is_made_with_words_that_are_in_no_catalogue() -> None:
    found = [*calls("Finding"), *calls("finding")]
    assert len(found) > 50
    for call in found:
        said = [keyword.value for keyword in call.keywords if keyword.arg in WORDS]
        if isinstance(call.func, ast.Name):
            said += [call.args[place] for place in PLACES.values() if place < len(call.args)]
        assert [one for one in said if isinstance(one, ast.JoinedStr | ast.BinOp) or text_of(one)] == [], (
            ast.unparse(call)
        )


def test_every_code_that_a_check_reports_is_in_the_catalogue_and_the_other_way_round() -> None:
    first = [call.args[0] for call in (*calls("Finding"), *calls("finding")) if call.args]
    named = {text_of(node) for node in first} - {""}
    assert named <= set(codes())
    assert len(named) > 30
    assert set(codes()) <= constants()


def test_numbers_are_written_as_the_language_does_and_values_of_cells_are_left() -> None:
    summary = phrase("line-ends", mark="CRLF", number=12345)
    assert (summary, summary.say("fr")) == ("CRLF on 12,345 lines", "CRLF sur 12\u202f345 lignes")
    growth = phrase("growth-from-levels", change=1234.56)
    assert (growth, growth.say("fr")) == ("1234.6 % from the levels", "1234,6\u00a0% d’après les niveaux")
    assert (
        phrase("as-it-says", said="194.5", printed="194,5").say("fr") == "194.5, comme le dit «\u00a0194,5\u00a0»"
    )


def test_a_phrase_in_a_phrase_is_said_in_the_same_language() -> None:
    refusal = phrase("certain-figure", reason=phrase("several-figures", number=2, words="6, 7"))
    assert refusal.say("fr") == "un chiffre qui se lit avec certitude (il y a 2 chiffres ici\u00a0: 6, 7)"
    assert any_of(["a", "b", "c"]).say("fr") == "a ou b ou c"
    assert any_of([]) == ""


@given(st.text())
def test_a_value_is_never_words_and_never_shows_what_cannot_be_seen(value: str) -> None:
    said = phrase("all-of", printed=value)
    for language in SPOKEN:
        assert said.say(language).translate(dict.fromkeys(map(ord, NO_BREAK))).isprintable()
    assert said.say("fr").endswith("en entier")
    assert verbatim(value) == verbatim(value).say("fr")
    for again in (copy.deepcopy(said), pickle.loads(pickle.dumps(said))):
        assert (again, again.say("fr")) == (said, said.say("fr"))
