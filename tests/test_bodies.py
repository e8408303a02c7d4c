"""The body of an answer: whole, unpacked and bounded."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

import pytest

from dgsn_opendata.errors import NotFetched
from dgsn_opendata.fetching import Fetcher, Limits
from tests.misbehaving import PAGE, misbehaving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.misbehaving import Web

DATA = PAGE.encode() * 20
PACKED = gzip.compress(DATA, mtime=0)
RAW = zlib.compress(DATA)[2:-4]
LIMITS = Limits(connect=10, read=10, total=20, size=50_000, retries=0, pause=0)


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with misbehaving() as one:
        yield one


def fetch(web: Web, body: bytes, packing: str, length: str | None = None) -> bytes:
    web.replies["/packed"] = (200, body, {"Content_Encoding": packing, "Content_Length": length})
    return Fetcher(LIMITS, allow_local=True).fetch(web.url("packed")).body


@pytest.mark.parametrize(
    ("body", "packing"),
    [
        (DATA, "identity"),
        (DATA, ""),
        (PACKED, "gzip"),
        (PACKED, "X-GZIP"),
        (PACKED + gzip.compress(b"", mtime=0), "gzip"),
        (zlib.compress(DATA), "deflate"),
        (RAW, "deflate"),
        (zlib.compress(PACKED), "gzip, deflate"),
    ],
)
def test_what_is_packed_is_unpacked_whole(web: Web, body: bytes, packing: str) -> None:
    assert fetch(web, body, packing) == DATA


@pytest.mark.parametrize(
    ("body", "packing"),
    [
        (PACKED[: len(PACKED) // 2], "gzip"),
        (PACKED[:-1], "gzip"),
        (PACKED[:-8] + b"12345678", "gzip"),
        (zlib.compress(DATA)[:-20], "deflate"),
        (RAW[:-20], "deflate"),
        (zlib.compress(PACKED[:-9]), "gzip, deflate"),
    ],
)
def test_a_packed_body_that_is_cut_short_is_no_body_even_where_no_length_was_told(
    web: Web, body: bytes, packing: str
) -> None:
    with pytest.raises(NotFetched, match="cut short or damaged") as caught:
        fetch(web, body, packing)
    assert caught.value.kind == "broken"


@pytest.mark.parametrize("packing", ["br", "zstd", "compress", "gzip, br", "gzip, gzip, gzip, gzip"])
def test_a_packing_that_was_not_asked_for_is_refused_and_not_taken_for_text(web: Web, packing: str) -> None:
    with pytest.raises(NotFetched, match="is packed") as caught:
        fetch(web, DATA, packing, str(len(DATA)))
    assert caught.value.kind == "unreadable"


@pytest.mark.parametrize(
    ("body", "packing"),
    [(gzip.compress(bytes(50_001), mtime=0), "gzip"), (zlib.compress(bytes(50_001)), "deflate")],
)
def test_a_body_is_unpacked_no_further_than_the_limit(web: Web, body: bytes, packing: str) -> None:
    with pytest.raises(NotFetched, match="larger than 50,000 bytes"):
        fetch(web, body, packing)
