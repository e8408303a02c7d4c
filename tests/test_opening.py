"""Files that are none: pipes, devices, folders, links to elsewhere, in every place that is read."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata import store
from dgsn_opendata.cli import main
from dgsn_opendata.errors import EnvironmentProblem
from dgsn_opendata.opening import leads_out, read_file
from dgsn_opendata.source_rows import SourceRows
from tests.environment.editions import contents
from tests.small import change, findings, places, write_texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes, devices and links of POSIX")
INSIDE = "a file of the package, not a link out of it"
REGULAR = "a regular file"


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def folder(path: Path) -> None:
    path.mkdir()


def circle(path: Path) -> None:
    path.symlink_to(path.name)


def elsewhere(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def dangling(path: Path) -> None:
    path.symlink_to("/nowhere/at/all")


def put(kind: Callable[[Path], None], path: Path) -> Path:
    path.unlink(missing_ok=True)
    kind(path)
    return path


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Give a function that runs a command, in 5 seconds at most, and returns its code and what it says."""

    def call(*arguments: object) -> tuple[int, str]:
        begin = time.process_time()
        with pytest.raises(SystemExit) as ending:
            main([str(one) for one in arguments])
        assert time.process_time() - begin < 5
        assert isinstance(ending.value.code, int)
        captured = capsys.readouterr()
        return ending.value.code, captured.out + captured.err

    return call


@pytest.mark.parametrize(
    ("kind", "found", "expected"),
    [
        (pipe, "", REGULAR),
        (folder, "", REGULAR),
        (device, "", INSIDE),
        (elsewhere, "", INSIDE),
        (dangling, "", INSIDE),
        (circle, "Too many levels of symbolic links", ""),
    ],
)
def test_a_table_that_is_no_file_of_the_package_is_found(
    small: Path, kind: Callable[[Path], None], found: str, expected: str
) -> None:
    put(kind, small / "data" / "waivers.csv")
    (finding,) = findings(small)
    assert (finding.code, finding.file, finding.line) == ("unreadable", "waivers.csv", None)
    assert (finding.found, finding.expected) == (found, expected)


def test_a_table_may_be_a_link_within_the_package(small: Path) -> None:
    (small / "data" / "waivers.csv").rename(small / "waivers-2024.csv")
    (small / "data" / "waivers.csv").symlink_to("../waivers-2024.csv")
    assert places(small) == []


@pytest.mark.parametrize("command", ["refresh", "format", "build"])
def test_nothing_is_written_through_a_link_that_leads_out(
    small: Path, tmp_path: Path, said: Callable[..., tuple[int, str]], command: str
) -> None:
    change(small, "sources", "alpha-2024,Yearly", '"alpha-2024",Yearly')
    table = small / "data" / "sources.csv"
    table.rename(tmp_path / "elsewhere.csv")
    table.symlink_to(tmp_path / "elsewhere.csv")
    before = contents(tmp_path)
    code, text = said(command, small, *(["--out", tmp_path / "dist"] if command == "build" else []))
    assert (code, f"expected {INSIDE} [unreadable]" in text) == (1, True)
    assert contents(tmp_path) == before


def test_a_descriptor_that_leads_out_is_found_and_not_written_to(
    small: Path, tmp_path: Path, said: Callable[..., tuple[int, str]]
) -> None:
    (tmp_path / "mine.json").write_text("mine", encoding="utf-8")
    (small / "datapackage.json").symlink_to(tmp_path / "mine.json")
    assert [(one.code, one.file, one.expected) for one in findings(small)] == [
        ("unreadable", "datapackage.json", INSIDE)
    ]
    code, text = said("refresh", small)
    assert (code, "datapackage.json leads out of the package" in text) == (3, True)
    assert (tmp_path / "mine.json").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("part", ["data", "derived"])
def test_a_folder_of_the_package_that_leads_out_is_refused(
    small: Path, tmp_path: Path, said: Callable[..., tuple[int, str]], part: str
) -> None:
    (tmp_path / "elsewhere").mkdir()
    if part == "data":
        (small / "data").rename(tmp_path / "elsewhere" / "data")
    (small / part).symlink_to(tmp_path / "elsewhere" / (part if part == "data" else ""))
    for command in ("validate", "refresh", "format"):
        code, text = said(command, small)
        assert (code, f"{part} leads out of the package" in text) == (3, True)
        assert "Put the folder itself there." in text
    assert [*(tmp_path / "elsewhere").rglob("*.json")] == []


@pytest.mark.parametrize("kind", [pipe, device, circle])
@pytest.mark.parametrize("name", ["metadata.toml", "LICENSE"])
def test_what_a_build_needs_beside_the_tables_must_be_files(
    small: Path, tmp_path: Path, said: Callable[..., tuple[int, str]], kind: Callable[[Path], None], name: str
) -> None:
    put(kind, small / name)
    code, text = said("build", small, "--out", tmp_path / "dist")
    assert (code, f"{name} cannot be read (" in text) == (3, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["package"]


@pytest.mark.parametrize("kind", [pipe, device])
@pytest.mark.parametrize(
    "command",
    [
        "validate {package} --texts {texts}",
        "verify {package} --texts {texts}",
        "audit {text} --package {package}",
        "suggest {text} --package {package}",
        "record {text} --package {package}",
        "capture {text} --texts {out} --package {package}",
        "links --package {package} --out {text}",
        "build {package} --out {out} --links {text}",
        "diff {text} {package}",
        "diff {package} {package} --changelog {text}",
    ],
)
def test_a_pipe_or_a_device_where_a_file_is_named_is_refused_at_once(
    small: Path, tmp_path: Path, said: Callable[..., tuple[int, str]], kind: Callable[[Path], None], command: str
) -> None:
    texts = write_texts(small)
    if "--changelog" in command:
        said("refresh", small)
    text = put(kind, texts / "alpha-2024.txt")
    code, words = said(*command.format(package=small, texts=texts, text=text, out=tmp_path / "out").split())
    assert code in {1, 2, 3}
    assert "alpha-2024.txt" in words
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("shape", ["text", "json", "sarif", "html", "github"])
def test_files_of_any_name_are_found_and_shown(
    small: Path, said: Callable[..., tuple[int, str]], shape: str
) -> None:
    names = [b"new\nline.csv", "ملف.csv".encode(), b"bad\xff.csv", b"x" * 250 + b".csv"]
    for name in names:
        with open(os.path.join(os.fsencode(small / "data"), name), "wb"):  # noqa: PTH118, PTH123
            pass
    code, text = said("validate", small, "--format", shape)
    assert code == 0
    assert text.count("unknown-file") >= len(names)


def test_a_table_that_is_replaced_while_it_is_checked_is_judged_as_it_was_read(
    small: Path, monkeypatch: pytest.MonkeyPatch, said: Callable[..., tuple[int, str]]
) -> None:
    assert said("refresh", small)[0] == 0
    read = []

    def once(path: Path, package: Path | None = None) -> bytes:
        data = read_file(path, package)
        read.append(path)
        if path.name == "observations.csv":  # from now on, it is another one
            change(small, "observations", "1010,exact,1010", "many,exact,1010")
        return data

    for module in ("csvfile", "rules.descriptor"):
        monkeypatch.setattr(f"dgsn_opendata.{module}.read_file", once)
    assert said("validate", small) == (0, "17 tables, 44 rows: 0 errors, 0 warnings\n")
    assert [path for path in read if read.count(path) > 1] == []


def test_a_build_publishes_the_bytes_that_were_judged(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dgsn_opendata import validation
    from dgsn_opendata.build import build

    before, check = (small / "data" / "sources.csv").read_bytes(), validation.start_checks

    def meanwhile(*arguments: object) -> object:
        (small / "data" / "sources.csv").write_bytes(b"nothing of the kind\n")
        return check(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("dgsn_opendata.refreshing.start_checks", meanwhile)
    build(tmp_path / "dist", small)
    assert (tmp_path / "dist" / "data" / "sources.csv").read_bytes() == before


def test_a_table_that_goes_while_a_row_is_made_is_said_to_have_changed(small: Path) -> None:
    rows = SourceRows(small)
    (small / "data" / "sources.csv").unlink()
    with pytest.raises(EnvironmentProblem, match="was changed while the row was made"):
        rows.write({"source_id": "new-2025"})


def test_what_was_installed_may_be_links_as_some_installers_make_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "datapackage"
    package.mkdir()
    (tmp_path / "cached.csv").touch()
    (package / "table.csv").symlink_to(tmp_path / "cached.csv")
    assert leads_out(package / "table.csv", package)
    monkeypatch.setattr(store, "_INSIDE", tmp_path)
    assert not leads_out(package / "table.csv", package)
