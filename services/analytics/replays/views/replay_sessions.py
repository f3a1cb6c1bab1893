"""Who replayed which history, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.views import Query, View, handles
from services.analytics.replays.domain.replay_session import ReplaySession


@dataclass(frozen=True)
class SessionLine:
    session_id: UUID
    auditor: str
    case_store: str
    case_stream: UUID
    reason: str
    as_known_at: datetime | None
    as_true_at: datetime | None
    opened_at: datetime
    closed_at: datetime | None


class ReplaySessions(View):
    name = "replay_sessions"
    columns = """
        session_id uuid PRIMARY KEY,
        auditor text NOT NULL,
        case_store text NOT NULL,
        case_stream uuid NOT NULL,
        reason text NOT NULL,
        as_known_at timestamptz,
        as_true_at timestamptz,
        opened_at timestamptz NOT NULL,
        closed_at timestamptz"""

    @handles(ReplaySession.Opened)
    def opened(self, event: ReplaySession.Opened, metadata: Metadata) -> Statement:
        return self.statement(
            "INSERT INTO {table} VALUES (%s, %s, %s, %s, %s, %s, %s, %s, NULL)",
            event.originator_id,
            event.auditor,
            event.case_store,
            event.case_stream,
            event.reason,
            event.as_known_at,
            event.as_true_at,
            event.timestamp,
        )

    @handles(ReplaySession.Closed)
    def closed(self, event: ReplaySession.Closed, metadata: Metadata) -> Statement:
        return self.statement(
            "UPDATE {table} SET closed_at = %s WHERE session_id = %s", event.timestamp, event.originator_id
        )

    def latest_open(self, source: Query, auditor: str, case_stream: UUID) -> UUID | None:
        rows = self.rows(
            source,
            "SELECT session_id FROM {table} WHERE auditor = %s AND case_stream = %s AND closed_at IS NULL"
            " ORDER BY session_id DESC LIMIT 1",
            auditor,
            case_stream,
        )
        return rows[0][0] if rows else None

    def find(
        self, source: Query, case_stream: UUID | None, after: tuple[Any, ...] | None, limit: int
    ) -> list[SessionLine]:
        last = UUID(after[0]) if after else None
        rows = self.rows(
            source,
            "SELECT * FROM {table} WHERE (%s::uuid IS NULL OR case_stream = %s)"
            " AND (%s::uuid IS NULL OR session_id > %s) ORDER BY session_id LIMIT %s",
            *(case_stream, case_stream, last, last, limit),
        )
        return [SessionLine(*row) for row in rows]
