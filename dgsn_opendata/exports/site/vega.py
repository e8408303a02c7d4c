"""The scripts that draw the charts of the pages: Vega, Vega-Lite and Vega-Embed, as vl-convert carries them."""

from __future__ import annotations

import base64
import functools
import hashlib
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dgsn_opendata.errors import MissingExtra
from dgsn_opendata.processes import beside

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Bundle:
    """A script, compressed and in base 64, and how a Content Security Policy names it."""

    text: str
    name: str


@functools.cache
def bundle_vega() -> Callable[[], Bundle]:
    """Start making the scripts that draw the charts, which takes a second, and return what waits for them.

    What is returned raises :class:`~dgsn_opendata.errors.MissingExtra` where vl-convert is not installed.
    """
    return functools.cache(beside(_vega, at_leisure=True))


def _vega() -> Bundle:
    """Return Vega, Vega-Lite and Vega-Embed in one script."""
    try:
        import vl_convert
    except ImportError as error:
        raise MissingExtra("plot", "vl-convert-python") from error
    script: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    # Not as gzip: its header names the system, and each version of Python fills that in by a rule of its own.
    return Bundle(base64.b64encode(zlib.compress(script.encode(), 9)).decode(), name_script(script))


def name_script(script: str) -> str:
    """Return how a Content Security Policy names a script that may run."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
