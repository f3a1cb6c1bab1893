"""Who has read a notice's content, when, and through which door; the notifier may see it (CONF-23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.intake.notices.domain.content_access import ContentAccess


@dataclass(frozen=True)
class Reading:
    access_id: UUID
    reader: str
    through: str
    read_at: datetime


class Readings(View):
    name = "readings"
    erased_by = ("notice_id",)
    columns = """
        access_id uuid PRIMARY KEY,
        notice_id uuid NOT NULL,
        reader text NOT NULL,
        through text NOT NULL,
        read_at timestamptz NOT NULL"""

    @handles(ContentAccess.Recorded)
    def recorded(self, event: ContentAccess.Recorded, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s)",
            event.originator_id,
            event.notice_id,
            event.reader,
            event.through,
            event.timestamp,
        )

    def of_notice(self, source: Query, notice_id: UUID, limit: int, after: tuple[Any, ...] | None) -> list[Reading]:
        """In order of time; at most `limit` rows behind the sort key (time, id) `after`."""
        rows = self.rows(
            source,
            "SELECT access_id, reader, through, read_at FROM {table} WHERE notice_id = %s"
            " AND (%s::timestamptz IS NULL OR (read_at, access_id) > (%s::timestamptz, %s::uuid))"
            " ORDER BY read_at, access_id LIMIT %s",
            notice_id,
            *((after[0], after[0], after[1]) if after else (None, None, None)),
            limit,
        )
        return [Reading(*row) for row in rows]
