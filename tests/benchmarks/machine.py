"""The machine that figures were measured on, and the versions of what was measured."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_LIBRARIES = (
    "pandas",
    "frictionless",
    "pandera",
    "pyarrow",
    "openpyxl",
    "click",
    "palmerpenguins",
    "owid-catalog",
)


def describe_machine() -> str:
    """Return processor, cores, memory and system, and the versions of Python and of the libraries, in one line."""
    libraries = (f"{name} {found}" for name in _LIBRARIES if (found := _version(name)))
    cores = os.cpu_count() or 1
    parts = [
        _processor(),
        f"{cores} core{'s' if cores > 1 else ''}",
        _memory(),
        platform.system(),
        f"Python {platform.python_version()}",
        *libraries,
    ]
    return ", ".join(filter(None, parts))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _processor() -> str:
    """Return the processor's name where the system tells it, else its kind."""
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text(encoding="utf-8").splitlines() if facts.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, "") or platform.processor() or platform.machine()


def _memory() -> str:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return ""
    return f"{size / 1024**3:.0f} GB of memory"
