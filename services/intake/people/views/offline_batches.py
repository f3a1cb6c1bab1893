"""Which offline batches of an office are still open, and which of them are late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.intake.people.domain.offline_batch import OfflineBatch

FIELDS = "batch_id, device_id, opened_at, first_seq, overdue"


@dataclass(frozen=True)
class BatchLine:
    batch_id: UUID
    device_id: UUID
    opened_at: datetime
    first_seq: int
    overdue: bool


class OfflineBatches(View):
    name = "offline_batches"
    columns = """
        batch_id uuid PRIMARY KEY,
        office_id uuid NOT NULL,
        device_id uuid NOT NULL,
        opened_at timestamptz NOT NULL,
        first_seq bigint NOT NULL,
        overdue boolean NOT NULL"""

    @handles(OfflineBatch.Opened)
    def opened(self, event: OfflineBatch.Opened, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, false)",
            event.originator_id, event.office_id, event.device_id, event.timestamp, event.first_seq,
        )  # fmt: skip

    @handles(OfflineBatch.Overdue)
    def overdue(self, event: OfflineBatch.Overdue, metadata: Metadata) -> Statement:
        return self.statement("UPDATE {table} SET overdue = true WHERE batch_id = %s", event.originator_id)

    @handles(OfflineBatch.Closed)
    def closed(self, event: OfflineBatch.Closed, metadata: Metadata) -> Statement:
        return self.statement("DELETE FROM {table} WHERE batch_id = %s", event.originator_id)

    def device_has_one(self, source: Query, device_id: UUID) -> bool:
        return bool(self.rows(source, "SELECT 1 FROM {table} WHERE device_id = %s", device_id))

    def of_office(self, source: Query, office_id: UUID, limit: int, after: tuple[Any, ...] | None) -> list[BatchLine]:
        """The longest open first. `after`: moment and id of the last one seen."""
        at, known = after or (None, None)
        rows = self.rows(
            source,
            f"SELECT {FIELDS} FROM {{table}} WHERE office_id = %s"
            " AND (%s::timestamptz IS NULL OR (opened_at, batch_id) > (%s::timestamptz, %s::uuid))"
            " ORDER BY opened_at, batch_id LIMIT %s",
            office_id, at, at, known, limit,
        )  # fmt: skip
        return [BatchLine(*row) for row in rows]
