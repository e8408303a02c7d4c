"""Text hygiene: nothing in a cell that a person cannot see and a program stumbles on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dgsn_opendata.findings import Finding
from dgsn_opendata.hygiene import faults_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dgsn_opendata.frames import Table


def check_text(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield every cell with what a person cannot see or a program takes for something else.

    That is control or invisible characters, outer spaces, another form than NFC, a formula, a word for missing.
    """
    for table in tables.values():
        for field in table.schema.fields:
            texts = table.texts[field.name]
            faults = {text: found for text in texts.unique() if (found := faults_of(text))}
            for line, text in texts[texts.isin(list(faults))].items():
                for code, what in faults[text]:
                    if code == "reads-as-missing" and field.type != "string":
                        continue  # no number or date is written so: its type is the finding
                    yield Finding(code, table.file, int(str(line)), field.name, found=what)
