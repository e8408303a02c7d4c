"""The SDMX files, read back by pysdmx and validated against the schemas of SDMX-ML 3.0."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pysdmx.io import get_datasets, read_sdmx
from pysdmx.model import Codelist, DataStructureDefinition

from dgsn_opendata import load, store
from dgsn_opendata.exports.sdmx import sdmx_files, time_range
from dgsn_opendata.fieldtypes import format_value
from dgsn_opendata.periods import is_interval
from dgsn_opendata.schemas import LANGUAGES, read_schema
from tests.packages import make
from tests.small import change

if TYPE_CHECKING:
    from pathlib import Path

    from dgsn_opendata.package import Package

KEY = ["FREQ", "INDICATOR", "CATEGORY", "PERIOD_KIND", "TIME_PERIOD"]
FIXED = ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
SPACES = {
    "str": "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/structure",
    "com": "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/common",
}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
days = st.dates(date(1956, 1, 1), date(2100, 12, 31)).map(date.isoformat)
dates = st.builds(lambda day, precision: day[:precision], days, st.sampled_from([4, 7, 10]))


@pytest.fixture(scope="module")
def files(package: Package) -> dict[str, bytes]:
    return {file.path: file.data for file in sdmx_files(package)}


@pytest.fixture(scope="module")
def text(files: dict[str, bytes]) -> str:
    return files["sdmx/series.csv"].decode("utf-8")


@pytest.fixture(scope="module")
def rows(text: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(text), dtype="str", keep_default_na=False)


@pytest.fixture(scope="module")
def xml(files: dict[str, bytes]) -> str:
    return files["sdmx/structure.xml"].decode("utf-8")


@pytest.fixture(scope="module")
def structures(xml: str) -> Any:
    return read_sdmx(xml, validate=True).structures


@pytest.fixture(scope="module")
def codelists(structures: Any) -> dict[str, Codelist]:
    return {one.id: one for one in structures if isinstance(one, Codelist)}


@pytest.fixture(scope="module")
def components(structures: Any) -> Any:
    (structure,) = [one for one in structures if isinstance(one, DataStructureDefinition)]
    return structure.components


def names(xml: str, codelist: str) -> dict[tuple[str, str], str]:
    """Return the names of a code list's codes by code and language."""
    root = ET.fromstring(xml)
    return {
        (code.attrib["id"], name.attrib[LANGUAGE]): str(name.text)
        for code in root.iterfind(f".//str:Codelist[@id='{codelist}']/str:Code", SPACES)
        for name in code.iterfind("com:Name", SPACES)
    }


def test_the_files_say_what_they_are_in_three_languages(package: Package) -> None:
    made = list(sdmx_files(package))
    assert [(file.name, file.path, file.kind) for file in made] == [
        ("series.sdmx", "sdmx/series.csv", "sdmx-csv"),
        ("structure.sdmx", "sdmx/structure.xml", "sdmx-ml"),
    ]
    assert all(set(file.titles) == set(file.descriptions) == set(LANGUAGES) for file in made)


def test_the_small_package_makes_a_valid_structure(small: Path) -> None:
    structure = [file.data.decode() for file in sdmx_files(make(small))][1]
    assert read_sdmx(structure, validate=True).structures


def test_the_structure_is_maintained_by_the_package_and_not_by_the_police(structures: Any) -> None:
    scheme, *others = structures
    assert [(one.id, one.name) for one in scheme.items] == [("DGSN_OPENDATA", "dgsn-opendata maintainers")]
    assert {getattr(one.agency, "id", one.agency) for one in others} == {"DGSN_OPENDATA"}


def test_every_column_of_the_data_is_a_component_in_the_structure_s_order(
    rows: pd.DataFrame, components: Any
) -> None:
    ids = [one.id for part in (components.dimensions, components.measures, components.attributes) for one in part]
    assert list(rows.columns) == [*FIXED, *ids]
    assert [one.id for one in components.dimensions] == KEY


def test_every_column_of_the_series_is_in_the_data(rows: pd.DataFrame) -> None:
    others = {"indicator_id", "breakdown", "period", "year", "value"}  # in the key or the measure
    assert {name.upper() for name in read_schema("series").names if name not in others} <= set(rows.columns)


def test_every_code_of_the_data_is_in_its_code_list(
    rows: pd.DataFrame, components: Any, codelists: dict[str, Codelist]
) -> None:
    coded = [one.id for one in components if one.enumeration]
    assert {f"CL_{name}" for name in coded} == set(codelists)
    assert set(KEY[:-1]) < set(coded)
    for name in coded:
        known = {code.id for code in codelists[f"CL_{name}"].items}
        assert set(rows[name]) - {""} <= known


def test_required_components_are_never_empty(rows: pd.DataFrame, components: Any) -> None:
    required = [one.id for one in components if one.required]
    assert not (rows[required] == "").any().any()
    assert {"CAUTION", "OCCURRENCE"} == {one.id for one in components} - set(required)


def test_pysdmx_reads_the_series_with_its_structure(text: str, xml: str) -> None:
    (dataset,) = get_datasets(text, xml)
    series = load("series")
    data = dataset.data
    assert len(data) == len(series)
    assert data["OBS_VALUE"].astype("float64").tolist() == series["value"].tolist()
    assert data["INDICATOR"].tolist() == series["indicator_id"].tolist()
    assert data["AS_PRINTED"].tolist() == series["as_printed"].tolist()


def test_values_are_written_as_the_tables_write_them(rows: pd.DataFrame) -> None:
    series = load("series")
    assert rows["OBS_VALUE"].tolist() == [format_value(value) for value in series["value"]]
    assert rows["REVISED"].tolist() == series["revised"].map({True: "true", False: "false"}).tolist()
    assert rows["OCCURRENCE"].tolist() == [str(one) if pd.notna(one) else "" for one in series["occurrence"]]


def test_keys_are_unique_and_lead_back_to_the_series(rows: pd.DataFrame) -> None:
    assert not rows.duplicated(KEY).any()
    series = load("series")
    whole = rows["CATEGORY"].replace("_T", "total-total")
    assert whole.tolist() == (series["breakdown"] + "-" + series["category"]).tolist()
    yearly = ~is_interval(series["period"])
    assert rows.loc[yearly, "PERIOD_KIND"].tolist() == series.loc[yearly, "period"].tolist()
    assert rows.loc[yearly, "TIME_PERIOD"].tolist() == series.loc[yearly, "year"].astype("str").tolist()
    assert set(rows.loc[yearly, "FREQ"]) == {"A"}
    assert rows.loc[~yearly, ["FREQ", "PERIOD_KIND"]].drop_duplicates().to_numpy().tolist() == [["_Z", "interval"]]


def test_units_are_those_of_the_indicators(rows: pd.DataFrame) -> None:
    units = load("indicators").set_index("indicator_id")["unit"]
    assert rows["UNIT_MEASURE"].tolist() == rows["INDICATOR"].map(units).tolist()


@given(dates, dates)
def test_a_time_range_covers_the_days_of_its_interval(first: str, last: str) -> None:
    begin, end = pd.Period(first).start_time.normalize(), pd.Period(last).end_time.normalize()
    assume(begin <= end)
    start, _, duration = time_range(f"{first}/{last}").partition("/")
    number, unit = re.fullmatch(r"P([0-9]+)([YMD])", duration).groups()  # type: ignore[union-attr]
    count: dict[str, Any] = {{"Y": "years", "M": "months", "D": "days"}[unit]: int(number)}
    assert pd.Timestamp(start) == begin
    assert pd.Timestamp(start) + pd.DateOffset(**count) - pd.Timedelta(days=1) == end


def test_labels_are_the_tables_own_in_three_languages(xml: str) -> None:
    indicators = names(xml, "CL_INDICATOR")
    categories = names(xml, "CL_CATEGORY") | names(xml, "CL_PERIOD_KIND")
    for language in LANGUAGES:
        for row in load("indicators").to_dict("records"):
            assert indicators[row["indicator_id"], language] == row[f"label_{language}"]
        for row in load("categories").to_dict("records"):
            code = row["category"] if row["breakdown"] == "period" else f"{row['breakdown']}-{row['category']}"
            assert categories[code.replace("total-total", "_T"), language] == row[f"label_{language}"]
        for code, label in read_schema("series")["status"].labels(language).items():
            assert names(xml, "CL_STATUS")[code, language] == label


def test_codes_stand_below_the_code_that_includes_them(small: Path) -> None:
    change(small, "categories", "centre,south,South,Sud,الجنوب,,", "centre,south,South,Sud,الجنوب,,north")
    root = ET.fromstring([file.data for file in sdmx_files(make(small))][1])
    parents = {
        code.attrib["id"]: code.findtext("str:Parent", namespaces=SPACES)
        for code in root.iterfind(".//str:Code", SPACES)
    }
    assert {code: parent for code, parent in parents.items() if parent} == {
        "centre-south": "centre-north",
        "urgent_calls": "calls",
    }


def test_units_and_sources_lead_out_of_the_package(codelists: dict[str, Codelist], package: Package) -> None:
    units = {code.id: code.annotations for code in codelists["CL_UNIT_MEASURE"].items}
    assert [(one.type, one.title) for one in units["kg"]] == [("UCUM", "kg")]
    assert [(one.type, one.title) for one in units["MAD"]] == [("ISO4217", "MAD")]
    sources = {code.id: code for code in codelists["CL_SOURCE_ID"].items}
    for source in package.sources:
        assert [(one.type, one.url) for one in sources[source.source_id].annotations] == (
            [("url", source.url)] if source.url else []
        )


def test_lists_that_copy_sdmx_s_codes_say_so(codelists: dict[str, Codelist]) -> None:
    for name in ("CL_FREQ", "CL_OBS_STATUS"):
        assert f"SDMX’s cross-domain code list {name}" in str(codelists[name].description)


def test_the_same_package_gives_the_same_bytes(package: Package, files: dict[str, bytes]) -> None:
    assert {file.path: file.data for file in sdmx_files(package)} == files


def test_the_data_is_csv_as_rfc_4180_has_it(text: str) -> None:
    lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(line) for line in lines} == {len(lines[0])}
    assert "\r" not in text
    assert text.endswith("\n")
    assert {tuple(line[:3]) for line in lines[1:]} == {("dataflow", "DGSN_OPENDATA:SERIES(1.0)", "I")}


def test_no_clock_and_no_machine_shows_in_the_files(package: Package, files: dict[str, bytes], xml: str) -> None:
    assert f"<mes:Prepared>{package.metadata.released}T00:00:00Z</mes:Prepared>" in xml
    for data in files.values():
        assert str(store.package_folder().parent).encode() not in data
