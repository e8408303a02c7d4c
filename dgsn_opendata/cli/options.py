"""Arguments that several commands take."""

from __future__ import annotations

from pathlib import Path

import click

FOLDER = click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
