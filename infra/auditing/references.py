"""Which events name which record: how the streams of a case are found without reading the whole log."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Any
from uuid import UUID

from infra.aggregate import Event
from infra.eventstore import arrays
from infra.eventstore.codec import business_fields, converter, seals
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import View

WRITTEN = re.compile(r'"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"')
TRACE = re.compile(r"[0-9a-f]{32}")
WITHOUT = {NoneType, bool, int, float, Decimal, date, datetime}


class CaseReferences(View):
    """In open stores only: in a confidential one such an index would join what must stay apart (ADR 0010)."""

    name = "case_references"
    kept_because = "an auditor has to find the history of a case, also when the person was erased"
    columns = """
        reference uuid NOT NULL,
        stream uuid NOT NULL,
        version bigint NOT NULL,
        correlates boolean NOT NULL,
        PRIMARY KEY (reference, stream, version)"""

    def handle(self, event: Any, metadata: Metadata) -> Iterable[Statement]:
        return self.handle_all([(event, metadata)])

    def handle_all(self, decided: Iterable[tuple[Any, Metadata]]) -> Iterable[Statement]:
        """Of every event but those that only tell who looked; one statement, however many events."""
        found = [row for event, metadata in decided if event.TRACED for row in _rows(event, metadata)]
        if found:
            named, streams, versions, correlates = zip(*found, strict=True)
            yield self.statement(
                "INSERT INTO {table} SELECT * FROM unnest(%b::uuid[], %b::uuid[], %b::bigint[], %b::boolean[])",
                arrays.uuids(named), arrays.uuids(streams), arrays.bigints(versions), arrays.booleans(correlates),
            )  # fmt: skip


def _rows(event: Any, metadata: Metadata) -> Iterator[tuple[UUID, UUID, int, bool]]:
    """Reference, stream, version, and whether it is the flow of work that the event belongs to."""
    correlation, stream, version = correlation_of(metadata), event.originator_id, event.originator_version
    for named in sorted(set(references(event)) - {correlation}):
        yield named, stream, version, False
    if correlation:
        yield correlation, stream, version, True


def references(event: Event) -> Iterator[UUID]:
    """The ids in an event's open fields, at any depth; its own is no reference."""
    values = vars(event)
    for name in _open_fields(type(event)):
        for found in _named(values[name]):
            if found != event.originator_id:
                yield found


def _named(value: Any) -> Iterable[UUID]:
    """The ids in a value. What is plainly one, or plainly none, has not to be written out and searched."""
    if type(value) is UUID:
        return (value,)
    if type(value) in WITHOUT:
        return ()
    return map(UUID, WRITTEN.findall(json.dumps(converter.unstructure(value), default=str)))


@cache
def _open_fields(event_class: Any) -> tuple[str, ...]:
    return tuple(name for name in business_fields(event_class) if name not in seals(event_class))


def correlation_of(metadata: Metadata) -> UUID | None:
    """The flow of work that an event belongs to, as an id: a trace id has the size of one."""
    text = metadata.correlation_id or ""
    return UUID(text) if TRACE.fullmatch(text) else None
