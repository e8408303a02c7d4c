"""What a frame says of itself in ``.attrs``: title, units, breaks, sources, citation, licence and version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import pandas as pd

from dgsn_opendata.metadata import read_metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dgsn_opendata.schemas import Language, TableSchema
    from dgsn_opendata.shipped import FrameOf


_UNITS = ["indicator_id", "unit"]
_AS_OF: Mapping[Language, str] = {
    "en": "after the report of {year}",
    "fr": "après le bilan de {year}",
    "ar": "بعد حصيلة {year}",
}


class Fixed(dict[Any, Any]):
    """A dictionary that cannot be changed, so that its deep copy is itself.

    pandas copies ``.attrs`` deeply at every step; hundreds of units would cost more than the step.

    >>> import copy
    >>> units = Fixed(cnie_issued="cards")
    >>> copy.deepcopy(units) is units
    True
    """

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("what a frame says of itself is shared by its copies; change a dict() of it")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __copy__(self) -> Fixed:
        return self

    def __deepcopy__(self, _: dict[int, Any]) -> Fixed:
        return self

    def __reduce__(self) -> tuple[type[Fixed], tuple[dict[Any, Any]]]:
        return Fixed, (dict(self),)


def as_of_in_words(year: int, lang: Language) -> str:
    """Return at which state of the data a frame stands, in a language.

    >>> as_of_in_words(2019, "fr")
    'après le bilan de 2019'
    """
    return _AS_OF[lang].format(year=year)


def needed_columns(lang: Language) -> dict[str, list[str]]:
    """Return which columns of which other tables :func:`table_attributes` asks for.

    >>> needed_columns("en")["breaks"]
    ['indicator_id', 'year', 'label_en']
    """
    return {"indicators": _UNITS, "breaks": ["indicator_id", "year", f"label_{lang}"]}


def table_attributes(
    frame: pd.DataFrame, schema: TableSchema, lang: Language, frame_of: FrameOf, as_of: int | None = None
) -> dict[str, Any]:
    """Return what the frame of a table says of itself.

    Keys are ``table``, ``title``, ``description``, ``language``, ``as_of`` where a year is given, ``units`` by
    indicator and ``breaks`` by indicator and year where the table has indicators, ``source_count`` where it quotes
    articles, ``citation``, ``license`` and ``version``.
    """
    attributes: dict[str, Any] = {
        "table": schema.name,
        "title": schema.title(lang),
        "description": schema.description(lang),
        "language": lang,
    }
    if as_of is not None:
        attributes["as_of"] = int(as_of)
    if "indicator_id" in schema.names:
        known = frame_of("indicators")
        units = dict(zip(*(known[name].astype("str") for name in _UNITS), strict=True))
        attributes |= {"units": Fixed(units), "breaks": breaks_of(frame_of, lang)}
    if "source_id" in schema.names:
        # A Python text remembers its hash, and pandas' nunique does not ask for it.
        attributes["source_count"] = len(set(frame["source_id"].to_numpy("object")) - {pd.NA})
    metadata = read_metadata()
    return attributes | {
        "citation": metadata.citation(lang),
        "license": metadata.licence["name"],
        "version": metadata.version,
    }


def breaks_of(frame_of: FrameOf, lang: Language) -> Fixed:
    """Return what changed in the counting, by indicator and first year of the new counting."""
    breaks: dict[str, dict[int, str]] = {}
    rows = frame_of("breaks")
    for indicator, year, label in zip(rows["indicator_id"], rows["year"], rows[f"label_{lang}"], strict=True):
        breaks.setdefault(indicator, {})[int(year)] = label
    return Fixed({indicator: Fixed(changes) for indicator, changes in breaks.items()})


def sources_of(source_ids: Iterable[str], sources: pd.DataFrame) -> Fixed:
    """Return the articles of these identifiers: publisher, title, date and address, as far as they are known.

    >>> from dgsn_opendata.shipped import read_table
    >>> sources_of(["halapress-2023-12"], read_table("sources"))["halapress-2023-12"]["publisher"]
    'Hala Press'
    """
    columns = ["publisher", "title", "published_on", "url"]
    rows = sources[sources["source_id"].isin(set(source_ids))][["source_id", *columns]]
    known = rows.astype("object").where(rows.notna(), None).to_dict("records")
    return Fixed(
        {row["source_id"]: Fixed({name: row[name] for name in columns if row[name] is not None}) for row in known}
    )
