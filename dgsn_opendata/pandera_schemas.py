"""Pandera schemas made from Table Schemas.

Pandera's own converter (``pandera.io.from_frictionless_schema``) cannot serve: it fails on nullable integers,
reads the text "False" as true, lets invalid dates pass, anchors a pattern at its first alternative only, and drops
foreign keys and missing values. Here every constraint becomes one named check whose name is the code of its
finding, so that a failure needs no translation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.errors import EnvironmentProblem, MissingExtra
from dgsn_opendata.fieldtypes import field_type
from dgsn_opendata.schemas import read_schema

try:
    import pandera.pandas as pa
    from pandera.errors import SchemaErrors
except ImportError as error:
    raise MissingExtra("publish", "pandera") from error

__all__ = ["SchemaErrors", "pandera_schema"]

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dgsn_opendata.schemas import Field, ForeignKey, TableSchema


def pandera_schema(
    table: str | TableSchema, references: Mapping[str, pd.DataFrame] | None = None, *, categorical: bool = False
) -> pa.DataFrameSchema:
    """Return the Pandera schema of a table, for typed frames as ``load`` returns them.

    (For ``series_wide``, whose years the data decides, give ``read_schema("series_wide").with_years(…)``.)

    ``references`` are the typed frames of other tables by name; a foreign key is checked where its table is
    among them (one within the table itself always is). With ``categorical`` texts may come as categoricals, which
    are sooner judged where they repeat. Raises
    :class:`~dgsn_opendata.errors.UnknownName` for a table that does not exist.

    >>> sorted(pandera_schema("categories").columns)[:2]
    ['breakdown', 'category']
    """
    schema = read_schema(table) if isinstance(table, str) else table
    # A primary key's fields take no missing value, whether or not they say so themselves.
    columns = {
        one.name: _column(one, one.required or one.name in schema.primary_key, categorical)
        for one in schema.fields
    }
    keys = [_different(schema.primary_key, "primary-key")] if schema.primary_key else []
    keys += [_different(key, "unique-key") for key in schema.unique_keys]
    for key in schema.foreign_keys:
        if key.table == schema.name:
            keys.append(_within(key))
        elif references is not None and key.table in references:
            keys.append(_refers(key, references[key.table]))
    return pa.DataFrameSchema(columns, checks=keys, name=schema.name, strict=True, ordered=True)


def key_name(code: str, fields: Sequence[str]) -> str:
    """Return the name of the check of a key: the code of its finding and the key's fields.

    >>> key_name("foreign-key", ["breakdown", "category"])
    'foreign-key:breakdown,category'
    """
    return f"{code}:{','.join(fields)}"


def _column(field: Field, required: bool, categorical: bool) -> pa.Column:
    # A column with a code list may come as text or as a categorical; its check takes both.
    dtype = None if field.type == "string" and (field.codes or categorical) else field_type(field).dtype
    return pa.Column(dtype, checks=[*_checks(field)], nullable=not required, name=field.name)


def _checks(field: Field) -> list[pa.Check]:
    constraints = field.constraints
    parse = field_type(field).parse

    def bound(key: str) -> Any:
        return parse(str(constraints[key])) if field.type != "string" else constraints[key]

    makers: dict[str, Callable[[], pa.Check]] = {
        "unique": lambda: _check(_first_of_each, "unique"),
        "enum": lambda: pa.Check.isin([parse(str(code)) for code in constraints["enum"]], error="enum"),
        "pattern": lambda: _matches(str(constraints["pattern"])),
        "minimum": lambda: pa.Check.ge(bound("minimum"), error="minimum"),
        "maximum": lambda: pa.Check.le(bound("maximum"), error="maximum"),
        "minLength": lambda: pa.Check.str_length(min_value=constraints["minLength"], error="min-length"),
        "maxLength": lambda: pa.Check.str_length(max_value=constraints["maxLength"], error="max-length"),
    }
    declared = [key for key in makers if constraints.get(key) is not None and constraints[key] is not False]
    return [makers[key]() for key in declared]


def _check(function: Callable[[Any], Any], code: str) -> pa.Check:
    return pa.Check(function, error=code, name=code, ignore_na=False)


def _matches(pattern: str) -> pa.Check:
    try:
        whole = re.compile(pattern)
    except re.error as error:
        raise EnvironmentProblem(
            f"A schema has the pattern {pattern}, which is no regular expression ({error})",
            "Correct it in the schema's file.",
        ) from error
    return _check(lambda texts: texts.isna() | texts.isin(_matching(whole, texts)), "pattern")


def _matching(pattern: re.Pattern[str], texts: pd.Series) -> list[Any]:
    # Each text is looked at once; the columns repeat few.
    return [text for text in texts.unique() if isinstance(text, str) and pattern.fullmatch(text)]


def _first_of_each(values: pd.Series) -> pd.Series:
    return ~values.duplicated() | values.isna()


def _different(fields: Sequence[str], code: str) -> pa.Check:
    names = list(fields)
    # A key with a missing part names no row; for a primary key that is a fault of its own.
    return _check(
        lambda frame: ~frame.duplicated(subset=names) | frame[names].isna().any(axis="columns"),
        key_name(code, fields),
    )


def _within(key: ForeignKey) -> pa.Check:
    return _check(lambda frame: _known(frame, key, frame), key_name("foreign-key", key.fields))


def _refers(key: ForeignKey, reference: pd.DataFrame) -> pa.Check:
    return _check(lambda frame: _known(frame, key, reference), key_name("foreign-key", key.fields))


def _known(frame: pd.DataFrame, key: ForeignKey, reference: pd.DataFrame) -> pd.Series:
    """Whether each row names a row of the reference; a key with any part missing names none and is fine."""
    wanted = frame[list(key.fields)]
    if len(key.fields) == 1:
        known = wanted[key.fields[0]].isin(reference[key.reference[0]])
    else:
        pairs = wanted.drop_duplicates()
        rows = reference[list(key.reference)].set_axis(key.fields, axis="columns")
        for name in key.fields:  # few rows of a large table are referred to
            rows = rows[rows[name].isin(pairs[name])]
        rows = rows.drop_duplicates().assign(known=True)
        unknown = pairs[pairs.merge(rows, how="left")["known"].isna().to_numpy()].dropna()
        known = ~pd.Series(False, index=frame.index)
        if len(unknown):
            known = wanted.merge(unknown.assign(unknown=True), how="left")["unknown"].isna().set_axis(frame.index)
    return known | wanted.isna().any(axis="columns")
