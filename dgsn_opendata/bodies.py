"""The body of an answer: whole, unpacked, and no larger than allowed, or refused.

The libraries below unpack what they have the modules for, and take the part of a packed body that came for the
whole of it. Here a packed body counts when its own end is reached, and packings that were not asked for do not.
"""

from __future__ import annotations

import gzip
import io
import re
import zlib
from typing import TYPE_CHECKING

from dgsn_opendata.errors import NotFetched

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from requests import Response

BY_HAND = "Open it in a browser; save the page there and capture that file."
LATER = "Try again later, or save the page with a browser and capture that file."

_CHUNK = 1 << 16
_LENGTH = re.compile(r"[0-9]{1,18}")
_MOST_PACKINGS = 3


def read_body(response: Response, address: str, size: int) -> bytes:
    """Return the body of a response to a request of ``requests`` that was to ``stream`` it.

    Raises :class:`~dgsn_opendata.errors.NotFetched` for one that is larger than ``size`` bytes, packed or not, and
    for one that is cut short, damaged, or packed in another way than gzip or deflate.
    """
    large = NotFetched(address, "too_large", f"it is larger than {size:,} bytes", BY_HAND)
    declared = response.headers.get("Content-Length", "")
    if _LENGTH.fullmatch(declared) and int(declared) > size:
        raise large
    packings = _packings(response.headers.get("Content-Encoding", ""), address)
    body = bytearray()
    for chunk in response.raw.stream(_CHUNK, decode_content=False):
        body += chunk
        if len(body) > size:
            raise large
    data = bytes(body)
    for packing in reversed(packings):
        try:
            data = _UNPACK[packing](data, size)
        except (OSError, EOFError, zlib.error) as error:
            raise NotFetched(address, "broken", "its body is cut short or damaged", LATER) from error
        if len(data) > size:
            raise large
    return data


def _packings(header: str, address: str) -> list[str]:
    named = [one for one in (part.strip().lower() for part in header.split(",")) if one not in {"", "identity"}]
    other = next((one for one in named if one not in _UNPACK), None)
    if other is not None or len(named) > _MOST_PACKINGS:
        how = "too often" if other is None else f'as "{other}", which was not asked for'
        raise NotFetched(address, "unreadable", f"its body is packed {how}", BY_HAND)
    return named


def _gunzip(data: bytes, size: int) -> bytes:
    """Return what a gzip file holds, a byte more than ``size`` at most."""
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
        return file.read(size + 1)


def _inflate(data: bytes, size: int) -> bytes:
    """Return what zlib has packed, a byte more than ``size`` at most; some hosts leave out its header."""
    try:
        return _inflate_as(zlib.MAX_WBITS, data, size)
    except zlib.error:
        return _inflate_as(-zlib.MAX_WBITS, data, size)


def _inflate_as(bits: int, data: bytes, size: int) -> bytes:
    stream = zlib.decompressobj(bits)
    unpacked = stream.decompress(data, size + 1)
    if not stream.eof and len(unpacked) <= size:
        raise EOFError
    return unpacked


_UNPACK: Mapping[str, Callable[[bytes, int], bytes]] = {"gzip": _gunzip, "x-gzip": _gunzip, "deflate": _inflate}
