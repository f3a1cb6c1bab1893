"""Turns ids, instants and codes into JSON values, in the one spelling that all our answers use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID


def plain(value: Any) -> Any:
    """JSON values of a body or of a sort key. Raises TypeError for anything that has no agreed spelling."""
    match value:
        case None | bool() | int() | float() | str() if not isinstance(value, Enum):
            return value
        case Enum():
            return value.value
        case UUID():
            return str(value)
        case datetime():
            return instant(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {str(name): plain(item) for name, item in value.items()}
        case Sequence() | Set():
            return [plain(item) for item in value]
    msg = f"{type(value).__name__} has no spelling in JSON here"
    raise TypeError(msg)


def instant(value: datetime) -> str:
    """RFC 3339 in UTC, with `Z`."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
