"""Commands and queries of replays."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from infra.application import Application
from services.analytics.replays.domain.replay_session import ReplaySession
from services.analytics.replays.views.replay_sessions import ReplaySessions, SessionLine


class ReplaysApplication(Application):
    def open_session(
        self,
        auditor: str,
        case_store: str,
        case_stream: UUID,
        reason: str,
        as_known_at: datetime | None = None,
        as_true_at: datetime | None = None,
    ) -> ReplaySession:
        with self.unit_of_work() as unit:
            session = ReplaySession.open(auditor, case_store, case_stream, reason, as_known_at, as_true_at)
            unit.save(session)
        return session

    def close_session(self, session_id: UUID, expected: int) -> ReplaySession:
        with self.unit_of_work() as unit:
            session = unit.get(ReplaySession, session_id, expected)
            session.close()
            unit.save(session)
        return session

    def session(self, session_id: UUID) -> ReplaySession:
        with self.unit_of_work() as unit:
            return unit.get(ReplaySession, session_id)

    def sessions(self, case_stream: UUID | None, after: tuple[Any, ...] | None, limit: int) -> list[SessionLine]:
        with self.unit_of_work() as unit:
            return self.view(ReplaySessions).find(unit, case_stream, after, limit)
