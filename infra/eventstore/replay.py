"""Histories as an auditor reads them: what was known at a moment, and what was true at a moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from infra.eventstore.codec import business_fields, seals
from infra.eventstore.mapper import to_recorded_event
from infra.eventstore.recorder import Transaction
from infra.eventstore.records import RecordedEvent
from infra.refusals import NotFound
from infra.sealed import Sealed


@dataclass(frozen=True)
class Replay:
    """A stream as of a moment: the events that count, and the state they fold to (None before the first)."""

    stream: UUID
    history: tuple[RecordedEvent, ...]
    state: dict[str, Any] | None


def replay(
    transaction: Transaction,
    stream: UUID,
    as_of_recorded: datetime | int | None = None,
    as_of_occurred: datetime | None = None,
) -> Replay:
    """Fold a stream as it was known at an instant (or version), and as it was true at an instant.

    `as_of_recorded` filters on the database's recording time or on the version, `as_of_occurred` on when
    things happened. Raises NotFound for an unknown stream; a known one may be empty at that moment.
    """
    recorded = [to_recorded_event(record) for record in transaction.stream(stream)]
    if not recorded:
        raise NotFound
    known = [entry for entry in recorded if _was_known(entry, as_of_recorded)]
    counting = [entry for entry in known if as_of_occurred is None or _occurred(entry) <= as_of_occurred]
    return Replay(stream, tuple(counting), fold(counting))


def _was_known(entry: RecordedEvent, moment: datetime | int | None) -> bool:
    if isinstance(moment, int):
        return entry.event.originator_version <= moment
    return moment is None or entry.recorded_at <= moment


def _occurred(entry: RecordedEvent) -> datetime:
    return entry.event.timestamp


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
    return version > 1, _occurred(entry), version


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
