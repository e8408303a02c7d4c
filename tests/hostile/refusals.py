"""What commands must refuse: broken metadata, articles, archives, changelogs, results of links, rows to record."""

from __future__ import annotations

import json
import re
import stat
import zipfile
from typing import TYPE_CHECKING, Any

from dgsn_opendata import store
from dgsn_opendata.comparing.changelog import BEGIN, END
from dgsn_opendata.suggesting import columns
from tests.hostile.cases import Refused, beside
from tests.small import TEXTS, write_texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_METADATA = (store.package_folder() / "metadata.toml").read_text(encoding="utf-8")


def _metadata(said: str, data: str | bytes) -> Refused:
    written = data.encode() if isinstance(data, str) else data
    return Refused(
        ("refresh", "{package}"), 3, said, lambda folder: (folder / "metadata.toml").write_bytes(written)
    )


def _entry(said: str, key: str, value: str) -> Refused:
    return _metadata(said, re.sub(rf"(?m)^{key} = .*$", lambda _: f"{key} = {value}", _METADATA, count=1))


_WRONG = ("1", "1.5", "nan", "true", "[1]", "1979-01-01", "[[]]", '"\u202e"', '"a\\u0000"', '"=1+1"')
METADATA = {
    "no metadata": Refused(("refresh", "{package}"), 3, "cannot be read", lambda folder: (folder / "metadata.toml").unlink()),
    "empty metadata": _metadata("lacks name", ""),
    "metadata with a byte order mark": _metadata("cannot be read", "\ufeff" + _METADATA),
    "metadata in UTF-16": _metadata("cannot be read", _METADATA.encode("utf-16")),
    "metadata in Latin-1": _metadata("cannot be read", "title = 'é'".encode("latin-1")),
    "metadata of zeros": _metadata("cannot be read", bytes(100)),
    "a key twice": _metadata("cannot be read", _METADATA.replace("name =", 'name = "x"\nname =', 1)),
    "a key misspelt": _metadata("Did you mean title", 'titel = "x"\n' + _METADATA),
    "lists in lists": _metadata("cannot be read", "x = " + "[" * 15_000),
    "tables in tables": _metadata("cannot be read", "x = " + "{a=" * 5_000),
    "a key of nine thousand parts": _metadata("unknown key", "a" + ".a" * 9_000 + " = 1"),
    "metadata of twenty megabytes": _metadata("more than 20 kB", _METADATA + "#" * 20_000_000),
    "a version of five thousand digits": _entry("version", "version", f'"{"9" * 5000}.0.0"'),
    "a version in Arabic digits": _entry("version", "version", '"١.٠.٠"'),
    "a day that does not exist": _entry("released", "released", '"2026-02-31"'),
    "a homepage that is a script": _entry("homepage", "homepage", '"javascript:alert(1)"'),
    "a name that is a path": _entry("name", "name", '"../x"'),
    "a name of five thousand letters": _entry("name", "name", f'"{"a" * 5000}"'),
    "a title nobody can read": _entry("title", "title", f'"{"a" * 5000}"'),
    "a title of two lines": _entry("title", "title", '"a\\nb"'),
    "a title in decomposed letters": _entry("title", "title", '"e\u0301"'),
    **{f"{key} is {value!a}": _entry(key, key, value) for key in ("name", "title", "title_ar", "rights", "keywords") for value in _WRONG},
    **{
        f"{key} is {value}": _metadata(key, f"{key} = {value}\n" + re.sub(rf"(?ms)^\[\[{key}\]\].*?(?=^\[|\Z)", "", _METADATA))
        for key in ("spatial", "licenses", "contributors") for value in ("1", "[1]", "[{title=1}]")
    },
}  # fmt: skip


def _article(said: str, data: str | bytes, source: str = "alpha-2024") -> Refused:
    def write(folder: Path) -> None:
        text = data.encode() if isinstance(data, str) else data
        (write_texts(folder) / f"{source}.txt").write_bytes(text)

    code = 3 if said in {"UTF-8", "a page of HTML", "longer than any article"} else 1
    return Refused(("validate", "{package}", "--texts", "{folder}/texts"), code, said, write)


_LONG = {
    "digits": "6",
    "spaces": " ",
    "words of Arabic": "ألف و",
    "groups": "6 000 ",
    "lines": "\n",
    "marks": "\u0301",
    "percents": "%",
}
ARTICLES = {
    "an article in Windows-1256": _article("UTF-8", TEXTS["beta-2024"].encode("cp1256", "replace"), "beta-2024"),
    "an article in UTF-16": _article("UTF-8", TEXTS["alpha-2024"].encode("utf-16")),
    "an article of noise": _article("UTF-8", bytes(range(255, 0, -1))),
    "an article of zeros": _article("not-printed", bytes(1000)),
    "an empty article": _article("not-printed", ""),
    "a page for an article": _article("a page of HTML", "<!DOCTYPE html><p>600"),
    "an article in other digits": _article("other-text", TEXTS["alpha-2024"].translate({ord("6"): "٦"})),
    **{f"a megabyte of {name}": _article("longer than any article", text * (1_000_000 // len(text.encode()) + 1)) for name, text in _LONG.items()},
    **{
        f"an article with 50 kB of {name} behind it": _article("other-text", TEXTS["alpha-2024"] + f" {text * (50_000 // len(text.encode()))} x")
        for name, text in _LONG.items() if name not in {"spaces", "lines"}
    },
}  # fmt: skip


def _zip(
    change: Callable[[zipfile.ZipFile], object],
    *,
    without: str = "",
    as_json: Callable[[Any], object] | None = None,
) -> Any:
    """Return the change that packs the refreshed package into ``old.zip``, less one file and with something else."""

    def pack(folder: Path) -> None:
        with zipfile.ZipFile(folder.parent / "old.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                name, data = path.relative_to(folder).as_posix(), path.read_bytes()
                if as_json is not None and name == "datapackage.json":
                    described = json.loads(data)
                    as_json(described)
                    data = json.dumps(described).encode()
                if name != without:
                    archive.writestr(f"p/{name}", data)
            change(archive)

    return pack


def _archive(said: str, change: Any) -> Refused:
    return Refused(("diff", "{folder}/old.zip", "{package}"), 3, said, change)


def _described(said: str, as_json: Callable[[Any], object]) -> Refused:
    return _archive(said, _zip(lambda _: None, as_json=as_json))


def _link() -> zipfile.ZipInfo:
    member = zipfile.ZipInfo("p/data/sources.csv")
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return member


def _cut(folder: Path) -> None:
    _zip(lambda _: None)(folder)
    path = folder.parent / "old.zip"
    path.write_bytes(path.read_bytes()[:-100])


_TABLE, _JSON = "data/sources.csv", "datapackage.json"
_MANY = b"source_id\n" + b"a\n" * 20_000_000
ARCHIVES = {
    "a member outside of the archive": _archive("outside of itself", _zip(lambda one: one.writestr("p/../../evil", b""))),
    "an absolute member": _archive("outside of itself", _zip(lambda one: one.writestr("/etc/evil", b""))),
    "a member of Windows": _archive("outside of itself", _zip(lambda one: one.writestr("C:\\evil", b""))),
    "a link for a table": _archive("is a link", _zip(lambda one: one.writestr(_link(), "/etc/passwd"), without=_TABLE)),
    "a table that unpacks to forty megabytes": _archive("more than 8 MB", _zip(lambda one: one.writestr(f"p/{_TABLE}", _MANY), without=_TABLE)),
    "a descriptor that unpacks to ten megabytes of lists": _archive(
        "more than 8 MB", _zip(lambda one: one.writestr(f"p/{_JSON}", b"[" * 10_000_000), without=_JSON)
    ),
    "a descriptor nested without end": _archive("lists in lists", _zip(lambda one: one.writestr(f"p/{_JSON}", b"[" * 100_000), without=_JSON)),
    "a descriptor with a name twice": _archive(
        '"version" twice', _zip(lambda one: one.writestr(f"p/{_JSON}", b'{"version": "1.0.0", "version": "2.0.0"}'), without=_JSON)
    ),
    "an archive that is cut off": _archive("no zip", _cut),
    "an empty archive": _archive("no zip", beside("old.zip", b"")),
    "a text for an archive": _archive("no zip", beside("old.zip", "hello")),
    "a version of five thousand digits": _described("is no version", lambda one: one.update(version="9" * 5000 + ".0.0")),
    "a path out of the archive": _described("outside of it", lambda one: one["resources"][0].update(path="../x.csv")),
    "a remote table": _described("outside of it", lambda one: one["resources"][0].update(path="http://example.com/x.csv")),
    "a table of several files": _described("several files", lambda one: one["resources"][0].update(path=["data/breaks.csv", "data/gaps.csv"])),
    "two tables of one name": _described("another name", lambda one: one["resources"][1].update(name=one["resources"][0]["name"])),
    "a name that turns the writing": _described("a name of Latin letters", lambda one: one["resources"][0].update(name="\u202ea\x1b[2J")),
    "a key of no field": _described("does not have", lambda one: one["resources"][0]["schema"].update(primaryKey=["zz"])),
    "an archive that names no tables": _described("found null", lambda one: one.update(resources=None)),
}  # fmt: skip


def _changelog(said: str, data: str | bytes, code: int = 2) -> Refused:
    return Refused(
        ("diff", "{package}", "{package}", "--changelog", "{folder}/C.md"), code, said, beside("C.md", data)
    )


CHANGELOGS = {
    "an empty changelog": _changelog("no section", ""),
    "a changelog without headings": _changelog("no section", "# Changes\n\nNone.\n"),
    "a changelog of another project": _changelog("no section", "## 1.0\n\n- x\n\n## 0.9\n"),
    "a changelog of ten million lines": _changelog("no section", "\n" * 10_000_000),
    "a changelog of two hundred thousand headings": _changelog("no section", "## a\n" * 200_000),
    "a changelog of a million brackets": _changelog("no section", "## " + "[" * 1_000_000),
    "a changelog in UTF-16": _changelog("is not UTF-8", "## Unreleased".encode("utf-16"), 3),
    "a changelog with two such sections": _changelog("twice", "## Unreleased\n\n## Unreleased\n"),
    "a part that does not end": _changelog("not one mark", f"## Unreleased\n{BEGIN}\n"),
    "a part that ends before it begins": _changelog("not one mark", f"## Unreleased\n{END}{BEGIN}\n"),
    "two parts": _changelog("not one mark", f"## Unreleased\n{BEGIN}\n{END}\n{BEGIN}\n{END}\n"),
}  # fmt: skip


def _rows(said: str, data: str | bytes, code: int = 1) -> Refused:
    return Refused(("record", "{folder}/rows.csv", "--package", "{package}"), code, said, beside("rows.csv", data))


_HEADER = ",".join(columns()) + "\n"


def _row(**cells: str) -> str:
    return ",".join(cells.get(name, "") for name in columns()) + "\n"


ROWS = {
    "rows in a workbook": _rows("a zip archive, such as an XLSX workbook", b"PK\x03\x04" + bytes(range(255, 100, -1))),
    "rows in UTF-16": _rows("UTF-16", _HEADER.encode("utf-16-le")),
    "no rows at all": _rows("empty-file", ""),
    "rows of noise": _rows("encoding", bytes(range(255, 0, -1))),
    "a table of something else": _rows("no file of suggestions", "a,b\n1,2\n", 2),
    "rows with a hundred thousand columns": _rows("more-findings", _HEADER[:-1] + ",x" * 100_000 + "\n"),
    "twenty thousand rows that take nothing": _rows("more-findings", _HEADER + _row(take="9", as_printed="1") * 20_000),
    "a cell of ten megabytes": _rows("max-length", _HEADER + _row(take="1", as_printed="x" * 10_000_000)),
    "a context of ten thousand brackets": _rows("not-printed", _HEADER + _row(indicator_id="calls", as_printed="6", context="[a]" * 10_000)),
    "a choice that is HTML": _rows("enum", _HEADER + _row(take="<b>")),
    "a source that is a path": _rows("foreign-key", _HEADER + _row(indicator_id="calls", source_id="../../x", as_printed="6")),
    "an open quotation mark": _rows("unclosed-quote", _HEADER + '"a\n'),
}  # fmt: skip

_PAGE = {"address": "https://example.org/a", "state": "moved", "status": 200, "final": "", "reason": ""}


def _links(said: str, text: str | bytes) -> Refused:
    return Refused(
        ("build", "{package}", "--out", "{folder}/dist", "--links", "{folder}/links.json"),
        3,
        said,
        beside("links.json", text),
    )


def _health(**changed: Any) -> str:
    entry = {
        "checked_at": "2026-01-01T00:00:00Z",
        "page": _PAGE,
        "archive": None,
        "copy": None,
        "figures": None,
        **changed,
    }
    return json.dumps({"format": "dgsn-opendata link health", "version": 1, "sources": {"alpha-2024": entry}})


LINKS = {
    "empty results": _links("no JSON", ""), "results of noise": _links("not UTF-8", bytes(range(255, 0, -1))),
    "results in UTF-16": _links("not UTF-8", _health().encode("utf-16")), "a list of results": _links("no file of link health", "[]"),
    "results nested without end": _links("lists in lists", "[" * 100_000),
    "a source twice": _links('"version" twice', _health()[:-1] + ', "version": 1}'),
    "results without a number": _links("no number of JSON", _health(figures=float("nan"))),
    "an address that is a script": _links("none of the web", _health(page={**_PAGE, "address": "javascript:alert(1)"})),
    "a page that moved to a script": _links("none of the web", _health(page={**_PAGE, "final": "javascript:alert(1)"})),
    "a copy that is a script": _links("none of the web", _health(copy={"address": "javascript:alert(1)", "taken_on": ""})),
    "a status that is none": _links("another kind", _health(page={**_PAGE, "status": -5})),
    "a status that is true": _links("another kind", _health(page={**_PAGE, "status": True})),
    "a state that is none": _links("unknown state", _health(page={**_PAGE, "state": "fine"})),
    "a figure that is a number": _links("no file of link health", _health(figures=[1])),
    "a day that does not exist": _links("out of range", _health(checked_at="2026-02-30T00:00:00Z")),
}  # fmt: skip

REFUSALS = {
    f"{kind}: {name}": case
    for kind, cases in {
        "metadata": METADATA, "articles": ARTICLES, "archives": ARCHIVES, "changelogs": CHANGELOGS, "rows": ROWS, "links": LINKS,
    }.items()
    for name, case in cases.items()
}  # fmt: skip
