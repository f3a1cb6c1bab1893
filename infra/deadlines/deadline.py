"""Deadline: what has to happen by when, as a stream of events in the log of the store that owns it."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from contracts.deadlines import Kind
from infra.aggregate import Aggregate, Event, InitialEvent, event
from infra.deadlines.calendars import Place
from infra.deadlines.deciding import Decisions
from infra.deadlines.due import Due
from infra.derived import derived_id
from infra.stores import CONFIDENTIAL, STORES

DEADLINES = UUID("5c9b2b0e-7f2f-4c39-9a40-d6c1f6a3c1d9")


@cache
def deadline(store_name: str) -> Any:  # noqa: C901  a list of events and what each assigns, without a branch
    """The aggregate class of one store: its events are stored as `<store>.deadline.<event>`."""

    class Deadline(Decisions, Aggregate, store=store_name, confidential=store_name in CONFIDENTIAL):
        class Started(InitialEvent):
            rule: str
            subject: UUID
            key: str
            kind: Kind
            place: Place
            due: Due
            started_at: datetime
            late_recorded: bool

        class Paused(Event):
            rule: str
            subject: UUID

        class Resumed(Event):
            rule: str
            subject: UUID
            due: Due

        class Extended(Event):
            rule: str
            subject: UUID
            due: Due
            suspension_id: UUID | None
            reason: str

        class Approaching(Event):
            rule: str
            subject: UUID
            due_at: datetime

        class Missed(Event):
            rule: str
            subject: UUID
            due_at: datetime
            late_recorded: bool

        class Met(Event):
            rule: str
            subject: UUID
            in_time: bool

        class Dropped(Event):
            rule: str
            subject: UUID

        class Reopened(Event):
            rule: str
            subject: UUID
            due: Due

        @staticmethod
        def create_id(rule: str, subject: UUID, key: str, **_: Any) -> UUID:
            return deadline_id(store_name, rule, subject, key)

        @event(Started)
        def __init__(
            self, rule: str, subject: UUID, key: str, kind: Kind, place: Place, due: Due, started_at: datetime,
            late_recorded: bool,
        ) -> None:  # fmt: skip
            self.rule, self.subject, self.key, self.kind, self.place = rule, subject, key, kind, place
            self.due, self.started_at, self.late_recorded = due, started_at, late_recorded
            self.status, self.missed = "open", False
            self.suspensions: set[UUID] = set()

        @event(Paused)
        def _paused(self) -> None:
            self.status = "paused"

        @event(Resumed)
        def _resumed(self, due: Due) -> None:
            self.status, self.due = "open", due

        @event(Extended)
        def _extended(self, due: Due, suspension_id: UUID | None) -> None:
            self.status, self.due = "open", due
            self.suspensions |= {suspension_id} if suspension_id else set()

        @event(Approaching)
        def _approaching(self) -> None:
            self.status = "approaching"

        @event(Missed)
        def _missed(self) -> None:
            self.status, self.missed = "missed", True

        @event(Met)
        def _met(self) -> None:
            self.status = "met"

        @event(Dropped)
        def _dropped(self) -> None:
            self.status = "dropped"

        @event(Reopened)
        def _reopened(self, due: Due) -> None:
            self.status, self.due, self.missed = "open", due, False

    return Deadline


def deadline_id(store_name: str, rule: str, subject: UUID, key: str = "") -> UUID:
    """The stream of a subject's deadline under a rule; `key` tells periods or terms of one rule apart."""
    return derived_id(DEADLINES, f"{store_name}:{rule}:{subject.hex}:{key}")


# A stored event is read through its class, in every process that opens a store.
for _name in STORES:
    deadline(_name)
