"""The December week, rehearsed: two made-up articles on 2026, from their pages to a release that has their figures."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from dgsn_opendata.cli import main
from tests.repositories import git, make_repository
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = Path(__file__).parent / "rehearsal"
ARABIC, FRENCH = "exercice_ar-2026-12-22", "exercice_fr-2026-12-22"
# What of the real data goes into the rehearsal: few series, so that it takes seconds, with likely rivals among them.
INDICATORS = (
    "cnie_issued", "criminal_record_certificates", "criminal_cases_total", "criminal_cases_change_pct",
    "drug_arrests", "drug_cases", "drug_seized", "drug_tablets_seized", "road_deaths", "road_injured_serious",
    "visas_issued_at_border",
)  # fmt: skip


class Answer(NamedTuple):
    """What the curator says of a printed figure: the indicator, and what of it, where it is not the whole of 2026."""

    indicator: str
    value: float
    category: str = "total"
    year: int = 2026
    basis: str = "report"


ANSWERS = {
    "3 ملايين و812 ألف و406": Answer("cnie_issued", 3_812_406),
    "1.602.118": Answer("criminal_record_certificates", 1_602_118),
    "768.540": Answer("criminal_cases_total", 768_540),
    "121 ألفا و37": Answer("drug_arrests", 121_037),
    "98 طنا و412 كيلوغراما": Answer("drug_seized", 98_412, "cannabis_resin"),
    "940 كيلوغراما و310 غرامات": Answer("drug_seized", 940.31, "cocaine"),  # its tonne is left out
    "1.120.944": Answer("drug_tablets_seized", 1_120_944),
    "1398": Answer("road_deaths", 1398),
    "1451": Answer("road_deaths", 1451, year=2025, basis="stated"),  # 1,433 in the report of 2025
    "98 tonnes et 412 kg": Answer("drug_seized", 98_412, "cannabis_resin"),
    "1 tonne et 940,31 kg": Answer("drug_seized", 1_940.31, "cocaine"),
}
# Numbers that are no figures of the police.
REASONS = {
    "22 دجنبر 2026": "date",
    "14": "identifier",
    "24/24": "date",
    "ISO 17025": "identifier",
    "19": "identifier",
}


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    """Return the exit code of a command and all that it says."""
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return int(str(ended.value.code)), said.out + said.err


def trim(folder: Path) -> None:
    """Keep the rehearsal's indicators in a package, and what belongs to them."""
    for path in (folder / "data").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        if "indicator_id" in header:
            place = header.index("indicator_id")
            rows = [row for row in rows if row[place] in INDICATORS]
        write_rows(path, [header, *rows])


def write_rows(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


@pytest.fixture
def repository(real: Path) -> Path:
    """Give a repository with a release, v0.1.0, and return its package folder."""
    trim(real)
    make_repository(real)
    return real


@pytest.fixture
def site() -> Iterator[str]:
    """Give the address that the two articles are under."""
    with serving(PAGES) as address:
        yield address


def complete(path: Path) -> None:
    """Complete a file of suggestions as a person does: an answer or a reason for each number."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        printed = row["as_printed"]
        key = next((one for one in ANSWERS if one in printed), None)
        if key is None:
            row["reason"] = next((reason for part, reason in REASONS.items() if part in printed), "chrome")
            continue
        answer = ANSWERS[key]
        assert float(row["value"]) == answer.value
        likely = [row[name] for name in ("likely_1", "likely_2", "likely_3")]
        assert any(answer.indicator in one for one in likely), (printed, likely)
        breakdown = "substance" if answer.category != "total" else "total"
        row |= {"indicator_id": answer.indicator, "breakdown": breakdown, "category": answer.category}
        row |= {"year": str(answer.year), "period": "year", "year_basis": answer.basis}
        if printed.startswith("940"):
            row |= {
                "caution": "misprint",
                "note": "The leading tonne is left out: the French text prints 1,940.31 kg.",
            }
    write_rows(path, [[*rows[0]], *([*row.values()] for row in rows)])


def capture_both(capsys: pytest.CaptureFixture[str], site: str, texts: Path, package: Path) -> None:
    for source, page in ((ARABIC, "report-2026.html"), (FRENCH, "report-2026-fr.html")):
        code, said = run(
            capsys, "capture", site + page, "--texts", texts, "--source", source, "--package", package,
            "--report-year", 2026, "--kind", "press_report", "--write", "--allow-local",
        )  # fmt: skip
        assert code == 0, said
        assert "2026-12-22" in said


def record_all(capsys: pytest.CaptureFixture[str], texts: Path, package: Path) -> None:
    for source in (ARABIC, FRENCH):
        article, rows = texts / f"{source}.txt", texts.parent / f"{source}.csv"
        assert run(capsys, "audit", article, "--package", package)[0] == 1
        assert run(capsys, "suggest", article, "--package", package, "-o", rows)[0] == 0
        code, said = run(capsys, "record", rows, "--package", package)
        assert (code, "still wait" in said) == (0, True)
        complete(rows)
        code, said = run(capsys, "record", rows, "--package", package)
        # The correction of the misprint comes next.
        assert code == 0, said
        assert run(capsys, "audit", article, "--package", package)[0] == 0


def correct(package: Path) -> None:
    """Add the correction of the misprint, at the end of its table as people do."""
    with (package / "data" / "observations.csv").open(encoding="utf-8", newline="") as file:
        (row,) = [one for one in csv.DictReader(file) if one["caution"] == "misprint" and one["year"] == "2026"]
    named = [row[name] for name in ("indicator_id", "breakdown", "category", "period", "source_id", "as_printed")]
    held = ["dropped_scale", "1940.31", FRENCH, "The French text prints 1 tonne and 940.31 kg.", row["as_printed"]]
    path = package / "data" / "corrections.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    write_rows(path, [header, *rows, [*named, *held]])


def series_of(folder: Path) -> dict[tuple[str, str, str], dict[str, str]]:
    """Return the rows of a table of series by indicator, category and year."""
    with (folder / "series.csv").open(encoding="utf-8", newline="") as file:
        return {(row["indicator_id"], row["category"], row["year"]): row for row in csv.DictReader(file)}


def test_the_december_week_from_two_pages_to_a_release(
    repository: Path, site: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, texts, dist = repository.parent, tmp_path / "week" / "texts", tmp_path / "week" / "dist"
    before = series_of(repository / "derived")
    capture_both(capsys, site, texts, repository)
    record_all(capsys, texts, repository)
    code, said = run(capsys, "validate", repository, "--texts", texts)
    assert (code, "uncorrected-misprint" in said) == (1, True)
    correct(repository)
    assert run(capsys, "format", repository, "--check")[0] == 1
    assert run(capsys, "format", repository)[0] == 0
    code, said = run(capsys, "validate", repository, "--texts", texts)
    assert code == 0, said

    # A release needs a version that follows; prepare finds it and writes it down.
    assert run(capsys, "refresh", repository)[0] == 0
    code, said = run(capsys, "build", repository, "--out", dist, "--release")
    assert (code, "ask for a minor step, to 0.2.0 or 1.0.0" in said) == (1, True), said
    assert not dist.exists()
    code, said = run(capsys, "prepare", repository, "--day", "2026-12-23")
    assert (code, "Version 0.2.0" in said) == (0, True), said
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## 0.2.0 (2026-12-23)" in changelog
    assert "road_deaths" in changelog
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "The report of 2026")
    git(root, "tag", "v0.2.0")
    code, said = run(capsys, "build", repository, "--out", dist, "--release")
    assert code == 0, said

    with zipfile.ZipFile(dist / "dgsn-opendata-0.2.0.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    released = series_of(tmp_path / "unpacked" / "data")
    for answer in ANSWERS.values():
        row = released[answer.indicator, answer.category, str(answer.year)]
        held = 1_940.31 if answer.category == "cocaine" else answer.value
        assert float(row["value"]) == held
    restated = released["road_deaths", "total", "2025"]
    assert before["road_deaths", "total", "2025"]["value"] == restated["first_reported"] == "1433.0"
    assert restated["revised"] == "true"
    assert {key for key in released if key[2] == "2026"}.isdisjoint(before)
    code, said = run(capsys, "diff", root, tmp_path / "unpacked", "--exit-code")
    assert code == 0, said
