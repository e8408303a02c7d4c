"""The corpus of faults: what may be wrong with a package, and the finding that each must give."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from dgsn_opendata.findings import codes
from tests.small import DIGESTS, change, mark_misprint, read, rewrite, write_texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclasses.dataclass(frozen=True)
class Case:
    """A fault, and the one finding that it must give: code, file, line and column."""

    code: str
    file: str
    line: int | None
    column: str | None
    fault: Callable[[Path], None]


def changed(table: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda folder: change(folder, table, old, new)


def replaced(table: str, make: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    return lambda folder: rewrite(folder, table, make(read(folder, table)))


def added(table: str, row: str) -> Callable[[Path], None]:
    return replaced(table, lambda data: data + f"{row}\n".encode())


def described(text: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / "datapackage.json").write_text(text, encoding="utf-8")

    return write


def misprinted(correction: str = "") -> Callable[[Path], None]:
    return lambda folder: mark_misprint(folder, correction)


def removed(table: str) -> Callable[[Path], None]:
    return lambda folder: (folder / "data" / f"{table}.csv").unlink()


def copied(table: str, name: str) -> Callable[[Path], None]:
    return lambda folder: rewrite(folder, name, read(folder, table))


def shown(code: str) -> Callable[[Path], None]:
    """Make the fault that the catalogue gives as the example of a code."""
    example = codes()[code].example
    table = example.file.removesuffix(".csv")
    if table == example.file:
        return described(example.wrong)
    return changed(table, example.right, example.wrong) if example.right else added(table, example.wrong)


def made_folder(folder: Path) -> None:
    (folder / "data" / "waivers.csv").unlink()
    (folder / "data" / "waivers.csv").mkdir()


def added_text(source: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder.parent / "texts").mkdir(exist_ok=True)
        (folder.parent / "texts" / f"{source}.txt").write_text("Un texte.", encoding="utf-8")

    return write


def put_text(folder: Path) -> None:
    (folder / "alpha-2024.txt").write_text("Un texte.", encoding="utf-8")


def captured(fault: Callable[[Path], None]) -> Callable[[Path], None]:
    """Put the articles' texts at hand, so that the fault is looked for in them too."""

    def write_and_break(folder: Path) -> None:
        write_texts(folder)
        fault(folder)

    return write_and_break


def reworded(source: str, old: str, new: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        path = folder.parent / "texts" / f"{source}.txt"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    return write


OBSERVATIONS, SOURCES, INDICATORS = "observations.csv", "sources.csv", "indicators.csv"
CATEGORIES, WAIVERS, DESCRIPTOR = "categories.csv", "waivers.csv", "datapackage.json"
BREAKS, GAPS, CORRECTIONS = "breaks.csv", "gaps.csv", "corrections.csv"
CASES = {
    "a missing table": Case("missing-table", WAIVERS, None, None, removed("waivers")),
    "a folder in the place of a table": Case("unreadable", WAIVERS, None, None, made_folder),
    "an empty file": Case("empty-file", WAIVERS, None, None, replaced("waivers", lambda _: b"")),
    "a file of blank lines": Case("empty-file", WAIVERS, None, None, replaced("waivers", lambda _: b"\n\n")),
    "Windows-1256 bytes": Case(
        "encoding", CATEGORIES, 2, None, replaced("categories", lambda data: data.decode().encode("cp1256", "replace"))
    ),
    "UTF-16 bytes": Case("encoding", WAIVERS, 1, None, replaced("waivers", lambda data: data.decode().encode("utf-16"))),
    "a stray byte": Case("encoding", WAIVERS, 3, None, replaced("waivers", lambda data: data + b"\xff")),
    "a byte order mark": Case("byte-order-mark", WAIVERS, 1, None, replaced("waivers", lambda data: b"\xef\xbb\xbf" + data)),
    "CRLF": Case("line-ending", WAIVERS, 1, None, replaced("waivers", lambda data: data.replace(b"\n", b"\r\n"))),
    "CR in the middle": Case("line-ending", WAIVERS, 2, None, replaced("waivers", lambda data: data[:-1] + b"\r")),
    "semicolons": Case("separator", WAIVERS, 1, None, shown("separator")),
    "tabs": Case("separator", WAIVERS, 1, None, replaced("waivers", lambda data: data.replace(b",", b"\t"))),
    "an unclosed quote": Case("unclosed-quote", WAIVERS, 2, None, shown("unclosed-quote")),
    "text after a quote": Case("unclosed-quote", WAIVERS, 2, None, changed("waivers", "The emergency number.", '"The" x')),
    "a cell too few": Case("ragged-row", WAIVERS, 2, None, changed("waivers", ",The emergency number.", "")),
    "a cell too many": Case("ragged-row", OBSERVATIONS, 3, None, shown("ragged-row")),
    "a blank line": Case("ragged-row", WAIVERS, 3, None, replaced("waivers", lambda data: data + b"\n")),
    "a missing column": Case(
        "missing-column", WAIVERS, 1, "note",
        replaced("waivers", lambda data: data.replace(b",note", b"").replace(b",The emergency number.", b"")),
    ),
    "an extra column": Case(
        "extra-column", WAIVERS, 1, "extra",
        replaced("waivers", lambda data: data.replace(b",note", b",note,extra").replace(b"number.", b"number.,x")),
    ),
    "a doubled column": Case(
        "duplicate-column", WAIVERS, 1, "note",
        replaced("waivers", lambda data: data.replace(b",note", b",note,note").replace(b"number.", b"number.,x")),
    ),
    "columns in another order": Case("column-order", CATEGORIES, 1, None, shown("column-order")),
    "a cell over two lines": Case("control-character", WAIVERS, 2, "note", shown("control-character")),
    "a NUL": Case("control-character", WAIVERS, 2, "note", changed("waivers", "The emergency", "The\0emergency")),
    "a zero-width space": Case("invisible-character", CATEGORIES, 2, "label_en", shown("invisible-character")),
    "a bidi mark": Case("invisible-character", CATEGORIES, 2, "label_ar", changed("categories", "الشمال", "الشمال\u200f")),
    "a decomposed letter": Case("not-normalised", INDICATORS, 3, "label_fr", changed("indicators", "Évolution,", "E\u0301volution,")),
    "an outer space": Case("surrounding-space", CATEGORIES, 2, "label_en", shown("surrounding-space")),
    "a word for missing": Case("reads-as-missing", CATEGORIES, 2, "label_en", shown("reads-as-missing")),
    "a no-break space outside": Case("surrounding-space", CATEGORIES, 2, "label_en", changed("categories", ",North,", ",\u00a0North,")),
    "letters saved as question marks": Case("lost-letters", CATEGORIES, 2, "label_fr", shown("lost-letters")),
    "a replacement character": Case("lost-letters", WAIVERS, 2, "note", changed("waivers", "The emergency", "The \ufffdmergency")),
    "a tag character": Case("invisible-character", WAIVERS, 2, "note", changed("waivers", "The emergency", "The \U000e0041emergency")),
    "a Hangul filler": Case("invisible-character", WAIVERS, 2, "note", changed("waivers", "The emergency", "The \u3164emergency")),
    "an Arabic label in Latin letters": Case("pattern", CATEGORIES, 2, "label_ar", changed("categories", "الشمال", "ash-shamal")),
    "a file that is no table": Case("unknown-file", "sources (1).csv", None, None, copied("sources", "sources (1)")),
    "a workbook in the place of a table": Case("encoding", WAIVERS, 1, None, replaced("waivers", lambda _: b"PK\x03\x04\x00\xff")),
    "a blank first line": Case("ragged-row", WAIVERS, 1, None, replaced("waivers", lambda data: b"\n" + data)),
    "a formula": Case("formula", WAIVERS, 2, "note", shown("formula")),
    "a Cyrillic letter": Case("look-alike", CATEGORIES, 2, "label_en", shown("look-alike")),
    "a file of rubbish": Case("more-findings", WAIVERS, None, None, replaced("waivers", lambda data: data + b"x\n" * 10_001)),
    "a formula with a sign": Case("formula", WAIVERS, 2, "note", changed("waivers", "The emergency", "+1+cmd|")),
    "a comma for a point": Case("type", OBSERVATIONS, 2, "value", shown("type")),
    "Arabic-Indic digits": Case("type", OBSERVATIONS, 2, "value", changed("observations", "600,exact,600", "٦٠٠,exact,600")),
    "thirty thousand digits": Case("type", OBSERVATIONS, 2, "occurrence", changed("observations", "600,exact,600,1", f"600,exact,600,{'9' * 30_000}")),
    "not a number": Case("type", OBSERVATIONS, 2, "value", changed("observations", "600,exact,600", "NaN,exact,600")),
    "infinity": Case("type", OBSERVATIONS, 2, "value", changed("observations", "600,exact,600", "INF,exact,600")),
    "an exponent": Case("type", OBSERVATIONS, 2, "value", changed("observations", "600,exact,600", "6e2,exact,600")),
    "a day that is none": Case("type", SOURCES, 4, "captured_on", changed("sources", "2025-12-18", "2025-02-30")),
    "a reduced date that is none": Case("type", SOURCES, 2, "published_on", changed("sources", "2024-12-20", "2024-11-31")),
    "a year of five digits": Case("type", OBSERVATIONS, 2, "year", changed("observations", "calls,2024,year,report,centre,north", "calls,20244,year,report,centre,north")),
    "an address without a host": Case("type", SOURCES, 2, "url", changed("sources", "https://example.org/a", "https:///a")),
    "an empty required cell": Case("required", CATEGORIES, 2, "label_en", shown("required")),
    "a doubled identifier": Case("unique", INDICATORS, 4, "indicator_id", shown("unique")),
    "a code that is none": Case("enum", OBSERVATIONS, 2, "qualifier", shown("enum")),
    "an identifier with a capital": Case("pattern", CATEGORIES, 4, "category", shown("pattern")),
    "an occurrence of nought": Case("minimum", OBSERVATIONS, 2, "occurrence", shown("minimum")),
    "a year before the institution": Case("minimum", OBSERVATIONS, 13, "year", changed("observations", "urgent_calls,,year,undated", "urgent_calls,0000,year,stated")),
    "a year far ahead": Case("maximum", SOURCES, 2, "report_year", shown("maximum")),
    "a sentence as figure": Case("max-length", OBSERVATIONS, 2, "as_printed", changed("observations", "600,exact,600", "600,exact," + "6" * 121)),
    "a doubled row": Case("primary-key", WAIVERS, 3, "source_id", shown("primary-key")),
    "an unknown source": Case("foreign-key", WAIVERS, 2, "source_id", shown("foreign-key")),
    "an observation without source": Case("foreign-key", OBSERVATIONS, 2, "source_id", changed("observations", "600,exact,600,1,alpha-2024", "600,exact,600,1,delta-2024")),
    "an unknown category": Case("foreign-key", OBSERVATIONS, 12, "category", changed("observations", "urgent_calls,2024,year,report,total,total", "urgent_calls,2024,year,report,total,totals")),
    "a growth of nothing": Case("foreign-key", INDICATORS, 3, "growth_of", changed("indicators", "growth,,,calls,", "growth,,,cells,")),
    "a parent of another breakdown": Case("foreign-key", CATEGORIES, 2, "parent", changed("categories", "الشمال,,", "الشمال,,real")),
    "rows out of order": Case("sort-order", OBSERVATIONS, 4, "indicator_id", shown("sort-order")),
    "a fraction of a call": Case("whole-number", OBSERVATIONS, 12, "value", shown("whole-number")),
    "a negative count": Case("whole-number", OBSERVATIONS, 12, "value", changed("observations", "300,exact,300,1,alpha-2024,,,", "-300,exact,-300,1,alpha-2024,unread,,Fewer than none.")),
    "another year than the report's own": Case("year-basis", OBSERVATIONS, 12, "year", shown("year-basis")),
    "a year after the report that is no plan": Case("year-basis", OBSERVATIONS, 12, "year", changed("observations", "urgent_calls,2024,year,report", "urgent_calls,2052,year,stated")),
    "a category in itself": Case("relation-cycle", CATEGORIES, 2, "parent", shown("relation-cycle")),
    "a source that contradicts itself": Case("contradiction", OBSERVATIONS, 13, "value", changed("observations", "urgent_calls,2024,year,report,total,total,300,exact,300,1,alpha-2024,,,", "urgent_calls,2024,year,report,total,total,300,exact,300,1,alpha-2024,,,\nurgent_calls,2024,year,report,total,total,301,exact,301,1,alpha-2024,,,")),
    "a share above 100": Case("share-total", OBSERVATIONS, 10, "value", changed("observations", "60,exact,60 %", "160,exact,160 %")),
    "a negative share": Case("share-total", OBSERVATIONS, 10, "value", changed("observations", "60,exact,60 %", "-60,exact,-60 %")),
    "a year that is undated": Case("year-basis", OBSERVATIONS, 13, "year", changed("observations", "urgent_calls,,year,undated", "urgent_calls,2025,year,undated")),
    "a stated year that is empty": Case("year-basis", OBSERVATIONS, 13, "year", changed("observations", "urgent_calls,,year,undated", "urgent_calls,,year,stated")),
    "an undated row without a note": Case("year-basis", OBSERVATIONS, 13, "note", changed("observations", "The text gives no year.", "")),
    "a part in another unit": Case("unit-relation", INDICATORS, 5, "unit", changed("indicators", "calls,flow,calls,", "percent,flow,calls,")),
    "a growth that is no percentage": Case("unit-relation", INDICATORS, 3, "unit", shown("unit-relation")),
    "a share in persons": Case("unit-relation", INDICATORS, 4, "unit", changed("indicators", "percent,share", "persons,share")),
    "a flow in percent": Case("unit-relation", INDICATORS, 3, "value_kind", changed("indicators", "percent,growth", "percent,flow")),
    "no resources": Case("descriptor", DESCRIPTOR, None, None, shown("descriptor")),
    "a part of itself": Case("relation-cycle", INDICATORS, 2, "part_of", changed("indicators", "calls,flow,,,,centre", "calls,flow,calls,,,centre")),
    "an exhaustive breakdown that is none": Case("unknown-breakdown", INDICATORS, 2, "exhaustive", shown("unknown-breakdown")),
    "parts short of the total": Case("parts-total", OBSERVATIONS, 5, "value", shown("parts-total")),
    "a part above its whole": Case("part-exceeds-total", OBSERVATIONS, 12, "value", shown("part-exceeds-total")),
    "shares above 100": Case("share-total", OBSERVATIONS, 10, "value", shown("share-total")),
    "exhaustive shares below 100": Case("share-total", OBSERVATIONS, 10, "value", changed("observations", "40,exact,40 %", "38,exact,38 %")),
    "a growth that does not follow": Case("growth-mismatch", OBSERVATIONS, 9, "value", shown("growth-mismatch")),
    "a growth from no whole number": Case("growth-base", OBSERVATIONS, 8, "value", replaced("observations", lambda data: data.replace(b"calls,2023,year,stated,total,total,800,exact,800,1,alpha-2024,,,\n", b"").replace(b"25,exact,hausse de 25 %", b'0.07,exact,"hausse de 0,07 %"'))),
    "a fall by more than everything": Case("growth-mismatch", OBSERVATIONS, 9, "value", changed("observations", "25,exact,hausse de 25 %", "-150,exact,baisse de 150 %")),
    "resources that are no list": Case("descriptor", DESCRIPTOR, None, None, described('{"resources": {}}')),
    "another value than printed": Case("transcription", OBSERVATIONS, 12, "value", shown("transcription")),
    "a hedge that is not printed": Case("transcription", OBSERVATIONS, 12, "qualifier", changed("observations", "300,exact,300", "300,about,300")),
    "calls in kilograms": Case("transcription", OBSERVATIONS, 12, "indicator_id", changed("observations", "300,exact,300", "300,exact,300 kg")),
    "a range for a figure": Case("unread-figure", OBSERVATIONS, 12, "as_printed", shown("unread-figure")),
    "an excuse without need": Case("needless-reading", OBSERVATIONS, 12, "reading", shown("needless-reading")),
    "an excuse without a reason": Case("unexplained-reading", OBSERVATIONS, 12, "note", shown("unexplained-reading")),
    "a caution without a word": Case("unexplained-caution", OBSERVATIONS, 12, "note", shown("unexplained-caution")),
    "a captured figure without its place": Case("no-occurrence", OBSERVATIONS, 12, "occurrence", shown("no-occurrence")),
    "a period that nobody knows": Case("unknown-period", OBSERVATIONS, 12, "period", shown("unknown-period")),
    "an interval that ends before it begins": Case("interval", OBSERVATIONS, 12, "period", shown("interval")),
    "an interval with a day that does not exist": Case("interval", OBSERVATIONS, 12, "period", changed("observations", "urgent_calls,2024,year", "urgent_calls,2024,2024-02-30/2024-06-01")),
    "an interval that another row writes otherwise": Case(
        "interval-spelling", OBSERVATIONS, 13, "period",
        changed(
            "observations",
            "urgent_calls,2024,year,report,total,total,300,exact,300,1,alpha-2024,,,\n",
            "urgent_calls,2024,2023-01/2024-12,stated,total,total,7,exact,سبع,1,beta-2024,,,\n"
            "urgent_calls,2024,2023/2024,stated,total,total,300,exact,300,1,alpha-2024,,,\n",
        ),
    ),
    "an interval of another year": Case("interval", OBSERVATIONS, 12, "year", changed("observations", "urgent_calls,2024,year", "urgent_calls,2024,2022-06/2023-01")),
    "a figure in a gap": Case("gap", GAPS, 2, "first_year", shown("gap")),
    "a gap without an end": Case("gap", GAPS, 2, "first_year", added("gaps", "urgent_calls,not_yet,,,Nobody knows.")),
    "a gap that ends before it begins": Case("gap", GAPS, 2, "first_year", added("gaps", "urgent_calls,not_yet,2020,2019,Nobody knows.")),
    "a break of nothing": Case("foreign-key", BREAKS, 2, "indicator_id", added("breaks", "cells,2020,Other count,Autre,غير,")),
    "words that the article does not print": Case("not-printed", OBSERVATIONS, 12, "as_printed", captured(shown("not-printed"))),
    "an appearance too many": Case("not-printed", OBSERVATIONS, 12, "occurrence", captured(changed("observations", "300,exact,300,1", "300,exact,300,2"))),
    "a waiver of what the article does not print": Case("not-printed", WAIVERS, 2, "as_printed", captured(changed("waivers", "alpha-2024,19", "alpha-2024,91"))),
    "a figure without its hedge": Case("cut-figure", OBSERVATIONS, 8, "as_printed", captured(shown("cut-figure"))),
    "a text that no source has": Case("unknown-text", "delta-2024.txt", None, None, captured(added_text("delta-2024"))),
    "an article that has been changed": Case("other-text", SOURCES, 2, "text_sha256", captured(reworded("alpha-2024", "cette année", "cet an"))),
    "a text whose digest nobody took": Case("no-digest", SOURCES, 3, "text_sha256", captured(changed("sources", DIGESTS["beta-2024"], ""))),
    "a misprint that nobody corrects": Case("uncorrected-misprint", OBSERVATIONS, 7, "caution", shown("uncorrected-misprint")),
    "a corrected year without a correction": Case("uncorrected-misprint", OBSERVATIONS, 12, "year_basis", changed("observations", "urgent_calls,2024,year,report,total,total,300,exact,300,1,alpha-2024,,,", "urgent_calls,2024,year,corrected,total,total,300,exact,300,1,alpha-2024,,,Printed as of 2025.")),
    "a correction of a sound figure": Case("needless-correction", CORRECTIONS, 2, "kind", shown("needless-correction")),
    "a correction of a year that is right": Case("needless-correction", CORRECTIONS, 2, "kind", misprinted("wrong_year,1010,alpha-2024,Told.,1010")),
    "a correction that holds the misprint right": Case("unproved-correction", CORRECTIONS, 2, "held_value", misprinted("wrong_digit,1010,alpha-2024,Told.,1010")),
    "a witness that prints otherwise": Case("unproved-correction", CORRECTIONS, 2, "witness_id", misprinted("wrong_digit,1001,alpha-2024,Told.,1010")),
    "a witness of another year": Case("unproved-correction", CORRECTIONS, 2, "witness_id", misprinted("wrong_digit,1200,gamma-2025,Told.,1010")),
    "a misprint that the source has mended": Case("mended-source", CORRECTIONS, 2, "still_prints", captured(misprinted("wrong_digit,1000,alpha-2024,Told.,1010 مكالمة"))),
    "one text of two sources": Case("same-text", SOURCES, 3, "syndicated_from", replaced("sources", lambda data: data.replace(DIGESTS["beta-2024"].encode(), DIGESTS["alpha-2024"].encode()))),
    "an article's text in the package": Case("article-in-package", "alpha-2024.txt", None, None, put_text),
    "a resource that is a text": Case("descriptor", DESCRIPTOR, None, "resources.0", described('{"resources": ["data/sources.csv"]}')),
    "no path at all": Case("descriptor", DESCRIPTOR, None, "resources.0", described('{"resources": [{"name": "x", "path": []}]}')),
    "a path with a NUL": Case("unsafe-path", DESCRIPTOR, None, "resources.x.path", described('{"resources": [{"name": "x", "path": "data/a\\u0000b"}]}')),
    "an endless path": Case("descriptor", DESCRIPTOR, None, "resources.0", described('{"resources": [{"name": "x", "path": "' + "a" * 5000 + '"}]}')),
    "another size than described": Case("stale", SOURCES, None, None, shown("stale")),
    "a descriptor that is no JSON": Case("descriptor", DESCRIPTOR, None, None, described("{")),
    "a descriptor without resources": Case("descriptor", DESCRIPTOR, None, None, described("{}")),
    "a path out of the folder": Case("unsafe-path", DESCRIPTOR, None, "resources.x.path", shown("unsafe-path")),
    "an absolute path": Case("unsafe-path", DESCRIPTOR, None, "resources.x.path", described('{"resources": [{"name": "x", "path": "/etc/hosts"}]}')),
    "a remote path": Case("unsafe-path", DESCRIPTOR, None, "resources.x.path", described('{"resources": [{"name": "x", "path": "https://example.org/x.csv"}]}')),
    "one bad path of several": Case("unsafe-path", DESCRIPTOR, None, "resources.x.path", described('{"resources": [{"name": "x", "path": ["data/sources.csv", "../x.csv"]}]}')),
    "a path to nothing": Case("missing-resource", DESCRIPTOR, None, "resources.x.path", shown("missing-resource")),
    "a hash of an earlier state": Case("stale", SOURCES, None, None, described('{"resources": [{"name": "x", "path": "data/sources.csv", "hash": "sha256:0"}]}')),
    "a header without a column": Case("missing-column", GAPS, 1, "note", shown("missing-column")),
    "a header with a column too many": Case("extra-column", GAPS, 1, "remark", shown("extra-column")),
    "a header with a column twice": Case("duplicate-column", GAPS, 1, "note", shown("duplicate-column")),
}  # fmt: skip

# What one fault drags along, because other cells truly depend on it.
CONSEQUENCES = {
    "a cell over two lines", "thirty thousand digits", "an identifier with a capital", "a sentence as figure",
    "a doubled identifier", "a growth of nothing", "rows out of order", "a year that is undated",
    "a part in another unit", "a doubled row", "a part above its whole", "a growth that is no percentage",
    "a year before the institution", "a year far ahead", "an exhaustive breakdown that is none", "parts short of the total",
    "a file of rubbish", "a year of five digits", "an unknown source", "an observation without source", "an unknown category", "a share in persons",
}  # fmt: skip

# The faults that the catalogue of codes gives as examples, one a code.
EXAMPLES = {
    "CRLF", "Windows-1256 bytes", "a Cyrillic letter", "a file of rubbish", "a byte order mark", "a captured figure without its place",
    "a category in itself", "a cell over two lines", "a cell too many", "a code that is none",
    "a comma for a point", "a decomposed letter", "a doubled identifier", "a doubled row", "a figure in a gap",
    "a figure without its hedge", "a file that is no table", "a folder in the place of a table", "a formula",
    "a fraction of a call", "a growth from no whole number", "a growth that does not follow",
    "a growth that is no percentage", "a header with a column too many", "a header with a column twice",
    "a header without a column", "a caution without a word", "a missing table", "a part above its whole",
    "a path out of the folder", "a path to nothing", "a period that nobody knows", "a range for a figure",
    "a sentence as figure", "a source that contradicts itself", "a text that no source has",
    "a text whose digest nobody took", "a word for missing", "a year far ahead", "a zero-width space",
    "an article that has been changed", "an empty file", "an empty required cell", "an excuse without a reason",
    "a misprint that nobody corrects", "a correction of a sound figure", "a witness that prints otherwise",
    "a misprint that the source has mended", "one text of two sources", "an article's text in the package",
    "an excuse without need", "an exhaustive breakdown that is none", "an identifier with a capital",
    "an interval that another row writes otherwise", "an interval that ends before it begins",
    "an occurrence of nought", "an outer space", "an unclosed quote", "an unknown source",
    "another size than described", "another value than printed", "another year than the report's own",
    "columns in another order", "letters saved as question marks", "no resources", "parts short of the total",
    "rows out of order", "semicolons", "shares above 100", "words that the article does not print",
}  # fmt: skip
