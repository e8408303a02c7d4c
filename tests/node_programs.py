"""Programs of Node that tests run."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "node"


def run_node(program: str, *arguments: str) -> str:
    """Return what a program of tests/node prints; skip the test where Node or the program's packages are missing."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed")
    if not (FOLDER / "node_modules").is_dir():
        pytest.skip("tests/node/node_modules is missing; run: npm ci --prefix tests/node")
    command = [node, str(FOLDER / program), *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
