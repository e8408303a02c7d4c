"""Text hygiene: nothing in a cell that a person cannot see and a program stumbles on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsn_opendata.findings import Finding
from dgsn_opendata.hygiene import are_clean, faults_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dgsn_opendata.frames import Table

_MANY = 1000  # texts that are looked at together, and one by one where something may be wrong with them


def check_text(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every cell with what a person cannot see or a program takes for something else.

    That is control or invisible characters, outer spaces, another form than NFC, a formula, a word for missing.
    """
    for table in tables.values():
        for field in table.schema.fields:
            texts = table.categoricals[field.name]
            faults = _find_faults(texts.cat.categories.tolist())
            for line, text in texts[texts.isin(list(faults))].items() if faults else ():
                for code, what in faults[text]:
                    if code == "reads-as-missing" and field.type != "string":
                        continue  # no number or date is written so: its type is the finding
                    yield Finding(code, table.file, int(str(line)), field.name, found=what)


def _find_faults(texts: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    faults = {}
    for start in range(0, len(texts), _MANY):
        some = texts[start : start + _MANY]
        if not are_clean(some):
            faults.update({text: found for text in some if (found := faults_of(text))})
    return faults
