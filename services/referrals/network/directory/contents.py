"""An entry as one text, the same for the same entry whatever the order of its members."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def as_text(entry: Mapping[str, Any]) -> str:
    """Lists stay in their order."""
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def from_text(contents: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(contents)
    return found
