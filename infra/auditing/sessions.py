"""Who reads a history here, which and why: one session for each auditor and matter, in the log of the store itself."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

from infra.aggregate import Aggregate, Event, InitialEvent, event
from infra.free_text import names_somebody
from infra.refusals import DomainError, Forbidden
from infra.stores import CONFIDENTIAL, STORES
from infra.world import now

OPEN_FOR = timedelta(hours=8)


class ReasonNamesSomebody(DomainError):
    code = "histories.reason-names-somebody"
    detail = "The reason seems to hold a document, case or telephone number or an e-mail address."
    fix = "Cite the audit assignment, not the person."


class SessionClosed(DomainError):
    code = "histories.session-closed"
    detail = "The session is closed."
    fix = "Open another one."


class SessionNeeded(Forbidden):
    """Said of a session that is not there, is closed, has run out, is another auditor's, or is for something else."""

    code = "histories.session-needed"
    detail = "A history is read inside an open session of your own for this very record."
    fix = "Open one with POST /v1/history-sessions and give its id as `session`."


@cache
def history_session(store_name: str) -> Any:
    """The aggregate class of one store: its events are stored as `<store>.history-session.opened` and so on."""

    class HistorySession(Aggregate, store=store_name, confidential=store_name in CONFIDENTIAL):
        class Opened(InitialEvent):
            TRACED = False
            auditor: str
            case_id: UUID
            reason: str

        class Closed(Event):
            TRACED = False
            auditor: str

        @event(Opened)
        def __init__(self, auditor: str, case_id: UUID, reason: str) -> None:
            self.auditor, self.case_id, self.reason = auditor, case_id, reason
            self.closed = False

        @classmethod
        def open(cls, auditor: str, case_id: UUID, reason: str) -> HistorySession:
            """`case_id` is a record's id, or the id of a person or record that others name."""
            if names_somebody(reason):
                raise ReasonNamesSomebody
            return cls(auditor=auditor, case_id=case_id, reason=reason)

        def close(self) -> None:
            if self.closed:
                raise SessionClosed
            self.trigger_event(self.Closed, auditor=self.auditor)

        @event(Closed)
        def _closed(self) -> None:
            self.closed = True

        def lets(self, auditor: str) -> bool:
            """Whether this auditor may read under it at this moment."""
            return auditor == self.auditor and not self.closed and now() < self.created_on + OPEN_FOR

    return HistorySession


# A stored event is read through its class, in every process that opens a store.
for _name in STORES:
    history_session(_name)
