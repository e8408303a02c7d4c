"""A difference in words: sections of grouped lines, which every format for people shows in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dgsn_opendata.comparing.difference import OBSERVATIONS, SERIES, SOURCES
from dgsn_opendata.comparing.meanings import MEANINGS
from dgsn_opendata.comparing.structure import is_year
from dgsn_opendata.comparing.values import say_cell
from dgsn_opendata.comparing.versions import STEPS
from dgsn_opendata.comparing.wording import count, say_counts, say_value
from dgsn_opendata.phrases import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    import pandas as pd

    from dgsn_opendata.comparing.difference import Difference
    from dgsn_opendata.comparing.releases import Release
    from dgsn_opendata.comparing.rows import TableDifference

FATES = {
    "renamed": "Renamed",
    "removed": "Removed",
    "redefined": "Redefined",
    "added": "New",
    "reworded": "Reworded",
}
_TOLD = {SERIES, OBSERVATIONS, SOURCES, *MEANINGS}  # in sections of their own
_COUNTED = ("coverage", "countries")  # follow from other tables


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under a heading, which is empty where they need none."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: its title, one sentence, and groups of lines. What is printed stands in « »."""

    title: str
    summary: str
    groups: tuple[Group, ...] = ()


def tell(difference: Difference) -> list[Section]:
    """Return the sections of a report; those that have nothing to say are left out."""
    if difference.is_empty:
        return [Section("Nothing changed", say_step(difference)), *_remarks(difference)]
    values = difference.values
    standing = values.revised.drop(values.renumbered.index)
    sections = [
        _version(difference),
        _changes("Tables and fields", difference, "structure"),
        _changes("The package", difference, "package"),
        *(_meanings(difference, *one) for one in (("Indicators", "indicator"), ("Categories", "category"))),
        _values("Revised values", values.renumbered, _say_revision),
        _values("Values that are judged otherwise", standing, _say_standing),
        _values("Removed values", values.removed, _say_removal),
        _added("New values", values.added),
        _sources(difference),
        _observations(difference),
        _other_tables(difference),
    ]
    return [one for one in sections if one.groups] + _remarks(difference)


def say_step(difference: Difference) -> str:
    """Return one sentence: which step the changes ask for, and which versions may follow.

    A version that the new release states already is held against them.
    """
    old, new, step = difference.old.version, difference.new.version, difference.step
    if step == "none":
        return f"The data is that of {old}: no new version is needed."
    after = " or ".join(difference.versions)
    said = f"The changes ask for a {step} step: {old} is followed by {after}."
    if new == old:
        return f"{said} The new release still states {new}."
    return said if difference.version_follows else f"{said} The new release states {new}, which does not follow."


def _version(difference: Difference) -> Section:
    asking = [change for change in difference.reasons if change.step == difference.step]
    counts = ", ".join(
        f"{len(found):,} {step}"
        for step in reversed(STEPS)
        if (found := [one for one in difference.reasons if one.step == step])
    )
    groups = (Group(f"What asks for it (changes: {counts})", tuple(str(one) for one in asking)),)
    return Section("Version", say_step(difference), groups)


def _changes(title: str, difference: Difference, subject: str) -> Section:
    found = [change for change in difference.reasons if change.subject == subject]
    tables = dict.fromkeys(change.where.partition(".")[0] for change in found) if subject == "structure" else [""]
    groups = tuple(
        Group(table, tuple(str(one) for one in found if not table or one.where.partition(".")[0] == table))
        for table in tables
    )
    return Section(title, f"{count(len(found), 'change')}.", groups if found else ())


def _meanings(difference: Difference, title: str, noun: str) -> Section:
    labels = _labels(difference.old, noun) | _labels(difference.new, noun)
    definitions = _definitions(difference) if noun == "indicator" else {}
    groups = []
    for fate, heading in FATES.items():
        lines: list[str] = []
        found = [change for change in difference.reasons if change.kind == f"{noun}-{fate}"]
        for one in found:
            if fate in {"added", "removed"}:
                lines.append(": ".join(filter(None, (one.where, labels.get(one.where)))))
            else:
                lines.append(f"{one.where}{', now ' if fate == 'renamed' else ': '}{one.new}")
            if fate == "redefined":
                lines += definitions.get(one.where, [])
        if found:
            groups.append(Group(f"{heading} ({len(found):,})", tuple(map(visible, lines))))
    return Section(title, "", tuple(groups))


def _labels(release: Release, noun: str) -> dict[str, str]:
    """Return what a release calls its indicators, with their unit, or its categories."""
    if noun == "indicator":
        rows = release.rows("indicators", ("indicator_id", "label_en", "unit"))
        return dict(zip(rows["indicator_id"], rows["label_en"] + " (" + rows["unit"] + ")", strict=True))
    rows = release.rows("categories", ("breakdown", "category", "label_en"))
    return dict(zip(rows["breakdown"] + "/" + rows["category"], rows["label_en"], strict=True))


def _definitions(difference: Difference) -> dict[str, list[str]]:
    """Return, by indicator, the English definition of before and of now, where it has changed."""
    rows = difference.tables["indicators"].changed if "indicators" in difference.tables else None
    if rows is None or "indicator_id" not in rows:
        return {}
    cells = rows.loc[rows["field"] == "definition_en", ["indicator_id", "old", "new"]]
    told = cells.itertuples(index=False, name=None)
    return {name: [f"    before: {was}", f"    now: {now}"] for name, was, now in told}


def _values(title: str, rows: pd.DataFrame, say: Callable[[dict[Hashable, str]], str]) -> Section:
    groups = [
        Group(str(name), tuple(visible(say(row)) for row in found.to_dict("records")))
        for name, found in rows.groupby("indicator_id")
    ]
    whose = count(len(groups), "indicator")
    return Section(title, f"{count(len(rows), 'value')} of {whose}.", tuple(groups))


def _say_revision(row: dict[Hashable, str]) -> str:
    was, now = (say_value(row[f"value_{side}"], row[f"qualifier_{side}"]) for side in ("old", "new"))
    return f"{say_cell(row, indicator=False)}: {was}, now {now}: {row['reason']}"


def _say_standing(row: dict[Hashable, str]) -> str:
    said = [
        f"{name} {row[f'{name}_old'] or 'none'}, now {row[f'{name}_new'] or 'none'}"
        for name in ("status", "caution")
        if row[f"{name}_old"] != row[f"{name}_new"]
    ]
    return f"{say_cell(row, indicator=False)}: {'; '.join(said)}: {row['reason']}"


def _say_removal(row: dict[Hashable, str]) -> str:
    return f"{say_cell(row, indicator=False)}: {say_value(row['value'], row['qualifier'])}: {row['reason']}"


def _added(title: str, rows: pd.DataFrame) -> Section:
    """Return the new values, a line a series, the whole before its parts."""
    part = rows["breakdown"] != "total"
    ordered = rows.assign(part=part).sort_values(["indicator_id", "part"], kind="stable").to_dict("records")
    by_indicator: dict[str, dict[str, list[str]]] = {}
    for row in ordered:
        parts = [f"{row['breakdown']} {row['category']}"] if row["part"] else []
        parts += [row["period"]] if row["period"] != "year" else []
        series = by_indicator.setdefault(row["indicator_id"], {}).setdefault(", ".join(parts), [])
        series.append(f"{row['year']}: {say_value(row['value'], row['qualifier'])}")
    groups = [
        Group(name, tuple(visible(": ".join(filter(None, (of, "; ".join(said))))) for of, said in series.items()))
        for name, series in by_indicator.items()
    ]
    return Section(title, f"{count(len(rows), 'value')} of {count(len(groups), 'indicator')}.", tuple(groups))


def _sources(difference: Difference) -> Section:
    rows = difference.tables.get(SOURCES)
    if rows is None:
        return Section("Sources", "")
    groups = []
    for side, found in (("New", rows.added), ("Removed", rows.removed)):
        reports = found.groupby("report_year") if "report_year" in found else ()
        for year, sources in reports:
            lines = tuple(map(_say_source, sources.to_dict("records")))
            groups.append(Group(f"{side}, on the report of {year} ({len(lines):,})", lines))
    if lines := _changed_lines(rows):
        groups.append(Group("Changed", lines))
    counts = f"{len(rows.added):,} new, {len(rows.removed):,} removed, {rows.changed_rows:,} changed."
    return Section("Sources", counts, tuple(groups))


def _say_source(row: dict[Hashable, str]) -> str:
    known = (row.get(name) for name in ("publisher", "published_on", "url"))
    return visible(f"{row['source_id']}: {', '.join(filter(None, known))}")


def _observations(difference: Difference) -> Section:
    rows, names = difference.observations, ["added", "removed", "changed"]
    lines = tuple(
        f"{name}: {say_counts(*numbers)}"
        for name, *numbers in rows[["indicator_id", *names]].itertuples(index=False, name=None)
    )
    counts = say_counts(*rows[names].sum().tolist())
    return Section("Observations", f"{counts}.", (Group("", lines),) if lines else ())


def _other_tables(difference: Difference) -> Section:
    groups, counted = [], []
    for name, rows in difference.tables.items():
        if name in _TOLD or rows.is_empty:
            continue
        heading = f"{name}: {say_counts(len(rows.added), len(rows.removed), rows.changed_rows)}"
        if name in _COUNTED or any(is_year(field) for field in difference.new.tables[name].schema.names):
            counted.append(heading)
            continue
        keys = (*_key_lines("new", rows, rows.added), *_key_lines("removed", rows, rows.removed))
        groups.append(Group(heading, (*keys, *_changed_lines(rows))))
    if counted:
        groups.append(Group("Tables that follow from others", tuple(counted)))
    return Section("Rows of other tables", "", tuple(groups))


def _remarks(difference: Difference) -> list[Section]:
    lines = tuple(
        visible(f"{release.where}: {remark}")
        for release in (difference.old, difference.new)
        for remark in release.remarks
    )
    return [Section("Remarks", "Not everything is as its descriptor says.", (Group("", lines),))] if lines else []


def _key_lines(word: str, rows: TableDifference, found: pd.DataFrame) -> Iterator[str]:
    names = [name for name in rows.key if name in found.columns]
    for parts in found[names].itertuples(index=False, name=None):
        yield visible(f"{word}: {', '.join(filter(None, parts))}")


def _changed_lines(rows: TableDifference) -> tuple[str, ...]:
    lines = []
    for cells in rows.changed.to_dict("records"):
        name = ", ".join(str(cells[part]) for part in rows.key if cells[part])
        lines.append(
            visible(f"{name}: {cells['field']} {cells['old'] or 'nothing'}, now {cells['new'] or 'nothing'}")
        )
    return tuple(lines)
