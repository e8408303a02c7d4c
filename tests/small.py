"""A package small enough to read at a glance, valid as it stands; tests change one thing in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsn_opendata import store
from dgsn_opendata.articles import digest
from dgsn_opendata.schemas import read_schema, table_names
from dgsn_opendata.validation import validate

if TYPE_CHECKING:
    from pathlib import Path

    from dgsn_opendata.findings import Finding

# What the articles print: every as_printed of the rows below, at its occurrence, and no figure beside these.
TEXTS = {
    "alpha-2024": (
        "Un bilan chiffré\n\nLes centres ont reçu cette année 1.000 appels au numéro 19 : 600 au nord et 400 au sud, "
        "contre 800 l’an dernier, soit une hausse de 25 %.\nParmi ces appels, 60 % étaient réels et 40 % vides ; "
        "300 étaient urgents.\n"
    ),
    "beta-2024": "استقبلت القاعات ألف مكالمة،\nوكانت سبع مكالمات في ليلة عاصفة مستعجلة.\n",
    "gamma-2025": "تم تسجيل 1010 مكالمات في السنة الماضية، مقابل ما يقرب 1200 مكالمة خلال السنة الجارية.\n",
}
DIGESTS = {source: digest(text) for source, text in TEXTS.items()}
ROWS = {
    "sources": [
        f"alpha-2024,Yearly report,Alpha,,fr,2024-12-20,https://example.org/a,,communique_reprint,2024,,{DIGESTS['alpha-2024']},,",
        f"beta-2024,Yearly report,Beta,,ar,2024-12,,,press_report,2024,,{DIGESTS['beta-2024']},,Address unknown.",
        f"gamma-2025,Next report,Gamma,,ar,2025-12-17,,,communique_reprint,2025,,{DIGESTS['gamma-2025']},2025-12-18,",
    ],
    "indicators": [
        "calls,emergency,Calls,Appels,مكالمات,Calls received.,Appels reçus.,المكالمات.,calls,flow,,,,centre,,",
        "calls_change_pct,emergency,Change,Évolution,تغير,Change.,Évolution.,التغير.,percent,growth,,,calls,,,",
        "calls_share_pct,emergency,Share,Part,حصة,Share.,Part.,الحصة.,percent,share,,calls,,kind,,",
        "urgent_calls,emergency,Urgent,Urgents,مستعجلة,Urgent.,Urgents.,المستعجلة.,calls,flow,calls,,,,,",
    ],
    "categories": [
        "centre,north,North,Nord,الشمال,,",
        "centre,south,South,Sud,الجنوب,,",
        "kind,real,Real,Réels,فعلية,,",
        "kind,void,Void,Vides,سلبية,,",
        "period,school_year,School year,Année scolaire,سنة دراسية,,",
        "period,year,Calendar year,Année civile,سنة ميلادية,,",
        "total,total,Total,Total,المجموع,,",
    ],
    "observations": [
        'calls,2024,year,report,centre,north,600,exact,600,1,alpha-2024,,,',
        'calls,2024,year,report,centre,south,400,exact,400,1,alpha-2024,,,',
        'calls,2023,year,stated,total,total,800,exact,800,1,alpha-2024,,,',
        'calls,2024,year,report,total,total,1000,exact,1.000,1,alpha-2024,,,',
        'calls,2024,year,report,total,total,1000,exact,ألف,1,beta-2024,,,',
        'calls,2024,year,stated,total,total,1010,exact,1010,1,gamma-2025,,,',
        'calls,2025,year,report,total,total,1200,nearly,ما يقرب 1200,1,gamma-2025,,,',
        'calls_change_pct,2024,year,report,total,total,25,exact,hausse de 25 %,1,alpha-2024,,,',
        'calls_share_pct,2024,year,report,kind,real,60,exact,60 %,1,alpha-2024,,,',
        'calls_share_pct,2024,year,report,kind,void,40,exact,40 %,1,alpha-2024,,,',
        'urgent_calls,2024,year,report,total,total,300,exact,300,1,alpha-2024,,,',
        'urgent_calls,,year,undated,total,total,7,exact,سبع,1,beta-2024,,,The text gives no year.',
    ],
    "waivers": ["alpha-2024,19,1,identifier,The emergency number."],
}  # fmt: skip


def write_package(folder: Path) -> Path:
    """Write the small package into a folder and return it."""
    (folder / "data").mkdir(parents=True)
    metadata = (store.package_folder() / "metadata.toml").read_text(encoding="utf-8")
    (folder / "metadata.toml").write_text(metadata, encoding="utf-8")
    for name in table_names("curated"):
        lines = [",".join(read_schema(name).names), *ROWS.get(name, [])]
        (folder / "data" / f"{name}.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    return folder


def write_texts(folder: Path) -> Path:
    """Write the articles' texts beside a package's folder, where findings() takes them from; return their folder."""
    texts = folder.parent / "texts"
    texts.mkdir()
    for source, text in TEXTS.items():
        (texts / f"{source}.txt").write_text(text, encoding="utf-8")
    return texts


def change(folder: Path, table: str, old: str, new: str) -> None:
    """Replace a text that stands once in a table's file."""
    path = folder / "data" / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {table}"
    path.write_bytes(text.replace(old, new).encode("utf-8"))


def mark_misprint(folder: Path, correction: str = "") -> None:
    """Mark a figure as a misprint and add its correction, from the kind on, where one is given."""
    figure = "1010,exact,1010,1,gamma-2025,,"
    change(folder, "observations", f"{figure},", f"{figure}misprint,Others print 1000.")
    if correction:
        row = f"calls,total,total,year,gamma-2025,1010,{correction}\n"
        rewrite(folder, "corrections", read(folder, "corrections") + row.encode())


def rewrite(folder: Path, table: str, data: bytes) -> None:
    """Put other bytes in the place of a table's file."""
    (folder / "data" / f"{table}.csv").write_bytes(data)


def read(folder: Path, table: str) -> bytes:
    """Return the bytes of a table's file."""
    return (folder / "data" / f"{table}.csv").read_bytes()


def places(folder: Path) -> list[tuple[str, str, int | None, str | None]]:
    """Return code, file, line and column of every finding of a folder."""
    return [(one.code, one.file, one.line, one.column) for one in findings(folder)]


def findings(folder: Path) -> list[Finding]:
    """Return every finding of a folder, about its articles too where their texts are at hand."""
    texts = folder.parent / "texts"
    return list(validate(folder, texts if texts.is_dir() else None).findings)
