"""The verifier is one short file that an auditor can take away: it needs nothing of ours."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from infra.stores import ROOT

VERIFIER = ROOT / "scripts" / "verify.py"
ALLOWED = sys.stdlib_module_names | {"cryptography"}
NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "asyncio", "subprocess", "importlib", "ctypes"}


def imported(code: str) -> set[str]:
    """Top-level packages that a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level + (node.module or "").split(".")[0])
    return found


def test_it_imports_the_standard_library_and_cryptography_alone() -> None:
    assert imported(VERIFIER.read_text()) <= ALLOWED - NETWORK


@pytest.mark.parametrize(
    "code", ["import infra", "from scripts import failures", "from . import x", "import urllib.request"]
)
def test_another_import_would_be_seen(code: str) -> None:
    assert not imported(f"def f():\n    {code}\n") <= ALLOWED - NETWORK


def test_it_is_under_400_lines() -> None:
    assert len(VERIFIER.read_text().splitlines()) < 400


def test_it_runs_alone(tmp_path: Path) -> None:
    """Copied away, without our packages on its path; every command's help tells what it reads."""
    alone = shutil.copy(VERIFIER, tmp_path / "verify.py")
    for command in ("inclusion", "consistency", "note", "checkpoint", "bundle"):
        done = subprocess.run(
            [sys.executable, "-I", alone, command, "--help"], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        assert "exit codes: 0 verified; 3 not verified" in done.stdout
        assert '"leafIdx", "treeSize", "root", "leafHash"' in done.stdout
    done = subprocess.run(
        [sys.executable, "-I", alone, "inclusion"],
        input="{}",
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.startswith("unusable input: ")) == (2, True)
