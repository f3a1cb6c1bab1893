"""Between the business values of an event or aggregate and JSON, by their annotations."""

from __future__ import annotations

import json
from dataclasses import fields
from decimal import Decimal
from typing import Annotated, Any, get_args, get_origin, get_type_hints
from uuid import UUID

from cattrs.preconf.json import make_converter

from infra.sealed import Seal, Sealed, SealedRef

LIBRARY_FIELDS = {"originator_id", "originator_version", "timestamp", "originator_topic"}

converter = make_converter(unstruct_collection_overrides={frozenset: sorted, set: sorted})
converter.register_unstructure_hook(UUID, str)
converter.register_structure_hook(UUID, lambda value, _: UUID(value))
converter.register_unstructure_hook(Decimal, str)
converter.register_structure_hook(Decimal, lambda value, _: Decimal(value))
converter.register_unstructure_hook(Sealed, lambda value: converter.unstructure(value.ref, SealedRef))
converter.register_structure_hook(Sealed, lambda value, _: Sealed(ref=converter.structure(value, SealedRef)))


def dumps(value: Any) -> bytes:
    """Compact JSON with sorted keys: the same value gives the same bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


_fields: dict[type, dict[str, Any]] = {}


def business_fields(event_class: type) -> dict[str, Any]:
    """Field name to annotation of an event's own values, without the library's four."""
    if event_class not in _fields:
        hints = get_type_hints(event_class, include_extras=True)
        _fields[event_class] = {f.name: hints[f.name] for f in fields(event_class) if f.name not in LIBRARY_FIELDS}
    return _fields[event_class]


def seals(event_class: type) -> dict[str, Seal]:
    """The sealed fields of an event class."""
    annotated = {n: hint for n, hint in business_fields(event_class).items() if get_origin(hint) is Annotated}
    return {name: mark for name, hint in annotated.items() for mark in get_args(hint)[1:] if isinstance(mark, Seal)}


def bare(hint: Any) -> Any:
    """An annotation without its `Annotated` wrapper."""
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


def unstructure_event(event: Any) -> dict[str, Any]:
    """An event's business values as JSON values; sealed ones must already carry their reference."""
    return {
        name: converter.unstructure(getattr(event, name), bare(hint))
        for name, hint in business_fields(type(event)).items()
    }


def structure_values(event_class: type, state: dict[str, Any]) -> dict[str, Any]:
    """JSON values back into business values; a field that the state lacks takes its default."""
    return {
        name: converter.structure(state[name], bare(hint))
        for name, hint in business_fields(event_class).items()
        if name in state
    }
