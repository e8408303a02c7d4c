"""The types of Table Schema: which texts a type takes, what value each text means, which dtype a column gets.

Lexical rules are those of Table Schema 2.0, narrowed where a looser reading has bitten: digits are ASCII (Python's
``int`` would take Arabic-Indic ones, and silently), no exponent (a spreadsheet writes 1.97E+07 for 19722041 and
loses the rest), no NaN or infinity (no one prints them). A number is checked as text; nothing is repaired.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pandas as pd

from dgsn_opendata.errors import EnvironmentProblem
from dgsn_opendata.periods import first_day
from dgsn_opendata.phrases import NOTHING, any_of, phrase
from dgsn_opendata.schemas import EDTF, Field

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from dgsn_opendata.phrases import Phrase

# Patterns are compiled when they are asked for, which who loads a table does not do.
_INTEGER = r"[+-]?[0-9]+"
_NUMBER = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"
_YEAR = r"[0-9]{4}"
_YEAR_MONTH = r"[0-9]{4}-(0[1-9]|1[0-2])"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_REDUCED_DATE = r"[0-9]{4}(-[0-9]{2}){0,2}"
_NO_URI = r"[\s\"<>\\^`{|}\x00-\x1f\x7f]"  # what no address holds unescaped
_EMAIL = r"[^@\s]+@[^@\s]+\.[^@\s]+"
# Where pyarrow is installed pandas would keep texts with it, and compute with other types than without.
TEXT = pd.StringDtype("python")
_MOST_DIGITS = 18  # what a 64-bit integer always holds
_TRUE = ("true", "True", "TRUE", "1")
_FALSE = ("false", "False", "FALSE", "0")


@dataclass(frozen=True, slots=True)
class FieldType:
    """How a field's texts are read: ``parse`` gives the value or raises ValueError; ``dtype`` holds the column.

    ``expects`` says what the texts should be, once one is not: loading waits for no catalogue of phrases.
    """

    dtype: Any
    expects: Callable[[], Phrase]
    parse: Callable[[str], Any]


def field_type(field: Field) -> FieldType:
    """Return how the texts of a field are read.

    Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` for a type that the library does not know, so that no
    column ever goes unchecked.

    >>> field_type(Field("count", "integer", {})).parse("42")
    42
    """
    if field.type == "boolean":
        true = tuple(field.declaration.get("trueValues", _TRUE))
        false = tuple(field.declaration.get("falseValues", _FALSE))
        return FieldType("boolean", partial(any_of, [true[0], false[0]]), lambda text: _boolean(text, true, false))
    key = field.type
    if key == "string":
        key = "edtf" if field.declaration.get("rdfType") == EDTF else field.declaration.get("format", "string")
    try:
        return _TYPES[key]
    except KeyError:
        raise EnvironmentProblem(
            f'The schema gives {field.name} the type or format "{key}", which the library does not know',
            f"Use one of {', '.join(sorted({*_TYPES, 'boolean'}))}.",
        ) from None


def dtype_of(field: Field) -> Any:
    """Return the dtype that a loaded column has: that of its type, or ``category`` where it has a code list.

    >>> from dgsn_opendata.schemas import read_schema
    >>> dtype_of(read_schema("series")["year"]), dtype_of(read_schema("series")["status"]).name
    ('Int64', 'category')
    """
    return pd.CategoricalDtype([*field.codes]) if field.is_coded else field_type(field).dtype


def cast(field: Field, texts: pd.Series, missing: Sequence[str] = ("",)) -> tuple[pd.Series, pd.Series]:
    """Return the values of a column's distinct texts, typed, and which of them are not of the field's type.

    Both have the index of ``texts``. A missing value and a text that cannot be read are both missing in the
    values. Dtypes: ``Int64`` (integer, year), ``float64`` (number), ``boolean``, ``datetime64[s]`` (date),
    ``period[M]`` (yearmonth), ``string``.

    >>> values, wrong = cast(Field("value", "number", {}), pd.Series(["194.5", "12,5", ""]))
    >>> values.tolist(), wrong.tolist()
    ([194.5, nan, nan], [False, True, False])
    """
    kind = field_type(field)
    values: list[Any] = []
    wrong: list[bool] = []
    for text in texts.to_numpy():
        value, is_wrong = None, False
        if text not in missing:
            try:
                value = kind.parse(text)
            except ValueError:
                is_wrong = True
        values.append(value)
        wrong.append(is_wrong)
    read = pd.Series(values, index=texts.index, dtype=kind.dtype, name=field.name)
    return read, pd.Series(wrong, index=texts.index, dtype="bool", name=field.name)


def advise(field: Field, text: str) -> Phrase:
    """Return what to write instead of a text that is not of the field's type, where that is plain; else nothing.

    >>> advise(Field("value", "number", {}), "12,5")
    'Write 12.5: the decimal mark is a dot, and thousands are not grouped.'
    >>> advise(Field("year", "year", {}), "٢٠٢٤")
    'Write 2024 in ASCII digits.'
    """
    if len(text) > _MOST_DIGITS:
        return NOTHING
    kind = field_type(field)
    day_first = re.sub(
        r"^([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})$", lambda day: f"{day[3]}-{day[2]:0>2}-{day[1]:0>2}", text
    )
    repairs = (
        ("".join(str(int(one)) if one.isdecimal() else one for one in text), "write-ascii"),
        (day_first, "write-day-first"),
        (re.sub(r"^(-?[0-9]+),([0-9]{1,2})$", r"\1.\2", text), "write-point"),
        (re.sub(r"\.0+$", "", text), "write"),
        (re.sub(r"(?<=[0-9])[.,\s](?=[0-9]{3}\b)", "", text), "write-thousands"),
    )
    for repaired, advice in repairs:
        if repaired != text and _reads(kind, repaired):
            return phrase(advice, text=repaired)
    shortened = field.type in {"integer", "number"} and re.fullmatch(r"[0-9.]+[eE][+-]?[0-9]+", text)
    return phrase("write-digits") if shortened else NOTHING


def list_records(frame: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """Return the rows of a frame as plain values, what is missing as ``None``.

    >>> list_records(pd.DataFrame({"year": pd.array([2024, None], dtype="Int64")}))
    [{'year': 2024}, {'year': None}]
    """
    return frame.astype("object").where(frame.notna(), None).to_dict("records")


def format_value(value: float) -> str:
    """Return a number as the tables write it: no exponent, no group, no fraction where there is none.

    >>> format_value(19722041.0), format_value(194.5), format_value(-3.0)
    ('19722041', '194.5', '-3')
    """
    number = exact(value)
    return format(number, "f") if isinstance(number, Decimal) else str(number)


def exact(value: float) -> int | Decimal:
    """Return a number as it was written in decimals: a whole one as ``int``.

    >>> exact(19722041.0), exact(194.5)
    (19722041, Decimal('194.5'))
    """
    return int(value) if float(value).is_integer() else Decimal(repr(float(value)))


def _integer(text: str) -> int:
    if not re.fullmatch(_INTEGER, text) or len(text.lstrip("+-")) > _MOST_DIGITS:
        raise ValueError(text)
    return int(text)


def _number(text: str) -> float:
    if not re.fullmatch(_NUMBER, text) or len(text.lstrip("+-").partition(".")[0]) > _MOST_DIGITS:
        raise ValueError(text)
    return float(text)


def _boolean(text: str, true: Iterable[str], false: Iterable[str]) -> bool:
    if text in true:
        return True
    if text in false:
        return False
    raise ValueError(text)


def _year(text: str) -> int:
    if not re.fullmatch(_YEAR, text):
        raise ValueError(text)
    return int(text)


def _year_month(text: str) -> pd.Period:
    if not re.fullmatch(_YEAR_MONTH, text):
        raise ValueError(text)
    return pd.Period(text, freq="M")


def _date(text: str) -> pd.Timestamp:
    if not re.fullmatch(_DATE, text):
        raise ValueError(text)
    return pd.Timestamp(datetime.date.fromisoformat(text))


def _reduced_date(text: str) -> str:
    if not re.fullmatch(_REDUCED_DATE, text):
        raise ValueError(text)
    first_day(text)
    return text


def _uri(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(_NO_URI, text):
        raise ValueError(text)
    if parts.port == 0 or parts.username is not None:  # asking for a port that is none raises ValueError
        raise ValueError(text)
    return text


def _email(text: str) -> str:
    if not re.fullmatch(_EMAIL, text):
        raise ValueError(text)
    return text


def _reads(kind: FieldType, text: str) -> bool:
    try:
        kind.parse(text)
    except ValueError:
        return False
    return True


_TYPES = {
    "string": FieldType(TEXT, partial(phrase, "type-text"), str),
    "default": FieldType(TEXT, partial(phrase, "type-text"), str),
    "uri": FieldType(TEXT, partial(phrase, "type-uri"), _uri),
    "email": FieldType(TEXT, partial(phrase, "type-email"), _email),
    "edtf": FieldType(TEXT, partial(phrase, "type-edtf"), _reduced_date),
    "integer": FieldType("Int64", partial(phrase, "type-integer"), _integer),
    "number": FieldType("float64", partial(phrase, "type-number"), _number),
    "year": FieldType("Int64", partial(phrase, "type-year"), _year),
    "yearmonth": FieldType("period[M]", partial(phrase, "type-yearmonth"), _year_month),
    "date": FieldType("datetime64[s]", partial(phrase, "type-date"), _date),
}
