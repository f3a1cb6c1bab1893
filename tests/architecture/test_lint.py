"""Style is checked as a test."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from infra.stores import ROOT


def ruff(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ruff", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("arguments", [("check", "."), ("format", "--check", ".")], ids=["check", "format"])
def test_ruff_has_nothing_to_say(arguments: tuple[str, ...]) -> None:
    done = ruff(*arguments)
    assert done.returncode == 0, done.stdout


def test_ruff_speaks_of_a_planted_offence(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text("import os\nfrom datetime import datetime\nat = datetime.now()\n")
    said = ruff("check", "--config", str(ROOT / "pyproject.toml"), ".", cwd=tmp_path).stdout
    assert "F401" in said
    assert "DTZ005" in said
