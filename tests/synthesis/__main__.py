"""``python -m tests.synthesis ROWS [FOLDER]``: write a package with that many observations."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.synthesis.package import write_synthesis

if __name__ == "__main__":
    rows = int(sys.argv[1])
    write_synthesis(rows, Path(sys.argv[2] if len(sys.argv) > 2 else f"synthesis-{rows}"))
