"""What single observations must be, beyond their schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsn_opendata.phrases import phrase
from dgsn_opendata.schemas import whole_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dgsn_opendata.findings import Finding
    from dgsn_opendata.frames import Table

_EXPLAINED_BASES = ("corrected", "inferred", "undated")


def check_whole_numbers(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every count that is negative or has a fraction."""
    table, indicators = tables["observations"], tables["indicators"]
    units = indicators.values.drop_duplicates("indicator_id").set_index("indicator_id")["unit"]
    counted, value = units[units.isin(whole_units())], table.values["value"]
    wrong = value.notna() & ((value % 1 != 0) | (value < 0)) & table.values["indicator_id"].isin(counted.index)
    for line, indicator in table.values.loc[wrong, "indicator_id"].items():
        expected = phrase("whole-number", unit=str(counted[indicator]))
        yield table.finding("whole-number", int(str(line)), "value", expected=expected)


def check_year_basis(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every observation whose year and basis do not fit, or whose basis wants a note and has none."""
    table = tables["observations"]
    values = table.values
    undated = values["year_basis"].isin(["undated"])
    bad_year = ~table.texts["year"].isin(table.schema.missing_values) & undated
    unread = [line for line, column in table.wrong if column == "year"]
    bad_year |= values["year"].isna() & values["year_basis"].notna() & ~undated & ~values.index.isin(unread)
    for line, basis in table.texts.loc[bad_year, "year_basis"].items():
        expected = phrase("no-year" if basis == "undated" else "a-year")
        yield table.finding("year-basis", int(str(line)), "year", expected=expected)
    unexplained = values["year_basis"].isin(_EXPLAINED_BASES) & values["note"].isna()
    for line, basis in table.texts.loc[unexplained, "year_basis"].items():
        yield table.finding("year-basis", int(str(line)), "note", expected=phrase("note-on-year", basis=basis))


def check_cautions(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every observation that is marked as not to be trusted and does not say why."""
    table = tables["observations"]
    unexplained = table.values["caution"].notna() & table.values["note"].isna()
    for line in table.values.index[unexplained]:
        yield table.finding("unexplained-caution", int(line), "note", expected=phrase("why-caution"))


def check_occurrences(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every observation without an occurrence though its source's text was captured."""
    table, sources = tables["observations"], tables["sources"].values
    captured = sources.loc[sources["text_sha256"].notna(), "source_id"]
    bare = table.texts["occurrence"].isin(table.schema.missing_values)
    for line in table.values.index[bare & table.values["source_id"].isin(captured)]:
        yield table.finding("no-occurrence", int(line), "occurrence", expected=phrase("which-appearance"))


def check_years(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every observation with another year than its report's own, or a later one though it is no plan."""
    table = tables["observations"]
    reports = tables["sources"].values.drop_duplicates("source_id").set_index("source_id")["report_year"]
    kinds = tables["indicators"].values.drop_duplicates("indicator_id").set_index("indicator_id")["value_kind"]
    report, year = reports.reindex(table.values["source_id"]).set_axis(table.values.index), table.values["year"]
    other = (year != report) & table.values["year_basis"].isin(["report"])
    later = (year > report) & table.values["indicator_id"].isin(kinds.index[(kinds != "plan").fillna(value=False)])
    for line, wanted in report[(other | later).fillna(value=False)].items():
        yield table.finding("year-basis", int(str(line)), "year", expected=phrase("report-year", year=str(wanted)))
