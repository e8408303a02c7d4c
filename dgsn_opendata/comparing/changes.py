"""What can change between two releases, what each kind of change means for the version, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dgsn_opendata.phrases import visible

if TYPE_CHECKING:
    from dgsn_opendata.comparing.versions import Step

# Each kind of change: the step that it asks for, and its sentence.
KINDS: dict[str, tuple[Step, str]] = {
    "identity": ("major", "the package's {where} was {old}, now it is {new}"),
    "licence-removed": ("major", "{where} is no longer under the licence {old}"),
    "licence-added": ("minor", "{where} is under the licence {new}"),
    "metadata": ("patch", "the package's {where} is another one"),
    "file-removed": ("major", "the file {old} is removed"),
    "file-added": ("minor", "the file {new} is new"),
    "table-removed": ("major", "the table {old} is removed"),
    "table-renamed": ("major", "the table {old} is now {new}"),
    "table-added": ("minor", "the table {new} is new"),
    "key-changed": ("major", "{where} has another key: {old}, now {new}"),
    "unique-added": ("major", "{where} must now differ in {new}"),
    "unique-removed": ("minor", "{where} need no longer differ in {old}"),
    "reference-changed": ("minor", "{where} refers to other tables: {old}, now {new}"),
    "form-changed": ("major", "{where} is written otherwise: {old}, now {new}"),
    "field-removed": ("major", "the field {where} is removed"),
    "field-renamed": ("major", "the field {where} is now {new}"),
    "field-added": ("minor", "the field {where} is new"),
    "field-order": ("major", "the fields of {where} stand in another order"),
    "field-redefined": ("major", "the field {where} has another {old}"),
    "constraint-tightened": ("major", "{where} takes less than before: {old}, now {new}"),
    "constraint-changed": ("major", "{where} takes other values than before: {old}, now {new}"),
    "constraint-loosened": ("minor", "{where} takes more than before: {old}, now {new}"),
    "codes-removed": ("major", "{where} no longer knows: {old}"),
    "codes-added": ("minor", "{where} has more codes: {new}"),
    "described": ("patch", "{where} is described anew: {new}"),
    "indicator-removed": ("major", "the indicator {old} is removed"),
    "indicator-renamed": ("major", "the indicator {old} is now {new}"),
    "indicator-redefined": ("major", "the indicator {where} means another thing: {new}"),
    "indicator-reworded": ("patch", "the indicator {where} is worded anew: {new}"),
    "indicator-added": ("minor", "the indicator {new} is new"),
    "category-removed": ("major", "the category {old} is removed"),
    "category-renamed": ("major", "the category {old} is now {new}"),
    "category-redefined": ("major", "the category {where} means another thing: {new}"),
    "category-reworded": ("patch", "the category {where} is worded anew: {new}"),
    "category-added": ("minor", "the category {new} is new"),
    "named-rows-removed": ("major", "{where} has lost {old}, which other tables refer to"),
    "rows-added": ("minor", "{where} has more rows: {new}"),
    "rows-removed": ("patch", "{where} has lost rows: {old}"),
    "rows-corrected": ("patch", "{where} has rows that are corrected: {new}"),
}
_SUBJECTS = {"identity": "package", "metadata": "package", "licence": "package", "named": "rows", "rows": "rows"}


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its kind (a key of :data:`KINDS`), where it is, and what stood and stands there.

    >>> change = Change("field-removed", where="series.caution")
    >>> change.step, str(change)
    ('major', 'the field series.caution is removed')
    """

    kind: str
    where: str = ""
    old: str = ""
    new: str = ""

    @property
    def step(self) -> Step:
        """The step of the version that the change asks for."""
        return KINDS[self.kind][0]

    @property
    def subject(self) -> str:
        """What changed: ``package``, ``structure``, ``indicator``, ``category`` or ``rows``."""
        first = self.kind.partition("-")[0]
        return first if first in {"indicator", "category"} else _SUBJECTS.get(first, "structure")

    def __str__(self) -> str:
        texts = {name: visible(getattr(self, name)) or "nothing" for name in ("where", "old", "new")}
        return KINDS[self.kind][1].format(**texts)
