"""Folds events with holes among them, and tells what an event says: the ground of every reading of a history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from infra.eventstore.codec import business_fields, seals
from infra.eventstore.records import RecordedEvent
from infra.sealed import Sealed


def fold(entries: Sequence[RecordedEvent]) -> dict[str, Any] | None:
    """The state after these events in the order in which they happened, the first one first, with holes allowed.

    A fold of our own: the library refuses a stream with versions missing, and "what was true" leaves out
    what had not happened yet. An event that needs another one which is missing is passed over.
    """
    state = None
    for _, found in folding(entries):
        state = found
    return state


def folding(entries: Sequence[RecordedEvent]) -> Iterator[tuple[RecordedEvent, dict[str, Any] | None]]:
    """Each event with the state after it. The next event may change the values inside: copy what is to be kept."""
    aggregate: Any = None
    for entry in in_order(entries):
        aggregate = _apply(aggregate, entry)
        yield entry, None if aggregate is None else _state(aggregate)


def _state(aggregate: Any) -> dict[str, Any]:
    return {name.lstrip("_"): value for name, value in vars(aggregate).items() if name not in _HIDDEN}


def in_order(entries: Sequence[RecordedEvent]) -> list[RecordedEvent]:
    """As things happened, and not as they were recorded."""
    return sorted(entries, key=_moment)


def _moment(entry: RecordedEvent) -> tuple[bool, datetime, int]:
    """Nothing comes before the first event, not even what is said to have happened earlier."""
    version = entry.event.originator_version
    return version > 1, entry.event.timestamp, version


_HIDDEN = {"_pending_events", "_id", "_version"}


def _apply(aggregate: Any, entry: RecordedEvent) -> Any:
    event: Any = entry.event
    if event.originator_version == 1:
        return event.mutate(None)
    if aggregate is None:
        return None
    try:
        event.apply(aggregate)
    except (LookupError, ValueError, AttributeError, TypeError):
        return aggregate
    aggregate.modified_on = event.timestamp
    return aggregate


def describe(entry: RecordedEvent) -> dict[str, Any]:
    """One line of a history: who, what, why, when it happened and when it was recorded; sealed values stay so."""
    event_class = type(entry.event)
    sealed = seals(event_class)
    values = {
        name: "[sealed]"
        if name in sealed or isinstance(getattr(entry.event, name), Sealed)
        else getattr(entry.event, name)
        for name in business_fields(event_class)
    }
    return {
        "position": entry.position,
        "version": entry.event.originator_version,
        "event": event_class.TOPIC,
        "occurred_at": entry.event.timestamp,
        "recorded_at": entry.recorded_at,
        "actor": entry.metadata.actor,
        "role": entry.metadata.role,
        "legal_basis": entry.metadata.legal_basis,
        "purpose": entry.metadata.purpose,
        "origin": entry.metadata.origin,
        "values": values,
    }
