"""The files of this checkout that are its own: what git tracks, or would track."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

from infra.stores import ROOT

SUFFIXES = frozenset(
    {".py", ".sql", ".sh", ".md", ".toml", ".txt", ".in", ".json", ".yaml", ".yml", ".cfg", ".html", ""}
)


@cache
def own_files() -> tuple[Path, ...]:
    """Text files, relative to the checkout."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    paths = (Path(line) for line in listed.splitlines())
    return tuple(p for p in paths if p.suffix in SUFFIXES and (ROOT / p).is_file())
