"""Read models of erasure: which erasures a store has, and which records of a store are about whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from infra.erasure.erasure import erasure_of
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles

COLUMNS = "erasure_id, request_id, subject, scope, state, keys, places, authorised_at, verified_at"


@dataclass(frozen=True)
class ErasureLine:
    """How far an erasure has come; `places` counts what each place lost so far."""

    erasure_id: UUID
    request_id: UUID
    subject: UUID
    scope: str
    state: str
    keys: int
    places: dict[str, int]
    authorised_at: datetime
    verified_at: datetime | None


class Erasures(View):
    """The kernel's own read model in every store; `erasures_of` gives the class of one."""

    name = "erasures"
    columns = """
        erasure_id uuid PRIMARY KEY,
        request_id uuid NOT NULL,
        subject uuid NOT NULL,
        scope text NOT NULL,
        state text NOT NULL,
        keys integer NOT NULL,
        places jsonb NOT NULL,
        authorised_at timestamptz NOT NULL,
        verified_at timestamptz"""

    def pending(self, source: Query) -> list[UUID]:
        rows = self.rows(source, "SELECT erasure_id FROM {table} WHERE state = 'authorised' ORDER BY authorised_at")
        return [erasure for (erasure,) in rows]

    def listed(self, source: Query, limit: int, after: UUID | None) -> list[ErasureLine]:
        rows = self.rows(
            source,
            f"SELECT {COLUMNS} FROM {{table}} WHERE %s::uuid IS NULL OR erasure_id > %s ORDER BY erasure_id LIMIT %s",
            after,
            after,
            limit,
        )
        return [ErasureLine(*row) for row in rows]


@cache
def erasures_of(store: str) -> type[Erasures]:
    """The read model of one store, which follows the events of its own erasures."""
    events: Any = erasure_of(store)

    class ErasuresOfStore(Erasures):
        @handles(events.ErasureAuthorised)
        def authorised(self, event: Any, metadata: Metadata) -> Statement:
            values = (event.originator_id, event.request_id, event.subject, event.scope, event.timestamp)
            return self.statement("INSERT INTO {table} VALUES (%s, %s, %s, %s, 'authorised', 0, '{}', %s)", *values)

        @handles(events.KeyDestroyed)
        def key_destroyed(self, event: Any, metadata: Metadata) -> Statement:
            return self.statement("UPDATE {table} SET keys = keys + 1 WHERE erasure_id = %s", event.originator_id)

        @handles(events.PlacePurged)
        def place_purged(self, event: Any, metadata: Metadata) -> Statement:
            purged = Jsonb({event.place: event.count})
            return self.statement(
                "UPDATE {table} SET places = places || %s WHERE erasure_id = %s", purged, event.originator_id
            )

        @handles(events.ErasureVerified)
        def verified(self, event: Any, metadata: Metadata) -> Statement:
            return self.statement(
                "UPDATE {table} SET state = 'verified', verified_at = %s WHERE erasure_id = %s",
                event.timestamp,
                event.originator_id,
            )

    return ErasuresOfStore


class RecordsOfSubject(View):
    """Which records of a store are about whom. A store with such records has a subclass that says so event by event."""

    name = "records_of_subject"
    columns = "subject uuid NOT NULL, stream uuid NOT NULL, PRIMARY KEY (subject, stream)"
    erased_by = ("subject", "stream")

    def about(self, subject: UUID | None, stream: UUID) -> list[Statement]:
        """The statement that notes a record of somebody; none for nobody."""
        if subject is None:
            return []
        return [self.statement("INSERT INTO {table} VALUES (%s, %s) ON CONFLICT DO NOTHING", subject, stream)]

    def streams(self, source: Query, subject: UUID) -> tuple[UUID, ...]:
        rows = self.rows(source, "SELECT stream FROM {table} WHERE subject = %s ORDER BY stream", subject)
        return tuple(stream for (stream,) in rows)
