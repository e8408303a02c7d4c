"""The types of fields: what each takes, refuses and advises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dgsn_opendata.errors import EnvironmentProblem
from dgsn_opendata.fieldtypes import advise, cast, field_type, format_value
from dgsn_opendata.schemas import EDTF, Field

if TYPE_CHECKING:
    import datetime

REDUCED = Field("day", "string", {"rdfType": EDTF})


def reads(field: Field, text: str) -> bool:
    _, wrong = cast(field, pd.Series([text]))
    return not wrong.iloc[0]


@given(st.floats(min_value=-1e15, max_value=1e15).map(lambda value: round(value, 3)))
def test_a_number_comes_back_from_its_written_form(value: float) -> None:
    assert field_type(Field("value", "number", {})).parse(format_value(value)) == value


def test_a_small_number_is_written_without_an_exponent_and_a_huge_one_is_refused() -> None:
    assert format_value(0.00001) == "0.00001"
    assert not reads(Field("value", "number", {}), "1" + "0" * 307)


@given(st.integers(-(10**17), 10**17))
def test_a_whole_number_comes_back_from_its_written_form(value: int) -> None:
    assert field_type(Field("count", "integer", {})).parse(str(value)) == value


@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_every_day_month_and_year_is_a_reduced_date(day: datetime.date, length: int) -> None:
    assert reads(REDUCED, day.isoformat()[:length])


@pytest.mark.parametrize(
    "text",
    ["2024-13", "2024-00", "2024-02-30", "24", "2024-5", "20240501", "2024-05-01T00", "٢٠٢٤", "0000", "2024-"],
)
def test_what_is_no_day_month_or_year_is_no_reduced_date(text: str) -> None:
    assert not reads(REDUCED, text)


@given(st.text(max_size=20))
def test_no_text_makes_a_type_fail(text: str) -> None:
    for kind in ("integer", "number", "boolean", "year", "yearmonth", "date", "string"):
        reads(Field("cell", kind, {}), text)
    for kind in ("uri", "email"):
        reads(Field("cell", "string", {"format": kind}), text)
    reads(REDUCED, text)


@pytest.mark.parametrize(
    ("kind", "dtype"),
    [
        ("integer", "Int64"), ("year", "Int64"), ("number", "float64"), ("boolean", "boolean"),
        ("date", "datetime64[s]"), ("yearmonth", "period[M]"), ("string", "string[python]"),
    ],
)  # fmt: skip
def test_a_column_keeps_its_dtype_also_when_empty_or_missing(kind: str, dtype: str) -> None:
    for texts in ([], [""], ["", ""]):
        values, wrong = cast(Field("cell", kind, {}), pd.Series(texts, dtype="string"))
        assert values.dtype == pd.api.types.pandas_dtype(dtype)
        assert values.isna().all()
        assert not wrong.any()


def test_other_texts_can_stand_for_a_missing_value_and_na_does_not() -> None:
    values, wrong = cast(Field("code", "string", {}), pd.Series(["NA", "-"]), missing=["", "-"])
    assert values.tolist() == ["NA", pd.NA]
    assert not wrong.any()


def test_own_texts_for_true_and_false_are_taken() -> None:
    field = Field("flag", "boolean", {"trueValues": ["oui"], "falseValues": ["non"]})
    assert reads(field, "oui")
    assert not reads(field, "true")


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("12,5", "Write 12.5: the decimal mark is a dot, and thousands are not grouped."),
        ("٧٥٤", "Write 754 in ASCII digits."),
        ("1.234.567", "Write 1234567 if these are groups of thousands."),
        ("755 541", "Write 755541 if these are groups of thousands."),
        ("1.97E+07", "A spreadsheet has shortened the number; write all its digits."),
        ("many", ""),
        ("9" * 1000, ""),
    ],
)
def test_advice_names_the_right_form_where_it_is_plain(text: str, advice: str) -> None:
    assert advise(Field("value", "number", {}), text) == advice


def test_a_type_that_the_library_does_not_know_is_refused_and_not_passed_over() -> None:
    with pytest.raises(EnvironmentProblem, match='"geopoint"'):
        field_type(Field("place", "geopoint", {}))
