"""Between the business values of an event or aggregate and JSON, by their annotations."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import UTC, date
from decimal import Decimal
from enum import Enum
from functools import cache
from json.encoder import c_make_encoder, encode_basestring  # type: ignore[attr-defined]
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
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


_encoder = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
# What `JSONEncoder.encode` makes anew at every call; without a look for values that contain themselves.
_chunks = c_make_encoder(None, _encoder.default, encode_basestring, None, ":", ",", True, False, True)


def dumps(value: Any) -> bytes:
    """Compact JSON with sorted keys: the same value gives the same bytes."""
    return "".join(_chunks(value, 0)).encode()


@cache
def business_fields(event_class: Any) -> dict[str, Any]:
    """Field name to annotation of an event's own values, without the library's four."""
    hints = get_type_hints(event_class, include_extras=True)
    return {f.name: hints[f.name] for f in fields(event_class) if f.name not in LIBRARY_FIELDS}


@cache
def seals(event_class: Any) -> dict[str, Seal]:
    """The sealed fields of an event class."""
    annotated = {n: hint for n, hint in business_fields(event_class).items() if get_origin(hint) is Annotated}
    return {name: mark for name, hint in annotated.items() for mark in get_args(hint)[1:] if isinstance(mark, Seal)}


def bare(hint: Any) -> Any:
    """An annotation without its `Annotated` wrapper."""
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint


@cache
def _hooks(event_class: Any) -> list[tuple[str, Any]]:
    """How to write each field: the converter is asked once for a class, not for every event."""
    hints = {name: bare(hint) for name, hint in business_fields(event_class).items()}
    return [(name, converter.get_unstructure_hook(hint)) for name, hint in hints.items()]


def unstructure_event(event: Any) -> dict[str, Any]:
    """An event's business values as JSON values; sealed ones must already carry their reference."""
    event_class: Any = type(event)
    values = vars(event)
    return {name: hook(values[name]) for name, hook in _hooks(event_class)}


@cache
def _readers(event_class: Any) -> list[tuple[str, Any, Any]]:
    hints = {name: bare(hint) for name, hint in business_fields(event_class).items()}
    return [(name, hint, converter.get_structure_hook(hint)) for name, hint in hints.items()]


def structure_values(event_class: type, state: dict[str, Any]) -> dict[str, Any]:
    """JSON values back into business values; a field that the state lacks takes its default."""
    return {name: hook(state[name], hint) for name, hint, hook in _readers(event_class) if name in state}


EXACT = {int, str, bool, float, UUID, date, Decimal, Sealed}


@cache
def _exact_types(event_class: Any) -> list[tuple[str, frozenset[type] | None]]:
    """Field by field the types whose values are read back just as they were given; None: that is not certain."""
    return [(name, _exact_type(bare(hint))) for name, hint in business_fields(event_class).items()]


def _exact_type(hint: Any) -> frozenset[type] | None:
    union = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    certain = all(t in EXACT or t is NoneType or (isinstance(t, type) and issubclass(t, Enum)) for t in union)
    return frozenset(union) if certain else None


def is_exact(event: Any) -> bool:
    """Whether reading this event back gives equal values of equal types, as far as its annotations can tell."""
    event_class: Any = type(event)
    values = vars(event)
    for name, kinds in _exact_types(event_class):
        if kinds is None or type(values[name]) not in kinds:
            return False
    return values["timestamp"].tzinfo is UTC
