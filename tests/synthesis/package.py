"""A whole package folder around synthesized observations, in the form that ``format --check`` wants."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from dgsn_opendata import store
from dgsn_opendata.schemas import read_schema, table_names
from tests.synthesis.levels import Levels
from tests.synthesis.nodes import read_world
from tests.synthesis.rows import LAST_YEAR, POOL, Rows

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


_MOST_YEARS, _MOST_SOURCES = 30, 5000
_LANGUAGES, _SPOKEN = np.array(["ar", "fr", "en"]), (0.51, 0.41, 0.08)
_KINDS, _PRINTED = (
    ["press_report", "communique_reprint", "aggregator", "opinion", "official_communique"],
    (0.70, 0.24, 0.04, 0.01, 0.01),
)
_OUTLETS = (
    "alpha_press",
    "beta_news",
    "gamma24",
    "delta_maroc",
    "epsilon_post",
    "zeta_info",
    "eta_presse",
    "theta_tv",
)
_RELATIONS = ("part_of", "share_of", "growth_of")
_GAP = ("1960", "1970")  # before all that is synthesized


def write_synthesis(rows: int, folder: Path) -> None:
    """Write a valid package with that many observations into a folder; the same bytes for the same number.

    Its indicators, categories, breakdowns and relations are those of the real package, copied as often as the rows
    need; its figures are made up, and printed as the real ones are. A few thousand sources print them.
    """
    world = read_world()
    cells = len(world.nodes) * float(np.mean(world.rows_a_cell))
    years = int(min(_MOST_YEARS, max(3, round(rows / cells))))
    copies = int(rows / (cells * years) * 1.1) + 1
    levels = Levels(world, copies, years, seed=rows)
    sources = _sources(rows, years)
    languages = [group.to_numpy() for _, group in sources.groupby("report_year")["language"]]
    made = Rows(world, levels, rows, languages)
    sources, observations = sources.drop(columns="number"), _observations(made, sources)
    tables = {
        "sources": sources,
        "observations": observations,
        "corrections": _corrections(made, observations),
        "indicators": _indicators(made),
        "categories": world.tables["categories"],
        "breaks": _copied("breaks", copies),
        "gaps": _gaps(),
    }
    (folder / "data").mkdir(parents=True, exist_ok=True)
    for name in ("metadata.toml", "LICENSE", "NOTES.md"):
        shutil.copyfile(store.package_folder() / name, folder / name)
    for name in table_names("curated"):
        schema = read_schema(name)
        empty = pd.DataFrame(columns=list(schema.names))
        table = tables.get(name)
        if table is None:
            table = _copied(name) if "source_id" not in schema.names else empty
        _write(table[list(schema.names)], list(schema.sorted_by), schema.path_in(folder))


def _write(table: pd.DataFrame, keys: list[str], path: Path) -> None:
    ordered = (
        table[keys].assign(**{key: _codes(table[key]) for key in keys}).sort_values(keys, kind="stable").index
    )
    table.loc[ordered].to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def _codes(texts: pd.Series) -> NDArray[np.int64]:
    """Return the place of each text among all, by code point, what is missing last."""
    codes, known = pd.factorize(texts.astype("object"), sort=True)
    missing = np.array([text == "" for text in known], dtype=bool)
    return np.where(missing[codes], len(known), codes) if len(known) else codes


def _named(name: str, copy: int) -> str:
    return f"{name}_copy{copy + 1}" if copy and name else name


def _sources(rows: int, years: int) -> pd.DataFrame:
    """Return the sources, sorted by year; ``number`` is the place in it."""
    chance = np.random.default_rng(rows + 2)
    each = max(3 * POOL, min(rows // 6, _MOST_SOURCES) // years)
    count = each * years
    number = np.arange(count)
    year = LAST_YEAR - years + 1 + number // each
    outlet = np.array(_OUTLETS)[chance.integers(0, len(_OUTLETS), count)]
    day = [f"{one}-12-{date:02}" for one, date in zip(year, chance.integers(12, 31, count), strict=True)]
    name = [f"{one}-{date}-{at}" for one, date, at in zip(outlet, day, number, strict=True)]
    language = chance.choice(_LANGUAGES, count, p=_SPOKEN)
    carries = chance.random(count) < 0.33
    wires = [f"communique-{one}-{tongue}" for one, tongue in zip(year, language, strict=True)]
    return pd.DataFrame(
        {
            "source_id": name,
            "title": [f"Bilan annuel {one}" for one in year],
            "publisher": outlet,
            "author": "",
            "language": language,
            "published_on": day,
            "url": [f"https://example.org/{one}" for one in name],
            "archive_url": "",
            "kind": chance.choice(_KINDS, count, p=_PRINTED),
            "report_year": year.astype("str"),
            "syndicated_from": np.where(carries, wires, ""),
            "text_sha256": "",
            "captured_on": "",
            "note": "",
            "number": number,
        }
    )


def _observations(made: Rows, sources: pd.DataFrame) -> pd.DataFrame:
    frame, nodes = made.frame, made.world.nodes
    copies = made.levels.shape[0]
    first = LAST_YEAR - made.years
    at = frame["node"].to_numpy() * copies + frame["copy"].to_numpy()
    names = np.array([_named(node.indicator, copy) for node in nodes for copy in range(copies)], dtype=object)
    spans = [node.period.format(year, year - 1) for node in nodes for year in range(first, LAST_YEAR + 1)]
    span = np.array(spans, dtype=object)[frame["node"] * (made.years + 1) + frame["year"]]
    columns = {
        name: np.array([getattr(node, name) for node in nodes], dtype=object)[frame["node"]]
        for name in ("breakdown", "category")
    }
    return pd.DataFrame(
        {
            "indicator_id": names[at],
            "year": np.where(frame["year"] > 0, (frame["year"] + first).astype("str"), ""),
            "period": span,
            "year_basis": frame["year_basis"],
            **columns,
            "value": _values(frame["number"], frame["scale"]),
            "qualifier": frame["qualifier"],
            "as_printed": frame["as_printed"],
            "occurrence": "",
            "source_id": sources["source_id"].to_numpy()[frame["source"]],
            "reading": frame["reading"],
            "caution": frame["caution"],
            "note": frame["note"],
        }
    )


def _values(numbers: pd.Series, scales: pd.Series) -> list[str]:
    """Return numbers as the tables write them: no fraction where there is none."""
    return [
        str(number) if scale == 1 else f"{number / scale:.15g}"
        for number, scale in zip(numbers, scales, strict=True)
    ]


def _corrections(made: Rows, observations: pd.DataFrame) -> pd.DataFrame:
    rows = made.frame[made.frame["witness"] >= 0]
    wrong = observations.loc[rows.index]
    return wrong[["indicator_id", "breakdown", "category", "period", "source_id", "as_printed"]].assign(
        kind="wrong_digit",
        held_value=_values(rows["held"], rows["scale"]),
        witness_id=observations["source_id"].to_numpy()[rows["witness"]],
        evidence="Another report of the year prints it so.",
        still_prints=wrong["as_printed"],
    )


def _indicators(made: Rows) -> pd.DataFrame:
    table = _copied("indicators", made.levels.shape[0])
    cut, family = made.cut
    names = {_named(name, cut) for name, number in made.world.families.items() if number == family}
    table.loc[table["indicator_id"].isin(names), "exhaustive"] = ""
    return table


def _copied(name: str, copies: int = 1) -> pd.DataFrame:
    """Return a table of the real package, its rows once for each copy of the indicators that they name."""
    path = read_schema(name).path_in(store.package_folder())
    table = pd.read_csv(path, dtype="object", keep_default_na=False, encoding="utf-8")
    columns = [column for column in ("indicator_id", *_RELATIONS) if column in table]
    made = [
        table.assign(**{one: [_named(text, copy) for text in table[one]] for one in columns})
        for copy in range(copies)
    ]
    return pd.concat(made, ignore_index=True)


def _gaps() -> pd.DataFrame:
    return _copied("gaps").assign(first_year=_GAP[0], last_year=_GAP[1])
