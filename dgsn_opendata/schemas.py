"""The shape of each table, read from its Table Schema: the single declaration that everything else derives from.

The files follow Table Schema 2.0 (https://datapackage.org/standard/table-schema/). Extra properties, which the
standard allows, carry what it has no place for: ``title_fr``, ``description_ar`` and the like for the languages,
``kind`` (``curated`` by people or ``derived`` by the library), ``sortedBy`` where rows are sorted by more than the
primary key, ``sources`` and ``licenses`` of a table that quotes no article, ``yearFields``, the declaration
shared by the columns of a table that has one a year, and of a field the ``unit``: a code of UCUM or the column
that states it.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, cast

from dgsn_opendata import store
from dgsn_opendata.errors import EnvironmentProblem, UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Language = Literal["en", "fr", "ar"]
# The names of the schema files, for editors to complete and type checkers to hold a call against.
TableName = Literal[
    "breaks", "categories", "cooperation", "corrections", "countries", "coverage", "deployments", "gaps",
    "indicators", "observations", "places", "projects", "series", "series_wide", "sources", "structures",
    "systems", "waivers",
]  # fmt: skip
LANGUAGES: tuple[Language, ...] = ("en", "fr", "ar")
TOTAL = "total"  # breakdown and category of whole figures
UNPROVED = ("ambiguous", "unread")  # readings of which the size or more is not proved by the printed figure
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF-level0"  # ISO 8601 dates to the year, month or day


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name, type, constraints, code list and its words in three languages."""

    name: str
    type: str
    declaration: Mapping[str, Any]
    _labels: dict[Language, Mapping[str, str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def constraints(self) -> Mapping[str, Any]:
        """The constraints as the schema declares them; empty where there are none."""
        constraints: Mapping[str, Any] = self.declaration.get("constraints", {})
        return constraints

    @property
    def required(self) -> bool:
        """Whether every row must have a value."""
        return bool(self.constraints.get("required", False))

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the field's code list, in the schema's order; empty where it has none."""
        return tuple(str(code) for code in self.constraints.get("enum", ()))

    @property
    def is_coded(self) -> bool:
        """Whether the texts of the field are codes of its list."""
        return bool(self.codes) and self.type == "string"

    def labels(self, language: Language) -> Mapping[str, str]:
        """Return the label of each code of the field's code list in a language.

        >>> read_schema("observations")["qualifier"].labels("fr")["more_than"]
        'plus de'
        """
        if language not in self._labels:
            entries = {str(entry["value"]): words(entry, "label", language) for entry in self.categories}
            self._labels[language] = entries
        return self._labels[language]

    @property
    def categories(self) -> tuple[Mapping[str, Any], ...]:
        """The entries of the code list as declared: value, labels, and what else the schema says of each."""
        return tuple(self.declaration.get("categories", ()))

    @property
    def unit(self) -> str | None:
        """The unit of a measured column: a code of UCUM, or where each row has its own the column that states it.

        That is a column of the same table, or ``table.column`` of one that the row refers to.

        >>> read_schema("places")["latitude"].unit, read_schema("series")["value"].unit
        ('UCUM:deg', 'indicators.unit')
        """
        return self.declaration.get("unit")

    def title(self, language: Language) -> str:
        """Return the column's title in a language."""
        return words(self.declaration, "title", language)

    def description(self, language: Language) -> str:
        """Return what the column holds, in a language."""
        return words(self.declaration, "description", language)


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Fields of a table that name a row of another one (or of the same one)."""

    fields: tuple[str, ...]
    table: str
    reference: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableSchema:
    """The shape of one table. ``schema["year"]`` is a field; iterating gives all fields in order."""

    name: str
    fields: tuple[Field, ...]
    declaration: Mapping[str, Any]

    @classmethod
    def from_declaration(cls, name: str, declaration: Mapping[str, Any]) -> TableSchema:
        """Return the schema that a Table Schema declares (as parsed from its JSON)."""
        fields = tuple(Field(field["name"], field.get("type", "any"), field) for field in declaration["fields"])
        return cls(name, fields, declaration)

    def __getitem__(self, name: str) -> Field:
        for one in self.fields:
            if one.name == name:
                return one
        raise UnknownName(f"column of {self.name}", name, self.names)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names, in order."""
        return tuple(field.name for field in self.fields)

    @property
    def kind(self) -> str:
        """``curated`` (written by people) or ``derived`` (written by the library)."""
        return str(self.declaration.get("kind", "curated"))

    @property
    def primary_key(self) -> tuple[str, ...]:
        """The fields that together name a row."""
        return _names(self.declaration.get("primaryKey", ()))

    @property
    def unique_keys(self) -> tuple[tuple[str, ...], ...]:
        """Further groups of fields that together differ in every row."""
        return tuple(_names(key) for key in self.declaration.get("uniqueKeys", ()))

    @property
    def sorted_by(self) -> tuple[str, ...]:
        """The fields that rows are sorted by: ``sortedBy`` where declared, else the primary key."""
        return _names(self.declaration.get("sortedBy", ())) or self.primary_key

    @property
    def foreign_keys(self) -> tuple[ForeignKey, ...]:
        """The references to other tables; one within this table names it."""
        return tuple(
            ForeignKey(
                _names(key["fields"]),
                key["reference"].get("resource") or self.name,
                _names(key["reference"]["fields"]),
            )
            for key in self.declaration.get("foreignKeys", ())
        )

    @property
    def missing_values(self) -> tuple[str, ...]:
        """The texts that stand for no value."""
        return tuple(self.declaration.get("missingValues", ("",)))

    @property
    def has_years(self) -> bool:
        """Whether the table has a column a year, declared by ``yearFields``, and a file a language."""
        return "yearFields" in self.declaration

    def path_in(self, folder: Path) -> Path:
        """Return where a package folder keeps the table: ``data/``, or ``derived/`` where there is such.

        >>> from pathlib import Path
        >>> read_schema("sources").path_in(Path("package")).as_posix()
        'package/data/sources.csv'
        """
        derived = folder / "derived"
        part = derived if self.kind == "derived" and derived.is_dir() else folder / "data"
        return part / f"{self.name}.csv"

    def title(self, language: Language) -> str:
        """Return the table's title in a language."""
        return words(self.declaration, "title", language)

    def description(self, language: Language) -> str:
        """Return what one row of the table is, in a language."""
        return words(self.declaration, "description", language)

    def with_years(self, years: Iterable[int]) -> TableSchema:
        """Return the schema with one more field a year, as ``yearFields`` declares them.

        >>> read_schema("series_wide").with_years([2023, 2024]).names[-2:]
        ('2023', '2024')
        """
        template = self.declaration["yearFields"]
        keys = ("name", "title", *(f"title_{language}" for language in LANGUAGES[1:]))
        added = [template | dict.fromkeys(keys, str(year)) for year in years]
        declaration = {key: value for key, value in self.declaration.items() if key != "yearFields"}
        declaration["fields"] = [*self.declaration["fields"], *added]
        return self.from_declaration(self.name, declaration)


def words(declaration: Mapping[str, Any], key: str, language: Language) -> str:
    """Return a text of a declaration in a language; the plain key is English, as the standard's tools read it."""
    return str(declaration[key if language == "en" else f"{key}_{language}"])


def whole_units() -> frozenset[str]:
    """Return the units that count whole things, as the schema of indicators marks them.

    >>> sorted({"percent", "persons"} & whole_units())
    ['persons']
    """
    return frozenset(
        entry["value"] for entry in read_schema("indicators")["unit"].categories if entry.get("whole")
    )


def check_language(language: str) -> None:
    """Raise :class:`~dgsn_opendata.errors.UnknownName` for a language that the package does not speak.

    >>> check_language("fr")
    """
    if language not in LANGUAGES:
        raise UnknownName("language", language, LANGUAGES, listing=f"The languages are {', '.join(LANGUAGES)}.")


def table_names(kind: str | None = None) -> list[TableName]:
    """Return the names of all tables in alphabetical order, or of those of one kind.

    >>> table_names("derived")
    ['countries', 'coverage', 'series', 'series_wide']
    """
    names = cast("list[TableName]", sorted(path.stem for path in store.schemas_folder().glob("*.json")))
    return [name for name in names if kind is None or read_schema(name).kind == kind]


@functools.cache
def read_schema(name: str) -> TableSchema:
    """Return the schema of a table.

    Raises :class:`~dgsn_opendata.errors.UnknownName` for a name that no table has.

    >>> read_schema("observations").primary_key[0]
    'indicator_id'
    """
    folder = store.schemas_folder()
    known = [path.stem for path in folder.glob("*.json")]
    if name not in known:
        raise UnknownName("table", name, known, listing=f"The tables are {', '.join(sorted(known))}.")
    return parse_schema(folder / f"{name}.json")


def parse_schema(path: Path) -> TableSchema:
    """Return the schema that a JSON file declares; its file name is the table's name.

    Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` where the file is no Table Schema.
    """
    try:
        declaration = json.loads(path.read_text(encoding="utf-8"))
        return TableSchema.from_declaration(path.stem, declaration)
    except (ValueError, KeyError, TypeError) as error:
        raise EnvironmentProblem(
            f"{path.name} is not a Table Schema ({error!r})", "Take the file from the release again."
        ) from error


def _names(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
