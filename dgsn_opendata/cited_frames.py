"""The frame that loading gives: one of pandas that shows itself in a notebook with links to the articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable


class CitedFrame(pd.DataFrame):
    """A frame of pandas like any other, that shows itself in a notebook with links to the articles.

    What pandas makes of it (rows, copies, joins) is a ``CitedFrame`` again. Where the frame has become something
    else than rows of one of the package's tables, it shows itself as pandas does.

    >>> from dgsn_opendata import load
    >>> frame = load("series")
    >>> type(frame[frame["year"] > 2020]).__name__
    'CitedFrame'
    """

    @property
    def _constructor(self) -> Callable[..., CitedFrame]:
        return CitedFrame

    def _repr_html_(self) -> str | None:
        from dgsn_opendata.notebook import (
            is_shown,
            render,
        )  # brings links and markup, which loading has no need of

        if pd.get_option("display.notebook_repr_html") and is_shown(self):
            return render(self)
        plain: str | None = super()._repr_html_()  # type: ignore[misc]
        return plain
