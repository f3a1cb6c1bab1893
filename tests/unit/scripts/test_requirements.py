"""What the checkout installs is pinned by hash and names no place it comes from."""

import re
from pathlib import Path

import pytest

from scripts.stack.layout import ROOT

FILES = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_package_is_pinned_by_hash(file: Path) -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", file.read_text())
    assert all(re.match(r"[\w.-]+==[\w.]+", block) and "--hash=sha256:" in block for block in blocks)


@pytest.mark.parametrize("file", [*FILES, *sorted((ROOT / "requirements").glob("*.in"))], ids=lambda file: file.name)
def test_no_registry_is_named(file: Path) -> None:
    text = file.read_text()
    assert "://" not in text
    assert "index-url" not in text
    assert "find-links" not in text
