"""The captured texts of articles: a folder outside the package, with a file named by source id for each."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from dgsn_opendata.articles import normalise
from dgsn_opendata.errors import EnvironmentProblem, UsageProblem
from dgsn_opendata.opening import read_file
from dgsn_opendata.phrases import phrase

if TYPE_CHECKING:
    from pathlib import Path

    from dgsn_opendata.articles import NormalisedText

_SUFFIX = ".txt"
_MOST_BYTES = 500_000  # ten times the longest article that we have
_PAGE = re.compile(r"\s*<(!doctype|html|head|body|\?xml)\b", re.IGNORECASE)


def read_captures(folder: Path) -> dict[str, NormalisedText]:
    """Return the texts of a folder by source id: ``<source_id>.txt``, in UTF-8.

    Raises :class:`~dgsn_opendata.errors.UsageProblem` for a folder without any text, and
    :class:`~dgsn_opendata.errors.EnvironmentProblem` for no folder and for a file that is no text.
    """
    if not folder.is_dir():
        raise EnvironmentProblem(phrase("no-folder", folder=folder), phrase("name-texts"))
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == _SUFFIX and not path.is_dir())
    if not paths:
        raise UsageProblem(
            phrase("no-texts", folder=folder), phrase("save-texts", example=f"press-2024-12-26{_SUFFIX}")
        )
    return {path.stem: normalise(read_capture(path)) for path in paths}


def read_capture(path: Path) -> str:
    """Return the text of one file; raises ``EnvironmentProblem`` where it is no UTF-8, a page, or no article's."""
    try:
        data = read_file(path)
        if len(data) > _MOST_BYTES:
            raise EnvironmentProblem(
                phrase("no-article", path=path, most=_MOST_BYTES // 1000), phrase("only-texts")
            )
        text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig").read()
    except OSError as error:
        reason = error.strerror or str(error)
        raise EnvironmentProblem(
            phrase("text-unreadable", path=path, reason=reason), phrase("check-place")
        ) from error
    except UnicodeDecodeError as error:
        raise EnvironmentProblem(
            phrase("no-plain-text", path=path, byte=error.start + 1), phrase("save-as-utf8")
        ) from error
    if _PAGE.match(text):
        raise EnvironmentProblem(phrase("web-page", path=path), phrase("capture-it"))
    return text
