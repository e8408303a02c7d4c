"""A repository with a small package that has been released once."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from dgsn_opendata.refreshing import refresh

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "# Changelog\n\nWhat changed.\n\n## 0.1.0 (2026-11-21)\n\nFirst release.\n"


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder, as somebody whom no setting of the machine changes."""
    identity = ("-c", "user.name=Curator", "-c", "user.email=curator@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True)


def make_repository(package: Path) -> Path:
    """Make a repository of the folder that a package's folder lies in, with the release v0.1.0; return it."""
    root = package.parent
    (root / "CHANGELOG.md").write_text(FIRST, encoding="utf-8")
    refresh(package)
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "First release")
    git(root, "tag", "v0.1.0")
    return root
