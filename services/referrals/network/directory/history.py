"""What became of a record, as rows of HSDS `metadata`: read from its own events, one row for each changed field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from infra.eventstore.records import RecordedEvent
from services.referrals.network.directory.codes import part
from services.referrals.network.directory.contents import as_text

# What says nothing of the record itself, or changes with every person that is taken.
LEFT_OUT = frozenset({"id", "last_modified", "service_at_locations", "available", "updated"})
# Values that are no plain text are told as JSON; so is that there was none, or is none any more.
NOTHING = "null"
Projection = Callable[[Any], Mapping[str, Any]]


def history(events: Sequence[RecordedEvent], projection: Projection) -> list[dict[str, Any]]:
    """From the first event on. `projection`: how the record looks in the directory as it stood then.

    Who changed it is a role and no account: a directory is read by everybody.
    """
    return list(_changes(events, projection))


def _changes(events: Sequence[RecordedEvent], projection: Projection) -> Iterator[dict[str, Any]]:
    record: Any = None
    before: Mapping[str, str] = {}
    for recorded in events:
        record = recorded.event.mutate(record)
        after = _told(projection(record))
        for field in sorted(before.keys() | after.keys()):
            if before.get(field) != after.get(field):
                yield _row(recorded, field, before, after)
        before = after


def _row(recorded: RecordedEvent, field: str, before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, Any]:
    event: Any = recorded.event
    return {
        "id": part(event.originator_id, f"change/{event.originator_version}/{field}"),
        "last_action_date": event.timestamp.date().isoformat(),
        "last_action_type": "update" if before else "create",
        "field_name": field,
        "previous_value": before.get(field, NOTHING),
        "replacement_value": after.get(field, NOTHING),
        "updated_by": recorded.metadata.role,
    }


def _told(record: Mapping[str, Any]) -> dict[str, str]:
    """Field by field as text; what is nested without the ids that only an export gives it."""
    return {name: _text(value) for name, value in record.items() if name not in LEFT_OUT}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else as_text(_bare(value))


def _bare(value: Any) -> Any:
    if isinstance(value, list):
        return [_bare(item) for item in value]
    if isinstance(value, dict):
        return {name: _bare(item) for name, item in value.items() if name not in LEFT_OUT}
    return value
