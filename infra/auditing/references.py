"""Which events name which record: how the streams of a case are found without reading the whole log."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from infra.aggregate import Event
from infra.eventstore.codec import business_fields, converter, seals
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import View

WRITTEN = re.compile(r'"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"')
TRACE = re.compile(r"[0-9a-f]{32}")


class CaseReferences(View):
    """In open stores only: in a confidential one such an index would join what must stay apart (ADR 0010)."""

    name = "case_references"
    columns = """
        reference uuid NOT NULL,
        stream uuid NOT NULL,
        version bigint NOT NULL,
        correlates boolean NOT NULL,
        PRIMARY KEY (reference, stream, version)"""

    def handle(self, event: Any, metadata: Metadata) -> Iterator[Statement]:
        """Of every event but those that only tell who looked."""
        if not event.TRACED:
            return
        correlation = correlation_of(metadata)
        named = set(references(event)) - {correlation}
        found = [*sorted(named), *([correlation] if correlation else [])]
        if found:
            yield self.statement(
                "INSERT INTO {table} SELECT named, %s, %s, correlates"
                " FROM unnest(%s::uuid[], %s::boolean[]) AS n(named, correlates)",
                event.originator_id,
                event.originator_version,
                found,
                [reference == correlation for reference in found],
            )


def references(event: Event) -> Iterator[UUID]:
    """The ids in an event's open fields, at any depth; its own is no reference."""
    sealed = seals(type(event))
    values = [getattr(event, name) for name in business_fields(type(event)) if name not in sealed]
    text = json.dumps(converter.unstructure(values), default=str)
    yield from (UUID(found) for found in WRITTEN.findall(text) if found != str(event.originator_id))


def correlation_of(metadata: Metadata) -> UUID | None:
    """The flow of work that an event belongs to, as an id: a trace id has the size of one."""
    text = metadata.correlation_id or ""
    return UUID(text) if TRACE.fullmatch(text) else None
