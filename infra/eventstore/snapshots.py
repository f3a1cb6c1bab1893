"""Snapshots of long streams: a disposable cache, thrown away when the aggregate's layout changes."""

from __future__ import annotations

import dataclasses
import importlib
import json
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar
from uuid import UUID

from infra.aggregate import Aggregate
from infra.eventstore.codec import converter
from infra.eventstore.records import Statement
from infra.eventstore.veiling import unveiled_snapshot, veiled_snapshot
from infra.sealed import Sealed, SealedRef
from infra.veil import VeilTorn

EVERY = 50
A = TypeVar("A", bound=Aggregate)


def layout(aggregate_class: type[Aggregate]) -> str:
    """Names the form of a snapshot; raise `snapshot_version` when attributes change their meaning."""
    return f"{aggregate_class.TOPIC}/{aggregate_class.snapshot_version}"


def take(aggregate: Aggregate) -> Statement:
    """The statement that keeps a snapshot of a freshly loaded aggregate."""
    state = {name: _encode(value) for name, value in vars(aggregate).items() if name != "_pending_events"}
    kept = veiled_snapshot(type(aggregate), aggregate.id, aggregate.version, state)
    return Statement(
        "INSERT INTO snapshots (originator_id, originator_version, format, state) VALUES (%s, %s, %s, %s)"
        " ON CONFLICT (originator_id) DO UPDATE SET originator_version = excluded.originator_version,"
        " format = excluded.format, state = excluded.state",
        (aggregate.id, aggregate.version, layout(type(aggregate)), json.dumps(kept).encode()),
    )


def restore(aggregate_class: type[A], state: bytes) -> A | None:
    """The aggregate that a snapshot holds; None when this code cannot read it: the log can do without."""
    aggregate = object.__new__(aggregate_class)
    try:
        kept = unveiled_snapshot(json.loads(state))
        vars(aggregate).update({name: _decode(value) for name, value in kept.items()})
    except (ImportError, AttributeError, LookupError, TypeError, ValueError, VeilTorn):
        return None
    vars(aggregate)["_pending_events"] = []
    return aggregate


def _encode(value: Any) -> Any:
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, (list, tuple, set, frozenset)):
        return [type(value).__name__, [_encode(v) for v in value]]
    if isinstance(value, dict):
        return ["dict", [[_encode(k), _encode(v)] for k, v in value.items()]]
    if isinstance(value, (datetime, date)):
        return [type(value).__name__, value.isoformat()]
    if isinstance(value, (UUID, Decimal)):
        return [type(value).__name__, str(value)]
    if isinstance(value, Sealed):
        return ["Sealed", converter.unstructure(value.ref, SealedRef)]
    if isinstance(value, Enum):
        return ["enum", [*_name(type(value)), value.value]]
    names = [f.name for f in dataclasses.fields(value)]
    return ["object", [*_name(type(value)), {n: _encode(getattr(value, n)) for n in names}]]


def _decode(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    kind, content = value
    if kind == "dict":
        return {_decode(k): _decode(v) for k, v in content}
    if kind == "enum":
        return _class(content)(content[2])
    if kind == "object":
        return _class(content)(**{n: _decode(v) for n, v in content[2].items()})
    return _KINDS[kind](content)


def _name(kind: type) -> tuple[str, str]:
    return kind.__module__, kind.__qualname__


def _class(content: list[Any]) -> Any:
    found: Any = importlib.import_module(content[0])
    for part in content[1].split("."):
        found = getattr(found, part)
    return found


_KINDS: dict[str, Any] = {
    "list": lambda c: [_decode(v) for v in c],
    "tuple": lambda c: tuple(_decode(v) for v in c),
    "set": lambda c: {_decode(v) for v in c},
    "frozenset": lambda c: frozenset(_decode(v) for v in c),
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "UUID": UUID,
    "Decimal": Decimal,
    "Sealed": lambda c: Sealed(ref=converter.structure(c, SealedRef)),
}
