"""What the tests of the environment's faults need."""

from __future__ import annotations

import pytest

from tests.environment.editions import Editions, contents
from tests.small import change, write_package


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    """Give two editions of the small package; not to be changed."""
    room = tmp_path_factory.mktemp("editions")
    made = Editions({name: write_package(room / name) for name in ("one", "two")}, {})
    change(made.folders["two"], "observations", "1010,exact,1010", "1020,exact,1020")
    for name in made.folders:
        made.build(name, room / "dist")
        made.files[name] = contents(room / "dist")
    assert made.files["one"] != made.files["two"]
    return made
