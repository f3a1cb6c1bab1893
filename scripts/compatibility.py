"""What may change in a published version: it grows optional fields and codes, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def breaks(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """The promises of JSON Schema `old` that `new` breaks, for readers of new messages and of stored ones."""
    return list(_object(old, new))


def _object(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    before, now = old.get("properties", {}), new.get("properties", {})
    was_required, is_required = set(old.get("required", ())), set(new.get("required", ()))
    yield from (f"field {name} is gone" for name in sorted(before.keys() - now.keys()))
    yield from (f"field {name} is required now" for name in sorted(is_required - was_required))
    yield from (f"field {name} is no longer required" for name in sorted((was_required & now.keys()) - is_required))
    for name in sorted(before.keys() & now.keys()):
        yield from (f"field {name}: {problem}" for problem in _value(before[name], now[name]))


def _value(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    for member in ("type", "format"):
        if old.get(member) != new.get(member):
            yield f"{member} was {old.get(member)}, is {new.get(member)}"
    gone = [code for code in old.get("enum", ()) if code not in new.get("enum", old.get("enum", ()))]
    if gone:
        yield f"codes are gone: {', '.join(map(str, gone))}"
    if "enum" in new and "enum" not in old:
        yield "only some codes are allowed now"
    if "items" in old and "items" in new:
        yield from _value(old["items"], new["items"])
