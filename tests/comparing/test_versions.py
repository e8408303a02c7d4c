"""Which version follows which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.comparing.versions import STEPS, Step, allowed_versions, follows, greatest, next_version
from dgsn_opendata.errors import UsageProblem

NUMBERS = st.tuples(*[st.integers(0, 40)] * 3)
STEP = st.sampled_from(STEPS)


def written(numbers: tuple[int, ...]) -> str:
    return ".".join(map(str, numbers))


@given(NUMBERS, STEP)
def test_the_next_version_is_greater_and_follows(numbers: tuple[int, ...], step: Step) -> None:
    version = next_version(written(numbers), step)
    after = tuple(map(int, version.split(".")))
    assert after > numbers or step == "none"
    assert follows(written(numbers), version, step)
    assert sum(after) - sum(numbers) <= 1


@given(NUMBERS, STEP, STEP)
def test_a_greater_step_than_asked_for_follows_a_smaller_one_does_not(
    numbers: tuple[int, ...], asked: Step, taken: Step
) -> None:
    version = written(numbers)
    assert follows(version, next_version(version, taken), asked) == (STEPS.index(taken) >= STEPS.index(asked))


@given(NUMBERS, NUMBERS, STEP)
def test_nothing_follows_but_one_step(old: tuple[int, ...], new: tuple[int, ...], step: Step) -> None:
    major, minor, patch = old
    one_on = {
        "patch": (major, minor, patch + 1),
        "minor": (major, minor + 1, 0),
        "major": (major + 1, 0, 0),
        "none": old,
    }
    assert follows(written(old), written(new), step) == (
        new in [numbers for name, numbers in one_on.items() if STEPS.index(name) >= STEPS.index(step)]
    )


def test_there_is_no_exception_for_versions_before_the_first() -> None:
    assert next_version("0.1.0", "major") == "1.0.0"
    assert allowed_versions("0.1.0", "patch") == ["0.1.1", "0.2.0", "1.0.0"]
    assert not follows("0.1.0", "0.2.0", "major")


@pytest.mark.parametrize(
    "version", ["", "1", "1.0", "v1.0.0", "1.0.0-rc1", "01.0.0", "1.0.0\n", "١.0.0", "1." + "9" * 99 + ".0"]
)
def test_what_is_no_version_is_refused(version: str) -> None:
    with pytest.raises(UsageProblem, match="is no version"):
        next_version(version, "minor")
    with pytest.raises(UsageProblem):
        follows("0.1.0", version, "minor")


def test_the_greatest_step_counts() -> None:
    assert greatest(["patch", "minor", "patch"]) == "minor"
    assert greatest([]) == "none"
