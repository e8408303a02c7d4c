"""Tables as frames of polars, for those who work with it; pandas and polars need no pyarrow for this."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from dgsn_opendata.errors import EnvironmentProblem

if TYPE_CHECKING:
    import polars


def to_polars(frame: pd.DataFrame) -> polars.DataFrame:
    """Return a loaded frame as one of polars.

    A code list is an ``Enum`` of its codes, whole numbers and years are ``Int64``, numbers ``Float64``, flags
    ``Boolean``, days ``Date``, and everything else ``String``; missing is null.

    Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` where polars is not installed.

    >>> from dgsn_opendata.shipped import read_table
    >>> to_polars(read_table("series")).schema["year"]
    Int64
    """
    try:
        import polars
    except ImportError as error:
        raise EnvironmentProblem("This needs polars, which is not installed", "Run: pip install polars") from error
    columns = []
    for name in frame.columns:
        values = frame[name]
        kind: Any = polars.String
        if isinstance(values.dtype, pd.CategoricalDtype):
            kind = polars.Enum([str(code) for code in values.dtype.categories])
        elif pd.api.types.is_bool_dtype(values.dtype):
            kind = polars.Boolean
        elif pd.api.types.is_integer_dtype(values.dtype):
            kind = polars.Int64
        elif pd.api.types.is_float_dtype(values.dtype):
            kind = polars.Float64
        elif pd.api.types.is_datetime64_dtype(values.dtype):
            kind, values = polars.Date, values.dt.date
        elif isinstance(values.dtype, pd.PeriodDtype):
            values = values.astype("str").where(values.notna())
        cells = values.astype("object").where(values.notna(), None).tolist()
        columns.append(polars.Series(str(name), cells, dtype=kind))
    return polars.DataFrame(columns)
