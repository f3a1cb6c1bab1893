"""Replay session: who reads the history of which record, why, and as of when; open until it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from infra.kernel import Aggregate, DomainError, Event, InitialEvent, event, names_somebody, now

OPEN_FOR = timedelta(hours=8)
OPEN_STORES = ("intake", "referrals", "coordination", "analytics")


class ConfidentialHistory(DomainError):
    code = "analytics.confidential-history"
    detail = "Histories of notices and commissions are not read from here; not even which one was asked for is kept."
    fix = "Ask for a replay inside the confidential zone."


class ReasonNamesSomebody(DomainError):
    code = "analytics.reason-names-somebody"
    detail = "The reason seems to hold a document, case or telephone number or an e-mail address."
    fix = "Cite the audit assignment, not the person."


class ReplayOfTheFuture(DomainError):
    code = "analytics.replay-of-the-future"
    detail = "A replay shows what was known or true at a time that has passed."
    fix = "Give an instant that is not later than now."


class ReplayAlreadyClosed(DomainError):
    code = "analytics.replay-already-closed"
    detail = "The session is closed."
    fix = "Open another one."


class ReplaySessionNeeded(DomainError):
    code = "analytics.replay-session-needed"
    detail = "A case is replayed inside an open session of your own for this very case, not older than eight hours."
    fix = "Open one with POST /v1/replay-sessions and say why."


@dataclass(frozen=True)
class ShownPart:
    """What one page showed of one store: records, and positions of that store's log."""

    store: str
    log_id: UUID
    streams: tuple[UUID, ...]
    positions: tuple[int, ...]


class ReplaySession(Aggregate, store="analytics"):
    class Opened(InitialEvent):
        TRACED = False
        auditor: str
        case_store: str
        case_stream: UUID
        reason: str
        as_known_at: datetime | None
        as_true_at: datetime | None

    class PageShown(Event):
        """Written before the page is given."""

        TRACED = False
        parts: tuple[ShownPart, ...]

    class Closed(Event):
        TRACED = False
        auditor: str

    @event(Opened)
    def __init__(
        self,
        auditor: str,
        case_store: str,
        case_stream: UUID,
        reason: str,
        as_known_at: datetime | None,
        as_true_at: datetime | None,
    ) -> None:
        self.auditor, self.case_store, self.case_stream, self.reason = auditor, case_store, case_stream, reason
        self.as_known_at, self.as_true_at = as_known_at, as_true_at
        self.status, self.pages = "open", 0

    @classmethod
    def open(
        cls,
        auditor: str,
        case_store: str,
        case_stream: UUID,
        reason: str,
        as_known_at: datetime | None = None,
        as_true_at: datetime | None = None,
    ) -> ReplaySession:
        """`as_known_at` cuts by when things were recorded, `as_true_at` by when they happened; None does not cut."""
        if case_store not in OPEN_STORES:
            raise ConfidentialHistory
        if names_somebody(reason):
            raise ReasonNamesSomebody
        if any(at is not None and at > now() for at in (as_known_at, as_true_at)):
            raise ReplayOfTheFuture
        return cls(
            auditor=auditor, case_store=case_store, case_stream=case_stream, reason=reason, as_known_at=as_known_at,
            as_true_at=as_true_at,
        )  # fmt: skip

    def show(self, auditor: str, parts: tuple[ShownPart, ...]) -> None:
        """Raises ReplaySessionNeeded when it is another auditor's, closed, or older than eight hours."""
        self.refuse_unless_open(auditor)
        self.trigger_event(self.PageShown, parts=parts)

    @event(PageShown)
    def _page_shown(self) -> None:
        self.pages += 1

    def refuse_unless_open(self, auditor: str) -> None:
        if auditor != self.auditor or self.status != "open" or now() >= self.created_on + OPEN_FOR:
            raise ReplaySessionNeeded

    def close(self) -> None:
        if self.status == "closed":
            raise ReplayAlreadyClosed
        self.trigger_event(self.Closed, auditor=self.auditor)

    @event(Closed)
    def _closed(self) -> None:
        self.status = "closed"
