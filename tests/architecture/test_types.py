"""Types are checked as a test, strictly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from infra.stores import ROOT


def mypy(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mypy", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=110)


def test_mypy_has_nothing_to_say() -> None:
    done = mypy()
    assert done.returncode == 0, done.stdout


def test_mypy_speaks_of_a_planted_offence(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text("def untyped(value):\n    return value\n\nnumber: int = 'text'\n")
    said = mypy(str(tmp_path / "planted.py")).stdout
    assert "no-untyped-def" in said
    assert "assignment" in said
