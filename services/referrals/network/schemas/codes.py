"""Lists of codes, of which each is named at most once."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from marshmallow import fields, validate


def some(codes: type[StrEnum]) -> fields.List[Any]:
    """Any of these codes; none if it is left out."""
    return fields.List(fields.Enum(codes, by_value=True), load_default=[], validate=validate.Length(max=len(codes)))


def settled(data: dict[str, Any]) -> dict[str, Any]:
    """The same members, lists as tuples with each item once: the same choice is stored in the same form."""
    return {name: tuple(sorted(set(value))) if isinstance(value, list) else value for name, value in data.items()}
