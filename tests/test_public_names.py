"""The names that the package gives to everybody."""

from __future__ import annotations

import doctest
import inspect

import pytest

import dgsn_opendata

FINDER = doctest.DocTestFinder(recurse=False)


@pytest.mark.parametrize("name", dgsn_opendata.__all__)
def test_every_public_name_has_an_example_that_runs(name: str) -> None:
    # The version is a text, whose example is that of the package.
    given = dgsn_opendata if name == "__version__" else getattr(dgsn_opendata, name)
    examples = [example for found in FINDER.find(given, name) for example in found.examples]
    assert any(name in example.source for example in examples)


@pytest.mark.parametrize("name", sorted(set(dgsn_opendata.__all__) - {"__version__"}))
def test_every_public_name_says_what_it_returns(name: str) -> None:
    text = inspect.getdoc(getattr(dgsn_opendata, name)) or ""
    assert len(text.splitlines()[0]) > 20
    assert inspect.signature(getattr(dgsn_opendata, name)).return_annotation is not inspect.Signature.empty
