"""For whom a notice's content was opened, when, what for and through which door; the notifier may see it (CONF-23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from infra import veil
from infra.eventstore.disclosures import disclosure
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
    purpose: str


class Readings(View):
    name = "readings"
    erased_by = ("notice_id",)
    version = 3
    columns = """
        notice_id uuid NOT NULL,
        read_at timestamptz NOT NULL,
        access_id uuid NOT NULL,
        told text NOT NULL,
        PRIMARY KEY (notice_id, read_at, access_id)"""

    @handles(disclosure("notices").Disclosed)
    def disclosed(self, event: Any, metadata: Metadata) -> list[Statement]:
        reader = event.on_behalf_of or metadata.actor
        through = "commissions" if event.on_behalf_of else "notices"
        notices = sorted({part.stream for part in event.parts})
        return [self._row(notice, event, reader, through, metadata) for notice in notices]

    @handles(ContentAccess.Recorded)
    def recorded(self, event: ContentAccess.Recorded, metadata: Metadata) -> Statement:
        return self._row(event.notice_id, event, event.reader, event.through, metadata)

    def _row(self, notice: UUID, event: Any, reader: str, through: str, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s)",
            notice,
            event.timestamp,
            event.originator_id,
            veil.hide([reader, through, metadata.purpose], _place(notice, event.originator_id)),
        )

    def of_notice(self, source: Query, notice_id: UUID, limit: int, after: tuple[Any, ...] | None) -> list[Reading]:
        """In order of time; at most `limit` rows behind the sort key (time, id) `after`."""
        rows = self.rows(
            source,
            "SELECT access_id, read_at, told FROM {table} WHERE notice_id = %s"
            " AND (%s::timestamptz IS NULL OR (read_at, access_id) > (%s::timestamptz, %s::uuid))"
            " ORDER BY read_at, access_id LIMIT %s",
            notice_id,
            *((after[0], after[0], after[1]) if after else (None, None, None)),
            limit,
        )
        return [_reading(notice_id, *row) for row in rows]


def _reading(notice: UUID, access_id: UUID, read_at: datetime, told: str) -> Reading:
    reader, through, purpose = veil.show(told, _place(notice, access_id))
    return Reading(access_id, reader, through, read_at, purpose)


def _place(notice: UUID, access_id: UUID) -> str:
    return f"reading:{notice}:{access_id}"
