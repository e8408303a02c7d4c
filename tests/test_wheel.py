"""The wheel and the sdist, as a user gets them: in an empty environment with the base dependencies alone."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest

from dgsn_opendata.schemas import table_names

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Build wheel and sdist; the sdist first, and the wheel from it, as an installer would."""
    out: Path = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = out.glob("*.whl")
    (sdist,) = out.glob("*.tar.gz")
    return wheel, sdist


@pytest.fixture(scope="module")
def python(built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an environment with the wheel and its base dependencies, linked from here so that no network is needed."""
    home: Path = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=True)
    binaries = home / ("Scripts" if os.name == "nt" else "bin")
    executable = binaries / "python"
    (site,) = home.rglob("site-packages")
    for one in closure(required_by(built[0])):
        for top in {file.parts[0] for file in one.files or [] if file.parts[0] not in {"..", "__pycache__"}}:
            source = Path(str(one.locate_file(top)))
            if not (site / top).exists():
                (site / top).symlink_to(source)
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(executable),
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
    ]
    subprocess.run([*pip, str(built[0])], check=True, capture_output=True)
    return executable


def required_by(wheel: Path) -> list[str]:
    """Return what the wheel itself says that it needs without extras."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [one for one in archive.namelist() if one.endswith(".dist-info/METADATA")]
        lines = archive.read(name).decode().splitlines()
    wanted = [
        line.removeprefix("Requires-Dist: ")
        for line in lines
        if line.startswith("Requires-Dist: ") and "extra ==" not in line
    ]
    return [match[0] for line in wanted if (match := re.match(r"[\w.-]+", line))]


def closure(names: list[str]) -> list[Distribution]:
    """Return the installed distributions of these names and of all they require."""
    found: dict[str, Distribution] = {}
    wanted = list(names)
    while wanted:
        name = wanted.pop()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue  # a requirement of another platform
        for requirement in found[name].requires or []:
            if "extra ==" not in requirement and (match := re.match(r"[\w.-]+", requirement)):
                wanted.append(match[0])
    return list(found.values())


def run(python: Path, *arguments: str, code: int = 0) -> str:
    environment = {"PATH": "", "PYTHONUTF8": "1"}
    result = subprocess.run(
        [str(python), "-I", "-W", "error", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        cwd=python.parent,
    )
    assert result.returncode == code, result.stderr
    return result.stdout + result.stderr


def test_the_page_and_the_views_are_in_wheel_and_sdist(built: tuple[Path, Path]) -> None:
    wheel, sdist = built
    with zipfile.ZipFile(wheel) as archive, tarfile.open(sdist) as packed:
        for names in (archive.namelist(), packed.getnames()):
            for name in (
                "dgsn_opendata/exports/cover.toml",
                "dgsn_opendata/exports/site/coast.json",
                "dgsn_opendata/exports/site/templates/page.html",
                "dgsn_opendata/exports/site/words.toml",
                "dgsn_opendata/exports/views.sql",
                "dgsn_opendata/codes.toml",
                "dgsn_opendata/phrases.toml",
                "dgsn_opendata/reports/templates/report.html",
            ):
                assert [one for one in names if one.endswith(name)], name


def test_wheel_and_sdist_carry_data_and_schemas(built: tuple[Path, Path]) -> None:
    wheel, sdist = built
    inside = set(zipfile.ZipFile(wheel).namelist())
    for name in table_names():
        assert f"dgsn_opendata/_package/schemas/{name}.json" in inside
    for name in table_names("curated"):
        assert f"dgsn_opendata/_package/datapackage/data/{name}.csv" in inside
    assert "dgsn_opendata/_package/datapackage/derived/series.csv" in inside
    assert "dgsn_opendata/_package/datapackage/datapackage.json" in inside
    assert "dgsn_opendata/py.typed" in inside
    assert not [name for name in inside if name.startswith(("datapackage/", "schemas/", "tests/"))]
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "datapackage/data/observations.csv",
        "schemas/series.json",
        "scripts/build",
        "tests/test_wheel.py",
        ".github/workflows/release.yml",
        ".pre-commit-hooks.yaml",
        "docs/README.ar.md",
        "docs/first-chart.ipynb",
        "README.md",
    } <= names


def test_wheel_and_sdist_have_the_same_bytes_wherever_and_by_whomever_they_are_built(
    built: tuple[Path, Path], tmp_path: Path
) -> None:
    with tarfile.open(built[1]) as archive:
        archive.extractall(tmp_path / "نسخة", filter="data")
    (source,) = (tmp_path / "نسخة").iterdir()
    for path in [source, *source.rglob("*")]:
        path.chmod(path.stat().st_mode & 0o700)  # as with the umask below
        os.utime(path, (1e9, 1e9))
    environment = {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "ar_MA.ISO-8859-6",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONHASHSEED": "7",
        "HOME": str(tmp_path),
        "PATH": os.environ["PATH"],
    }
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(tmp_path / "again")]
    subprocess.run(command, cwd=source, env=environment, umask=0o077, check=True, capture_output=True)
    for path in built:
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_base_install_is_light(built: tuple[Path, Path]) -> None:
    assert sorted(required_by(built[0])) == ["click", "openpyxl", "pandas"]


def test_the_bare_wheel_loads_every_table(python: Path) -> None:
    program = (
        "import dgsn_opendata as d, json; print(json.dumps({n: len(d.load(n)) for n in d.tables()['table']}))"
    )
    rows = json.loads(run(python, "-c", program))
    assert set(rows) == set(table_names())
    assert rows["observations"] > 100


def test_the_bare_wheel_is_the_one_that_runs_and_has_no_heavy_packages(python: Path) -> None:
    program = "import dgsn_opendata, importlib.util as u; print(dgsn_opendata.__file__, u.find_spec('pandera'), u.find_spec('frictionless'))"
    path, *missing = run(python, "-c", program).split()
    assert Path(path).is_relative_to(python.parent.parent)
    assert missing == ["None", "None"]


def test_the_bare_wheels_commands_read_and_name_the_extra_for_the_rest(python: Path) -> None:
    assert "4269781" in run(python, "-m", "dgsn_opendata", "show", "cnie_issued")
    assert "emergency_calls_line19" in run(python, "-m", "dgsn_opendata", "list", "--search", "19")
    for command in ("validate", "build"):
        message = run(python, "-m", "dgsn_opendata", command, code=3)
        assert 'pip install "dgsn-opendata[publish]"' in message
        assert "Traceback" not in message
    script = python.parent / "dgsn-opendata"
    result = subprocess.run([str(script), "--version"], capture_output=True, text=True, check=True)
    assert result.stdout.startswith("dgsn-opendata ")
