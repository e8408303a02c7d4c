"""Capture an article: fetch or read its page, keep its text beside the package, and make its row of sources."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dgsn_opendata.articles import digest
from dgsn_opendata.captures import read_capture
from dgsn_opendata.decoding import decode_page, is_legible
from dgsn_opendata.errors import EnvironmentProblem, UsageProblem
from dgsn_opendata.extracting import Article, extract_article, is_markup, plain_article
from dgsn_opendata.locking import alone
from dgsn_opendata.opening import read_file
from dgsn_opendata.replacing import replace_file
from dgsn_opendata.schemas import read_schema
from dgsn_opendata.source_rows import make_slug

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dgsn_opendata.fetching import Answer, Fetcher
    from dgsn_opendata.source_rows import SourceRows

READABLE = ("text/html", "application/xhtml+xml", "text/plain")
_WHOLE, _NOT_THERE = (200, 203), (404, 410)  # statuses of a page itself, and of none
_SAVE = "Save the article's text as a file in UTF-8, and capture that."
_LARGEST = 4_000_000  # bytes of a saved page, as of a fetched one
_SNIFFED = 1024


@dataclass(frozen=True, slots=True)
class Page:
    """An article as it came: from which address, read on which day; empty where that is not known."""

    article: Article
    url: str
    captured_on: str
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Capture:
    """What a capture makes: the source's row, the columns that are new in it, and the file of the text.

    ``is_new`` is whether the table has no such row yet, ``differs`` whether it has the digest of another text,
    ``missing`` the required columns that a person has yet to fill.
    """

    page: Page
    row: Mapping[str, str]
    filled: Sequence[str]
    path: Path
    is_new: bool
    differs: bool
    missing: Sequence[str]

    @property
    def digest(self) -> str:
        """The digest of the text, as the table of sources has it."""
        return digest(self.page.article.text)


def fetch_page(address: str, fetcher: Fetcher, today: datetime.date | None = None) -> Page:
    """Return the article at an address.

    Raises :class:`~dgsn_opendata.errors.NotFetched` where no answer comes,
    :class:`~dgsn_opendata.errors.UsageProblem` where there is no such page, and
    :class:`~dgsn_opendata.errors.EnvironmentProblem` for an answer that is no page with an article in it.
    """
    answer = fetcher.fetch(address)
    if answer.status in _NOT_THERE:
        raise UsageProblem(
            f"{answer.final} answers with status {answer.status}: there is no such page",
            "Check the address; where the page was taken down, save an archived copy of it and capture that file.",
        )
    if answer.status not in _WHOLE:
        raise EnvironmentProblem(
            f"{answer.final} answers with status {answer.status}",
            "Open it in a browser; where it shows the article, save the page there and capture that file.",
        )
    article = read_answer(answer)
    if article is None:
        kind = answer.content_type or "of an unknown kind"
        raise EnvironmentProblem(f"{answer.final} is {kind}, not a page of text", _SAVE)
    if not article.text:
        raise EnvironmentProblem(f"{answer.final} has no article's text in it", _SAVE)
    day = today or datetime.datetime.now().astimezone().date()
    return Page(article, answer.final, day.isoformat(), address)


def read_answer(answer: Answer) -> Article | None:
    """Return the article of what an address answered; nothing where that is no text."""
    kind = answer.content_type.partition(";")[0].strip().lower()
    if kind not in {*READABLE, ""} or _is_binary(answer.body):
        return None
    text = decode_page(answer.body, answer.content_type)
    if not is_legible(text):
        return None
    return extract_article(text) if is_markup(text) and kind != "text/plain" else plain_article(text)


def read_page(path: Path, url: str = "", saved_on: str = "") -> Page:
    """Return the article of a saved file, a page of HTML or a plain text.

    Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` for a file that is neither.
    """
    if path.stat().st_size > _LARGEST:
        raise EnvironmentProblem(f"{path} is larger than {_LARGEST:,} bytes", _SAVE)
    data = read_file(path)
    text = decode_page(data)
    if _is_binary(data) or not is_legible(text):
        raise EnvironmentProblem(f"{path} is no text", _SAVE)
    article = extract_article(text) if is_markup(text) else plain_article(text)
    if not article.text:
        raise EnvironmentProblem(f"{path} has no article's text in it", _SAVE)
    return Page(article, url, saved_on, url)


def plan_capture(page: Page, texts: Path, sources: SourceRows, given: Mapping[str, str]) -> Capture:
    """Return what capturing a page makes; nothing is written yet.

    ``given`` are cells that a person has filled; where there is no ``source_id`` among them, it is that of the
    known source with the page's address, or a new one of publisher and date. Cells that the table has filled stay.
    Raises :class:`~dgsn_opendata.errors.UsageProblem` where no name can be made, or what is given contradicts the
    table.
    """
    found = _describe(page, sources) | {name: text for name, text in given.items() if text}
    known = sources.find_page(page.url, page.asked)
    name = (
        given.get("source_id")
        or known
        or sources.propose_id(found["publisher"], found["published_on"] or found.get("report_year", ""))
    )
    _check_name(name, given, known, found)
    old = sources.rows.get(name, {})
    for column in ("kind", "report_year", "language"):
        if given.get(column) and old.get(column, given[column]) != given[column]:
            raise UsageProblem(
                f"{name} has {column} {old[column]} in the table, not {given[column]}",
                "Leave that option out, or change the table by hand first.",
            )
    # A day without a digest is that of another reading, whose text nobody has.
    recorded = old.get("text_sha256", "")
    differs = recorded != found["text_sha256"] if recorded else bool(old.get("captured_on"))
    new = {**found, "text_sha256": "", "captured_on": ""} if differs else found
    row = {column: old.get(column) or new.get(column, "") for column in read_schema("sources").names}
    row["source_id"] = name
    filled = [column for column, text in row.items() if text and not old.get(column)]
    missing = [one.name for one in read_schema("sources").fields if one.required and not row[one.name]]
    return Capture(page, row, filled, texts / f"{name}.txt", not old, differs, missing)


def write_text(capture: Capture, *, replace: bool = False) -> bool:
    """Write a capture's text to its file, and return whether it was another one before or none.

    Raises :class:`~dgsn_opendata.errors.UsageProblem` where another text stands there, unless told to replace it.
    """
    try:
        capture.path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(
            f"{capture.path.parent} cannot be made ({error.strerror or error})",
            "Name another folder with --texts.",
        ) from error
    with alone(capture.path):
        if not check_text(capture, replace=replace):
            return False
        replace_file(capture.path, capture.page.article.text.encode())
        return True


def check_text(capture: Capture, *, replace: bool = False) -> bool:
    """Return whether a capture's text has yet to be written; raises as :func:`write_text` does."""
    if not capture.path.exists():
        return True
    if digest(read_capture(capture.path)) == capture.digest:
        return False
    if not replace:
        raise UsageProblem(
            f"{capture.path} holds another text",
            "Compare the two; --replace puts the new one in its place.",
        )
    return True


def check_row(capture: Capture) -> None:
    """Raise :class:`~dgsn_opendata.errors.UsageProblem` where a capture's row cannot be put into the table."""
    name = capture.row["source_id"]
    if capture.differs:
        raise UsageProblem(
            f"The table of sources has another text of {name}: another digest, or a day without one",
            "See what has changed in the article. If the new text is to count, empty text_sha256 and captured_on "
            "of that row first.",
        )
    if capture.missing:
        advice = [f"--{one.replace('_', '-')}{_choices(one)}" for one in capture.missing]
        raise UsageProblem(
            f"The row of {name} lacks {' and '.join(capture.missing)}", f"Give {' and '.join(advice)}."
        )


def _describe(page: Page, sources: SourceRows) -> dict[str, str]:
    article = page.article
    return {
        "title": article.title,
        "publisher": _tell_publisher(article.publisher, sources.publishers_at(page.url) if page.url else []),
        "language": article.language,
        "published_on": article.published_on,
        "url": page.url,
        "text_sha256": digest(article.text),
        "captured_on": page.captured_on,
    }


def _tell_publisher(named: str, known: Sequence[str]) -> str:
    """Return the publisher by the name that the table has of it; empty where a host carries several papers.

    Of these a page may name one; else it says the name of the host alone, as any of its pages does.
    """
    if len(known) == 1:
        return known[0]
    return next((one for one in known if one.casefold() == named.casefold()), "") if known else named


def _check_name(name: str, given: Mapping[str, str], known: str, found: Mapping[str, str]) -> None:
    if not name and found["publisher"] and not make_slug(found["publisher"]):
        raise UsageProblem(
            f"No identifier can be made of {found['publisher']}, which has no Latin letter",
            "Name the source with --source, such as --source press-2024-12-26.",
        )
    if not name:
        raise UsageProblem(
            "What the article says of itself makes no identifier: publisher and date are needed",
            "Name the source with --source, such as --source press-2024-12-26.",
        )
    pattern = read_schema("sources")["source_id"].constraints["pattern"]
    if not re.fullmatch(pattern, name):
        raise UsageProblem(
            f'"{name}" is no identifier of a source', "Write small letters, digits, - and _: press-2024-12-26."
        )
    if known and known != name:
        raise UsageProblem(
            f"That address is known already, as the page of {known}", f"Leave --source out, or name {known}."
        )


def _choices(column: str) -> str:
    codes = read_schema("sources")["kind"].codes if column == "kind" else ()
    return f" ({', '.join(codes)})" if codes else ""


def _is_binary(data: bytes) -> bool:
    """Whether bytes are no text: a PDF, a picture, an archive. UTF-16 has its mark."""
    return (b"\0" in data[:_SNIFFED] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))) or data.startswith(
        b"%PDF-"
    )
