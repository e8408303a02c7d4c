"""Version numbers by the recipe of Data Package: which step a change asks for, and which number comes next.

The recipe (https://datapackage.org/recipes/data-package-version/) gives the three numbers of semantic versions a
meaning for data: *major* where something that a user has built on is removed, renamed or means another thing,
*minor* for more data, *patch* for corrected values and words. Two of its points are narrowed here: a new field is
new data (*minor*; the recipe has *major*), because columns are named and ``series_wide`` gains one every year, and
there is no exception for versions before 1.0.0.

A value that is withdrawn is a corrected one (*patch*), also where its observations leave with it: the figure was
none, or not this one's. Where it is gone because its indicator, category or table is removed or renamed, that is
*major* by itself.
"""

from __future__ import annotations

import re
from typing import Literal, get_args

from dgsn_opendata.errors import UsageProblem
from dgsn_opendata.findings import shorten

Step = Literal["none", "patch", "minor", "major"]
STEPS: tuple[Step, ...] = get_args(Step)  # the smallest first
_VERSION = re.compile(r"(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})")


def greatest(steps: list[Step]) -> Step:
    """Return the greatest of some steps, ``none`` where there are none.

    >>> greatest(["patch", "major", "minor"]), greatest([])
    ('major', 'none')
    """
    return max(steps, key=STEPS.index, default="none")


def next_version(version: str, step: Step) -> str:
    """Return the version that is one step on; for ``none`` the version itself.

    Raises :class:`~dgsn_opendata.errors.UsageProblem` for a text that is no version.

    >>> [next_version("0.1.2", step) for step in ("none", "patch", "minor", "major")]
    ['0.1.2', '0.1.3', '0.2.0', '1.0.0']
    """
    major, minor, patch = _numbers(version)
    return {
        "none": version,
        "patch": f"{major}.{minor}.{patch + 1}",
        "minor": f"{major}.{minor + 1}.0",
        "major": f"{major + 1}.0.0",
    }[step]


def allowed_versions(version: str, step: Step) -> list[str]:
    """Return the versions that may follow when a step is asked for: that one, and one step of each greater kind.

    Where nothing has changed, the version may also stay as it is.

    >>> allowed_versions("0.1.0", "minor")
    ['0.2.0', '1.0.0']
    """
    return [next_version(version, one) for one in STEPS[STEPS.index(step) :]]


def follows(old_version: str, new_version: str, step: Step) -> bool:
    """Return whether a version is exactly one step after another, of the kind asked for or a greater one.

    For ``none`` the same version follows too, so that a release that nothing has changed in is built again.

    Raises :class:`~dgsn_opendata.errors.UsageProblem` for a text that is no version.

    >>> [follows("0.1.0", new, "minor") for new in ("0.2.0", "1.0.0", "0.1.1", "0.3.0", "0.2.1")]
    [True, True, False, False, False]
    >>> follows("0.1.0", "0.1.0", "none"), follows("0.1.0", "0.1.0", "patch")
    (True, False)
    """
    _numbers(new_version)
    return new_version in allowed_versions(old_version, step)


def is_version(text: str) -> bool:
    """Return whether a text is a version.

    >>> is_version("0.1.0"), is_version("0.1")
    (True, False)
    """
    return _VERSION.fullmatch(text) is not None


def _numbers(version: str) -> tuple[int, int, int]:
    match = _VERSION.fullmatch(version)
    if match is None:
        raise UsageProblem(
            f'"{shorten(version)}" is no version',
            "Write three numbers: 1.2.3, as metadata.toml has them in version.",
        )
    major, minor, patch = map(int, match.groups())
    return major, minor, patch
