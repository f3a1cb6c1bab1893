"""Commands and queries of replays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import BoundedSemaphore
from typing import Any
from uuid import UUID

from infra.application import Application, repeated
from infra.eventstore.store import EventStore
from infra.metadata import Metadata, acting
from infra.refusals import Unavailable
from infra.web.caller import Caller
from services.analytics.replays.assembling import CasePage, assemble, shown
from services.analytics.replays.case_stores import CaseStores, Frame, NobodyToAsk, Place
from services.analytics.replays.domain.replay_session import ReplaySession, ReplaySessionNeeded, ShownPart
from services.analytics.replays.views.replay_sessions import ReplaySessions, SessionLine

AT_ONCE = 2
PATIENCE = 2.0


@dataclass(frozen=True)
class Replayed:
    """A page of a case, and the session that it was read in."""

    session: ReplaySession
    page: CasePage


class ReplaysApplication(Application):
    def __init__(self, store: EventStore, stores: CaseStores | None = None) -> None:
        super().__init__(store)
        self.stores = stores or NobodyToAsk()
        # Each replay waits for other requests of, maybe, this same process: they must not take all its threads.
        self._turns = BoundedSemaphore(AT_ONCE)

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
        with self.changing(ReplaySession, session_id, expected) as session:
            session.close()
        return session

    def session(self, session_id: UUID) -> ReplaySession:
        with self.unit_of_work() as unit:
            return unit.get(ReplaySession, session_id)

    def sessions(self, case_stream: UUID | None, after: tuple[Any, ...] | None, limit: int) -> list[SessionLine]:
        with self.unit_of_work() as unit:
            return self.view(ReplaySessions).find(unit, case_stream, after, limit)

    def open_session_of(self, auditor: str, case_id: UUID) -> ReplaySession:
        """Raises ReplaySessionNeeded."""
        with self.unit_of_work() as unit:
            session_id = self.view(ReplaySessions).latest_open(unit, auditor, case_id)
            if session_id is None:
                raise ReplaySessionNeeded
            session = unit.get(ReplaySession, session_id)
            session.refuse_unless_open(auditor)
            return session

    def replay(self, caller: Caller, session: ReplaySession, places: Sequence[Place], limit: int) -> Replayed:
        """A page of the case's timeline, on record in the session before it is given; to be called outside of a unit.

        Raises Unavailable, NotFound, CaseTooWide, ReplaySessionNeeded.
        """
        frame = Frame(session.case_stream, session.as_known_at, session.as_true_at)
        with self._turn():
            begun = places or self._admitted(caller, session)
            page = assemble(self.stores, caller.credential, frame, begun, limit)
        parts = tuple(ShownPart(part.store, part.log_id, streams, at) for part, streams, at in shown(page))
        with acting(Metadata(actor=caller.subject, role=caller.role, tenant=caller.tenant, purpose="audit")):
            repeated(self.store, lambda: self._record(session.id, caller.subject, parts))
        return Replayed(session, page)

    def _admitted(self, caller: Caller, session: ReplaySession) -> tuple[Place, ...]:
        return tuple(
            Place(
                name, self.stores.admit(
                    name, caller.credential, session.case_stream, session.reason, f"replay-{session.id}"
                ),
            )
            for name in self.stores.names
        )  # fmt: skip

    def _record(self, session_id: UUID, auditor: str, parts: tuple[ShownPart, ...]) -> None:
        with self.changing(ReplaySession, session_id) as session:
            session.show(auditor, parts)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Raises Unavailable when others take longer than one should wait."""
        if not self._turns.acquire(timeout=PATIENCE):
            raise Unavailable("replays")
        try:
            yield
        finally:
            self._turns.release()
