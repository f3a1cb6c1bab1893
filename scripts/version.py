"""Which version of the code runs here."""

from __future__ import annotations

import shutil
import subprocess
import tomllib

from infra.stores import ROOT


def of_this_checkout() -> tuple[str, str]:
    """The distribution's version, and the short commit id, or `unknown` outside of a checkout."""
    version = str(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"])
    git = shutil.which("git")
    if git is None:
        return version, "unknown"
    asked = subprocess.run(
        [git, "-C", str(ROOT), "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return version, asked.stdout.strip() or "unknown"
