"""Zips that mean harm, or are damaged: refused, with nothing written to disk."""

from __future__ import annotations

import contextlib
import io
import stat
import struct
import tracemalloc
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dgsn_opendata.comparing import archives
from dgsn_opendata.comparing.archives import open_archive
from dgsn_opendata.comparing.releases import read_release
from dgsn_opendata.errors import EnvironmentProblem
from tests.comparing.releases import pack

if TYPE_CHECKING:
    from pathlib import Path


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that stand twice
        for name, data in members:
            archive.writestr(name, data)
    return buffer


def linked() -> zipfile.ZipInfo:
    member = zipfile.ZipInfo("p/data.csv")
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return member


GOOD = ("p/datapackage.json", b"{}")


def test_members_are_named_beside_the_descriptor_that_lies_least_deep() -> None:
    read = open_archive(zipped(("q/r/datapackage.json", b"[]"), GOOD, ("p/a.csv", b"a")), "it", "datapackage.json")
    assert (read("datapackage.json"), read("a.csv"), read("b.csv")) == (b"{}", b"a", None)


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ([GOOD, ("../evil.csv", b"")], r'it names a file outside of itself: "\.\./evil\.csv"'),
        ([GOOD, ("/etc/passwd", b"")], "outside of itself"),
        ([GOOD, ("C:\\evil", b"")], "outside of itself"),
        ([GOOD, ("p/..\\evil", b"")], "outside of itself"),
        ([GOOD, ("p/a/../../../evil", b"")], "outside of itself"),
        ([GOOD, GOOD], "has two files of one name"),
        ([("a.csv", b"")], r"has no datapackage\.json in it"),
        ([], r"has no datapackage\.json in it"),
        ([GOOD, ("q/datapackage.json", b"{}")], "more than one package"),
    ],
)
def test_an_archive_that_is_not_to_be_trusted_is_refused(members: list[tuple[str, bytes]], message: str) -> None:
    with pytest.raises(EnvironmentProblem, match=message):
        open_archive(zipped(*members), "it", "datapackage.json")


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_BYTES", 2**20)
    read = open_archive(
        zipped(GOOD, ("p/a.csv", b"0" * 2**20), ("p/b.csv", b"0" * 2**19)), "it", "datapackage.json"
    )
    assert read("a.csv") is not None
    with pytest.raises(EnvironmentProblem, match="it holds more than 1 MB of tables"):
        read("b.csv")


def test_a_bomb_that_says_it_is_small_is_refused_before_more_is_unpacked_than_it_says() -> None:
    size, said = 30_000_000, 9
    bomb = zipped(GOOD, ("p/a.csv", b"0" * size)).getvalue()
    # The sum is right for what is unpacked, so that it refuses nothing.
    for true, lie in ((size, said), (zlib.crc32(b"0" * size), zlib.crc32(b"0" * (said + 1)))):
        bomb = bomb.replace(struct.pack("<L", true), struct.pack("<L", lie))
    read = open_archive(io.BytesIO(bomb), "it", "datapackage.json")
    tracemalloc.start()
    try:
        with pytest.raises(EnvironmentProblem, match=r"it: p/a\.csv is not as long as the archive says"):
            read("a.csv")
        assert tracemalloc.get_traced_memory()[1] < size / 10
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_ways_of_packing_that_no_release_has_are_refused(method: int) -> None:
    read = open_archive(zipped(GOOD, method=method), "it", "datapackage.json")
    with pytest.raises(EnvironmentProblem, match="is packed in a way that no release is"):
        read("datapackage.json")


def test_more_members_than_any_release_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    many = zipped(*((f"p/{number}", b"") for number in range(30)))
    monkeypatch.setattr(archives, "_MOST_MEMBERS", 20)
    with pytest.raises(EnvironmentProblem, match="far more files"):
        open_archive(many, "it", "datapackage.json")
    monkeypatch.setattr(archives, "_MOST_DIRECTORY", 100)
    with pytest.raises(EnvironmentProblem, match="far more files"):
        open_archive(many, "it", "datapackage.json")


def test_an_encrypted_a_linked_and_a_damaged_member_are_refused() -> None:
    data = bytearray(zipped(GOOD).getvalue())
    for place in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[place] |= 1
    with pytest.raises(EnvironmentProblem, match="is encrypted"):
        open_archive(io.BytesIO(bytes(data)), "it", "datapackage.json")("datapackage.json")
    with pytest.raises(EnvironmentProblem, match="is a link"):
        open_archive(zipped(GOOD, (linked(), b"/etc/hosts")), "it", "datapackage.json")("data.csv")
    stored = (
        zipped(("p/datapackage.json", b"A" * 100), method=zipfile.ZIP_STORED).getvalue().replace(b"AAA", b"ABA", 1)
    )
    with pytest.raises(EnvironmentProblem, match="is damaged"):
        open_archive(io.BytesIO(stored), "it", "datapackage.json")("datapackage.json")


@settings(max_examples=60)
@given(st.data())
def test_no_damage_to_an_archive_is_a_traceback(data: st.DataObject) -> None:
    good = zipped(GOOD, ("p/a.csv", b"a,b\n1,2\n" * 9)).getvalue()
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(good))] * 2)))
    broken = good[:start] + data.draw(st.binary(max_size=40)) + good[end:]
    with contextlib.suppress(EnvironmentProblem):
        read = open_archive(io.BytesIO(broken), "it", "datapackage.json")
        assert read("datapackage.json") is not None
        read("a.csv")


def test_nothing_of_a_zip_is_written(released: Path, tmp_path: Path) -> None:
    (tmp_path / "only").mkdir()
    read_release(pack(released, tmp_path / "only" / "release.zip"))
    assert [path.name for path in (tmp_path / "only").iterdir()] == ["release.zip"]


def test_a_file_that_is_no_zip_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n", encoding="utf-8")
    with pytest.raises(EnvironmentProblem, match=r"a\.csv is no zip"):
        read_release(tmp_path / "a.csv")
