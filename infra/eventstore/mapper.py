"""Between domain events and log records: state, metadata, topic, and the upcasting of old versions."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from typing import Any

from eventsourcing.utils import get_topic, resolve_topic

from infra.aggregate import Event
from infra.eventstore.circumstances import happened_at, written
from infra.eventstore.codec import converter, dumps, structure_values, unstructure_event
from infra.eventstore.records import Ciphertext, NewRecord, OutgoingMessage, RecordedEvent, StoredRecord
from infra.eventstore.veiling import is_confidential, unveiled_metadata, unveiled_state, veiled_metadata, veiled_state
from infra.metadata import Metadata
from infra.triggering import made


def to_record(
    event: Any, metadata: Metadata, message: OutgoingMessage | None = None, sealed: tuple[Ciphertext, ...] = ()
) -> NewRecord:
    """An event and its circumstances as a record; the time it happened goes with the circumstances."""
    event_class: Any = type(event)
    topic, version, confidential = _kind(event_class)
    state, circumstances = unstructure_event(event), written(metadata, event.timestamp)
    if version > 1:
        state["class_version"] = version
    if confidential:
        state, circumstances = veiled_state(event, state), veiled_metadata(event, circumstances)
    return NewRecord(event.originator_id, event.originator_version, topic, dumps(state), circumstances, message, sealed)


@cache
def _kind(event_class: Any) -> tuple[str, int, bool]:
    """Topic and version of a class, and whether anything of its events is veiled: asked once, not for every event."""
    topic: str = get_topic(event_class)
    return topic, getattr(event_class, "class_version", 1), is_confidential(topic)


def to_recorded_event(record: StoredRecord) -> RecordedEvent:
    """A stored record read back through its class, upcast from the version it was written in."""
    told = unveiled_metadata(json.loads(record.metadata), record.stream, record.version)
    metadata = converter.structure(told, Metadata)
    assert metadata.occurred_at is not None
    event = to_event(record, metadata.occurred_at)
    return RecordedEvent(event, metadata, record.position, record.recorded_at)


def to_replayed_event(record: StoredRecord) -> Event:
    """The domain event of a record for who needs its circumstances only to know when it happened."""
    return to_event(record, happened_at(record.metadata))


def to_event(record: StoredRecord, occurred_at: datetime) -> Event:
    """The domain event of a record. `upcast_vN_vN+1(state)` beside the event class changes old states."""
    event_class = resolve_topic(record.topic)
    state: dict[str, Any] = unveiled_state(json.loads(record.state), record.stream, record.version)
    written = state.pop("class_version", 1)
    for version in range(written, getattr(event_class, "class_version", 1)):
        getattr(event_class, f"upcast_v{version}_v{version + 1}")(state)
    values = structure_values(event_class, state)
    if record.version == 1:
        values["originator_topic"] = record.topic.rsplit(".", 1)[0]
    values.update(originator_id=record.stream, originator_version=record.version, timestamp=occurred_at)
    built: Event = made(event_class, values)
    return built
